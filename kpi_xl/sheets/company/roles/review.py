"""⑤運用 of the company: the planned month of all roles, one revision log, then a page a role, and the comparisons."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.company.parts.inputs import INPUTS
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.roles.sections import draw_bar, section
from kpi_xl.sheets.company.workings.page import Workings
from kpi_xl.sheets.company.workings.role_targets import RoleTargets
from kpi_xl.sheets.company.workings.year import CompanyYear
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import added, beside, column, count, lowest
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, cell, choice, compared, filled, number, quotient, text
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts.headlines import ROWS as HEADLINE_ROWS
from kpi_xl.sheets.role.parts.headlines import Headline, draw_headlines
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.review import as_of as day
from kpi_xl.sheets.role.review import comparisons, proposals, results, running
from kpi_xl.sheets.role.review.as_of import ZERO, AsOf
from kpi_xl.sheets.role.review.page import (
    PLACES,
    TYPE_FIRST,
    aside_of,
    days_headline,
    goal_headline,
    landing_headline,
    last_col_of,
    reviewed_kpis,
    widths_of,
)
from kpi_xl.sheets.role.review.revisions import HEIGHT as REVISIONS_HEIGHT
from kpi_xl.sheets.role.review.revisions import Watched, watched
from kpi_xl.sheets.role.review.revisions import draw as draw_revisions
from kpi_xl.sheets.role.review.running import MonthRow
from kpi_xl.units import Unit

BAR_ROWS = 2
PER_PAGE = 2
"""Comparisons of so many roles fit on a page."""
RECORDED_ASIDE = 8
"""Right of the workings of the sections below."""


def draw_review(workings: Workings, roles: Sequence[RoleTargets], year: CompanyYear) -> None:
    most = max(len(reviewed_kpis(targets.role)) for targets in roles)
    last_col, aside, widths = last_col_of(most), aside_of(most), tuple(widths_of(most))
    page = CompanyPage(workings.company, Tab.REVIEW, *widths)
    page.begin(last_col)
    parts = [(section(targets, Step.REVIEW, widths), reviewed_kpis(targets.role)) for targets in roles]
    as_of = day.draw_as_of(page, FIRST_ROW, aside, [kpi for _, kpis in parts for kpi in kpis])
    top = FIRST_ROW + day.ROWS
    row = top + HEADLINE_ROWS
    seats = workings.company.seats
    own = [replace(as_of, own=cell(names.role_over(seats.place_of(targets.role)), 1.0)) for targets in roles]
    rows = running.draw_month(page, row, last_col, [(*part, due) for part, due in zip(parts, own, strict=True)], as_of)
    draw_headlines(page, top, list(_headlines(page, top, aside, roles, rows, as_of)), PLACES)
    row += running.height([kpis for _, kpis in parts])
    draw_revisions(page, row, last_col, list(company_watched([targets.role for targets in roles])), RECORDED_ASIDE)
    row += REVISIONS_HEIGHT + 1
    breaks, compared_later = [], []
    for targets, (part, kpis), due in zip(roles, parts, own, strict=True):
        breaks.append(row)
        draw_bar(page, row, last_col, targets.role.label)
        grid = row + BAR_ROWS
        blocks = results.blocks_of(kpis, grid, aside, year.starts, partial(year.target, targets), due)
        row = proposals.draw(part, results.draw(part, grid, last_col, kpis, blocks, year.starts), kpis, blocks, last_col, AT_TOP)
        compared_later.append((targets, part, kpis, blocks, results.shown(grid, year.starts)))
    for place, (targets, part, kpis, blocks, months) in enumerate(compared_later):
        if place % PER_PAGE == 0:
            breaks.append(row)
        draw_bar(page, row, last_col, targets.role.label)
        row = comparisons.draw(part, row + BAR_ROWS, kpis, blocks, months) + 2
    page.canvas.sheet.set_h_pagebreaks(breaks)
    page.canvas.page(row - 2, last_col, pages_high=0)


def _headlines(
    page: Page, top: int, aside: int, roles: Sequence[RoleTargets], rows: Sequence[Sequence[MonthRow]], as_of: AsOf
) -> Iterator[Headline]:
    """The company's goal so far, where the month ends, what a day must bring, and the role that is furthest behind."""
    sold = [each[0] for targets, each in zip(roles, rows, strict=True) if _is_revenue(targets.role)]
    goal = _together(page, top, aside, sold, as_of) if sold else rows[0][0]
    yield goal_headline(goal.kpi.label, goal, as_of)
    yield landing_headline(goal)
    yield days_headline(goal, as_of)
    rates = [page.canvas.placed(top + 1 + place, aside, each[0].rate, looks.HELPER) for place, each in enumerate(rows)]
    labels = [text(targets.role.label) for targets in roles]
    for place, label in enumerate(labels):
        page.canvas.live(top + 1 + place, aside + 1, label, looks.HELPER)
    known = column(top + 1, aside, rates)
    none, least = compared(count(known), "=", ZERO), lowest(known)
    role = choice(none, DASH, beside(least, known, column(top + 1, aside + 1, labels)))
    words = choice(none, TYPE_FIRST, choice(as_of.is_running, filled(PACE, rate=percent(least)), filled(RATE, rate=percent(least))))
    yield Headline(FURTHEST, role, words, choice(none, DASH, attainment.sign(least, page.limits)), is_name=True)


def _together(page: Page, row: int, aside: int, sold: Sequence[MonthRow], as_of: AsOf) -> MonthRow:
    """The revenue of all roles; a dash where one of them has no actual."""
    canvas, kpi = page.canvas, COMPANY_ROLE.kgi
    actuals = [each.actual for each in sold]
    all_known = compared(count(*actuals), "=", number(len(sold)))
    figures = added([each.due for each in sold]), choice(all_known, added(actuals), DASH), added([each.target for each in sold])
    due, actual, target = (canvas.placed(row, aside + col, live, looks.HELPER) for col, live in enumerate(figures))
    rate = canvas.placed(row, aside + 3, running.rate_of(kpi, target, actual, due), looks.HELPER)
    part = choice(compared(target, ">", ZERO), quotient(due, target), as_of.share)
    landing = canvas.placed(row, aside + 4, running.landing_of(kpi, actual, replace(as_of, own=part)), looks.HELPER)
    return MonthRow(kpi, due, actual, rate, attainment.sign(rate, page.limits), target, landing)


def _is_revenue(role: RoleTemplate) -> bool:
    return role.kgi.unit is Unit.YEN and not role.is_team


AT_TOP = Text("最初のページの", "on the first page")
FURTHEST = Text("ペース比が最も低い役割", "Role with the lowest pace")
PACE, RATE = Text("KGIのペース比 {rate}", "pace of its KGI {rate}"), Text("KGIの達成率 {rate}", "attainment of its KGI {rate}")


def company_watched(roles: Sequence[RoleTemplate]) -> Iterator[Watched]:
    """The goal and its parts, what all roles share, and the targets typed by hand."""
    yield Watched(names.KGI_AMOUNT, Text("月間の売上目標", "Monthly revenue goal"), Unit.YEN)
    yield Watched(names.NEW_GOAL, Text("うち新規", "of it new business"), Unit.YEN)
    yield Watched(names.EXISTING_GOAL, Text("うち既存", "of it existing customers"), Unit.YEN)
    for each in INPUTS.values():
        yield Watched(each.name, each.label, each.unit)
    for role in roles:
        yield from (each for each in watched(role) if each.name not in INPUTS and each.name != names.KGI_AMOUNT)
