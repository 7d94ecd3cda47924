"""``python -m kpi_xl.hosts.libreoffice.build``: the interface of the functions, and its type library, written anew.

For developers: it takes `unoidl-write` (Debian: libreoffice-dev). Both files are committed, so that nobody else needs it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from kpi_xl.hosts.libreoffice.extension import TYPE_LIBRARY
from kpi_xl.hosts.libreoffice.install import find_programs
from kpi_xl.hosts.libreoffice.interface import INTERFACE, interface_text


def main() -> None:
    """Write both files beside this one."""
    program = Path(find_programs().soffice).resolve().parent
    compiler = shutil.which("unoidl-write", path=f"{program.parent / 'sdk' / 'bin'}") or shutil.which("unoidl-write")
    if compiler is None:
        sys.exit("unoidl-write not found: install libreoffice-dev")
    here = Path(__file__).parent
    (here / INTERFACE).write_text(interface_text(), encoding="utf-8")
    known = (program / "types.rdb", program / "types" / "offapi.rdb")
    subprocess.run([compiler, *map(str, known), str(here / INTERFACE), str(here / TYPE_LIBRARY)], check=True)


if __name__ == "__main__":
    main()
