"""What LibreOffice loads: the add-in's functions and the commands of the menu. Runs on the Python of LibreOffice (3.8)."""

import unohelper
from kpi_xl_office.calls.functions import Functions
from kpi_xl_office.commands import CommandHandler
from kpi_xl_office.documents import DocumentJob

g_ImplementationHelper = unohelper.ImplementationHelper()
for implementation in (Functions, DocumentJob, CommandHandler):
    g_ImplementationHelper.addImplementation(implementation, implementation.NAME, implementation.SERVICES)
