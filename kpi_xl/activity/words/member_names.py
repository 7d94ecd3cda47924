"""Member names as logs write them, looked up in the plan's member table."""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.toml_reader import parse_toml

NEAREST = 3
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True)
class UnknownMember:
    """A member of the log whom the member table does not list."""

    name: str
    count: int  #: rows
    nearest: tuple[str, ...]  #: names of the table that come near


class MemberTable:
    """The names that a plan lists.

    A name is the same in full and half width, upper and lower case, with and without spaces. Where no listed name is
    the same so, an old or variant form of its characters (髙 for 高) will do, if it leads to one listed name only.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(dict.fromkeys(names))
        self._exact = {folded(name): name for name in self.names}
        self._modern: dict[str, list[str]] = {}
        for name in self._exact.values():
            self._modern.setdefault(modern(name), []).append(name)

    def find(self, text: str) -> str | None:
        """The listed name that is meant, or None.

        >>> table = MemberTable(["高橋 一郎", "渡辺", "斎藤", "齋藤"])
        >>> table.find("髙橋一郎"), table.find("渡邉"), table.find("齋藤"), table.find("齊藤"), table.find("山田")
        ('高橋 一郎', '渡辺', '齋藤', None, None)
        """
        if name := self._exact.get(folded(text)):
            return name
        found = self._modern.get(modern(text), [])
        return found[0] if len(found) == 1 else None

    def nearest(self, text: str) -> tuple[str, ...]:
        """Listed names that look like the text."""
        near = difflib.get_close_matches(modern(text), list(self._modern), n=NEAREST, cutoff=0.5)
        return tuple(name for each in near for name in self._modern[each])[:NEAREST]


def modern(name: str) -> str:
    """A name with today's form of each character, folded.

    >>> modern("渡邉 德治") == modern("渡辺徳治")
    True
    """
    return folded(_SELECTORS.sub("", name)).translate(_variants())


@functools.cache
def _variants() -> dict[int, str]:
    table = parse_toml(files("kpi_xl.activity.words").joinpath("kanji_variants.toml"), "kanji_variants.toml")
    return {ord(variant): today for today, variants in table.items() for variant in variants}
