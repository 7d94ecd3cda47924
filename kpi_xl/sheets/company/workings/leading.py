"""Whom a manager leads: teams as they are typed, side by side, or the whole company."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import spoken
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.workings.texts import NONE
from kpi_xl.sheets.live.values import literal
from kpi_xl.targets import Member

MARK = "、"
_PARTING = (", ", ",", "，", "・", "／", "/", " ", "　")
"""What people put between two teams, beside the mark."""


def led_words(member: Member) -> str:
    """The teams that a manager leads, as the list writes them.

    >>> from kpi_xl.definitions import load_role
    >>> led_words(Member("中村", "", load_role("manager"), leads=("東京", "大阪")))
    '東京、大阪'
    """
    return (MARK if spoken() == "ja" else ", ").join(member.leads)


def marked(leads: str) -> str:
    """The typed teams with a mark before, between and behind them."""
    for each in _PARTING:
        leads = f"SUBSTITUTE({leads},{literal(each)},{literal(MARK)})"
    return f"{literal(MARK)}&{leads}&{literal(MARK)}"


def is_everybody(leads: str) -> str:
    """Whether the whole company is led."""
    return f"OR({','.join(f'{leads}={literal(word)}' for word in names.WHOLE_COMPANY.both())})"


def leads_team(leads: str, team: str) -> str:
    """1 where a team is among those that are typed."""
    return f"ISNUMBER(FIND({literal(MARK)}&{team}&{literal(MARK)},{marked(leads)}))"


def nobody_led(leads: str, member: Member | None, teams: Sequence[str]) -> tuple[str, int]:
    """1 where a team is typed that nobody is in; formula and value."""
    known = f"SUMPRODUCT(({names.TEAMS_SHOWN}<>{NONE})*{leads_team(leads, names.TEAMS_SHOWN)})"
    count = f"LEN({marked(leads)})-LEN(SUBSTITUTE({marked(leads)},{literal(MARK)},\"\"))-1"
    formula = f"IF({leads}={NONE},0,IF({is_everybody(leads)},0,IF({known}<{count},1,0)))"
    led = set(member.leads) if member else set()
    return formula, int(bool(led - set(teams)) and not led & set(names.WHOLE_COMPANY.both()))
