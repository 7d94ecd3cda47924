"""Questions that xlwings does not ask: which files, which of several. Excel asks on Windows, the system on a Mac."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import xlwings as xw

from kpi_xl.language import Text

LOGS = Text("活動ログ（CSV・Excel）", "Activity logs (CSV and Excel)"), "*.csv;*.tsv;*.txt;*.xlsx;*.xlsm"
"""What is offered, and its files. Excel takes commas to part the two: one in the words is error 1004."""
TITLE = "kpi-xl"
NUMBER = 1
"""InputBox: what is typed must be a number."""


def pick_files(app: xw.App, question: str) -> list[Path]:
    """Files that exist; none where the person changes their mind."""
    if sys.platform == "darwin":
        picked = _asked_on_a_mac(_CHOOSE_FILES, question).splitlines()
    else:
        picked = app.api.GetOpenFilename(",".join(map(str, LOGS)), 1, question, MultiSelect=True) or ()
    return [Path(path) for path in picked]


def choose(app: xw.App, question: str, choices: Sequence[str]) -> int | None:
    """The index of one of *choices*; None where the person changes their mind."""
    if sys.platform == "darwin":
        picked = _asked_on_a_mac(_CHOOSE_ONE, question, *choices)
        return choices.index(picked) if picked else None
    listed = "\n".join([question, "", *(f"{number}  {choice}" for number, choice in enumerate(choices, start=1))])
    while (answer := app.api.InputBox(listed, TITLE, 1, Type=NUMBER)) is not False:
        if answer in range(1, len(choices) + 1):
            return int(answer) - 1
    return None


def _asked_on_a_mac(script: str, *arguments: str) -> str:
    """What an AppleScript gives; "" where the person cancels, which it reports as an error."""
    whole = f"on run argv\n{script}end run"
    asked = subprocess.run(["osascript", "-e", whole, *arguments], capture_output=True, encoding="utf-8", check=False)
    return asked.stdout.rstrip("\n") if asked.returncode == 0 else ""


_CHOOSE_FILES = """\
set paths to {}
repeat with picked in (choose file with prompt (item 1 of argv) with multiple selections allowed)
set end of paths to POSIX path of picked
end repeat
set AppleScript's text item delimiters to linefeed
return paths as text
"""
_CHOOSE_ONE = "return item 1 of (choose from list (rest of argv) with prompt (item 1 of argv))\n"
