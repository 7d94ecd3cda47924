"""Said of all: the deadline that a last sentence, a bracket or its own name gives to every goal before it."""

from __future__ import annotations

import re

from kpi_xl.smart.grounds.clauses import clauses_in
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.stretches import Part, has_deadline, within
from kpi_xl.smart.times.due_words import due_in_japanese
from kpi_xl.smart.times.time_phrase import TimePhrase
from kpi_xl.smart.words.phrases import any_of
from kpi_xl.smart.words.text import blanked


def says_no_end(goal: GoalStatement) -> bool:
    """True of a piece that holds nothing but times, a ground and the small words between them."""
    spans = [(phrase.start, phrase.end) for phrase in goal.times]
    grounds = [each for each in clauses_in(f"{goal.plain}1", goal.language == "ja") if each.is_ground]  # as though a goal's figure followed
    spans += [(each.start, each.end) for each in grounds]
    if goal.target is not None and not any(each.holds(goal.target.start) for each in grounds):
        return False
    return bool(spans) and _SMALL_WORDS.sub("", blanked(goal.plain, spans)).strip() == ""


def aside_of_last(goal: GoalStatement, last: Part) -> tuple[int, str] | None:
    """Where the sentence that only says the deadline of all begins (。どちらも1月末まで), and the deadline as each goal has it."""
    if goal.language == "en":
        return alone_at_end(goal)
    phrase = goal.times[-1] if goal.times else None
    if phrase is None or phrase.is_recurring or phrase.start < last[0] or sum(not each.is_recurring for each in within(goal.times, *last)) > 1:
        return None
    begins = _LAST_SENTENCE.search(goal.plain, max(last[0], phrase.start - LOOK_BACK), phrase.start)
    if begins is None or not _NOTHING_MORE.fullmatch(goal.plain, phrase.end):
        return None
    return begins.start(), due_in_japanese(until(goal, phrase))


def rhythm_at_end(goal: GoalStatement, last: Part) -> str:
    """毎日 of 午前に架電50件、午後に訪問5件。（毎日） and daily of 40 dials, 10 emails (daily)."""
    phrase = goal.times[-1] if goal.times else None
    if phrase is None or not phrase.is_recurring or phrase.start <= last[0] or goal.plain[phrase.end :].strip(" 。.!") != ")":
        return ""
    opens = (" (", ". (", "; (") if goal.language == "en" else ("。(", "。 (")
    return goal.typed[phrase.start : phrase.end] if goal.plain.endswith(opens, 0, phrase.start) else ""


def alone_at_end(goal: GoalStatement) -> tuple[int, str] | None:
    """Where a last sentence that says nothing but the deadline begins (. By FY end.), and the deadline."""
    phrase = goal.times[-1] if goal.times else None
    begins = _ALONE_EN.search(goal.plain, max(0, phrase.start - LOOK_BACK), phrase.start) if phrase and not phrase.is_recurring else None
    if phrase is None or begins is None or goal.plain[phrase.end :].strip(" .!)"):
        return None
    if begins[0].startswith(" (") and sum(not each.is_recurring for each in goal.times) > 1:
        return None  # (by Friday) is of the last, where the others have their own
    return begins.start(), goal.typed[phrase.start : phrase.end]


def until(goal: GoalStatement, phrase: TimePhrase) -> str:
    """The words of a time with the まで that follows them."""
    words = goal.typed[phrase.start : phrase.end]
    return f"{words}まで" if goal.plain.startswith(("まで", "迄"), phrase.end) else words


def shared_deadline(goal: GoalStatement, part: Part) -> str:
    """A deadline in brackets or with its name (、期限は3月末) is meant for all."""
    if has_deadline(goal.times, part):
        return ""
    last = goal.times[-1] if goal.times else None
    if last is None or last.is_recurring or last.is_start or not _is_said_aside(goal, last):
        return ""
    return f"{due_in_japanese(until(goal, last))}、"


def _is_said_aside(goal: GoalStatement, last: TimePhrase) -> bool:
    """（3月末まで）, 期限は3月末, どちらも3月末, or a last sentence that says nothing else: 2月末まで。"""
    before = max(0, last.start - LOOK_BACK)
    if _SAID_ASIDE.search(goal.plain, before, last.start):
        return True
    return _SENTENCE_BEFORE.search(goal.plain, before, last.start) is not None and _NOTHING_MORE.fullmatch(goal.plain, last.end) is not None


_LAST_SENTENCE = re.compile(
    rf"[。;!]\s*(?:(?:期限|期日|締め?切り?|〆切)[はを:、\s]*)?{any_of('shared', 'ja')}?[はを:、\s]*$"
)
LOOK_BACK = 12
_ALONE_EN = re.compile(
    r"[.;] (?:all |both |each )?(?:(?:due|target|deadline)(?: date)?(?: is|:)? )?$|(?: -|,| and) (?:all|both|each) (?:of (?:them|it) )?(?:due )?$"
    r"| \((?:all |both |each )?(?:due )?$"
)
_SAID_ASIDE = re.compile(rf"(?:\(|期限|期日|締め?切り?|〆切|{any_of('shared', 'ja')})(?:は|を|で|の|:|\s)*$")
_SENTENCE_BEFORE = re.compile(r"[。;、!]\s*$")
_NOTHING_MORE = re.compile(
    r"(?:まで|迄|に|で|中|内|いっぱい|を期限と?(?:に|する)?|が期限)*(?:達成|完了|実施)?(?:する|します|で|です|のこと)?[。.!)\s]*"
)
_SMALL_WORDS = re.compile(r"まで|迄|中|内|末|[にはでを。、,.;:!()（）\s-]|\b(?:by|in|until|before|the|end|of|on|at|to|and)\b")
