"""The rules, one for each letter: verdict, reason and remedy from a goal as it was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from kpi_xl.language import Text
from kpi_xl.periods import short_day
from kpi_xl.smart.columns import LARGE_STEP
from kpi_xl.smart.judging import wording
from kpi_xl.smart.judging.circumstances import Circumstances
from kpi_xl.smart.judging.relevance import relevant
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict
from kpi_xl.smart.words.lexicon import WordKind
from kpi_xl.smart.words.phrases import any_of


def _listed(words: Iterable[str]) -> str:
    """Words of the goal, parted as its own language does."""
    each = list(words)
    if len(each) < 2:
        return "".join(each)
    return (", " if all(word.isascii() for word in each) else "、").join(each)


def specific(goal: GoalStatement, _: Circumstances) -> LetterFinding:
    """Names an indicator, object or action finer than sales, results, customers and skills; or sales with a number."""
    is_fine = goal.indicator is not None and goal.indicator.is_fine
    named = (goal.indicator.words,) if goal.indicator and is_fine else goal.objects[:2]
    what = _listed(map(goal.as_typed, named))
    if not what and goal.target is None and goal.times and not goal.vague and not goal.is_effort_only and (deed := goal.deed):
        return LetterFinding(Letter.S, Verdict.PASS, _names(goal.as_typed(deed)))
    if not what and goal.indicator is None and goal.is_private:
        return LetterFinding(Letter.S, Verdict.PASS, wording.OWN_MATTER)
    if goal.target is not None:
        is_plain = goal.language == "en" and (goal.target.scale is Scale.MONEY or goal.deed is not None)
        if what or goal.has_content or goal.indicator is not None or is_plain:
            return LetterFinding(Letter.S, Verdict.PASS, _names(what))
        return LetterFinding(Letter.S, Verdict.FAIL, wording.NUMBER_OF_WHAT, wording.SAY_WHAT)
    if what and not goal.is_skill_only and (is_fine or not goal.is_effort_only):
        return _vague_or_pass(goal, what)
    reason = wording.EFFORT if goal.is_effort_only or goal.is_skill_only else wording.TOO_GENERAL
    return LetterFinding(Letter.S, Verdict.FAIL, reason, wording.SAY_WHAT)


def _names(what: str) -> Text:
    return Text(f"何を：{what}", f"What: {what}") if what else _WITH_A_NUMBER


_WITH_A_NUMBER = Text("数字がついて具体的になっている", "Specific by its number")


def _vague_or_pass(goal: GoalStatement, what: str) -> LetterFinding:
    if goal.is_of_quality:
        reason = Text(f"何を：{what}（質の良し悪しは見る人で変わる）", f"What: {what} (quality differs with who judges it)")
        is_measured = _LEADS.search(goal.plain) is not None
        return LetterFinding(Letter.S, Verdict.WARN if is_measured else Verdict.FAIL, reason, wording.SAY_WHAT)
    if _only_wants_more(goal):
        reason = Text(f"何を：{what}（どれだけ変えるのかが分からない）", f"What: {what} (it does not say how much is to change)")
        return LetterFinding(Letter.S, Verdict.FAIL, reason, wording.SAY_HOW_MUCH)
    if not goal.vague or _only_points(goal):
        return LetterFinding(Letter.S, Verdict.PASS, _names(what))
    words = tuple(dict.fromkeys(goal.quoted_whole(word) for word, _ in goal.vague))
    ja, en = "」「".join(words), "', '".join(words)
    does = "do" if len(words) > 1 else "does"
    reason = Text(f"何を：{what}（「{ja}」では程度が分からない）", f"What: {what} ('{en}' {does} not say how much)")
    is_stronger = goal.indicator is not None and all(each.id == "reinforce" and word != "徹底" for word, each in goal.vague)
    verdict = Verdict.FAIL if is_stronger or goal.is_effort_only else Verdict.WARN  # 飛び込みを頑張る: how much of it, nobody knows
    return LetterFinding(Letter.S, verdict, reason, goal.vague[0][1].remedy)


def _only_wants_more(goal: GoalStatement) -> bool:
    """More referrals, fewer complaints: what is wanted is some more or less, and no verb says what is done."""
    is_more = goal.language == "en" and _MORE_EN.fullmatch(goal.plain) is not None
    return is_more and not any(word.meaning.is_concrete for word in goal.words)


def _only_points(goal: GoalStatement) -> bool:
    """定着率を改善する: of a figure 改善 only says which way."""
    subject = goal.indicator.subject if goal.indicator else None
    return subject is not None and subject.kind is WordKind.INDICATOR and all(family.id == "result" for _, family in goal.vague)


def measurable(goal: GoalStatement, _: Circumstances) -> LetterFinding:
    """A number, ratio or threshold that says when the goal is reached; a deed with its day holds, though nothing is counted."""
    if goal.target is not None:
        words = goal.as_typed(goal.target.words)
        return LetterFinding(Letter.M, Verdict.PASS, Text(f"目標値：{words}", f"Target: {words}"))
    if goal.baseline is not None:
        words = goal.as_typed(goal.baseline.words)
        reason = Text(f"現在値（{words}）だけで目標値がない", f"Only the current value ({words}), no target")
        return LetterFinding(Letter.M, Verdict.FAIL, reason, wording.SAY_HOW_MUCH)
    if goal.is_done_or_not or _WHOLE_PLAN.search(goal.plain):
        return LetterFinding(Letter.M, Verdict.WARN, wording.DONE_OR_NOT)
    return LetterFinding(Letter.M, Verdict.FAIL, wording.NO_NUMBER, wording.SAY_HOW_MUCH)


def time_bound(goal: GoalStatement, known: Circumstances) -> LetterFinding:
    """A deadline or a recurring period."""
    times = goal.own_times
    if not times:
        return LetterFinding(Letter.T, Verdict.FAIL, wording.NO_TIME, wording.SAY_WHEN)
    last = goal.last_day
    words = _listed(dict.fromkeys(goal.as_typed(phrase.words) for phrase in times))
    if last is None:
        return LetterFinding(Letter.T, Verdict.PASS, Text(f"期限・周期：{words}", f"When: {words}"))
    shown = short_day(last)
    if last < known.today.day:
        reason = Text(f"期限（{words}＝{shown.ja}）が過ぎている", f"The deadline ({words}: {shown.en}) is past")
        return LetterFinding(Letter.T, Verdict.WARN, reason, wording.SAY_NEW_DATE)
    return LetterFinding(Letter.T, Verdict.PASS, Text(f"期限：{words}（{shown.ja}）", f"When: {words} ({shown.en})"))


# --- A ---------------------------------------------------------------------------------------------------------------


def achievable(goal: GoalStatement, known: Circumstances) -> LetterFinding:
    """A baseline or a reason to believe it, and a step that the past does not speak against."""
    if goal.target is not None and goal.target.scale is Scale.RATE and goal.target.value > 1 and _is_beyond_all(goal):
        return LetterFinding(Letter.A, Verdict.FAIL, wording.BEYOND_ALL, wording.SAY_SHARE)
    target, baseline = _levels(goal, known)
    if target is not None and known.past is not None:
        return _against_past(goal, target, baseline, known.past)
    if target is not None and baseline is not None:
        return _against_baseline(goal, target, baseline)
    words = goal.baseline.words if goal.baseline else goal.basis
    if words is not None:
        return LetterFinding(Letter.A, Verdict.PASS, Text(f"根拠：{words}", f"Grounds: {words}"))
    if _is_step_said(goal):
        assert goal.target is not None
        said = goal.as_typed(goal.target.words)
        return LetterFinding(Letter.A, Verdict.PASS, Text(f"今との差：{said}", f"Step from now: {said}"))
    if goal.target is not None and goal.is_change and goal.target.scale is Scale.RATIO and goal.target.value >= LEAP and goal.last_day:
        reason = Text(f"{goal.target.words}にできる根拠がない", f"Nothing says why '{goal.target.words}' should be possible")
        return LetterFinding(Letter.A, Verdict.FAIL, reason, wording.SAY_BASELINE)
    remedy = wording.SAY_BASELINE if _is_measured(goal) else None  # a manual has no value of today
    return LetterFinding(Letter.A, Verdict.UNKNOWN, wording.NO_BASELINE, remedy)


def _is_beyond_all(goal: GoalStatement) -> bool:
    """成約率120%: a share of what there is, and no comparison with last year's or the plan's."""
    is_share = _SHARE.search(goal.plain) is not None or _is_of_all(goal)
    return not goal.is_change and is_share and _COMPARED.search(goal.plain) is None


def _is_of_all(goal: GoalStatement) -> bool:
    """Renew 120% of my accounts, 既存顧客の120%を更新: of those that there are."""
    assert goal.target is not None
    if goal.language == "en":
        return _OF_ALL_EN.match(goal.plain, goal.target.end) is not None
    before = max(0, goal.target.start - FURTHEST)
    return _DONE_TO_ALL.match(goal.plain, goal.target.end) is not None and _ALL_OF.search(goal.plain, before, goal.target.start) is not None


def _is_step_said(goal: GoalStatement) -> bool:
    """15%増: how large the step is shows, whatever the figure is now; one by half of it and more asks for its ground."""
    return goal.target is not None and goal.is_change and goal.target.scale is Scale.RATE and goal.target.value < LARGEST_SHARE


def _is_measured(goal: GoalStatement) -> bool:
    target = goal.target
    if goal.is_done_or_not:
        return False
    is_kept_up = target is not None and (target.scale in _KEPT_UP or (goal.every is not None and target.value != 1))
    return goal.indicator is not None or goal.is_change or not goal.objects or is_kept_up


def _levels(goal: GoalStatement, known: Circumstances) -> tuple[float | None, float | None]:
    """(target, baseline) as levels of one unit; a change (15% more) is put on top of the baseline."""
    target, baseline = goal.target, goal.baseline.value if goal.baseline else known.baseline
    if target is None:
        return None, baseline
    if goal.baseline is not None and goal.baseline.scale is not target.scale and not goal.is_change:
        return None, None
    if not goal.is_change:
        return target.value, baseline
    return (None if baseline is None else _changed(goal, target, baseline)), baseline


def _changed(goal: GoalStatement, target: Quantity, baseline: float) -> float:
    if target.scale is Scale.RATIO:
        return baseline * target.value
    sign = -1 if goal.kind in (GoalKind.DECREASE, GoalKind.STAY_BELOW) else 1
    if target.scale is Scale.RATE:
        return baseline * (1 + sign * target.value)
    is_of_rate = target.scale is Scale.POINTS and _measure(goal)[0] is Scale.RATE
    return baseline + sign * target.value / (100 if is_of_rate else 1)


def _against_baseline(goal: GoalStatement, target: float, baseline: float) -> LetterFinding:
    start, end, step = _bare(goal, baseline), _shown(goal, target), _step(target, baseline)
    if target == baseline:
        reason = Text(f"現在値と目標値が同じ（{end}）", f"Target and current value are the same ({end})")
        return LetterFinding(Letter.A, Verdict.WARN, reason, wording.SAY_TARGET)
    said = Text(f"{start}→{end}（{step}）", f"{start} → {end} ({step})") if step else Text(f"{start}→{end}", f"{start} → {end}")
    if baseline > 0 and target > LARGE_STEP * baseline:
        reason = Text(f"{said.ja}は大きな伸び", f"{said.en} is a large step")
        is_small = goal.target is not None and goal.target.scale is Scale.COUNT and baseline < FEW and target < LEAP_OF_FEW * baseline
        is_progress = goal.baseline is not None and _SO_FAR.match(goal.plain, goal.baseline.end) is not None
        verdict = Verdict.WARN if is_small or is_progress or goal.basis is not None else Verdict.FAIL
        return LetterFinding(Letter.A, verdict, reason, wording.SAY_STAGES)
    return LetterFinding(Letter.A, Verdict.PASS, said)


def _against_past(goal: GoalStatement, target: float, baseline: float | None, past: PastMonths) -> LetterFinding:
    """30→50件は+67%、過去最高は38件、達成確率は12%."""
    start = past.mean if baseline is None else baseline
    begin, end, best, step = _bare(goal, start), _shown(goal, target), _shown(goal, past.best), _step(target, start)
    chance = past.chance_words(target)
    said = Text(
        f"{begin}→{end}は{step}、過去最高は{best}{chance.ja}", f"{begin} → {end} is {step}; the best month was {best}{chance.en}"
    )
    if (target >= past.best) if target < start else (target <= past.best):
        return LetterFinding(Letter.A, Verdict.PASS, said)
    if abs(target - past.best) > FAR_SPREADS * past.spread and goal.basis is None:
        spread = _shown(goal, float(f"{past.spread:.2g}"))
        far = Text(f"{said.ja}。これまでの変動（±{spread}）では届かない", f"{said.en}, beyond the variation so far (±{spread})")
        return LetterFinding(Letter.A, Verdict.FAIL, far, wording.SAY_STAGES)
    return LetterFinding(Letter.A, Verdict.WARN, said, wording.SAY_STAGES)


def _step(target: float, baseline: float) -> str:
    """+67%; nothing from 0 on."""
    return f"{target / baseline - 1:+.0%}" if baseline else ""


def _bare(goal: GoalStatement, value: float) -> str:
    """The 30 of 30→50件: a count leaves its unit to what follows."""
    scale, _ = _measure(goal)
    return f"{round(value, 1):,.10g}" if scale is Scale.COUNT else _shown(goal, value)


def _shown(goal: GoalStatement, value: float) -> str:
    """A level in its unit: 50件, 20%."""
    scale, words = _measure(goal)
    if scale is Scale.RATE:
        return f"{round(value * 100, 1):g}%"
    if scale is Scale.YEN:
        return _yen(value, words)
    unit = _UNIT.search(words) if scale is Scale.COUNT else None
    return f"{value:,.10g}{unit[0] if unit else ''}"


def _measure(goal: GoalStatement) -> tuple[Scale | None, str]:
    """What levels are counted in, and words that show it: of a change by 20% or to twice, what it starts from tells."""
    is_relative = goal.is_change and goal.target is not None and goal.target.scale in _RELATIVE
    told = goal.baseline if is_relative else goal.target
    if told is not None:
        return told.scale, told.words
    subject = goal.indicator.subject if goal.indicator else None
    return _SCALES.get(subject.unit if subject else ""), ""


_KEPT_UP = (Scale.RATE, Scale.HOURS, Scale.DAYS)
_RELATIVE = (Scale.RATE, Scale.RATIO, Scale.POINTS)
_SCALES = {"rate": Scale.RATE, "yen": Scale.YEN}


def _yen(value: float, words: str) -> str:
    """As the target is written: in 億, 万 or whole yen."""
    power, sign = next(((power, sign) for sign, power in (("億", 1e8), ("万", 1e4)) if sign in words), (1.0, ""))
    return f"{round(value / power, 2 if sign == '億' else 0):,.10g}{sign}円"


_SHARE = re.compile(rf"{any_of('shares', 'ja')}|\b{any_of('shares', 'en')}\b")
_WHOLE_PLAN = re.compile(
    r"\b(?:hit|make|meet|reach|beat|exceed|clear) (?:my |our |the |team )?(?:(?:q[1-4]|monthly|annual|quarterly) )?(?:quota|plan|number)\b"
)
"""Hit quota: how much that is, everybody knows."""
_SO_FAR = re.compile(r" (?:[a-z]+ ){0,2}(?:so far|to date|already|done)\b")
_LEADS = re.compile(r"リード|\bleads?\b")
"""The quality of leads is measured in the field, that of talks and proposals is a matter of taste."""
_MORE_EN = re.compile(r"(?:more|fewer|less)(?: [a-z-]+){1,3}[.! ]*|[a-z]{3,12} (?:faster|more|less|better|harder|earlier|smarter|sooner)[.! ]*")
FURTHEST = 12
_OF_ALL_EN = re.compile(rf" of (?:(?:my|our|the|all|existing|current|these|those) ){{1,3}}(?:[a-z-]+ )?{any_of('shares', 'whole_en')}\b")
_ALL_OF, _DONE_TO_ALL = re.compile(rf"{any_of('shares', 'whole_ja')}の約?$"), re.compile(rf"以?上?を{any_of('shares', 'done_ja')}")
_COMPARED = re.compile(
    r"[前昨]年|前期|前月|先月|昨対|[一-龥]比|達成率|計画|予算|ノルマ|目標の"
    r"|\b(?:of (?:last|the|our|my)?\s?(?:year|plan|quota|target|budget)|yoy|vs|net|nrr)\b"
)
_UNIT = re.compile(r"[^\d.,〇一二三四五六七八九十百千万億$¥€£ ]*$")
LARGEST_SHARE = 0.5
"""A change by less than half of what the figure is now is a step."""

FEW, LEAP_OF_FEW = 10, 5
"""A count below which, and a multiple up to which, more than three times as much may still come about: 2 deals, then 7."""

LEAP = 2.0
"""A multiple that nobody reaches without saying how."""

FAR_SPREADS = 3
"""A target this many standard deviations beyond the best month is out of reach, unless the text says what changes."""

RULES: tuple[Callable[[GoalStatement, Circumstances], LetterFinding], ...] = (
    specific, measurable, achievable, relevant, time_bound,
)  # fmt: skip
