"""``check``: goals judged letter by letter, with what to write instead."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Plain

from kpi_xl.activity.days import parse_day
from kpi_xl.cli.planning.goal_records import cell_record, goal_record
from kpi_xl.cli.terminal.clock import today as clock
from kpi_xl.cli.terminal.options import Attempts, known
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.definitions import Kpi, RoleTemplate, load_role
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text, counted
from kpi_xl.packages import SAVE_XLSX, package_finding
from kpi_xl.periods import Month
from kpi_xl.rounding import exact_sum
from kpi_xl.smart import CellCheck, GoalCheck, Letter, PastMonths, Verdict, check_cell
from kpi_xl.smart.words.text import tidied
from kpi_xl.targets import Plan

if TYPE_CHECKING:
    from kpi_xl.activity import LogFile
    from kpi_xl.cli.planning.goal_files import TypedGoal

CSV_ENDINGS = (".csv", ".tsv", ".txt")
BOOK_ENDINGS = (".xlsx", ".xlsm")
OTHER_BOOK_ENDINGS = (".xls", ".xlsb", ".ods", ".xltx", ".xltm", ".xlt", ".ots", ".numbers")
COLOURS = {Verdict.PASS: "green", Verdict.WARN: "yellow", Verdict.FAIL: "red", Verdict.UNKNOWN: "dim"}
A_GOAL_FAILS = 1
"""Exit status with ``--strict`` where a letter fails."""


def check(
    goal: str, role: str | None, today: str | None, logs: Sequence[Path], presets: Sequence[str], mappings: Sequence[Path],
    date_order: str | None, timezone: str | None, as_json: bool, strict: bool,
) -> None:  # fmt: skip
    """Judge a goal, the goals of a CSV file, or those of a role workbook, these also against what the logs tell of past months."""
    attempt = Attempts()
    template = attempt(load_role, role) if role else None
    day = attempt(_day, today) if today else clock()
    if not goal.strip():
        attempt.findings.append(Finding(Text("目標", "GOAL"), NO_VALUE, _EMPTY, _EXAMPLE))
    ending = Path(goal).suffix.lower() if "\n" not in goal else ""
    if ending not in (*BOOK_ENDINGS, *CSV_ENDINGS) and _is_file(goal, ending):
        attempt.findings.append(_other_file(Path(goal), ending))
    if logs and ending not in BOOK_ENDINGS:
        attempt.findings.append(Finding("--log", str(logs[0]), _LOG_WITHOUT_BOOK, _NAME_BOOK))
    how = {"--preset": presets, "--map": mappings, "--date-order": date_order, "--timezone": timezone}
    attempt.findings += [Finding(option, NO_VALUE, _ONLY_FOR_LOGS, _NAME_LOG) for option, value in how.items() if value and not logs]
    files = attempt(_log_files, logs, presets, mappings, date_order, timezone) if logs else []
    attempt.done()
    checks: Sequence[CellCheck | GoalCheck]
    if ending in CSV_ENDINGS or (ending in BOOK_ENDINGS and not logs and _is_list(Path(goal))):
        checks = _file(Path(goal), known(day), template, as_json)
    elif ending in BOOK_ENDINGS:
        checks = _book(Path(goal), known(day), known(files), as_json)
    else:
        checks = _sentence(goal, known(day), template, as_json)
    if strict and not all(each.passes for each in checks):
        sys.exit(A_GOAL_FAILS)


def _log_files(
    logs: Sequence[Path], presets: Sequence[str], mappings: Sequence[Path], date_order: str | None, timezone: str | None
) -> list[LogFile]:
    from kpi_xl.cli.terminal.log_files import log_files  # late: a sentence needs no log

    return log_files(logs, presets, mappings, date_order, timezone)


def _is_file(goal: str, ending: str) -> bool:
    """A file is never judged as a goal sentence, whatever is in it; nor is a workbook that is not there."""
    try:
        return ending in OTHER_BOOK_ENDINGS or Path(goal).is_file()
    except (OSError, ValueError):  # too long for a path, as sentences are
        return False


def _other_file(path: Path, ending: str) -> Finding:
    """Why a file cannot be checked, and what to do."""
    if ending not in OTHER_BOOK_ENDINGS:
        return Finding(path.name, NO_VALUE, _NO_GOAL_FILE, _GIVE_GOALS)
    finding = package_finding(path)
    return Finding(path.name, NO_VALUE, _OTHER_BOOK.format(ending=ending), SAVE_XLSX) if finding is None else finding


def _day(text: str) -> date:
    day = parse_day(text)
    if day is None:
        raise InputError([Finding("--today", text, _NO_DAY, _WRITE_DAY)])
    return day


def _is_list(path: Path) -> bool:
    from kpi_xl.cli.planning.goal_files import is_goal_list

    return is_goal_list(path)


def _sentence(text: str, today: date, role: RoleTemplate | None, as_json: bool) -> list[CellCheck]:
    judged = check_cell(text, today=today, role=role)
    if as_json:
        _print_json(cell_record(judged))
    else:
        print_cell(console(), judged)
    return [judged]


def _file(path: Path, today: date, role: RoleTemplate | None, as_json: bool) -> list[CellCheck]:
    from kpi_xl.cli.planning.goal_files import read_goals, read_listed_goals  # late: a sentence needs no files

    goals = read_goals(path) if path.suffix.lower() in CSV_ENDINGS else read_listed_goals(path)
    checks = [check_cell(goal.text, today=today, role=role) for goal in goals]
    if as_json:
        _print_json([{"line": goal.line, **cell_record(each)} for goal, each in zip(goals, checks, strict=True)])
    else:
        print_list(console(), path.name, goals, checks)
    return checks


def _book(path: Path, today: date, logs: Sequence[LogFile], as_json: bool) -> list[CellCheck | GoalCheck]:
    from kpi_xl.cli.planning.goal_files import read_book_goals

    goals = read_book_goals(path, today, partial(_pasts, logs, today) if logs else None)
    if as_json:
        kpis = [{"kpi": kpi.id, **goal_record(each)} for kpi, each in goals.kpis]
        told = [str(each) for each in goals.contradictions]
        _print_json({"goal": cell_record(goals.sentence), "kpis": kpis, "contradictions": told})
    else:
        print_cell(console(), goals.sentence)
        print_kpis(console(), goals.kpis, with_step=bool(logs))
        for each in goals.contradictions:
            console().print(str(_CONTRADICTION.format(finding=each)), style="yellow", highlight=False)
    return [goals.sentence, *(each for _, each in goals.kpis)]


def _pasts(logs: Sequence[LogFile], today: date, plan: Plan, month: Month) -> Mapping[str, PastMonths]:
    from kpi_xl.activity import open_log  # late: a sentence needs no log
    from kpi_xl.attainment.forecast.past_months import past_months
    from kpi_xl.cli.terminal.log_files import tell_reading

    with open_log(logs, members=[member.name for member in plan.members]) as log:
        tell_reading(log, log.summary(Month.of(today), today))
        return past_months(log, plan, month, today)


# --- what is shown ---------------------------------------------------------------------------------------------------


def print_cell(out: Console, cell: CellCheck) -> None:
    """Every goal of a cell by itself; where there are several, first how many and the verdict that counts."""
    if len(cell.goals) > 1:
        out.print(str(_SEVERAL.format(count=len(cell.goals), signs=cell.weakest.signs)), highlight=False)
    for goal in cell.goals:
        print_check(out, goal)


def print_check(out: Console, judged: GoalCheck) -> None:
    """One goal: five letters with reason and remedy, vague words, and how it could read."""
    heading = Text("{signs}（5点中{score}点）", "{signs} ({score} of 5)").format(signs=judged.signs, score=f"{judged.score:g}")
    out.print(Plain(tidied(judged.text), style="bold"))
    out.print(str(heading), highlight=False)
    table = _folded(new_table("", "", "", "", left=(0, 1, 2, 3)))
    table.show_header = False
    for finding in judged.findings:
        said = Plain(str(finding.reason))
        if finding.remedy is not None:
            said.append(f"\n{_ARROW}{finding.remedy}", style="cyan")
        sign = Plain(finding.verdict.sign, style=COLOURS[finding.verdict])
        table.add_row(finding.letter.name, str(finding.letter.label), sign, said)
    for vague in judged.vague:
        table.add_row("", str(_VAGUE), "", Plain(f"{vague.words_shown}\n").append(f"{_ARROW}{vague.remedy}", style="cyan"))
    out.print(table)
    if judged.rewritten != judged.text.strip():
        out.print(Plain(str(_REWRITTEN), style="bold"))
        out.print(Padding(Plain(judged.rewritten), (0, 0, 0, 2), expand=False))


def print_list(out: Console, name: str, goals: Sequence[TypedGoal], checks: Sequence[CellCheck]) -> None:
    """Many goals, one line each, with what to mend first."""
    heads = Text("行", "Line"), "SMART", Text("点", "Score"), Text("目標", "Goal"), Text("まず直すこと", "Fix first")
    table = _folded(new_table(*heads, title=name, left=(1, 3, 4)))
    for goal, each in zip(goals, checks, strict=True):
        table.add_row(str(goal.line), _signs(each.weakest), f"{each.score:g}", Plain(tidied(each.text)), str(each.advice))
    out.print(table)
    passing = exact_sum(each.passes for each in checks)
    summary = Text("{count}件中、×のない目標は{passing}件です。", "{passing} of {goals} without ×.")
    out.print(str(summary.format(count=len(checks), goals=counted(len(checks), "goal"), passing=passing)))


def print_kpis(out: Console, kpis: Sequence[tuple[Kpi, GoalCheck]], with_step: bool) -> None:
    """The KPIs that a workbook follows, how far each step is, and the sentence that each one's columns make."""
    table = _folded(new_table("KPI", "SMART", Text("まず直すこと", "Fix first"), title=str(_KPIS), left=(0, 1, 2)))
    for kpi, each in kpis:
        step = f"{each.reason_of(Letter.A)}\n" if with_step else ""
        table.add_row(str(kpi.label), _signs(each), Plain(step).append(str(each.advice), style="cyan" if step else ""))
    out.print(table)
    out.print(Plain(str(_SENTENCES), style="bold"))
    for _, each in kpis:
        out.print(Padding(Plain(each.rewritten), (0, 0, 0, 2), expand=False))


def _folded(table: Table) -> Table:
    """Japanese has no spaces to break a line at: cells go on in the next line instead of being cut."""
    for column in table.columns:
        column.overflow = "fold"
    table.columns[1].no_wrap = True
    return table


def _signs(judged: GoalCheck) -> Plain:
    signs = Plain()
    for finding in judged.findings:
        signs.append(finding.letter.name).append(finding.verdict.sign, style=COLOURS[finding.verdict]).append(" ")
    return signs


def _print_json(content: Any) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))


_NO_GOAL_FILE = Text("は目標を読めるファイルではありません", "is not a file from which goals are read")
_GIVE_GOALS = Text(
    "計画ブック（.xlsx・.xlsm）、目標の列があるCSV、または目標文を指定してください",
    "Give a planning workbook (.xlsx or .xlsm), a CSV file with a column of goals, or a sentence",
)
_OTHER_BOOK = Text("はそのままでは読めない形式（{ending}）です", "is in a format that is not read as it is ({ending})")
_ARROW = Text("→", "→ ")
_EMPTY = Text("が空です", "is empty")
_EXAMPLE = Text("「今月末までに新規商談を50件にする」のように書いてください", "Write it as 'Reach 50 meetings by the end of this month'")
_NO_DAY = Text("は日付として読めません", "is not a date")
_WRITE_DAY = Text("「2026-11-23」のように指定してください", "Write it as 2026-11-23")
_SEVERAL = Text(
    "目標が{count}件あります。全体の判定は最も弱い目標のもの：{signs}",
    "Goals: {count}. The overall status is that of the weakest: {signs}",
)
_LOG_WITHOUT_BOOK = Text("は計画ブックの目標にだけ使えます", "is for the goals of a planning workbook only")
_ONLY_FOR_LOGS = Text("は活動ログの読み方の指定です", "says how a log is read")
_NAME_LOG = Text("--log も指定するか、これを外してください", "Give --log too, or leave it out")
_NAME_BOOK = Text("GOAL に計画ブック（.xlsx）を指定するか、これを外してください", "Name a planning workbook (.xlsx) as GOAL, or leave it out")
_VAGUE = Text("あいまいな語", "Vague words")
_REWRITTEN = Text("書き方の例", "Example")
_SENTENCES = Text("文にすると", "As sentences")
_KPIS = Text("追うKPI", "KPIs in use")
_CONTRADICTION = Text("食い違い：{finding}", "Contradiction: {finding}")
