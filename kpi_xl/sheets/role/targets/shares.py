"""The members' shares on ④目標: every additive target spread over those who share it, summing exactly.

Two rows of the working out make one: who counts and with what weight (per track), then per KPI the
largest remainder. Members are read from the settings sheet by their position in the list there, so that rows may be deleted,
inserted, moved and sorted; rows without a name show nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import formulas, looks, names
from kpi_xl.sheets.role.parts.member_check import (
    FAULT,
    IS_FAULTY,
    UNREADABLE,
    members_check,
)
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.target_layout import GROUP_FIELDS, KPI_FIELDS, LABEL, TargetLayout
from kpi_xl.sheets.role.parts.wording import in_brackets, unit_and_period
from kpi_xl.sheets.role.targets.largest_remainder import WorkedShare, worked_shares
from kpi_xl.sheets.role.targets.members_checked import draw_check, draw_note, role_labels
from kpi_xl.sheets.styles import HAIRLINE, LEFT, RIGHT
from kpi_xl.targets import Member

WHO, WHOSE_TEAM, WHOSE_ROLE = LABEL, LABEL + 1, LABEL + 3


def draw_shares(page: Page, layout: TargetLayout) -> None:
    row, last = layout.shares, layout.last_printed_col
    number = 4 if layout.has_amount else 2
    title = Text(
        f"{number}. 担当者ごとの目標（合計はチームの目標に一致）",
        f"{number}. Each member's target (the total is the team's target)",
    )
    page.heading(row, LABEL, last, title)
    draw_note(page, row, last)
    heads = {layout.first_shared_col + index: _kpi_head(kpi) for index, kpi in enumerate(layout.shared)}
    page.head(row + 1, {**MEMBER_HEAD, **heads, last: heads.get(last, "")})
    lines = max([2, *(looks.lines_of(words, page.widths[layout.first_shared_col]) for words in heads.values())])
    page.canvas.sheet.set_row(row + 1, 6 + 14 * lines)
    _team_row(page, layout)
    for offset in range(layout.room):
        _member_row(page, layout, offset)
    _hairlines(page, layout)
    page.name(names.MEMBERS_SHOWN, layout.first_member, WHO, layout.last_member)
    Working(page, layout).draw()
    draw_check(page, layout, _column(page, layout, WHO), _column(page, layout, WHOSE_ROLE))


def _kpi_head(kpi: Kpi) -> str:
    return in_brackets(f"{kpi.label}\n", unit_and_period(kpi))


def _team_row(page: Page, layout: TargetLayout) -> None:
    canvas, row = page.canvas, layout.team_row
    canvas.fill(row, LABEL, layout.last_printed_col, looks.LABEL.but(bold=True))
    canvas.text(row, WHO, Text("チーム", "Team"), looks.LABEL.but(bold=True))
    for index, kpi in enumerate(layout.shared):
        target = canvas.a1(layout.kpi_row(kpi), TARGET)
        style = looks.STRONG.but(num_format=kpi.number_format)
        canvas.formula(row, layout.first_shared_col + index, f"={target}", page.figures.target(kpi), style)


def _member_row(page: Page, layout: TargetLayout, offset: int) -> None:
    canvas, row = page.canvas, layout.first_member + offset
    member = _member(page, offset)
    words = {
        WHO: (names.MEMBERS_NAME, member.name if member else None),
        WHOSE_TEAM: (names.MEMBERS_TEAM, member.team or None if member else None),
        WHOSE_ROLE: (names.MEMBERS_ROLE, str(member.role.title) if member else None),
    }
    for col, (column, value) in words.items():
        listed = f"TRIM({_listed(page, layout, column)})"
        is_none = _is_beyond(page, layout) if col == WHO else f"{canvas.a1(row, WHO)}={formulas.NONE}"
        formula = f'=IF({is_none},{formulas.NONE},IF({listed}="",{formulas.NONE},{listed}))'
        canvas.formula(row, col, formula, value, LEFT if col == WHO else LEFT.but(font_size=9))
    for index, kpi in enumerate(layout.shared):
        formula, share = _share(page, layout, kpi, offset)
        canvas.formula(
            row, layout.first_shared_col + index, formula, share, RIGHT.but(indent=1, num_format=kpi.number_format, shrink=True)
        )


def _share(page: Page, layout: TargetLayout, kpi: Kpi, offset: int) -> tuple[str, float | None]:
    canvas, row = page.canvas, layout.first_member + offset
    flag = canvas.a1(row, layout.group_col(kpi.track, "flag"))
    fields = {field: canvas.a1(row, layout.share_col(kpi, field)) for field in KPI_FIELDS}
    total = canvas.a1(layout.team_row, layout.shared_col(kpi), True)
    shares, floors = (_column(page, layout, layout.share_col(kpi, field)) for field in ("share", "floor"))
    part = formulas.part(total, fields["share"], fields["floor"], fields["rank"], shares, floors)
    is_shown = _member(page, offset) and not members_check(page.draft).startswith(FAULT)
    share = page.figures.shares(kpi)[offset] if is_shown else None
    return f"=IF({flag}=1,IF({IS_FAULTY},{formulas.NONE},{part}),{formulas.NONE})", share


def _hairlines(page: Page, layout: TargetLayout) -> None:
    """A line under each row that has a member; the other rows show nothing, not even their dashes."""
    first = page.canvas.a1(layout.first_member, WHO)
    line, hidden = ({"bottom": 1, "bottom_color": HAIRLINE}, {"num_format": ";;;"})
    for sign, look in (("<>", line), ("=", hidden)):
        rule = {
            "type": "formula",
            "criteria": f"=${first}{sign}{formulas.NONE}",
            "format": page.draft.book.writer.add_format(look),
        }
        page.canvas.sheet.conditional_format(
            layout.first_member, LABEL, layout.last_member, layout.last_printed_col, rule
        )


def _member(page: Page, offset: int) -> Member | None:
    members = page.draft.settings.members
    return members[offset] if offset < len(members) else None


def _position(page: Page, layout: TargetLayout) -> str:
    """Where in the list, whose heads are the first row, the member of a formula's own row stands."""
    return f"ROW()-ROW({page.canvas.a1(layout.team_row, LABEL, True)})+1"


def _is_beyond(page: Page, layout: TargetLayout) -> str:
    """Whether the list has no such row; the last one closes it."""
    return f"{_position(page, layout)}>=ROWS({names.MEMBERS_NAME})"


def _listed(page: Page, layout: TargetLayout, column: str) -> str:
    """The cell of that position in a column of the list."""
    return f"INDEX({column},{_position(page, layout)})"


def _column(page: Page, layout: TargetLayout, col: int) -> str:
    return f"{page.canvas.a1(layout.first_member, col, True)}:{page.canvas.a1(layout.last_member, col, True)}"


class Working:
    """The working out: who counts, with what weight, and the largest remainders."""

    def __init__(self, page: Page, layout: TargetLayout) -> None:
        self.page, self.layout, self.canvas = page, layout, page.canvas

    def draw(self) -> None:
        layout = self.layout
        self.canvas.text(layout.shares, layout.helpers, HELPER_HEADING, looks.HELPER_HEAD.but(align="left"))
        self._shares()
        for track in layout.groups:
            self._group(track)
        for kpi in layout.shared:
            self._kpi(kpi)

    def _head(self, first_col: int, words: Mapping[str, Text]) -> None:
        for offset, text in enumerate(words.values()):
            self.canvas.text(self.layout.team_row - 1, first_col + offset, text, looks.HELPER_HEAD.but(text_wrap=True))

    def _write(self, row: int, col: int, formula: str, value: float | None) -> None:
        self.canvas.formula(row, col, f"={formula}", value, looks.HELPER)

    def _shares(self) -> None:
        """The share that the list gives each member: a text is read as a number, where it is one."""
        layout, col = self.layout, self.layout.helpers
        self._head(col, {"share": names.MEMBER_SHARE})
        for offset in range(layout.room):
            row, member = layout.first_member + offset, _member(self.page, offset)
            cell, who = _listed(self.page, layout, names.MEMBERS_SHARE), self.canvas.a1(row, WHO)
            typed = f'IF(TRIM({cell})="",{formulas.NONE},IFERROR(VALUE(ASC(TRIM({cell}))),{literal(UNREADABLE)}))'
            formula = f"IF({who}={formulas.NONE},{formulas.NONE},IF(ISNUMBER({cell}),{cell},{typed}))"
            self._write(row, col, formula, member.share if member else None)

    def _group(self, track: str | None) -> None:
        layout, canvas = self.layout, self.canvas
        flag_col, given_col, weight_col = (layout.group_col(track, field) for field in GROUP_FIELDS)
        self._head(flag_col, GROUP_WORDS)
        flags, given, weights = self._weights(track)
        flag_cells, given_cells, weight_cells = (
            _column(self.page, layout, col) for col in (flag_col, given_col, weight_col)
        )
        labels = ",".join(literal(label) for label in role_labels(self.page.draft.role, track))
        for offset in range(layout.room):
            row = layout.first_member + offset
            name, role, share = (canvas.a1(row, col) for col in (WHO, WHOSE_ROLE, layout.helpers))
            flag, entered = canvas.a1(row, flag_col), canvas.a1(row, given_col)
            is_one = f"OR({role}={formulas.NONE},ISNUMBER(MATCH({role},{{{labels}}},0)))"
            self._write(row, flag_col, f"IF(AND({name}<>{formulas.NONE},{is_one}),1,0)", int(flags[offset]))
            self._write(row, given_col, f"IF(AND({flag}=1,ISNUMBER({share})),{share},{formulas.NONE})", given[offset])
            rest = canvas.a1(layout.team_row, given_col, True)
            self._write(row, weight_col, f"IF({flag}=0,0,IF(ISNUMBER({entered}),{entered},{rest}))", weights[offset])
        team = layout.team_row
        people = sum(flags)
        known = [share for share in given if share is not None]
        unset = f"(SUM({flag_cells})-COUNT({given_cells}))"
        rest_value = max(0.0, 1 - math.fsum(known)) / (people - len(known)) if people > len(known) else 0.0
        self._write(team, flag_col, f"SUM({flag_cells})", people)
        self._write(team, given_col, f"IF({unset}=0,0,MAX(0,1-SUM({given_cells}))/{unset})", rest_value)
        self._write(team, weight_col, f"SUM({weight_cells})", math.fsum(weights))

    def _weights(self, track: str | None) -> tuple[list[bool], list[float | None], list[float]]:
        """For every row of the table: whether it counts, the share given, the weight."""
        members, role = self.page.draft.settings.members, self.page.draft.role
        counts = [member.role.id == role.id and track in (None, member.role.track or track) for member in members]
        flags = counts + [False] * (self.layout.room - len(members))
        shares = [member.share for member in members] + [None] * (self.layout.room - len(members))
        given = [share if flag else None for flag, share in zip(flags, shares, strict=True)]
        known = [share for share in given if share is not None]
        unset = sum(flags) - len(known)
        rest = max(0.0, 1 - math.fsum(known)) / unset if unset else 0.0
        weights = [
            0.0 if not flag else rest if share is None else share for flag, share in zip(flags, given, strict=True)
        ]
        return flags, given, weights

    def _kpi(self, kpi: Kpi) -> None:
        layout, canvas, team = self.layout, self.canvas, self.layout.team_row
        columns = {field: layout.share_col(kpi, field) for field in KPI_FIELDS}
        self._head(columns["share"], KPI_WORDS)
        worked = self._worked(kpi)
        flags, remainders = (
            _column(self.page, layout, col) for col in (layout.group_col(kpi.track, "flag"), columns["remainder"])
        )
        total = canvas.a1(team, layout.shared_col(kpi), True)
        people, whole = (canvas.a1(team, layout.group_col(kpi.track, field), True) for field in ("flag", "weight"))
        canvas.text(team, columns["share"], kpi.label, looks.HELPER)
        for offset in range(layout.room):
            row = layout.first_member + offset
            flag, weight = (canvas.a1(row, layout.group_col(kpi.track, field)) for field in ("flag", "weight"))
            cells = {field: canvas.a1(row, col) for field, col in columns.items()}
            share = worked[offset]
            self._write(
                row,
                columns["share"],
                f"IF({flag}=0,0,IF({whole}=0,{total}/{people},{total}*{weight}/{whole}))",
                share.share,
            )
            self._write(row, columns["floor"], formulas.floor(cells["share"]), share.floor)
            self._write(row, columns["remainder"], formulas.remainder(cells["share"], cells["floor"]), share.remainder)
            self._write(row, columns["rank"], formulas.rank(remainders, cells["remainder"], flags), share.rank)

    def _worked(self, kpi: Kpi) -> list[WorkedShare]:
        flags, _, weights = self._weights(kpi.track)
        if not any(weights):
            weights = [float(flag) for flag in flags]
        return worked_shares(self.page.figures.target(kpi), weights, flags)


TARGET = 7
"""The column of the targets that hold; see targets.py."""

MEMBER_HEAD = {WHO: Text("担当者", "Member"), WHOSE_TEAM: Text("チーム", "Team"), WHOSE_ROLE: Text("役割", "Role")}
HELPER_HEADING = Text("計算用：配分の端数", "Workings: shares that sum exactly")
GROUP_WORDS = {"flag": Text("対象", "counts"), "given": Text("配分", "given"), "weight": Text("重み", "weight")}
KPI_WORDS = {
    "share": Text("按分", "share"),
    "floor": Text("切捨", "floor"),
    "remainder": Text("端数", "rest"),
    "rank": Text("順位", "rank"),
}
