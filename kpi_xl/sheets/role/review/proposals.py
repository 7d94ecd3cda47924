"""Proposals on ⑤: where each KPI stands, and what next month should aim at.

What adds up: the plan of next month and an equal part of what is missing so far, but no more than a fifth above the best
month (or the plan, where that is more). Any other KPI: the plan, or half way to it from the last three months.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_xl.definitions import Direction, Kpi
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.formulas import NONE
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.review.comparisons import change
from kpi_xl.sheets.role.review.review_grid import ACTUAL, MONTHS, TARGET, Block, spans
from kpi_xl.sheets.styles import TABLE_HEAD, TABLE_TEXT
from kpi_xl.units import CHANGE_FORMAT, Unit

KPI = 1
FIGURES = 6
"""Latest, on last month, on last year, three months, needed a month, proposed."""
LEAST_WIDTH = 13.0
MOST_OVER_BEST = 1.2
"""Of the best month: the published rule of thumb for a stretch that is still believed."""
STEPS = {Unit.YEN: 1_000, Unit.COUNT: 1, Unit.DAYS: 1, Unit.RATE: 0.001, Unit.SCORE: 0.01, Unit.RATIO: 0.01}
"""What a proposal is rounded to."""
HELPERS = ("n", "short", "left", "proposed")
"""Right of the printed area: the last month with a result, what is missing so far, months left, the unrounded proposal."""


def draw(page: Page, row: int, kpis: Sequence[Kpi], blocks: Mapping[str, Block], last_col: int) -> int:
    """Draw the table from *row* on; the row after the space under it."""
    cols = spans(list(page.widths), KPI + 1, last_col - 1, LEAST_WIDTH)[:FIGURES]
    page.heading(row, KPI, last_col, TITLE)
    page.canvas.fill(row + 1, KPI, last_col, TABLE_HEAD)
    page.canvas.text(row + 1, KPI, "KPI", TABLE_HEAD)
    for (first, last), words in zip(cols, HEADS, strict=True):
        _in_columns(page, row + 1, first, last, words)
    page.canvas.text(row + 1, cols[-1][1] + 1, Text("根拠", "Basis"), looks.HEAD_LEFT)
    for col, helper in enumerate(HELPERS, start=last_col + 2):
        page.canvas.text(row + 1, col, helper, looks.HELPER_HEAD)
    for place, kpi in enumerate(kpis, start=row + 2):
        _Proposal(page, place, kpi, blocks[kpi.id], last_col).draw(cols)
    end = row + 2 + len(kpis)
    page.canvas.text(end, KPI, NOTE, looks.NOTE)
    return end + 2


def _in_columns(page: Page, row: int, first: int, last: int, words: Text) -> None:
    if last > first:
        page.canvas.merged(row, first, last, words, TABLE_HEAD)
    else:
        page.canvas.text(row, first, words, TABLE_HEAD)


class _Proposal:
    """One KPI's row."""

    def __init__(self, page: Page, row: int, kpi: Kpi, block: Block, last_col: int) -> None:
        self.page, self.row, self.kpi, self.last_col = page, row, kpi, last_col
        self.actuals, self.targets = block.column(ACTUAL), block.column(TARGET)
        helpers = [page.canvas.a1(row, last_col + 2 + place, True) for place in range(len(HELPERS))]
        self.n, self.short, self.left, self.proposed = helpers

    @property
    def adds_up(self) -> bool:
        """True where a year is the sum of its months."""
        return self.kpi.is_additive and self.kpi.period is Period.MONTH

    def draw(self, cols: Sequence[tuple[int, int]]) -> None:
        canvas, kpi = self.page.canvas, self.kpi
        canvas.text(self.row, KPI, kpi.label, looks.KPI_LABEL)
        value, percent = looks.VALUE.but(num_format=kpi.number_format), looks.VALUE.but(num_format=str(CHANGE_FORMAT))
        styles = (value, percent, percent, value, value, looks.STRONG.but(num_format=kpi.number_format))
        for (first, last), formula, style in zip(cols, self._figures(), styles, strict=True):
            if last > first:
                canvas.merged(self.row, first, last, "", style)
            canvas.formula(self.row, first, f"={formula}", None, style)
        why, style = cols[-1][1] + 1, TABLE_TEXT.but(font_size=9, text_wrap=True)
        if self.last_col > why:
            canvas.merged(self.row, why, self.last_col, "", style)
        canvas.formula(self.row, why, f"={self._reason()}", str(NO_RESULT), style)
        for place, (formula, shown) in enumerate(self._helpers()):
            canvas.formula(self.row, self.last_col + 2 + place, f"={formula}", shown, looks.HELPER)
        canvas.sheet.set_row(self.row, 28)  # the reason may take two lines

    def _figures(self) -> Iterator[str]:
        now, last_year = f"INDEX({self.actuals},{self.n})", f"INDEX({names.last_year_name(self.kpi.id)},{self.n})"
        yield self._if_any(now)
        yield f"IF({self.n}<2,{NONE},{change(self.kpi, now, f'INDEX({self.actuals},{self.n}-1)')})"
        yield self._if_any(change(self.kpi, now, last_year))
        yield self._if_any(self._three_months())
        needed = f"SUM(INDEX({self.targets},{self.n}+1):INDEX({self.targets},{MONTHS}))+{self.short}"
        yield f"IF(OR({self.n}=0,{self.left}=0),{NONE},MAX(0,({needed})/{self.left}))" if self.adds_up else NONE
        yield f"IF(ISNUMBER({self.proposed}),{self._rounded()},{NONE})"

    def _if_any(self, formula: str) -> str:
        return f"IF({self.n}=0,{NONE},{formula})"

    def _three_months(self) -> str:
        """Blank months in between do not count."""
        return f"AVERAGE(INDEX({self.actuals},MAX(1,{self.n}-2)):INDEX({self.actuals},{self.n}))"

    def _rounded(self) -> str:
        """To the KPI's step, on the safe side of the target."""
        step, away = STEPS.get(self.kpi.unit, 1), "ROUNDDOWN" if self.kpi.direction is Direction.LOWER else "ROUNDUP"
        return f"{away}(ROUND({self.proposed}/{step},6),0)*{step}"

    def _helpers(self) -> Iterator[tuple[str, float | None]]:
        yield f"IF(COUNT({self.actuals})=0,0,MATCH(9.9E+307,{self.actuals}))", 0
        short = f"SUMPRODUCT(ISNUMBER({self.actuals})*{self.targets})-SUM({self.actuals})"
        yield (short if self.adds_up else "0"), 0
        yield f"{MONTHS}-{self.n}", MONTHS
        yield f"IF(OR({self.n}=0,{self.left}=0),{NONE},{self._wanted()})", None

    @property
    def _planned(self) -> str:
        """Next month's target as planned."""
        return f"INDEX({self.targets},MIN({MONTHS},{self.n}+1))"

    @property
    def _most(self) -> str:
        return f"MAX({self._planned},{MOST_OVER_BEST}*MAX({self.actuals}))"

    def _wanted(self) -> str:
        if self.adds_up:
            return f"MIN({self._planned}+MAX(0,{self.short})/{self.left},{self._most})"
        return f"IF({self._is_reached()},{self._planned},({self._three_months()}+{self._planned})/2)"

    def _is_reached(self) -> str:
        sign = "<=" if self.kpi.direction is Direction.LOWER else ">="
        return f"{self._three_months()}{sign}{self._planned}"

    def _reason(self) -> str:
        none, over = literal(str(NO_RESULT)), literal(str(YEAR_IS_OVER))
        if self.adds_up:
            capped = f"{self._planned}+{self.short}/{self.left}>{self._most}"
            catching = f"{literal(str(CATCHING_UP))}&{self.left}&{literal(str(MONTHS_LEFT))}"
            words = f"IF({self.short}<=0,{literal(str(AS_PLANNED))},IF({capped},{literal(str(CAPPED))},{catching}))"
        else:
            words = f"IF({self._is_reached()},{literal(str(AS_PLANNED))},{literal(str(HALF_WAY))})"
        return f"IF({self.n}=0,{none},IF({self.left}=0,{over},{words}))"


TITLE = Text("来月の目標案", "Proposed targets for next month")
HEADS = (
    Text("直近の実績", "Latest actual"), Text("前月比", "vs last month"), Text("前年同月比", "vs last year"),
    Text("直近3か月平均", "Three months"), Text("残り月の必要量", "Needed per month"), Text("来月の目標案", "Proposed"),
)  # fmt: skip
NOTE = Text(
    "この案にするときは、④目標の「手入力」（1人あたり）に入れ、下の「見直しの記録」に理由を残します。率の前月比・前年同月比は差です",
    "To use a proposal, type it under By hand in sheet 4 (per person) and give the reason in the revision log below."
    " Rates are compared by their difference",
)
NO_RESULT = Text("実績を入れると案が出ます", "Shown once there is an actual")
YEAR_IS_OVER = Text("年度末のため、来年度の計画で決めます", "The year ends: decide it in next year's plan")
AS_PLANNED = Text("計画どおり（遅れなし）", "As planned: no shortfall")
CATCHING_UP = Text("遅れを残り", "Shortfall, spread over the ")
MONTHS_LEFT = Text("か月で均等に取り戻す", " months left")
CAPPED = Text(
    "過去最高の1.2倍まで（残りは①の月間目標か④の重みで調整）", "At most 1.2 times the best month; change the goal or the weights for the rest"
)
HALF_WAY = Text("直近3か月平均と計画の中間（段階的に）", "Halfway from the last three months to the plan")
