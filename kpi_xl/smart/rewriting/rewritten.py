"""The rewritten goal: its own words in their order, and only what is missing added, marked 〔…〕 (in English […])."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kpi_xl.smart.columns import GoalColumns
from kpi_xl.smart.judging.wording import SAY_BASELINE, SAY_HOW_MUCH
from kpi_xl.smart.numbers.quantity import Scale
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.additions import Missing, has_size_only, is_said_of_all, with_additions
from kpi_xl.smart.rewriting.composed import BLANKS, date_words, purpose_words
from kpi_xl.smart.rewriting.english import english_additions
from kpi_xl.smart.rewriting.forms import form_additions, is_form
from kpi_xl.smart.rewriting.japanese import japanese_additions
from kpi_xl.smart.rewriting.restraint import restrained
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict


def rewritten(goal: GoalStatement, columns: GoalColumns, findings: Sequence[LetterFinding], today: date) -> str:
    """The goal with what it lacks: from the columns where they know it, else as a blank to fill in."""
    missing = _missing(goal, columns, {finding.letter: finding for finding in findings})
    if not any(missing) or _POINTS_ELSEWHERE.search(goal.plain):
        return goal.text.strip()
    if is_form(goal):
        return with_additions(goal, form_additions(goal, missing))
    missing = restrained(goal, missing, today)
    return with_additions(goal, japanese_additions(goal, missing) if goal.language == "ja" else english_additions(goal, missing, today))


def _missing(goal: GoalStatement, columns: GoalColumns, findings: dict[Letter, LetterFinding]) -> Missing:
    blanks = BLANKS[goal.language]
    open_letters = {letter for letter, finding in findings.items() if finding.remedy is not None and finding.verdict is not Verdict.WARN}
    if findings[Letter.A].remedy is not SAY_BASELINE:
        open_letters.discard(Letter.A)  # what is said of the step is no question of the present value
    if findings[Letter.S].remedy is SAY_HOW_MUCH:
        open_letters.discard(Letter.S)  # what is to be more is named
    known = {
        "what": (Letter.S, columns.kpi, goal.indicator is not None or goal.has_content),
        "target": (Letter.M, columns.shown(columns.target), goal.target is not None),
        "baseline": (Letter.A, columns.shown(columns.baseline), goal.baseline is not None),
        "deadline": (Letter.T, date_words(columns.deadline, goal.language) if columns.deadline else None, bool(goal.times)),
        "purpose": (Letter.R, purpose_words(columns.purpose, goal.language) or None, goal.purpose is not None),
    }
    words = {
        name: (value if not is_said else "") if value else (blanks[name] if letter in open_letters and not _has(goal, name) else "")
        for name, (letter, value, is_said) in known.items()
    }
    if not words["baseline"] and _is_step_from_unknown(goal) and not _has(goal, "baseline"):
        words["baseline"] = blanks["baseline"]
    if _has(goal, "target") or (words["baseline"] == blanks["baseline"] and has_size_only(goal)):
        words["baseline"] = ""  # it was asked for with the target, or there is none
    if words["target"] == blanks["target"] and is_said_of_all(goal):
        words["target"] = words["baseline"] = words["what"] = ""
    if words["what"] == blanks["what"] and _is_figure(goal):
        words["what"] = ""
    if words["purpose"] == blanks["purpose"] and (words["what"] or goal.target is not None or _has(goal, "what") or _has(goal, "target")):
        words["purpose"] = ""  # the figure itself may say what for
    return Missing(**words)


def _is_step_from_unknown(goal: GoalStatement) -> bool:
    """15%増, 現状の2倍: what it starts from is still to be said; last year's result (前年比) is known to all."""
    if goal.baseline is not None or goal.target is None or not goal.is_change:
        return False
    return goal.target.scale in (Scale.RATE, Scale.RATIO) and (goal.basis is None or _OF_NOW.search(goal.plain) is not None)


def _is_figure(goal: GoalStatement) -> bool:
    """True of revenue and orders, which a number makes specific; not of results and performance."""
    subject = goal.indicator.subject if goal.indicator else None
    return subject is not None and bool(subject.kpis) and not goal.is_skill_only and not goal.is_effort_only


def _has(goal: GoalStatement, name: str) -> bool:
    """True where the blank is there from an earlier rewriting, still to be filled in."""
    blanks = BLANKS[goal.language]
    return blanks[name] in goal.typed or (name in _OTHER_BLANKS and blanks[_OTHER_BLANKS[name]] in goal.typed)


_POINTS_ELSEWHERE = re.compile(r"^(?:その場|そこで|それ|これ|[a-z]+ (?:it|them)\b)|\b(?:on|with|for|to|about|from|of) (?:it|them)\b(?! (?:is|was))")
"""A part of a cell that points at the part before it (train all reps on it) is left as it is."""
_OF_NOW = re.compile(r"現状の|現在の|今の")
_OTHER_BLANKS = {"target": "made", "baseline": "last"}
