"""Additions to an English goal: "from [current value]" before "to 50", "by [deadline]" at a plain end; all else in one pair of brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kpi_xl.smart.grounds.clauses import BY_DOING
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.rewriting.additions import (
    Addition,
    Missing,
    in_brackets,
    is_done_or_not,
    is_errand,
    is_one_off,
    is_seen_when_done,
)
from kpi_xl.smart.rewriting.composed import BLANKS
from kpi_xl.smart.words.lexicon import WordKind


def english_additions(goal: GoalStatement, missing: Missing, today: date) -> list[Addition]:
    """The pieces in the order in which they are read."""
    if missing.target:
        return [*_of_wish(goal, missing)]
    return [*_inside(goal, missing), *_of_figure(goal, missing, today)]


# --- a goal with its figure ------------------------------------------------------------------------------------------


def _inside(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """The [indicator] of "get to 50", and what "to 50" starts from."""
    nouns = [word for word in goal.words if word.meaning.kind in _NOUNS]
    if missing.what:
        at = nouns[-1].end if nouns else goal.target.end if goal.target else _end(goal)
        yield Addition(at, f" ({missing.what})" if nouns else f" {missing.what}")
    if missing.baseline and goal.target is not None and not _is_noted(goal):
        to = _TO_BEFORE.search(goal.plain, 0, goal.target.start)
        assert to is not None
        yield Addition(to.start(), f"from {missing.baseline} ")


def _is_noted(goal: GoalStatement) -> bool:
    """True where the current value has no place before "to 50"."""
    target = goal.target
    if target is None or goal.sense is Sense.BY or target.scale in (Scale.RATIO, Scale.RANK):
        return True
    return not _changes(goal) or _TO_BEFORE.search(goal.plain, 0, target.start) is None


def _of_figure(goal: GoalStatement, missing: Missing, today: date) -> Iterator[Addition]:
    """By [deadline] where the sentence ends plainly, and (now [current value])."""
    end = _end(goal)
    until = "until" if _is_kept(goal) else "by"
    before = _before_brackets(goal, end)
    if missing.deadline and (before < end or _ends_plainly(goal, end)) and not _EVERY_TIME.search(goal.plain, 0, end):
        yield Addition(before, f" {until} {missing.deadline}")
    if missing.purpose:
        yield Addition(end, missing.purpose if missing.purpose.startswith(" ") else f", to {missing.purpose}")
    is_practice = _EVERY_TIME.search(goal.plain, 0, end) is not None
    has_place = before < end or _ends_plainly(goal, end)
    notes = [f"{until} {missing.deadline}"] if missing.deadline and not is_practice and not has_place else []
    if missing.baseline and _is_noted(goal) and not is_errand(goal):
        is_last = is_one_off(goal) and missing.baseline == BLANKS["en"]["baseline"]
        notes.append(f"{_last_period(goal, today)}: {BLANKS['en']['last']}" if is_last else f"now {missing.baseline}")
    if notes:
        yield in_brackets(goal, end, "; ".join(notes))


def _before_brackets(goal: GoalStatement, end: int) -> int:
    """Where the brackets with the present value begin that end the goal: CSAT 4.6 by [deadline] (4.3 now)."""
    begin = goal.plain.rfind(" (", 0, end)
    is_note = goal.plain[end - 1 : end] == ")" and goal.baseline is not None and 0 < begin < goal.baseline.start < end
    is_after_target = goal.target is not None and goal.target.end <= begin
    return begin if is_note and is_after_target else end


def _ends_plainly(goal: GoalStatement, end: int) -> bool:
    """False after brackets, a duration or a purpose, which a deadline would be read with."""
    is_before_purpose = goal.purpose is not None and goal.plain.find(goal.purpose) < end
    if goal.plain[end - 1 : end] == ")" or is_before_purpose or _ASIDE.search(goal.plain, 0, end):
        return False
    is_limit = goal.sense is Sense.AT_MOST and goal.target is not None and goal.target.scale in (Scale.DAYS, Scale.HOURS)
    return not is_limit and (goal.baseline is not None or _ENDS_WITH_DURATION.search(goal.plain, 0, end) is None)


def _is_kept(goal: GoalStatement) -> bool:
    is_held = _HOLDS.match(goal.plain) is not None
    return is_held or (goal.kind in (GoalKind.STAY_ABOVE, GoalKind.STAY_BELOW) and any(word.meaning.kind is WordKind.KEEP for word in goal.words))


def _last_period(goal: GoalStatement, today: date) -> str:
    """Last month of a goal for December, last quarter of one for Q4; last period where no deadline tells."""
    due = goal.deadline
    if due is None or due.last_day is None:
        return "last period"
    named = next((name for name, pattern in _PERIODS.items() if pattern.search(due.words)), None)
    if named is None:
        days = (due.last_day - today).days
        named = next(name for name, longest in _LONGEST.items() if days <= longest)
    return f"last {named}"


# --- a goal without a figure -----------------------------------------------------------------------------------------


def _of_wish(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """Raise our MRR from [current value] to [target] by [deadline]; ([indicator] from … to … by [deadline]) of better demos."""
    end, blanks = _end(goal), BLANKS["en"]
    due = f" by {missing.deadline}" if missing.deadline else ""
    is_open = missing.target == blanks["target"] and goal.baseline is None
    start = missing.baseline or (blanks["baseline"] if is_open else "")
    way = f"from {start} to {missing.target}" if start else f"to {missing.target}"
    if missing.what or what_is_open(goal):
        what = missing.what or blanks["what"]
        yield in_brackets(goal, end, f"{what} from {missing.baseline or blanks['baseline']} to {missing.target}{due}")
    elif _changes(goal) and goal.indicator is not None and _is_plain(goal):
        yield Addition(_before_times(goal), f" {way}")
        yield from [Addition(end, due)] if due else []
    elif not _changes(goal) and not _wants_more(goal) and (is_done_or_not(goal) or is_seen_when_done(goal)):
        yield from _of_deed(goal, missing, end, due)
    elif (_changes(goal) or goal.vague or _FEWER.search(goal.plain)) and missing.target == blanks["target"]:
        yield in_brackets(goal, end, f"{way}{due}")
    elif _REACHES.search(goal.plain) or missing.target != blanks["target"]:
        yield in_brackets(goal, end, f"target: {missing.target}{due}")
    else:
        yield in_brackets(goal, end, f"by {missing.deadline}; {blanks['made']}" if due else blanks["made"])
    if missing.purpose.startswith(" "):
        yield Addition(end, missing.purpose)


def _of_deed(goal: GoalStatement, missing: Missing, end: int, due: str) -> Iterator[Addition]:
    """By [deadline], to [purpose]; what counts as done where nobody would see it."""
    yield from [Addition(end, due)] if due and not _EVERY_TIME.search(goal.plain, 0, end) else []
    if not is_seen_when_done(goal):
        yield in_brackets(goal, end, BLANKS["en"]["made"])
    elif missing.purpose == BLANKS["en"]["purpose"]:
        yield Addition(end, f", to {missing.purpose}")


def _changes(goal: GoalStatement) -> bool:
    return any(word.meaning.kind in (WordKind.RAISE, WordKind.LOWER) for word in goal.words)


def _is_plain(goal: GoalStatement) -> bool:
    """True where nothing is vague but the verb of change itself (improve)."""
    return all(word.meaning.family is None or word.meaning.kind in (WordKind.RAISE, WordKind.LOWER) for word in goal.words)


def _wants_more(goal: GoalStatement) -> bool:
    """Build more pipeline: a figure that is to grow, though the verb only makes."""
    return goal.indicator is not None and any(family.id == "degree" for _, family in goal.vague)


def what_is_open(goal: GoalStatement) -> bool:
    """Better demos, answer leads faster: nobody knows what figure is meant; more demos says it, and so does a rate by its name."""
    is_soft = any(word.meaning.kind is WordKind.SOFT for word in goal.words)
    if is_soft or goal.is_of_quality or _COMPARED.search(goal.plain):
        return True
    subject = goal.indicator.subject if goal.indicator else None
    is_measure = _changes(goal) and subject is not None and subject.kind is WordKind.INDICATOR
    is_clear = all(family.id in _DIRECTIONS for _, family in goal.vague) and goal.indicator is not None
    return bool(goal.vague) and not is_clear and not is_measure and not is_seen_when_done(goal)


# --- places ----------------------------------------------------------------------------------------------------------


def _end(goal: GoalStatement) -> int:
    """The end of the sentence with the number, before a full stop, thanks and a smile."""
    text = goal.plain
    stop = _STOP.search(text, goal.target.end if goal.target else 0)
    last = len(text.rstrip(" ."))
    polite = _POLITE.search(text, FIRST_WORDS)
    means = _MEANS_BEHIND.search(text, goal.target.end) if goal.target else None
    if means is not None and not any(phrase.start > means.start() and not phrase.is_recurring for phrase in goal.times):
        last = min(last, means.start())
    return min(stop.start() if stop else last, polite.start() if polite else last, last)


def _before_times(goal: GoalStatement) -> int:
    """Before "this month" at the end of the sentence: the figure comes first."""
    end = _end(goal)
    for phrase in reversed(goal.times):
        if phrase.end == end and phrase.start > FIRST_WORDS:
            end = len(goal.plain[: phrase.start].rstrip(" ,"))
    return end


_HOLDS = re.compile(r"hold (?:[a-z]+ ){1,3}(?:at|above|below|under) ")
_REACHES = re.compile(r"\b(?:hit|reach|make|beat|meet|exceed|achieve)\b")
_FEWER = re.compile(r"\b(?:fewer|less|lower|higher)\b")
_EVERY_TIME = re.compile(r"\b(?:at|on|in|after|for|with) (?:every|each) [a-z]+$")
"""Ask for a referral at every QBR: what goes on is not due by a day."""
FIRST_WORDS = 4
"""A sentence that begins with its time or purpose has no place before it."""
_DIRECTIONS = ("result", "degree")
_COMPARED = re.compile(r"\b(?:better|faster|stronger|smarter|quicker|closer|earlier|sooner)\b(?! than)|\bhow (?:we|i|our|my|the)\b")
_ENDS_WITH_DURATION = re.compile(r"(?:\d ?(?:h|d)|hours?|hrs?|min(?:ute)?s?|sec(?:ond)?s?|days?|weeks?|(?:now|today)(?: at)? [$€£]?[\d.,]+[%km]?)$")
_ASIDE = re.compile(
    r"\bby [$€£]?[\d.,]+[%km]?$|,? \b(?:starting|beginning|as of|from (?:[a-z]{3,9} \d|next|q[1-4]))\b"
    r"| while [a-z]+ing\b|, (?:ideally|mostly|mainly|preferably|including|especially)\b"
)
_NOUNS = frozenset({WordKind.SALES, WordKind.GENERAL, WordKind.THING, WordKind.SOFT})
_TO_BEFORE = re.compile(r"\bto (?:(?:at least|about|around|over|more than|below|under|less than|no more than|approximately) )?(?:an? )?[$€£¥]?$")
_MEANS_BEHIND = re.compile(
    rf",?(?: (?:mostly|mainly|largely|primarily|partly|chiefly|simply))? {BY_DOING}|(?<=\d%) with (?:an?|our|the|new|better) [a-z]"
)
"""By [deadline] stands before by calling every account."""
_STOP = re.compile(
    r"(?<!\bavg)(?<!\bapprox)(?<!\bincl)(?<!\bvs)(?<!\besp)(?<!\be\.g)(?<!\bi\.e)[.;](?: |$)(?=\s*[a-z0-9]|\s*$)|[!](?= [a-z0-9])"
    r"|(?= without [a-z]+ing\b)|(?<=[a-z\d%)]) [-–] (?=(?!by\b|until\b|before\b|in\b)[a-z'-]+ [a-z])"
    r"|, (?=(?:its|it's|it is|currently|last|was|were|presently|down from|up from|we (?:are|had|did|won|got)) )|:(?= [$€£]?\d)(?![^(]{0,60}\))"
)
"""A remark (its averaging 74) and the parts of a sum are not parted from what they belong to."""
_POLITE = re.compile(
    r"(?:,? (?:if possible|if you can|if we can|please|pls|thanks|thx|thank you|cheers|ok|okay|lol|haha)(?: (?:all|team|everyone))?)+[ .!]*$"
    r"|\s*[:;]-?[)D(]+$|\s*[\u2600-\u27bf\U0001f300-\U0001faff]+$"
)
_PERIODS = {
    "week": re.compile(r"\bweek|\bwk\b"),
    "month": re.compile(r"\bmonth\b|^(?:in |for |dec - )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*$"),
    "quarter": re.compile(r"quarter|\bqtr|\bq ?[1-4]\b|\b[1-4]q\b|\beoq"),
    "half": re.compile(r"\bh[12]\b|\b[12]h\b|\bhalf\b"),
    "year": re.compile(r"\bfy|fiscal|\b20\d\d$"),
}
_LONGEST = {"week": 10, "month": 45, "quarter": 150, "year": 10**6}
"""Days from now up to which a deadline is of such a period."""
