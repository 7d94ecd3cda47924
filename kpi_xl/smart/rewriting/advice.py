"""Advice: one rewritten sentence, with placeholders for what the goal leaves open."""

from __future__ import annotations

import re
from datetime import date

from kpi_xl.language import Language
from kpi_xl.smart.columns import GoalColumns
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.times.time_phrase import Recurrence
from kpi_xl.smart.words.lexicon import Sense


def rewritten(goal: GoalStatement, columns: GoalColumns, today: Today) -> str:
    """The goal as a SMART sentence in its own language. 〔…〕 marks what has to be filled in."""
    what = columns.kpi or _subject(goal)
    is_duration = goal.target is not None and goal.target.scale is Scale.DAYS  # elsewhere 12日 reads as a day of the month
    if is_duration or (what is None and goal.objects):
        return _with_frame(goal, today)
    blanks = BLANKS[goal.language]
    parts = {
        "what": what or blanks["what"],
        "baseline": columns.shown(columns.baseline) or _words(goal, goal.baseline) or blanks["baseline"],
        "target": columns.shown(columns.target) or _target(goal) or blanks["target"],
        "deadline": _deadline(goal, columns, today),
        "every": _EVERY[goal.language].get(goal.every, "") if goal.every else "",
        "purpose": _purpose(goal, columns),
        "verb": _verb(goal),
    }
    return SENTENCES[goal.language][_form(goal, columns)].format(**parts).strip()


def _form(goal: GoalStatement, columns: GoalColumns) -> str:
    """Which sentence fits: a level to reach, a difference to make, or a level to keep."""
    if goal.kind in (GoalKind.STAY_ABOVE, GoalKind.STAY_BELOW) and goal.baseline is None:
        return "stay"
    is_difference = goal.is_change and goal.target is not None and goal.target.scale is not Scale.RATIO
    return "change" if is_difference and columns.target is None else "level"


def _target(goal: GoalStatement) -> str | None:
    """The target's words; 倍増 as 2倍, and 3%以下 with its bound."""
    target = goal.target
    if target is None:
        return None
    if target.scale is Scale.RATIO:
        return _MULTIPLES[goal.language].get(target.value) or _MULTIPLE[goal.language].format(target.value)
    words = goal.as_typed(target.words)
    if goal.kind is not GoalKind.STAY_BELOW or goal.baseline is not None:
        return words
    return f"{words}以下" if goal.language == "ja" else f"or below {words}"


def composed(columns: GoalColumns, language: Language) -> str:
    """The sentence that the columns of a goal make."""
    blanks = BLANKS[language]
    parts = {
        "what": columns.kpi or blanks["what"],
        "baseline": columns.shown(columns.baseline) or blanks["baseline"],
        "target": columns.shown(columns.target) or blanks["target"],
        "deadline": _date_words(columns.deadline, language) if columns.deadline else blanks["deadline"],
        "every": "",
        "purpose": purpose_words(columns.purpose, language),
        "verb": VERBS[language]["rate" if columns.is_rate else "count"][_falls(columns)],
    }
    return SENTENCES[language]["level"].format(**parts).strip()


def _falls(columns: GoalColumns) -> bool:
    if columns.baseline is None or not isinstance(columns.target, (int, float)):
        return columns.is_lower_better
    return columns.target < columns.baseline


def _with_frame(goal: GoalStatement, today: Today) -> str:
    """A goal about a thing to be made keeps its words; how many and by when are put around them."""
    when, text = "" if goal.times else _month_end(goal.language, today), goal.typed
    for word, family in goal.vague:
        if family.id == "someday":
            text = text.replace(goal.as_typed(word), "").strip()
    if goal.language == "ja":
        many = "" if goal.target else "（〔数・できたと言える基準〕）"
        return f"{when + 'までに、' if when else ''}{text.rstrip('。')}{many}"
    many = "" if goal.target else " ([how many, or what counts as done])"
    return f"{text.rstrip('.')}{' by ' + when if when else ''}{many}"


def _subject(goal: GoalStatement) -> str | None:
    """The indicator's words; 成績 and results, which no KPI measures, are none."""
    subject = goal.indicator.subject if goal.indicator else None
    if goal.indicator is None or (subject is not None and subject.sense is Sense.SALES and not subject.kpis):
        return None
    return goal.as_typed(goal.indicator.words)


def _words(goal: GoalStatement, quantity: Quantity | None) -> str | None:
    return goal.as_typed(quantity.words) if quantity else None


def _deadline(goal: GoalStatement, columns: GoalColumns, today: Today) -> str:
    if columns.deadline:
        return _date_words(columns.deadline, goal.language)
    phrase = goal.deadline
    if phrase is None or (phrase.last_day and phrase.last_day < today.day):
        return _month_end(goal.language, today)
    words = goal.as_typed(phrase.words)
    if goal.language == "en":
        words = _PREPOSITION.sub("", words)
        return f"{words} ({phrase.last_day:%b} {phrase.last_day.day})" if phrase.last_day and not any(map(str.isdigit, words)) else words
    words = _before_until(goal, phrase.start) if words.startswith(("まで", "迄")) else words.removesuffix("以内")
    shown = phrase.last_day is not None and not any(map(str.isdigit, words))
    return f"{words}（{phrase.last_day.month}月{phrase.last_day.day}日）" if shown and phrase.last_day else words


def _before_until(goal: GoalStatement, start: int) -> str:
    """展示会 of 展示会までに."""
    match = re.search(r"[^、。\s]{1,16}$", goal.typed[:start])
    return match[0] if match else "〔期限〕"


def _month_end(language: Language, today: Today) -> str:
    span = today.shifted("month", 0)
    last = span[1].fromordinal(span[1].toordinal() - 1) if span else today.day
    return f"今月末（{last.month}月{last.day}日）" if language == "ja" else f"the end of this month ({last:%b} {last.day})"


def _date_words(deadline: date | str, language: Language) -> str:
    if isinstance(deadline, str):
        return deadline
    return f"{deadline.year}年{deadline.month}月{deadline.day}日" if language == "ja" else f"{deadline:%b} {deadline.day}, {deadline.year}"


def _purpose(goal: GoalStatement, columns: GoalColumns) -> str:
    return purpose_words(columns.purpose or (goal.as_typed(goal.purpose) if goal.purpose else None), goal.language)


def purpose_words(purpose: str | None, language: Language) -> str:
    """The purpose as a part of the sentence: 商談の数を確保するために、 / in order to secure enough meetings."""
    if not purpose:
        return ""
    if language == "en":
        begins_sentence = purpose[:2] == purpose[:2].capitalize()
        return f" in order to {purpose[0].lower() if begins_sentence else purpose[0]}{purpose[1:]}".replace(" to to ", " to ", 1)
    is_clause = purpose[-1] in CLAUSE_ENDS or purpose.endswith(NEGATION)
    return f"{purpose}ために、" if is_clause else f"{purpose}のために、"


def _verb(goal: GoalStatement) -> str:
    target, subject = goal.target, goal.indicator.subject if goal.indicator else None
    lower = goal.kind in (GoalKind.DECREASE, GoalKind.STAY_BELOW)
    if target is None:
        lower = subject is not None and subject.is_lower_better
    elif target.scale is Scale.RATIO and goal.baseline is None:
        lower = target.value < 1
    is_rate = target is not None and target.scale in (Scale.RATE, Scale.SCORE) and not goal.is_change
    return VERBS[goal.language]["rate" if is_rate else "count"][lower]


CLAUSE_ENDS = "るすくむうぶつぬぐの"
NEGATION = "ない"
"""What a Japanese purpose ends with that ため follows without の."""
VERBS = {
    "ja": {"count": {False: "増やす", True: "減らす"}, "rate": {False: "上げる", True: "下げる"}},
    "en": {"count": {False: "Increase", True: "Reduce"}, "rate": {False: "Raise", True: "Lower"}},
}
_MULTIPLE = {"ja": "{:g}倍", "en": "{:g} times that"}
_MULTIPLES = {"ja": {0.5: "半分", 0.0: "ゼロ"}, "en": {0.5: "half of that", 0.0: "zero"}}
BLANKS = {
    "ja": {"what": "〔指標〕", "baseline": "〔現在値〕", "target": "〔目標値〕", "deadline": "〔期限〕"},
    "en": {"what": "[indicator]", "baseline": "[current value]", "target": "[target]", "deadline": "[deadline]"},
}
_EVERY = {
    "ja": {Recurrence.DAY: "1日", Recurrence.WEEK: "週", Recurrence.MONTH: "月間", Recurrence.YEAR: "年間"},
    "en": {Recurrence.DAY: " a day", Recurrence.WEEK: " a week", Recurrence.MONTH: " a month", Recurrence.YEAR: " a year"},
}
SENTENCES = {
    "ja": {
        "level": "{purpose}{what}を現在の{every}{baseline}から{deadline}までに{every}{target}に{verb}",
        "change": "{purpose}{what}を現在の{every}{baseline}から{deadline}までに{target}{verb}",
        "stay": "{purpose}{what}を{deadline}まで{every}{target}に保つ（現在は{baseline}）",
    },
    "en": {
        "level": "{verb} {what} from {baseline} to {target}{every} by {deadline}{purpose}",
        "change": "{verb} {what} by {target} from {baseline}{every} by {deadline}{purpose}",
        "stay": "Keep {what} at {target}{every} until {deadline} (now {baseline}){purpose}",
    },
}
_PREPOSITION = re.compile(r"^(?:by|in|within|before|until|during|over|through|on|for|at) ", re.IGNORECASE)
