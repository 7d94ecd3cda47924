"""The lists of 設定: members and teams, to which people add rows."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.checks import room_of
from kpi_xl.sheets.company.parts.leading import led_words
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.live.values import literal
from kpi_xl.sheets.live.words import begins_with
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.page import DATE_RULE, Hint
from kpi_xl.sheets.role.targets.member_check import FAULT
from kpi_xl.sheets.styles import BAD, HEADING, INPUT_NUMBER, INPUT_TEXT, MUTED
from kpi_xl.targets import Member, Team
from kpi_xl.targets.given_shares import SLACK

NAME, TEAM, ROLE, JOINED, LEFT, WEIGHT, COMMITMENT, LEADS = range(1, 9)
SHARE, FIRST_OWN = 2, 3
LEAST_TEAMS, SPARE_TEAMS = 8, 4
ROWS_BELOW = 3


def draw_member_list(page: CompanyPage, row: int, last_col: int) -> int:
    """The list from its heading in *row* on; the row that closes it."""
    members = page.company.settings.members
    page.heading(row, NAME, last_col, Text("担当者", "Members"))
    head, room = row + 1, room_of(page.company.settings)
    for offset in range(room):
        _member(page, head + 1 + offset, members[offset] if offset < len(members) else None)
    last = head + room
    _table(page, role_names.MEMBERS, names.MEMBER_COLUMNS, head, last)
    page.name(role_names.MEMBERS_AREA, head, NAME, last, LEADS)
    page.name(role_names.MEMBERS_LIST, head, NAME, last + 1, LEADS)
    _end(page, names.MEMBER_CELLS, head, last + 1)
    page.name(role_names.MEMBERS_BELOW, last + 1, NAME, last + 1 + ROWS_BELOW)
    _check(page, row)
    _rules(page, head + 1, last)
    return last + 1


def draw_team_list(page: CompanyPage, row: int, last_col: int) -> int:
    """The list from its heading in *row* on; the row that closes it."""
    teams = _listed_teams(page)
    page.heading(row, NAME, last_col, Text("チーム：会社と違うところだけ入力します", "Teams: type only what differs from the company"))
    _share_check(page, row, last_col, teams)
    head, room = row + 1, max(LEAST_TEAMS, len(teams) + SPARE_TEAMS)
    for offset in range(room):
        _team(page, head + 1 + offset, teams[offset] if offset < len(teams) else None)
    last = head + room
    _table(page, names.TEAMS, names.TEAM_COLUMNS, head, last)
    page.canvas.sheet.set_row(head, 44)
    page.name(names.TEAMS_LIST, head, NAME, last + 1, len(names.TEAM_COLUMNS))
    _end(page, names.TEAM_CELLS, head, last + 1)
    _team_rules(page, head + 1, last)
    return last + 1


def _share_check(page: CompanyPage, row: int, col: int, teams: Sequence[Team]) -> None:
    """At the right of the heading: what is wrong with the shares of the teams."""
    shares, listed = f"SUM({names.TEAMS_SHARE})", f'SUMPRODUCT((TRIM({names.TEAMS_NAME})<>"")*1)-2'
    is_all = f"COUNT({names.TEAMS_SHARE})={listed}"
    tests = (
        (f'COUNTIF({names.TEAMS_SHARE},">1")>0', NO_SHARES),
        (f"ROUND({shares},6)>{1 + SLACK}", OVER_SHARES),
        (f"AND(COUNT({names.TEAMS_SHARE})>0,{is_all},ROUND({shares},6)<{1 - SLACK})", UNDER_SHARES),
    )
    formula = literal(str(BY_PEOPLE))
    for test, words in reversed(tests):
        formula = f"IF({test},{literal(str(words))},{formula})"
    typed = [team.share for team in teams if team.share is not None]
    under = bool(typed) and len(typed) == len(teams) and exact_sum(typed) < 1 - SLACK
    said = OVER_SHARES if exact_sum(typed) > 1 + SLACK else UNDER_SHARES if under else BY_PEOPLE
    shown = NO_SHARES if any(share > 1 for share in typed) else said
    style = HEADING.but(font_size=9, bold=False, font_color=MUTED, align="right")
    page.canvas.formula(row, col, f"={formula}", str(shown), style)
    wrong = {"type": "formula", "criteria": f'=LEFT({page.canvas.a1(row, col, True)},1)="×"'}
    look = page.draft.book.writer.add_format({"font_color": BAD})
    page.canvas.sheet.conditional_format(row, col, row, col, {**wrong, "format": look})


def _listed_teams(page: CompanyPage) -> list[Team]:
    """Those that have something of their own, then all others that members are in."""
    settings = page.company.settings
    known = {team.name for team in settings.company.teams}
    others = dict.fromkeys(member.team for member in settings.members if member.team and member.team not in known)
    return [*settings.company.teams, *map(Team, others)]


def _table(page: CompanyPage, name: str, columns: Sequence[Text], head: int, last: int) -> None:
    style = page.draft.book.format(looks.HEAD_TEXT.but(text_wrap=True))
    options = {
        "name": name, "style": None, "autofilter": False,
        "columns": [{"header": str(words), "header_format": style} for words in columns],
    }  # fmt: skip
    page.canvas.sheet.add_table(head, NAME, last, NAME + len(columns) - 1, options)


def _end(page: CompanyPage, cells: Sequence[str], head: int, row: int) -> None:
    """The row that closes a list, and the names of its columns, which reach from the heads to it."""
    page.canvas.fill(row, NAME, NAME + len(cells) - 1, looks.LIST_END)
    page.canvas.text(row, NAME, role_names.MEMBERS_END, looks.LIST_END)
    for col, name in enumerate(cells, start=NAME):
        page.name(name, head, col, row)


def _check(page: CompanyPage, row: int) -> None:
    """Beside the heading: how many there are, or what is wrong with them."""
    shown = page.canvas.placed(row, TEAM, page.members_check, HEADING.but(font_size=9, bold=False, font_color=MUTED))
    page.marked(row, TEAM, row, TEAM, {begins_with(shown, FAULT): {"font_color": BAD}})


def _member(page: CompanyPage, row: int, member: Member | None) -> None:
    page.text_input(row, NAME, member.name if member else "")
    page.text_input(row, TEAM, member.team if member else "")
    page.text_input(row, ROLE, str(member.role.title) if member else "")
    day = INPUT_NUMBER.but(num_format=str(looks.DATE), align="center")
    page.canvas.date(row, JOINED, member.joined if member else None, day)
    page.canvas.date(row, LEFT, member.until if member else None, day)
    _number(page, row, WEIGHT, member.weight if member else None, "General")
    _number(page, row, COMMITMENT, member.commitment if member else None, "#,##0")
    page.text_input(row, LEADS, led_words(member) if member else "", style=INPUT_TEXT.but(shrink=True))


def _team(page: CompanyPage, row: int, team: Team | None) -> None:
    page.text_input(row, NAME, team.name if team else "")
    _number(page, row, SHARE, team.share if team else None, "0.0%")
    for col, name in enumerate(names.TEAM_INPUTS, start=FIRST_OWN):
        _number(page, row, col, team.own.get(name) if team else None, "#,##0" if name == names.UNIT_PRICE else "0.0%")


def _number(page: CompanyPage, row: int, col: int, value: float | None, number_format: str) -> None:
    page.canvas.number_or_blank(row, col, value, looks.INPUT_VALUE.but(num_format=number_format))


def _rules(page: CompanyPage, first: int, last: int) -> None:
    at_least = {"validate": "decimal", "criteria": ">=", "value": 0}
    page.validate(first, NAME, {"validate": "any"}, NAME_HINT, last)
    page.validate(first, TEAM, {"validate": "any"}, TEAM_HINT, last)
    page.validate(first, ROLE, {"validate": "list", "source": f"={names.ROLE_TITLES}"}, ROLE_HINT, last)
    page.validate(first, JOINED, DATE_RULE, JOINED_HINT, last)
    page.validate(first, LEFT, DATE_RULE, LEFT_HINT, last)
    page.validate(first, WEIGHT, at_least, WEIGHT_HINT, last)
    page.validate(first, COMMITMENT, at_least, COMMITMENT_HINT, last)
    page.validate(first, LEADS, {"validate": "any"}, LEADS_HINT, last)


def _team_rules(page: CompanyPage, first: int, last: int) -> None:
    rate = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    page.validate(first, NAME, {"validate": "any"}, TEAM_HINT, last)
    page.validate(first, SHARE, rate, SHARE_HINT, last)
    for col, name in enumerate(names.TEAM_INPUTS, start=FIRST_OWN):
        rule = {"validate": "decimal", "criteria": ">=", "value": 0} if name == names.UNIT_PRICE else rate
        page.validate(first, col, rule, Hint(names.TEAM_COLUMNS[col - 1], OWN_NOTE), last)


NO_SHARES = Text("× 配分は60%のような割合で入力してください", "× Write shares as percent, such as 60%")
OVER_SHARES = Text("× 配分の合計が100%を超えています", "× The shares sum to more than 100%")
UNDER_SHARES = Text("× 配分の合計が100%になりません", "× The shares sum to less than 100%")
BY_PEOPLE = Text("配分が空欄のチームは、残りを人数（換算）で分けます", "Teams without a share split what is left by ramped people")
NAME_HINT = Hint(
    Text("担当者", "Member"),
    Text(
        "活動ログの担当者名と同じ書き方で入力します。チームを移った人は2行に分け、退社日と入社日で区切ります",
        "Write the name as it is in the activity log. Give whoever changes team two rows, parted by the dates left and joined",
    ),
)
TEAM_HINT = Hint(Text("チーム", "Team"), Text("同じチームは同じ書き方にします", "Write one team always alike"))
ROLE_HINT = Hint(Text("役割", "Role"), Text("一覧から選びます", "Choose from the list"))
JOINED_HINT = Hint(
    Text("入社日", "Joined"),
    Text("2026/10/01のように入力します。空欄は以前からいる人です", "Such as 2026-10-01. Blank: has been there for long"),
)
LEFT_HINT = Hint(
    Text("退社日", "Left"),
    Text("このチームにいる最後の日です。空欄は今もいる人です", "The last day in this team. Blank: still there"),
)
WEIGHT_HINT = Hint(
    Text("重み", "Weight"),
    Text(
        "同じ役割の中での受け持ちです。空欄は1、半分なら0.5。合計が100%になる%でもかまいません",
        "The part within the role: blank is 1, half is 0.5. Percent that make 100% do as well",
    ),
)
COMMITMENT_HINT = Hint(
    Text("積み上げ", "Commitment"),
    Text(
        "本人が積み上げたその月の見通しです（役割のKGIの単位）。④で配分と比べます",
        "What the member expects of the month, in the unit of the role's KGI. Sheet 4 sets it beside the target",
    ),
)
LEADS_HINT = Hint(
    Text("担当チーム", "Leads"),
    Text(
        "マネージャーが見るチームです。「東京、大阪」のように並べるか「全社」。空欄は自分のチームです",
        "The teams a manager leads, such as Tokyo, Osaka, or Company. Blank: the own team",
    ),
)
SHARE_HINT = Hint(
    Text("配分", "Share"),
    Text("売上目標のうち、このチームの分です。空欄は残りを人数で分けます", "This team's part of the goal. Blank: what is left, by people"),
)
OWN_NOTE = Text("会社の値（①）と違うときだけ入力します", "Only where it differs from the company's (sheet 1)")
