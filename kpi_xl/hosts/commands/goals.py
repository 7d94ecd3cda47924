"""SMARTチェック: judges the goal sentence and the KPIs in use, and writes the verdict beside the sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kpi_xl.hosts.base import Host
from kpi_xl.hosts.commands.open_plan import require_role_workbook
from kpi_xl.hosts.plans.cells import PlanCell
from kpi_xl.hosts.plans.goals import BookGoals, goals_of
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts import names
from kpi_xl.smart import CellCheck, GoalCheck, Verdict


def check_goals(host: Host, today: date) -> str:
    """Judge what the workbook says now, and show it."""
    cells = host.cells
    require_role_workbook(cells)
    goals = goals_of(cells, today)
    host.write({name: [value] for name, value in _kept(goals.sentence) if _can_take(cells.cell(name))})
    host.show_cell(names.KGI_TEXT)
    return "\n".join([*_of_sentence(goals.sentence), *_of_kpis(goals)])


def _kept(check: CellCheck) -> Iterator[tuple[str, str]]:
    """What is written of the sentence, by workbook name."""
    yield names.KGI_CHECKED_TEXT, check.text
    for signs, advice in ((names.KGI_CHECKED_SMART, names.KGI_CHECKED_ADVICE), (names.KGI_SMART, names.KGI_ADVICE)):
        yield signs, str(check.signs)
        yield advice, str(check.advice)


def _can_take(cell: PlanCell | None) -> bool:
    """A formula shows the verdict by itself."""
    return cell is not None and not cell.is_formula


def _of_sentence(cell: CellCheck) -> Iterator[str]:
    """The verdict of the cell, then of each of its goals."""
    yield str(_SIGNS.format(what=_GOAL, signs=cell.signs))
    for number, check in enumerate(cell.goals, start=1):
        if len(cell.goals) > 1:
            yield str(_NUMBERED.format(number=number, text=check.text, signs=check.signs))
        yield from _of_goal(check)


def _of_goal(check: GoalCheck) -> Iterator[str]:
    for finding in check.findings:
        remedy = f" → {finding.remedy}" if finding.remedy and finding.verdict is not Verdict.PASS else ""
        yield f"　{finding.letter.name} {finding.verdict.sign} {finding.reason}{remedy}"
    if not check.passes and check.rewritten != check.text:
        yield str(_REWRITTEN.format(sentence=check.rewritten))


def _of_kpis(goals: BookGoals) -> Iterator[str]:
    """The KPIs of ③ that lack something."""
    lacking = [
        f"　{_SIGNS.format(what=kpi.label, signs=check.signs)}"
        for kpi, check in goals.kpis
        if any(finding.verdict is not Verdict.PASS for finding in check.findings)
    ]
    if lacking:
        yield from ("", str(_LACKING), *lacking)


_GOAL = Text("目標文", "Goal sentence")
_SIGNS = Text("{what}：{signs}", "{what}: {signs}")
_NUMBERED = Text("（{number}）{text}：{signs}", "({number}) {text}: {signs}")
_REWRITTEN = Text("書き方の例：{sentence}", "For example: {sentence}")
_LACKING = Text(
    "まだ足りない点があるKPIは次のとおりです（A？は②現状の値がないとき）。",
    "KPIs that still lack something (A?: no current value in sheet 2).",
)
