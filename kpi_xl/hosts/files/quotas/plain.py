"""A plain table of every target, for any other system, and for pivot tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.errors import Finding
from kpi_xl.hosts.files.quotas.form import Cells, whole
from kpi_xl.language import Text
from kpi_xl.targets.quotas import Quota
from kpi_xl.units import Unit

DECIMALS_OF_A_SHARE = 6


@dataclass(frozen=True)
class PlainForm:
    """One row a person, KPI and month; rates as shares."""

    encoding = "utf-8-sig"  # Excel reads it so
    takes_managers = True

    @property
    def heads(self) -> Sequence[str]:
        return [str(head) for head in _HEADS]

    def findings(self, quotas: Sequence[Quota]) -> list[Finding]:
        return []

    def row(self, quota: Quota) -> Cells:
        kpi = quota.kpi
        target = f"{quota.amount:.{DECIMALS_OF_A_SHARE}g}" if kpi.unit is Unit.RATE else whole(quota.amount)
        return (
            str(quota.month), quota.name, quota.team, str(quota.role.title), kpi.id, str(kpi.label), str(kpi.unit.label),
            str(kpi.period.label), target,
        )  # fmt: skip


_HEADS = (
    Text("月", "Month"), Text("担当者", "Member"), Text("チーム", "Team"), Text("役割", "Role"), Text("KPIのID", "KPI id"), Text("KPI", "KPI"),
    Text("単位", "Unit"), Text("周期", "Period"), Text("目標", "Target"),
)  # fmt: skip
