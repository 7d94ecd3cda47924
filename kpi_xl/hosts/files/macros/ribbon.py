"""The ribbon tab that offers the commands in Excel (customUI14.xml)."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from kpi_xl.hosts.commands.catalogue import CATALOGUE
from kpi_xl.language import Text

PART = "customUI/customUI14.xml"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"

TAB = Text("営業KPI", "Sales KPIs")
ICONS: Mapping[str, str] = {
    "NewBook": "FileNew",
    "NextBook": "FileSaveAs",
    "WorkBack": "GoalSeek",
    "CheckGoals": "DataValidation",
    "AdoptCase": "WhatIfAnalysisMenu",
    "ImportActuals": "GetExternalDataFromText",
    "WriteMonthlyReport": "ChartTypeColumnInsertGallery",
    "ExportPdf": "FileSaveAsPdfOrXps",
    "CloseMonth": "FileMarkAsFinal",
    "ShowHelp": "Help",
    "Diagnose": "ErrorChecking",
}
"""Pictures by the id of the command (imageMso), all of controls on Excel's own ribbon: those of other programs of Office need
not be there."""


def ribbon_xml() -> bytes:
    """The part, in the spoken language."""
    root = Element("customUI", xmlns=NAMESPACE)
    tabs = SubElement(SubElement(root, "ribbon"), "tabs")
    tab = SubElement(tabs, "tab", id="KpiXlTab", label=str(TAB), insertAfterMso="TabView")
    for number, (label, commands) in enumerate(CATALOGUE.items(), start=1):
        group = SubElement(tab, "group", id=f"KpiXlGroup{number}", label=str(label))
        for command in commands:
            SubElement(
                group, "button", id=f"KpiXl{command.id}", label=str(command.label), imageMso=ICONS[command.id],
                size="large", onAction=command.callback, screentip=str(command.label), supertip=str(command.help),
            )  # fmt: skip
    return bytes(tostring(root, encoding="UTF-8", xml_declaration=True))
