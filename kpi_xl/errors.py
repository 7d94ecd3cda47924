"""The error tree, on one page.

People's mistakes are `Finding`s, all of one input reported at once in an `InputError`; programmers'
mistakes are ordinary exceptions. Each message names the place, the value, the rule and the remedy.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kpi_xl.language import Text, spoken
from kpi_xl.passwords import without_passwords


class _Nothing(Enum):
    """A member of an enumeration stays itself on its way from one process to another."""

    NO_VALUE = "no value"


NO_VALUE = _Nothing.NO_VALUE
"""Marks a finding that is about something missing, so there is no value to quote."""


@dataclass(frozen=True)
class Finding:
    """One thing wrong in what a person gave us."""

    place: object  #: where: file and line, sheet and cell, key, option; a str or a Text
    value: object  #: what stood there, or NO_VALUE
    rule: Text  #: what is expected there
    remedy: Text  #: what to do about it

    def __str__(self) -> str:
        """A rule that is a predicate takes the value as its subject, or the place where there is no value."""
        return without_passwords(self._in_japanese() if spoken() == "ja" else self._in_english())

    @property
    def _has_value(self) -> bool:
        return not (self.value is NO_VALUE or (isinstance(self.value, str) and not self.value))

    @property
    def _space(self) -> str:
        """Sets a key apart from the Japanese behind it: ``kpis[3].to が必要です``."""
        return " " if str(self.place)[-1:].isascii() else ""

    def _in_japanese(self) -> str:
        rule, is_predicate = self.rule.ja, self.rule.ja.startswith(_JAPANESE_PREDICATES)
        if self._has_value:
            said = f"：「{quoted(self.value)}」{'' if is_predicate else 'は使えません。'}{rule}"
        else:
            said = f"{self._space if is_predicate else '：'}{rule}"
        return f"{self.place}{said}。{self.remedy.ja}。"

    def _in_english(self) -> str:
        rule, is_predicate = self.rule.en, self.rule.en.startswith(_ENGLISH_PREDICATES)
        if self._has_value:
            said = f": '{quoted(self.value)}' {rule}" if is_predicate else f": got '{quoted(self.value)}'; {rule}"
        else:
            said = f"{' ' if is_predicate else ': '}{rule}"
        return f"{self.place}{said}. {self.remedy.en}{'' if self.remedy.en.endswith(('?', '...')) else '.'}"


_JAPANESE_PREDICATES = ("は", "が", "の", "と", "に", "で", "を", "から")
_ENGLISH_PREDICATES = (
    "is ", "exists ", "are ", "has ", "have ", "holds ", "does ", "needs ", "must ", "may ", "can ", "cannot ", "unpacks ",
)


def quoted(value: object) -> str:
    """A value as it may stand in one line of a message: control characters shown, length bounded."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, date):
        value = f"{value:%Y/%m/%d}" if spoken() == "ja" else f"{value:%Y-%m-%d}"
    shown = str(value)
    if not shown.isprintable():
        shown = "".join(c if c.isprintable() or c == "\u3000" else f"\\x{ord(c):02x}" for c in shown)
    return shown if len(shown) <= 60 else shown[:57] + "..."


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """The remedy for an unknown word: the nearest known one, else the list of what is known."""
    candidates = list(dict.fromkeys(known))
    if not candidates:
        return Text("使えるものはありません", "There is none")
    import difflib  # late: most runs find no fault

    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=0.6)
    if near:
        return Text(f"もしかして「{folded[near[0]]}」ですか", f"Did you mean '{folded[near[0]]}'?")
    some = candidates[:12]
    more = Text("など", ", ...") if len(candidates) > len(some) else Text("", "")
    return Text(f"使えるのは {'、'.join(some)} {more.ja}です", f"Known: {', '.join(some)}{more.en}")


class KpiError(Exception):
    """Anything that kpi-xl says to the person who uses it. ``str()`` is in the spoken language."""


class InputError(KpiError):
    """Everything that is wrong with one input, at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)

    def __str__(self) -> str:
        return "\n".join(str(finding) for finding in self.findings)


class ArgumentError(KpiError, ValueError):
    """An argument of a calculation breaks its rule. The first line fits a cell."""

    def __init__(self, name: str, value: object, rule: Text, remedy: Text) -> None:
        self.finding = Finding(name, value, rule, remedy)
        super().__init__(self.finding)

    def __str__(self) -> str:
        return str(self.finding)


class RateOutOfRangeError(ArgumentError):
    """A conversion rate is outside (0, 1]."""

    def __init__(self, name: str, value: object) -> None:
        super().__init__(
            name,
            value,
            Text("率は0より大きく100%以下です", "a rate is above 0 and at most 100%"),
            Text("25%は「25%」または「0.25」と入力してください", "Write 25% as 25% or 0.25"),
        )


class UnknownNameError(KpiError, KeyError):
    """A function, role or KPI that does not exist was named."""

    def __init__(self, place: object, name: str, known: Iterable[str], what: Text) -> None:
        self.finding = Finding(
            place, name, Text(f"という{what.ja}はありません", f"is not a known {what.en}"), did_you_mean(name, known)
        )
        super().__init__(self.finding)

    def __str__(self) -> str:
        return str(self.finding)


class MissingProgramError(KpiError):
    """A program that kpi-xl calls is not installed."""

    def __init__(self, message: Text) -> None:
        self.text = message
        super().__init__(message)

    def __str__(self) -> str:
        return str(self.text)
