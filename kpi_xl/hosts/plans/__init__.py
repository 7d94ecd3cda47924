"""Role workbooks read back as a plan, wherever their cells come from: a file, or a spreadsheet that has them open."""

from kpi_xl.hosts.plans.cells import Cell, PlanCells, SheetArea, Table, TableArea, Value
from kpi_xl.hosts.plans.merging import PlanReading, plan_of
from kpi_xl.hosts.plans.reader import read_book

__all__ = ["Cell", "PlanCells", "PlanReading", "SheetArea", "Table", "TableArea", "Value", "plan_of", "read_book"]
