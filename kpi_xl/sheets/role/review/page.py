"""⑤運用: the planned month by what is due by now, what next month should aim at, why targets were changed; then the year's
results month by month with what the meetings decided, beside the year before."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.definitions import Kpi, Level, RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, choice, compared, filled, is_number, joined
from kpi_xl.sheets.role.parts.headlines import ROWS as HEADLINE_ROWS
from kpi_xl.sheets.role.parts.headlines import Headline, draw_headlines, told
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Draft, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import as_of as day
from kpi_xl.sheets.role.review import comparisons, proposals, results, revisions, running
from kpi_xl.sheets.role.review.as_of import ZERO, AsOf
from kpi_xl.sheets.role.review.planned import Planned
from kpi_xl.sheets.role.review.review_grid import FIELDS, FIRST_KPI, Block
from kpi_xl.sheets.role.review.running import MonthRow
from kpi_xl.sheets.role.targets.page import layout_of
from kpi_xl.sheets.styles import PLAIN_YEN_WIDTH

KPI_WIDTHS = (PLAIN_YEN_WIDTH, PLAIN_YEN_WIDTH, 10.5, 6)
LABEL_WIDTH, NOTES_WIDTH, SIGN_WIDTH = 24, 33, 6
LEAST_KPIS = 3
"""The month's table and the proposals take as many columns."""
PLACES = ((1, 2), (6, None), (10, None), (14, 15))
"""The columns of the headline figures and of their signs."""


def widths_of(most: int) -> list[float]:
    """The columns of ⑤ where a role has up to *most* KPIs; the last one is for words."""
    return [2, LABEL_WIDTH, *KPI_WIDTHS * max(LEAST_KPIS, most), NOTES_WIDTH, SIGN_WIDTH]


def last_col_of(most: int) -> int:
    return FIRST_KPI + FIELDS * max(LEAST_KPIS, most) + 1


def aside_of(most: int) -> int:
    """The first column of the working out, right of the printed area."""
    return last_col_of(most) + 2


def draw(draft: Draft) -> None:
    kpis = reviewed_kpis(draft.role)
    last_col, aside = last_col_of(len(kpis)), aside_of(len(kpis))
    page = Page(draft, Step.REVIEW, *widths_of(len(kpis)))
    page.begin(last_col)
    as_of = day.draw_as_of(page, FIRST_ROW, aside, kpis)
    top = FIRST_ROW + day.ROWS
    row = top + HEADLINE_ROWS
    second = row + running.height([kpis]) + proposals.height(kpis) + revisions.HEIGHT + 1
    planned = Planned(page, layout_of(draft), results.first_month(second))
    blocks = results.blocks_of(kpis, second, aside, planned.months, planned.target, as_of)
    (rows,) = running.draw_month(page, row, last_col, [(page, kpis, as_of)], as_of)
    draw_headlines(page, top, list(_headlines(page, rows[0], blocks[rows[0].kpi.id], as_of)), PLACES)
    row = proposals.draw(page, row + running.height([kpis]), kpis, blocks, last_col, BELOW)
    revisions.draw(page, row, last_col, list(revisions.watched(draft.role)), aside=6)
    page.canvas.sheet.set_h_pagebreaks([second])
    row = results.draw(page, second, last_col, kpis, blocks, planned.months)
    page.canvas.page(comparisons.draw(page, row, kpis, blocks, results.shown(second, planned.months)), last_col, pages_high=0)


def reviewed_kpis(role: RoleTemplate) -> list[Kpi]:
    return [kpi for kpi in role.kpis if kpi.level in (Level.KGI, Level.PRIMARY)]


def _headlines(page: Page, kgi: MonthRow, block: Block, as_of: AsOf) -> Iterator[Headline]:
    """The goal so far, where the month ends, what a day must bring, and the year to date."""
    yield goal_headline(page.draft.role.kgi.label, kgi, as_of)
    yield landing_headline(kgi)
    yield days_headline(kgi, as_of)
    target, actual, rate = results.so_far_cells(kgi.kpi, block)
    words = filled(OF_TARGET, actual=told(kgi.kpi, actual), target=told(kgi.kpi, target))
    known = is_number(actual)
    yield Headline(YEAR_WORDS, percent(rate), choice(known, words, DASH), attainment.sign(rate, page.limits))


def goal_headline(label: Text, kgi: MonthRow, as_of: AsOf) -> Headline:
    """What was reached of the goal, judged by what is due."""
    by_now = filled(BY_NOW, due=told(kgi.kpi, kgi.due), rate=percent(kgi.rate))
    whole = filled(ATTAINED, rate=percent(kgi.rate))
    note = choice(is_number(kgi.actual), choice(as_of.is_running, by_now, whole), TYPE_FIRST)
    return Headline(filled(GOAL, kpi=str(label), target=told(kgi.kpi, kgi.target)), told(kgi.kpi, kgi.actual), note, kgi.sign)


def landing_headline(kgi: MonthRow) -> Headline:
    gap = attainment.gap(kgi.target, kgi.landing, kgi.kpi)
    words = joined(GAP_WORDS, told(kgi.kpi, gap))
    return Headline(running.LANDING_WORDS, told(kgi.kpi, kgi.landing), choice(is_number(gap), words, DASH))


def days_headline(kgi: MonthRow, as_of: AsOf) -> Headline:
    """How many working days are left, and what each must bring."""
    a_day = attainment.needed(kgi.target, kgi.actual, as_of.left)
    needed = choice(is_number(a_day), filled(A_DAY, needed=told(kgi.kpi, a_day)), DASH)
    value = choice(is_number(as_of.left), filled(DAYS, days=as_of.left, all=as_of.days), DASH)
    return Headline(LEFT_WORDS, value, choice(compared(as_of.left, "=", ZERO), IS_OVER, needed))


BELOW = Text("下の", "below")
GOAL = Text("{kpi}（目標 {target}）", "{kpi} (target {target})")
BY_NOW = Text("今日まで {due}、ペース比 {rate}", "due by now {due}, pace {rate}")
ATTAINED = Text("達成率 {rate}", "attainment {rate}")
TYPE_FIRST = Text("対象月の実績を入れると出ます", "shown once the planned month has an actual")
GAP_WORDS = Text("目標との差 ", "gap ")
LEFT_WORDS = Text("残り稼働日", "Working days left")
DAYS = Text("{days}日", "{days} of {all}")
A_DAY = Text("1日あたり {needed}", "{needed} a day")
IS_OVER = Text("月が終わりました", "the month is over")
YEAR_WORDS = Text("年度の累計（達成率）", "Year to date")
OF_TARGET = Text("実績 {actual}、目標 {target}", "actual {actual}, target {target}")
