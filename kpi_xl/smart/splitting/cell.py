"""A cell: the goals that one text holds, each with what is said once for all of them.

A line, point or clause is a goal of its own only where it can stand alone; what merely adds to a goal (期限：, 現状：, 目的：)
is read with it. A single goal is never parted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from kpi_xl.smart.layout.blocks import blocks_in
from kpi_xl.smart.layout.list_items import ListItem, list_items, with_headings
from kpi_xl.smart.layout.sheet_rows import with_columns
from kpi_xl.smart.layout.tables import Table, table_in
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.explanations import is_means, states_fact
from kpi_xl.smart.reading.facts import only_tells
from kpi_xl.smart.reading.sentence import read_goal
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.clauses import clauses
from kpi_xl.smart.splitting.own_words import without_joint
from kpi_xl.smart.splitting.same_time import with_same_time
from kpi_xl.smart.splitting.sharing import (
    LONGEST_NOTE,
    NOTED,
    added_to,
    present_value,
    where_it_begins,
    whole_time,
    with_present,
)
from kpi_xl.smart.splitting.stretches import has_own_verb
from kpi_xl.smart.splitting.wishes import wished
from kpi_xl.smart.times.due_words import due_in_english
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.words.lexicon import Subject

Reader = Callable[[str], GoalStatement]


class CellGoal(NamedTuple):
    """One goal of a cell."""

    own: str  #: its own words, as typed
    statement: GoalStatement  #: read with what is said for all


class _Point(NamedTuple):
    """A line or point, read by itself."""

    item: ListItem
    statement: GoalStatement


def goals_in(text: str, today: Today, own: tuple[Subject, ...] = ()) -> tuple[CellGoal, ...]:
    """The goals of a cell, one or more, in their order."""
    goals = _goals_in(text, today, own)
    if len(goals) < FEWEST:
        return goals
    before, found = None, []
    for goal in goals:
        if meant := with_same_time(goal.statement, before):
            goal = goal._replace(statement=read_goal(meant, today, own, in_japanese=goal.statement.language == "ja"))
        before = goal.statement if goal.statement.deadline else before
        found.append(goal)
    return tuple(found)


def _goals_in(text: str, today: Today, own: tuple[Subject, ...]) -> tuple[CellGoal, ...]:
    if blocks := blocks_in(text):
        return tuple(goal for block in blocks for goal in _goals_in(block, today, own))
    whole = read_goal(text, today, own)
    in_japanese = whole.language == "ja"
    if rows := table_in(text):
        return tuple(_of_table(rows, partial(read_goal, today=today, own=own, in_japanese=in_japanese)))
    table = with_columns(text)
    if table != text:
        text, whole = table, read_goal(table, today, own)
    text = with_headings(text)
    read = partial(read_goal, today=today, own=own, in_japanese=in_japanese)
    single = (CellGoal(text, whole),)
    if not (_MARKS.search(text) or text[:1] == "一") or not _MAY_BE_LISTED.search(text):
        return tuple(_of_clauses(whole, read)) or single
    if _SMART_FORM.search(text):
        return single
    points = [_Point(item, read(item.text)) for item in list_items(text)]
    points = _without_notes(points)
    are_sentences = not any(point.item.is_marked for point in points) and all(_is_sentence(point.statement) for point in points)
    if _lists_means(points):
        return tuple(_with_shared(points[0], (), read))
    alone = [_stands_alone(point, are_sentences) for point in points]
    goals = [point for point, is_alone in zip(points, alone, strict=True) if is_alone]
    shared = [point.statement for point, is_alone in zip(points, alone, strict=True) if not is_alone][:MOST_NOTES]
    if len(points) == 1 or _are_one_object(points) or _have_one_figure(goals, shared):
        return tuple(_of_clauses(whole, read)) or single
    if len(goals) < FEWEST:
        return _single_or_clauses(goals, shared, single, read)
    shared += [read(words) for words in (*_due_at_the_head(goals), *_due_at_the_end(text, goals))]
    return tuple(cell for goal in goals for cell in _with_shared(goal, shared, read))


def _of_table(table: Table, read: Reader) -> Iterator[CellGoal]:
    shared = [read(note) for note in table.notes][:MOST_NOTES]
    for words in table.goals:
        goal = read(words)
        meant = added_to(goal, shared)
        yield CellGoal(words, read(meant) if meant else goal)


def _single_or_clauses(
    goals: Sequence[_Point], shared: Sequence[GoalStatement], single: tuple[CellGoal, ...], read: Reader
) -> tuple[CellGoal, ...]:
    """One line may still hold several goals that the other lines add to."""
    if not goals or len(list(clauses(goals[0].statement))) < FEWEST:
        return single
    return tuple(_with_shared(goals[0], shared, read))


def _of_clauses(goal: GoalStatement, read: Reader) -> Iterator[CellGoal]:
    parts = [(own, meant, read(meant)) for own, meant in clauses(goal)]
    taken = {statement.baseline.words for _, _, statement in parts if statement.baseline is not None}
    for own, meant, statement in parts:
        words = present_value(statement, goal) if statement.baseline is None and len(goal.plain) <= LONGEST_NOTE else None
        is_of_another = words is not None and words.lower() in taken
        yield CellGoal(own, read(with_present(meant, words, goal.language)) if words and not is_of_another else statement)


def _with_shared(point: _Point, shared: Sequence[GoalStatement], read: Reader) -> Iterator[CellGoal]:
    own = list(_of_clauses(point.statement, read)) or [CellGoal(point.item.text, point.statement)]
    for goal in own:
        meant = added_to(goal.statement, shared)
        if not meant and (alone := without_joint(point.item.text)) != point.item.text and len(own) == 1:
            meant = alone  # それと、…
        yield CellGoal(goal.own, read(meant) if meant else goal.statement)


def _stands_alone(point: _Point, are_sentences: bool) -> bool:
    """A point with a number to reach, or one that a marker or its verb makes a goal; not a note to another."""
    goal, text = point.statement, point.item.text
    if not goal.plain or point.item.is_remark or _NOTE.match(text) or is_means(text) or _FOR_ALL.search(goal.plain) or only_tells(goal):
        return False
    if point.item.is_marked and states_fact(goal.plain):
        return False
    if _HEADS.search(text) and (goal.target is None or not point.item.is_marked):
        return False
    if _PART.match(text) and goal.deadline is None:
        return False
    if point.item.is_marked:
        return not _HEADING.fullmatch(text) and (goal.target is not None or bool(goal.words) or goal.has_content)
    if goal.target is not None:
        is_named = goal.indicator is not None or goal.has_content or goal.target.scale in (Scale.YEN, Scale.MONEY)
        return is_named or _names_what(goal) or _COUNTS.match(goal.plain, goal.target.end) is not None
    return are_sentences or _is_order(goal) or _is_own_matter(goal) or wished(goal, 0, len(goal.plain)) is not None


def _lists_means(points: Sequence[_Point]) -> bool:
    """True of a goal with its figure above points that all say how: what is done again and again, without a figure or day of its own."""
    head, *below = points
    if head.item.is_marked or head.statement.target is None or len(below) < FEWEST or _HEADS.search(head.item.text):
        return False
    return all(map(_says_how, below))


def _says_how(point: _Point) -> bool:
    goal = point.statement
    if not point.item.is_marked or goal.is_private or goal.baseline is not None or wished(goal, 0, len(goal.plain)) is not None:
        return False
    if goal.target is not None and not _FOR_SO_LONG.search(goal.plain):
        return False
    days = [phrase for phrase in goal.times if phrase.last_day and not _IN_SO_LONG.search(phrase.words)]
    return bool(not days and not _NOTE.match(point.item.text) and not _FOR_ALL.search(goal.plain) and not only_tells(goal))


def _is_own_matter(goal: GoalStatement) -> bool:
    """早起き, wake up early on a line of its own: nothing that adds to a goal of sales."""
    return goal.is_private and len(goal.plain) <= LONGEST_STEP


def _is_order(goal: GoalStatement) -> bool:
    """12/11までにA社の見積を出すこと。: a deed with its day that somebody is told to do."""
    if goal.deadline is None:
        return False
    if goal.language == "en":
        return goal.is_done_or_not and has_own_verb(goal, (0, len(goal.plain)))
    return _ORDER.search(goal.plain) is not None or (goal.is_done_or_not and _DONE_BY.search(goal.plain) is not None)


def _without_notes(points: Sequence[_Point]) -> list[_Point]:
    """What stands below a point that is called a note, and names no figure, is of the note."""
    first = next((at for at, point in enumerate(points) if point.item.is_marked and NOTED.match(point.item.text)), len(points))
    return [point for at, point in enumerate(points) if at <= first or point.statement.target is not None or point.statement.times]


def _names_what(goal: GoalStatement) -> bool:
    """口コミ30件: a noun right before the number, known or not."""
    return goal.target is not None and _NOUN_BEFORE.search(goal.outside, 0, goal.target.start) is not None


def _are_one_object(points: Sequence[_Point]) -> bool:
    """①訪問 ②提案 ③見積 の流れを標準化: the points only name what one verb is about."""
    marked = [point for point in points if point.item.is_marked]
    if len(marked) < FEWEST or any(point.statement.target or point.statement.times for point in marked[:-1]):
        return False
    if _GATHERS.match(marked[-1].item.text) or (points[-1] is not marked[-1] and points[-1].item.text.startswith("の")):
        return True
    *steps, last = (point.item.text for point in marked)
    if all(step.endswith(_ARROWS) for step in steps):
        return True
    return _DO_ALL.search(last) is not None and max(map(len, steps)) <= LONGEST_STEP


def _have_one_figure(goals: Sequence[_Point], shared: Sequence[GoalStatement]) -> bool:
    """①売上 ②粗利 すべて前年比105%: without what is said of all, none of them says anything."""
    return bool(goals) and not any(point.statement.target for point in goals) and any(note.target and not note.times for note in shared)


def _due_at_the_head(goals: Sequence[_Point]) -> Iterator[str]:
    """Q4 of Q4：新規MRR 150万円／チャーン 1.5%以下: what is headed by its time has it together."""
    first, *others = (point.statement for point in goals)
    due = next(iter(first.times), None)
    if due is None or due.is_recurring or due.is_start or any(other.times for other in others):
        return
    is_headed = not due.start and not goals[0].item.is_marked and first.plain.startswith((":", " - ", " – "), due.end)
    if is_headed or (first.plain[: due.start] == "【" and first.plain.startswith("】", due.end)):
        words = first.as_typed(due.words)
        yield words if first.language == "ja" else due_in_english(words)


def _due_at_the_end(text: str, goals: Sequence[_Point]) -> Iterator[str]:
    """3月まで of リピート率60% / 客単価4,800円 3月まで: what parts on one line have their deadline together."""
    *others, last = (point.statement for point in goals)
    due = last.deadline
    if due is None or any(other.deadline for other in others) or "\n" in text.strip():
        return
    ends = ("(", "、", "【") if last.language == "en" and any(point.item.is_marked for point in goals) else (" ", "(", "、", "【")
    begin = where_it_begins(last, due)
    if last.plain[begin - 1 : begin] in ends and _ENDS_WITH_TIME.fullmatch(last.plain, due.end):
        yield whole_time(last)


def _is_sentence(goal: GoalStatement) -> bool:
    """売上を伸ばす stands by itself; 新規商談数を goes on in the next line."""
    return bool(goal.words) and (goal.language == "en" or goal.plain.rstrip("。")[-1:] in _ENDS_A_SENTENCE)


_FOR_SO_LONG = re.compile(r"(?:朝|夕|夜|始業|昼)[^、。\d]{0,6}\d+分|\d+ ?min\w* .*\b(?:every|each|daily)\b")
"""朝に30分電話: a time spent is no figure to reach."""
_IN_SO_LONG = re.compile(r"^\d+(?:日|週間?|[かヶカヵケ箇]月|年)後|^(?:after|in|within) (?:\d+|an?|two|three) |当日|翌日|same day|today")
FEWEST = 2
MOST_NOTES = 8
"""Notes, and characters of a note, that are read again with every goal, so that a long cell costs no more than its length."""
_MARKS = re.compile(r"[:：【／/.．)）*–—\-\r\n\v\f\u2028\u2029①-⓿❶-➓㉑-㉟㊱-㊿・･•●■◆◇□▪▶➤✓✔✅☑☐※→⇒➡]")
"""What a list needs; most goals have none of these, and a single look tells so."""
_MAY_BE_LISTED = re.compile(
    r"[標lLrRtT]\s?[1-9１-９]\s?[:：)）–-]|^一[、.．)）]|[【／\r\n\v\f\u2028\u2029①-⓿❶-➓㉑-㉟㊱-㊿・･•●■◆◇□▪▶➤✓✔✅☑☐※→⇒➡]|\s/\s|(?:^|\s|[(（])[A-Fa-fＡ-Ｆａ-ｆivア-オｱ-ｵ][.．)）:：、]|[0-9０-９][.．)）]"
    r"|(?:^|\s)[-*–—]\s"
)
_NOTE = re.compile(
    r"[\s　【\[(（]*(?:※|期間|時期|対象期間|"
    r"注|備考|内訳|うち|補足|期限|期日|締切|締め切り|〆切|納期|現状|現在|実績|前年|昨年|基準|目的|理由|背景|根拠|狙い|ねらい|"
    r"方法|手段|手順|施策|行動|アクション|具体|測定|達成可能|関連|実現可能|specific|measurable|achievable|attainable|realistic|relevant|time-?bound|timely|"
    r"担当|頻度|測定|kpi|指標|注記|何を|いくつ|いつまで|誰が|目標値|数値|how many|how much|"
    r"breakdown|split|what|when|where|who|target|deadline|due|by when|current|currently|now|baseline|today|"
    r"why|purpose|reason|how|action|owner|note|measure|metric|status|進捗|状況)"
    r"(?:[^\s:：]{0,8}?[】\])）]|[^\s:：]{0,8}?\s*[:：]|は|(?<=[一-龥])[\s　]+(?=\S))",
    re.IGNORECASE,
)
_FOR_ALL = re.compile(
    r"^[^\d]{0,8}(?:すべて|全て|いずれも|どちらも|どっちも|両方|ともに|共に)|^(?:all|both|each)\b[^\d]{0,24}(?:by|before|in|from|for|until|this|next|within)\b"
    r"|すべて.{0,14}(?:まで|以内)"
)
_GATHERS = re.compile(
    r"[^\s、。をがはに]{1,12}?(?:\s+(?:の|を|で|と|という)|(?:の|という|までの)(?:流れ|手順|順|プロセス|ステップ|型|段階|工程|[23三]))"
    r"|[a-z]+ (?:(?:as|in|into) (?:one|a|the|this) )?(?:single |same )?(?:flow|process|steps|sequence|order)\b",
    re.IGNORECASE,
)
_SMART_FORM = re.compile(r"(?:^|\s)S\s?[:：].*\sM\s?[:：].*\sT\s?[:：]", re.DOTALL)
"""S: … M: … A: … R: … T: … is one goal, letter by letter."""
_ENDS_WITH_TIME = re.compile(r"(?:まで|迄|に|中|内|末|期限|目標)*[)】。. ]*")
_ARROWS = ("→", "⇒", "->", "=>", "➡", ">")
_DO_ALL = re.compile(r"\b(?:do|run|follow|repeat|complete) (?:this|it|these|them|all|that)\b|(?:これ|それ|以上)を|の(?:流れ|順|手順)", re.IGNORECASE)
LONGEST_STEP = 24
"""Characters of a step that is only named."""
_NOUN_BEFORE = re.compile(r"(?:[ァ-ヶ一-龥]{2}|口コミ)$")
_PART = re.compile(r"[\s　(（]*(?:うち|内訳|その(?:うち|内)|of which|of these|[└├┗┣┝┖↳])")
"""うち新規3件 and └ 東日本 3件: of the line before it, unless it has a day of its own."""
_ORDER = re.compile(r"(?:[うくすつぬむぐぶる]こと|て(?:おくこと|ください|下さい|くれ|ね|ほしい)?|お願いします|願います)[。!！]*$")
_DONE_BY = re.compile(r"を[^。]*(?:まで|迄)に[^、。をがは]{0,10}(?:[一-龥]{2}|[ァ-ヶー]{3,})(?:する|します)?[。)]*$")
"""料金表を直して1月8日までに配布: a deed by its day."""
_HEADS = re.compile(r"[:：–—-]\s*$|\b(?:goals|targets|objectives)$")
"""Q4 goals: of what stands below."""
_HEADING = re.compile(
    r"[^\d０-９:：]{0,8}(?:目標|ゴール|期限|期日|締切|現状|現在|実績|指標|施策|方法|アクション|備考|理由|目的|担当|kpi|kgi|goals?|targets?|objectives?|deadline|due|now|actions?|notes?)[:：]?",
    re.IGNORECASE,
)
"""■目標, ■期限: what stands below is meant."""
_COUNTS = re.compile(r" [a-z]+s\b")
"""2 wins/mo."""
_ENDS_A_SENTENCE = tuple("るうくすつぬむぐぶ化上大善立進減増達成保守持")
