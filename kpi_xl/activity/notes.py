"""Notes: what a reader must know of a log before he believes its figures. Each is one line, weightiest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from kpi_xl.language import Text

MOST_NOTES = 5
NAMED = 2
"""Files that are named where a note is one of several."""
LISTED = 5
"""Words that are listed where several files have each their own."""


class About(IntEnum):
    """What a note is about, in the order of weight."""

    PLAN = 0  #: what the log is measured against
    REJECTED = 1  #: rows that could not be read
    CURRENCY = 2
    AMOUNT = 3  #: no amounts, or amounts in a form that was chosen for the reader
    STAGE = 4
    SHEET = 5  #: sheets and rows that are hidden, left out or taken together
    REPEATED = 6  #: rows that are alike and have no id
    RECORD = 7  #: rows that repeat a record
    MEMBER = 8  #: several in one cell
    UNLISTED = 9  #: members who are in no plan
    TOTAL = 10  #: totals, headings and remarks in between
    IGNORED = 11  #: what a preset leaves out every day, such as mails; told on import, not in the report


Part = int | str | Text | tuple[str | Text, ...] | Mapping[str, int]
"""What a sentence is filled with: a number, a word, words in a list, or words each with a number of rows."""


@dataclass(frozen=True)
class OfFile:
    """How a note is said of a file."""

    words: Text  #: with {name} and the parts
    name: str
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class Note:
    """One thing that was left out, or chosen for the reader."""

    about: About
    text: Text
    rows: int = 0  #: that it concerns; 0 where it is not about rows
    of: OfFile | None = field(default=None, compare=False)  #: of one file, among others of which the same may be said


def file_note(about: About, words: Text, name: str, rows: int = 0, **parts: Part) -> Note:
    """A note on the file *name*, said with its *rows* and the other *parts*.

    >>> str(file_note(About.SHEET, Text("{name}：非表示のシート：{sheets}", "{name}: hidden: {sheets}"), "a.xlsx", sheets=("10月", "11月")).text)
    'a.xlsx：非表示のシート：10月、11月'
    """
    known = {**parts, "rows": rows}
    return Note(about, words.format(name=name, **{key: _shown(part) for key, part in known.items()}), rows, OfFile(words, name, known))


def together(notes: Iterable[Note]) -> tuple[Note, ...]:
    """The notes, what is said of several files in one line: how many files, the first ones, and all numbers added.

    >>> hidden = Text("{name}：非表示の{rows}行", "{name}: hidden rows: {rows}")
    >>> [str(note.text) for note in together(file_note(About.SHEET, hidden, f"{month}月.xlsx", rows=10) for month in (1, 2, 3))]
    ['1月.xlsx、2月.xlsx など3ファイル：非表示の30行']
    """
    found: defaultdict[object, list[Note]] = defaultdict(list)
    for note in dict.fromkeys(notes):
        found[note if note.of is None else (note.about, note.of.words)].append(note)
    return tuple(each[0] if len(each) == 1 else _of_several(each) for each in found.values())


def _of_several(notes: Sequence[Note]) -> Note:
    said = [note.of for note in notes if note.of is not None]
    parts = {key: _listed(_joined([each.parts[key] for each in said])) for key in said[0].parts}
    text = said[0].words.format(name=files_named([each.name for each in said]), **{key: _shown(part) for key, part in parts.items()})
    return Note(notes[0].about, text, sum(note.rows for note in notes))


def files_named(names: Sequence[str]) -> Text:
    """The first files and how many there are; all where no more than two are.

    >>> files_named(["a.csv", "b.csv"]).ja, files_named(["a.csv", "b.csv", "c.csv"]).en
    ('a.csv、b.csv', 'a.csv, b.csv and others, 3 in all')
    """
    first = names[:NAMED]
    listed = Text("、".join(first), ", ".join(first))
    return listed if len(names) <= NAMED else _OTHERS.format(listed=listed, count=len(names))


def _joined(parts: Sequence[Part]) -> Part:
    """What is alike once; numbers added; different words in a list."""
    first = parts[0]
    if isinstance(first, int):
        return sum(each for each in parts if isinstance(each, int))
    if isinstance(first, Mapping):
        return sum((Counter(each) for each in parts if isinstance(each, Mapping)), Counter[str]())
    words = dict.fromkeys(word for each in parts for word in (each if isinstance(each, tuple) else (each,)) if isinstance(word, str | Text))
    return next(iter(words)) if len(words) == 1 else tuple(words)


def _listed(part: Part) -> Part:
    """The first words of a list that became long."""
    if isinstance(part, tuple) and len(part) > LISTED:
        return (*part[:LISTED], _MORE.format(count=len(part) - LISTED))
    return part


def _shown(part: Part) -> Text:
    if isinstance(part, Text):
        return part
    if isinstance(part, int | str):
        word = f"{part:,}" if isinstance(part, int) else part
        return Text(word, word)
    if isinstance(part, Mapping):
        rows = sorted(part.items(), key=lambda pair: -pair[1])[:LISTED]
        return Text("、".join(f"{word} {count:,}行" for word, count in rows), ", ".join(f"{word} {count:,}" for word, count in rows))
    each = [_shown(word) for word in part]
    return Text("、".join(word.ja for word in each), ", ".join(word.en for word in each))


def weightiest(notes: Iterable[Note]) -> tuple[Note, ...]:
    """At most `MOST_NOTES` of them, the weightiest; what does not fit is counted in the last."""
    ordered = sorted((note for note in dict.fromkeys(notes) if note.about is not About.IGNORED), key=lambda note: (note.about, -note.rows))
    if len(ordered) <= MOST_NOTES:
        return tuple(ordered)
    rest = ordered[MOST_NOTES - 1 :]
    return (*ordered[: MOST_NOTES - 1], Note(rest[0].about, _AND_MORE.format(first=rest[0].text, count=len(rest) - 1)))


_OTHERS = Text("{listed} など{count}ファイル", "{listed} and others, {count} in all")
_MORE = Text("ほか{count}件", "and {count} more")
_AND_MORE = Text("{first}（ほか{count}件。kpi-xl import --explain で確認できます）", "{first} (and {count} more; see kpi-xl import --explain)")
