"""The company as a role: its goal is a KGI like any other, so that goal sentence, year and settings are drawn by the same code."""

from __future__ import annotations

from kpi_xl.definitions import Direction, Input, Kpi, Level, RoleTemplate, Single, Tallied, Tally
from kpi_xl.language import Text
from kpi_xl.periods import Period
from kpi_xl.sheets.company.parts import names
from kpi_xl.units import Unit

_GOAL = Text("月間の売上目標", "Monthly revenue goal")
_REVENUE = Kpi(
    "company_revenue", Text("売上", "Revenue"), Level.KGI, Unit.YEN, Period.MONTH, Direction.HIGHER, 10_000_000,
    Single(Tally(Tallied.SUM, ("won", "repeat", "upsell", "cross_sell"))),
    Text("会社の売上が目標に届かない", "The company's revenue misses its goal"), input=names.KGI_AMOUNT,
)  # fmt: skip
COMPANY_ROLE = RoleTemplate(
    names.COMPANY, Text("会社", "Company"), Text("会社の目標を役割へ分ける", "Splits the company's goal among its roles"),
    Text("{month_end}までに、月間売上{target}を達成する", "Reach monthly revenue of {target} by {month_end}"),
    (_REVENUE,), (Input(names.KGI_AMOUNT, _GOAL, Unit.YEN, 10_000_000),), is_team=True,
)  # fmt: skip


