"""Composed cells: goals put together from parts, with what each of them must be read as.

A cell is a layout of goals with their deadlines, and of what stands beside them and is none. Whoever chooses the parts gets
the text and the goals that it was made of: kinds of cells come up that nobody thought of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

Part = dict[str, Any]
Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several."""

PARTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))
TODAY = date(2026, 12, 1)
FIRST_MONTHS = {"ja": 4, "en": 1}


@dataclass(frozen=True)
class Composed:
    """A goal as it was composed, without its deadline's words."""

    words: str
    name: str  #: of its indicator
    number: float
    scale: str
    sense: str
    has_now: bool  #: says where the figure stands
    recurs: bool = False
    due: str = ""  #: words of its deadline
    last_day: date | None = None

    @property
    def is_timed(self) -> bool:
        return self.recurs or self.last_day is not None


@dataclass(frozen=True)
class Cell:
    """A cell's text, and the goals that it was made of, in their order."""

    text: str
    goals: tuple[Composed, ...]


def composed_cell(language: str, choose: Choose) -> Cell:
    """A cell of two goals."""
    layout = choose(PARTS[language]["layouts"])
    first = with_due(composed_goal(language, choose), language, choose)
    second = with_due(composed_goal(language, choose, first), language, choose)
    text = _laid_out(layout["text"], language, first, second)
    if layout["due"] == "first":
        second = replace(second, last_day=first.last_day)
    goals = (first, second)
    return Cell(text, tuple(replace(goal, last_day=None) for goal in goals) if layout["due"] == "none" else goals)


def composed_beside(language: str, choose: Choose) -> Cell:
    """A cell of one goal, and of what stands before or after it and is none."""
    goal = with_due(composed_goal(language, choose), language, choose)
    asides = PARTS[language]["asides"]
    layout = choose(PARTS[language]["beside"]["layouts"])
    before, after = choose(asides["before"]), choose(asides["after"])
    if "（" in layout or "(" in layout:
        after = after.rstrip("。.")
    return Cell(_laid_out(layout, language, goal, goal, a=before, z=after), (goal,))


def composed_grounded(language: str, choose: Choose) -> Cell:
    """A cell of one goal, and of what says by its side why or how it is reached."""
    goal = with_due(composed_goal(language, choose), language, choose)
    said = {place: choose(words) for place, words in PARTS[language]["grounds"].items()}
    layout = choose(PARTS[language]["grounded"]["layouts"])
    words = {"a": said["before"], "z": said["after"], "b": said["brackets"]}
    return Cell(_laid_out(layout, language, goal, goal, **words), (goal,))


def composed_goal(language: str, choose: Choose, first: Composed | None = None) -> Composed:
    """A goal that counts something other than the *first*."""
    parts = PARTS[language]
    of = choose([each for each in parts["indicators"] if first is None or each["name"] != first.name])
    is_open = first is not None and language == "ja" and first.words[-1] in "件円%"
    forms = [each for each in parts["forms"] if _fits(each, of)]
    form = choose(
        [each for each in forms if not (is_open and each["sense"] == "by")]
    )  # 受注2件、商談を9件増やす may mean 2 more
    rhythm = (
        choose(parts["rhythms"]["words"]) if choose([True, False, False]) and _may_recur(form, of, language) else ""
    )
    number, now = _amount(of, of["target"]), _amount(of, of["now"])
    if language == "ja":
        number, now = rhythm + number, rhythm + now
    elif rhythm:
        number = f"{number} {rhythm}"
    words = form["text"].format(i=of["name"], n=number, b=now)
    is_multiple = form["sense"] == "times"
    value = 2.0 if is_multiple else of["target"] * (0.01 if of["scale"] == "rate" else of.get("power", 1))
    return Composed(
        words,
        of["name"],
        value,
        "ratio" if is_multiple else of["scale"],
        form["sense"],
        form.get("has_now", False),
        bool(rhythm),
    )


def with_due(goal: Composed, language: str, choose: Choose) -> Composed:
    deadlines = PARTS[language]["deadlines"]
    due = choose(sorted(deadlines))
    return replace(goal, due=due, last_day=date.fromisoformat(deadlines[due]))


def _laid_out(layout: str, language: str, first: Composed, second: Composed, **asides: str) -> str:
    words = {"p1": first.words, "p2": second.words, "w1": _whole(first, language), "w2": _whole(second, language)}
    text = layout.format(**words, d1=first.due, n1=_noun(first.due), **asides)
    return text[:1].upper() + text[1:] if language == "en" else text


def _whole(goal: Composed, language: str) -> str:
    return f"{goal.due}{goal.words}" if language == "ja" else f"{goal.words} {goal.due}"


def _noun(due: str) -> str:
    """12月末 of 12月末までに."""
    return due.removesuffix("までに").removesuffix("に").removesuffix("中")


def _fits(form: Part, of: Part) -> bool:
    is_lower = of.get("is_lower", False)
    if (form.get("is_higher") and is_lower) or (form.get("is_lower") and not is_lower):
        return False
    if form["sense"] == "by" and of["scale"] == "rate":
        return False  # 成約率を30%増やす: by 30 points, or by three tenths
    return not (form.get("is_count") and of["scale"] != "count") and not (
        form.get("is_money") and of["scale"] != "money"
    )


def _may_recur(form: Part, of: Part, language: str) -> bool:
    if of["scale"] == "rate" or form["sense"] in ("by", "times"):
        return False
    return language == "ja" or not form["text"].startswith("{n} ")


def _amount(of: Part, value: float) -> str:
    return f"{of.get('sign', '')}{value}{of.get('unit', '')}"
