"""Goals as JSON: what `check --json` prints."""

from __future__ import annotations

from typing import Any

from kpi_xl.smart import CellCheck, GoalCheck
from kpi_xl.smart.numbers.quantity import Quantity, Scale
from kpi_xl.smart.numbers.units import has_own_noun


def cell_record(cell: CellCheck) -> dict[str, Any]:
    """A cell: the verdict of its weakest goal, and every goal as it was read."""
    return {
        **goal_record(cell.weakest), "text": cell.text, "signs": str(cell.signs), "goals": [reading_record(goal) for goal in cell.goals],
    }  # fmt: skip


def goal_record(goal: GoalCheck) -> dict[str, Any]:
    """The verdict of one goal, letter by letter."""
    return {
        "text": goal.text,
        "signs": goal.signs,
        "score": goal.score,
        "letters": goal.letters,
        "findings": [
            {
                "letter": finding.letter.name,
                "verdict": finding.verdict.name.lower(),
                "reason": str(finding.reason),
                "remedy": str(finding.remedy) if finding.remedy else None,
            }
            for finding in goal.findings
        ],
        "vague": [{"family": each.family.id, "words": list(each.words), "remedy": str(each.remedy)} for each in goal.vague],
        "rewritten": goal.rewritten,
    }


def reading_record(goal: GoalCheck) -> dict[str, Any]:
    """One goal as it was read; what its text does not say is null. The baseline has the target's unit; a rate is a share."""
    read = goal.statement
    unit = _UNITS.get(read.indicator.subject.unit, "") if read.indicator and read.indicator.subject else ""
    has_none = read.target is not None and (read.target.scale is Scale.RANK or has_own_noun(read.plain, read.target))
    target = _number(read.target, "" if has_none else unit)
    return {
        "text": goal.text,
        "letters": goal.letters,
        "deadline": read.last_day.isoformat() if read.last_day else None,
        "deadline_words": read.as_typed(read.deadline.words) if read.deadline else None,
        "target": {**target, "sense": read.sense.value} if target and read.sense else None,
        "baseline": _plain(read.baseline.value) if read.baseline else None,
        "indicator": read.as_typed(read.indicator.words) if read.indicator else None,
        "period": read.every.key if read.every else None,
        "rewritten": goal.rewritten,
    }


def _number(quantity: Quantity | None, usual_unit: str) -> dict[str, Any] | None:
    """15% is 0.15 and "%", 200万円 is 2000000 and "円"; a number without a unit has the one that its indicator is counted in."""
    if quantity is None:
        return None
    upper = {} if quantity.upper is None else {"upper": _plain(quantity.upper)}
    return {"number": _plain(quantity.value), **upper, "unit": quantity.unit or usual_unit}


def _plain(value: float) -> float | int:
    return int(value) if value.is_integer() else value


_UNITS = {"rate": "%", "yen": "円", "days": "日"}
