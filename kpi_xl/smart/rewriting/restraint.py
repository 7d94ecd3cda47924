"""Restraint: which blanks a goal takes. One that is in doubt stays out: the advice in words says what is missing, too.

A value that the workbook knows is no blank and goes in as ever.
"""

from __future__ import annotations

import re
from datetime import date

from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.additions import Missing, is_flow, is_one_off, is_someday, recurs, stands
from kpi_xl.smart.rewriting.composed import BLANKS
from kpi_xl.smart.rewriting.english import what_is_open
from kpi_xl.smart.words.lexicon import WordKind


def restrained(goal: GoalStatement, missing: Missing, today: date) -> Missing:
    """What is *missing* without the blanks that would not read as a person writes."""
    if not goal.plain.strip():
        return missing  # of a cell with nothing to read the blanks are the sentence
    if goal.is_private:
        return _without_blanks(goal, missing, *Missing._fields)
    kept = _without_blanks(goal, missing, "purpose")
    if kept.target == BLANKS[goal.language]["target"]:
        kept = _of_wish(goal, kept)
    elif (goal.target is None and not kept.target) or (goal.target is not None and (not _says_one_thing(goal) or not _takes_baseline(goal, today))):
        kept = _without_blanks(goal, kept, "baseline", "what")
    if not _takes_deadline(goal):
        kept = _without_blanks(goal, kept, "deadline")
    return kept


def _without_blanks(goal: GoalStatement, missing: Missing, *names: str) -> Missing:
    blanks = BLANKS[goal.language]
    return missing.without(*(name for name in names if getattr(missing, name).strip("、 ") == blanks[name]))


# --- wishes: goals without a figure ----------------------------------------------------------------------------------


def _of_wish(goal: GoalStatement, missing: Missing) -> Missing:
    """Of a figure that is named and is to change, the way; of a plain deed, the deadline; of all else nothing."""
    is_umbrella = (
        bool(missing.what) or is_someday(goal) or _GOES_ON.search(goal.plain) is not None or goal.is_of_quality
    )
    is_open = goal.language == "en" and what_is_open(goal)
    is_kept = any(word.meaning.kind is WordKind.KEEP for word in goal.words)
    is_quicker = _QUICKER.search(goal.plain) is not None
    if is_umbrella or is_open or is_kept or is_quicker or _is_order(goal) or _leads_on(goal):
        return _without_blanks(goal, missing, "what", "target", "baseline", "deadline")
    changes = [word for word in goal.words if word.meaning.kind in (WordKind.RAISE, WordKind.LOWER)]
    if goal.indicator is not None and (changes or _MORE.search(goal.plain)):
        return missing
    if goal.vague or changes or (goal.language == "en" and not goal.times and _NOUN_ALONE.match(goal.plain)):
        return _without_blanks(goal, missing, "target", "baseline", "deadline")
    return _without_blanks(goal, missing, "target", "baseline")


def _is_order(goal: GoalStatement) -> bool:
    """必ずやって: what somebody is told to do."""
    return _ORDER.search(goal.plain) is not None


def _leads_on(goal: GoalStatement) -> bool:
    """関係を深めて、紹介をもらう: two things, and nobody knows whose figure is asked for."""
    return _MEANS[goal.language].search(goal.plain) is not None


# --- goals with a figure ---------------------------------------------------------------------------------------------


def _says_one_thing(goal: GoalStatement) -> bool:
    """False of two figures, a sum with its parts, a way in steps and what comes of another thing: of which is the present value?"""
    figures = [number for number in goal.numbers if number != goal.baseline]
    has_parts = any(_has_figure(goal, *brackets.span()) for brackets in _BRACKETS.finditer(goal.plain))
    is_stepwise = len(_ARROW.findall(goal.plain)) > 1 or _MEANS[goal.language].search(goal.plain) is not None
    return (
        len(figures) <= 1
        and not has_parts
        and not _ends_with_remark(goal)
        and not is_stepwise
        and not _POINTS_BACK.search(goal.plain)
    )


def _ends_with_remark(goal: GoalStatement) -> bool:
    """（案件数による）: brackets at the end that say anything but a time take nothing in."""
    last = _BRACKETS_LAST.search(goal.plain)
    return last is not None and not any(phrase.start < last.end() and phrase.end > last.start() for phrase in goal.times)


def _has_figure(goal: GoalStatement, start: int, end: int) -> bool:
    """True of brackets with a figure that is neither a time nor the target."""
    spans = [(phrase.start, phrase.end) for phrase in goal.times]
    if goal.target is not None:
        spans.append((goal.target.start, goal.target.end))
    return any(
        not any(begin <= digit.start() < stop for begin, stop in spans)
        for digit in _DIGIT.finditer(goal.plain, start, end)
    )


def _takes_baseline(goal: GoalStatement, today: date) -> bool:
    """True of what stands at a value now (rates, stock, rhythms), and of the figure of a month, which had a last result."""
    is_once = goal.target is not None and goal.target.value == 1 and goal.target.scale is Scale.COUNT
    if is_once or _NONE.match(goal.plain) or _is_task(goal) or _is_rule(goal) or _is_order(goal) or _COMPARED.search(goal.plain):
        return False
    if not is_flow(goal):
        return goal.target is None or goal.target.scale is not Scale.COUNT or recurs(goal) or stands(goal)
    return is_one_off(goal) and _is_monthly(goal, today) and (goal.language == "ja" or _has_last(goal))


def _has_last(goal: GoalStatement) -> bool:
    """True of what is counted every month (calls, wins), not of 3 quotes from suppliers or 12 customers on a board."""
    subject = goal.indicator.subject if goal.indicator else None
    is_amount = goal.target is not None and goal.target.scale is Scale.MONEY
    is_counted = is_amount or (subject is not None and bool({*subject.kpis, *subject.drives}))
    return is_counted and _NOT_MONTHLY.search(goal.plain) is None


def _is_task(goal: GoalStatement) -> bool:
    """休眠リスト300件に架電完了, filled for all 64 accounts, the top 25 accounts, A社・B社・C社の3社: done once, and never before."""
    return _TASK.search(goal.plain) is not None or _KNOWN_ONES.search(goal.plain) is not None


def _is_monthly(goal: GoalStatement, today: date) -> bool:
    """True of what is due with this month or the next, or names its month."""
    due = goal.deadline
    if due is None or due.last_day is None:
        return False
    return (due.last_day - today).days <= LONGEST_MONTH or _MONTH.fullmatch(due.words) is not None


def _is_rule(goal: GoalStatement) -> bool:
    """Every quote within 24h: a rule that holds from now on."""
    is_limit = (
        goal.target is not None
        and goal.target.scale in (Scale.HOURS, Scale.DAYS)
        and _WITHIN.search(goal.plain) is not None
    )
    return is_limit and not _MEASURED.search(goal.plain)


def _takes_deadline(goal: GoalStatement) -> bool:
    """False where a day would be read as that of the rule (24時間以内), or where the goal has none yet (期限は未定)."""
    is_limit = (
        goal.target is not None and goal.target.scale in (Scale.HOURS, Scale.DAYS) and goal.sense is Sense.AT_MOST
    )
    is_kept = any(word.meaning.kind is WordKind.KEEP for word in goal.words)
    if is_limit and goal.language == "en" and (goal.baseline is None or is_kept):
        return False
    is_practice = (goal.target is None and _ALWAYS.search(goal.plain) is not None) or _NONE_EVER.match(goal.plain) is not None
    return not _is_rule(goal) and not is_practice and not _UNDECIDED.search(goal.plain)


LONGEST_MONTH = 45
"""Days up to which a deadline is that of a month's figure."""
_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS_LAST = re.compile(r"\([^()]*\)[\s。.!！]*$")
_DIGIT = re.compile(r"\d+")
_ARROW = re.compile(r"→|->|⇒|➡")
_POINTS_BACK = re.compile(r"そこから|その場|そのうち|うち\d|\bof (?:them|these|those|which)\b|, (?:and )?[a-z]+ (?:it|them) |残り")
_MEANS = {
    "ja": re.compile(
        r"(?:[しっいえけげせてねべめれりん][てで](?!い)|[しげめえけり])、|[しげめけっんえせべれ][てで](?=[^、。い]{0,120}\d)|×|の流れ|ことで|により|によって"
    ),
    "en": re.compile(
        r"\bso (?:that|we|i|they)\b|\d.{0,120}\bto (?:book|hit|win|close|land|generate|get)\b.{0,120}\d"
        r"|^[^\d]* and [^\d]* to (?:get|hit|win|book)\b|×|\d ?x \d"
        r"|\bby [a-z]+ing\b|[.;] (?:i|we|also|and)\b|\d.{0,120}: .{0,120}->"
    ),
}
"""What is done so that the figure comes about: the blank would stand beside the wrong one."""
_KNOWN_ONES = re.compile(
    r"[a-z]社[・、].*の\d+社|の(?:低い|高い|近い|古い|多い|少ない|長い|ない)\d+[社件店名]"
    r"|\btop \d|\d of (?:the|our|my) (?:open|remaining|stalled|lapsed|lost)\b"
)
"""Whom it is about is known."""
_TASK = re.compile(
    r"\bthe (?:two|three|four|five|\d+) |"
    r"完了(?!率|数|件数)|完成|独り立ち|リスト\d|全\d|全[社員件]に|\bfilled\b|\b(?:for|to|with) (?:all|every|each)\b|\ball \d|作成(?!数|件数)"
    r"|売り切|挨拶回り|終わらせ|済ませ|回収(?!率|額|数)|一巡|\d[枚社件名人本]?の?(?:すべて|全て|全部|全員)"
    r"|\d(?:パターン|案|通り)|\d(?:社|件|名|人|軒)を(?:更新|口説|取り戻)|\b(?:one by one|sell off|clear out|clean(?:ed)? up|shadow|hire)\b"
    r"|\b(?:train|ramp|certify|onboard|recruit|promote)\b"
    r"|\+? attendees\b|\b(?:collect|recover) \d+%"
    r"|\b(?:recover|collect)\b.*\b(?:overdue|outstanding)\b"
    r"|納品|挨拶|登録(?!率|数|者|件数)"
)
_COMPARED = re.compile(
    r"\bvs\.? |\bcompared (?:to|with)\b|\bversus\b|(?:前月|先月|前年|昨年|前期|\d月)(?:同月|同期|実績)?(?:比|の?\d)"
)
_WITHIN = re.compile(r"以内|\bwithin\b|\binside (?=\d)")
_MEASURED = re.compile(r"平均|リードタイム|日数|時間を|期間|間隔|サイクル|\b(?:average|avg|time|cycle|days to)\b")
_UNDECIDED = re.compile(r"未定|\d/\d|\btbd\b|\bno (?:date|deadline)\b")
_ORDER = re.compile(r"(?:やって|とけ|おけ|しろ|せよ|ください|下さい)[。!！]*$")
_GOES_ON = re.compile(
    r"連続|in a row|こまめ|日々|日頃|常に|まめに|しっかり|丁寧|心がけ|心掛け|努め|続け|頑張|がんば|寄り添|計画的|定期的"
    r"|\b(?:always|keep|every)\b"
)
_QUICKER = re.compile(r"[早速]く(?:する|し|返)|お客様に喜")
"""返信を早くする: nobody names its figure, and a day alone says little."""
_ALWAYS = re.compile(
    r"\b(?:every|each)\b|^(?:no|zero|never|nobody|none) |^ask for [a-z]+$"
    r"|(?:づくり|作り)$|毎回|都度|全件(?=[^、。]*(?:記録|入力|登録))|\bsame[- ]day\b"
)
"""Ask every customer: a practice, and 関係づくり, which never ends."""
_NOUN_ALONE = re.compile(
    r"(?:bigger|larger|smaller|higher|longer|shorter|better|stronger) |[a-z]+ harder"
    r"|(?:[a-z]+ ){0,3}(?:attendance|accuracy|hygiene|discipline|quality|volume)$"
)
"""Bigger deals, meeting attendance: no deed that a day would end."""
_NOT_MONTHLY = re.compile(
    r"^(?:have|take|turn|convert|move|write|draft|create|build|prepare|record|film) |\bconfirmed\b"
    r"|\bfrom (?:suppliers|vendors)\b|\b(?:board|advisory)\b"
)
_NONE_EVER = re.compile(r"(?:no|never|nobody|none)\b(?! later)")
_NONE = re.compile(rf"{_NONE_EVER.pattern}|stop\b")
"""Nobody under 50%, stop discounting over 15%: a rule, which holds from now on."""
_MORE = re.compile(r"\b(?:more|fewer|less)\b")
_MONTH = re.compile(
    r"(?:来年|今年|\d{4}年)?\d{1,2}月(?:度|中)?(?:に|の|は|で)?|[今来]月(?:中|末)?"
    r"|(?:in |for |by |this |next )?(?:month|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*"
)
