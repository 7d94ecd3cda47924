"""What a close will read and write, before anything is: by the workbook's settings, and by options that say otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.activity.warehouse.connections import connection
from kpi_xl.cli.closing.options import MonthEndOptions
from kpi_xl.cli.terminal.options import Attempts, read_month
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.typed_logs import read_typed_log
from kpi_xl.hosts.plans.closing import Closing, Exports, read_closing
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text
from kpi_xl.packages import package_finding
from kpi_xl.periods import Month
from kpi_xl.sheets.role.parts.names import PLAN_MONTH
from kpi_xl.sheets.role.parts.outputs import OUTPUT_BY_KEY, OUTPUTS, Output

FOLDER = Text("締め", "month-end")


@dataclass(frozen=True)
class ClosePlan:
    """One close, resolved."""

    book: Path
    month: Month
    logs: tuple[Path, ...]
    presets: tuple[str | None, ...]  #: none, one for all logs, or one for each; None: by the headings
    mappings: tuple[Path | None, ...]  #: likewise
    address: str | None
    table: str | None
    store: Path | None
    folder: Path
    outputs: tuple[Output, ...]
    unmatched: tuple[str, ...] = ()  #: patterns that no file matches

    def path(self, output: Output) -> Path:
        """Where an output goes: a file, or a folder of files."""
        return self.folder / _NAMES[output.key].format(month=self.month, next=self.month.next, suffix=self.book.suffix)

    @property
    def read_mappings(self) -> list[Path]:
        """The mapping files, each once."""
        return list(dict.fromkeys(filter(None, self.mappings)))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(output.key for output in self.outputs)


_NAMES = {
    "report": "{month}-report.xlsx", "list": "{month}-list.xlsx", "pdf": "{month}-report.pdf", "members": "{month}-members",
    "cards": "1on1", "text": "{month}-meeting.md", "page": "{month}.html", "next": "{next}{suffix}",
}  # fmt: skip


def close_plan(options: MonthEndOptions) -> ClosePlan:
    """What the options and the workbook say together.

    Raises:
        InputError: everything that is wrong with them.
    """
    attempt = Attempts()
    if finding := package_finding(options.book):
        raise InputError([finding])
    said, month = _read(options.book)
    wanted = attempt(read_month, options.month) if options.month else month
    outputs = attempt(_outputs, options.outputs) if options.outputs is not None else said.outputs
    here = options.book.resolve().parent
    found = _Found.below(here, () if options.logs else said.exports)
    logs = tuple(options.logs) or found.logs
    is_told = bool(options.presets or options.mappings)
    presets = tuple(options.presets) if is_told else found.presets
    mappings = tuple(options.mappings) if is_told else found.mappings
    address, table = options.address, options.table
    if address is None and not options.logs and said.connection:
        known = attempt(connection, said.connection, options.book.name)
        if known is not None:
            address, table = known.source, table or known.table
    if not logs and address is None and not found.unmatched and read_typed_log(options.book) is not None:
        logs = (options.book,)  # what is typed into its sheet
    attempt.done()
    store = options.store or (here / said.store if said.store else None)
    folder = options.folder or here / (said.folder or str(FOLDER))
    assert wanted is not None
    return ClosePlan(
        options.book, wanted, logs, presets, mappings, address, table, store, folder, outputs or (), found.unmatched
    )


def _read(path: Path) -> tuple[Closing, Month]:
    findings: list[Finding] = []
    try:
        with closing(PlanBook(path)) as book:
            values = PlanValues(book, findings)
            said, month = read_closing(book, values), values.month(PLAN_MONTH)
    except UnreadableWorkbookError as error:
        raise InputError([error.finding]) from error
    if findings or month is None:
        raise InputError(findings or [Finding(path.name, NO_VALUE, _NO_MONTH, _NAME_MONTH)])
    return said, month


def _outputs(text: str) -> tuple[Output, ...]:
    keys = [key.strip() for key in text.split(",") if key.strip()]
    findings = [Finding("--make", key, _NO_OUTPUT, did_you_mean(key, OUTPUT_BY_KEY)) for key in keys if key not in OUTPUT_BY_KEY]
    if findings:
        raise InputError(findings)
    return tuple(output for output in OUTPUTS if output.key in keys)


@dataclass(frozen=True)
class _Found:
    """The files of the workbook's lines, each once, in their order, and how each is read."""

    logs: tuple[Path, ...] = ()
    presets: tuple[str | None, ...] = ()
    mappings: tuple[Path | None, ...] = ()
    unmatched: tuple[str, ...] = ()

    @classmethod
    def below(cls, here: Path, lines: Sequence[Exports]) -> _Found:
        found: dict[Path, Exports] = {}
        unmatched = []
        for line in lines:
            files = _matching(here, line.pattern)
            if not files:
                unmatched.append(line.pattern)
            for path in files:
                found.setdefault(path, line)  # the first line that names it says how it is read
        readings = found.values()
        presets = tuple(None if line.has_mapping else line.reading or None for line in readings)
        mappings = tuple(here / line.reading if line.has_mapping else None for line in readings)
        return cls(tuple(found), presets if any(presets) else (), mappings if any(mappings) else (), tuple(unmatched))


def _matching(here: Path, pattern: str) -> list[Path]:
    """What Excel lays beside open workbooks is none of them, and a link leads nowhere else. A Mac writes ガ as two characters."""
    named = {path for form in ("NFC", "NFD") for path in here.glob(unicodedata.normalize(form, pattern))}
    files = (path for path in sorted(named) if path.is_file() and not path.name.startswith("~$"))
    return [path for path in files if path.resolve().is_relative_to(here)]


_NO_OUTPUT = Text("という出力はありません", "is not an output")
_NO_MONTH = Text("に対象月がありません", "has no month")
_NAME_MONTH = Text("計画ブックを指定してください", "Name a planning workbook")
