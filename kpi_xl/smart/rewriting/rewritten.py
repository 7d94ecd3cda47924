"""The rewritten goal: its own words in their order, and only what is missing added, marked 〔…〕 (in English […])."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.smart.columns import GoalColumns
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.additions import Missing, has_size_only, is_said_of_all, with_additions
from kpi_xl.smart.rewriting.composed import BLANKS, date_words, purpose_words
from kpi_xl.smart.rewriting.english import english_additions
from kpi_xl.smart.rewriting.forms import form_additions, is_form
from kpi_xl.smart.rewriting.japanese import japanese_additions
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict


def rewritten(goal: GoalStatement, columns: GoalColumns, findings: Sequence[LetterFinding]) -> str:
    """The goal with what it lacks: from the columns where they know it, else as a blank to fill in."""
    missing = _missing(goal, columns, {finding.letter: finding for finding in findings})
    if not any(missing):
        return goal.text.strip()
    additions = form_additions if is_form(goal) else japanese_additions if goal.language == "ja" else english_additions
    return with_additions(goal, additions(goal, missing))


def _missing(goal: GoalStatement, columns: GoalColumns, findings: dict[Letter, LetterFinding]) -> Missing:
    blanks = BLANKS[goal.language]
    open_letters = {letter for letter, finding in findings.items() if finding.remedy is not None and finding.verdict is not Verdict.WARN}
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
    if _has(goal, "target") or (words["baseline"] == blanks["baseline"] and has_size_only(goal)):
        words["baseline"] = ""  # it was asked for with the target, or there is none
    if words["target"] == blanks["target"] and is_said_of_all(goal):
        words["target"] = words["baseline"] = ""
    if words["what"] == blanks["what"] and _is_figure(goal):
        words["what"] = ""
    if words["what"] == blanks["what"] or _has(goal, "what"):
        words["purpose"] = ""  # the figure itself may say what for
    return Missing(**words)


def _is_figure(goal: GoalStatement) -> bool:
    """True of revenue and orders, which a number makes specific; not of results and performance."""
    subject = goal.indicator.subject if goal.indicator else None
    return subject is not None and bool(subject.kpis) and not goal.is_skill_only and not goal.is_effort_only


def _has(goal: GoalStatement, name: str) -> bool:
    """True where the blank is there from an earlier rewriting, still to be filled in."""
    blanks = BLANKS[goal.language]
    return blanks[name] in goal.typed or (name in _OTHER_BLANKS and blanks[_OTHER_BLANKS[name]] in goal.typed)


_OTHER_BLANKS = {"target": "made", "baseline": "last"}
