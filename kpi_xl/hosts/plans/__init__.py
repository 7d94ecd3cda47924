"""Role workbooks read back as a plan, wherever their cells come from: a file, or a spreadsheet that has them open."""

from kpi_xl.hosts.plans.cells import PlanCell, PlanCells, PlanTable, SheetArea, TableArea, Value
from kpi_xl.hosts.plans.log_rows import typed_log
from kpi_xl.hosts.plans.merging import CompanyReading, PlanReading, plan_of
from kpi_xl.hosts.plans.reader import read_book

__all__ = [
    "CompanyReading", "PlanCell", "PlanCells", "PlanReading", "PlanTable", "SheetArea", "TableArea", "Value", "plan_of", "read_book",
    "typed_log",
]  # fmt: skip
