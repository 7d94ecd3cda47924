"""In how many of its unit a chart tells a KPI, and what that is called."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.definitions import Kpi
from kpi_xl.language import Text, spoken
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Scale:
    """Of a KPI's values in a chart."""

    per: float  #: of the KPI's own unit
    unit: Text
    number_format: str

    def told(self, value: float | None) -> float | None:
        return None if value is None else value / self.per


def scale_of(kpi: Kpi) -> Scale:
    """Yen in 万円; in English in thousands."""
    if kpi.unit is Unit.YEN:
        return Scale(10_000 if spoken() == "ja" else 1_000, TEN_THOUSAND_YEN, "#,##0")
    if kpi.unit in (Unit.COUNT, Unit.DAYS):
        return Scale(1, kpi.unit.label, "#,##0")
    return Scale(1, Text("", "") if kpi.unit is Unit.RATE else kpi.unit.label, kpi.unit.number_format().split(";")[0])


TEN_THOUSAND_YEN = Text("万円", "¥ thousand")
