"""The four cards of a team, live."""

from __future__ import annotations

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import losing_block
from kpi_xl.language import Text
from kpi_xl.sheets.live.areas import beside, count_from, known
from kpi_xl.sheets.live.attainment import Limits
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import DASH, Live, Part, cell, choice, compared, filled, is_number, joined, number, text
from kpi_xl.sheets.monthly.member.cards import kgi_card, lowest_caption, lowest_card, lowest_of
from kpi_xl.sheets.monthly.outlook.outcome_cards import split_card
from kpi_xl.sheets.monthly.outlook.running_month import landing_card, probability_card
from kpi_xl.sheets.monthly.parts import formulas, looks, wording
from kpi_xl.sheets.monthly.parts.aside import Aside
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.figures import FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import ZERO
from kpi_xl.sheets.monthly.table.kpi_table import NAME, RATE, KpiTable
from kpi_xl.sheets.monthly.team.drawn import DrawnBlock, DrawnTeam
from kpi_xl.sheets.monthly.team.notes import goal_of_front
from kpi_xl.targets import Thresholds


def team_cards(aside: Aside, team: DrawnTeam, limits: Limits, month: MeasuredMonth) -> list[Card]:
    """Goal; where it is heading and how likely that is, or how many members are within reach; what costs most."""
    write, block = FigureWriter(aside, limits), losing_block(team.team, month.insights)
    insight = month.insights.of_block(block) if block else None
    split = insight.split if insight else None
    worst = split_card(aside, split, warns=True, whose=wording.whose(team.team, block)) if split else _weakest(write, team)
    return [_kgi(team), *(_heading(team) or _attaining(write, team, month.report.thresholds)), worst]


def _heading(team: DrawnTeam) -> list[Card]:
    """Landing and probability of the KGI that stands for the team; none of a month that is over."""
    front = team.front
    if front is None or front.outlook is None:
        return []
    return [landing_card(front.outlook, front.table), probability_card(front.outlook, front.table)]


def _attaining(write: FigureWriter, team: DrawnTeam, thresholds: Thresholds) -> list[Card]:
    return [_within_reach(write, team, thresholds), _reached(team, write.limits)]


def _kgi(team: DrawnTeam) -> Card:
    front = team.front
    if front is None:
        return Card(text("KGI"), DASH, DASH)
    return kgi_card(front.table, goal_of_front(team.team, front.table.kpis[0]))


def _within_reach(write: FigureWriter, team: DrawnTeam, thresholds: Thresholds) -> Card:
    """The share of members whose mean attainment is at the fair threshold or above."""
    words = Text("平均達成率{fair}以上のメンバー", "Members averaging {fair} or more")
    caption, fair = text(words.format(fair=wording.whole_percent(thresholds.fair))), write.limits.fair
    if not team.blocks:
        return Card(caption, DASH, DASH)
    share = write.rate(write.aside.take(1), _SHARE, formulas.share_from(team.overalls, fair))
    everybody = known(team.overalls)
    members = choice(compared(everybody, "=", number(1)), Text("", " member"), Text("", " members"))
    note = filled(_WITHIN, everybody=everybody, some=count_from(team.overalls, fair), members=members)
    return Card(caption, percent(share.value), note, share.sign)


_SHARE = Text("平均達成率が基準以上の割合", "Share at or above the threshold")
_WITHIN = Text("目標のある{everybody}名のうち{some}名", "{some} of {everybody}{members} with targets")


def _reached(team: DrawnTeam, limits: Limits) -> Card:
    """How many members reached their KGI."""
    caption, everybody = text(Text("KGIを達成したメンバー", "Members who hit their KGI")), known(team.kgis)
    if not team.blocks:
        return Card(caption, DASH, DASH)
    reached = joined(count_from(team.kgis, limits.good), " / ", everybody, Text("名", ""))
    unplanned = sum(not member.is_planned for member in team.team.members)
    note = Text("KGIの判定が○の人数", "KGI status ○")
    if unplanned:
        left_out = Text("計画に未登録の{people}を除く", "excludes {people} not in the plan")
        note = left_out.format(people=wording.people(unplanned))
    return Card(caption, choice(compared(everybody, "=", ZERO), DASH, reached), text(note))


def _weakest(write: FigureWriter, team: DrawnTeam) -> Card:
    """The KPI of the team's totals that lags most; of a manager of several teams, whose sheet has no totals, of his or her own."""
    is_running = any(block.table.running for block in team.blocks)
    if team.team.is_of_several:
        return _weakest_of_the_manager(write, team.leads[0].table)
    blocks = [block for block in team.blocks if len(block.block.total.rows) > 1]
    if not blocks:
        return Card(text(lowest_caption(is_running)), DASH, text(wording.ONLY_KGI))
    row = write.aside.take(len(blocks))
    columns = zip(*(_write_lowest(write.aside, place, block) for place, block in enumerate(blocks, start=row)), strict=True)
    roles, rates, names = map(write.aside.span, columns)
    figure = write.rate(write.aside.take(1), Text("最も低い値", "Lowest"), lowest_of(rates))
    role: Part = joined(wording.dotted(["", ""]), beside(figure.value, rates, roles)) if len(blocks) > 1 else ""
    goal = blocks[0].table if len(blocks) == 1 else None
    return lowest_card(is_running, figure, names, rates, goal, role)


def _weakest_of_the_manager(write: FigureWriter, table: KpiTable) -> Card:
    """Below the KGI."""
    names, rates = table.column(NAME, skip=1), table.column(RATE, skip=1)
    figure = write.rate(write.aside.take(1), Text("最も低い値", "Lowest"), lowest_of(rates))
    return lowest_card(table.running is not None, figure, names, rates, table)


def _write_lowest(aside: Aside, row: int, block: DrawnBlock) -> tuple[Live, Live, Live]:
    """The cells of a role, its lowest attainment below the KGI, that KPI's name."""
    rates, names = (block.column(col, skip=1) for col in (RATE, NAME))
    role = aside.sheet.placed(row, aside.col, text(block.block.total.role.title), looks.ASIDE)
    rate = aside.sheet.placed(row, aside.col + 1, lowest_of(rates), looks.aside_style(looks.RATE_FORMAT))
    here = cell(aside.sheet.a1(row, aside.col + 1), lowest_of(rates).value)
    name = choice(is_number(here), beside(here, rates, names), DASH)
    return role, rate, aside.sheet.placed(row, aside.col + 2, name, looks.ASIDE)
