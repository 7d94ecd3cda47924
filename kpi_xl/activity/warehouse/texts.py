"""Texts in a warehouse's table: read once each, as those of a file are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.activity.fields import Field
from kpi_xl.activity.reading.meanings import word
from kpi_xl.activity.warehouse.table import Meanings
from kpi_xl.activity.words.member_names import MemberTable
from kpi_xl.definitions import kind_of
from kpi_xl.definitions.kinds import folded


@dataclass(frozen=True)
class Texts:
    """Every distinct text of the fields that are read."""

    rows: Mapping[Field, Mapping[str, int]]  #: field -> text -> rows

    def meanings(self, members: Sequence[str] | None) -> Meanings:
        """What each text stands for where that is another text; names of *members* are preferred."""
        listed = MemberTable(members) if members else None
        meant: dict[Field, dict[str, str | None]] = {
            Field.MEMBER: dict(self._names(Field.MEMBER, listed)),
            Field.TEAM: dict(self._names(Field.TEAM, None)),
            Field.KIND: {text: kind_of(text) for text in self.rows.get(Field.KIND, {})},
            Field.SOURCE: {text: folded(word(text) or "") for text in self.rows.get(Field.SOURCE, {})},
        }
        return {
            field: {text: meaning for text, meaning in texts.items() if meaning != text} for field, texts in meant.items()
        }

    def _names(self, field: Field, listed: MemberTable | None) -> Iterator[tuple[str, str]]:
        """Each text with its name: one of the table's, or else the commonest of the spellings that are the same folded."""
        chosen: dict[str, str] = {}
        texts = self.rows.get(field, {})
        said = {text: word(text) or "" for text in texts}
        if listed is not None:
            said = {text: listed.find(name) or name for text, name in said.items()}
        for text in sorted(texts, key=lambda text: (-texts[text], text)):
            chosen.setdefault(folded(said[text]), said[text])
        return ((text, chosen[folded(name)]) for text, name in said.items())
