"""Completion: each goal of a sentence with the deadline and the verb that the sentence says once for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.explanations import is_told, may_tell
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.own_words import by_itself, own_words
from kpi_xl.smart.splitting.said_of_all import alone_at_end, aside_of_last, rhythm_at_end, shared_deadline, until
from kpi_xl.smart.splitting.stretches import Part, begins_sentence, has_deadline, has_own_verb, is_verb, within
from kpi_xl.smart.splitting.verb_endings import ended
from kpi_xl.smart.times.due_words import due_in_english, due_in_japanese, with_aside
from kpi_xl.smart.words.lexicon import WordKind


def completed(goal: GoalStatement, parts: list[Part]) -> Iterator[str]:
    """Each goal with the deadline and the verb that stand only before the first or after the last."""
    due = _due_of_first(goal, parts)
    aside = aside_of_last(goal, parts[-1])
    stop = aside[0] if aside and goal.language == "ja" else parts[-1][1]
    rhythm = rhythm_at_end(goal, parts[-1])
    lead, tail = _lead(goal, parts[0]), _tail(goal, (parts[-1][0], stop))
    for number, (start, end) in enumerate(parts):
        is_last = number == len(parts) - 1
        words = by_itself(own_words(goal.typed[start : aside[0] if is_last and aside else end]))
        if number and goal.language == "ja":
            words = _with_noun(goal, words, parts[0], (start, end))
        above = _heading_above(goal, parts, number)
        is_headed = bool(due) and not goal.times[0].start and not goal.times[0].is_recurring
        has_time = has_deadline(goal.times, (start, end)) if is_headed else _has_time(goal, start, end)
        if above and not has_deadline(goal.times, (start, end)):
            words = f"{above}、{words}" if goal.language == "ja" else f"{words} {due_in_english(above)}"
        elif number and (lead or due) and not has_time and not _is_so_soon(goal, (start, end)):
            words = _with_due(goal, words, lead, due)
        if rhythm and not is_last and not _has_time(goal, start, end):
            words = f"{rhythm}、{words}" if goal.language == "ja" else f"{words} {rhythm}"
        elif not is_last:
            words = _with_tail(goal, words, (start, end), tail, parts[-1][0])
            if stop < parts[-1][1] and aside and not has_deadline(goal.times, (start, end)) and not _mentions_time(goal, words):
                words = f"{aside[1]}、{words}"
        elif goal.language == "en":
            words = _verb_of_first(goal, (start, end)) + (f"{words} {due_in_english(aside[1])}" if aside else words)
        elif aside:
            words = f"{aside[1]}、{words}"
        yield by_itself(words)


def _heading_above(goal: GoalStatement, parts: list[Part], number: int) -> str:
    """Dec of Dec: 8 demos, 3 closes. Jan: …: a month heads what follows it in its sentence, where several have their own."""
    heads = [phrase for phrase in goal.times if not phrase.is_recurring and goal.plain.startswith((":", "は", " - "), phrase.end)]
    if number == 0 or len(heads) < FEWEST or begins_sentence(goal, parts[number][0]):
        return ""
    for start, end in reversed(parts[:number]):
        first = next(iter(within(goal.times, start, end)), None)
        if first in heads and not goal.plain[start : first.start].strip():
            return goal.typed[first.start : first.end]
        if begins_sentence(goal, start):
            return ""
    return ""


def _with_noun(goal: GoalStatement, words: str, first: Part, part: Part) -> str:
    """1月は受注8件 of 12月は受注6件、1月は8件: what the first goal counts, the others count too."""
    head = _FIGURE_OF_TERM.match(words)
    if head is None or any(is_subject(word) for word in within(goal.words, *part)):
        return words
    counted = next(iter(within(goal.numbers, *first)), None)
    before = [word for word in within(goal.words, *first) if is_subject(word) and counted is not None and word.end <= counted.start]
    joint = "" if head[0].endswith(("は", ":", "：")) else "の"
    noun = _COMPOUND.search(goal.typed, first[0], before[-1].end) if before else None
    return f"{head[0]}{joint}{noun[0]}{words[head.end() :]}" if noun else words


def _with_due(goal: GoalStatement, words: str, lead: str, due: str) -> str:
    """来月末までに商談50件; in English the deadline that leads the first goal ends the others."""
    if goal.language == "en":
        first = goal.times[0]
        when = due or goal.typed[first.start : first.end]
        return f"{words.rstrip('. ')} {when.lower() if first.is_recurring else due_in_english(when)}"
    if _TOPIC.match(words):  # Q4は、成約は4本 has one は
        lead = f"{lead[:-1]}に、" if lead.endswith("は") else lead
    return f"{lead}{words}" if lead else f"{due_in_japanese(due)}、{words}"


def _lead(goal: GoalStatement, first: Part) -> str:
    """来月末までに of 来月末までに商談50件、受注10件."""
    subject = min((word.start for word in goal.words if is_subject(word)), default=first[1])
    times = [phrase for phrase in goal.times if phrase.end <= subject and not goal.plain[: phrase.start].strip()]
    if not times or any(number.start < subject for number in goal.numbers):
        return ""
    is_adjective = goal.language == "en" and goal.plain[times[0].end : times[0].end + 1] not in (":", ",")
    if times[0].is_recurring and is_adjective:
        return ""  # weekly 1:1 with each rep
    if times[0].is_recurring and any(phrase.is_recurring for phrase in goal.times if phrase.start >= first[1]):
        return ""  # 毎日架電60件、接続率15%、毎月アポ20件: each has its rhythm, or none
    after = _AFTER_LEAD.match(goal.plain, times[0].end)
    return goal.typed[: after.end() if after else times[0].end]


def _due_of_first(goal: GoalStatement, parts: list[Part]) -> str:
    """This quarter of "win $120k this quarter and keep margin at 40%": a sentence has one deadline, until it names another."""
    is_headed = bool(goal.times) and not goal.times[0].start
    if is_headed and goal.times[0].is_recurring and goal.plain.startswith(":", goal.times[0].end):
        return goal.typed[: goal.times[0].end]
    times = [phrase for phrase in goal.times if not (is_headed and phrase.is_recurring)]
    first = [phrase for phrase in times if parts[0][0] <= phrase.start < parts[0][1]]
    if len(first) > 1 and may_tell(goal.plain):  # 先月は見学18組でした。今月は…
        first = [phrase for phrase in first if not is_told(goal.plain, phrase.start)]
    others = [phrase for phrase in times if phrase.start >= parts[0][1]]
    if len(first) == 1 and first[0].words.startswith(("当日", "即日", "翌日")):
        return ""
    if len(first) != 1 or others or first[0].is_recurring or first[0].is_start:
        return ""
    is_heading = not first[0].start and goal.plain.startswith((":", " - ", " – "), first[0].end)
    if not is_heading and _PARTED.search(goal.plain):
        return ""
    return goal.typed[first[0].start : first[0].end]


def _tail(goal: GoalStatement, last: Part) -> str:
    """を来月末までに達成する of 商談50件、受注10件を来月末までに達成する."""
    numbers = [each.end for each in goal.numbers if last[0] <= each.start < last[1]]
    if not numbers:
        return ""
    begin = _last_outside(goal.plain, numbers)
    note = _NOTE_LAST.match(goal.plain, begin)
    if note is not None and any(begin < each.start < note.end() for each in goal.numbers):
        begin = note.end()  # （11月は14%） is of the last figure alone
    rest = goal.typed[begin : last[1]].rstrip("。.!！ ")
    if rest.rstrip("」』)）") == "まで" and begin == numbers[-1]:
        return ""  # 新規5件、休会2名まで: a bound of the last alone
    if goal.language == "ja" and rest.startswith(("。", "!", "！")):
        return ""  # 新規5社。全部達成で賞与アップ: a sentence beside it
    if rest.startswith(("、", ",")) and not any(begin <= phrase.start < last[1] for phrase in goal.times):
        return ""  # 訪問は毎日3件、タバコをやめる: a clause of its own
    return _BOUND.sub("", _BRACKETS_FIRST.sub("", rest))


def _has_time(goal: GoalStatement, start: int, end: int) -> bool:
    return any(start <= phrase.start < end for phrase in goal.times)


def _with_tail(goal: GoalStatement, words: str, part: Part, tail: str, last: int) -> str:
    """A clause that breaks off at its number goes on as the last one does; one with a verb keeps it."""
    numbers = [each.end for each in goal.numbers if part[0] <= each.start < part[1]]
    if not numbers or goal.plain.startswith(_SENTENCE_ENDS, part[1]):
        if goal.language == "ja":
            return f"{shared_deadline(goal, part)}{words if numbers else ended(words)}"
        alone = None if has_deadline(goal.times, part) else alone_at_end(goal)
        return f"{words} {due_in_english(alone[1])}" if alone else words
    rest = _BRACKETS.sub("", goal.plain[_last_outside(goal.plain, numbers) : part[1]])
    breaks_off = _BREAKS_OFF.fullmatch(rest) is not None
    if goal.language == "en":
        return _with_english_tail(goal, words, part, last)
    if len(numbers) > 1 and "、" in words:
        return words  # 通電率30%、アポ化5%で: what is lent would go with one of them
    if breaks_off and has_deadline(goal.times, part) and has_deadline(goal.times, (part[1], len(goal.plain))):
        return words  # each has its own day: what is done by the other's is not its own
    if breaks_off and tail and _ONLY_UNTIL.fullmatch(goal.outside[_tail_start(goal, tail) :]):
        return _with_deadline_only(goal, words, part)
    if breaks_off and (_ARROW.search(goal.plain, *part) or _is_kept_elsewhere(goal, part, tail)):
        return _with_deadline_only(goal, words, part)
    if breaks_off and (_is_deed_of_another(goal, part, tail) or _is_how_soon(goal, part)):
        return words
    if breaks_off and _CHANGE_OF_LAST.match(tail) and goal.scale_in(*part) is not goal.numbers[-1].scale:
        return _with_deadline_only(goal, words, part)  # 訪問50件、失注2割減: what is less by a rate lends nothing to a count
    if breaks_off and (_IS_COMPARED.search(words) or _IS_LEVEL.search(words)) and _CHANGES.search(tail):
        return _with_deadline_only(goal, words, part)  # 前年比110% and 成約率：30% are levels: nothing grows by them
    if _DEED.fullmatch(rest) and (done := _DONE_LAST.search(tail)):
        return words + done[0]
    if breaks_off and not (has_deadline(goal.times, part) and _mentions_time(goal, tail)):
        return words.rstrip("にへをでと、 ") + _joined(words, tail)
    shared = shared_deadline(goal, part)
    return (f"{shared}{ended(words)}" if shared else ended(words)) if not breaks_off else words


def _tail_start(goal: GoalStatement, tail: str) -> int:
    """Where the tail stands in the text; its end where it does not."""
    at = goal.typed.rfind(tail)
    return at if at >= 0 else len(goal.typed)


def _is_kept_elsewhere(goal: GoalStatement, part: Part, tail: str) -> bool:
    """キープ of 受注単価60万円に（今52万）、件数は月8件キープ: what is to become of the first is no keeping."""
    return _KEPT.match(tail) is not None and _BECOMES.search(goal.plain, *part) is not None


def _is_deed_of_another(goal: GoalStatement, part: Part, tail: str) -> bool:
    """実施 of 完了率80%、QBR 6社実施: a rate and money are nothing that is held."""
    own = next((each for each in goal.numbers if part[0] <= each.start < part[1]), None)
    return own is not None and own.scale in (Scale.RATE, Scale.YEN, Scale.POINTS) and _HELD.match(tail) is not None


def _is_how_soon(goal: GoalStatement, part: Part) -> bool:
    """見積を週6件、提出後3日以内に電話: what is done so soon is done to the last alone."""
    return goal.numbers[-1].scale in HOW_SOON and goal.scale_in(*part) not in HOW_SOON


def _is_so_soon(goal: GoalStatement, part: Part) -> bool:
    """Reply to every review within a day: a rule, which no month of another goal ends."""
    said = _EVERY_ONE.search(goal.plain, *part)
    return said is not None and (bool(said["after"] or said["whole"]) or goal.scale_in(*part) in HOW_SOON)


def _with_deadline_only(goal: GoalStatement, words: str, part: Part) -> str:
    """粗利率22%→25% says which way it goes: the verb of another goal (抑える) is not its own."""
    last = goal.times[-1] if goal.times else None
    if last is None or last.is_recurring or last.is_start or last.start < part[1] or has_deadline(goal.times, part):
        return words
    return with_aside(words, until(goal, last))


def _last_outside(text: str, ends: list[int]) -> int:
    """Where the last number ends that stands in no brackets: of 25件(現状18件) the 25件."""
    outside = [end for end in ends if text.rfind("(", 0, end) <= text.rfind(")", 0, end)]
    if outside:
        return outside[-1]
    closes = text.find(")", ends[-1])
    return closes + 1 if closes >= 0 else ends[-1]


def _joined(words: str, tail: str) -> str:
    """50件に + を達成する is 50件を達成する, 50件に + 増やす is 50件に増やす."""
    if words.endswith((")", "）")) and tail in ("に", "へ", "を"):
        return ""  # 1.2億円（前期1億円）
    if not tail or tail[0] in "にへをでのとま、(":
        return tail
    particle = words[-1] if words[-1] in "にへをで" else ""
    return particle + tail


def _with_english_tail(goal: GoalStatement, words: str, part: Part, begins: int) -> str:
    """The verb that stands first and the deadline that stands last are meant for all that have none."""
    words = _verb_of_first(goal, part) + words
    last = goal.times[-1] if goal.times and not _is_so_soon(goal, part) else None
    is_one_of_several = last is not None and any(not each.is_recurring and each.start < last.start for each in goal.times)
    is_looked_at = all(number.scale is Scale.RATE for number in goal.numbers)  # churn below 2% every month, not done so often
    recurs = last is not None and _EVERY.match(last.words) is not None and (is_looked_at or goal.plain.startswith(_JOINED, part[1]))
    is_shared = last is not None and not is_one_of_several and (not last.is_recurring or recurs)
    is_near = last is not None and (last.start >= begins or _JOINED_TO.fullmatch(goal.plain, part[1], last.start) is not None)
    if last is None or not is_shared or not is_near or last.start < part[1] or has_deadline(goal.times, part):
        return words
    when = goal.typed[last.start : last.end]
    return f"{words} {when}" if last.is_recurring else f"{words} {due_in_english(when)}"


def _verb_of_first(goal: GoalStatement, part: Part) -> str:
    """Increase, of win rate to 25% in "increase demos to 50 and win rate to 25%"."""
    first = goal.words[0] if goal.words else None
    if not part[0] or first is None or first.start or not is_verb(first):
        return ""
    is_own = begins_sentence(goal, part[0]) or has_own_verb(goal, part) or goal.plain.startswith("be ", part[0]) or ": " in goal.plain[: part[0]]
    is_level = first.meaning.kind in (WordKind.RAISE, WordKind.LOWER) and not _MOVED.search(goal.plain, *part)
    is_listed = first.meaning.kind in _CHANGED or " to " in goal.plain[slice(*part)] or _FIGURE_FIRST.match(goal.typed, part[0]) is not None
    return "" if is_own or is_level or not is_listed else f"{goal.typed[first.start : first.end]} "


def _mentions_time(goal: GoalStatement, tail: str) -> bool:
    return any(phrase.words in tail.lower() for phrase in goal.times)


FEWEST = 2
HOW_SOON = (Scale.DAYS, Scale.HOURS)
_EVERY_ONE = re.compile(r"\b(?:all|every|each) [a-z].* within |(?P<whole>\b100% of .* within )|\bwithin \d+ [a-z]+ (?P<after>of|after|from) [a-z]")
_MOVED = re.compile(r"\b(?:to|by|from|over|above|under|below|per)\b|%|->|→")
"""Improve close rate to 30%, average deal $20k: the second is a level, which nobody improves."""
_SENTENCE_ENDS = ("。", ". ", "; ", "!")
_PARTED = re.compile(r"。.|[;；]|\. ")
_EVERY = re.compile(r"(?:each|every)\b")
_JOINED, _JOINED_TO = (" and ", " + ", " & "), re.compile(r" (?:and|\+|&) [^,.;]*")
"""Email 25 buyers + call 15 each morning: both are done then."""
_CHANGED = (WordKind.RAISE, WordKind.LOWER, WordKind.KEEP)
_FIGURE_FIRST = re.compile(r"[$€£]?\d|(?:an?|one|two|three|four|five) |[A-Z][a-z]")
_TOPIC = re.compile(r"[一-龥ァ-ヶー]{2,10}は")
_BOUND = re.compile(r"^(?:以上|以下|未満|超|程度|以内)")
_AFTER_LEAD = re.compile(r"(?:まで|迄)?(?:に|の|で|は|、|,|:|\s)*")
_BREAKS_OFF = re.compile(r"(?:以上|以下|未満|超|程度|まで)?[にへをでと]?\s*")
_BRACKETS = re.compile(r"\([^)]*\)")
_NOTE_LAST = re.compile(r"[^()。、\d]{0,8}(\([^)]*\))")
_BRACKETS_FIRST = re.compile(r"^[(（][^)）]*[)）](?=[をにへでが])")
_ONLY_UNTIL = re.compile(r"\s*(?:まで|迄)[。)\s]*")
_BECOMES = re.compile(r"\d[^、。\d]{0,4}(?:に|へ)(?:\(|$|、)")
_ARROW = re.compile(r"\d[^、。\d]{0,4}(?:→|->|⇒)")
_KEPT = re.compile(r"[をにではも]?(?:キープ|維持|保つ|死守|守る)")
_COMPOUND = re.compile(r"(?:[一-龥ァ-ヶー]*|[A-Za-z]+)$")
"""The 受注目標 of 受注目標 上期6,000万円."""
_FIGURE_OF_TERM = re.compile(r"[^、。は]{1,8}[月期年度半週qQ\d]は(?=\s?約?\d)|(?:\d{1,2}月|[1-4][qQ]|[qQ][1-4]|[上下]期)[::]?(?=\s?約?\d)")
_IS_COMPARED = re.compile(r"[比対]\s?\d[\d.]*[%％](?:に|へ)?$")
_IS_LEVEL = re.compile(r"[:：]\s?約?[¥$]?\d[^:：]*$|(?:以上|以下|未満)$")
_CHANGE_OF_LAST = re.compile(r"(?:増|減|アップ|ダウン|up|down|削減|短縮|改善|向上|圧縮|カット)(?![らやし])")
_DEED = re.compile(r"(?:への?|の|に対する)[一-龥ァ-ヶーa-z]{2,12}と?")
_DONE_LAST = re.compile(r"を[^、。をと]{2,20}$")
"""Of 契約3件の締結と15社への送付を完了する the を完了する: the deed before it is to be done, too."""
_CHANGES = re.compile(r"(?:を|も)?(?:増|減|伸ば|上げ|下げ|引き|高め|削減|短縮|拡大)")
_HELD = re.compile(r"[をに]?(?:実施|開催|訪問|架電|作成|面談|送|提出|返信|連絡|配|回る|もらう|集め|出す|書く|取る)")
