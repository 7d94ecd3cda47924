"""Comparisons on ⑤: every month against the month before and against the same month of last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_xl.attainment.report.pacing import grows
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import at
from kpi_xl.sheets.live.attainment import if_both
from kpi_xl.sheets.live.values import DASH, Live, choice, compared, difference, number, product, quotient
from kpi_xl.sheets.marks import mute_dashes
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Hint, Page
from kpi_xl.sheets.role.parts.wording import in_brackets
from kpi_xl.sheets.role.review.review_grid import FIELDS, FIRST_KPI, MONTH, MONTHS, Block
from kpi_xl.units import CHANGE_FORMAT, Unit, gap_format

LAST_YEAR, BEFORE, YEAR, _REST = range(FIELDS)
"""In the columns of the grid above; the last two of a KPI are one."""


HEIGHT = 3 + MONTHS + 2
"""With the heads, the note and the space below."""


def draw(page: Page, row: int, kpis: Sequence[Kpi], blocks: Mapping[str, Block], months: Sequence[Live]) -> int:
    """Draw the table of *months* from *row* on; its last row."""
    canvas, last_col = page.canvas, FIRST_KPI + FIELDS * len(kpis) - 1
    page.heading(row, MONTH, last_col, TITLE)
    canvas.fill(row + 2, MONTH, last_col, looks.PLAIN_HEAD)
    canvas.text(row + 2, MONTH, Text("月", "Month"), looks.HEAD_LEFT)
    first = row + 3
    for kpi in kpis:
        _kpi(page, row + 1, first, kpi, blocks[kpi.id])
    for index, month in enumerate(months):
        canvas.live(first + index, MONTH, month, looks.LABEL.but(num_format=str(looks.MONTH)))
    last = first + MONTHS
    mute_dashes(canvas, first, FIRST_KPI, last - 1, last_col)
    canvas.text(last, MONTH, NOTE, looks.NOTE)
    return last


def _kpi(page: Page, top: int, first: int, kpi: Kpi, results: Block) -> None:
    canvas, col = page.canvas, results.first_col
    canvas.text(top, col, in_brackets(kpi.label, kpi.unit.label), looks.HEAD_OVER)
    canvas.text(top + 1, col + LAST_YEAR, Text("前年実績（入力）", "Last year (input)"), looks.PLAIN_HEAD)
    canvas.text(top + 1, col + BEFORE, change_label(kpi, Text("前月比", "vs last month"), Text("前月差", "vs last month")), looks.PLAIN_HEAD)
    year = change_label(kpi, Text("前年同月比", "vs last year"), Text("前年同月差", "vs last year"))
    canvas.merged(top + 1, col + YEAR, col + FIELDS - 1, year, looks.PLAIN_HEAD)
    style = looks.PLAIN_VALUE.but(num_format=change_format(kpi))
    for index in range(MONTHS):
        row, now = first + index, _whole_month(kpi, results, index)
        page.number_input(row, col + LAST_YEAR, None, kpi.unit, LAST_YEAR_HINT, looks.PLAIN_INPUT, kpi.decimals)
        before = results.actual(index - 1) if index else at(first + MONTHS - 1, col + LAST_YEAR, "")
        canvas.live(row, col + BEFORE, change(kpi, now, before), style)
        canvas.merged(row, col + YEAR, col + FIELDS - 1, "", style)
        canvas.live(row, col + YEAR, change(kpi, now, at(row, col + LAST_YEAR, "")), style)
    page.name(names.last_year_name(kpi.id), first, col + LAST_YEAR, first + MONTHS - 1)


def _whole_month(kpi: Kpi, results: Block, index: int) -> Live:
    """A month's result; of a month that is not over a dash where it grows: half a month is no fall."""
    actual = results.actual(index)
    return choice(compared(results.share(index), "<", number(1)), DASH, actual) if grows(kpi) else actual


def change(kpi: Kpi, now: Live, before: Live) -> Live:
    """How much more *now* is than *before*: as a share of it, for a rate as their difference in points."""
    if kpi.unit is Unit.RATE:
        return if_both(now, before, product(difference(now, before), number(100)))
    more = difference(quotient(now, before), number(1))
    return if_both(now, before, choice(compared(before, "<=", number(0)), DASH, more))


def change_format(kpi: Kpi) -> str:
    return gap_format(kpi.unit, kpi.number_format) if kpi.unit is Unit.RATE else str(CHANGE_FORMAT)


def change_label(kpi: Kpi, ratio: Text, difference: Text) -> Text:
    return difference if kpi.unit is Unit.RATE else ratio


TITLE = Text("前月・前年同月との比較", "Compared with last month and the same month last year")
NOTE = Text(
    "前年実績は「実績を取込」で、活動ログに前年の記録がある月だけ入ります。率は差（ポイント）で比べます。途中の月は、件数と金額を比べません。最初の月の「前月」は、前年実績の最後の月です",
    "Import actuals fills in last year for the months that the log covers. Rates are compared by their difference,"
    " counts and amounts not before the month is over. The month before the first is the last one of last year",
)
LAST_YEAR_HINT = Hint(
    Text("前年実績", "Last year"),
    Text("前年同月の実績（チーム）です。ない月は空欄のままにします", "The team's actual in the same month last year. Leave unknown months blank"),
)
