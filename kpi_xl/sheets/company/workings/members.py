"""The members' part of 計算, one formula a column."""

from __future__ import annotations

from collections.abc import Iterator

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.checks import (
    NO_ROLE_ROOM,
    NO_TEAM_ROOM,
    NO_WEIGHT,
    NOBODY_LED,
    UNKNOWN_ROLE,
    check_formula,
    members_check,
)
from kpi_xl.sheets.company.parts.leading import leads_nobody, led_words, nobody_led
from kpi_xl.sheets.company.workings.layout import KEY_STEP, Column
from kpi_xl.sheets.company.workings.page import DAY, HEAD, LIGHT, NO_TEAM, WORDS, Workings
from kpi_xl.sheets.company.workings.roster import MOST_WEIGHT, RosterRow, typed_weight
from kpi_xl.sheets.company.workings.texts import NONE, serial
from kpi_xl.sheets.live.values import literal
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.targets.members import UNREADABLE
from kpi_xl.sheets.styles import Style
from kpi_xl.targets.given_shares import SLACK

FAR_DAY = 100_000
"""Later than any date: what is left of it is largest for the earliest."""
_WHOLE = LIGHT.but(num_format="0.0##")


def draw_members(workings: Workings, labels: int) -> None:
    """The roles above, the members below; from the column *labels* on the words for the roles."""
    layout, page = workings.layout, workings.page
    page.heading(layout.roles_head - 1, 1, layout.last_col, Text("役割：今月の重み", "Roles: weights of the month"))
    for place in range(1, len(layout.seats.roles) + 1):
        _role(workings, place)
    workings.head(layout.roles_head, {Column.NAME: Text("役割", "Role"), **dict(enumerate(ROLE_HEAD, start=3))})
    _labels(workings, labels)
    page.heading(layout.head - 3, 1, layout.last_col, Text("担当者", "Members"))
    _heads(workings)
    rows = workings.roster.rows
    for offset in range(layout.room):
        _member(workings, layout.first + offset, rows[offset] if offset < len(rows) else None)
    shown = workings.members(Column.NAME)
    page.name(names.MEMBERS_SHOWN, layout.first, Column.NAME, layout.last)
    _totals(workings)
    tests = {
        UNKNOWN_ROLE: f"SUMPRODUCT(({shown}<>{NONE})*({workings.members(Column.ROLE_NUMBER)}=0))>0",
        **_role_rooms(workings),
        NO_WEIGHT: f'COUNTIF({workings.members(Column.TYPED)},{literal(UNREADABLE)})+COUNTIF({workings.members(Column.TYPED)},"<0")>0',
        NO_TEAM_ROOM.format(room=layout.team_room): f"MAX({workings.members(Column.TEAM_NUMBER)})>ROWS({names.TEAMS_SHOWN})",
        NOBODY_LED: f"SUM({workings.members(Column.NOBODY_LED)})>0",
    }
    check = check_formula(tests, shown)
    workings.write(layout.head - 3, Column.ROLE, check, members_check(workings.company.settings), WORDS)
    page.name(role_names.MEMBERS_CHECK, layout.head - 3, Column.ROLE)


def _role_rooms(workings: Workings) -> dict[Text, str]:
    """Whether ④ shows all members of each role."""
    numbers = workings.members(Column.ROLE_NUMBER)
    return {
        NO_ROLE_ROOM.format(role=role.label): f"COUNTIF({numbers},{place})>ROWS({names.role_shown(place)})"
        for place, role in enumerate(workings.layout.seats.roles, start=1)
    }


def _role(workings: Workings, place: int) -> None:
    layout, row = workings.layout, workings.layout.role_row(place)
    weights = workings.roster.role_weights(place)
    is_own = f"{workings.members(Column.ROLE_NUMBER)},{place},{workings.members(Column.DAYS)},\">0\""
    typed = workings.members(Column.TYPED)
    workings.page.canvas.text(row, 2, layout.seats.roles[place - 1].label, WORDS)
    workings.write(row, 3, f"COUNTIFS({is_own})", weights.members)
    workings.write(row, 4, f'COUNTIFS({is_own},{typed},">=0")', weights.typed)
    workings.write(row, 5, f"SUMIFS({typed},{is_own})", weights.total)
    people, given, total = (workings.page.canvas.a1(row, col) for col in (3, 4, 5))
    percent = f"({people}>1)*({given}={people})*(ABS({total}-1)<={SLACK})"
    workings.write(row, 6, f"IF({percent},{people},1)", weights.scale)
    _over(workings, place)


def _over(workings: Workings, place: int) -> None:
    """The part of the role's targets that is due; of managers, whose goal is what the others owe, of everybody's."""
    layout, row = workings.layout, workings.layout.role_row(place)
    numbers = workings.members(Column.ROLE_NUMBER)
    asked = [number for number, each in enumerate(layout.seats.roles, start=1) if number == place or not each.is_team]
    of_role = [place] if not layout.seats.roles[place - 1].is_team else [each for each in asked if each != place] or [place]
    over, all_of_it = (
        "+".join(f"SUMIFS({workings.members(col)},{numbers},{number})" for number in of_role) for col in (Column.OVER, Column.CARRIES)
    )
    share = role_names.AS_OF_SHARE
    workings.write(row, 7, f"IF(({share}<1)*(({all_of_it})>0)=1,({over})/({all_of_it}),{share})", 1.0, LIGHT.but(num_format="0.000"))
    workings.page.name(names.role_over(place), row, 7)


def _labels(workings: Workings, first: int) -> None:
    """The words that the list may say for each role, right of all else."""
    layout, canvas = workings.layout, workings.page.canvas
    top = layout.roles_head
    canvas.text(top - 1, first, Text("役割の呼び方", "Words for the roles"), HEAD.but(align="left"))
    for down, (word, role, seat) in enumerate(layout.seats.labels):
        canvas.text(top + down, first, word, WORDS)
        canvas.number(top + down, first + 1, role, LIGHT)
        canvas.number(top + down, first + 2, seat, LIGHT)
    last = top + len(layout.seats.labels) - 1
    for offset, name in enumerate((names.ROLE_WORDS, names.ROLE_NUMBERS, names.SEAT_NUMBERS)):
        workings.page.name(name, top, first + offset, last)
    for down, each in enumerate(layout.seats.all):
        canvas.text(top + down, first + 3, each.role.title, WORDS)
    workings.page.name(names.ROLE_TITLES, top, first + 3, top + len(layout.seats.all) - 1)
    workings.page.name(names.ROLE_SCALES, layout.role_row(1), 6, layout.role_row(len(layout.seats.roles)))


def _heads(workings: Workings) -> None:
    layout = workings.layout
    seats = {layout.seat_col(seat.number): seat.role.title for seat in layout.seats.all}
    workings.head(layout.head, {**{int(col): words for col, words in MEMBER_HEAD.items()}, **seats})
    workings.page.canvas.sheet.set_row(layout.head, 46)


def _totals(workings: Workings) -> None:
    """Full members and heads of each seat, and of everybody, above the members."""
    layout, canvas, roster = workings.layout, workings.page.canvas, workings.roster
    weights, people = layout.head - 2, layout.head - 1
    canvas.text(weights, Column.NAME, Text("換算", "ramped"), WORDS)
    canvas.text(people, Column.NAME, Text("人数", "people"), WORDS)
    in_seat, seats = workings.members(Column.IN_SEAT), workings.members(Column.SEAT_NUMBER)
    for seat in layout.seats.all:
        col = layout.seat_col(seat.number)
        workings.write(weights, col, f"SUM({workings.members(col)})", exact_sum(row.seats[seat.number - 1] for row in roster.rows), _WHOLE)
        formula = f"SUMIFS({in_seat},{seats},{seat.number})"
        if len(layout.seats.of_role(seat.role)) > 1:
            formula += f"+SUMIFS({in_seat},{seats},0,{workings.members(Column.ROLE_NUMBER)},{seat.role_number})"
        own = [row for row in roster.rows if row.seat_number in (0, seat.number) and row.role_number == seat.role_number]
        workings.write(people, col, formula, exact_sum(row.in_seat for row in own))
        workings.page.name(names.seat_weight(seat.number), weights, col)
        workings.page.name(names.seat_people(seat.number), people, col)
    workings.write(people, Column.PERSON, f"SUM({workings.members(Column.PERSON)})", exact_sum(row.person for row in roster.rows))
    workings.page.name(names.PEOPLE, people, Column.PERSON)


def _member(workings: Workings, row: int, shown: RosterRow | None) -> None:
    for col, formula, value, style in (*_facts(workings, row, shown), *_seats(workings, row, shown)):
        workings.write(row, col, formula, value, style)


def _facts(workings: Workings, row: int, shown: RosterRow | None) -> Iterator[tuple[int, str, float | str | None, Style]]:
    cell = {column: workings.page.canvas.a1(row, column) for column in Column}
    above = {column: _down_to(workings, column, row - 1, workings.layout.head) for column in Column}
    so_far = {column: _down_to(workings, column, row, workings.layout.first) for column in Column}
    every = {column: workings.members(column) for column in Column}
    name, member = cell[Column.NAME], shown.member if shown else None
    listed = {name: f"INDEX({name},{cell[Column.PLACE]}+1)" for name in names.MEMBER_CELLS}

    def if_named(formula: str, otherwise: str = "0") -> str:
        return f"IF({name}={NONE},{otherwise},{formula})"

    def text(column: str, none: str = NONE) -> str:
        return f'IF(TRIM({listed[column]})="",{none},TRIM({listed[column]}))'

    yield Column.PLACE, f"ROW()-ROW({workings.page.canvas.a1(workings.layout.head, Column.PLACE, True)})", row - workings.layout.head, LIGHT
    beyond = f"{cell[Column.PLACE]}+1>=ROWS({role_names.MEMBERS_NAME})"
    yield Column.NAME, f"IF({beyond},{NONE},{text(role_names.MEMBERS_NAME)})", member.name if member else None, WORDS
    team = text(role_names.MEMBERS_TEAM, literal(str(NO_TEAM)))
    yield Column.TEAM, if_named(team, NONE), (member.team or str(NO_TEAM)) if member else None, WORDS
    yield Column.ROLE, if_named(text(role_names.MEMBERS_ROLE), NONE), str(member.role.title) if member else None, WORDS
    for column, list_name, day in (
        (Column.JOINED, role_names.MEMBERS_JOINED, member.joined if member else None),
        (Column.LEFT, names.MEMBERS_LEFT, member.until if member else None),
    ):
        typed = listed[list_name]
        yield column, if_named(f"IF(ISNUMBER({typed}),{typed},0)"), serial(day) if day else 0, DAY
    weight = listed[names.MEMBERS_WEIGHT]
    read = f'IF(TRIM({weight})="",{NONE},IFERROR(VALUE(ASC(TRIM({weight}))),{literal(UNREADABLE)}))'
    typed = f"IF(ISNUMBER({weight}),{weight},{read})"
    typed = f"IF(ISNUMBER({typed}),IF({typed}>{MOST_WEIGHT},{typed}/100,{typed}),{typed})"
    yield Column.TYPED, if_named(typed, NONE), typed_weight(member) if member else None, LIGHT
    number = f"IFERROR(0+INDEX({above[Column.TEAM_NUMBER]},MATCH({cell[Column.TEAM]},{above[Column.TEAM]},0)),MAX({above[Column.TEAM_NUMBER]})+1)"
    yield Column.TEAM_NUMBER, if_named(number), shown.team_number if shown else 0, LIGHT
    for column, numbers, value in (
        (Column.ROLE_NUMBER, names.ROLE_NUMBERS, shown.role_number if shown else 0),
        (Column.SEAT_NUMBER, names.SEAT_NUMBERS, shown.seat_number if shown else 0),
    ):
        yield column, if_named(f"IFERROR(INDEX({numbers},MATCH({cell[Column.ROLE]},{names.ROLE_WORDS},0)),0)"), value, LIGHT
    others = f"{FAR_DAY}-SUMPRODUCT(MAX(({every[Column.NAME]}={name})*({FAR_DAY}-{every[Column.JOINED]})))"
    yield Column.NAMESAKES, if_named(f"COUNTIF({every[Column.NAME]},{name})"), shown.namesakes if shown else 0, LIGHT
    first = f"IF({cell[Column.NAMESAKES]}=1,{cell[Column.JOINED]},{others})"
    yield Column.FIRST_DAY, if_named(first), serial(shown.first_day) if shown and shown.first_day else 0, DAY
    yield Column.DAYS, if_named(_days(cell)), shown.days if shown else 0, LIGHT
    own, scale = f"IF(ISNUMBER({cell[Column.TYPED]}),{cell[Column.TYPED]},1)", f"INDEX({names.ROLE_SCALES},{cell[Column.ROLE_NUMBER]})"
    yield Column.WEIGHT, if_named(f"{own}*IF({cell[Column.ROLE_NUMBER]}=0,1,{scale})"), shown.weight if shown else 0, _WHOLE
    yield Column.RAMP, if_named(_ramp(cell[Column.FIRST_DAY])), shown.ramp if shown else 0, LIGHT.but(num_format="0%")
    carries = f"{cell[Column.WEIGHT]}*{cell[Column.RAMP]}*{cell[Column.DAYS]}/{names.DAYS_OF_MONTH}"
    yield Column.CARRIES, carries, shown.carries if shown else 0, _WHOLE
    seen = f"{so_far[Column.NAME]},{name},{so_far[Column.DAYS]},\">0\""
    for column, more, value in (
        (Column.PERSON, "", shown.person if shown else 0),
        (Column.IN_SEAT, f",{so_far[Column.SEAT_NUMBER]},{cell[Column.SEAT_NUMBER]}", shown.in_seat if shown else 0),
    ):
        is_first = f"IF({cell[Column.NAMESAKES]}=1,1,IF(COUNTIFS({seen}{more})=1,1,0))"
        yield column, f"IF({cell[Column.DAYS]}>0,{is_first},0)", value, LIGHT
    role = cell[Column.ROLE_NUMBER]
    key = f"IF({role}=0,0,{role}*{KEY_STEP}+COUNTIF({so_far[Column.ROLE_NUMBER]},{role}))"
    yield Column.KEY, key, shown.key if shown else 0, LIGHT
    promise = listed[names.MEMBERS_COMMITMENT]
    yield Column.COMMITMENT, if_named(f"IF(ISNUMBER({promise}),{promise},{NONE})", NONE), member.commitment if member else None, LIGHT
    managers = [number for number, each in enumerate(workings.layout.seats.roles, start=1) if each.is_team]
    is_manager = f"OR({','.join(f'{role}={number}' for number in managers) or 'FALSE'},FALSE)"
    own = f"IF(({is_manager})*({cell[Column.TEAM]}<>{literal(str(NO_TEAM))})=1,{cell[Column.TEAM]},{NONE})"
    led = (led_words(member) or (member.team if member.role.is_team else "")) if member else ""
    yield Column.LEADS, if_named(text(names.MEMBERS_LEADS, own), NONE), led or NOTHING, WORDS
    teams = workings.roster.teams
    yield Column.NOBODY_LED, nobody_led(cell[Column.LEADS]), int(member is not None and leads_nobody(member, teams)), LIGHT
    until = f"{cell[Column.WEIGHT]}*{cell[Column.RAMP]}*{_days(cell, role_names.AS_OF_DAY)}/{names.DAYS_OF_MONTH}"
    over = f"IF({role_names.AS_OF_DAY}>={names.MONTH_END},{cell[Column.CARRIES]},{until})"
    yield Column.OVER, if_named(over), shown.carries if shown else 0, _WHOLE  # a new workbook has no result: its day is the month's last


def _days(cell: dict[Column, str], until: str = "") -> str:
    """Working days of the month on which the member is there; up to the day *until*, included."""
    first = f"MAX({names.MONTH_START},{cell[Column.JOINED]})"
    end = f"MIN({names.MONTH_END},{until})" if until else names.MONTH_END
    last = f"IF({cell[Column.LEFT]}=0,{end},MIN({end},{cell[Column.LEFT]}))"
    return f"IF({first}>{last},0,NETWORKDAYS({first},{last},{names.HOLIDAYS}))"


def _ramp(joined: str) -> str:
    months = f"(YEAR({names.PLAN_MONTH})-YEAR({joined}))*12+MONTH({names.PLAN_MONTH})-MONTH({joined})"
    return f"IF({joined}=0,1,IF({months}<0,0,INDEX({names.RAMP},MIN({months},ROWS({names.RAMP})-1)+1)))"


def _seats(workings: Workings, row: int, shown: RosterRow | None) -> Iterator[tuple[int, str, float, Style]]:
    a1 = workings.page.canvas.a1
    carries, own, role = (a1(row, col) for col in (Column.CARRIES, Column.SEAT_NUMBER, Column.ROLE_NUMBER))
    for seat in workings.layout.seats.all:
        count = len(workings.layout.seats.of_role(seat.role))
        part = f"IF(({own}=0)*({role}={seat.role_number}),{carries}/{count},0)" if count > 1 else "0"
        value = shown.seats[seat.number - 1] if shown else 0.0
        yield workings.layout.seat_col(seat.number), f"IF({own}={seat.number},{carries},{part})", value, _WHOLE


def _down_to(workings: Workings, col: int, row: int, first: int) -> str:
    a1 = workings.page.canvas.a1
    return f"{workings.page.canvas.letters(col)}${first + 1}:{a1(row, col)}"


ROLE_HEAD = (
    Text("今月いる人", "there"), Text("重みの入力", "weights typed"), Text("重みの合計", "sum"), Text("倍率（％のとき）", "scale (percent)"),
    Text("過ぎた割合", "over"),
)  # fmt: skip
MEMBER_HEAD = {
    Column.PLACE: Text("順", "no."), Column.NAME: Text("氏名", "Name"), Column.TEAM: Text("所属", "Team of"), Column.ROLE: Text("役割", "Role"),
    Column.JOINED: Text("入社日", "joined"), Column.LEFT: Text("退社日", "left"), Column.TYPED: Text("重みの入力", "weight typed"),
    Column.TEAM_NUMBER: Text("チーム番号", "team no."), Column.ROLE_NUMBER: Text("役割番号", "role no."),
    Column.SEAT_NUMBER: Text("席番号", "seat no."), Column.NAMESAKES: Text("同じ氏名の行", "rows of the name"),
    Column.FIRST_DAY: Text("最初の入社日", "first joined"), Column.DAYS: Text("稼働日", "days"),
    Column.WEIGHT: Text("重み", "weight"), Column.RAMP: Text("立ち上がり", "ramp"), Column.CARRIES: Text("換算", "ramped"),
    Column.PERSON: Text("1人目", "person"), Column.IN_SEAT: Text("席の1人目", "in seat"), Column.KEY: Text("検索キー", "key"),
    Column.COMMITMENT: Text("積み上げ", "commitment"), Column.LEADS: Text("担当チーム", "leads"), Column.OVER: Text("基準日まで", "by the day"),
}  # fmt: skip
