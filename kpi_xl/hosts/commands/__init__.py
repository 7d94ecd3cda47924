"""What the buttons do, in any host: each is one function of the `Host` that carries it.

A command gives what is to be said when it is done, or nothing. It raises `KpiError` for what a person has to
correct. `carry_out` says either in one dialogue, and undoes what a command that failed has changed.
"""

from kpi_xl.hosts.commands.actuals import import_actuals
from kpi_xl.hosts.commands.goals import check_goals
from kpi_xl.hosts.commands.guide import show_help
from kpi_xl.hosts.commands.monthly import write_monthly_report
from kpi_xl.hosts.commands.new_book import new_book
from kpi_xl.hosts.commands.pdf import export_pdf
from kpi_xl.hosts.commands.running import carry_out
from kpi_xl.hosts.commands.work_back import work_back

__all__ = [
    "carry_out", "check_goals", "export_pdf", "import_actuals", "new_book", "show_help", "work_back",
    "write_monthly_report",
]  # fmt: skip
