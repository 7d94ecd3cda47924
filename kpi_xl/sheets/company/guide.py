"""使い方: the sheets, the month's routine and the colours on one page; the functions stand on a sheet of their own."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts.page import CompanyDraft, CompanyPage
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.role import guide
from kpi_xl.sheets.role.parts import looks
from kpi_xl.sheets.role.parts.page import FIRST_ROW
from kpi_xl.sheets.styles import BODY, NAVY, PANEL, WHITE

LINK, WHAT, ROUTINE, LAST = guide.LINK, guide.WHAT, guide.ROUTINE, guide.LAST
ROW = 34


def draw(company: CompanyDraft) -> None:
    page = CompanyPage(company, Tab.GUIDE, *guide.WIDTHS)
    page.begin(LAST)
    row = max(_sheets(page, FIRST_ROW), _routine(page, FIRST_ROW)) + 1
    row = guide.draw_legend(page, row) + 1
    last = guide.draw_plain(page, row) if company.book.kind is FormulaKind.PLAIN else row - 2
    page.canvas.page(last, LAST)


def draw_functions(company: CompanyDraft) -> None:
    """Every function in one line."""
    page = CompanyPage(company, Tab.FUNCTIONS, *guide.WIDTHS)
    page.begin(LAST)
    last = guide.draw_functions(page, FIRST_ROW)
    page.canvas.page(last, LAST)


def _sheets(page: CompanyPage, row: int) -> int:
    """What is done on each sheet, with a link to it."""
    page.heading(row, LINK, ROUTINE - 2, Text("シートと順番", "The sheets, in order"))
    for tab, words in SHEETS.items():
        row += 1
        page.canvas.sheet.set_row(row, ROW)
        style = BODY.but(bold=True, font_color=NAVY, bg_color=PANEL, align="center", bottom=5, bottom_color=WHITE)
        page.canvas.link(row, LINK, page.company.tabs[tab].title, str(tab.tab), style)
        page.canvas.merged(row, WHAT, ROUTINE - 2, words, looks.LABEL.but(text_wrap=True))
    return row + 1


def _routine(page: CompanyPage, row: int) -> int:
    page.heading(row, ROUTINE, LAST, Text("毎月の流れ", "Every month"))
    words: Sequence[Text] = [*ROUTINE_WORDS]
    for number, each in enumerate(words, start=1):
        row += 1
        page.canvas.merged(row, ROUTINE, LAST, f"{number}.  {each}", looks.LABEL.but(text_wrap=True))
    return row + 1


SHEETS = {
    Tab.SETTINGS: Text(
        "まず、担当者・チーム・休業日を入力します。担当者の入力はここだけです",
        "Begin here: members, teams, days off. Members are entered nowhere else",
    ),
    Tab.GOAL: Text(
        "会社の売上目標、新規と既存の内訳、率と単価を1回だけ入力します。1人の1日までがすぐに出ます",
        "The company's goal, its parts, prices and rates, each once. One person's day appears at once",
    ),
    Tab.CURRENT: Text("役割ごとに現在値を入れ、前提に無理がないかを見ます", "Current values of each role: are the assumptions realistic?"),
    Tab.KPIS: Text("役割ごとに追うKPIを選び、目的を書きます", "Choose the KPIs of each role and say what they are for"),
    Tab.TARGETS: Text(
        "担当者ごとの目標です。会社からの配分と、本人の積み上げを並べます",
        "Each member's target: what the company asks beside what the member expects",
    ),
    Tab.REVIEW: Text("毎月の実績と結論、目標の見直しを残します", "Each month's actuals, conclusions and changed targets"),
    Tab.SCENARIO: Text("3つの案を比べ、決めた案を①に書き込みます", "Compare three cases; the one decided on goes into sheet 1"),
}
ROUTINE_WORDS = (
    Text(
        "月のはじめ：「翌月のブック」で作り、入社・退社・異動を「設定」に入れます",
        "First day: make it with Next month; enter who joined, left or changed team in Settings",
    ),
    Text(
        "①の×と「設定」の⚠がないことを確認し、④で1人ずつの目標を伝えます",
        "See that sheet 1 shows no × and Settings no ⚠; tell each member the target of sheet 4",
    ),
    Text(
        "本人の積み上げを「設定」に入れ、④で配分との差を見ます",
        "Enter what members expect in Settings; sheet 4 shows the gap to what is asked",
    ),
    Text(
        "差が大きいときは、シナリオで案を比べ、「この案にする」で①に書き込みます",
        "Where the gap is large, compare cases in Scenarios and adopt one",
    ),
    Text(
        "月の途中：活動ログ（CSVやExcelの表）に、架電・商談・受注などを記録します",
        "During the month: keep the activity log (CSV or an Excel table)",
    ),
    Text(
        "月の終わり：「月を締める」で月次レポートなどをまとめて作り、達成率・着地見込み・ボトルネックを見ます",
        "Last day: Close the month makes the report and the rest; read attainment, month-end forecast and bottleneck",
    ),
    Text(
        "会議：原因と来月変えることを1つずつ決めて⑤に残し、来月の目標案に○を付けます",
        "Meeting: one cause, one change, noted in sheet 5; ○ beside the proposals to take",
    ),
)
