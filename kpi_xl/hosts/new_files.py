"""Files that an open spreadsheet asks for: new workbooks, which the command line writes, and PDFs beside what they replace."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError, KpiError
from kpi_xl.language import Text, spoken
from kpi_xl.periods import Month

WRONG_INPUT = 2
"""The exit status with which the command line refuses what it was given."""


def run_kpi_xl(*arguments: str) -> str:
    """Run the command line: it puts in what a live host must not know, and the host not what files are made of.

    Returns:
        what it says, warnings last.

    Raises:
        KpiError: what it says is to be corrected.
    """
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "kpi_xl", *arguments],  # -P: never a kpi_xl of the folder that is open
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        check=False,
    )
    if ran.returncode == WRONG_INPUT:
        raise KpiError(ran.stderr.strip())
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return "\n".join(filter(None, (ran.stdout.strip(), ran.stderr.strip())))


def write_next_book(book: Path, month: Month, stem: str, options: Sequence[str]) -> tuple[Path, str]:
    """Make the workbook of *month* from *book*, beside it, under a name that nothing has yet; what is said of it.

    Raises:
        KpiError: what is to be corrected.
    """
    path = free_path(book.parent, stem, book.suffix)
    said = run_kpi_xl("new", "--from", str(book), "-o", str(path), "--month", str(month), *options, "--lang", spoken())
    return path, said


def free_path(folder: Path, stem: str, suffix: str) -> Path:
    """A path in *folder* that nothing has yet."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){suffix}"
    return path


@contextmanager
def printed_beside(path: Path) -> Iterator[Path]:
    """A path to print to, renamed to *path* at the end: a PDF that somebody is reading cannot be replaced.

    Raises:
        InputError: another program has the PDF open.
    """
    beside = path.with_name(f"kpi-xl-{path.name}")
    try:
        yield beside
        beside.replace(path)
    except PermissionError as error:
        raise InputError([Finding(str(path), NO_VALUE, _IN_USE, _CLOSE_IT)]) from error
    finally:
        beside.unlink(missing_ok=True)


_IN_USE = Text("はほかのプログラムで開かれています", "is open in another program")
_CLOSE_IT = Text("PDFを閉じてから、もう一度実行してください", "Close the PDF and try again")
