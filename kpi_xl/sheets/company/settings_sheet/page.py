"""設定: draws the lists and what stands below them."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.company.kgi.sentence import sentence_words
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.page import CompanyDraft, CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.settings_sheet.lists import draw_member_list, draw_team_list
from kpi_xl.sheets.role.closing import draw_closing
from kpi_xl.sheets.role.days_off import draw_days
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.facts import PERCENT, VALUE, WORDS, Kept, draw_fact, draw_facts
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Hint
from kpi_xl.units import Unit

WIDTHS = (2, 20, 20, 26, 13, 13, 13, 14, 18)
LAST_COL = len(WIDTHS) - 1
GAP = 3
"""Free rows under a list, where what is written below its end is noticed."""


def draw(company: CompanyDraft) -> None:
    page = CompanyPage(company, Tab.SETTINGS, *WIDTHS)
    page.begin(LAST_COL)
    teams = draw_member_list(page, FIRST_ROW, LAST_COL) + GAP + 1
    below = draw_team_list(page, teams, LAST_COL) + GAP + 1
    facts = draw_facts(
        page, _ramp_and_capacity(page, below), LAST_COL, page.attaining_threshold, sentence_words(page), _whose(page)
    )
    last = draw_days(page, draw_closing(page, facts + 2, LAST_COL) + 2)
    page.canvas.sheet.set_h_pagebreaks([below])  # both lists on one page, as long as they are short
    page.canvas.page(last, LAST_COL, repeat_row=0, pages_high=0)
    page.canvas.sheet.set_portrait()  # long lists, few columns


def _ramp_and_capacity(page: CompanyPage, first: int) -> int:
    """The first row below them."""
    company = page.company.settings.company
    page.heading(first, WORDS, LAST_COL, Text("立ち上がり：新しいメンバーが受け持つ割合", "Ramp: what a new member carries"))
    for down, share in enumerate(company.ramp.shares, start=1):
        row = draw_fact(page, first + down, LAST_COL, RAMP_WORDS[down - 1], RAMP_NOTE if down == 1 else None)
        page.number_input(row, VALUE, share, Unit.RATE, Hint(RAMP_WORDS[down - 1], RAMP_NOTE), PERCENT)
    page.name(names.RAMP, first + 1, VALUE, first + len(company.ramp.shares))
    row = first + len(company.ramp.shares) + 2
    page.heading(row, WORDS, LAST_COL, Text("受け持てる量：1人（換算）あたり", "Capacity of one ramped member"))
    capacity = company.capacity
    for name, value, words in (
        (names.CAPACITY_MEETINGS, capacity.meetings, Text("商談（フィールドセールス・月）", "Meetings of field sales, a month")),
        (names.CAPACITY_REQUESTS, capacity.requests, Text("資料請求への対応（SDR・日）", "Requests of an SDR, a day")),
        (names.CAPACITY_CALLS, capacity.calls, Text("架電（BDR・日）", "Calls of a BDR, a day")),
    ):
        row = draw_fact(page, row + 1, LAST_COL, words, CAPACITY_NOTE if name == names.CAPACITY_MEETINGS else None)
        page.number_input(row, VALUE, value, Unit.COUNT, Hint(words, CAPACITY_NOTE))
        page.name(name, row, VALUE)
    return row + 2


def _whose(page: CompanyPage) -> list[Kept]:
    roles = ",".join(role.key for role in page.company.seats.roles)
    return [
        (role_names.BOOK_ROLE, names.COMPANY, Text("ブックの種類（変更しないでください）", "Kind of workbook (leave as it is)")),
        (names.COMPANY_ROLES, roles, Text("役割（変更しないでください）", "Roles (leave as they are)")),
    ]


RAMP_WORDS = (
    Text("入社した月", "Month of joining"), Text("2か月目", "Second month"), Text("3か月目", "Third month"),
    Text("4か月目から", "From the fourth month"),
)  # fmt: skip
RAMP_NOTE = Text(
    "入社日から数えます。立ち上がり中の分は、同じ役割のほかの人の目標になります",
    "Counted from the day of joining. What a new member does not carry, the others of the role do",
)
CAPACITY_NOTE = Text("シナリオで、必要な量がこれに収まるかを見ます", "Scenarios show whether the work fits in")
