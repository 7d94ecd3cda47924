"""What a manager should know beside the figures: whom to help first, who stands out, what the goal takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.attainment.diagnosis.adoption import first_kpis
from kpi_xl.attainment.diagnosis.capacity import Coverage
from kpi_xl.attainment.diagnosis.spread import MemberSpread
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.next_month import ActivityNeeded
from kpi_xl.attainment.forecast.open.later import LaterDeals
from kpi_xl.attainment.month.insight import Insight, ReportInsights, shown_probability
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.team_outlook import (
    PROMISED,
    GoalPlan,
    Heads,
    costs_most,
    coverage,
    goal_plan,
    heads_needed,
    losing_block,
    members_in_need,
    outliers,
)
from kpi_xl.attainment.report.few import are_few
from kpi_xl.attainment.report.model import RoleBlock, TeamResult
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text, counted, spoken
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.canvas import Canvas
from kpi_xl.sheets.monthly.forecast.whose import TITLE as FORECASTS
from kpi_xl.sheets.monthly.forecast.whose import followed_team
from kpi_xl.sheets.monthly.outlook.split_words import split_sentence, yen
from kpi_xl.sheets.monthly.parts import looks, wording
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.sheets.monthly.parts.header import draw_section
from kpi_xl.sheets.monthly.parts.wording import person, whole_percent
from kpi_xl.sheets.monthly.team.lead_notes import lead_lines
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Note:
    """A line: what it is about, and a sentence."""

    about: str
    sentence: str


def team_notes(team: TeamResult, month: MeasuredMonth) -> list[Note]:
    """At most three members in need, then outliers, coverage, the chance of the goal, heads, lead time."""
    if not any(month.insights.of(member) for member in team.members):
        return []
    lead = (Note(str(about), str(sentence)) for about, sentence in lead_lines(team, month))
    return [*_no_landing(team, month), *_in_need(team, month), *_outliers(team, month), *_goal(team, month), *lead, *_no_page(team, month)]


def draw_team_notes(sheet: Canvas, row: int, notes: list[Note]) -> int:
    """Draw the lines under a heading; the next free row."""
    draw_section(sheet, row, _TITLE, looks.LAST_COL, wording.POINTS_NOTE)
    for at, note in enumerate(notes, start=row + 1):
        sheet.merged(at, looks.NAME_COL, looks.NAME_COL + 1, note.about, looks.LABEL_BOLD)
        sheet.merged(at, looks.NAME_COL + 2, looks.LAST_COL, note.sentence, looks.LABEL)
    sheet.sheet.set_row(row + 1 + len(notes), looks.SPACE)
    return row + 2 + len(notes)


def _in_need(team: TeamResult, month: MeasuredMonth) -> Iterator[Note]:
    for each in members_in_need(team, month.insights):
        words = _AT_END if month.report.is_complete else _HEADING if each.is_forecast else _BY_NOW
        rate = words.format(kgi=each.result.kgi.kpi.label, rate=percent(each.expected_rate))
        yield Note(person(each.result.name, 24), f"{rate}{_SENTENCE.format(sentence=each.advice.text)}")


def _outliers(team: TeamResult, month: MeasuredMonth) -> Iterator[Note]:
    for block in team.blocks:
        outlying = outliers(block, month)
        if outlying:
            members = _joined(_standing(each.spread) for each in outlying)
            yield Note(str(_OUTLIERS), str(_OUTLIERS_OF.format(kpi=outlying[0].kpi.label, members=members)))


def _standing(each: MemberSpread) -> str:
    return str(
        _STANDS.format(
            name=wording.addressed(each.member), rate=percent(each.rate), count=each.trials, others=percent(each.others_rate),
            standing=each.standing.label,
        )
    )  # fmt: skip


def _goal(team: TeamResult, month: MeasuredMonth) -> Iterator[Note]:
    covered = coverage(team.led)
    if covered is not None:
        yield Note(str(_COVERAGE), _coverage(covered))
    later = month.later_of(team.members)
    if later.deals:
        yield Note(str(LATER), str(later_in_words(later, month.report.month)))
    block = losing_block(team, month.insights)
    if block is None:
        return
    plan, heads = goal_plan(block, month.insights), heads_needed(block, month)
    if plan is not None:
        yield Note(str(_CHANCE), str(_of_role(team, block, _chance(plan))))
    yield Note(str(_FIRST), _first_kpis(block, month.insights.of_block(block)))
    if (heads is not None and not month.report.is_complete) or (heads is not None and heads.missing):
        yield Note(str(_HEADS), str(_of_role(team, block, _heads(heads))))


def later_in_words(later: LaterDeals, month: Month) -> Text:
    """How many deals are to close after *month*, and how much they are worth."""
    return _LATER.format(month=month.next.label, deals=f"{later.deals:,}", open=counted(later.deals, "open deal"), amount=yen(later.amount))


def _coverage(covered: Coverage) -> str:
    """The multiple is the KPI's, told as its row tells it."""
    if covered.times is None:
        return str(_NOTHING_LEFT)
    words = _ENOUGH if not covered.missing else _SHORT
    yens = {"pipeline": yen(covered.pipeline), "left": yen(covered.left), "missing": yen(covered.missing)}
    return str(words.format(**yens, times=Unit.RATIO.in_words(covered.times), wanted=f"{covered.wanted:g}"))


def _chance(plan: GoalPlan) -> str:
    parts = {
        "stage": plan.needed.outcome.stage.label, "activity": _tried(plan.needed), "goal": f"{plan.goal:,}",
        "plain": f"{exact_sum(plan.plain.trials):,}", "chance": shown_probability(plan.plain.probability),
    }  # fmt: skip
    if plan.safe is None:
        return str(_UNSAFE.format(**parts, promised=whole_percent(PROMISED)))
    plain, safe = exact_sum(plan.plain.trials), exact_sum(plan.safe.trials)
    return str(_SAFE.format(**parts, over=f"{safe / plain - 1:.0%}", promised=whole_percent(PROMISED), safe=f"{safe:,}"))


def _tried(needed: ActivityNeeded) -> Text:
    return needed.activity.stage.label if needed.attempts is None else _NEW_DEALS


def _first_kpis(block: RoleBlock, insight: Insight | None) -> str:
    """Where more KPIs are followed than can be acted on: the path down the tree that costs most."""
    kpis = first_kpis(block.role, block.total, insight.split.lost if insight and insight.split else {})
    return str(_FIRST_OF.format(kpis=_joined(str(kpi.label) for kpi in kpis), role=block.role.title, count=len(kpis)))


def _heads(heads: Heads) -> str:
    words = _HEADS_MISSING if heads.missing else _HEADS_ENOUGH
    return str(
        words.format(per_head=yen(heads.per_head), members=f"{heads.full_members:g}", missing=f"{heads.missing}")
    )


def _joined(parts: Iterator[str]) -> str:
    return ("、" if spoken() == "ja" else ", ").join(parts)


def bottleneck_sentence(team: TeamResult, insights: ReportInsights) -> Text | None:
    """The team's bottleneck in yen, and the member whose part is the largest, where it rests on enough cases."""
    block = losing_block(team, insights)
    insight = insights.of_block(block) if block else None
    if block is None or insight is None or insight.split is None:
        return None
    said, worst = split_sentence(insight.split), insight.split.bottleneck
    said = _of_role(team, block, said) if said else None
    most = costs_most(block, worst.id, insights) if worst else None
    if said is None or most is None:
        return said
    member, part = most
    if part.cases is not None and are_few(part.cases):
        return said
    words = _MOST_OF_A_COUNT if part.cases is None else _MOST
    return words.format(said=said, name=wording.addressed(member.name), part=yen(part.yen), count=part.cases)


def _of_role(team: TeamResult, block: RoleBlock, sentence: object) -> Text:
    """Said of one role of several, whose figures are not the team's."""
    return (_ROLE if wording.whose(team, block) else _PLAIN).format(role=block.role.title, sentence=sentence)


def landing_sentence(team: TeamResult, insights: ReportInsights) -> Text | None:
    """Where the KGI that stands for the team is heading, of a month that is not over; None where nothing is foretold."""
    insight = front_insight(team, insights)
    if insight is None or not isinstance(insight.landing, Landing):
        return None
    kgi, landing = insight.result.kgi, insight.landing
    parts = {
        "kgi": goal_of_front(team, kgi.kpi), "middle": _rounded(kgi.kpi, landing.middle), "low": _rounded(kgi.kpi, landing.low),
        "high": _rounded(kgi.kpi, landing.high), "target": kgi.kpi.show(kgi.target), "pace": _BY_PACE if landing.is_pace else "",
    }  # fmt: skip
    if insight.probability is None:
        return _LANDING_ALONE.format(**parts)
    return _LANDING.format(**parts, probability=shown_probability(insight.probability))


def goal_of_front(team: TeamResult, kpi: Kpi) -> Text:
    """What the goal that stands for a team is called: without a manager it is that of one role, of several maybe."""
    whose = wording.whose(team, team.front_block)
    return Text("{role}の{kgi}", "{role}: {kgi}").format(role=whose, kgi=kpi.label) if whose else kpi.label


def front_insight(team: TeamResult, insights: ReportInsights) -> Insight | None:
    """Of whoever's KGI stands for the team: its manager, else the first role whose KGI is in yen, else the first."""
    if team.led:
        return insights.of(team.led[0])
    first = sorted(team.blocks, key=lambda block: block.role.kgi.unit is not Unit.YEN)
    return insights.of_block(first[0]) if first else None


def _rounded(kpi: Kpi, value: float) -> str:
    return kpi.unit.show(round(float(value), -3 if kpi.unit is Unit.YEN else 0))


def _no_landing(team: TeamResult, month: MeasuredMonth) -> Iterator[Note]:
    """Why nothing is foretold: the card says that the reason stands here."""
    insight = front_insight(team, month.insights)
    if not month.report.is_complete and insight and isinstance(insight.landing, TooLittle):
        yield Note(str(_FORECAST), str(_SENTENCE.format(sentence=insight.landing.reason)))


def _no_page(team: TeamResult, month: MeasuredMonth) -> Iterator[Note]:
    """Why no page follows the forecast."""
    followed = followed_team(team, month)
    if isinstance(followed, TooLittle):
        yield Note(str(FORECASTS), str(followed))


LATER = Text("翌月以降の案件", "Deals of later months")
_LATER = Text(
    "完了予定日が{month}以降の案件が{deals}件、{amount}あります。今月の着地見込みには含みません。",
    "{open}, {amount}, to close in {month} or later: not part of this month's forecast.",
)
_TITLE = Text("優先して支援するメンバーと、目標までの見通し", "Who to support first, and the outlook")
_HEADING = Text("{kgi}の着地見込みは目標の{rate}です。", "{kgi} is forecast at {rate} of the target. ")
_BY_NOW = Text("{kgi}はここまでの目安の{rate}です。", "{kgi} is at {rate} of what is due by now. ")
_AT_END = Text("{kgi}は目標の{rate}です。", "{kgi} reached {rate} of the target. ")
_SENTENCE = Text("{sentence}。", "{sentence}.")
_OUTLIERS = Text("メンバー間の差", "Differences between members")
_OUTLIERS_OF = Text("{kpi}に、偶然とは言いにくい差があります：{members}。", "{kpi} differs by more than chance: {members}.")
_STANDS = Text("{name} {rate}（n={count}、ほかのメンバーは{others}、{standing}）", "{name}: {rate} (n={count}; others {others}; {standing})")
_COVERAGE = Text("パイプライン", "Pipeline")
_NOTHING_LEFT = Text("今月の受注目標は達成済みです。", "This month's target for deals won is already hit.")
_ENOUGH = Text(
    "進行中の案件{pipeline}は、今月あと受注が必要な{left}の{times}です（目標{wanted}倍以上）。",
    "The open pipeline of {pipeline} is {times} the {left} still to be won this month (target: {wanted}x or more).",
)
_SHORT = Text(
    "進行中の案件{pipeline}は、今月あと受注が必要な{left}の{times}です。目標の{wanted}倍にするには、案件があと{missing}必要です。",
    "The open pipeline of {pipeline} is {times} the {left} still to be won this month; {wanted}x takes another {missing} of open deals.",
)
_CHANCE = Text("来月の達成確率", "Chance of next month's target")
_SAFE = Text(
    "目標が今月と同じなら、平均では{activity}{plain}件ですが、それで{stage}{goal}件に届く確率は{chance}です。{over}上乗せして{activity}{safe}件にすると、{promised}になります。",
    "At the same target as this month, {plain} {activity} give {goal} {stage} on average, but the chance of getting there is {chance}."
    " {over} more ({safe} {activity}) makes it {promised}.",
)
_UNSAFE = Text(
    "目標が今月と同じなら、平均では{activity}{plain}件ですが、それで{stage}{goal}件に届く確率は{chance}です。件数の上乗せだけでは{promised}に届きません。",
    "At the same target as this month, {plain} {activity} give {goal} {stage} on average, but the chance is {chance}."
    " Volume alone does not bring it to {promised}.",
)
_NEW_DEALS = Text("新しい案件", "new deals")
_FIRST = Text("まず追うKPI", "KPIs to start with")
_FIRST_OF = Text(
    "{role}で{count}つに絞るなら、{kpis}です（目標から日々の行動までをたどった順）。",
    "{role}, if limited to {count}: {kpis} (from the goal down to daily activity).",
)
_HEADS = Text("必要人数", "Headcount")
_HEADS_MISSING = Text(
    "1人あたり{per_head}（実質{members}人換算）のペースでは、目標達成にあと{missing}人分の戦力が必要です。",
    "At {per_head} per ramped member ({members} of them), the goal needs capacity for {missing} more.",
)
_HEADS_ENOUGH = Text(
    "1人あたり{per_head}（実質{members}人換算）のペースなら、現在の人数で目標に届く見込みです。",
    "At {per_head} per ramped member ({members} of them), the present team is enough.",
)
_ROLE, _PLAIN = Text("{role}：{sentence}", "{role}: {sentence}"), Text("{sentence}", "{sentence}")
_MOST = Text("{said}担当者別では{name}の分が{part}です（n={count}）。", "{said} By member, {name}: {part} (n={count}).")
_MOST_OF_A_COUNT = Text("{said}担当者別では{name}の分が{part}です。", "{said} By member, {name}: {part}.")
_FORECAST = Text("着地見込み", "Month-end forecast")
_BY_PACE = Text("（ペース換算）", " (at this pace)")
_LANDING = Text(
    "{kgi}の着地見込みは{middle}{pace}で、80%の確率で{low}〜{high}に収まります。目標{target}の達成確率は{probability}です。",
    "{kgi} is forecast at {middle}{pace}, with 80% between {low} and {high}; the chance of {target} is {probability}.",
)
_LANDING_ALONE = Text(
    "{kgi}の着地見込みは{middle}{pace}で、80%の確率で{low}〜{high}に収まります。",
    "{kgi} is forecast at {middle}{pace}, with 80% between {low} and {high}.",
)
