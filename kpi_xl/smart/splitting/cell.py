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
from kpi_xl.smart.layout.each_alike import each_alike
from kpi_xl.smart.layout.list_items import list_items, with_headings
from kpi_xl.smart.layout.sheet_rows import with_bars, with_columns
from kpi_xl.smart.layout.tables import Table, table_in
from kpi_xl.smart.reading.sentence import read_goal
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.clauses import clauses
from kpi_xl.smart.splitting.own_words import without_joint
from kpi_xl.smart.splitting.points import (
    Point,
    are_all_goals,
    are_one_object,
    are_parts,
    have_one_figure,
    list_means,
    stands_alone,
    without_notes,
)
from kpi_xl.smart.splitting.said_of_all import says_no_end
from kpi_xl.smart.splitting.same_time import with_same_time
from kpi_xl.smart.splitting.sharing import (
    LONGEST_NOTE,
    added_to,
    present_value,
    where_it_begins,
    whole_time,
    with_present,
)
from kpi_xl.smart.times.due_words import due_in_english
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.words.lexicon import Subject

Reader = Callable[[str], GoalStatement]


class CellGoal(NamedTuple):
    """One goal of a cell."""

    own: str  #: its own words, as typed
    statement: GoalStatement  #: read with what is said for all


def goals_in(text: str, today: Today, own: tuple[Subject, ...] = ()) -> tuple[CellGoal, ...]:
    """The goals of a cell, one or more, in their order."""
    if (barred := with_bars(text)) != text:
        typed = "｜" if "｜" in text else "／"  # bars that stand there stay
        return tuple(goal._replace(own=goal.own.replace("｜", typed)) for goal in goals_in(barred, today, own))
    if "【" not in text and len(_HALF_HEADED.findall(text)) >= FEWEST:
        headed = _HALF_HEADED.sub(r"【\g<head>】", text)
        return tuple(goal._replace(own=goal.own.replace("【", "[").replace("】", "]")) for goal in goals_in(headed, today, own))
    if head := _COUNTED_HEAD.match(text):
        text = f"{head['when']}: {text[head.end() :]}" if head["when"] else text[head.end() :]
    goals = _goals_in(text, today, own)
    if len(goals) < FEWEST:
        return goals
    goals = tuple(_without_remainders(goals, text, today, own))
    before, found = None, []
    for goal in goals:
        if meant := with_same_time(goal.statement, before):
            goal = goal._replace(statement=read_goal(meant, today, own, in_japanese=goal.statement.language == "ja"))
        before = goal.statement if goal.statement.times else before
        found.append(goal)
    return tuple(found)


def _without_remainders(goals: Sequence[CellGoal], text: str, today: Today, own: tuple[Subject, ...]) -> Iterator[CellGoal]:
    """A piece that says only when, or on what ground, belongs to the goal before it: 2人増えるので3月末までに, 12月中に."""
    kept: list[CellGoal] = []
    for goal in goals:
        if not kept or len(kept[-1].statement.text) > LONGEST_NOTE or not says_no_end(goal.statement):
            kept.append(goal)
            continue
        before = kept.pop()
        begin, at = text.find(before.own), text.find(goal.own)
        words = text[begin : at + len(goal.own)] if 0 <= begin < at else before.own
        meant = f"{before.statement.text}、{goal.own}" if before.statement.language == "ja" else f"{before.statement.text} {goal.own}"
        kept.append(CellGoal(words, read_goal(meant, today, own, in_japanese=before.statement.language == "ja")))
    yield from kept


def _goals_in(text: str, today: Today, own: tuple[Subject, ...]) -> tuple[CellGoal, ...]:
    if blocks := blocks_in(text):
        return tuple(goal for block in blocks for goal in _goals_in(block, today, own))
    if len(text) <= LONGEST_NOTE and (alike := each_alike(text)):
        return tuple(CellGoal(words, read_goal(meant, today, own)) for words, meant in alike)
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
    points = [Point(item, read(item.text), not at) for at, item in enumerate(list_items(text))]
    points = without_notes(points)
    are_sentences = are_all_goals(points)
    if list_means(points):
        return tuple(_with_shared(points[0], (), read))
    alone = [stands_alone(point, are_sentences) for point in points]
    goals = [point for point, is_alone in zip(points, alone, strict=True) if is_alone]
    shared = [point.statement for point, is_alone in zip(points, alone, strict=True) if not is_alone][:MOST_NOTES]
    if len(points) == 1 or are_one_object(points) or have_one_figure(goals, shared):
        return tuple(_of_clauses(whole, read)) or single
    if are_parts(goals) and _INDENTED.search(text):
        return (CellGoal(text, goals[0].statement),)
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
    goals: Sequence[Point], shared: Sequence[GoalStatement], single: tuple[CellGoal, ...], read: Reader
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


def _with_shared(point: Point, shared: Sequence[GoalStatement], read: Reader) -> Iterator[CellGoal]:
    own = list(_of_clauses(point.statement, read)) or [CellGoal(point.item.text, point.statement)]
    for goal in own:
        meant = added_to(goal.statement, shared)
        if not meant and (alone := without_joint(point.item.text)) != point.item.text and len(own) == 1:
            meant = alone  # それと、…
        yield CellGoal(goal.own, read(meant) if meant else goal.statement)


def _due_at_the_head(goals: Sequence[Point]) -> Iterator[str]:
    """Q4 of Q4：新規MRR 150万円／チャーン 1.5%以下: what is headed by its time has it together."""
    first, *others = (point.statement for point in goals)
    due = next(iter(first.times), None)
    if due is None or due.is_recurring or due.is_start or any(other.times for other in others):
        return
    is_headed = not due.start and not goals[0].item.is_marked and first.plain.startswith((":", " - ", " – "), due.end)
    if is_headed or (first.plain[: due.start] == "【" and first.plain.startswith("】", due.end)):
        words = first.as_typed(due.words)
        yield words if first.language == "ja" else due_in_english(words)


def _due_at_the_end(text: str, goals: Sequence[Point]) -> Iterator[str]:
    """3月まで of リピート率60% / 客単価4,800円 3月まで: what parts on one line have their deadline together."""
    *others, last = (point.statement for point in goals)
    due = last.deadline
    if due is None or any(other.deadline for other in others) or "\n" in text.strip():
        return
    are_marked = any(point.item.is_marked for point in goals) or " // " in text
    ends = ("(", "、", "【") if last.language == "en" and are_marked else (" ", "(", "、", "【")
    begin = where_it_begins(last, due)
    is_parted = last.plain.endswith(_DASHES, 0, begin)
    if (is_parted or last.plain[begin - 1 : begin] in ends) and _ENDS_WITH_TIME.fullmatch(last.plain, due.end):
        yield whole_time(last)


FEWEST = 2
_DASHES = (" - ", " -- ", " – ")
MOST_NOTES = 8
"""Notes, and characters of a note, that are read again with every goal, so that a long cell costs no more than its length."""
_MARKS = re.compile(r"[:：【／/.．)）*–—\-\r\n\v\f\u2028\u2029①-⓿❶-➓㉑-㉟㊱-㊿・･•●■◆◇□▪▶➤✓✔✅☑☐※→⇒➡]")
"""What a list needs; most goals have none of these, and a single look tells so."""
_MAY_BE_LISTED = re.compile(
    r"[標lLrRtT]\s?[1-9１-９]\s?[:：)）–-]|^一[、.．)）]|[【／\r\n\v\f\u2028\u2029①-⓿❶-➓㉑-㉟㊱-㊿・･•●■◆◇□▪▶➤✓✔✅☑☐※→⇒➡]|\s//?\s|(?:^|\s|[(（])[A-Fa-fＡ-Ｆａ-ｆivア-オｱ-ｵ][.．)）:：、]|[0-9０-９][.．)）]"
    r"|(?:^|\s)[-*–—]\s|[:：]\S+[ \u3000][^\s:：]{2,8}[:：]\S"
)
_INDENTED = re.compile(r"\n[ \t\u3000]+\S")
"""Points that stand under another."""
_COUNTED_HEAD = re.compile(
    r"(?:my |our )?(?:two|three|four|five|\d) (?:big |main |key )?(?:things|goals|targets|priorities|objectives)"
    r"(?: (?:for |in )?(?P<when>(?:this |next )?[a-z0-9]{2,12}(?: [a-z0-9]{1,6})?))?(?: -|:| –) (?=\S)", re.IGNORECASE,
)  # fmt: skip
"""Two things for November - 40 calls a day, and …: how many there are, and when."""
_HALF_HEADED = re.compile(r"^[\[［](?P<head>[^\[\]［］\d]{1,12})[\]］]", re.MULTILINE)
"""[数字] …, [行動] …: headings on lines of their own."""
_SMART_FORM = re.compile(r"(?:^|\s)S\s?[:：].*\sM\s?[:：].*\sT\s?[:：]", re.DOTALL)
"""S: … M: … A: … R: … T: … is one goal, letter by letter."""
_ENDS_WITH_TIME = re.compile(r"(?:まで|迄|に|中|内|末|期限|目標)*[)】。. ]*")
