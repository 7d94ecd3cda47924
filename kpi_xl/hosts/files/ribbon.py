"""What people can have kpi-xl do in Excel, and the ribbon tab that offers it (customUI14.xml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from kpi_xl.language import Text

PART = "customUI/customUI14.xml"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


@dataclass(frozen=True)
class Command:
    """One thing to do: a button of the ribbon, and on a sheet."""

    name: str
    image: str  #: one of Office's own icons (imageMso)
    label: Text
    help: Text  #: what it does, in a sentence

    @property
    def macro(self) -> str:
        """The VBA procedure that does it."""
        return f"Kpi{self.name}"

    @property
    def callback(self) -> str:
        """The VBA procedure that the ribbon calls."""
        return f"KpiRibbon{self.name}"


NEW_BOOK = Command(
    "NewBook",
    "FileNew",
    Text("新規ブック", "New workbook"),
    Text("役割を選んで、KPIのブックを新しく作ります。", "Choose a role and create its KPI workbook."),
)
WORK_BACK = Command(
    "WorkBack",
    "GoalSeek",
    Text("目標を逆算", "Work back"),
    Text(
        "売上目標から、必要な受注・商談・アポイント・架電の数を逆算します。",
        "Work back from the revenue goal to the deals, meetings, appointments and calls that it takes.",
    ),
)
CHECK_GOALS = Command(
    "CheckGoals",
    "AcceptInvitation",
    Text("SMARTチェック", "SMART check"),
    Text(
        "目標文がSMART（具体的・測定できる・達成できる・関連がある・期限がある）かを調べます。",
        "Check whether the goals are specific, measurable, achievable, relevant and time-bound.",
    ),
)
IMPORT_ACTUALS = Command(
    "ImportActuals",
    "GetExternalDataFromText",
    Text("実績を取込", "Import actuals"),
    Text(
        "SFA・CRMのCSVやExcelの表から、活動の実績を取り込みます。",
        "Import activity from a CSV export of your CRM, or from an Excel table.",
    ),
)
MONTHLY_REPORT = Command(
    "WriteMonthlyReport",
    "ChartInsert",
    Text("月次レポート作成", "Monthly report"),
    Text(
        "目標と実績を比べ、達成率・着地見込み・ボトルネックのシートを追加します。",
        "Compare targets and actuals; add the sheets with attainment, landing forecast and bottleneck.",
    ),
)
EXPORT_PDF = Command(
    "ExportPdf",
    "FileSaveAsPdfOrXps",
    Text("PDF出力", "Export PDF"),
    Text("月次レポートをPDFに保存します。", "Save the monthly report as PDF."),
)
SHOW_HELP = Command(
    "ShowHelp", "Help", Text("使い方", "How to"), Text("使い方のページを開きます。", "Open the guide.")
)
DIAGNOSE = Command(
    "Diagnose",
    "ErrorChecking",
    Text("診断", "Diagnose"),
    Text("kpi-xl のPythonと設定が見つかるかを調べます。", "Check whether the Python and the settings of kpi-xl are found."),
)

TAB = Text("営業KPI", "Sales KPIs")
GROUPS: Mapping[Text, tuple[Command, ...]] = {
    Text("ブック", "Workbook"): (NEW_BOOK,),
    Text("目標", "Targets"): (WORK_BACK, CHECK_GOALS),
    Text("実績", "Actuals"): (IMPORT_ACTUALS,),
    Text("レポート", "Reports"): (MONTHLY_REPORT, EXPORT_PDF),
    Text("ヘルプ", "Help"): (SHOW_HELP, DIAGNOSE),
}
"""The groups of the tab by their labels."""


def ribbon_xml() -> bytes:
    """The part, in the spoken language."""
    root = Element("customUI", xmlns=NAMESPACE)
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", id="KpiXlTab", label=str(TAB), insertAfterMso="TabView")
    for number, (label, commands) in enumerate(GROUPS.items(), start=1):
        group = SubElement(tab, "group", id=f"KpiXlGroup{number}", label=str(label))
        for command in commands:
            SubElement(
                group, "button", id=f"KpiXl{command.name}", label=str(command.label), imageMso=command.image,
                size="large", onAction=command.callback, screentip=str(command.label), supertip=str(command.help),
            )  # fmt: skip
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))
