"""The month on 計算: its days, its part of the goal, and sums over everybody."""

from __future__ import annotations

from datetime import timedelta

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.tabs import Tab
from kpi_xl.sheets.company.workings.layout import Column
from kpi_xl.sheets.company.workings.page import DAY, HEAD, LIGHT, Workings
from kpi_xl.sheets.role.parts import names as role_names
from kpi_xl.sheets.role.parts.target_layout import FIRST, TOTAL, TargetLayout
from kpi_xl.sheets.styles import Style

MONEY = LIGHT.but(num_format="#,##0")
DECIMAL = LIGHT.but(num_format="0.0##")


def draw_month(workings: Workings) -> None:
    """Words and figures side by side, in two rows."""
    month, chain, row = workings.company.settings.month, workings.chain, workings.layout.month_row
    workings.page.heading(row - 1, 1, workings.layout.last_col, Text("今月", "The month"))
    new, existing = _parts_of_month()
    carries, ramp, days = (workings.members(column) for column in (Column.CARRIES, Column.RAMP, Column.DAYS))
    meetings = [names.chain_name(link.step.id) for lane in chain.lanes for link in lane.links if link.step.id == "meetings"]
    owed = f"MAX(0,{'+'.join(meetings) or '0'}-{names.OWN_MEETINGS})"
    facts: list[tuple[str, str, object, Text, Style]] = [
        (names.MONTH_START, f"EOMONTH({names.PLAN_MONTH},-1)+1", month.start, Text("初日", "first day"), DAY),
        (names.MONTH_END, f"EOMONTH({names.PLAN_MONTH},0)", month.end - timedelta(days=1), Text("末日", "last day"), DAY),
        (
            names.DAYS_OF_MONTH, f"MAX(1,NETWORKDAYS({names.MONTH_START},{names.MONTH_END},{names.HOLIDAYS}))",
            chain.working_days, Text("稼働日数", "working days"), LIGHT,
        ),
        (role_names.KGI_OF_MONTH, _of_year(workings), chain.goal, Text("KGI", "KGI"), MONEY),
        (names.NEW_OF_MONTH, new, chain.new, Text("売上（新規）", "new revenue"), MONEY),
        (names.EXISTING_OF_MONTH, existing, chain.existing, Text("売上（既存）", "existing revenue"), MONEY),
        (names.HANDOVERS, owed, chain.handovers, Text("引き渡し", "handed over"), MONEY),
        (names.WEIGHT_OF_ALL, f"SUM({carries})", chain.everybody.weight, Text("換算", "ramped"), DECIMAL),
        (names.RAMPING, f'COUNTIFS({days},">0",{ramp},"<1")', workings.ramping, Text("立ち上がり中", "ramping up"), LIGHT),
        (names.RAMPING_WEIGHT, f'SUMIFS({carries},{ramp},"<1")', workings.ramping_weight, Text("その換算", "ramped"), DECIMAL),
    ]  # fmt: skip
    for col, (name, formula, value, words, style) in enumerate(facts, start=2):
        workings.page.canvas.text(row, col, words, HEAD)
        workings.write(row + 1, col, formula, value, style)  # type: ignore[arg-type]
        workings.page.name(name, row + 1, col)


def _of_year(workings: Workings) -> str:
    """The month's amount in the year on ④."""
    whole, sheet = workings.company.whole, workings.company.tabs[Tab.TARGETS]
    year = TargetLayout(whole.role, whole.settings, 0, has_amount=True)
    amounts, months = (sheet.reference(row, FIRST, last_col=TOTAL - 1) for row in (year.amounts, year.months))
    return f"INDEX({amounts},MATCH({names.MONTH_START},{months},0))"


def _parts_of_month() -> tuple[str, str]:
    """The twin of `Company.parts_of`."""
    goal, whole = role_names.KGI_OF_MONTH, names.KGI_AMOUNT
    usual = f"OR({whole}=0,{goal}={whole})"
    new, existing = (f"ROUND({goal}*{amount}/{whole},0)" for amount in (names.NEW_AMOUNT, names.EXISTING_AMOUNT))
    adds_up = f"{names.NEW_AMOUNT}+{names.EXISTING_AMOUNT}={whole}"
    return (
        f"IF({usual},{names.NEW_AMOUNT},{new})",
        f"IF({usual},{names.EXISTING_AMOUNT},IF({adds_up},{goal}-{names.NEW_OF_MONTH},{existing}))",
    )
