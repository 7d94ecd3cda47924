"""Composed cells: goals put together from parts, with what each of them must be read as.

A cell is a layout of goals with their deadlines, and of what stands beside them and is none. Whoever chooses the parts
(Hypothesis, or a table) gets the text and the goals that it was made of.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

Part = dict[str, Any]
Any_ = TypeVar("Any_")
Choose = Callable[[Sequence[Any]], Any]
"""Picks one of several."""

PARTS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("parts.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Composed:
    """A goal as it was composed."""

    words: str  #: without its deadline
    number: float
    scale: str
    sense: str
    has_now: bool
    is_sentence: bool  #: ends with a verb
    recurs: bool
    due: str = ""  #: words of its deadline
    last_day: date | None = None


@dataclass(frozen=True)
class Cell:
    """A cell's text, and the goals that it was made of, in their order."""

    text: str
    goals: tuple[Composed, ...]


def composed_goal(language: str, choose: Choose, names: Sequence[str] = ()) -> Composed:
    """A goal that counts something other than *names*."""
    parts = PARTS[language]
    of = choose([each for each in parts["indicators"] if each["name"] not in names])
    form = choose([each for each in parts["forms"] if _fits(each, of)])
    rhythm = choose(["", "", *parts["rhythms"]["words"]]) if of["scale"] != "rate" and form["sense"] not in ("by", "times") else ""
    number, now = _amount(of, of["target"]), _amount(of, of["now"])
    if language == "ja":
        number, now = rhythm + number, rhythm + now
    else:
        number = f"{number} {rhythm}".strip() if "{n}" in form["text"] and not form["text"].startswith("{n} ") else number
        rhythm = rhythm if rhythm in number else ""
    words = form["text"].format(i=of["name"], n=number, b=now)
    is_times = form["sense"] == "times"
    value = 2.0 if is_times else of["target"] * (0.01 if of["scale"] == "rate" else of.get("power", 1))
    return Composed(
        words,
        value,
        "ratio" if is_times else of["scale"],
        form["sense"],
        form.get("has_now", False),
        form.get("is_sentence", False),
        bool(rhythm),
    ), of["name"]


def with_due(goal: Composed, language: str, choose: Choose) -> Composed:
    due = choose(sorted(PARTS[language]["deadlines"]))
    return replace(goal, due=due, last_day=date.fromisoformat(PARTS[language]["deadlines"][due]))


def _fits(form: Part, of: Part) -> bool:
    is_lower = of.get("is_lower", False)
    if (form.get("is_higher") and is_lower) or (form.get("is_lower") and not is_lower):
        return False
    if form["sense"] == "by" and of["scale"] == "rate":
        return False
    return not (form.get("is_count") and of["scale"] != "count") and not (form.get("is_money") and of["scale"] != "money")


def _amount(of: Part, value: float) -> str:
    return f"{of.get('sign', '')}{value}{of.get('unit', '')}"


def whole(goal: Composed, language: str) -> str:
    """The goal with its own deadline."""
    if not goal.due:
        return goal.words
    return f"{goal.due}{goal.words}" if language == "ja" else f"{goal.words} {goal.due}"
