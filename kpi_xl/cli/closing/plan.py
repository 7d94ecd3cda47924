"""What a close will read and write, before anything is: by the workbook's settings, and by options that say otherwise."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from kpi_xl.activity.warehouse.connections import connection
from kpi_xl.cli.closing.options import MonthEndOptions
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.options import Attempts, read_month
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.hosts.commands.books.next_book import next_stem
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.files.reading.typed_logs import is_planning_workbook, read_typed_log
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
    next_folder: Path
    outputs: tuple[Output, ...]
    unmatched: tuple[str, ...] = ()  #: patterns that no file matches

    def path(self, output: Output) -> Path:
        """Where an output goes: a file, or a folder of files. Next month's workbook lies beside this one: it names exports from its folder on."""
        if output.key == "next":
            return self.next_folder / f"{next_stem(self.book.stem, self.month, self.month.next)}{self.book.suffix}"
        return self.folder / _NAMES[output.key].format(month=self.month)

    @property
    def read_mappings(self) -> list[Path]:
        """The mapping files, each once."""
        return list(dict.fromkeys(filter(None, self.mappings)))

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(output.key for output in self.outputs)


_NAMES = {
    "report": "{month}-report.xlsx", "list": "{month}-list.xlsx", "pdf": "{month}-report.pdf", "members": "{month}-members",
    "cards": "1on1", "text": "{month}-meeting.md", "page": "{month}.html",
}  # fmt: skip


def close_plan(options: MonthEndOptions) -> ClosePlan:
    """What the options and the workbook say together.

    Raises:
        InputError: everything that is wrong with them.
    """
    attempt = Attempts()
    path = _book_in(options.book, options.month) if options.book.is_dir() else options.book
    if finding := package_finding(path):
        raise InputError([finding])
    said, month = _read(path)
    wanted = attempt(read_month, options.month) if options.month else month
    outputs = attempt(_outputs, options.outputs) if options.outputs is not None else said.outputs
    here = path.resolve().parent
    found = _Found.below(here, () if options.logs else said.exports)
    logs = tuple(options.logs) or found.logs
    is_told = bool(options.presets or options.mappings)
    presets = tuple(options.presets) if is_told else found.presets
    mappings = tuple(options.mappings) if is_told else found.mappings
    address, table = options.address, options.table
    if address is None and not options.logs and said.connection:
        known = attempt(connection, said.connection, path.name)
        if known is not None:
            address, table = known.source, table or known.table
    if not logs and address is None and not found.unmatched and read_typed_log(path) is not None:
        logs = (path,)  # what is typed into its sheet
    attempt.done()
    store = options.store or (here / said.store if said.store else None)
    folder = options.folder or here / (said.folder or str(FOLDER))
    assert wanted is not None
    return ClosePlan(
        path, wanted, logs, presets, mappings, address, table, store, folder, options.folder or here, outputs or (), found.unmatched
    )


def _book_in(folder: Path, month: str | None) -> Path:
    """The planning workbook in *folder* whose month is over last, or is *month*: what a scheduler closes by a line that never changes."""
    wanted = read_month(month) if month else Month.of(today() - timedelta(days=1))
    found = []
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in (".xlsx", ".xlsm") and not path.name.startswith("~$") and is_planning_workbook(path):
            with suppress(InputError):
                found += [path] if _read(path)[1] == wanted else []
    if len(found) != 1:
        names = "、".join(path.name for path in found) or NO_VALUE
        raise InputError([Finding(str(folder), names, (_SEVERAL if found else _NO_BOOK).format(month=wanted.label), _NAME_BOOK)])
    return found[0]


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


_NO_BOOK = Text("に{month}の計画ブックがありません", "has no planning workbook of {month}")
_SEVERAL = Text("に{month}の計画ブックが複数あります", "has several planning workbooks of {month}")
_NAME_BOOK = Text("締めるブックを指定するか、--month を付けてください", "Name the workbook to close, or add --month")
_NO_OUTPUT = Text("という出力はありません", "is not an output")
_NO_MONTH = Text("に対象月がありません", "has no month")
_NAME_MONTH = Text("計画ブックを指定してください", "Name a planning workbook")
