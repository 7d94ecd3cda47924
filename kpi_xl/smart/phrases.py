"""Phrases: patterns made of the words in the vocabulary."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """One file of the vocabulary."""
    return tomllib.loads(files("kpi_xl.smart").joinpath("vocabulary", f"{name}.toml").read_text(encoding="utf-8"))


def any_of(section: str, key: str) -> str:
    """A pattern for one of the phrases of ``phrases.toml``, in their order there."""
    return "(?:" + "|".join(vocabulary("phrases")[section][key]) + ")"


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of some plain words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
