"""The catalogue of commands: what the ribbon, the macros, LibreOffice's menu and the reference page offer comes from here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.command import Command
from kpi_xl.language import Text

# --- What each does. Imports are late: a ribbon or a menu is written without them. ----------------------------------------


def _new_book(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.books.new_book import new_book

    new_book(host, today)
    return None


def _next_book(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.books.next_book import next_book

    return next_book(host, today)


def _work_back(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.planning.work_back import work_back

    return work_back(host, today)


def _check_goals(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.goals import check_goals

    return check_goals(host, today)


def _adopt_case(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.planning.adopt import adopt_case

    return adopt_case(host, today)


def _import_actuals(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.actuals import import_actuals

    return import_actuals(host, today)


def _write_monthly_report(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.monthly import write_monthly_report

    return write_monthly_report(host, today)


def _export_pdf(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.pdf import export_pdf

    return export_pdf(host)


def _close_month(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.books.close_month import close_month

    return close_month(host, today)


def _show_help(host: Host, today: date) -> str | None:
    from kpi_xl.hosts.commands.guide import show_help

    return show_help(host, [command for command in with_python().values() if command is not SHOW_HELP])


# --- The commands ---------------------------------------------------------------------------------------------------------

NEW_BOOK = Command(
    "NewBook",
    Text("新規ブック", "New workbook"),
    Text("役割を選んで、計画ブックを新しく作ります。", "Choose a role and create its planning workbook."),
    _new_book,
)
NEXT_BOOK = Command(
    "NextBook",
    Text("翌月のブック", "Next month"),
    Text(
        "入力したものをすべて引き継いで、翌月の計画ブックを作ります。②現状は前月の実績、目標文は翌月のものになります。",
        "Make next month's planning workbook: all that was typed comes along, sheet 2 has last month's actuals, the goal is next month's.",
    ),
    _next_book,
)
WORK_BACK = Command(
    "WorkBack",
    Text("目標を逆算", "Work back from goal"),
    Text(
        "売上目標から、必要な受注・商談・アポイント・架電の数を逆算します。",
        "Work back from the revenue goal to the deals, meetings, appointments and calls needed.",
    ),
    _work_back,
)
CHECK_GOALS = Command(
    "CheckGoals",
    Text("SMARTチェック", "SMART check"),
    Text(
        "目標文がSMART（具体的・測定できる・達成できる・関連がある・期限がある）かを調べます。",
        "Check whether the goals are specific, measurable, achievable, relevant and time-bound.",
    ),
    _check_goals,
)
ADOPT_CASE = Command(
    "AdoptCase",
    Text("この案にする", "Adopt case"),
    Text(
        "会社のブックのシナリオで選んだ案を①KGIの入力にし、見直しの記録に残します。",
        "Make the case chosen on Scenarios of a company's workbook the plan, and record it in the revision log.",
    ),
    _adopt_case,
)
IMPORT_ACTUALS = Command(
    "ImportActuals",
    Text("実績を取込", "Import actuals"),
    Text(
        "SFA・CRMのCSVやExcelの表から、活動の実績を取り込みます。",
        "Import activity from a CSV export of your CRM, or from an Excel table.",
    ),
    _import_actuals,
)
MONTHLY_REPORT = Command(
    "WriteMonthlyReport",
    Text("月次レポート作成", "Monthly report"),
    Text(
        "目標と実績を比べ、達成率・着地見込み・ボトルネックのシートを追加します。",
        "Compare targets and actuals; add the sheets with attainment, month-end forecast and bottleneck.",
    ),
    _write_monthly_report,
)
EXPORT_PDF = Command(
    "ExportPdf",
    Text("PDF出力", "Export PDF"),
    Text("月次レポートをPDFに保存します。", "Save the monthly report as PDF."),
    _export_pdf,
)
CLOSE_MONTH = Command(
    "CloseMonth",
    Text("月を締める", "Close the month"),
    Text(
        "「設定」の「締め」が言うものを読み、レポート・1on1カード・会議の文章・ページ・翌月のブックをまとめて作ります。",
        "Read what Settings name for the month-end; make report, 1on1 cards, meeting text, page and next month's workbook in one go.",
    ),
    _close_month,
)
SHOW_HELP = Command(
    "ShowHelp",
    Text("使い方", "Guide"),
    Text("使い方のページを開きます。", "Open the guide."),
    _show_help,
)
DIAGNOSE = Command(
    "Diagnose",
    Text("診断", "Diagnose"),
    Text("kpi-xl のPythonと設定が見つかるかを調べます。", "Check whether the Python and the settings of kpi-xl are found."),
)

CATALOGUE: Mapping[Text, tuple[Command, ...]] = {
    Text("ブック", "Workbook"): (NEW_BOOK, NEXT_BOOK),
    Text("目標", "Targets"): (WORK_BACK, CHECK_GOALS, ADOPT_CASE),
    Text("実績", "Actuals"): (IMPORT_ACTUALS,),
    Text("レポート", "Reports"): (MONTHLY_REPORT, EXPORT_PDF, CLOSE_MONTH),
    Text("ヘルプ", "Help"): (SHOW_HELP, DIAGNOSE),
}
"""Groups of commands by their labels, in the order in which hosts show them."""


def commands() -> tuple[Command, ...]:
    """All commands, in order."""
    return tuple(command for group in CATALOGUE.values() for command in group)


def with_python() -> dict[str, Command]:
    """Id -> command, of those that Python carries out."""
    return {command.id: command for command in commands() if command.action is not None}
