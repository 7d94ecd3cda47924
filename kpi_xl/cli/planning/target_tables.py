"""Targets in the terminal: the goal worked back, the KPIs, the year by month."""

from __future__ import annotations

from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.language import Text, counted
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.role.parts.stages import stage_label
from kpi_xl.targets.overview import TargetOverview
from kpi_xl.units import Unit


def print_targets(overview: TargetOverview) -> None:
    """The goal worked back, then each KPI's target."""
    goal = Unit.YEN.show(overview.inputs.get("KGI_AMOUNT"))
    heading = Text(
        "{role}：{month}の目標（KGI {goal}・稼働日{days}日）", "{role}: targets for {month} (KGI {goal}, {working_days})"
    ).format(
        role=overview.role.title, month=overview.month.label, goal=goal, days=overview.working_days,
        working_days=counted(overview.working_days, "working day"),
    )  # fmt: skip
    out = console()
    out.print(str(heading), style="bold")
    if overview.stages:
        way = new_table(Text("逆算", "Worked back"), Text("月", "Month"), Text("週", "Week"), Text("日", "Day"), Text("1人あたり", "Per member"))
        for stage in overview.stages:
            shares = sorted(set(stage.shares), reverse=True)
            share = f"{shares[0]:,}" if len(shares) == 1 else f"{shares[-1]:,} - {shares[0]:,}"
            way.add_row(
                str(stage_label(stage.stage)), f"{stage.per_month:,}", f"{stage.per_week:,}", f"{stage.per_day:,}", share
            )
        out.print(way)
    kpis = new_table("KPI", Text("区分", "Level"), Text("周期", "Period"), Text("標準（1人）", "Standard (one)"), Text("目標", "Target"))
    for each in overview.kpis:
        kpi = each.kpi
        kpis.add_row(
            str(kpi.label), str(kpi.level.label), str(kpi.period.label), kpi.show(each.standard),
            f"{kpi.show(each.target)} {kpi.direction.label}",
        )  # fmt: skip
    out.print(kpis)
    if len({amount for _, amount in overview.months}) > 1:
        months = new_table(Text("月", "Month"), Text("KGI", "KGI"))
        for month, amount in overview.months:
            months.add_row(str(month.label), f"{amount:,.0f}")
        months.add_row(str(Text("合計", "Total")), f"{exact_sum(amount for _, amount in overview.months):,.0f}", style="bold")
        out.print(months)
