"""Whom a manager leads: teams as they are typed, side by side, or the whole company; where nothing is typed, the own team.

A text that is itself the name of somebody's team is that one team, even with a space or a ・ in it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from kpi_xl.language import spoken
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.live.values import literal
from kpi_xl.targets import Member

NONE = literal(NOTHING)
MARK = "、"
_PARTING = (", ", ",", "，", "・", "／", "/", " ", "　")
"""What people put between two teams, beside the mark."""
_PARTS = re.compile("[、,，・／/ 　]+")


def led_words(member: Member) -> str:
    """The teams that a manager leads, as the list writes them.

    >>> from kpi_xl.definitions import load_role
    >>> led_words(Member("中村", "", load_role("manager"), leads=("東京", "大阪")))
    '東京、大阪'
    """
    return (MARK if spoken() == "ja" else ", ").join(member.leads)


def led_teams(member: Member, teams: Collection[str]) -> set[str] | None:
    """The teams that a manager leads; None: every team.

    Args:
        member: the manager.
        teams: those that others are in.

    >>> from kpi_xl.definitions import load_role
    >>> sorted(led_teams(Member("中村", "東京、大阪", load_role("manager")), {"東京", "大阪"}) or ())
    ['大阪', '東京']
    """
    words = led_words(member) or member.team
    if words in teams or not words:
        return {words}
    return None if words in names.WHOLE_COMPANY.both() else set(_PARTS.split(words))


def is_one_team(leads: str) -> str:
    """Whether the text is the name of a team that others are in."""
    return f"SUMPRODUCT(({names.TEAMS_SHOWN}={leads})*({names.TEAM_PEOPLE}>0))>0"


def is_everybody(leads: str) -> str:
    """Whether the whole company is led."""
    return f"OR({','.join(f'{leads}={literal(word)}' for word in names.WHOLE_COMPANY.both())})"


def is_listed(leads: str) -> str:
    """For each team of the workings whether it is among those that are typed."""
    return f"ISNUMBER(FIND({literal(MARK)}&{names.TEAMS_SHOWN}&{literal(MARK)},{_marked(leads)}))"


def _marked(leads: str) -> str:
    """The typed teams with a mark before, between and behind them."""
    for each in _PARTING:
        leads = f"SUBSTITUTE({leads},{literal(each)},{literal(MARK)})"
    return f"{literal(MARK)}&{leads}&{literal(MARK)}"


def nobody_led(leads: str) -> str:
    """1 where a team is typed, or is the manager's own, that nobody is in."""
    known = f"SUMPRODUCT(({names.TEAM_PEOPLE}>0)*{is_listed(leads)})"
    marked = _marked(leads)
    count = f"LEN({marked})-LEN(SUBSTITUTE({marked},{literal(MARK)},\"\"))-1"
    return f"IF({leads}={NONE},0,IF({is_one_team(leads)},0,IF({is_everybody(leads)},0,IF({known}<{count},1,0))))"


def leads_nobody(member: Member, teams: Collection[str]) -> bool:
    """The value of `nobody_led`."""
    led = led_teams(member, teams) if member.leads or (member.role.is_team and member.team) else set()
    return led is not None and bool(led - set(teams))
