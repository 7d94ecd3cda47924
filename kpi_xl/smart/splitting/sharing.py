"""Sharing: what one line of a cell says for the goals of the others: a deadline, a rhythm, the present value of a figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.reading.facts import facts
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.times.due_words import due_in_english, due_in_japanese, with_aside
from kpi_xl.smart.times.time_phrase import TimePhrase


def added_to(goal: GoalStatement, shared: Sequence[GoalStatement]) -> str:
    """The goal's text with the deadline, baseline and purpose that other lines give it; "" where it needs none."""
    text = goal.text.strip()
    for note in shared:
        if goal.deadline is None and note.deadline is not None:
            text = _due(text, whole_time(note) + _until(note), goal.language)
        elif not goal.times and note.times and not NOTED.match(note.plain) and not _DOES.search(note.plain):
            text = _each(text, note.as_typed(note.times[0].words), goal.language)
        if goal.baseline is None and len(note.plain) <= LONGEST_NOTE and (words := present_value(goal, note)):
            text = with_present(text, words, goal.language)
    return "" if text == goal.text.strip() else text


def whole_time(note: GoalStatement) -> str:
    """1月〜3月, not the 3月 alone that it is due by."""
    due = note.deadline
    assert due is not None
    words = note.as_typed(note.plain[where_it_begins(note, due) : due.end])
    return words.replace("~", "〜") if note.language == "ja" else words


def where_it_begins(note: GoalStatement, due: TimePhrase) -> int:
    """The place of the 1月 of 1月〜3月."""
    starts = (phrase.start for phrase in note.times if phrase.is_start and _FROM.fullmatch(note.plain, phrase.end, due.start))
    return next(starts, due.start)


def _until(note: GoalStatement) -> str:
    """まで of 3月まで."""
    return "まで" if note.deadline is not None and note.plain.startswith(("まで", "迄"), note.deadline.end) else ""


def present_value(goal: GoalStatement, note: GoalStatement) -> str | None:
    """What a note says of this goal's figure, or of all where it names none."""
    told = facts(note)
    is_for_all = len(told) == 1 and bool(goal.target or not note.target)
    what = goal.indicator.words if goal.indicator else ""
    known = [fact for fact in told if _is_like(goal, fact.number)]
    same = [fact for fact in known if fact.what and (fact.what in what or (what and what in fact.what))]
    alike = [fact for fact in known if fact.what is None and goal.target and goal.target.unit and fact.number.unit == goal.target.unit]
    alike = alike if len(alike) == 1 and len(told) > 1 else []  # 追加18ID of 追加ライセンス30ID
    open_to_all = [fact for fact in known if fact.what is None and is_for_all and not _LEADS_ON.match(note.plain, fact.number.end)]
    return next((note.as_typed(fact.number.words) for fact in (*same, *alike, *open_to_all)), None)


def _is_like(goal: GoalStatement, number: Quantity) -> bool:
    """6% is nothing that a goal in dollars or in deals starts from."""
    if goal.target is None or goal.target.scale is number.scale:
        return True
    bare = goal.target if goal.target.scale is Scale.COUNT else number
    return bare.scale is Scale.COUNT and bare.words.replace(",", "").replace(".", "").isdigit()


def with_present(text: str, words: str, language: str) -> str:
    return with_aside(text, f"現在{words}") if language == "ja" else f"{text} (now {words})"


def _due(text: str, words: str, language: str) -> str:
    if language == "en" and words.isascii():
        return f"{text.rstrip('.')} {due_in_english(words)}"
    label = _LABEL.match(text)
    if _KEY_RESULT.match(text) or (label and (text[label.end() : label.end() + 1].isdigit() or text.startswith(("月", "週"), label.end()))):
        return with_aside(text, due_in_japanese(words).removesuffix("に"))
    at = label.end() if label else 0
    return f"{text[:at]}{due_in_japanese(words)}、{text[at:]}"


def _each(text: str, words: str, language: str) -> str:
    return f"{words}、{text}" if language == "ja" or not words.isascii() else f"{text.rstrip('.')} {words}"


LONGEST_NOTE = 80
"""Characters of a note that is read again with every goal, so that a long cell costs no more than its length."""
NOTED = re.compile(r"(?:notes?|memo|fyi|備考|補足|メモ|注記?)\s?[:：]", re.IGNORECASE)
_FROM = re.compile(r"\s?(?:~|から)\s?")
_LABEL = re.compile(r"\s*(?:【[^】]{1,12}】|[^:：、。\d\s]{1,10}[:：])\s*")
"""【個人】, 目標：; what is said for all follows it."""
_KEY_RESULT = re.compile(r"\s*(?:kr|kpi|目標|指標)\s?\d+[\s:：]", re.IGNORECASE)
"""KR1 names the goal: nothing goes before it."""
_LEADS_ON = re.compile(r"\s?(?:→|⇒|->|から)")
"""900万→300万 is where that figure starts, and no other."""
_DOES = re.compile(r"(?<!期限)(?<!期日)を")
"""1on1を毎週実施 is a deed with a rhythm of its own, none for the others."""
