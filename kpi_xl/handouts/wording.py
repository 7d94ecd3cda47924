"""Words of the meeting's text."""

from __future__ import annotations

from kpi_xl.attainment.company.standing import Standing
from kpi_xl.attainment.report.few import are_few
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport
from kpi_xl.attainment.report.pacing import actual_in_words, due_in_words
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text, counted
from kpi_xl.periods import month_day
from kpi_xl.sheets.monthly.outlook.split_words import yen
from kpi_xl.sheets.monthly.parts.formulas import percent, rounded_to
from kpi_xl.units import Unit

NOTHING = Text("", "")


def day_words(report: MonthlyReport) -> dict[str, object]:
    left = report.working_days - report.elapsed_days
    return {
        "day": month_day(report.as_of), "elapsed": report.elapsed_days, "working": report.working_days, "left": left,
        "days": counted(report.working_days, "working day"),
    }  # fmt: skip


def standing(label: Text, unit: Unit, figure: Standing | AttainmentRow, report: MonthlyReport) -> Text:
    """One figure against its plan: by now, or at the month's end."""
    sign = f" {figure.status.value}" if figure.status else ""
    if figure.target is None or figure.actual is None:
        return ALONE.format(label=label, actual=amount(unit, figure.actual))
    words = {"label": label, "target": amount(unit, figure.target), "actual": amount(unit, figure.actual), "sign": sign}
    if report.is_complete or figure.pace is None:
        return AT_THE_END.format(rate=_percent(figure, figure.rate), **words)
    return BY_NOW.format(due=amount(unit, figure.due, 1), pace=_percent(figure, figure.pace), **words)


def amount(unit: Unit, value: float | None, decimals: int = 0) -> Text:
    """Yen to the thousand, counts whole."""
    if value is None:
        return unit.in_words(None)
    return unit.in_words(rounded_to(value, -3) if unit is Unit.YEN else rounded_to(value, decimals), decimals)


def action(name: str, label: Text, row: AttainmentRow | None, lost: float | None, report: MonthlyReport, cases: int | None = None) -> Text:
    """With whom to look at what, and the figures that say so; a person is not named for few cases without their n."""
    facts = []
    if row is not None:
        words = _AGAINST if report.is_complete or row.due == row.target else _AGAINST_DUE
        facts.append(words.format(actual=actual_in_words(row), due=due_in_words(row)))
    if lost is not None:
        facts.append(_COSTS.format(yen=yen(lost)))
    if are_few(cases) and not (row is not None and row.cases is not None and row.is_few):  # then it stands with the actual
        facts.append(_CASES.format(count=cases))
    shown = Text("、".join(fact.ja for fact in facts), ", ".join(fact.en for fact in facts))
    return ACTION.format(name=name, label=label, facts=shown)


def _percent(figure: Standing | AttainmentRow, rate: float | None) -> str:
    """99.96% of what is wanted is not reached, and does not read as reached."""
    if rate is None:
        return "—"
    shown = percent(rate)
    return "99.9%" if shown == "100.0%" and figure.status is not Status.GOOD and rate < 1 else shown


TITLE = Text("{month} 営業会議", "Sales meeting, {month}")
UP_TO = Text("{day}まで。稼働日は{working}日のうち{elapsed}日を終え、残り{left}日", "Up to {day}: {elapsed} of {days} done, {left} left")
COMPLETE = Text("月末の結果（稼働日{working}日）", "The month's result ({days})")
COMPANY, TEAM, REVENUE = Text("全社", "Company"), Text("チーム", "Team"), Text("売上", "Revenue")
ABOUT = Text("データについて", "About the data")
ACTIONS = Text("確認すること", "To look at")
OF_ROLE = Text("{role}の{kpi}", "{role}, {kpi}")
BY_NOW = Text(
    "{label} {actual}／目標{target}（ここまでの目安{due}、ペース比{pace}{sign}）",
    "{label}: {actual} of {target} ({due} due by now, pace {pace}{sign})",
)
AT_THE_END = Text("{label} {actual}／目標{target}（達成率{rate}{sign}）", "{label}: {actual} of {target} ({rate}{sign})")
ALONE = Text("{label} {actual}", "{label}: {actual}")
LANDING = Text("着地見込み {middle}（8割の幅 {low}〜{high}）{chance}", "Forecast {middle} (80% range {low} to {high}){chance}")
BY_PACE = Text("着地見込み {middle}（ペース換算、8割の幅 {low}〜{high}）{chance}", "Forecast by pace {middle} (80% range {low} to {high}){chance}")
CHANCE = Text("、達成確率{chance}", ", chance {chance}")
BOTTLENECK = Text("ボトルネック：{part}", "Bottleneck: {part}")
ACTION = Text("{name}：{label}（{facts}）", "{name}: {label} ({facts})")
_AGAINST = Text("{actual}、目標{due}", "{actual} against {due}")
_AGAINST_DUE = Text("{actual}、ここまでの目安{due}", "{actual} against {due} due by now")
_CASES = Text("n={count}", "n={count}")
_COSTS = Text("売上への影響{yen}", "{yen} of revenue")
