"""The working out of the check of the members on ④; what is wrong with them stands beside their targets, too."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.language import Text
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.member_check import FAULT, IS_FAULTY, check_formula, members_check, share_state
from kpi_xl.sheets.role.parts.page import Page
from kpi_xl.sheets.role.parts.target_layout import TargetLayout
from kpi_xl.sheets.styles import BAD, NAVY
from kpi_xl.targets import ShareFault, share_fault


def draw_note(page: Page, row: int, col: int) -> None:
    """Where members are entered; or what is wrong with them, which leaves their shares open."""
    note, check = str(WHERE_NOTE), members_check(page.draft)
    formula = f"=IF({IS_FAULTY},{names.MEMBERS_CHECK},{literal(note)})"
    style = looks.STAMP.but(bottom=1, bottom_color=NAVY)
    page.canvas.formula(row, col, formula, check if check.startswith(FAULT) else note, style)
    faulty = {"type": "formula", "criteria": f"={IS_FAULTY}", "format": page.draft.book.writer.add_format({"font_color": BAD})}
    page.canvas.sheet.conditional_format(row, col, row, col, faulty)


def role_labels(role: RoleTemplate, track: str | None) -> list[str]:
    """What the members table may say for those who have the KPIs of *track* (None: everybody of the role)."""
    tracks = [role.for_track(known.id) for known in role.tracks if track in (None, known.id)]
    words = [word for each in tracks for word in (*each.title.both(), each.key)]
    known = {word.casefold(): word for word in reversed([*role.label.both(), role.id, *words])}  # to a spreadsheet case is nothing
    return list(reversed(known.values()))


def draw_check(page: Page, layout: TargetLayout, shown: str, whose_roles: str) -> None:
    """Per role how many members it has, how many of them a share, and their sum; then what is wrong with the list.

    In the rows of the heads and the team: those of members come and go.

    Args:
        page: ④.
        layout: where everything stands on it.
        shown: the cells that show the members' names.
        whose_roles: those that show their roles.
    """
    canvas, own, row = page.canvas, page.draft.role, layout.team_row
    roles = [own, *(role for role in all_roles() if role.id != own.id)]
    firsts = [layout.check_col + place * len(CHECK_WORDS) for place in range(len(roles))]
    for col, role in zip(firsts, roles, strict=True):
        for offset, words in enumerate(CHECK_WORDS):
            canvas.text(row - 1, col + offset, words.format(role=role.label), looks.HELPER_HEAD.but(text_wrap=True))
        written = _of_own_role(page, layout) if role is own else _of_other_role(page, layout, role, whose_roles)
        state = share_state(*(canvas.a1(row, col + offset) for offset in range(3)))
        for offset, (formula, value) in enumerate(zip((*written, state), _checked(page, role), strict=True)):
            canvas.formula(row, col + offset, f"={formula}", value, looks.HELPER)
    known, faults = ([canvas.a1(row, col + offset, True) for col in firsts] for offset in (0, 3))
    formula = check_formula(shown, _column(page, layout, layout.helpers), known, faults)
    canvas.formula(layout.shares, layout.check_col, f"={formula}", members_check(page.draft), looks.HELPER.but(align="left"))
    page.name(names.MEMBERS_CHECK, layout.shares, layout.check_col)


def _checked(page: Page, role: RoleTemplate) -> tuple[int, int, float, int]:
    shares = [member.share for member in page.draft.settings.members if member.role.id == role.id]
    given, fault = [share for share in shares if share is not None], share_fault(shares)
    return len(shares), len(given), math.fsum(given), 0 if fault is None else list(ShareFault).index(fault) + 1


def _of_own_role(page: Page, layout: TargetLayout) -> Iterator[str]:
    flags, given = (_column(page, layout, layout.group_col(None, field)) for field in ("flag", "given"))
    yield from (f"SUM({flags})", f"COUNT({given})", f"SUM({given})")


def _of_other_role(page: Page, layout: TargetLayout, role: RoleTemplate, roles: str) -> Iterator[str]:
    shares = _column(page, layout, layout.helpers)
    words = [literal(word) for word in role_labels(role, None)]
    yield "+".join(f"COUNTIF({roles},{word})" for word in words)
    yield "+".join(f"SUMPRODUCT(({roles}={word})*ISNUMBER({shares}))" for word in words)
    yield "+".join(f"SUMIF({roles},{word},{shares})" for word in words)


def _column(page: Page, layout: TargetLayout, col: int) -> str:
    return f"{page.canvas.a1(layout.first_member, col, True)}:{page.canvas.a1(layout.last_member, col, True)}"


WHERE_NOTE = Text("担当者は設定のシートで入力します", "Members are entered in Settings")
CHECK_WORDS = (Text("{role}", "{role}"), Text("配分あり", "with share"), Text("配分の合計", "sum"), Text("誤り", "fault"))
