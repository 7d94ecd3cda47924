"""The figures of the attack, and their place in docs/reliability.md."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tests.hostile.originals import ROOT
from tests.hostile.trial import DONE, REFUSED, Trial

PAGES = {"reliability.md": "ja", "reliability.en.md": "en"}
_FIGURES = re.compile(r"(<!-- make attack -->\n).*?(<!-- /make attack -->)", re.DOTALL)


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

    def table(self, language: str) -> str:
        heads = _HEADS[language]
        cells = f"{self.tried:,}", f"{self.done:,}", f"{self.refused:,}", f"{self.misses:,}", f"{self.seconds:.1f}", f"{self.megabytes:,.0f}"
        return "".join(f"| {' | '.join(row)} |\n" for row in (heads, ["--:"] * len(heads), cells))


_HEADS = {
    "ja": ("壊れた入力", "読めた", "断った", "約束を破った", "最長（CPU秒）", "最大（MB）"),
    "en": ("broken inputs", "read", "refused", "missed", "longest (CPU s)", "largest (MB)"),
}


def record(figures: Figures) -> None:
    """Write the figures into the pages."""
    for name, language in PAGES.items():
        page = ROOT / "docs" / name
        page.write_text(_FIGURES.sub(lambda marks: marks[1] + figures.table(language) + marks[2], page.read_text("utf-8")), encoding="utf-8")  # noqa: B023
