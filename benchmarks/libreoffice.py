"""What the extension costs in LibreOffice: a column of 100,000 results, and opening a role workbook.

Compared are ratios: with our function to a native formula of the same results, with the extension to without.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.size import sized
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.writing.books import write_role_workbook
from kpi_xl.hosts.libreoffice import install
from kpi_xl.hosts.libreoffice.extension import EXTENSION, write_extension
from kpi_xl.periods import Month
from kpi_xl.sheets.role import BookSettings

SCRIPT = Path(__file__).with_name("inside_libreoffice.py")
REGISTERING = Path(install.__file__).parent / "registering"
ROUNDS = sized(3)
"""By turns; the quickest counts, for what else the machine does only adds to it."""
TRIES = 3
MOST_FOR_A_COLUMN, MOST_FOR_OPENING = 5.0, 1.5


def main() -> None:
    """Measure, and print the ratios beside what they may be at most."""
    with tempfile.TemporaryDirectory(prefix="kpi-xl-") as name:
        folder = Path(name)
        role = load_role("field_sales")
        write_role_workbook(role, BookSettings.standard(role, Month(2026, 11)), folder / "plan.xlsx")
        write_extension(folder / EXTENSION, sys.executable)
        rounds = [
            (measured(folder, f"without-{number}"), measured(folder, f"with-{number}", str(folder / EXTENSION)))
            for number in range(ROUNDS)
        ]
    without = {what: min(each[what] for each, _ in rounds) for what in rounds[0][0]}
    with_it = {what: min(each[what] for _, each in rounds) for what in rounds[0][1]}
    report("100,000 results, array formula / native column", with_it["array"], with_it["native"], MOST_FOR_A_COLUMN)
    report("opening a role workbook, with / without extension", with_it["load"], without["load"], MOST_FOR_OPENING)


def measured(folder: Path, profile: str, *extension: str) -> dict[str, float]:
    """Seconds by what was done, in a LibreOffice of its own; what it says when it fails is shown.

    Each try has a profile of its own: LibreOffice's first start on a new one may begin anew while it takes an extension in.
    """
    programs = install.find_programs()
    for number in range(TRIES):
        places = [str(REGISTERING), programs.soffice, str(folder / f"{profile}-{number}"), str(folder / "plan.xlsx")]
        ran = subprocess.run([programs.python, str(SCRIPT), *places, *extension], stdout=subprocess.PIPE, text=True)
        if ran.returncode == 0:
            break
    ran.check_returncode()
    seconds: dict[str, float] = json.loads(ran.stdout)
    return seconds


def report(what: str, ours: float, other: float, most: float) -> None:
    print(f"{what:<52} {ours * 1000:6.0f} ms / {other * 1000:6.0f} ms = {ours / other:5.2f} (at most {most:g})")


if __name__ == "__main__":
    main()
