"""What people call an input: its labels in either language, with and without what stands in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.model import Input

_BRACKETS = re.compile(r"[（(][^）)]*[）)]")


def plain_label(label: str) -> str:
    """A label without what stands in brackets.

    >>> plain_label("成約率（商談→受注）")
    '成約率'
    """
    return _BRACKETS.sub("", label).strip()


def names_by_label(inputs: Iterable[Input]) -> dict[str, str]:
    """Folded label -> name of the input; a word that two inputs share means neither.

    >>> from kpi_xl.definitions import load_role
    >>> names_by_label(load_role("field_sales").inputs)["成約率"]
    'WIN_RATE'
    """
    found: dict[str, set[str]] = {}
    for item in inputs:
        for word in _words(item):
            found.setdefault(folded(word), set()).add(item.name)
    return {word: names.pop() for word, names in found.items() if len(names) == 1}


def _words(item: Input) -> Iterator[str]:
    for label in item.label.both():
        yield from (label, plain_label(label))
