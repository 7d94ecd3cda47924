"""Additions to a Japanese goal: what is missing stands in one pair of brackets at its end.

Only three pieces go elsewhere, each where its place is plain: 〔期限〕までに at the head of a goal with a figure or an end,
〔現在値〕から before 50件に増やす, and 〔現在値〕から〔目標値〕に before a verb of change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    is_someday,
)
from kpi_xl.smart.rewriting.composed import BLANKS
from kpi_xl.smart.words.lexicon import Word, WordKind


def japanese_additions(goal: GoalStatement, missing: Missing) -> list[Addition]:
    """The pieces in the order in which they are read."""
    if missing.target and not missing.what and _TWO_CHANGES.search(goal.plain) and len(_changes(goal)) > 1:
        return []
    way = _before_change(goal) if missing.target and not missing.what else None
    notes = [*_wish_notes(goal, missing, way)] if missing.target else [*_figure_notes(goal, missing)]
    return [
        *_at_head(goal, missing, way),
        *([Addition(way, _way(goal, missing))] if way is not None else _inside(goal, missing)),
        *([_at_end(goal, "、".join(notes))] if notes else []),
    ]


# --- the deadline at the head ----------------------------------------------------------------------------------------


def _at_head(goal: GoalStatement, missing: Missing, way: int | None) -> Iterator[Addition]:
    """〔期限〕までに、; a purpose that is known stands before it."""
    at = _LABEL.match(goal.typed).end()  # type: ignore[union-attr]  # it matches everywhere
    if missing.purpose.endswith("、"):
        yield Addition(at, missing.purpose)
    if missing.deadline and _leads(goal, missing, way):
        yield Addition(at, f"{missing.deadline}{'まで' if _is_kept(goal) else 'までに'}、")


def _leads(goal: GoalStatement, missing: Missing, way: int | None) -> bool:
    """True where a deadline reads well before all else: not before a label's figure, a reason, or what goes on and on."""
    head = _LABEL.match(goal.typed)
    if _POINTS.match(goal.text):
        return False
    is_figure_of_label = head is not None and bool(head[0].strip()) and _FIGURE.match(goal.plain, head.end()) is not None  # 接続率:25%
    if is_figure_of_label or is_someday(goal) or _BEGINS_WITH_REASON.search(goal.plain) or _KEY_RESULT.match(goal.plain):
        return False
    if not missing.target:
        return True
    return (way is not None or (not missing.what and _is_deed(goal))) and not _GOES_ON.search(goal.plain)


def _is_kept(goal: GoalStatement) -> bool:
    if _NEVER.search(goal.plain):
        return True  # 値引きをしない
    return goal.kind is GoalKind.STAY_ABOVE or any(word.meaning.kind is WordKind.KEEP for word in goal.words)


# --- a goal with its figure ------------------------------------------------------------------------------------------


def _inside(goal: GoalStatement, missing: Missing) -> Iterator[Addition]:
    """〔指標〕を of 50件にする, 〔現在値〕から before 50件に増やす, 現状（〔現在値〕）の2倍."""
    target = goal.target
    if missing.target or target is None:
        return
    at = _before_number(goal, target.start)
    if missing.what and _LEADS_ON.match(goal.plain, target.end) and not _what_is_noted(goal):
        yield Addition(at, f"{missing.what}を")
    if missing.baseline and _can_lead_on(goal, at):
        yield Addition(at, f"{missing.baseline}から")
    if missing.baseline and (now := _NOW.search(goal.plain)):
        yield Addition(now.end(), f"（{missing.baseline}）")


def _what_is_noted(goal: GoalStatement) -> bool:
    """True where a noun is there (お客様を5%増やす), or 〔指標〕を has no place (あと3件決める)."""
    return goal.sense is Sense.BY or any(word.meaning.kind in _NOUNS for word in goal.words)


def _figure_notes(goal: GoalStatement, missing: Missing) -> Iterator[str]:
    """〔期限〕まで and 現在は〔現在値〕, as far as they have no place in the sentence."""
    target = goal.target
    if missing.what and (_what_is_noted(goal) or target is None or not _LEADS_ON.match(goal.plain, target.end)):
        yield f"何を：{missing.what}"
    if missing.deadline and target is not None and not _leads(goal, missing, None):
        yield f"{missing.deadline}まで"
    if missing.purpose == BLANKS["ja"]["purpose"]:
        yield f"目的：{missing.purpose}"
    if not missing.baseline or target is None or is_errand(goal) or _NOW.search(goal.plain) or _OF_WHICH.search(goal.plain):
        return
    if not _can_lead_on(goal, _before_number(goal, target.start)):
        yield f"直近は{_last(missing.baseline)}" if is_one_off(goal) else f"現在は{missing.baseline}"


def _last(baseline: str) -> str:
    """A blank for a last result; the value where it is known."""
    return BLANKS["ja"]["last"] if baseline == BLANKS["ja"]["baseline"] else baseline


def _can_lead_on(goal: GoalStatement, at: int) -> bool:
    target = goal.target
    assert target is not None
    if target.scale in (Scale.RATIO, Scale.RANK) or _is_kept(goal) or _HELD_DOWN.search(goal.plain, target.end):
        return False
    before, after = goal.plain[max(0, at - 1) : at], goal.plain[target.end :]
    leads = _MORE_AFTER if goal.sense is Sense.BY else _TO_AFTER
    return before in ("を", "が", "は") and leads.match(after) is not None


# --- a goal without a figure -----------------------------------------------------------------------------------------


def _wish_notes(goal: GoalStatement, missing: Missing, way: int | None) -> Iterator[str]:
    """〔期限〕までに〔指標〕を〔現在値〕から〔目標値〕に of 営業成績を向上させる; what counts as done of a deed."""
    due = f"{missing.deadline}までに" if missing.deadline and not _leads(goal, missing, way) else ""
    if way is not None:
        yield from [f"{missing.deadline}まで"] if due else []
    elif not missing.what and _is_deed(goal):
        yield from [f"{missing.deadline}まで"] if due else []
        yield from [] if _is_seen(goal) else [BLANKS["ja"]["made"]]
        yield from [f"目的：{missing.purpose}"] if missing.purpose == BLANKS["ja"]["purpose"] and _is_seen(goal) else []
    else:
        yield _way(goal, missing, f"{due}{_figure_of(goal, missing)}")


def _figure_of(goal: GoalStatement, missing: Missing) -> str:
    """〔指標〕を, アポを of なるべく多くのアポを取る, nothing of 紹介をもっと増やす."""
    if missing.what:
        return f"{missing.what}を"
    changes, is_clear = _changes(goal), all(family.id in _DIRECTIONS for _, family in goal.vague)
    if changes and changes[-1].text in ("改善", "向上") and goal.indicator is None:
        return f"{BLANKS['ja']['what']}を"
    if changes and is_clear and not goal.is_of_quality and not changes[-1].text.startswith(_ENDS_ALL):
        return ""
    return f"{_own_figure(goal) or BLANKS['ja']['what']}を"


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


def _is_deed(goal: GoalStatement) -> bool:
    """見積を出す; not 対応を早くする, which has a figure though nobody names it."""
    if goal.times and _SEEN_LAST.search(goal.plain):
        return True  # 改善提案の手順を文書化する
    is_change = bool(_changes(goal)) or _COMPARED.search(goal.plain) or _CHANGE.search(goal.plain)
    kinds = {word.meaning.kind for word in goal.words if word.text not in _CONTACTS}
    is_soft = WordKind.SOFT in kinds and not kinds & {WordKind.ACTIVITY, WordKind.MAKE}
    return not is_change and not is_soft and (is_done_or_not(goal) or is_seen_when_done(goal) or not goal.vague)


def _is_seen(goal: GoalStatement) -> bool:
    return is_seen_when_done(goal) or _SEEN_LAST.search(goal.plain) is not None


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


# --- places ----------------------------------------------------------------------------------------------------------


def _at_end(goal: GoalStatement, words: str) -> Addition:
    """In brackets at the end of the sentence with the number, within those that end it already."""
    stop = goal.plain.find("。", goal.target.end if goal.target else 0)
    end = len(goal.plain.rstrip("。. ")) if stop < 0 else stop
    return in_brackets(goal, end, words)


def _before_number(goal: GoalStatement, start: int) -> int:
    """Where the number begins with its period and 約: the 月間 of 月間50件."""
    at = start
    for phrase in reversed(goal.times):
        if phrase.is_recurring and phrase.end <= at and not goal.plain[phrase.end : at].strip("約にの "):
            at = phrase.start
    about = _ABOUT.search(goal.plain, 0, at)
    return about.start() if about else at


_LABEL = re.compile(r"\s*(?:[・•●■◆◇□▪▶➤✓✔☐※○◯★☆▼*-]\s*|\(?\d{1,2}[.):](?!\d)\s*)?(?:[^:、。\d]{1,10}:\s*|【[^】]{1,12}】\s*)?")
_POINTS = re.compile(r"\s*[①-⑳]")
"""①売上 ②粗利 すべて105%: a deadline is none of the first alone."""
_KEY_RESULT = re.compile(r"\s*(?:kr|kpi|o|目標|指標)\s?\d*[:\s]")
"""KR1 and O: name what follows; nothing goes between."""
_NOUNS = frozenset({WordKind.SALES, WordKind.GENERAL, WordKind.THING, WordKind.SOFT})
_NOW = re.compile(r"(?<![一-龥])(?:現状|現在|今)(?=の?(?:約)?\d[\d.]*倍|の?(?:倍|[二三]倍))")
_OF_WHICH = re.compile(r"[、。](?:その)?うち\d")
"""10件もらい、そのうち3件を受注する: one blank would not say of which figure."""
_TO_AFTER = re.compile(
    r"(?:以上|以下|未満|程度|超)?(?:に|へ|まで(?:に)?(?!$|[、。]))(?:$|[、。]|する|し|引|増|上|高|伸|向|減|下|短|縮|抑|改|拡|達|持|回復|乗|到達)"
)
_HELD_DOWN = re.compile(r"(?:以下|以内|未満)に(?:抑|とど|収|おさ)")
"""四半期2社以下に抑える: it may be so already."""
_NEVER = re.compile(r"[わかがさしたなばまら]ない[。!]*$")
_LEADS_ON = re.compile(r"(?:以上|以下|未満|程度|超)?(?:に|へ|まで|[一-龥]{1,4}(?:す|し|る))")
_MORE_AFTER = re.compile(r"(?:以上|程度|ほど)?(?:増|上げ|伸ば|減|下げ|削|短|縮|向上|改善|引き|アップ|高め|拡)")
_BEFORE_CHANGE = re.compile(
    r"(?<=[をがはも])(?:(?:今より|これまでより|もっと|さらに|更に|より|一層|大幅に|大きく|少しでも|着実に|"
    r"確実に|積極的に|できるだけ|極力|なるべく|しっかり)、?)*$"
)
_BEGINS_WITH_REASON = re.compile(r"(?:ので|ため、|から、)(?=.)")
_GOES_ON = re.compile(r"こまめ|日々|日頃|常に|まめに|しっかり|丁寧|心がけ|心掛け|努め|続け|頑張|がんば|寄り添|計画的|定期的")
"""What goes on every day is not done by a day."""
_DIRECTIONS = ("result", "degree")
"""Families of vague words that say which way a figure is to go."""
_COMPARED = re.compile(r"[早速良高強厚多深太近]く(?!の)|早める|よく(?:する|な)")
_FIGURE = re.compile(r"(?:現状|現在|今|約|月|週)?[¥$]?\d")
_ENDS_ALL = ("なく", "無く", "撲滅")
"""取りこぼしをなくす: nothing goes "to" a value."""
_SEEN_LAST = re.compile(r"(?:文書化|公開|再?提出|完了|完成|登録|発行|送付|配布|策定)(?:する|します|いたします|させる|させます)?[。!]?$")
_TWO_CHANGES = re.compile(r"[しせげめえ]、[^、。]*[をが]")
"""商談数を増やし、失注を減らす: one blank would not say of which figure."""
_CONTACTS = ("連絡", "挨拶")
"""What is done, though it is also a matter of manners."""
_CHANGE = re.compile(r"[増減](?=$|[。!、\s(])")
"""訪問増."""
_VERB = re.compile(r"(?:[うるすつ]|[いえ]て)$|たい$")
_ABOUT = re.compile(r"(?:約|およそ|最低でも?|少なくとも)$")
