"""What a host offers to the work it carries."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Shows how far long work has come."""

    def __call__(self, step: str, /) -> None:
        """One more *step* (such as a sheet's title) has begun."""


def silent(step: str, /) -> None:
    """Progress that nobody watches."""
