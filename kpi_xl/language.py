"""Words in two languages: Japanese first, English complete.

A `Text` holds both; ``str(text)`` gives the one that is being spoken. Hosts choose it once, at
their door, with `speaking`; nothing below them passes a language along.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, get_args

Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_spoken: ContextVar[Language] = ContextVar("spoken", default="ja")


@dataclass(frozen=True)
class Text:
    """One text in Japanese and English.

    >>> text = Text("商談数", "Meetings")
    >>> str(text)
    '商談数'
    >>> with speaking("en"):
    ...     f"{text}: {30}"
    'Meetings: 30'
    """

    ja: str
    en: str

    def __str__(self) -> str:
        return self.ja if spoken() == "ja" else self.en

    def format(self, **parts: object) -> Text:
        """The same text with its ``{placeholders}`` filled, each part in the text's own language."""
        return Text(self.ja.format(**_in("ja", parts)), self.en.format(**_in("en", parts)))

    def both(self) -> tuple[str, str]:
        """Japanese and English, for reading what people typed in either."""
        return self.ja, self.en


def _in(language: Language, parts: dict[str, object]) -> dict[str, object]:
    return {name: getattr(part, language) if isinstance(part, Text) else part for name, part in parts.items()}


def spoken() -> Language:
    """The language that messages and sheets are written in now."""
    return _spoken.get()


def language_of_environment() -> Language:
    """What the environment asks for: KPI_XL_LANG, else Japanese."""
    return "en" if os.environ.get("KPI_XL_LANG") == "en" else "ja"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak *language* (``"ja"`` or ``"en"``) inside the block."""
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {LANGUAGES}, got {language!r}")
    token = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(token)


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its English noun, in the singular for 1.

    >>> counted(1, "row"), counted(1200, "row"), counted(0, "person", "people")
    ('1 row', '1,200 rows', '0 people')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
