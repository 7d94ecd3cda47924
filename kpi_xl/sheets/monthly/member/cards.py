"""The four cards of a member, live: they follow the table when a person corrects it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.month.insight import Insight
from kpi_xl.attainment.report.model import MonthlyReport, Result
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.monthly.outlook.outcome_cards import bottleneck_card, day_card
from kpi_xl.sheets.monthly.outlook.running_month import Outlook, landing_card, probability_card
from kpi_xl.sheets.monthly.parts import formulas, wording
from kpi_xl.sheets.monthly.parts.aside import Aside, TrendArea
from kpi_xl.sheets.monthly.parts.cards import Card, Shown, figure
from kpi_xl.sheets.monthly.parts.figures import Figure, FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import change_value, percent, rate_text, shown, value_text
from kpi_xl.sheets.monthly.parts.table import ACTUAL, NAME, RATE, SIGN, TARGET, KpiTable, Limits
from kpi_xl.units import CHANGE_FORMAT


@dataclass(frozen=True)
class KeyFigures:
    """What the cards need beside the table."""

    overall: Figure
    lowest: Figure  #: of the KPIs below the KGI
    change: Figure  #: of the KGI vs last month
    before: str  #: the cell of last month's KGI


def write_key_figures(
    aside: Aside, row: int, result: Result, table: KpiTable, limits: Limits, trend: TrendArea, report: MonthlyReport
) -> KeyFigures:
    """Three rows: label, figure, sign."""
    lower_rates = [each.rate for each in result.rows[1:] if each.rate is not None]
    below = table.column(RATE, skip=1) if len(result.rows) > 1 else table.cell(RATE)
    has_below = len(result.rows) > 1
    lowest = f'=IF(COUNT({below})=0,"{NOTHING}",MIN({below}))' if has_below else f'="{NOTHING}"'
    before = result.trend[-2].actual if len(result.trend) > 1 else None
    change = formulas.change(table.cell(ACTUAL), trend.before) if len(result.trend) > 1 else f'="{NOTHING}"'
    write = FigureWriter(aside, limits, report.thresholds)
    return KeyFigures(
        write.rate(row, Text("平均達成率", "Average attainment"), formulas.overall(table.column(RATE)), result.overall),
        write.rate(row + 1, Text("最も低い達成率", "Lowest attainment"), lowest, min(lower_rates, default=None)),
        write.change(row + 2, _CHANGE, change, change_value(result.kgi.actual, before), result.kgi.kpi.direction),
        trend.before,
    )


_CHANGE = Text("前月比", "vs last month")


def member_cards(
    aside: Aside, result: Result, insight: Insight | None, table: KpiTable, figures: KeyFigures, outlook: Outlook | None,
    report: MonthlyReport,
) -> list[Card]:  # fmt: skip
    """Goal; where it is heading, or when it was made; how likely that is, or against last month; what costs most."""
    gaps = insight.gaps if insight else {}
    worst = bottleneck_card(aside, result, gaps) if gaps else _lowest_card(result, table, figures)
    if outlook is not None:
        middle = [landing_card(outlook, table), probability_card(outlook, table)]
    elif insight is not None:
        middle = [day_card(aside, insight, table, report), _change_card(result, figures, report)]
    else:
        middle = [_reached_card(result, table, figures), _change_card(result, figures, report)]
    return [kgi_card(result, table), *middle, worst]


def kgi_card(result: Result, table: KpiTable, caption: Text | None = None) -> Card:
    """The KGI's actual; its target, attainment and sign under it."""
    row, kpi = result.kgi, result.kgi.kpi
    words = Text("目標 ", "Target "), Text(" ・ 達成率 ", ", ")
    target, rate, sign = table.cell(TARGET), table.cell(RATE), table.cell(SIGN)
    formula = (
        f"={literal(str(words[0]))}&{value_text(target, kpi)}"
        f'&IF(ISNUMBER({rate}),{literal(str(words[1]))}&{rate_text(rate)}&" "&{sign},"")'
    )
    note = f"{words[0]}{shown(kpi, row.target)}"
    if row.rate is not None and row.status is not None:
        note += f"{words[1]}{percent(row.rate)} {row.status.value}"
    caption = caption or Text("{kgi}（KGI）", "{kgi} (KGI)").format(kgi=kpi.label)
    value, form = figure(kpi, row.actual, table.cell(ACTUAL))
    return Card(caption, value, Shown(note, formula), form, sign)


def _reached_card(result: Result, table: KpiTable, figures: KeyFigures) -> Card:
    """How many KPIs have ○."""
    signs, rates = table.column(SIGN), table.column(RATE)
    good, count = Status.GOOD.value, len(result.rows)
    formula = f'=IF(COUNT({rates})=0,"{NOTHING}",COUNTIF({signs},"{good}")&" / {count}")'
    reached = sum(row.status is Status.GOOD for row in result.rows)
    value = f"{reached} / {count}" if result.overall is not None else NOTHING
    words = Text("平均達成率（上限100%） ", "Average (capped at 100%) ")
    note = Shown(f"{words}{percent(result.overall)}", f"={literal(str(words))}&{rate_text(figures.overall.cell)}")
    return Card(Text("達成KPI", "KPIs on target"), Shown(value, formula), note, sign_cell=figures.overall.sign_cell)


def _change_card(result: Result, figures: KeyFigures, report: MonthlyReport) -> Card:
    """The KGI vs last month; a month that is not over gets no colour, and says so."""
    change, caption = figures.change, Text("前月比（KGI）", "KGI vs last month")
    value = Shown(change.value, f"={change.cell}")
    if len(result.trend) < 2 or result.trend[-2].actual is None:
        missing = Text("前月の記録なし", "No record of last month")
        return Card(caption, value, Shown(str(missing)), str(CHANGE_FORMAT))
    before, kpi = result.trend[-2], result.kgi.kpi
    month = f"{before.month.short_label} "
    partly = "" if report.is_complete else str(Text("（1か月分。今月は途中）", " (full month; this month is in progress)"))
    note_formula = f"={literal(month)}&{value_text(figures.before, kpi)}&{literal(partly)}"
    note = Shown(f"{month}{shown(kpi, before.actual)}{partly}", note_formula)
    return Card(caption, value, note, str(CHANGE_FORMAT), change.sign_cell if report.is_complete else "")


def _lowest_card(result: Result, table: KpiTable, figures: KeyFigures) -> Card:
    """The KPI furthest behind, by name."""
    caption = Text("達成率が最も低いKPI", "Lowest KPI")
    if len(result.rows) < 2:
        return Card(caption, Shown(NOTHING), Shown(str(wording.ONLY_KGI)))
    areas = table.column(NAME, skip=1), table.column(RATE, skip=1)
    return lowest_card(caption, figures.lowest, areas, result.worst.kpi.label if result.worst else "")


def lowest_card(caption: Text, lowest: Figure, areas: tuple[str, str], name: object, tail: Shown | None = None) -> Card:
    """The name that stands beside the lowest rate; *areas* are names and rates, *tail* follows the note."""
    is_number, good = f"ISNUMBER({lowest.cell})", Status.GOOD.value
    lookup = f"INDEX({areas[0]},MATCH({lowest.cell},{areas[1]},0))"
    named = f'IF({lowest.sign_cell}="{good}",{literal(str(wording.ALL_REACHED))},{lookup})'
    words, tail = str(Text("達成率 ", "Attainment ")), tail or Shown("")
    parts = [literal(words), rate_text(lowest.cell), '" "', lowest.sign_cell, *([tail.formula] if tail.formula else [])]
    value, note = NOTHING, NOTHING
    if lowest.value is not None:
        value = str(wording.ALL_REACHED) if lowest.sign == good else str(name)
        note = f"{words}{percent(lowest.value)} {lowest.sign}{tail.value}"
    return Card(
        caption,
        Shown(value, f'=IF({is_number},{named},"{NOTHING}")'),
        Shown(note, f'=IF({is_number},{"&".join(parts)},"{NOTHING}")'),
        sign_cell=lowest.sign_cell,
        small=True,
    )
