"""What the role's own ④ plans for each month of the year."""

from __future__ import annotations

from kpi_xl.definitions import Kpi
from kpi_xl.sheets.live.days import day, next_month, start_of_year
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.target_layout import FIRST, TargetLayout
from kpi_xl.sheets.role.review.review_grid import MONTH, MONTHS
from kpi_xl.sheets.role.targets.page import PEOPLE
from kpi_xl.sheets.role.targets.team_target import adopted, worked_back


class Planned:
    """The months and their targets; *first*: the row of the first month on ⑤."""

    def __init__(self, page: Page, layout: TargetLayout, first: int) -> None:
        self.page, self.canvas, self.layout, self.first = page, page.canvas, layout, first
        self.months = [self._month(place) for place in range(MONTHS)]

    def _month(self, place: int) -> Live:
        """The month's first day: from the year plan, or counted from the fiscal year where there is none."""
        starts = [month.start for month in self.page.figures.months]
        if self.layout.has_amount:
            return day(self._planned_at(self.layout.months, FIRST + place), starts[place])
        if place == 0:
            first_month = float(self.page.draft.settings.first_month)
            return start_of_year(self.page.month, cell(names.FISCAL_FIRST_MONTH, first_month))
        return next_month(day(self.canvas.a1(self.first + place - 1, MONTH), starts[place - 1]))

    def _planned_at(self, row: int, col: int) -> str:
        """A cell of ④."""
        return self.page.draft.canvases[Step.TARGETS].reference(row, col)

    def target(self, kpi: Kpi, place: int) -> Live:
        """The month's target: what follows from the month's own amount and working days, else TARGET_<KPI>."""
        figures, layout = self.page.figures, self.layout
        if kpi.reverse is None and kpi.input != names.KGI_AMOUNT:
            return self.page.target(kpi)
        amount = cell(self._planned_at(layout.amounts, FIRST + place), figures.amounts[place])
        month = day(self._planned_at(layout.months, FIRST + place), figures.months[place].start)
        people, everybody = (
            cell(self._planned_at(layout.kpi_row(each), PEOPLE), figures.people(each)) for each in (kpi, figures.role.kgi)
        )
        worked = worked_back(figures, kpi, amount, month, people, everybody)
        return adopted(kpi, worked or self.page.target(kpi), self.page.by_hand(kpi), people)
