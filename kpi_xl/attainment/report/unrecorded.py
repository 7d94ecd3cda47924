"""KPIs of which the log has no row at all: nobody keeps them there, so 0 would be a figure that nobody measured.

A KPI of which any month has a row has a 0 in every other. The KGI, and what is made of the same rows, has one from the first: a month
without any deal is what it looks like. Losses may well be none from the first, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set
from dataclasses import replace

from kpi_xl.activity import ReadSummary
from kpi_xl.activity.notes import About, Note
from kpi_xl.definitions import Direction, Kpi, RoleTemplate
from kpi_xl.language import Text


def unrecorded(role: RoleTemplate, logged: Collection[str] | None) -> tuple[Kpi, ...]:
    """The KPIs of *role* that cannot be measured.

    Args:
        logged: the kinds of activity that the log has a row of; None: not known, and nothing is missing.
    """
    if logged is None:
        return ()
    known = {*logged, *(kind for tally in role.kgi.measure.tallies for kind in tally.kinds)}
    return tuple(kpi for kpi in role.kpis if _is_unrecorded(kpi, known))


def _is_unrecorded(kpi: Kpi, known: Set[str]) -> bool:
    return kpi.direction is Direction.HIGHER and any(known.isdisjoint(tally.kinds) for tally in kpi.measure.tallies)


def with_unrecorded_note(summary: ReadSummary, roles: Iterable[RoleTemplate]) -> ReadSummary:
    """The summary, and first of its notes which KPIs of *roles* are blank for want of any row."""
    labels = dict.fromkeys(kpi.label for role in dict.fromkeys(roles) for kpi in unrecorded(role, summary.logged))
    if not labels:
        return summary
    named = Text("、".join(label.ja for label in labels), ", ".join(label.en for label in labels))
    return replace(summary, notes=(Note(About.PLAN, UNRECORDED.format(kpis=named)), *summary.notes))


UNRECORDED = Text(
    "記録なし（実績は空欄、判定なし）：{kpis}。活動ログに、数えるもとになる行が1行もありません。記録を始めるか、③KPIで外してください",
    "No record (no actual, not judged): {kpis}. The activity log has not one row to count them from. Begin to log them, or leave them out on sheet 3",
)
