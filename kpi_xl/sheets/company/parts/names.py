"""Names of the company workbook, beside those that it has in common with the role workbook."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names as role_names

COMPANY = "company"
"""BOOK_ROLE of a company's workbook."""
COMPANY_ROLES = "COMPANY_ROLES"
"""Keys of its roles in the order of their sections, parted by commas."""

KGI_AMOUNT, PLAN_MONTH = role_names.KGI_AMOUNT, role_names.PLAN_MONTH
NEW_GOAL, EXISTING_GOAL = "NEW_GOAL", "EXISTING_GOAL"
"""Typed: an amount, a share up to 1, or nothing."""
NEW_AMOUNT, EXISTING_AMOUNT = "NEW_AMOUNT", "EXISTING_AMOUNT"
"""The two parts of the goal in yen, of an average month."""
NEW_OF_MONTH, EXISTING_OF_MONTH = "NEW_OF_MONTH", "EXISTING_OF_MONTH"
"""The same of the month that is planned, its seasonality counted in."""

UNIT_PRICE, WIN_RATE, SHOW_RATE = "UNIT_PRICE", "WIN_RATE", "SHOW_RATE"
REQUEST_RATE, APPOINTMENT_RATE = "REQUEST_RATE", "APPOINTMENT_RATE"
OWN_MEETINGS = "OWN_MEETINGS"
"""Meetings that field sales wins itself, a month."""
SDR_SHARE = "SDR_SHARE"
"""The part of the hand-overs that comes from requests; blank: by people."""

CUSTOMERS, CUSTOMERS_DUE = "CUSTOMERS", "CUSTOMERS_DUE"
RENEWAL_RATE, RENEWAL_AMOUNT, ADDED_AMOUNT = "RENEWAL_RATE", "RENEWAL_AMOUNT", "ADDED_AMOUNT"
MEETINGS_PER_CUSTOMER = "MEETINGS_PER_CUSTOMER"

RAMP = "RAMP"
"""Four cells: what a new member carries in the month of joining and the three after it."""
CAPACITY_MEETINGS, CAPACITY_REQUESTS, CAPACITY_CALLS = "CAPACITY_MEETINGS", "CAPACITY_REQUESTS", "CAPACITY_CALLS"

MEMBERS_LEFT, MEMBERS_WEIGHT = "MEMBERS_LEFT", "MEMBERS_WEIGHT"
MEMBERS_COMMITMENT, MEMBERS_LEADS = "MEMBERS_COMMITMENT", "MEMBERS_LEADS"
"""Columns of the members' list that role workbooks do not have."""
MEMBER_COLUMNS = (
    role_names.MEMBER_NAME, role_names.MEMBER_TEAM, role_names.MEMBER_ROLE, role_names.MEMBER_JOINED,
    Text("退社日", "Left"), Text("重み", "Weight"), Text("積み上げ", "Commitment"), Text("担当チーム", "Leads"),
)  # fmt: skip
MEMBER_CELLS = (
    role_names.MEMBERS_NAME, role_names.MEMBERS_TEAM, role_names.MEMBERS_ROLE, role_names.MEMBERS_JOINED,
    MEMBERS_LEFT, MEMBERS_WEIGHT, MEMBERS_COMMITMENT, MEMBERS_LEADS,
)  # fmt: skip

TEAMS = "TEAMS"  #: an Excel table
TEAMS_LIST = "TEAMS_LIST"
"""The table and the row under it, which closes the list."""
TEAM_COLUMNS = (
    role_names.MEMBER_TEAM, Text("配分", "Share"), Text("平均受注単価（円）", "Average deal size"), Text("成約率", "Win rate"),
    Text("商談実施率", "Show rate"), Text("資料請求→アポイント", "Request to appointment"), Text("架電→アポイント", "Call to appointment"),
)  # fmt: skip
TEAM_INPUTS = (UNIT_PRICE, WIN_RATE, SHOW_RATE, REQUEST_RATE, APPOINTMENT_RATE)
"""The inputs of which a team may have its own value."""
TEAMS_NAME, TEAMS_SHARE = "TEAMS_NAME", "TEAMS_SHARE"
TEAM_CELLS = (TEAMS_NAME, TEAMS_SHARE, *(f"TEAMS_{name}" for name in TEAM_INPUTS))
"""Columns of that list."""
WHOLE_COMPANY = Text("全社", "Company")
"""What a manager of everybody leads."""

MONTH_START, MONTH_END, HOLIDAYS = "MONTH_START", "MONTH_END", role_names.HOLIDAYS
DAYS_OF_MONTH = "DAYS_OF_MONTH"
"""The working days of the month that is planned."""
HANDOVERS = "CHAIN_HANDOVERS"
"""What field sales needs of inside sales in the month."""


def chain_name(link_id: str) -> str:
    """What the chain asks of everybody in the month.

    >>> chain_name("handovers_sdr")
    'CHAIN_HANDOVERS_SDR'
    """
    return f"CHAIN_{link_id.upper()}"


def seat_weight(number: int) -> str:
    """The full members of a seat in the month."""
    return f"SEAT_WEIGHT_{number}"


def seat_people(number: int) -> str:
    """The heads of a seat."""
    return f"SEAT_PEOPLE_{number}"


PEOPLE = "COMPANY_PEOPLE"
ROLE_WORDS, ROLE_NUMBERS, SEAT_NUMBERS, ROLE_SCALES = "ROLE_WORDS", "ROLE_NUMBERS", "SEAT_NUMBERS", "ROLE_SCALES"
"""The words that the members' list may say for a role, with the numbers of role and seat; what makes full members of weights."""
ROLE_TITLES = "ROLE_TITLES"
"""What the members' list offers for a role."""
MEMBERS_SHOWN = role_names.MEMBERS_SHOWN
TEAM_PEOPLE = "TEAM_PEOPLE"
"""How many rows of the list are in each team of the workings, managers left aside."""
TEAMS_SHOWN = "TEAMS_SHOWN"
"""The rows of the workings that show the teams: as many as the workbook has room for."""
LEAST_MEMBERS, SPARE_MEMBERS = 30, 10
"""Rows of the members' list, and what is free of them at least."""
WEIGHT_OF_ALL = "COMPANY_WEIGHT"
RAMPING, RAMPING_WEIGHT = "RAMPING_PEOPLE", "RAMPING_WEIGHT"
"""Those who do not carry the whole yet: how many, and what they carry."""

SCENARIO_NAMES = "SCENARIO_NAMES"
"""Of which input each row of a case is."""
ADOPT_CASE, ADOPT_REASON = "ADOPT_CASE", "ADOPT_REASON"


def scenario_name(number: int) -> str:
    """The cells into which a case is typed, counted from 1; a blank one is as in ①."""
    return f"SCENARIO_{number}"


def role_over(place: int) -> str:
    """What part of a role's targets is due by the day of ⑤: those who join or leave within the month by their own days."""
    return f"ROLE_OVER_{place}"


def role_shown(place: int) -> str:
    """The rows of ④ that show the members of a role, counted from 1."""
    return f"ROLE_SHOWN_{place}"
