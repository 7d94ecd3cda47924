"""The menu and the toolbar: the commands of the catalogue, in LibreOffice's configuration files."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.hosts.libreoffice.configuration import component, node, prop, words
from kpi_xl.language import Text

PROTOCOL = "vnd.kpixl"
HANDLER = "kpixl.CommandHandler"
IN_SPREADSHEETS = "com.sun.star.sheet.SpreadsheetDocument"

TOOLBAR = "kpixl.toolbar"
NAME = Text("営業KPI", "Sales KPIs")
MENU = Text("営業KPI(~K)", "Sales ~KPIs")
"""The letter after ~ opens it together with Alt."""


def addons_configuration() -> str:
    """Addons.xcu: the menu and the toolbar of spreadsheet windows."""
    context, target = prop("Context", IN_SPREADSHEETS), prop("Target", "_self")
    entries = [
        (prop("URL", f"{PROTOCOL}:{command.id}"), words("Title", command.label), target, context)
        for command in with_python().values()
    ]
    menu = node("kpixl.menu", words("Title", MENU), context, node("Submenu", *_numbered(entries)), operation="replace")
    toolbar = node(TOOLBAR, *_numbered(entries), operation="replace")
    parts = node("OfficeMenuBar", menu), node("OfficeToolBar", toolbar)
    return component("Addons", "org.openoffice.Office", node("AddonUI", *parts))


def _numbered(entries: Sequence[tuple[str, ...]]) -> list[str]:
    """LibreOffice sorts the entries by their names."""
    return [node(f"K{number}", *entry, operation="replace") for number, entry in enumerate(entries)]


def window_configuration() -> str:
    """CalcWindowState.xcu: the toolbar has a name, and its place below the others; without, it floats over the cells."""
    place = prop("Docked", "true"), prop("DockingArea", 0), prop("DockPos", "0,3"), prop("Visible", "true")
    toolbar = node(f"private:resource/toolbar/addon_{TOOLBAR}", words("UIName", NAME), *place, operation="replace")
    states = node("UIElements", node("States", toolbar))
    return component("CalcWindowState", "org.openoffice.Office.UI", states)


def handler_configuration() -> str:
    """ProtocolHandler.xcu: who carries out what the menu calls."""
    handler = node(HANDLER, prop("Protocols", f"{PROTOCOL}:*"), operation="replace")
    return component("ProtocolHandler", "org.openoffice.Office", node("HandlerSet", handler))
