"""Additions to an English goal: "from [current value]" before "to 50", "by [deadline]" at its end, the rest in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.rewriting.additions import (
    Addition,
    Missing,
    is_done_or_not,
    is_one_off,
    is_seen_when_done,
    is_someday,
)
from kpi_xl.smart.rewriting.composed import BLANKS
from kpi_xl.smart.words.lexicon import WordKind


def english_additions(goal: GoalStatement, missing: Missing) -> list[Addition]:
    """The pieces in the order in which they are read."""
    return [*_inside(goal, missing), *_at_end(goal, missing)]


def _inside(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    if missing.target:
        yield from _target(goal, missing)
        return
    if missing.what:
        yield _what(goal, missing.what)
    if missing.baseline and goal.target is not None and not _in_brackets(goal):
        to = _TO_BEFORE.search(goal.plain, 0, goal.target.start)
        assert to is not None
        yield Addition(to.start(), f"from {missing.baseline} ")


def _last(baseline: str) -> str:
    """A blank for a last result; the value where it is known."""
    return BLANKS["en"]["last"] if baseline == BLANKS["en"]["baseline"] else baseline


def _in_brackets(goal: GoalStatement) -> bool:
    """True where the current value has no place before "to 50"."""
    target = goal.target
    if target is None or goal.sense is Sense.BY or target.scale in (Scale.RATIO, Scale.RANK):
        return True
    return not _changes(goal) or _TO_BEFORE.search(goal.plain, 0, target.start) is None


def _changes(goal: GoalStatement) -> bool:
    return any(word.meaning.kind in (WordKind.RAISE, WordKind.LOWER) for word in goal.words)


def _what(goal: GoalStatement, what: str) -> Addition:
    """Of 50 it says of what; customers get their figure in brackets."""
    nouns = [word for word in goal.words if word.meaning.kind in _NOUNS]
    if nouns:
        return Addition(nouns[-1].end, f" ({what})")
    return Addition(goal.target.end if goal.target else _main_end(goal), f" {what}")


def _target(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """Raise our MRR from [current value] to [target]."""
    way = f"from {missing.baseline} to {missing.target}" if missing.baseline else f"to {missing.target}"
    at = _before_times(goal)
    if missing.what or _what_is_open(goal):
        blanks = BLANKS["en"]
        due = f"; deadline: {missing.deadline}" if missing.deadline and is_someday(goal) else ""
        yield Addition(at, f" ({missing.what or blanks['what']} from {missing.baseline or blanks['baseline']} to {missing.target}{due})")
    elif _changes(goal) and goal.indicator is not None:
        yield Addition(at, f" {way}")
    elif not _changes(goal) and (is_done_or_not(goal) or is_seen_when_done(goal)):
        if not is_seen_when_done(goal):
            yield Addition(at, f" ({BLANKS['en']['made']})")
    elif (_changes(goal) or goal.vague) and missing.baseline:
        yield Addition(at, f" ({way})")
    else:
        yield Addition(at, f" (target: {missing.target})")


def _what_is_open(goal: GoalStatement) -> bool:
    """Better demos, answer leads faster: nobody knows what figure is meant; more demos says it."""
    is_soft = any(word.meaning.kind is WordKind.SOFT for word in goal.words)
    if is_soft or goal.is_of_quality or _COMPARED.search(goal.plain):
        return True
    is_clear = all(family.id in _DIRECTIONS for _, family in goal.vague) and goal.indicator is not None
    return bool(goal.vague) and not is_clear and not is_seen_when_done(goal)


def _at_end(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    at = _main_end(goal)
    is_open = bool(missing.target) and (bool(missing.what) or _what_is_open(goal))
    if missing.deadline and not (is_open and is_someday(goal)):
        is_kept = goal.kind in (GoalKind.STAY_ABOVE, GoalKind.STAY_BELOW) and any(word.meaning.kind is WordKind.KEEP for word in goal.words)
        comma = "," if _ENDS_WITH_DURATION.search(goal.plain, 0, at) else ""
        yield Addition(at, f"{comma} {'until' if is_kept else 'by'} {missing.deadline}")
    if missing.baseline and not missing.target and _in_brackets(goal):
        start = f"last time: {_last(missing.baseline)}" if is_one_off(goal) else f"now {missing.baseline}"
        is_after_brackets = goal.plain[at - 1 : at] == ")" and not missing.deadline
        yield Addition(at, f" - {start}" if is_after_brackets else f" ({start})")
    if missing.purpose and not (is_open and missing.purpose == BLANKS["en"]["purpose"]):
        yield Addition(at, missing.purpose if missing.purpose.startswith(" ") else f", to {missing.purpose}")


def _main_end(goal: GoalStatement) -> int:
    """The end of the sentence with the number, before the clause that says what for."""
    text = goal.plain
    stop = _STOP.search(text, goal.target.end if goal.target else 0)
    last = len(text.rstrip(" .!"))
    end = min(stop.start(), last) if stop else last
    if goal.purpose:
        begins = text.find(goal.purpose)
        link = _PURPOSE_LINK.search(text, 0, begins)
        is_target = goal.target is not None and begins <= goal.target.start
        if link and not is_target and FIRST_WORDS < link.start() < end:
            return link.start()
    return end


def _before_times(goal: GoalStatement) -> int:
    """Before "this month" at the end of the sentence: the figure comes first."""
    end = _main_end(goal)
    for phrase in reversed(goal.times):
        if phrase.end == end and phrase.start > FIRST_WORDS:
            end = len(goal.plain[: phrase.start].rstrip(" ,"))
    return end


FIRST_WORDS = 4
"""A sentence that begins with its time or purpose has no place before it."""
_DIRECTIONS = ("result", "degree")
_COMPARED = re.compile(r"\b(?:better|faster|stronger|smarter|quicker|closer)\b(?! than)")
_ENDS_WITH_DURATION = re.compile(r"(?:\d ?(?:h|d)|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|days?|weeks?|(?:now|today)(?: at)? [$€£]?[\d.,]+[%km]?)$")
_NOUNS = frozenset({WordKind.SALES, WordKind.GENERAL, WordKind.THING, WordKind.SOFT})
_TO_BEFORE = re.compile(r"\bto (?:(?:at least|about|around|over|more than|below|under|less than|no more than|approximately) )?(?:an? )?[$€£¥]?$")
_STOP = re.compile(r"[.!;](?: |$)(?=\s*[a-z0-9]|\s*$)|, (?=(?:its|it's|it is|currently) )|:(?= [$€£]?\d)(?![^(]{0,60}\))")
"""A remark (its averaging 74) and the parts of a sum are not parted from what they belong to."""
_PURPOSE_LINK = re.compile(
    r",? (?:in order to|so that|so we can|so as to|so (?:our|the|that)|to|which \w+|thereby|as part of"
    r"|with the \w+ of|for the purpose of|leading to|in support of) $"
)
