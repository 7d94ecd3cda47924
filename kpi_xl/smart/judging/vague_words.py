"""Vague words: named by family, with what to write instead. They warn and never fail a goal."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.words.lexicon import VagueFamily


@dataclass(frozen=True)
class VagueFinding:
    """The vague words of one family in a goal."""

    family: VagueFamily
    words: tuple[str, ...]

    @property
    def words_shown(self) -> Text:
        """The words, quoted, with what they are vague about."""
        quoted = "」「".join(self.words)
        return Text(f"「{quoted}」（{self.family.label.ja}）", f"'{', '.join(self.words)}' ({self.family.label.en})")

    @property
    def remedy(self) -> Text:
        return self.family.remedy


def vague_findings(statement: GoalStatement) -> tuple[VagueFinding, ...]:
    """One finding for each family, in the order in which they come up."""
    by_family: dict[VagueFamily, dict[str, None]] = {}
    for word, family in statement.vague:
        by_family.setdefault(family, {})[statement.quoted_whole(word)] = None
    return tuple(VagueFinding(family, tuple(words)) for family, words in by_family.items())
