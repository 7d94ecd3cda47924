"""The same time: a goal that points to the deadline of the one before it (同上, same period)."""

from __future__ import annotations

import re

from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.sharing import whole_time
from kpi_xl.smart.times.due_words import due_in_english


def with_same_time(goal: GoalStatement, before: GoalStatement | None) -> str:
    """The goal's text with the deadline of the goal *before* in the place of the words that point to it; "" where none do."""
    if before is None or not before.times:
        return ""
    if goal.last_day is not None:  # lent already
        meant = _SAME[goal.language].sub("", goal.text, count=1)
        return "" if meant == goal.text else " ".join(meant.split())
    words = whole_time(before) if before.deadline is not None else before.as_typed(before.times[0].words)
    if goal.language == "en" and before.deadline is not None:
        words = due_in_english(words)  # a week is no deadline
    meant = _SAME[goal.language].sub(lambda _: words, goal.text, count=1)
    return meant if meant != goal.text else ""


_SAME = {
    "ja": re.compile(r"同上|上に同じ|上記と同じ|〃|同じ(?:期限|期間|期日)|同期限|同期間"),
    "en": re.compile(
        r"(?:(?:by|in|over|for|within) )?(?:the )?same (?:period|deadline|due date|date|time ?frame|quarter|month)\b(?! last)"
        r"|(?:by|on) (?:the )?same day\b(?! (?:as|they|it|of)\b)"
        r"|\bditto\b|\bas above\b",
        re.IGNORECASE,
    ),
}
