"""Additions to a Japanese goal: 〔期限〕までに at its head, 〔現在値〕から before its number, the rest in brackets at its end."""

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
from kpi_xl.smart.words.lexicon import Word, WordKind
from kpi_xl.smart.words.text import blanked


def japanese_additions(goal: GoalStatement, missing: Missing) -> list[Addition]:
    """The pieces in the order in which they are read."""
    at_end = [*_aside(goal, missing), *(_target_aside(goal, missing) if missing.target else _baseline_aside(goal, missing))]
    return [
        *_at_head(goal, missing),
        *(_inline_way(goal, missing) if missing.target else [*_what(goal, missing), *_inline_baseline(goal, missing)]),
        *([_in_brackets(goal, "、".join(at_end))] if at_end else []),
    ]


def _at_head(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """〔目的〕のために、〔期限〕までに、; what does not go there stands at the end."""
    head = _LABEL.match(goal.typed)
    at = head.end() if head else 0
    if missing.purpose and not _is_purpose_aside(goal, missing) and not _asks_what(goal, missing):
        yield Addition(at, missing.purpose if missing.purpose.endswith("、") else f"{missing.purpose}のために、")
    if missing.deadline and not _is_deadline_aside(goal):
        yield Addition(at, f"{missing.deadline}{'まで' if _is_kept(goal) else 'までに'}、")


def _aside(goal: GoalStatement, missing: Missing) -> Iterator[str]:
    """（期限：〔期限〕） of そのうち大手も攻めたい, （目的：〔目的〕） of a goal without a verb."""
    if missing.deadline and _is_deadline_aside(goal):
        yield f"期限：{missing.deadline}"
    if missing.purpose and _is_purpose_aside(goal, missing) and not _asks_what(goal, missing):
        yield f"目的：{missing.purpose}"


def _asks_what(goal: GoalStatement, missing: Missing) -> bool:
    """True where 〔指標〕 is asked for: the figure itself may say what for."""
    if missing.purpose != BLANKS["ja"]["purpose"]:
        return False
    return bool(missing.target) and not _own_figure(goal) and _before_change(goal) is None and not _is_deed(goal)


def _is_deadline_aside(goal: GoalStatement) -> bool:
    head = _LABEL.match(goal.typed)
    is_figure_of_label = head is not None and bool(head[0].strip()) and _FIGURE.match(goal.plain, head.end()) is not None  # 接続率:25%
    return is_figure_of_label or is_someday(goal) or _BEGINS_WITH_REASON.search(goal.plain) is not None


def _is_purpose_aside(goal: GoalStatement, missing: Missing) -> bool:
    return missing.purpose == BLANKS["ja"]["purpose"] and _SENTENCE_END.search(goal.plain) is None


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


def _inline_baseline(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """〔現在値〕から before 50件に増やす."""
    if missing.baseline and goal.target is not None:
        at = _before_number(goal, goal.target.start)
        if _can_lead_on(goal, at):
            yield Addition(at, f"{missing.baseline}から")


def _baseline_aside(goal: GoalStatement, missing: Missing) -> Iterator[str]:
    """現在は〔現在値〕 where the sentence has no place for it."""
    if missing.baseline and goal.target is not None and not _can_lead_on(goal, _before_number(goal, goal.target.start)):
        yield f"直近は{_last(missing.baseline)}" if is_one_off(goal) else f"現在は{missing.baseline}"


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


def _inline_way(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """訪問を〔現在値〕から〔目標値〕に増やす."""
    at = None if missing.what else _before_change(goal)
    if at is not None:
        yield Addition(at, _way(goal, missing))


def _before_change(goal: GoalStatement) -> int | None:
    """Where a way goes before 増やす; None of もっと増やす, 増加に努める and a goal that changes nothing."""
    changes = _changes(goal)
    if goal.is_of_quality or (changes and changes[-1].text.startswith(_ENDS_ALL)):
        return None
    before = _BEFORE_CHANGE.search(goal.plain, 0, changes[-1].start) if changes else None
    if before is None or before[0] or goal.plain[changes[-1].end :].startswith(("に", "へ", "を")):
        return None
    return before.start()


def _changes(goal: GoalStatement) -> list[Word]:
    return [word for word in goal.words if word.meaning.kind in (WordKind.RAISE, WordKind.LOWER)]


def _target_aside(goal: GoalStatement, missing: Missing) -> Iterator[str]:
    """〔指標〕を〔現在値〕から〔目標値〕に of 営業成績を向上させる, アポを… of なるべく多くのアポを取る."""
    if missing.what:
        yield _way(goal, missing, f"{missing.what}を")
    elif _before_change(goal) is not None:
        return
    elif _is_deed(goal):
        if not is_seen_when_done(goal) and not _SEEN_LAST.search(goal.plain):
            yield BLANKS["ja"]["made"]
    elif _changes(goal) and not goal.is_of_quality and all(family.id in _DIRECTIONS for _, family in goal.vague):
        yield _way(goal, missing)
    else:
        yield _way(goal, missing, f"{_own_figure(goal) or BLANKS['ja']['what']}を")


def _is_deed(goal: GoalStatement) -> bool:
    """見積を出す; not 対応を早くする, which has a figure though nobody names it."""
    if goal.times and _SEEN_LAST.search(goal.plain):
        return True  # 改善提案の手順を文書化する
    is_change = bool(_changes(goal)) or _COMPARED.search(goal.plain) or _CHANGE.search(goal.plain)
    return not is_change and (is_done_or_not(goal) or is_seen_when_done(goal))


def _own_figure(goal: GoalStatement) -> str | None:
    """アポ of なるべく多くのアポを取る; of フォローの強化 nobody knows what figure is meant."""
    subject = goal.indicator.subject if goal.indicator else None
    is_figure = subject is not None and subject.kind in (WordKind.INDICATOR, WordKind.SALES)
    is_clear = all(family.id in (*_DIRECTIONS, "someday", "mood") for _, family in goal.vague) and not _COMPARED.search(goal.plain)
    is_clear = (is_clear or is_figure) and not goal.is_of_quality
    words = goal.as_typed(goal.indicator.words) if goal.indicator and is_clear else ""
    return words if words and not _VERB.search(words) else None


def _way(goal: GoalStatement, missing: Missing, what: str = "") -> str:
    is_open = missing.target == BLANKS["ja"]["target"] and goal.baseline is None
    start = missing.baseline or (BLANKS["ja"]["baseline"] if is_open else "")
    return f"{what}{start}から{missing.target}に" if start else f"{what}{missing.target}に"


def _in_brackets(goal: GoalStatement, words: str) -> Addition:
    """At the end of the sentence with the number; within brackets that hold its time already."""
    begin = goal.target.end if goal.target else 0
    stop = goal.plain.find("。", begin)
    end = len(goal.plain.rstrip("。. ")) if stop < 0 else stop
    if goal.plain[end - 1 : end] != ")" or _WEEKDAY_BEFORE.search(goal.plain, 0, end):
        return Addition(end, f"（{words}）")
    if _is_time_in_brackets(goal, end - 1):
        return Addition(end - 1, f"、{words}")
    return Addition(end, f"。{words}")


def _is_time_in_brackets(goal: GoalStatement, end: int) -> bool:
    """（今期） and （12/28まで） take something more in; （1日30件架電すれば届く） does not."""
    begin = goal.plain.rfind("(", 0, end)
    inside = [phrase for phrase in goal.times if begin < phrase.start < end]
    rest = blanked(goal.plain[:end], [(phrase.start, phrase.end) for phrase in inside])[begin + 1 :]
    return bool(inside) and not _BESIDE_TIME.sub("", rest)


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
_SENTENCE_END = re.compile(r"(?:[うくぐすつぬぶむる]|ます|たい|です|こと)[。.!！ ]*$")
_BEGINS_WITH_REASON = re.compile(r"(?:ので|ため、|から、)(?=.)")
_DIRECTIONS = ("result", "degree")
"""Families of vague words that say which way a figure is to go."""
_BESIDE_TIME = re.compile(r"まで|迄|に|中|内|末|期限|期日|締め?切り?|いずれも|どちらも|どっちも|すべて|全て|目標|達成|〆|締|[は:、~\s]")
_COMPARED = re.compile(r"[早速良高強厚多深太近]く(?!の)|早める|よく(?:する|な)")
_FIGURE = re.compile(r"(?:現状|現在|今|約|月|週)?[¥$]?\d")
_ENDS_ALL = ("なく", "無く", "撲滅")
"""取りこぼしをなくす: nothing goes "to" a value."""
_SEEN_LAST = re.compile(r"(?:文書化|公開|再?提出|完了|完成|登録|発行|送付|配布|策定)(?:する|します|いたします|させる|させます)?[。!]?$")
_CHANGE = re.compile(r"[増減](?=$|[。!、\s(])")
"""訪問増."""
_VERB = re.compile(r"(?:[うるすつ]|[いえ]て)$|たい$")
_WEEKDAY_BEFORE = re.compile(r"\([月火水木金土日]\)$")
_ABOUT = re.compile(r"(?:約|およそ|最低でも?|少なくとも)$")
