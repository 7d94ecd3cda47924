"""What is said of a company's month: where it is heading, where its flow breaks, what that is worth. The meeting's text says the same."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.attainment.company.flow import HANDOVERS, RECEIVED, Flow, FlowLink, FlowStage
from kpi_xl.attainment.company.model import CompanyMonth
from kpi_xl.attainment.month.insight import shown_probability
from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import Text
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.sheets.monthly.parts.amounts import in_words
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.units import Unit

MOST_TEAMS = 4


def company_points(company: CompanyMonth, report: MonthlyReport) -> list[Text]:
    """At most three sentences."""
    behind = break_sentences(company) if company.flow else [_lowest(company, report)]
    found = [goal_sentence(company, report), *behind, _year(company)]
    return [each for each in found if each][:3]


def _lowest(company: CompanyMonth, report: MonthlyReport) -> Text | None:
    """Without a company's plan: the team that is furthest behind."""
    found = [(each.kgi.pace, each) for each in company.teams if each.kgi.pace is not None and each.kgi.pace < 1]
    if not found:
        return None
    pace, team = min(found, key=lambda pair: pair[0])
    words = _LOWEST_OVER if report.is_complete else _LOWEST
    return words.format(team=wording.team_name(team.team), role=team.role.label, rate=percent(pace))


def _year(company: CompanyMonth) -> Text | None:
    """The fiscal year to date, where it is more than the month."""
    year, month = company.course.periods[-1].standing, company.course.periods[0].standing
    if year.pace is None or year.gap is None or year.due == month.due:
        return None
    return (_YEAR_SHORT if year.gap < 0 else _YEAR_AHEAD).format(rate=percent(year.pace), gap=in_words(abs(year.gap), company.unit))


def goal_sentence(company: CompanyMonth, report: MonthlyReport) -> Text | None:
    """Where the month is heading; of one that is over, what it came to. None without a target."""
    kgi = company.kgi
    if report.is_complete:
        return _result(company)
    landing = company.outlook.known
    if landing is None:
        return None
    middle, low, high = (in_words(each, company.unit) for each in (landing.middle, landing.low, landing.high))
    words = {"middle": middle, "low": low, "high": high, "pace": _BY_PACE if landing.is_pace else ""}
    if kgi.target is None or company.outlook.probability is None:
        return _HEADING_ALONE.format(**words)
    chance, gap = shown_probability(company.outlook.probability), landing.middle - kgi.target
    return (_HEADING_SHORT if gap < 0 else _HEADING).format(gap=in_words(abs(gap), company.unit), chance=chance, **words)


def _result(company: CompanyMonth) -> Text | None:
    kgi = company.kgi
    if kgi.target is None or kgi.actual is None or kgi.rate is None:
        return None
    words = _SHORT if kgi.actual < kgi.target else _REACHED
    actual, target, gap = (in_words(each, company.unit) for each in (kgi.actual, kgi.target, abs(kgi.actual - kgi.target)))
    return words.format(label=goal_label(company), actual=actual, target=target, gap=gap, rate=percent(kgi.rate))


def goal_label(company: CompanyMonth) -> Text:
    """What the company's goal counts."""
    return company.kpi.label if company.kpi else _REVENUE


def break_sentences(company: CompanyMonth) -> list[Text]:
    """Where the flow breaks; then the team whose hand-over does, or what the month would come to were the step as planned."""
    flow, place = company.flow, company.breaks
    if flow is None:
        return []
    found = [_break(flow, place.link, place.missing)] if place else _strength(flow)
    handover = _handover(company, place.link.id if place else "")
    if handover:
        found.append(handover)
    elif place and place.landing is not None:
        found.append(_WERE_IT.format(amount=in_words(place.landing)))
    return found


def _break(flow: Flow, link: FlowLink, missing: Mapping[str, float]) -> Text:
    """By how much new business is short, the step that costs most, and what is missing in which team, the most first."""
    cut, yen = cut_words(link, flow.stages), in_words(abs(link.yen))
    goal = flow.stages[0].standing
    short = _SHORT_OF if goal.due == goal.target else _SHORT_BY_NOW
    words = {"gap": short.format(gap=in_words(abs(flow.total))), "place": cut, "yen": yen, "lane": _lane(flow, link)}
    stage = flow.stage(link.after)
    if not missing or stage is None:
        return _BREAK.format(**words)
    most = sorted(missing.items(), key=lambda pair: -pair[1])[:MOST_TEAMS]
    said = [(wording.team_name(team), stage.unit.in_words(count)) for team, count in most if round(count)]
    if not said:
        return _BREAK.format(**words)
    teams = Text("、".join(f"{team}{count.ja}" for team, count in said), ", ".join(f"{team} {count.en}" for team, count in said))
    return _BREAK_IN.format(stage=stage.label, teams=teams, **words)


def _lane(flow: Flow, link: FlowLink) -> Text:
    """Of a step with lanes, the one that costs most, and by what."""
    found = link.costliest
    stage = flow.stage(found[0].id) if found else None
    if found is None or stage is None:
        return _NOTHING
    return (_BY_RATE if found[1] else _BY_NUMBER).format(lane=stage.label)


def _strength(flow: Flow) -> list[Text]:
    """Of those who are not short."""
    link = flow.strength
    return [_STRENGTH.format(place=cut_words(link, flow.stages), yen=in_words(link.yen))] if link else []


def _handover(company: CompanyMonth, said: str) -> Text | None:
    """The team whose work stays behind where one role hands it to the next, where that is not *said* already."""
    for team, link in company.broken_handovers:
        flow = company.flow_of(team)
        if link.id != said and flow and link.actual is not None and link.planned is not None:
            return _HANDOVER.format(
                team=wording.team_name(team), place=cut_words(link, flow.stages), actual=percent(link.actual), planned=percent(link.planned),
                missing=Unit.COUNT.in_words(link.missing), yen=in_words(abs(link.yen)),
            )  # fmt: skip
    return None


def cut_words(link: FlowLink, stages: tuple[FlowStage, ...]) -> Text:
    """引き渡し→商談: the stages between which a step lies; its own name where it is of price or of number alone."""
    labels = {stage.id: stage.label for stage in stages}
    labels |= {RECEIVED: labels[HANDOVERS]} if HANDOVERS in labels else {}
    if link.id == "unit_price" or link.before not in labels or link.after not in labels:
        return link.label
    return Text("{before}→{after}", "{before} → {after}").format(before=labels[link.before], after=labels[link.after])


_REVENUE = Text("売上", "Revenue")
_LOWEST = Text("ペース比が最も低いのは{team}の{role}で、{rate}です。", "The lowest pace is that of {team}, {role}: {rate}.")
_LOWEST_OVER = Text("達成率が最も低いのは{team}の{role}で、{rate}です。", "The lowest attainment is that of {team}, {role}: {rate}.")
_YEAR_SHORT = Text("年度の累計は計画の{rate}で、{gap}足りません。", "The fiscal year stands at {rate} of its plan to date, {gap} short.")
_YEAR_AHEAD = Text("年度の累計は計画の{rate}で、{gap}上回っています。", "The fiscal year stands at {rate} of its plan to date, {gap} ahead.")
_BY_PACE = Text("（ペース換算）", " (at this pace)")
_HEADING = Text(
    "着地見込みは{middle}{pace}で、目標を{gap}上回ります。達成確率は{chance}です。",
    "The month is forecast at {middle}{pace}, {gap} above target; the chance of hitting it is {chance}.",
)
_HEADING_SHORT = Text(
    "着地見込みは{middle}{pace}で、目標に{gap}届きません。達成確率は{chance}です。",
    "The month is forecast at {middle}{pace}, {gap} below target; the chance of hitting it is {chance}.",
)
_HEADING_ALONE = Text(
    "着地見込みは{middle}{pace}で、80%の確率で{low}〜{high}に収まります。",
    "The month is forecast at {middle}{pace}, with 80% between {low} and {high}.",
)
_REACHED = Text(
    "{label}は{actual}で、目標{target}を{gap}上回りました（{rate}）。",
    "{label} came to {actual}, {gap} above the target of {target} ({rate}).",
)
_SHORT = Text(
    "{label}は{actual}で、目標{target}に{gap}届きませんでした（{rate}）。",
    "{label} came to {actual}, {gap} below the target of {target} ({rate}).",
)
_NOTHING = Text("", "")
_BY_RATE = Text("主に{lane}からの率。", "mostly the rate from {lane}; ")
_BY_NUMBER = Text("主に{lane}の件数。", "mostly the number of {lane}; ")
_SHORT_OF = Text("{gap}足りず", "{gap} short")
_SHORT_BY_NOW = Text("ここまでの目安に{gap}足りず", "{gap} short of what is due by now")
_BREAK = Text(
    "新規は{gap}、{place}で切れています（{lane}この段階だけで{yen}）。",
    "New business is {gap} and breaks at {place} ({lane}{yen} at this step alone).",
)
_BREAK_IN = Text(
    "新規は{gap}、{place}で切れています（{lane}この段階だけで{yen}。足りない{stage}：{teams}）。",
    "New business is {gap} and breaks at {place} ({lane}{yen} at this step alone; {stage} missing: {teams}).",
)
_STRENGTH = Text("新規の流れを最も押し上げているのは{place}で、{yen}です。", "New business is carried most by {place}: {yen} of revenue.")
_HANDOVER = Text(
    "{team}は{place}が{actual}で、前提の{planned}を下回っています（不足{missing}、売上への影響{yen}）。",
    "{team}: {place} is at {actual} against {planned} planned ({missing} missing, {yen} of revenue).",
)
_WERE_IT = Text("ここが前提どおりだったなら、着地見込みは{amount}でした。", "Had this step gone as planned, the forecast would be {amount}.")
