"""The Python that Excel for the Mac is told of.

xlwings hands its path to a shell without quotes: one with a blank in it is started by a small script elsewhere.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from kpi_xl.disks import write_whole
from kpi_xl.hosts.excel.installation.folders import Places


def started_by(places: Places, interpreter: Path) -> Path:
    """What the settings have to name, so that *interpreter* runs."""
    return places.launcher if places.launcher and _is_taken_apart(interpreter) else interpreter


def write_launcher(places: Places, interpreter: Path) -> None:
    """Write the script where there must be one; else there is none."""
    if places.launcher is None:
        return
    if _is_taken_apart(interpreter):
        write_whole(places.launcher, script_of(interpreter).encode())
        places.launcher.chmod(0o755)
    else:
        remove_launcher(places)


def remove_launcher(places: Places) -> None:
    if places.launcher is not None:
        places.launcher.unlink(missing_ok=True)


def script_of(interpreter: Path) -> str:
    """Becomes *interpreter*, with all that it was called with.

    >>> print(script_of(Path("/Users/sato/My Python/bin/python")), end="")
    #!/bin/sh
    exec '/Users/sato/My Python/bin/python' "$@"
    """
    return f'#!/bin/sh\nexec {shlex.quote(str(interpreter))} "$@"\n'


def _is_taken_apart(path: Path) -> bool:
    """True for what a shell, or the script of xlwings, which parts its words at |, reads otherwise."""
    return not re.fullmatch(r"[\w./+-]+", str(path))
