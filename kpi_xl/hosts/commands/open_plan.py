"""The plan that the open workbook states."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.definitions import Kpi, RoleTemplate
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.plans import PlanCells, plan_of, read_book
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.role.parts import names
from kpi_xl.targets import Plan


@dataclass(frozen=True)
class OpenPlan:
    """A role workbook, read as it is now."""

    plan: Plan
    month: Month  #: the month that it plans

    @property
    def role(self) -> RoleTemplate:
        """The workbook's role, with the KPIs that it follows."""
        return self.plan.roles[0].role

    @property
    def roles(self) -> tuple[RoleTemplate, ...]:
        """Those of the workbook: one, or all of a company's."""
        return tuple(own.role for own in self.plan.roles) if self.plan.company else (self.role,)

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that it follows, a company's goal among them."""
        own = (COMPANY_ROLE.kgi,) if self.plan.company else ()
        return (*own, *(kpi for role in self.roles for kpi in role.kpis))


def read_open_plan(cells: PlanCells) -> OpenPlan:
    """Read the open workbook.

    Raises:
        InputError: it is no role workbook, or what is wrong with it.
    """
    require_role_workbook(cells)
    findings: list[Finding] = []
    reading = read_book(cells, findings)
    plan = plan_of([reading], findings)
    assert reading is not None
    assert reading.month is not None  # else there were findings
    return OpenPlan(plan, reading.month)


def require_role_workbook(cells: PlanCells) -> None:
    """Refuse a workbook that is none of ours.

    Raises:
        InputError: so it is.
    """
    if names.BOOK_ROLE not in cells.names:
        raise InputError([Finding(cells.label, NO_VALUE, _NOT_OURS, _OPEN_ONE)])


_NOT_OURS = Text("kpi-xlの計画ブックではありません", "is not a planning workbook of kpi-xl")
_OPEN_ONE = Text(
    "計画ブックを開いて前面に出すか、「新規ブック」で作ってください",
    "Bring a planning workbook to the front, or make one with New workbook",
)
