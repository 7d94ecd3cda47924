"""Files that an open spreadsheet asks for: new workbooks, which the command line writes, and PDFs beside what they replace."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from kpi_xl.errors import NO_VALUE, Finding, InputError, KpiError
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.language import Text, spoken
from kpi_xl.periods import Month

WRONG_INPUT = 2
"""The exit status with which the command line refuses what it was given."""
MOST_WARNINGS = 8
"""In one dialogue; more do not fit a small screen."""
_STEP_LINE = re.compile(r"\[\d+/\d+\] ")


def run_kpi_xl(*arguments: str, progress: Progress = silent) -> str:
    """Run the command line: it puts in what a live host must not know, and the host not what files are made of.

    Args:
        progress: is told the steps that the command says as `step_line`.

    Returns:
        what it says, warnings last; of many warnings the first.

    Raises:
        KpiError: what it says is to be corrected.
    """
    with TemporaryFile("w+", encoding="utf-8") as said:
        running = subprocess.Popen(
            [sys.executable, "-P", "-m", "kpi_xl", *arguments],  # -P: never a kpi_xl of the folder that is open
            stdout=said,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        with running:
            warnings = list(_without_steps(running.stderr or (), progress))
        said.seek(0)
        answer = said.read().strip()
    if running.returncode == WRONG_INPUT:
        raise KpiError("".join(warnings).strip())
    if running.returncode:
        raise RuntimeError("".join(warnings))
    return "\n".join(filter(None, (answer, *_shortened(warnings))))


def step_line(number: int, total: int, step: str) -> str:
    """A line that says which step of a long command has begun.

    >>> step_line(2, 8, "PDF")
    '[2/8] PDF'
    """
    return f"[{number}/{total}] {step}"


def _without_steps(lines: Iterable[str], progress: Progress) -> Iterator[str]:
    """What else a command says."""
    for line in lines:
        if _STEP_LINE.match(line):
            progress(line.strip())
        else:
            yield line


def _shortened(warnings: Sequence[str]) -> Iterator[str]:
    lines = [line.rstrip() for line in warnings if line.strip()]
    yield from lines[:MOST_WARNINGS]
    if len(lines) > MOST_WARNINGS:
        yield str(_MORE.format(count=len(lines) - MOST_WARNINGS))


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


_MORE = Text("ほか{count}行（コマンド「kpi-xl month-end」で全部が見えます）", "and {count} more lines (the command kpi-xl month-end shows all)")
_IN_USE = Text("はほかのプログラムで開かれています", "is open in another program")
_CLOSE_IT = Text("PDFを閉じてから、もう一度実行してください", "Close the PDF and try again")
