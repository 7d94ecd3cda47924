"""Running a command: in the workbook's language, with one dialogue for whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kpi_xl.disks import refusal
from kpi_xl.errors import InputError, KpiError
from kpi_xl.hosts.base import Host
from kpi_xl.hosts.plans import PlanCells
from kpi_xl.language import Language, Text, speaking
from kpi_xl.sheets.role.parts import names

MOST_FINDINGS = 8
"""In one dialogue; more do not fit a small screen."""


def log_file() -> Path:
    """Where the tracebacks of failed commands are kept."""
    return Path.home() / ".kpi_xl" / "kpi_xl.log"


def carry_out(host: Host, command: Callable[[Host], str | None], log_file: Path) -> None:
    """Run *command*. What a person has to correct is said to them; the traceback of a mistake of ours goes to a file."""
    with speaking(language_of(host.cells)):
        said, is_error = _outcome(host, command, log_file)
        if said:
            host.tell(said, is_error)


def _outcome(host: Host, command: Callable[[Host], str | None], log_file: Path) -> tuple[str | None, bool]:
    """What is to be said, and whether the command failed."""
    try:
        with host.all_or_nothing():
            return command(host), False
    except InputError as error:
        return _findings(error), True
    except KpiError as error:
        return str(error), True
    except OSError as error:
        return str(refusal(error)), True
    except Exception:
        with suppress(OSError), _opened(log_file) as logger:  # a full disk has room for no log either
            logger.exception("the command failed")
        return str(_UNEXPECTED.format(log=log_file)), True


def language_of(cells: PlanCells) -> Language:
    """The language that the workbook was made in: its members table says Member or 担当者."""
    head = cells.cell(names.MEMBERS_AREA)
    return "en" if head is not None and head.text == names.MEMBER_NAME.en else "ja"


def _findings(error: InputError) -> str:
    shown = [f"{_BULLET}{finding}" for finding in error.findings[:MOST_FINDINGS]]
    rest = len(error.findings) - len(shown)
    if rest:
        shown.append(str(Text(f"ほか{rest}件", f"and {rest} more")))
    return "\n".join([str(_CORRECT), "", *shown])


@contextmanager
def _opened(log_file: Path) -> Iterator[logging.Logger]:
    """A logger that writes at the end of *log_file* and nowhere else."""
    log_file.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(log_file, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.Logger("kpi_xl")
    logger.addHandler(handler)
    try:
        yield logger
    finally:
        handler.close()


_BULLET = Text("・", "• ")
_CORRECT = Text("次の点を直してから、もう一度実行してください。", "Please correct this, then try again.")
_UNEXPECTED = Text(
    "予期しないエラーで中止しました。ブックは実行前のままです。\n詳しい内容：{log}",
    "An unexpected error stopped this. The workbook is as it was before.\nDetails: {log}",
)
