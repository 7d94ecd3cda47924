"""The members' shares on ④目標: every additive target spread over those who share it, summing exactly.

Two parts of the working out make one: who counts and with what weight (per track), then per KPI the largest remainder.
"""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.live.values import DASH, Live, cell, choice, compared, number
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.target_layout import LABEL, TargetLayout
from kpi_xl.sheets.role.parts.wording import in_brackets, unit_and_period
from kpi_xl.sheets.role.targets.largest_remainder import LargestRemainder
from kpi_xl.sheets.role.targets.member_check import MemberCheck
from kpi_xl.sheets.role.targets.members import WHO, WHOSE_ROLE, WHOSE_TEAM, ShownMembers
from kpi_xl.sheets.role.targets.members_checked import draw_check, draw_note
from kpi_xl.sheets.role.targets.weights import Weights
from kpi_xl.sheets.styles import HAIRLINE, LEFT, RIGHT


def draw_shares(page: Page, layout: TargetLayout) -> None:
    shares = _Shares(page, layout)
    row, last = layout.shares, layout.last_printed_col
    place = 4 if layout.has_amount else 2
    title = Text(
        f"{place}. 担当者ごとの目標（合計はチームの目標に一致）",
        f"{place}. Each member's target (the total is the team's target)",
    )
    page.heading(row, LABEL, last, title)
    draw_note(page, row, last, shares.check)
    heads = {layout.shared_col(kpi): _kpi_head(kpi) for kpi in layout.shared}
    page.head(row + 1, {**MEMBER_HEAD, **heads, last: heads.get(last, "")}, looks.PLAIN_HEAD_WRAPPED, MEMBER_HEAD_STYLES)
    lines = max([2, *(looks.lines_of(words, page.widths[layout.first_shared_col]) for words in heads.values())])
    page.canvas.sheet.set_row(row + 1, 6 + 14 * lines)
    shares.draw()
    draw_check(page, shares.check)


def _kpi_head(kpi: Kpi) -> str:
    return in_brackets(f"{kpi.label}\n", unit_and_period(kpi))


class _Shares:
    """The table, and right of the printed area the working out."""

    def __init__(self, page: Page, layout: TargetLayout) -> None:
        self.page, self.layout, self.canvas = page, layout, page.canvas
        self.members = ShownMembers(page.draft, layout)
        self.weights = {track: Weights(self.members, track) for track in layout.groups}
        self.check = MemberCheck(self.members, self.weights[None])
        self.worked = {kpi.id: self._worked(kpi) for kpi in layout.shared}

    def _worked(self, kpi: Kpi) -> LargestRemainder:
        def address(field: str, offset: int, fixed: bool) -> str:
            return self.canvas.a1(self.layout.first_member + offset, self.layout.share_col(kpi, field), fixed)

        weights, total = self.weights[kpi.track], self._total(kpi)
        shares = [weights.part_of(total, offset) for offset in range(self.layout.room)]
        return LargestRemainder(address, shares, weights.flag_column)

    def _total(self, kpi: Kpi) -> Live:
        """The team's target, which the members share."""
        return cell(self.canvas.a1(self.layout.team_row, self.layout.shared_col(kpi), True), self.page.figures.target(kpi))

    # --- drawing ----------------------------------------------------------------------------------------------------

    def draw(self) -> None:
        self._team()
        for offset in range(self.layout.room):
            self._member(offset)
        self._hairlines()
        self.page.name(names.MEMBERS_SHOWN, self.layout.first_member, WHO, self.layout.last_member)
        self._working_out()

    def _team(self) -> None:
        canvas, row = self.canvas, self.layout.team_row
        canvas.fill(row, LABEL, self.layout.last_printed_col, looks.LABEL.but(bold=True))
        canvas.text(row, WHO, Text("チーム", "Team"), looks.LABEL.but(bold=True))
        for kpi in self.layout.shared:
            target = cell(canvas.a1(self.layout.kpi_row(kpi), TARGET), self.page.figures.target(kpi))
            canvas.live(row, self.layout.shared_col(kpi), target, looks.PLAIN_STRONG.but(num_format=kpi.number_format))

    def _member(self, offset: int) -> None:
        row, members = self.layout.first_member + offset, self.members
        self.canvas.live(row, WHO, members.names[offset], NAME)
        self.canvas.live(row, WHOSE_TEAM, members.teams[offset], NAME.but(font_size=9))
        self.canvas.live(row, WHOSE_ROLE, members.roles[offset], NAME.but(font_size=9))
        for kpi in self.layout.shared:
            style = RIGHT.but(num_format=kpi.number_format, shrink=True)
            self.canvas.live(row, self.layout.shared_col(kpi), self._share(kpi, offset), style)

    def _share(self, kpi: Kpi, offset: int) -> Live:
        part = self.worked[kpi.id].part(offset, self._total(kpi))
        is_one = compared(self.weights[kpi.track].flag(offset), "=", number(1))
        return choice(is_one, choice(self.check.is_faulty, DASH, part), DASH)

    def _hairlines(self) -> None:
        """A line under each row that has a member; the other rows show nothing, not even their dashes."""
        first = self.canvas.a1(self.layout.first_member, WHO)
        line, hidden = ({"bottom": 1, "bottom_color": HAIRLINE}, {"num_format": ";;;"})
        for sign, look in (("<>", line), ("=", hidden)):
            rule = {
                "type": "formula",
                "criteria": f"=${first}{sign}{DASH.formula}",
                "format": self.page.draft.book.writer.add_format(look),
            }
            self.canvas.sheet.conditional_format(
                self.layout.first_member, LABEL, self.layout.last_member, self.layout.last_printed_col, rule
            )

    def _working_out(self) -> None:
        layout = self.layout
        self.canvas.text(layout.shares, layout.helpers, HELPER_HEADING, looks.HELPER_HEAD.but(align="left"))
        self._head(layout.helpers, {"share": names.MEMBER_SHARE})
        for offset, share in enumerate(self.members.shares):
            self.canvas.live(layout.first_member + offset, layout.helpers, share, looks.HELPER)
        for track, weights in self.weights.items():
            self._group(track, weights)
        for kpi in layout.shared:
            self._kpi(kpi)

    def _head(self, first_col: int, words: Mapping[str, Text]) -> None:
        for offset, text in enumerate(words.values()):
            self.canvas.text(self.layout.team_row - 1, first_col + offset, text, looks.HELPER_HEAD.but(text_wrap=True))

    def _group(self, track: str | None, weights: Weights) -> None:
        self._head(self.layout.group_col(track, "flag"), GROUP_WORDS)
        for offset in range(self.layout.room):
            for col, live in weights.row(offset):
                self.canvas.live(self.layout.first_member + offset, col, live, looks.HELPER)
        for col, live in weights.team:
            self.canvas.live(self.layout.team_row, col, live, looks.HELPER)

    def _kpi(self, kpi: Kpi) -> None:
        layout, worked = self.layout, self.worked[kpi.id]
        self._head(layout.share_col(kpi, "share"), KPI_WORDS)
        self.canvas.text(layout.team_row, layout.share_col(kpi, "share"), kpi.label, looks.HELPER)
        for offset in range(layout.room):
            for field, live in worked.row(offset).items():
                self.canvas.live(layout.first_member + offset, layout.share_col(kpi, field), live, looks.HELPER)


TARGET = 7
"""The column of the targets that hold; see targets/page.py."""

MEMBER_HEAD = {WHO: Text("担当者", "Member"), WHOSE_TEAM: Text("チーム", "Team"), WHOSE_ROLE: Text("役割", "Role")}
NAME = LEFT.but(indent=0)
MEMBER_HEAD_STYLES = dict.fromkeys(MEMBER_HEAD, looks.HEAD_LEFT)
HELPER_HEADING = Text("計算用：配分の端数", "Workings: shares that sum exactly")
GROUP_WORDS = {"flag": Text("対象", "counts"), "given": Text("配分", "given"), "weight": Text("重み", "weight")}
KPI_WORDS = {
    "share": Text("按分", "share"),
    "floor": Text("切捨", "floor"),
    "remainder": Text("端数", "rest"),
    "rank": Text("順位", "rank"),
}
