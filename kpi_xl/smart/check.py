"""Checking a goal: the five letters, what is vague, and a rewritten sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text, spoken
from kpi_xl.smart.columns import NO_COLUMNS, GoalColumns, column_findings, missing
from kpi_xl.smart.history import History
from kpi_xl.smart.judging.rules import RULES, Circumstances
from kpi_xl.smart.judging.vague_words import VagueFinding, vague_findings
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.advice import composed, rewritten
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict


@dataclass(frozen=True)
class GoalCheck:
    """What is said of one goal."""

    statement: GoalStatement
    columns: GoalColumns
    today: Today
    findings: tuple[LetterFinding, ...]  #: S, M, A, R, T

    @property
    def letters(self) -> dict[str, bool | None]:
        """S, M, A, R, T as True, False or None where it cannot be told."""
        return {finding.letter.name: finding.verdict.holds for finding in self.findings}

    @property
    def passes(self) -> bool:
        """True where no letter fails."""
        return all(finding.verdict is not Verdict.FAIL for finding in self.findings)

    @property
    def signs(self) -> str:
        """``S○ M○ A△ R○ T×``"""
        return " ".join(f"{finding.letter.name}{finding.verdict.sign}" for finding in self.findings)

    @property
    def score(self) -> float:
        """0 to 5: a letter that holds counts 1, with a warning half."""
        return sum(finding.verdict.points for finding in self.findings)

    @cached_property
    def vague(self) -> tuple[VagueFinding, ...]:
        """Vague words by family; they warn."""
        return vague_findings(self.statement)

    @property
    def advice(self) -> Text:
        """The first thing to do, in one line."""
        order = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)
        open_ones = [finding for finding in self.findings if finding.remedy is not None]
        if not open_ones:
            return Text("このままで使えます", "Good as it is")
        first = min(open_ones, key=lambda finding: order.index(finding.verdict))
        assert first.remedy is not None
        return Text(f"{first.letter.name}：{first.remedy.ja}", f"{first.letter.name}: {first.remedy.en}")

    @property
    def rewritten(self) -> str:
        """The goal as a SMART sentence, in its own language; 〔…〕 marks what has to be filled in.

        Without a text, the sentence that the columns make, in the spoken language.
        """
        if not self.statement.text.strip():
            return composed(self.columns, spoken())
        return rewritten(self.statement, self.columns, self.today)


def check_goal(
    text: str,
    *,
    today: date,
    role: RoleTemplate | None = None,
    history: History | None = None,
    columns: GoalColumns = NO_COLUMNS,
    first_month: int | None = None,
) -> GoalCheck:
    """Judge a goal sentence, Japanese or English. Any text can be judged; nothing is raised.

    Args:
        today: the day from which 今月末 and "by Q2" are counted.
        role: R then asks the role's KPI tree; without it, a purpose in the text or the shipped roles' KPIs.
        history: the months that went before; A then compares the target with the best of them.
        columns: what the workbook holds beside the text; a filled column decides over the text.
        first_month: of the fiscal year. Not given, it is April, and Q1 in an English text begins in January.

    >>> check_goal("営業成績を向上させる", today=date(2026, 11, 23)).signs
    'S× M× A？ R？ T×'
    >>> goal = "新規商談数を現在の月間30件から今月末(11月30日)までに月間50件に増やす"
    >>> check_goal(goal, today=date(2026, 11, 23)).signs
    'S○ M○ A○ R○ T○'
    """
    day = Today(today) if first_month is None else Today(today, first_month, first_month)
    statement = _reader()(text, day)
    known = Circumstances(day, role, history, columns.baseline)
    if columns.is_empty:
        return GoalCheck(statement, columns, day, tuple([rule(statement, known) for rule in RULES]))
    decided = column_findings(columns, today)
    if statement.plain:
        findings = [decided.get(finding.letter, finding) for finding in (rule(statement, known) for rule in RULES)]
    else:
        findings = [decided.get(letter) or missing(letter) for letter in Letter]
    return GoalCheck(statement, columns, day, tuple(findings))


@cache
def _reader() -> Callable[[str, Today], GoalStatement]:
    """What reads a goal; imported late, as it makes patterns that a workbook without goals can do without."""
    from kpi_xl.smart.reading.sentence import read_goal

    return read_goal
