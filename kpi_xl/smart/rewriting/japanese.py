"""Additions to a Japanese goal: 〔期限〕までに at its head, 〔現在値〕から before its number, the rest in brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.sense import Sense
from kpi_xl.smart.reading.statement import GoalKind, GoalStatement
from kpi_xl.smart.rewriting.additions import Addition, Missing, is_done_or_not, is_one_off
from kpi_xl.smart.rewriting.composed import BLANKS
from kpi_xl.smart.words.lexicon import WordKind


def japanese_additions(goal: GoalStatement, missing: Missing) -> list[Addition]:
    """The pieces in the order in which they are read."""
    at_head = list(_at_head(goal, missing))
    if missing.what and missing.target:  # 営業成績を向上させる（〔指標〕を〔現在値〕から〔目標値〕に）
        return [*at_head, _in_brackets(goal, _way(missing, f"{missing.what}を"))]
    if missing.target:
        return [*at_head, _target(goal, missing)]
    return [*at_head, *_what(goal, missing), *_baseline(goal, missing)]


def _at_head(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    head = _LABEL.match(goal.typed)
    at = head.end() if head else 0
    if missing.purpose:
        yield Addition(at, missing.purpose if missing.purpose.endswith("、") else f"{missing.purpose}のために、")
    if missing.deadline:
        yield Addition(at, f"{missing.deadline}{'まで' if _is_kept(goal) else 'までに'}、")


def _is_kept(goal: GoalStatement) -> bool:
    return goal.kind is GoalKind.STAY_ABOVE or any(word.meaning.kind is WordKind.KEEP for word in goal.words)


def _what(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """お客様（〔指標〕）を5%増やす, 〔指標〕を50件にする."""
    if not missing.what:
        return
    nouns = [word for word in goal.words if word.meaning.kind in _NOUNS]
    if nouns:
        yield Addition(nouns[0].end, f"（{missing.what}）")
    elif goal.target is not None:
        leads_on = _LEADS_ON.match(goal.plain, goal.target.end) is not None
        yield Addition(_before_number(goal, goal.target.start), f"{missing.what}{'を' if leads_on else ''}")


def _baseline(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """〔現在値〕から before 50件に増やす; in brackets where the sentence has no such place."""
    if not missing.baseline or goal.target is None:
        return
    at = _before_number(goal, goal.target.start)
    if _can_lead_on(goal, at):
        yield Addition(at, f"{missing.baseline}から")
    else:
        yield _in_brackets(goal, f"直近は{_last(missing.baseline)}" if is_one_off(goal) else f"現在は{missing.baseline}")


def _last(baseline: str) -> str:
    """A blank for a last result; the value where it is known."""
    return BLANKS["ja"]["last"] if baseline == BLANKS["ja"]["baseline"] else baseline


def _can_lead_on(goal: GoalStatement, at: int) -> bool:
    target = goal.target
    assert target is not None
    if target.scale in (Scale.RATIO, Scale.RANK) or _is_kept(goal):
        return False
    before, after = goal.plain[max(0, at - 1) : at], goal.plain[target.end :]
    leads = _MORE_AFTER if goal.sense is Sense.BY else _TO_AFTER
    return before in ("を", "が", "は") and leads.match(after) is not None


def _target(goal: GoalStatement, missing: Missing) -> Addition:
    """訪問を〔現在値〕から〔目標値〕に増やす."""
    changes = [word for word in goal.words if word.meaning.kind in (WordKind.RAISE, WordKind.LOWER)]
    if changes:
        before = _BEFORE_CHANGE.search(goal.plain, 0, changes[-1].start)
        if before and not before[0] and not goal.plain[changes[-1].end :].startswith(("に", "へ", "を")):
            return Addition(before.start(), _way(missing))
    if not changes and is_done_or_not(goal):
        return _in_brackets(goal, BLANKS["ja"]["made"])
    is_way = missing.baseline and (changes or goal.vague)
    return _in_brackets(goal, _way(missing) if is_way else f"目標{missing.target}")


def _way(missing: Missing, what: str = "") -> str:
    start = f"{missing.baseline}から" if missing.baseline else ""
    return f"{what}{start}{missing.target}に"


def _in_brackets(goal: GoalStatement, words: str) -> Addition:
    """At the end of the sentence with the number; within brackets that stand there already."""
    begin = goal.target.end if goal.target else 0
    stop = goal.plain.find("。", begin)
    end = len(goal.plain.rstrip("。. ")) if stop < 0 else stop
    if goal.plain[end - 1 : end] == ")" and not _WEEKDAY_BEFORE.search(goal.plain, 0, end):
        return Addition(end - 1, f"、{words}")
    return Addition(end, f"（{words}）")


def _before_number(goal: GoalStatement, start: int) -> int:
    """Where the number begins with its period and 約: the 月間 of 月間50件."""
    at = start
    for phrase in reversed(goal.times):
        if phrase.is_recurring and phrase.end <= at and not goal.plain[phrase.end : at].strip("約にの "):
            at = phrase.start
    about = _ABOUT.search(goal.plain, 0, at)
    return about.start() if about else at


_LABEL = re.compile(r"\s*(?:[・•●■◆◇□▪▶➤✓✔☐※○◯★☆▼*-]\s*|\(?\d{1,2}[.):](?!\d)\s*)?(?:[^:、。\d]{1,10}:\s*|【[^】]{1,12}】\s*)?")
_NOUNS = frozenset({WordKind.SALES, WordKind.GENERAL, WordKind.THING, WordKind.SOFT})
_TO_AFTER = re.compile(
    r"(?:以上|以下|未満|程度|超)?(?:に|へ|まで(?:に)?)(?:$|[、。]|する|し|引|増|上|高|伸|向|減|下|短|縮|抑|改|拡|達|持|回復|乗|到達)"
)
_LEADS_ON = re.compile(r"(?:以上|以下|未満|程度|超)?(?:に|へ|まで|[一-龥]{1,4}(?:す|し|る))")
_MORE_AFTER = re.compile(r"(?:以上|程度|ほど)?(?:増|上げ|伸ば|減|下げ|削|短|縮|向上|改善|引き|アップ|高め|拡)")
_BEFORE_CHANGE = re.compile(
    r"(?<=[をがはも])(?:(?:今より|これまでより|もっと|さらに|更に|より|一層|大幅に|大きく|少しでも|着実に|"
    r"確実に|積極的に|できるだけ|極力|なるべく|しっかり)、?)*$"
)
_WEEKDAY_BEFORE = re.compile(r"\([月火水木金土日]\)$")
_ABOUT = re.compile(r"(?:約|およそ|最低でも?|少なくとも)$")
