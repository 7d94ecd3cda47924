"""What the check of the members' list says, in a new workbook and as a formula."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.leading import leads_nobody
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.sheets.live.values import literal
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.targets.member_check import BELOW, NO_NAME, UNKNOWN_ROLE

COUNTED = Text("{count}名（{room}名まで）", "{count} of {room} rows used")
NO_ROOM = Text(
    "⚠ シート「計算」の行が足りません。空いている行を消すか、「計算」の最後に行を挿入して上の行をコピーしてください",
    "⚠ The sheet Workings has too few rows. Delete blank rows here, or insert rows there and copy the row above into them",
)
NO_WEIGHT = Text("⚠ 重みは0以上の数字で入力してください", "⚠ Write weights as numbers of 0 or more")
NO_DATE = Text("⚠ 入社日・退社日は2026/10/01のような日付で入力してください", "⚠ Write the dates joined and left as dates, such as 2026-10-01")
NOBODY_LED = Text("△ 担当チームに、だれもいないチームがあります", "△ A manager leads a team that nobody is in")
NO_ROLE_ROOM = Text(
    "⚠ ④の「{role}」の行が足りません。④のその表に行を挿入し、上の行をコピーしてください",
    "⚠ Sheet 4 has too few rows for {role}. Insert rows in that table and copy the row above into them",
)
NO_TEAM_ROOM = Text("⚠ チームが多すぎます。{room}チームまでです", "⚠ Too many teams: there is room for {room}")


def members_check(settings: CompanySettings) -> str:
    """What the check says of the members of a new workbook."""
    teams = {member.team for member in settings.members if not member.role.is_team}
    if any(leads_nobody(member, teams) for member in settings.members):
        return str(NOBODY_LED)
    return str(COUNTED.format(count=len(settings.members), room=room_of(settings)))


def room_of(settings: CompanySettings) -> int:
    """How many members the workings have rows for."""
    return max(names.LEAST_MEMBERS, len(settings.members) + names.SPARE_MEMBERS)


def check_formula(tests: dict[Text, str], shown: str) -> str:
    """The same as a formula.

    Args:
        tests: what the workings find wrong, most pressing first: words, and the test.
        shown: the cells that show the members' names.
    """
    people = f'SUMPRODUCT(({shown}<>"—")*1)'
    _, middle, after = (literal(part) for part in str(COUNTED.format(count="|", room="|")).split("|"))
    formula = f"{people}&{middle}&ROWS({shown})&{after}"
    for words, test in reversed([*_list_tests(shown, people), *tests.items()]):
        formula = f"IF({test},{literal(str(words))},{formula})"
    return formula


def _list_tests(shown: str, people: str) -> list[tuple[Text, str]]:
    """What can be wrong with the rows themselves."""
    name, below, end = role_names.MEMBERS_NAME, role_names.MEMBERS_BELOW, literal(str(role_names.MEMBERS_END))
    last = f"INDEX({name},ROWS({name}))"
    is_below = f'SUMPRODUCT((TRIM({below})<>"")*(TRIM({below})<>{end}))+(TRIM({last})<>"")*(TRIM({last})<>{end})>0'
    listed = f'SUMPRODUCT((TRIM({name})<>"")*1)-1-(TRIM({last})<>"")'
    filled = "&".join(f"TRIM({column})" for column in names.MEMBER_CELLS[1:])
    nameless = f'SUMPRODUCT((TRIM({name})="")*({filled}<>""))>0'
    joined, left = role_names.MEMBERS_JOINED, names.MEMBERS_LEFT
    no_date = "+".join(f'SUMPRODUCT((TRIM({each})<>"")*1)-COUNT({each})' for each in (joined, left)) + ">2"  # the heads
    return [(BELOW, is_below), (NO_ROOM, f"{listed}>{people}"), (NO_NAME, nameless), (NO_DATE, no_date)]


__all__ = ["NOBODY_LED", "NO_ROLE_ROOM", "NO_TEAM_ROOM", "NO_WEIGHT", "UNKNOWN_ROLE", "check_formula", "members_check", "room_of"]
