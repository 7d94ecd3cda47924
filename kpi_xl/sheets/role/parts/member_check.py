"""The check of the members' list: what a report would refuse is said beside the table at once, and ④ shows no shares then."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import Text
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.page import Draft
from kpi_xl.sheets.role.parts.target_layout import member_rows
from kpi_xl.targets import ShareFault, share_fault
from kpi_xl.targets.given_shares import DIGITS, SLACK

FAULT = "⚠"
UNREADABLE = "×"
"""Where a share is that is no number."""


def members_check(draft: Draft) -> str:
    """What the check says of the members of a new workbook."""
    members = draft.settings.members
    faults = {
        share_fault([member.share for member in members if member.role.id == role_id])
        for role_id in {member.role.id for member in members}
    }
    fault = next((each for each in ShareFault if each in faults), None)
    if fault is not None:
        return str(SHARE_FAULTS[fault])
    return str(COUNTED.format(count=len(members), room=member_rows(draft.settings)))


def check_formula(shown: str, shares: str, known: Sequence[str], faults: Sequence[str]) -> str:
    """The same as a formula.

    Args:
        shown: the cells of ④ that show the members' names.
        shares: those with their shares.
        known: cells with the number of members of each role.
        faults: cells with `share_state` of each role.
    """
    people, last = f'SUMPRODUCT(({shown}<>"—")*1)', f"INDEX({names.MEMBERS_NAME},ROWS({names.MEMBERS_NAME}))"
    end = literal(str(names.MEMBERS_END))
    below = f'SUMPRODUCT((TRIM({names.MEMBERS_BELOW})<>"")*(TRIM({names.MEMBERS_BELOW})<>{end}))'
    is_overwritten = f'(TRIM({last})<>"")*(TRIM({last})<>{end})'
    listed = f'SUMPRODUCT((TRIM({names.MEMBERS_NAME})<>"")*1)-1-(TRIM({last})<>"")'
    others = (names.MEMBERS_TEAM, names.MEMBERS_ROLE, names.MEMBERS_JOINED, names.MEMBERS_SHARE)
    filled = "&".join(f"TRIM({column})" for column in others)
    nameless = f'SUMPRODUCT((TRIM({names.MEMBERS_NAME})="")*({filled}<>""))'
    wrong_share = f'COUNTIF({shares},"{UNREADABLE}")+COUNTIF({shares},"<0")+COUNTIF({shares},">1")'
    _, middle, after = (literal(part) for part in str(COUNTED.format(count="|", room="|")).split("|"))
    tests = (
        (f"{below}+{is_overwritten}>0", BELOW),
        (f"{listed}>{people}", NO_ROOM),
        (f"{nameless}>0", NO_NAME),
        (f"{'+'.join(known)}<{people}", UNKNOWN_ROLE),
        (f"{wrong_share}>0", NO_SHARE),
        (_any_is(1, faults), SHARE_FAULTS[ShareFault.OVER]),
        (_any_is(2, faults), SHARE_FAULTS[ShareFault.UNDER]),
    )
    formula = f"{people}&{middle}&ROWS({shown})&{after}"
    for test, words in reversed(tests):
        formula = f"IF({test},{literal(str(words))},{formula})"
    return formula


def _any_is(state: int, cells: Sequence[str]) -> str:
    return f"OR({','.join(f'{cell}={state}' for cell in cells)})"


def share_state(people: str, given: str, total: str) -> str:
    """0, 1 (over the whole) or 2 (under it) of a role: the twin of `share_fault`."""
    whole = f"ROUND({total},{DIGITS})"
    return f"IF({whole}>{1 + SLACK:g},1,IF(({given}>0)*({given}={people})*({whole}<{1 - SLACK:g}),2,0))"


IS_FAULTY = f'LEFT({names.MEMBERS_CHECK},1)="{FAULT}"'

COUNTED = Text("{count}名（{room}名まで）", "{count} of {room} rows used")
BELOW = Text(
    "⚠ 表の終わりより下に担当者がいます。表の中の空いている行に移してください",
    "⚠ There are names below the end of the list. Move them into free rows of the table",
)
NO_ROOM = Text(
    "⚠ ④の行が足りません。空いている行を消すか、④に行を挿入して上の行をコピーしてください",
    "⚠ Sheet 4 has too few rows. Delete blank rows here, or insert rows there and copy the row above into them",
)
NO_NAME = Text(
    "⚠ 担当者名のない行があります。名前を入力するか、行を空にしてください", "⚠ A row has no name. Enter it, or clear the row"
)
UNKNOWN_ROLE = Text("⚠ 一覧にない役割があります。役割は一覧から選んでください", "⚠ A role is not in the list. Choose it from the list")
NO_SHARE = Text("⚠ 目標配分は0%〜100%の数字で入力してください", "⚠ Write shares as numbers from 0% to 100%")
SHARE_FAULTS = {
    ShareFault.OVER: Text(
        "⚠ 目標配分の合計が100%を超えています。100%にするか空欄にしてください",
        "⚠ The shares sum to more than 100%. Make them 100%, or leave some blank",
    ),
    ShareFault.UNDER: Text(
        "⚠ 目標配分の合計が100%になりません。100%にするか空欄にしてください",
        "⚠ The shares sum to less than 100%. Make them 100%, or leave some blank",
    ),
}
