"""The figures of the attack, and their place in docs/reliability.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kpi_xl.language import Text
from tests.hostile.originals import ROOT
from tests.hostile.touches import Phase
from tests.hostile.trial import DONE, REFUSED, Trial

if TYPE_CHECKING:
    from tests.hostile.cases import Measured

PAGES = {"reliability.md": "ja", "reliability.en.md": "en"}


@dataclass(frozen=True)
class Figures:
    """What came of all seeds."""

    tried: int
    done: int
    refused: int
    misses: int
    seconds: float  #: of the processor, the longest answer
    megabytes: float  #: the largest one
    by_file: dict[str, int]

    @classmethod
    def of(cls, trials: Sequence[Trial]) -> Figures:
        statuses = Counter(each.status for each in trials)
        return cls(
            len(trials), statuses[DONE], statuses[REFUSED], sum(bool(each.misses) for each in trials),
            max((each.seconds for each in trials), default=0.0), max((each.megabytes for each in trials), default=0.0),
            dict(sorted(Counter(each.name for each in trials).items())),
        )  # fmt: skip

    @property
    def said(self) -> str:
        shown = f"{self.tried} broken inputs: {self.done} read, {self.refused} refused, {self.misses} missed"
        return f"{shown}; the longest answer {self.seconds:.1f} s of the processor, the largest {self.megabytes:.0f} MB"

    def tables(self) -> dict[str, str]:
        cells = f"{self.tried:,}", f"{self.done:,}", f"{self.refused:,}", f"{self.misses:,}", f"{self.seconds:.1f}", f"{self.megabytes:,.0f}"
        return {language: _table(heads, [cells]) for language, heads in _HEADS.items()}


_HEADS = {
    "ja": ("壊れた入力", "読めた", "断った", "約束を破った", "最長（CPU秒）", "最大（MB）"),
    "en": ("broken inputs", "read", "refused", "missed", "longest (CPU s)", "largest (MB)"),
}
_KILL_HEADS = {
    "ja": (
        "書き込み", "強制終了", "読み取り・計算中", "書き込み中", "置き換え中", "後片付け中", "すべて元のまま", "一部が新しい", "すべて新しい",
        "約束を破った",
    ),
    "en": ("what was written", "kills", "reading", "writing", "putting in place", "cleaning up", "all as before", "some new", "all new", "missed"),
}  # fmt: skip
_WRITINGS = {
    "report": ("月次レポートと読めない行", "report and rejects"), "list": ("一覧", "list"), "pdf": ("月次レポートとPDF", "report and PDF"),
    "texts": ("会議の文章とページ", "meeting's text and page"), "cards": ("1on1カード", "1on1 cards"),
    "member books": ("担当者ごとのブック", "member workbooks"), "store": ("蓄積ファイル", "store"),
    "kept forecasts": ("蓄積した見込み", "kept forecasts"),
    "import as CSV": ("取り込み（CSV）と読めない行", "import (CSV) and rejects"), "import as Parquet": ("取り込み（Parquet）", "import (Parquet)"),
    "import as DuckDB": ("取り込み（DuckDB）", "import (DuckDB)"), "planning workbook": ("計画ブック", "planning workbook"),
    "company workbook": ("会社の計画ブック", "company's workbook"), "workbook with macros": ("計画ブック（.xlsm）", "planning workbook (.xlsm)"),
    "template": ("自社のテンプレート", "a company's own template"), "shipped templates": ("付属のテンプレート", "shipped templates"),
    "next month": ("翌月のブック", "next month's workbook"), "actuals": ("計画ブックの実績", "actuals of a workbook"),
    "adopted case": ("シナリオを入力に", "case made the input"), "month-end": ("月の締め（全部）", "month-end (everything)"),
    "targets for a CRM": ("CRM用の目標", "targets for a CRM"),
}  # fmt: skip


@dataclass
class Killed:
    """What came of the kills of one command."""

    phases: Counter[Phase] = field(default_factory=Counter)
    old: int = 0  #: all as it was
    some: int = 0  #: some outputs new
    new: int = 0  #: all new

    @property
    def count(self) -> int:
        return self.phases.total()

    @property
    def said(self) -> str:
        phases = ", ".join(f"{phase.value} {self.phases[phase]}" for phase in Phase)
        return f"{self.count} kills ({phases}): {self.old} all old, {self.some} some new, {self.new} all new"

    def __add__(self, other: Killed) -> Killed:
        return Killed(self.phases + other.phases, self.old + other.old, self.some + other.some, self.new + other.new)

    def add(self, phase: Phase, changed: Sequence[bool]) -> None:
        """One more; *changed*: for each file that becomes new, whether it is."""
        self.phases[phase] += 1
        self.old += not any(changed)
        self.new += all(changed)
        self.some += any(changed) and not all(changed)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], words: int = 1) -> str:
    """*words*: columns of words, before those of figures."""
    ruled = ["---" if len(rows) > 1 and place < words else "--:" for place in range(len(heads))]
    return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ruled, *rows))


def record(figures: Figures) -> None:
    """Write the figures of the attack into the pages."""
    _put("attack", figures.tables())


def record_kills(found: Mapping[str, Killed]) -> None:
    """Write into the pages where the kills of each command hit, and what they left."""
    tables = {}
    for place, language in enumerate(_KILL_HEADS):
        rows = [(_WRITINGS[name][place], *_shown(killed)) for name, killed in found.items()]
        tables[language] = _table(_KILL_HEADS[language], [*rows, (_TOGETHER[place], *_shown(sum(found.values(), Killed())))])
    _put("kills", tables)


def _shown(killed: Killed) -> list[str]:
    figures = (killed.count, *(killed.phases[phase] for phase in Phase), killed.old, killed.some, killed.new, 0)
    return [f"{figure:,}" for figure in figures]


_TOGETHER = "合計", "together"


def record_cases(rows: Sequence[tuple[Text, Text, Text, Sequence[Measured]]]) -> None:
    """Write into the pages what was tried, what it did before, what it does now, and what it took at most."""
    tables = {}
    for place, language in enumerate(_CASE_HEADS):
        shown = [
            (
                *(each.both()[place] for each in words), str(len(runs)),
                f"{max(run.seconds for run in runs):.1f}", f"{max(run.megabytes for run in runs):,.0f}",
            )
            for *words, runs in rows
        ]  # fmt: skip
        tables[language] = _table(_CASE_HEADS[language], shown, words=3)
    _put("cases", tables)


_CASE_HEADS = {
    "ja": ("試したもの", "以前", "今", "実行", "最長（CPU秒）", "最大（MB）"),
    "en": ("what was tried", "before", "now", "runs", "longest (CPU s)", "largest (MB)"),
}  # fmt: skip


def _put(name: str, tables: dict[str, str]) -> None:
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    for page, language in PAGES.items():
        path, table = ROOT / "docs" / page, tables[language]
        path.write_text(marked.sub(lambda marks, table=table: f"{marks[1]}{table}{marks[2]}", path.read_text("utf-8")), encoding="utf-8")
