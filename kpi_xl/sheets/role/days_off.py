"""The days off on 設定: holidays and the company's own days, in a list to which people add."""

from __future__ import annotations

from kpi_xl.language import Text, spoken
from kpi_xl.sheets.role.parts import looks, names
from kpi_xl.sheets.role.parts.page import DATE_RULE, Hint, Page
from kpi_xl.sheets.styles import INPUT_NUMBER, INPUT_TEXT

DAY, DAY_NAME = 1, 2
SPARE_DAYS = 20
LEAST_DAYS = 80
"""Rows for the days off of two years: years that have more or fewer of them make the same sheet."""


def draw_days(page: Page, row: int) -> int:
    """The list from its heading in *row* on; its last row."""
    canvas, days, head = page.canvas, page.figures.closing_days, row + 1
    page.heading(row, DAY, DAY_NAME, Text("休業日（祝日・会社の休業日）", "Days off"))
    page.head(head, {DAY: Text("日付", "Date"), DAY_NAME: Text("名称", "Name")}, looks.HEAD_TEXT)
    style = INPUT_NUMBER.but(num_format=str(Text("[$-411]yyyy/mm/dd(aaa)", "yyyy-mm-dd")), align="center")
    room = max(LEAST_DAYS, len(days) + SPARE_DAYS)
    last = head + room
    listed = [*days.items(), *[(None, None)] * (room - len(days))]
    for place, (day, name) in enumerate(listed, start=head + 1):
        canvas.date(place, DAY, day, style)
        canvas.text(place, DAY_NAME, "" if name is None else holiday_label(name), INPUT_TEXT.but(shrink=True))
    page.validate(head + 1, DAY, DATE_RULE, DAY_HINT, last)
    page.name(names.HOLIDAYS, head + 1, DAY, last)
    return last


def holiday_label(name: str) -> str:
    """A holiday in the spoken language; "" is a company day.

    >>> holiday_label("元日"), holiday_label("")
    ('元日', '会社の休業日')
    """
    if not name:
        return str(Text("会社の休業日", "Company day off"))
    if spoken() == "ja":
        return name
    for japanese, english in HOLIDAY_NAMES.items():
        name = name.replace(japanese, english)
    return name


DAY_HINT = Hint(
    Text("休業日", "Day off"),
    Text(
        "土日以外の休業日を入力します。空いている行に追加できます", "A day off that is not on a weekend. Add more in the blank rows"
    ),
)
HOLIDAY_NAMES = {
    "元日": "New Year's Day",
    "成人の日": "Coming of Age Day",
    "建国記念の日": "National Foundation Day",
    "天皇誕生日": "Emperor's Birthday",
    "春分の日": "Vernal Equinox Day",
    "昭和の日": "Showa Day",
    "憲法記念日": "Constitution Memorial Day",
    "みどりの日": "Greenery Day",
    "こどもの日": "Children's Day",
    "海の日": "Marine Day",
    "山の日": "Mountain Day",
    "敬老の日": "Respect for the Aged Day",
    "秋分の日": "Autumnal Equinox Day",
    "スポーツの日": "Sports Day",
    "文化の日": "Culture Day",
    "勤労感謝の日": "Labor Thanksgiving Day",
    "国民の休日": "Citizens' Holiday",
    "振替休日": "(observed)",
}
