"""The teams on ④: what each has of every role's goal, beside what its people expect."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.targets import styles
from kpi_xl.sheets.company.targets.layout import FIRST_KPI, LABEL, LAST_COL, TEAM, CompanyLayout
from kpi_xl.sheets.company.targets.members import MemberTable
from kpi_xl.sheets.company.workings.layout import PEOPLE, TeamColumn
from kpi_xl.sheets.company.workings.page import NO_TEAM, Workings
from kpi_xl.sheets.company.workings.texts import NONE
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.styles import LEFT, NAVY

FIRST = 2
STRIDE = 3
"""Target, commitment, gap."""


def draw_teams(page: CompanyPage, workings: Workings, layout: CompanyLayout, tables: Sequence[MemberTable]) -> None:
    shown = [table for table in tables if table.has_promise and not table.role.is_team][: (LAST_COL - FIRST + 1) // STRIDE]
    page.heading(layout.teams, LABEL, LAST_COL, Text("2. 配分と積み上げ（チーム・会社）", "2. Targets and commitments (teams, company)"))
    page.canvas.text(layout.teams, LAST_COL, Text("差 ＝ 積み上げ − 配分", "gap = commitment - target"), looks.STAMP.but(bottom=1, bottom_color=NAVY))
    page.head(layout.teams + 2, {LABEL: "", LAST_COL: ""}, styles.HEAD)
    for place, table in enumerate(shown):
        col = FIRST + place * STRIDE
        page.canvas.fill(layout.teams + 1, col, col + STRIDE - 1, styles.HEAD_OVER)
        words = Text("{role}：{kgi}", "{role}: {kgi}").format(role=table.role.label, kgi=table.role.kgi.label)
        page.canvas.text(layout.teams + 1, col, words, styles.HEAD_OVER)
        for offset, each in enumerate((Text("配分", "Target"), Text("積み上げ", "Commitment"), Text("差", "Gap"))):
            page.canvas.text(layout.teams + 2, col + offset, each, styles.HEAD)
    _Team(page, shown, layout.teams + 3, None, "", "").draw(is_whole=True)
    for offset in range(workings.layout.team_room):
        number = offset + 1
        name = workings.layout.teams[offset] if offset < len(workings.layout.teams) else None
        name = name if any(each.team == name and not each.role.is_team for each in workings.company.settings.members) else None
        cell = workings.page.canvas.reference(workings.layout.first_team + offset, TeamColumn.NAME)
        people = workings.page.canvas.reference(workings.layout.first_team + offset, PEOPLE)
        _Team(page, shown, layout.first_team + number - 1, name, cell, people).draw(is_whole=False)
    _rules(page, layout, len(shown))


class _Team:
    """One line: a team, or the whole company."""

    def __init__(self, page: CompanyPage, tables: Sequence[MemberTable], row: int, name: str | None, cell: str, people: str) -> None:
        """*people*: the cell that counts who is in the team, managers left aside."""
        self.page, self.canvas, self.tables, self.row = page, page.canvas, tables, row
        self.name, self.cell, self.people = name, cell, people

    def draw(self, is_whole: bool) -> None:
        if is_whole:
            self.canvas.fill(self.row, LABEL, LAST_COL, looks.LABEL)
            self.canvas.text(self.row, LABEL, Text("会社", "Company"), looks.LABEL.but(bold=True))
        else:
            shown = None if self.name is None else self.name or str(NO_TEAM)
            self.canvas.formula(self.row, LABEL, f"=IF({self.people}=0,{NONE},{self.cell})", shown, LEFT)
        style = styles.STRONG if is_whole else styles.FIGURE
        for place, table in enumerate(self.tables):
            self._role(table, FIRST + place * STRIDE, is_whole, style)

    def _role(self, table: MemberTable, col: int, is_whole: bool, style: object) -> None:
        kgi = table.role.kgi
        rows = [place for place, row in enumerate(table.shown) if is_whole or row.member.team == self.name]
        target = exact_sum(table.part(kgi, place) for place in rows)
        promises = [table.shown[place].member.commitment for place in rows]
        known = [each for each in promises if each is not None]
        own = self.canvas.a1(self.row, LABEL, False)
        number_format = kgi.number_format
        is_known = not table.is_faulty and (is_whole or self.name is not None)
        sums = [self._sum(table, each, own, is_whole) for each in (FIRST_KPI, table.promise_col)]
        promised = table.column(table.promise_col)
        count = f"COUNT({promised})" if is_whole else f'COUNTIFS({table.column(TEAM)},{own},{promised},">=0")'
        nobody = "FALSE" if is_whole else f"{own}={NONE}"
        look = style.but  # type: ignore[attr-defined]
        shown = target if is_known or is_whole else None
        self.canvas.formula(self.row, col, f"=IF({nobody},{NONE},{sums[0]})", shown, look(num_format=number_format))
        self.canvas.formula(
            self.row, col + 1, f"=IF({nobody},{NONE},IF({count}=0,{NONE},{sums[1]}))", exact_sum(known) if known else None,
            look(num_format=number_format),
        )
        one, other = (self.canvas.a1(self.row, each) for each in (col + 1, col))
        gap = exact_sum(known) - target if known else None
        self.canvas.formula(self.row, col + 2, f"=IF(COUNT({one},{other})=2,{one}-{other},{NONE})", gap, look(num_format=str(styles.GAP_FORMAT)))

    def _sum(self, table: MemberTable, col: int, team: str, is_whole: bool) -> str:
        return f"SUM({table.column(col)})" if is_whole else f"SUMIFS({table.column(col)},{table.column(TEAM)},{team})"


def _rules(page: CompanyPage, layout: CompanyLayout, shown: int) -> None:
    canvas, book = page.canvas, page.draft.book.writer
    for place in range(shown):
        gap, col = {**styles.SHORT, "format": book.add_format(styles.SHORT_LOOK)}, FIRST + place * STRIDE + 2
        canvas.sheet.conditional_format(layout.teams + 3, col, layout.last_team, col, gap)
    first = canvas.a1(layout.first_team, LABEL)
    for sign, look in (("<>", styles.LINE), ("=", {"num_format": ";;;"})):
        rule = {"type": "formula", "criteria": f"=${first}{sign}{NONE}", "format": book.add_format(look)}
        canvas.sheet.conditional_format(layout.first_team, LABEL, layout.last_team, LAST_COL, rule)
