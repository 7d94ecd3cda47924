"""What is said of a goal, and of a cell that may hold several."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from kpi_xl.language import Text, spoken
from kpi_xl.smart.columns import GoalColumns
from kpi_xl.smart.judging.vague_words import VagueFinding, vague_findings
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.rewriting.composed import composed
from kpi_xl.smart.rewriting.rewritten import rewritten
from kpi_xl.smart.times.spans import Today
from kpi_xl.smart.verdict import Letter, LetterFinding, Verdict


@dataclass(frozen=True)
class GoalCheck:
    """What is said of one goal."""

    text: str  #: the goal's own words, as typed
    statement: GoalStatement  #: as read, with what its cell says for all its goals
    columns: GoalColumns
    today: Today
    findings: tuple[LetterFinding, ...]  #: S, M, A, R, T

    @property
    def letters(self) -> dict[str, bool | None]:
        """S, M, A, R, T as True, False or None where it cannot be told."""
        return {finding.letter.name: finding.verdict.holds for finding in self.findings}

    def reason_of(self, letter: Letter) -> Text:
        return next(finding.reason for finding in self.findings if finding.letter is letter)

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
        open_ones = self._open
        if not open_ones:
            return NOTHING_TO_MEND
        first = min(open_ones, key=lambda finding: _MOST_PRESSING.index(finding.verdict))
        assert first.remedy is not None
        return Text(f"{first.letter.name}：{first.remedy.ja}", f"{first.letter.name}: {first.remedy.en}")

    @property
    def _open(self) -> list[LetterFinding]:
        return [finding for finding in self.findings if finding.remedy is not None]

    @property
    def rewritten(self) -> str:
        """The goal as a SMART sentence, in its own words and language; 〔…〕 marks what has to be filled in.

        Without a text, the sentence that the columns make, in the spoken language.
        """
        if not self.statement.text.strip():
            return composed(self.columns, spoken())
        return rewritten(self.statement, self.columns, self.findings, self.today.day)


@dataclass(frozen=True)
class CellCheck:
    """What is said of a cell: its verdict is that of its weakest goal."""

    text: str
    goals: tuple[GoalCheck, ...]  #: one or more, in the order of the text

    @property
    def weakest(self) -> GoalCheck:
        """The first of those with the fewest points, a failing letter before one that cannot be told."""
        return min(self.goals, key=lambda goal: (goal.score, goal.passes))

    @property
    def passes(self) -> bool:
        """True where no letter of any goal fails."""
        return all(goal.passes for goal in self.goals)

    @property
    def score(self) -> float:
        """The weakest goal's."""
        return self.weakest.score

    @property
    def signs(self) -> Text:
        """The weakest goal's signs, and how many goals there are: ``S○ M× A？ R○ T○（目標3件）``"""
        signs, count = self.weakest.signs, len(self.goals)
        return Text(signs, signs) if count == 1 else Text(f"{signs}（目標{count}件）", f"{signs} ({count} goals)")

    @property
    def advice(self) -> Text:
        """The weakest goal's, with the number of that goal where there are several."""
        said = self.weakest.advice
        if len(self.goals) == 1 or said == NOTHING_TO_MEND:
            return said
        number = self.goals.index(self.weakest) + 1
        return Text(f"{number}件目 {said.ja}", f"Goal {number}, {said.en}")


NOTHING_TO_MEND = Text("このままで使えます", "Good as it is")
_MOST_PRESSING = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.WARN)
