"""The four cards of a member, live: they follow the table when a person corrects it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import Area, beside, count, count_of, lowest
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, Live, Part, choice, compared, is_number, joined, text
from kpi_xl.sheets.monthly.outlook.outcome_cards import day_card, split_card
from kpi_xl.sheets.monthly.outlook.running_month import OutlookFigures, landing_card, probability_card
from kpi_xl.sheets.monthly.parts import formulas, wording
from kpi_xl.sheets.monthly.parts.aside import Aside, TrendArea
from kpi_xl.sheets.monthly.parts.cards import Card, figure
from kpi_xl.sheets.monthly.parts.figures import Figure, FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import ZERO, kpi_text
from kpi_xl.sheets.monthly.parts.table import ACTUAL, GAP, NAME, RATE, SIGN, TARGET, KpiTable
from kpi_xl.units import CHANGE_FORMAT


@dataclass(frozen=True)
class KeyFigures:
    """What the cards need beside the table."""

    overall: Figure
    lowest: Figure  #: of the KPIs below the KGI
    change: Figure  #: of the KGI vs last month
    before: Live  #: last month's KGI


def write_key_figures(
    aside: Aside, row: int, result: Result, table: KpiTable, limits: Limits, trend: TrendArea
) -> KeyFigures:
    """Three rows: label, figure, sign."""
    below = lowest_of(table.column(table.judged, skip=1)) if len(result.rows) > 1 else DASH
    change = formulas.change(table.cell(ACTUAL), trend.before) if len(result.trend) > 1 else DASH
    write = FigureWriter(aside, limits)
    return KeyFigures(
        write.rate(row, Text("平均", "Average"), formulas.overall(table.column(table.judged))),
        write.rate(row + 1, Text("最も低い値", "Lowest"), below),
        write.change(row + 2, _CHANGE, change, result.kgi.kpi.direction),
        trend.before,
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
    """The KGI's actual; its target, attainment and sign under it."""
    kpi, rate, sign = table.kpis[0], table.cell(RATE), table.cell(SIGN)
    attained = joined(Text(" ・ 達成率 ", ", "), percent(rate), *_pace(table), " ", sign)
    note = joined(Text("目標 ", "Target "), kpi_text(kpi, table.cell(TARGET)), choice(is_number(rate), attained, ""))
    caption = caption or Text("{kgi}（KGI）", "{kgi} (KGI)").format(kgi=kpi.label)
    value, number_format = figure(kpi, table.cell(ACTUAL))
    return Card(caption, value, note, number_format, sign)


def _pace(table: KpiTable) -> list[Part]:
    """What the sign of a month that is not over judges."""
    return [Text(" ・ ペース比 ", ", pace "), percent(table.cell(GAP))] if table.judged == GAP else []


def _reached_card(table: KpiTable, figures: KeyFigures) -> Card:
    """How many KPIs have ○."""
    reached = joined(count_of(Status.GOOD.value, table.column(SIGN)), f" / {len(table.rows)}")
    value = choice(compared(count(table.column(RATE)), "=", ZERO), DASH, reached)
    note = joined(Text("平均達成率（上限100%） ", "Average (capped at 100%) "), percent(figures.overall.value))
    return Card(Text("達成KPI", "KPIs on target"), value, note, sign=figures.overall.sign)


def _change_card(result: Result, figures: KeyFigures, report: MonthlyReport) -> Card:
    """The KGI vs last month; a month that is not over gets no colour, and says so."""
    change, caption = figures.change, Text("前月比（KGI）", "KGI vs last month")
    if len(result.trend) < 2 or result.trend[-2].actual is None:
        missing = Text("前月の記録なし", "No record of last month")
        return Card(caption, change.value, text(missing), str(CHANGE_FORMAT))
    partly = "" if report.is_complete else Text("（1か月分。今月は途中）", " (full month; this month is in progress)")
    before = kpi_text(result.kgi.kpi, figures.before)
    note = joined(f"{result.trend[-2].month.short_label} ", before, partly)
    return Card(caption, change.value, note, str(CHANGE_FORMAT), change.sign if report.is_complete else None)


def _lowest_card(result: Result, table: KpiTable, figures: KeyFigures) -> Card:
    """The KPI furthest behind, by name."""
    caption = LOWEST_PACE if table.judged == GAP else Text("達成率が最も低いKPI", "Lowest KPI")
    if len(result.rows) < 2:
        return Card(caption, DASH, text(wording.ONLY_KGI))
    return lowest_card(caption, figures.lowest, table.column(NAME, skip=1), table.column(table.judged, skip=1))


LOWEST_PACE = Text("ペース比が最も低いKPI", "Lowest pace")


def lowest_card(caption: Text, lowest: Figure, names: Area, rates: Area, tail: Part = "") -> Card:
    """The name that stands beside the lowest rate; *tail* follows the note."""
    rate_name = Text("ペース比 ", "Pace ") if caption == LOWEST_PACE else Text("達成率 ", "Attainment ")
    is_known, all_reached = is_number(lowest.value), compared(lowest.sign, "=", text(Status.GOOD.value))
    name = choice(all_reached, wording.ALL_REACHED, beside(lowest.value, rates, names))
    note = joined(rate_name, percent(lowest.value), " ", lowest.sign, tail)
    return Card(
        caption, choice(is_known, name, DASH), choice(is_known, note, DASH), sign=lowest.sign, small=True
    )
