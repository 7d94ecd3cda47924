"""The four cards of a team, live."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import losing_block
from kpi_xl.attainment.report.rates import Status, share_attaining, status_of
from kpi_xl.language import Text, counted, spoken
from kpi_xl.sheets.canvas import NOTHING
from kpi_xl.sheets.formula_texts import literal
from kpi_xl.sheets.monthly.member.cards import kgi_card, lowest_card
from kpi_xl.sheets.monthly.outlook.outcome_cards import bottleneck_card
from kpi_xl.sheets.monthly.outlook.running_month import landing_card, probability_card
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card, Shown
from kpi_xl.sheets.monthly.parts.figures import FigureWriter
from kpi_xl.sheets.monthly.parts.table import NAME, RATE, Limits
from kpi_xl.sheets.monthly.team.drawn import DrawnBlock, DrawnTeam

SHARE_FORMAT = "0.0%"


def team_cards(aside: Aside, team: DrawnTeam, limits: Limits, month: MeasuredMonth) -> list[Card]:
    """Goal; where it is heading and how likely that is, or how many members are within reach; what costs most."""
    write, block = FigureWriter(aside, limits, month.report.thresholds), losing_block(team.team, month.insights)
    insight = month.insights.of_block(block) if block else None
    gaps = insight.gaps if insight else {}
    worst = bottleneck_card(aside, block.total, gaps) if block and gaps else _weakest(write, team)
    return [_kgi(team), *(_heading(team) or _attaining(write, team, limits)), worst]


def _heading(team: DrawnTeam) -> list[Card]:
    """Landing and probability of the KGI that stands for the team; none of a month that is over."""
    front = team.front
    if front is None or front.outlook is None:
        return []
    return [landing_card(front.outlook, front.table), probability_card(front.outlook, front.table)]


def _attaining(write: FigureWriter, team: DrawnTeam, limits: Limits) -> list[Card]:
    return [_within_reach(write, team), _reached(team, limits)]


def _kgi(team: DrawnTeam) -> Card:
    front = team.front
    if front is None:
        return Card(Text("KGI", "KGI"), Shown(NOTHING), Shown(NOTHING))
    own, total = Text("{kgi}（KGI）", "{kgi} (KGI)"), Text("{kgi}（KGI・チーム計）", "{kgi} (KGI, team total)")
    words = own if team.leads else total
    return kgi_card(front.result, front.table, words.format(kgi=front.result.kgi.kpi.label))


def _within_reach(write: FigureWriter, team: DrawnTeam) -> Card:
    """The share of members whose mean attainment is at the fair threshold or above."""
    fair = write.thresholds.fair
    words = Text("平均達成率{fair}以上のメンバー", "Members averaging {fair} or more")
    caption = words.format(fair=wording.whole_percent(fair))
    known = _known([member.overall for member in team.team.members])
    if not team.blocks:
        return Card(caption, Shown(NOTHING), Shown(NOTHING))
    formula = formulas.share_from(team.overalls, write.limits.fair)
    figure = write.rate(write.aside.take(1), _SHARE, formula, share_attaining(known, fair))
    within = sum(status_of(rate, write.thresholds) is not Status.POOR for rate in known)
    counted, everybody = formulas.count_from(team.overalls, write.limits.fair), formulas.count_all(team.overalls)
    note = _of_members(within, len(known), counted, everybody)
    return Card(caption, Shown(figure.value, f"={figure.cell}"), note, SHARE_FORMAT, figure.sign_cell)


def _of_members(some: int, everybody: int, some_formula: str, everybody_formula: str) -> Shown:
    """目標のある4名のうち3名, as text."""
    if spoken() == "ja":
        formula = f'="目標のある"&({everybody_formula})&"名のうち"&({some_formula})&"名"'
        return Shown(f"目標のある{everybody}名のうち{some}名", formula)
    members = f'IF(({everybody_formula})=1," member"," members")'
    formula = f'=({some_formula})&" of "&({everybody_formula})&{members}&" with targets"'
    return Shown(f"{some} of {counted(everybody, 'member')} with targets", formula)


_SHARE = Text("平均達成率が基準以上の割合", "Share at or above the threshold")


def _reached(team: DrawnTeam, limits: Limits) -> Card:
    """How many members reached their KGI."""
    caption = Text("KGIを達成したメンバー", "Members who hit their KGI")
    known = [member.kgi for member in team.team.members if member.kgi.rate is not None]
    if not team.blocks:
        return Card(caption, Shown(NOTHING), Shown(NOTHING))
    good, everybody = formulas.count_from(team.kgis, limits.good), formulas.count_all(team.kgis)
    unit = str(Text("名", ""))
    formula = f'=IF(({everybody})=0,"{NOTHING}",({good})&" / "&({everybody})&{literal(unit)})'
    reached = sum(row.status is Status.GOOD for row in known)
    value = f"{reached} / {len(known)}{unit}" if known else NOTHING
    unplanned = sum(not member.is_planned for member in team.team.members)
    note = Text("KGIの判定が○の人数", "KGI status ○")
    if unplanned:
        left_out = Text("計画に未登録の{people}を除く", "excludes {people} not in the plan")
        note = left_out.format(people=wording.people(unplanned))
    return Card(caption, Shown(value, formula), Shown(str(note)))


def _weakest(write: FigureWriter, team: DrawnTeam) -> Card:
    """The KPI of the team's totals that lags most."""
    caption = Text("達成率が最も低いKPI", "Lowest KPI of the team")
    blocks = [block for block in team.blocks if len(block.block.total.rows) > 1]
    if not blocks:
        return Card(caption, Shown(NOTHING), Shown(str(wording.ONLY_KGI)))
    aside, row = write.aside, write.aside.take(len(blocks))
    lows = [_write_lowest(aside, place, block) for place, block in enumerate(blocks, start=row)]
    roles, rates, names = (aside.span(row, offset, len(blocks)) for offset in range(3))
    known = [low for low in lows if low.rate is not None]
    low = min(known, key=lambda low: low.rate or 0.0, default=lows[0])
    figure = write.rate(aside.take(1), Text("最も低い達成率", "Lowest attainment"), _lowest_of(rates), low.rate)
    lookup = f"INDEX({roles},MATCH({figure.cell},{rates},0))"
    role = Shown(wording.dotted(["", low.role]), f"{literal(wording.dotted(['', '']))}&{lookup}") if len(blocks) > 1 else None
    return lowest_card(caption, figure, (names, rates), low.name, role)


@dataclass(frozen=True)
class _Low:
    """A role's lowest attainment below its KGI."""

    role: str
    rate: float | None
    name: str


def _write_lowest(aside: Aside, row: int, block: DrawnBlock) -> _Low:
    """Role, lowest rate, that KPI's name."""
    table, result = block.table, block.block.total
    known = [each for each in result.rows[1:] if each.rate is not None]
    worst = min(known, key=lambda each: each.rate or 0.0, default=None)
    low = _Low(str(result.role.title), worst.rate if worst else None, str(worst.kpi.label) if worst else NOTHING)
    rates, rate_cell = table.column(RATE, skip=1), aside.sheet.a1(row, aside.col + 1)
    name = f'=IF(ISNUMBER({rate_cell}),INDEX({table.column(NAME, skip=1)},MATCH({rate_cell},{rates},0)),"{NOTHING}")'
    aside.sheet.text(row, aside.col, low.role, looks.ASIDE)
    aside.sheet.formula(row, aside.col + 1, _lowest_of(rates), low.rate, looks.aside_style(looks.RATE_FORMAT))
    aside.sheet.formula(row, aside.col + 2, name, low.name, looks.ASIDE)
    return low


def _lowest_of(area: str) -> str:
    return f'=IF(COUNT({area})=0,"{NOTHING}",MIN({area}))'


def _known(rates: Iterable[float | None]) -> list[float]:
    return [rate for rate in rates if rate is not None]
