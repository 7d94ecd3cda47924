"""使い方: what each button does, in one dialogue."""

from __future__ import annotations

from kpi_xl import __version__
from kpi_xl.hosts.base import Host
from kpi_xl.language import Text
from kpi_xl.sheets.role.steps import Step


def show_help(host: Host) -> str:
    """The guide sheet comes to the front where the workbook still has it under its title."""
    for title in Step.GUIDE.tab.both():
        if title in host.sheet_titles:
            host.show_sheet(title)
    return str(_HELP.format(version=__version__))


_HELP = Text(
    "kpi-xl {version}\n\n"
    "新規ブック：役割を選んで、KPIのブックを作ります\n"
    "目標を逆算：入力を確認し、必要な受注・商談・アポイント・架電を示します\n"
    "SMARTチェック：目標文の足りない点を示します\n"
    "実績を取込：活動ログ（CSV・Excel）から②現状と⑤運用に実績を入れます\n"
    "月次レポート作成：対象月の達成状況のシートを加えます\n"
    "PDF出力：対象月のシートをPDFに保存します\n\n"
    "対象月は①KGIで変えられます。",
    "kpi-xl {version}\n\n"
    "New workbook: choose a role and make its workbook\n"
    "Work back: check the inputs; shows the deals, meetings, appointments and calls it takes\n"
    "SMART check: shows what the goal lacks\n"
    "Import actuals: fills sheets 2 and 5 from an activity log (CSV, Excel)\n"
    "Monthly report: adds the sheets of the month\n"
    "Export PDF: saves the month's sheets as PDF\n\n"
    "The month is set on sheet 1.",
)
