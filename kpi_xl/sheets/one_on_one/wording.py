"""Words of a card: figures first, judgement only where cases bear it."""

from __future__ import annotations

from kpi_xl.attainment.conversation.key_figures import KeyFigure, MonthFigure, pooled
from kpi_xl.attainment.conversation.talk import Question, Strength, StrengthKind
from kpi_xl.attainment.report.few import FEW_CASES
from kpi_xl.attainment.report.model import AttainmentRow, MonthlyReport, Result
from kpi_xl.attainment.report.pacing import actual_in_words, due_in_words, grows
from kpi_xl.language import Text, counted
from kpi_xl.periods import short_day
from kpi_xl.sheets.one_on_one.promise import FormerCard, Kept, Outcome
from kpi_xl.units import Unit

NO_TEXT = Text("", "")
_OWN_LEFT = Text("{days}（本人の残り{left}日）", "{days} ({left} left to this member)")


def subtitle(result: Result, manager: str) -> Text:
    team = result.team.strip()
    where = Text(f"{team}・{result.role.title.ja}", f"{team}, {result.role.title.en}") if team else result.role.title
    return Text(f"{where.ja}　聞き手 {manager}", f"{where.en}, with {manager}") if manager else where


def progress(report: MonthlyReport, result: Result, former: FormerCard | None) -> Text:
    """How far the month is, and how much of it is left to whoever leaves or joins within it."""
    days = Text(f"稼働日 {report.elapsed_days} / {report.working_days}日", f"{report.elapsed_days} of {counted(report.working_days, 'working day')}")
    if result.own_days is not None and not report.is_complete:
        days = _OWN_LEFT.format(days=days, left=result.own_days.left)
    if former is None:
        return days
    return Text("前回 {day}　{days}", "last talk {day}, {days}").format(day=short_day(former.day), days=days)


# --- the last promise -----------------------------------------------------------------------------------------------


def promised(former: FormerCard | None) -> Text:
    if former is None or not former.promise.what:
        return NO_PROMISE
    return Text(former.promise.what, former.promise.what)


def promise_details(former: FormerCard | None) -> Text:
    if former is None or former.promise.is_blank:
        return FIRST_TALK
    promise, parts = former.promise, [Text("{day}に決めたこと", "agreed on {day}").format(day=short_day(former.day))]
    for words, typed in ((_UNTIL, promise.until), (_HOW_MANY, promise.how_many), (_MEASURED_BY, promise.measured_by), (_HELP, promise.help)):
        if typed:
            parts.append(words.format(typed=typed))
    return Text("　".join(part.ja for part in parts), ", ".join(part.en for part in parts))


def came_of_it(found: Outcome | None, former: FormerCard | None) -> Text:
    if former is None or former.promise.is_blank:
        return NO_TEXT
    if found is None or found.row.actual is None:
        return _TALK_ABOUT_IT
    unit, decimals = found.row.kpi.unit, found.row.kpi.decimals
    return _AGAINST.format(
        promised=unit.in_words(found.promised, decimals), actual=unit.in_words(found.row.actual, decimals), kept=_KEPT[found.kept],
    )


def outcome_note(found: Outcome | None, former: FormerCard | None) -> Text:
    if former is None or former.promise.is_blank:
        return NO_TEXT
    if found is None:
        return _NO_MEASURE
    before = found.row.before
    if before is None:
        return found.row.kpi.label
    return _BEFORE.format(kpi=found.row.kpi.label, before=found.row.kpi.unit.in_words(before, found.row.kpi.decimals))


# --- figures --------------------------------------------------------------------------------------------------------


def caption(figure: KeyFigure) -> Text:
    """The KPI, and the unit of its chart where that is not the value's."""
    return _CHART_IN_MAN.format(kpi=figure.kpi.label) if figure.kpi.unit is Unit.YEN else figure.kpi.label


def figure_note(figure: KeyFigure, is_complete: bool) -> Text:
    """What stands below the value: cases and the team of a rate, what is due or the target of anything else."""
    row = figure.row
    if figure.is_rate:
        return _joined(_cases(figure.now), _team(figure), *([_wanted(row)] if row.is_due_in_part else []))
    if row.target is None:
        return NO_TEXT
    words = _TARGET if is_complete or not (grows(row.kpi) or row.is_due_in_part) else _DUE
    return words.format(target=due_in_words(row))


def _wanted(row: AttainmentRow) -> Text:
    """What is due by now of a rate that is built up over the month, else its target."""
    if row.is_due_in_part:
        return _DUE.format(target=due_in_words(row))
    return _TARGET.format(target=row.kpi.unit.in_words(row.target, row.kpi.decimals))


def _cases(month: MonthFigure) -> Text:
    return _OF_CASES.format(tried=f"{month.tried:,.0f}", done=f"{month.done:,.0f}")


def _team(figure: KeyFigure) -> Text:
    now = figure.team[-1].value if figure.team else None
    return NO_TEXT if now is None else _TEAM_AT.format(rate=Unit.RATE.in_words(now))


def _joined(*parts: Text) -> Text:
    said = [part for part in parts if part.ja]
    return Text("　".join(part.ja for part in said), ", ".join(part.en for part in said))


# --- strength and question ------------------------------------------------------------------------------------------


def strength(found: Strength | None) -> tuple[Text, Text, Text]:
    """What goes well, on what it rests, and what cannot be said."""
    if found is None:
        return _NOTHING_YET, _ASK_FOR_IT, NO_TEXT
    figure, label = found.figure, found.figure.kpi.label
    if found.kind is StrengthKind.ABOVE_TEAM:
        ground = _ABOVE.format(
            first=figure.before[0].month.short_label, last=figure.before[-1].month.short_label, months=found.months,
            times=counted(found.months, "month"),
            own=Unit.RATE.in_words(pooled(figure.before)), team=Unit.RATE.in_words(pooled(figure.team[:-1])),
        )  # fmt: skip
        few = _FEW_NOW.format(month=figure.now.month.short_label, cases=_cases(figure.now)) if figure.now.tried < FEW_CASES else NO_TEXT
        return _BETTER_THAN_TEAM.format(kpi=label), ground, few
    if found.kind is StrengthKind.ON_TARGET:
        words = _ON_TARGET if figure.row.due == figure.row.target else _ON_PACE
        return words.format(kpi=label), _against_due(figure), NO_TEXT
    best = max(figure.before[-1], figure.now, key=lambda each: each.value or 0.0)
    return _GROWING.format(kpi=label), _BEST_YET.format(
        month=best.month.short_label, value=figure.kpi.unit.in_words(best.value, figure.kpi.decimals)
    ), NO_TEXT


def question(found: Question | None) -> tuple[Text, Text, Text]:
    """What to ask, the figures behind it, and what it would be worth."""
    if found is None:
        return _WHAT_HELPS, _ALL_ON_TARGET, NO_TEXT
    figure, row = found.figure, found.figure.row
    label = figure.kpi.label
    if figure.is_rate:
        ground = _joined(_cases(figure.now), _wanted(row), _team(figure))
        asked, too_few = _WHERE.format(kpi=label), _TOO_FEW
    else:
        ground = _against_due(figure)
        asked, too_few = (_WHAT_STOPS if figure.kpi.is_additive else _WHAT_LIFTS).format(kpi=label), _TOO_FEW_TO_SAY
    if found.is_few:
        return _ONE_BY_ONE.format(kpi=label), ground, too_few
    worth = _WORTH.format(yen=Unit.YEN.in_words(round(found.yen, -4))) if found.yen else NO_TEXT
    return asked, ground, worth


def _against_due(figure: KeyFigure) -> Text:
    row = figure.row
    words = _GROUND if row.due == row.target else _GROUND_BY_NOW
    return words.format(actual=actual_in_words(row), due=due_in_words(row))


TITLE = Text("1on1　{name}", "1on1: {name}")
AS_OF = Text("{day}時点", "as of {day}")
LAST_PROMISE = Text("前回の約束と、そのあと", "The last promise, and what came of it")
NO_PROMISE = Text("前回の約束はありません", "No promise from last time")
FIRST_TALK = Text("この月の約束を、右下の黄色の欄に書いてください", "Write the next promise into the yellow cells below")
FIGURES = Text("3つの数字", "Three figures")
MONTHS_SHOWN = Text("{first}〜{last}。{last}は{day}まで", "{first} to {last}, {last} up to {day}")
MONTHS_COMPLETE = Text("{first}〜{last}", "{first} to {last}")
STRENGTH, QUESTION = Text("強み", "A strength"), Text("聞いてみたいこと", "A question to ask")
NOTES, NEXT_PROMISE = Text("話したこと", "What was said"), Text("次の約束", "The next promise")
PROMISE_LINES = (
    Text("何を", "What"), Text("いくつ", "How many"), Text("いつまで", "Until"), Text("何で確認", "Measured by"), Text("手伝うこと", "Help"),
)  # fmt: skip
FOOT = Text("数字は話のきっかけです。件数が少ないうちは、割合だけで決めつけません。", "Figures open the talk. Few cases decide nothing.")
KEPT_NOTE = Text("黄色に書いたことは、次のカードに出ます", "The next card shows what is written on yellow")
FOOTER = Text("1on1カード {name}　本人と上司だけに配ります", "1on1 card, {name}: for these two alone")
CHOOSE = Text("この月に見るKPIを選びます", "Choose one of the KPIs")

_CHART_IN_MAN = Text("{kpi}（グラフは万円）", "{kpi} (chart in ¥10,000)")
_UNTIL, _HOW_MANY = Text("期限 {typed}", "until {typed}"), Text("目安 {typed}", "aim {typed}")
_MEASURED_BY, _HELP = Text("確認 {typed}", "measured by {typed}"), Text("手伝うこと {typed}", "help: {typed}")
_TALK_ABOUT_IT = Text("どうなったかを聞く", "Ask how it went")
_NO_MEASURE = Text("KPIと数がないので、数字では比べません", "No KPI and number, so no figure to compare")
_AGAINST = Text("約束{promised} → {actual}　{kept}", "{promised} promised, {actual}: {kept}")
_KEPT = {Kept.YES: Text("達成", "done"), Kept.NOT_YET: Text("途中", "under way"), Kept.NO: Text("未達", "not done"), None: NO_TEXT}
_BEFORE = Text("{kpi}　前の月は{before}", "{kpi}, {before} the month before")
_OF_CASES = Text("{tried}件のうち{done}件", "{done} of {tried}")
_TEAM_AT = Text("チームは{rate}", "the team is at {rate}")
_TARGET, _DUE = Text("目標 {target}", "target {target}"), Text("ここまでの目安 {target}", "{target} due by now")
_BETTER_THAN_TEAM = Text("{kpi}がチームより高い", "{kpi} above the team's")
_ABOVE = Text(
    "{first}〜{last}で{own}（チーム{team}）、{months}か月で上回りました", "{own} in {first} to {last} (team {team}), above it in {times}"
)
_FEW_NOW = Text("{month}は{cases}。まだ何も言えません", "{month}: {cases}, too few to say anything")
_ON_TARGET = Text("{kpi}は目標に届いています", "{kpi}: on target")
_ON_PACE = Text("{kpi}はここまでの目安に届いています", "{kpi}: on pace")
_GROWING = Text("{kpi}が伸びています", "{kpi} is growing")
_BEST_YET = Text("{month}の{value}は、この半年で最高です", "{value} in {month}, the best of half a year")
_NOTHING_YET = Text("数字からはまだ言えません", "The figures do not say yet")
_ASK_FOR_IT = Text("本人がうまくいったと思うことを聞いてください", "Ask what went well")
_ONE_BY_ONE = Text("{kpi}：1件ずつ、何がありましたか。", "{kpi}: what happened, case by case?")
_TOO_FEW = Text("件数が少ないので、割合では判断しません", "Too few cases to judge the rate")
_TOO_FEW_TO_SAY = Text("件数が少ないので、この数字だけでは判断しません", "Too few cases to judge by this figure")
_WHERE = Text("{kpi}は、どこで止まっていますか。", "{kpi}: what holds it back?")
_WHAT_STOPS = Text("{kpi}を増やすのに、何が足りませんか。", "{kpi}: what would it take to get more?")
_WHAT_LIFTS = Text("{kpi}を上げるのに、何が足りませんか。", "{kpi}: what would it take to raise it?")
_GROUND = Text("{actual}（目標 {due}）", "{actual} (target {due})")
_GROUND_BY_NOW = Text("{actual}（ここまでの目安 {due}）", "{actual} ({due} due by now)")
_WORTH = Text("目標との差は、売上にして約{yen}です", "The gap comes to about {yen} of revenue")
_WHAT_HELPS = Text("続けるために、何があると助かりますか。", "What would help to go on like this?")
_ALL_ON_TARGET = Text("遅れているKPIはありません", "No KPI is behind")
