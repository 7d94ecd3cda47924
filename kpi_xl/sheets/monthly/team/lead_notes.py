"""How long wins take, in lines on a team's sheet: the lead time, where this month's wins come from, what activity serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kpi_xl.attainment.deals.lead_outlook import LeadOutlook
from kpi_xl.attainment.deals.lead_time import Cohort
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import MonthlyReport, RoleBlock, TeamResult
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import Single
from kpi_xl.language import Text, counted, spoken
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.sheets.monthly.parts.formulas import percent
from kpi_xl.sheets.monthly.parts.wording import month_name

LEAST_SHOWN = 0.5
"""A month's rate of which more than half is still to come is no news."""
NAMED_MONTHS = 3

Line = tuple[Text, Text]
"""What it is about, and a sentence."""


def lead_lines(team: TeamResult, month: MeasuredMonth) -> Iterator[Line]:
    """At most four lines for the first role of the team that wins deals, named where others do too; the reason where its deals tell too little."""
    known = [(block, insight.lead) for block in team.blocks if (insight := month.insights.of_block(block)) and insight.lead is not None]
    if not known:
        return
    block, outlook = known[0]
    whose = wording.whose(team, block) if len(known) > 1 else ""
    for about, sentence in _lines(outlook, block, month):
        yield about, _OF.format(whose=whose, sentence=sentence) if whose else sentence


def _lines(outlook: LeadOutlook | TooLittle, block: RoleBlock, month: MeasuredMonth) -> Iterator[Line]:
    if isinstance(outlook, TooLittle):
        yield _LEAD_TIME, _NO_LEAD_TIME.format(reason=outlook.reason)
        return
    yield _LEAD_TIME, _lead_time(outlook)
    yield from _origins(outlook)
    yield from _served(outlook, block, month.report)
    yield from _cohorts(outlook.cohorts, _BY_DEAL if outlook.are_deals else _BY_MONTH.format(activity=_activity(outlook, block)))


def _lead_time(outlook: LeadOutlook) -> Text:
    lead = outlook.lead_time
    return _TAKES.format(half=lead.p50, most=lead.p75, nearly=lead.p90, wins=f"{lead.wins:,}")


def _origins(outlook: LeadOutlook) -> Iterator[Line]:
    """The months in which this month's wins began."""
    won = exact_sum(outlook.wins.values()) + outlook.unknown
    if not outlook.wins:
        return
    named = dict(list(outlook.wins.items())[:NAMED_MONTHS])
    parts = [_FROM.format(month=month_name(month), count=count) for month, count in named.items()]
    for words, count in ((_EARLIER, exact_sum(outlook.wins.values()) - exact_sum(named.values())), (_UNKNOWN, outlook.unknown)):
        parts += [words.format(count=count)] if count else []
    yield _ORIGINS, _CAME.format(won=f"{won:,}", wins=counted(won, "win"), parts=_joined(parts))


def _served(outlook: LeadOutlook, block: RoleBlock, report: MonthlyReport) -> Iterator[Line]:
    """Told where activity bears fruit in a later month only; of a month that is not over against what is due by now."""
    actual = block.total.row(outlook.activity.id).actual
    if outlook.served == report.month or outlook.served_target is None or actual is None:
        return
    due = outlook.served_target * report.share_due
    yield _SERVES, (_MAINLY if report.is_complete else _MAINLY_BY_NOW).format(
        month=month_name(report.month), served=month_name(outlook.served), activity=_activity(outlook, block),
        target=outlook.activity.show(outlook.served_target), actual=outlook.activity.show(actual),
        rate=percent(actual / due) if due else "—", due=outlook.activity.unit.show(due, 1),
    )  # fmt: skip


def _activity(outlook: LeadOutlook, block: RoleBlock) -> Text:
    """商談, where the funnel says so; the KPI is called 商談数."""
    measure = outlook.activity.measure
    stages = (stage.label for stage in block.role.funnel if isinstance(measure, Single) and stage.tally == measure.tally)
    return next(stages, outlook.activity.label)


def _cohorts(months: Sequence[Cohort], about: Text) -> Iterator[Line]:
    known = {each.month: each for each in months if each.maturity >= LEAST_SHOWN and each.trials}
    rates: Mapping[Month, float] = {
        month: each.expected_rate for month, each in known.items() if isinstance(each.expected_rate, float)
    }
    if not rates:
        return
    parts = [
        _RATE.format(month=month_name(month), rate=percent(rate), share=f"{known[month].maturity:.0%}")
        for month, rate in rates.items()
    ]
    yield about, _MATURED.format(rates=_joined(parts))


def _joined(parts: Sequence[Text]) -> str:
    return ("、" if spoken() == "ja" else ", ").join(map(str, parts))


_OF = Text("{whose}：{sentence}", "{whose}: {sentence}")
_LEAD_TIME = Text("リードタイム", "Lead time")
_TAKES = Text(
    "初回活動から受注まで、半数は{half}日以内、4分の3は{most}日以内、9割は{nearly}日以内です（n={wins}）。",
    "First activity to deal won: half within {half} days, three quarters within {most}, nine in ten within {nearly} (n={wins}).",
)
_NO_LEAD_TIME = Text("{reason}。", "{reason}.")
_ORIGINS = Text("今月の受注の発生月", "When this month's wins started")
_CAME = Text("今月の受注{won}件の初回活動：{parts}。", "First activity of this month's {wins}: {parts}.")
_FROM = Text("{month}{count}件", "{count} in {month}")
_EARLIER = Text("それ以前{count}件", "{count} earlier")
_UNKNOWN = Text("不明{count}件", "{count} unknown")
_SERVES = Text("今月の活動が受注になる月", "When this month's activity pays off")
_MAINLY = Text(
    "{month}の{activity}は、主に{served}の受注につながります。{served}の目標に必要な{target}に対して、{actual}でした（{rate}）。",
    "{month}'s {activity} mostly turn into deals won in {served}. Its target needs {target}; there were {actual} ({rate}).",
)
_MAINLY_BY_NOW = Text(
    "{month}の{activity}は、主に{served}の受注につながります。{served}の目標に必要な{target}のうち、ここまでの目安{due}に対して現在{actual}（ペース比{rate}）です。",
    "{month}'s {activity} mostly turn into deals won in {served}. Of the {target} that its target needs, {due} are due by now:"
    " so far {actual} ({rate}).",
)
_BY_MONTH = Text("{activity}の実施月別の成約率", "Win rate by month of {activity}")
_BY_DEAL = Text("案件の開始月別の成約率", "Win rate by month begun")
_MATURED = Text(
    "今後の受注も見込んだ値：{rates}（かっこ内は、すでに出そろった受注の割合）。",
    "Including wins still to come: {rates} (in brackets: share already in).",
)
_RATE = Text("{month}分 {rate}（{share}）", "{month}: {rate} ({share})")
