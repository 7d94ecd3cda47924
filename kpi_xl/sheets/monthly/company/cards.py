"""The four headline figures of a company, live."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.company.model import CompanyMonth, TeamStanding
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text, counted
from kpi_xl.sheets.live.figures import percent
from kpi_xl.sheets.live.values import (
    DASH,
    Live,
    all_of,
    cell,
    choice,
    compared,
    difference,
    filled,
    is_number,
    joined,
    number,
    quotient,
    text,
)
from kpi_xl.sheets.monthly.company.flow_figures import ShownFlow
from kpi_xl.sheets.monthly.company.points import cut_words, goal_label
from kpi_xl.sheets.monthly.company.teams import TeamsTable
from kpi_xl.sheets.monthly.company.year import ShownPeriod
from kpi_xl.sheets.monthly.outlook.running_month import CHANCE_PLACES, chance_text, likelihood
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.amounts import amount, bare, money, told, with_sign
from kpi_xl.sheets.monthly.parts.cards import Card
from kpi_xl.sheets.monthly.parts.figures import FigureWriter
from kpi_xl.sheets.monthly.parts.formulas import percent as percent_words
from kpi_xl.sheets.monthly.parts.formulas import rounded_to
from kpi_xl.units import Unit


@dataclass(frozen=True)
class CompanyCards:
    """What the cards read."""

    company: CompanyMonth
    report: MonthlyReport
    write: FigureWriter
    table: TeamsTable
    flow: ShownFlow | None
    year: ShownPeriod

    def cards(self) -> list[Card]:
        """Goal; where it is heading and how likely that is, or gap and year to date; where the flow breaks."""
        middle = [self._gap(), self._to_date()] if self.report.is_complete else [self._landing(), self._chance()]
        return [self._kgi(), *middle, self._cut() if self.flow else self._furthest_behind()]

    def _kgi(self) -> Card:
        shown = self.table.company
        caption = filled(_GOAL, label=str(goal_label(self.company)), target=amount(shown.target, self.company.unit))
        if self.report.is_complete:
            note = joined(Text("達成率", "Attainment "), percent(shown.pace))
        else:
            note = filled(_BY_NOW, due=amount(shown.due, self.company.unit), rate=percent(shown.pace))
        known = choice(is_number(shown.pace), note, wording.NOTHING_TO_COMPARE)
        return Card(caption, amount(shown.actual, self.company.unit), known, shown.sign)

    # --- of a month that is not over ---

    def _landing(self) -> Card:
        landing, shown = self.company.outlook.known, self.table.company
        if landing is None:
            return Card(text(_LANDING), DASH, text(_NOT_FORETOLD))
        aside = self.write.aside
        row = aside.take(3)
        middle, low, high = (
            aside.sheet.placed(row + place, aside.col + 1, number(rounded_to(told(value, self.company.unit) or 0.0, 0)), looks.aside_style("#,##0"))
            for place, value in enumerate((landing.middle, landing.low, landing.high))
        )
        for place, words in enumerate((_LANDING, _LOW, _HIGH)):
            aside.sheet.text(row + place, aside.col, words, looks.ASIDE)
        against = choice(all_of(is_number(shown.target), compared(shown.target, ">", number(0))), quotient(middle, shown.target), DASH)
        reached = self.write.rate(aside.take(1), Text("着地見込みの達成率", "Forecast against target"), against)
        gap = choice(is_number(shown.target), joined(_GAP_TO_TARGET, with_sign(difference(middle, shown.target))), "")
        note = joined(filled(_RANGE, low=bare(low), high=bare(high)), gap)
        return Card(text(_LANDING_BY_PACE if landing.is_pace else _LANDING), amount(middle, self.company.unit), note, reached.sign)

    def _chance(self) -> Card:
        outlook, aside = self.company.outlook, self.write.aside
        known = None if outlook.probability is None else round(outlook.probability, CHANCE_PLACES)
        row = aside.take(1)
        aside.sheet.text(row, aside.col, _CHANCE, looks.ASIDE)
        aside.sheet.number(row, aside.col + 1, known, looks.aside_style("0%"))
        chance = cell(aside.sheet.a1(row, aside.col + 1, fixed=True), known)
        sign = aside.sheet.placed(row, aside.col + 2, likelihood(chance), looks.ASIDE_CENTRE)
        left = self.report.working_days - self.report.elapsed_days
        note = _LEFT.format(days=left, days_left=counted(left, "working day"))
        needed = outlook.needed_per_day
        words: Live = text(note)
        if needed is not None and left:
            amount = rounded_amount(needed, self.company.unit)
            words = text((_PER_DAY if needed else _MADE).format(left=note, amount=amount))
        return Card(text(_CHANCE), chance_text(chance), words, sign)

    # --- of a month that is over ---

    def _gap(self) -> Card:
        shown = self.table.company
        gap = choice(is_number(shown.pace), difference(shown.actual, shown.target), DASH)
        row = self.write.aside.take(1)
        self.write.aside.sheet.text(row, self.write.aside.col, _GAP, looks.ASIDE)
        held = self.write.aside.sheet.placed(row, self.write.aside.col + 1, gap, looks.aside_style("#,##0"))
        return Card(text(_GAP), amount(held, self.company.unit, sign=True), text(self._parts()))

    def _parts(self) -> Text | str:
        """New and existing business against their plans."""
        parts = [(words, part) for words, part in ((_NEW, self.company.new), (_EXISTING, self.company.existing)) if part and part.rate is not None]
        return wording.spaced(f"{words}{percent_words(part.rate)}" for words, part in parts)

    def _to_date(self) -> Card:
        year = self.year
        actual, due = (amount(each, self.company.unit) for each in (year.actual, year.due))
        note = choice(is_number(year.pace), filled(_OF_PLAN, actual=actual, due=due), wording.NOTHING_TO_COMPARE)
        return Card(text(_YEAR), percent(year.pace), note, year.sign)

    # --- where it breaks ---

    def _cut(self) -> Card:
        assert self.flow is not None
        flow, caption = self.flow.flow, text(_CUT)
        place = self.company.breaks
        if place:
            shown = next(each for each in self.flow.links if each.link is place.link)
            total = money(self.flow.total, sign=True)
            tail = filled(_OF_GAP, total=total, share=str(_TENTHS.format(tenths=round(10 * place.share), percent=f"{place.share:.0%}")))
            note = joined(_EFFECT, money(shown.effect, sign=True), tail if place.share <= 1 else filled(_OF_MORE, total=total))
            return Card(caption, text(cut_words(place.link, flow.stages)), note, warns=True)
        if flow.is_short:
            return Card(caption, DASH, text(_TOO_FEW))
        strength = flow.strength
        if strength is None:
            return Card(caption, text(_NOWHERE), text(""))
        shown = next(each for each in self.flow.links if each.link is strength)
        return Card(caption, text(_NOWHERE), joined(_STRENGTH, f"{strength.label} ", money(shown.effect, sign=True)))

    def _furthest_behind(self) -> Card:
        """Without a company's plan: the team with the lowest pace."""
        caption = text(_LOWEST_OVER if self.report.is_complete else _LOWEST)
        found = [(each.kgi.pace, each) for each in self.company.teams if each.kgi.pace is not None]
        if not found:
            return Card(caption, DASH, text(wording.NOTHING_TO_COMPARE))
        pace, team = min(found, key=lambda pair: pair[0])
        is_poor = team.kgi.status is Status.POOR
        return Card(caption, text(wording.team_name(team.team)), text(_of_team(team, pace)), warns=is_poor)


def rounded_amount(value: float, unit: Unit) -> str:
    """What a day needs: of counts a decimal."""
    live = number(told(value, unit) or 0.0)
    return str((money(live) if unit is Unit.YEN else bare(live, 1)).value)


def _of_team(team: TeamStanding, pace: float) -> Text:
    return _TEAM.format(role=team.role.label, pace=percent_words(pace))


_GOAL = Text("{label}（KGI {target}）", "{label} (KGI {target})")
_BY_NOW = Text("今日までの目標{due}に対し{rate}", "{rate} of {due} due by now")
_LANDING, _LANDING_BY_PACE = Text("着地見込み", "Month-end forecast"), Text("着地見込み（ペース換算）", "Forecast (at this pace)")
_LOW, _HIGH = Text("8割の幅の下", "80% range from"), Text("8割の幅の上", "80% range to")
_RANGE = Text("8割の幅 {low}〜{high}", "80% range {low} to {high}")
_GAP_TO_TARGET = Text("　目標との差 ", "   Gap ")
_NOT_FORETOLD = Text("過去の記録が少なく算出なし", "Too little history for a forecast")
_CHANCE = Text("達成確率", "Chance of hitting target")
_LEFT = Text("残り{days}稼働日", "{days_left} left")
_MADE = Text("{left}、目標は達成済み", "{left}, target made")
_PER_DAY = Text("{left}、1日あたり{amount}", "{left}, per day: {amount}")
_GAP = Text("目標との差", "Gap to target")
_NEW, _EXISTING = Text("新規 ", "New "), Text("既存 ", "Existing ")
_YEAR, _OF_PLAN = Text("年度累計の達成率", "Fiscal year to date"), Text("計画{due}に対し{actual}", "{actual} of {due} planned")
_CUT = Text("切れているところ", "Where it breaks")
_EFFECT = Text("売上への影響 ", "Effect on revenue ")
_OF_GAP = Text("（新規の差{total}の{share}）", " ({share} of the gap of {total})")
_OF_MORE = Text("（新規の差は{total}）", " (new-business gap {total})")
_TENTHS = Text("{tenths}割", "{percent}")
_TOO_FEW = Text("件数が少なく判断できない", "Too few cases to tell")
_NOWHERE, _STRENGTH = Text("なし", "None"), Text("強み：", "Strength: ")
_LOWEST, _LOWEST_OVER = Text("ペース比が最も低いチーム", "Lowest pace"), Text("達成率が最も低いチーム", "Lowest attainment")
_TEAM = Text("{role} {pace}", "{role}, {pace}")
