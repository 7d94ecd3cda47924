"""The four cards of a member, live: they follow the table when a person corrects it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.sheets.live import attainment
from kpi_xl.sheets.live.areas import Area, beside, count, count_of, lowest
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.figures import RATE_PLACES, formatted, percent
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    Part,
    all_of,
    any_of,
    choice,
    compared,
    filled,
    is_number,
    joined,
    text,
)
from kpi_xl.sheets.monthly.outlook.outcome_cards import day_card, split_card
from kpi_xl.sheets.monthly.outlook.running_month import OutlookFigures, landing_card, probability_card
from kpi_xl.sheets.monthly.parts import formulas, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.figures import Figure, FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import ZERO, kpi_text
from kpi_xl.sheets.monthly.table.kpi_table import ACTUAL, DUE, NAME, RATE, SIGN, KpiTable
from kpi_xl.units import CHANGE_TEXT_FORMAT


@dataclass(frozen=True)
class KeyFigures:
    """What the cards need beside the table."""

    overall: Figure
    lowest: Figure  #: of the KPIs below the KGI
    change: Figure  #: of the KGI vs last month
    before: Live  #: last month's KGI


def write_key_figures(
    aside: Aside, row: int, result: Result, table: KpiTable, limits: Limits, before: Live
) -> KeyFigures:
    """Three rows: label, figure, sign."""
    below = lowest_of(table.column(RATE, skip=1)) if len(result.rows) > 1 else DASH
    change = formulas.change(table.value(ACTUAL), before) if len(result.trend) > 1 else DASH
    write = FigureWriter(aside, limits)
    return KeyFigures(
        write.rate(row, Text("平均", "Average"), formulas.overall(table.column(RATE))),
        write.rate(row + 1, Text("最も低い値", "Lowest"), below),
        write.change(row + 2, _CHANGE, change, result.kgi.kpi.direction),
        before,
    )


_CHANGE = Text("前月比", "vs last month")


def lowest_of(rates: Area) -> Live:
    return choice(compared(count(rates), "=", ZERO), DASH, lowest(rates))


def member_cards(
    aside: Aside, result: Result, insight: Insight | None, table: KpiTable, figures: KeyFigures, outlook: OutlookFigures | None,
    report: MonthlyReport,
) -> list[Card]:  # fmt: skip
    """Goal; where it is heading, or when it was made; how likely that is, or against last month; what costs most."""
    split = insight.split if insight else None
    worst = split_card(aside, split) if split else _lowest_card(result, table, figures)
    if outlook is not None:
        middle = [landing_card(outlook, table), probability_card(outlook, table)]
    elif insight is not None:
        middle = [day_card(aside, insight, table, report), _change_card(result, figures, report)]
    else:
        middle = [_reached_card(table, figures), _change_card(result, figures, report)]
    return [kgi_card(table), *middle, worst]


def kgi_card(table: KpiTable, caption: Text | None = None) -> Card:
    """The KGI's actual; its target over it, and how much that is, of what is due by now, under it."""
    kpi = table.kpis[0]
    target, reached = kpi_text(kpi, table.target()), percent(table.cell(RATE))
    if table.running:
        attained = percent(attainment.rate(table.cell(table.target_col), table.cell(ACTUAL), kpi.direction))
        caption_live = filled(_OF_MONTH, kgi=str(caption or kpi.label), target=target, rate=attained)
        note = filled(_BY_NOW, due=kpi_text(kpi, table.value(DUE)), rate=reached)
    else:
        caption_live = filled(_OF_TARGET, kgi=str(caption or kpi.label), target=target)
        note = joined(Text("達成率", "Attainment "), reached)
    known = choice(is_number(table.cell(RATE)), note, wording.NOTHING_TO_COMPARE)
    return Card(caption_live, kpi_text(kpi, table.value(ACTUAL)), known, table.cell(SIGN))


_OF_TARGET = Text("{kgi}（目標{target}）", "{kgi} (target {target})")
_OF_MONTH = Text("{kgi}（目標{target}、達成率{rate}）", "{kgi} ({rate} of {target})")
_BY_NOW = Text("今日までの目標{due}に対し{rate}", "{rate} of {due} due by now")


def _reached_card(table: KpiTable, figures: KeyFigures) -> Card:
    """How many KPIs have ○."""
    reached = joined(count_of(Status.GOOD.value, table.column(SIGN)), f" / {len(table.rows)}")
    value = choice(compared(count(table.column(RATE)), "=", ZERO), DASH, reached)
    note = joined(Text("平均達成率（上限100%） ", "Average (capped at 100%) "), percent(figures.overall.value))
    return Card(text(Text("達成KPI", "KPIs on target")), value, note, figures.overall.sign)


def _change_card(result: Result, figures: KeyFigures, report: MonthlyReport) -> Card:
    """The KGI vs last month; a month that is not over gets no colour, and says so."""
    change, caption = figures.change, text(Text("前月比（KGI）", "KGI vs last month"))
    value = formatted(change.value, RATE_PLACES, str(CHANGE_TEXT_FORMAT))
    if len(result.trend) < 2 or result.trend[-2].actual is None:
        missing = Text("前月の記録なし", "No record of last month")
        return Card(caption, value, text(missing))
    partly = "" if report.is_complete else Text("（1か月分。今月は途中）", " (full month; this month is in progress)")
    before = kpi_text(result.kgi.kpi, figures.before)
    note = joined(f"{result.trend[-2].month.short_label} ", before, partly)
    return Card(caption, value, note, change.sign if report.is_complete else None)


def _lowest_card(result: Result, table: KpiTable, figures: KeyFigures) -> Card:
    """The KPI furthest behind, by name."""
    is_running = table.running is not None
    if len(result.rows) < 2:
        return Card(text(lowest_caption(is_running)), DASH, text(wording.ONLY_KGI))
    return lowest_card(is_running, figures.lowest, table.column(NAME, skip=1), table.column(RATE, skip=1), table)


def lowest_caption(is_running: bool) -> Text:
    return Text("ペース比が最も低いKPI", "Lowest pace") if is_running else Text("達成率が最も低いKPI", "Lowest KPI")


def lowest_card(
    is_running: bool, lowest: Figure, names: Area, rates: Area, goal: KpiTable | None = None, tail: Part = ""
) -> Card:  # fmt: skip
    """The name that stands beside the lowest rate; of a *goal* that alone is behind, its own. *tail* follows the note."""
    rate_name = Text("ペース比", "Pace ") if is_running else Text("達成率", "Attainment ")
    is_known, all_reached = is_number(lowest.value), compared(lowest.sign, "=", text(Status.GOOD.value))
    everything: Part = wording.ALL_ON_PACE if is_running else wording.ALL_REACHED
    note = joined(rate_name, percent(lowest.value), " ", lowest.sign, tail)
    if goal is not None:
        sign = goal.cell(SIGN)
        is_behind = any_of(*(compared(sign, "=", text(each.value)) for each in (Status.FAIR, Status.POOR)))
        everything = choice(is_behind, goal.cell(NAME), everything)
        note = choice(all_of(all_reached, is_behind), joined(rate_name, percent(goal.cell(RATE)), " ", sign), note)
    name = choice(all_reached, everything, beside(lowest.value, rates, names))
    return Card(text(lowest_caption(is_running)), choice(is_known, name, DASH), choice(is_known, note, DASH))
