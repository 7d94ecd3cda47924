"""The figures of the attack, and their place in docs/reliability.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.hostile.originals import ROOT
from tests.hostile.trial import DONE, REFUSED, Trial

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
    "ja": ("書き込み", "強制終了", "すべて元のまま", "一部か全部が新しい", "約束を破った"),
    "en": ("what was written", "kills", "all as before", "some or all new", "missed"),
}
_WRITINGS = {
    "report": ("月次レポートと読めない行", "report and rejects"), "store": ("蓄積ファイル", "store"),
    "member books": ("担当者ごとのブック", "member workbooks"),
    "template": ("自社のテンプレート", "a company's own template"), "import as CSV": ("取り込み（CSV）", "import (CSV)"),
    "import as DuckDB": ("取り込み（DuckDB）", "import (DuckDB)"), "planning workbook": ("計画ブック", "planning workbook"),
    "next month": ("翌月のブック", "next month's workbook"),
}  # fmt: skip


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    ruled = ["---" if len(rows) > 1 and not place else "--:" for place in range(len(heads))]
    return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ruled, *rows))


def record(figures: Figures) -> None:
    """Write the figures of the attack into the pages."""
    _put("attack", figures.tables())


def record_kills(rows: Sequence[tuple[str, int, int]]) -> None:
    """Write into the pages how many kills there were of each command, and how many left all as it was."""
    shown = {
        language: [(_WRITINGS[name][place], str(kills), str(old), str(kills - old), "0") for name, kills, old in rows]
        for place, language in enumerate(_KILL_HEADS)
    }
    _put("kills", {language: _table(_KILL_HEADS[language], cells) for language, cells in shown.items()})


def _put(name: str, tables: dict[str, str]) -> None:
    marked = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    for page, language in PAGES.items():
        path, table = ROOT / "docs" / page, tables[language]
        path.write_text(marked.sub(lambda marks, table=table: f"{marks[1]}{table}{marks[2]}", path.read_text("utf-8")), encoding="utf-8")
