"""Names of the role workbook: the one source that the sheets write by and the reader finds by.

A cell keeps its name when rows are inserted, sheets are renamed or the cell is moved.
"""

from __future__ import annotations

import re

from kpi_xl.language import Text

BOOK_ROLE = "BOOK_ROLE"
"""The role's key; a workbook without it is not one of ours."""
BOOK_VERSION = "BOOK_VERSION"
BOOK_FORMULAS = "BOOK_FORMULAS"
"""Only where the formulas are ordinary ones: whoever saves the workbook gives it no LAMBDA names."""

ACTIVITY_LOG = "ACTIVITY_LOG"
"""The file that actuals are read from."""

CLOSING_LOGS = "CLOSING_LOGS"
"""What the month's close reads and writes, in 設定: patterns of files, a line each, from the workbook's folder on."""
CLOSING_MAP = "CLOSING_MAP"
"""Beside each line, how its files are read: a mapping file or a preset; blank: by their headings."""
CLOSING_CONNECTION = "CLOSING_CONNECTION"
"""The name of a warehouse's connection; its address stands in a file of the user's own."""
CLOSING_STORE = "CLOSING_STORE"
CLOSING_FOLDER = "CLOSING_FOLDER"
CLOSING_OUTPUTS = "CLOSING_OUTPUTS"
"""A mark beside each output, in their order."""

LOG_ROWS = Text("活動ログ", "LOG_ROWS")  #: an Excel table: the activity log that is typed into the workbook
LOG_AREA = "LOG_ROWS_AREA"
"""The same cells, heads included, as a name."""

KGI_TEXT = "KGI_TEXT"
KGI_SMART = "KGI_SMART"
"""The goal sentence's verdict, letter by letter: a formula, either our function or one that shows what was checked last."""
KGI_ADVICE = "KGI_ADVICE"
KGI_CHECKED_TEXT = "KGI_CHECKED_TEXT"
"""The sentence that was checked last, with its verdict and advice; only where no function of ours reads sentences."""
KGI_CHECKED_SMART = "KGI_CHECKED_SMART"
KGI_CHECKED_ADVICE = "KGI_CHECKED_ADVICE"
KGI_FIGURES_SMART = "KGI_FIGURES_SMART"
"""The verdict of the KGI's own columns: a formula, while the sentence is judged by Python alone."""
KGI_FIGURES_ADVICE = "KGI_FIGURES_ADVICE"
KGI_AMOUNT = "KGI_AMOUNT"
KGI_OF_MONTH = "KGI_OF_MONTH"
"""The amount of PLAN_MONTH, its seasonality counted in."""
PLAN_MONTH = "PLAN_MONTH"
MONTH_WEIGHTS = "MONTH_WEIGHTS"
"""Twelve cells from the first month of the fiscal year on."""

FISCAL_FIRST_MONTH = "FISCAL_FIRST_MONTH"
THRESHOLD_GOOD = "THRESHOLD_GOOD"
THRESHOLD_FAIR = "THRESHOLD_FAIR"
ATTAINING_THRESHOLD = "ATTAINING_THRESHOLD"

HOLIDAYS = "HOLIDAYS"
"""The dates of the list of days off, its spare rows included."""
HOLIDAYS_FROM = "HOLIDAYS_FROM"
HOLIDAYS_UNTIL = "HOLIDAYS_UNTIL"
"""Between these two days the list holds every national holiday, unless somebody took it out."""

MEMBERS = "MEMBERS"  #: an Excel table
MEMBERS_AREA = "MEMBERS_AREA"
"""The same cells, heads included, as a name: LibreOffice and Google Sheets drop tables when they save."""
MEMBERS_LIST = "MEMBERS_LIST"
"""The same cells and the row under them, which closes the list: whatever is inserted or deleted between heads and end, and
wherever rows are moved, it reaches from the ones to the other. ④ and the reader take the members from it by position."""
MEMBERS_NAME, MEMBERS_TEAM, MEMBERS_ROLE = "MEMBERS_NAME", "MEMBERS_TEAM", "MEMBERS_ROLE"
MEMBERS_JOINED, MEMBERS_SHARE = "MEMBERS_JOINED", "MEMBERS_SHARE"
"""Columns of the list."""
MEMBERS_BELOW = "MEMBERS_BELOW"
"""Cells from its end on where people may write names that are no longer in the list."""
ROWS_BELOW = 3
"""Free rows under the list, where a name is noticed."""
MEMBERS_SHOWN = "MEMBERS_SHOWN"
"""The rows of ④ that show the members: as many as the workbook has room for."""
MEMBERS_CHECK = "MEMBERS_CHECK"
"""What is wrong with the list, beginning with ⚠; else how many members there are."""
MEMBERS_END = Text("（ここまで）", "(end of list)")
MEMBER_NAME = Text("担当者", "Member")
MEMBER_TEAM = Text("チーム", "Team")
MEMBER_ROLE = Text("役割", "Role")
MEMBER_JOINED = Text("入社日", "Joined")
MEMBER_SHARE = Text("目標配分", "Share")
MEMBER_COLUMNS = (MEMBER_NAME, MEMBER_TEAM, MEMBER_ROLE, MEMBER_JOINED, MEMBER_SHARE)

AS_OF = "AS_OF"
"""The day up to which ⑤ holds the planned month against its targets: typed, or written with the results of a month that is not
over; blank: today."""
AS_OF_DAY = "AS_OF_DAY"
"""The day that counts."""
AS_OF_OVER, AS_OF_DAYS = "AS_OF_OVER", "AS_OF_DAYS"
"""The working days of that day's month, up to it and in all."""
AS_OF_SHARE = "AS_OF_SHARE"
"""The part of the planned month that is over by then."""
AS_OF_LEFT = "AS_OF_LEFT"
"""The working days that remain of it."""
AS_OF_PLACE = "AS_OF_PLACE"
"""The place of the planned month in the fiscal year, from 1 on."""

REVISIONS = "REVISIONS"  #: an Excel table
REVISION_COLUMNS = (
    Text("項目", "Item"),
    Text("変更前", "Before"),
    Text("変更後", "After"),
    Text("変更日", "Date"),
    Text("理由", "Reason"),
)

REVISION_CELLS = ("REVISION_WHAT", "REVISION_BEFORE", "REVISION_AFTER", "REVISION_WHEN", "REVISION_WHY")
"""The same columns as names of cells."""
RECORDED_NAMES, RECORDED_VALUES = "RECORDED_NAMES", "RECORDED_VALUES"
"""What the revision log compares with: names of inputs, and what stood in them when it was last kept."""


def baseline_name(kpi_id: str) -> str:
    """The current value of a KPI, typed in ②.

    >>> baseline_name("meetings"), target_name("win-rate")
    ('BASELINE_MEETINGS', 'TARGET_WIN_RATE')
    """
    return _named("BASELINE", kpi_id)


def actual_name(kpi_id: str) -> str:
    """The results of the fiscal year's twelve months, typed in ⑤."""
    return _named("ACTUAL", kpi_id)


def last_year_name(kpi_id: str) -> str:
    """The results of the twelve months before the fiscal year, typed in ⑤."""
    return _named("LAST_YEAR", kpi_id)


def override_name(kpi_id: str) -> str:
    """The target per person typed by hand in ④."""
    return _named("OVERRIDE", kpi_id)


def proposed_name(kpi_id: str) -> str:
    """What ⑤ proposes for the month to come."""
    return _named("PROPOSED", kpi_id)


def proposal_tick_name(kpi_id: str) -> str:
    """The mark in ⑤ by which that proposal is taken into next month's workbook; blank: not."""
    return _named("PROPOSED_TICK", kpi_id)


def adopted_name(kpi_id: str) -> str:
    """The mark in ③ that says whether the KPI is followed; blank: not."""
    return _named("ADOPTED", kpi_id)


def purpose_name(kpi_id: str) -> str:
    """What the KPI is for, typed in ③."""
    return _named("PURPOSE", kpi_id)


def target_name(kpi_id: str) -> str:
    """The target that holds: the team's together for an additive KPI, everybody's for any other."""
    return _named("TARGET", kpi_id)


def _named(prefix: str, kpi_id: str) -> str:
    legal = re.sub(r"[^\w.]", "_", kpi_id).upper()
    return f"{prefix}_{legal}"
