"""Layouts: which column of a table is which field, as a mapping says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpi_xl.activity.fields import REQUIRED, Field
from kpi_xl.activity.headers import header_key
from kpi_xl.activity.mapping import LogMapping
from kpi_xl.activity.preset import PLAIN, Preset
from kpi_xl.errors import Finding, InputError, did_you_mean
from kpi_xl.language import Text


@dataclass(frozen=True)
class Layout:
    """How the columns of one table are read."""

    mapping: LogMapping
    titles: tuple[str, ...]  #: the table's headers
    fields: Mapping[Field, int]  #: field -> position of its column
    values: Mapping[str, int]  #: name that rules use -> position
    preset: Preset | None = None  #: None where a mapping file says it
    needless: frozenset[Field] = frozenset()  #: fields that nobody asks for; what a broken formula left counts still

    @property
    def known(self) -> int:
        """How many columns mean something."""
        return len({*self.fields.values(), *self.values.values()})

    def uses(self) -> dict[int, list[Text]]:
        """Position -> what the column is read as."""
        uses: dict[int, list[Text]] = {}
        for field, position in self.fields.items():
            uses.setdefault(position, []).append(field.label)
        deciding = {condition.column for rule in self.mapping.rules for condition in rule.conditions}
        for name, position in self.values.items():
            uses.setdefault(position, []).append(_DECIDES if name in deciding else _TELLS)
        return uses


def lay_out(titles: Sequence[str], mapping: LogMapping, place: object, preset: Preset | None = None) -> Layout:
    """The layout of a table with the headers *titles*.

    Raises:
        InputError: a needed column is missing, or two columns mean the same field.
    """
    positions = _positions_of(titles)
    wanted = _wanted(mapping, positions, is_plain=preset is not None and preset.id == PLAIN)
    fields: dict[Field, int] = {}
    findings = []
    for position, title in enumerate(titles):
        field = wanted.get(header_key(title))
        if field is not None and field in fields:
            findings.append(Finding(place, title, _TWO_COLUMNS, _KEEP_ONE))
        elif field is not None:
            fields[field] = position
    findings += [missing(header, titles, place) for header in _lacking(titles, mapping, fields, preset)]
    if findings:
        raise InputError(findings)
    values = {name: positions[key] for name, headers in mapping.values.items() if (key := _first(headers, positions))}
    return Layout(mapping, tuple(titles), fields, values, preset)


def _positions_of(titles: Sequence[str]) -> dict[str, int]:
    """Key of each header -> the first column that has it."""
    return {header_key(title): position for position, title in reversed(list(enumerate(titles)))}


def _wanted(mapping: LogMapping, there: Mapping[str, int], is_plain: bool) -> dict[str, Field]:
    """Key of a header -> the field that it means.

    Of several headers that a preset knows for a field, the first that is there counts: an export has the owner's name
    and id. The plain log has one column for each field, so that two of them are a slip.
    """
    wanted: dict[str, Field] = {}
    for field, headers in mapping.headers.items():
        if is_plain:
            wanted |= {header_key(header): field for header in headers}
        elif key := _first(headers, there):
            wanted[key] = field
    return wanted | {header_key(header): field for header, field in mapping.columns.items()}


def _first(headers: Iterable[str], there: Mapping[str, int]) -> str | None:
    return next((key for header in headers if (key := header_key(header)) in there), None)


def _lacking(
    titles: Sequence[str], mapping: LogMapping, fields: Mapping[Field, int], preset: Preset | None
) -> list[str]:
    """The headers that should be there: what a preset needs, all that a mapping file names, the fields of any log."""
    if preset is not None:
        return [preset.shown(names[0]) for names in lack_of(titles, preset)]
    declared = [header for header, field in mapping.columns.items() if field not in fields]
    needed = [each for each in REQUIRED if not (each is Field.KIND and mapping.rules)]
    listed = [mapping.headers[each][0] for each in needed if each in mapping.headers and each not in fields]
    return declared + listed


def lack_of(titles: Sequence[str], preset: Preset) -> list[tuple[str, ...]]:
    """What the preset needs and the headers do not have."""
    there = {header_key(title) for title in titles}
    return [
        names
        for names in preset.required
        if not any(header_key(header) in there for name in names for header in preset.headers_of(name))
    ]


def missing(header: str, titles: Sequence[str], place: object) -> Finding:
    """What is said of a header that should be there."""
    return Finding(place, header, _NO_COLUMN, did_you_mean(header, [title for title in titles if title.strip()]))


_TWO_COLUMNS = Text("と同じ項目の列がほかにもあります", "is a second column for the same field")
_KEEP_ONE = Text("どちらか1列だけにしてください", "Keep one of them")
_NO_COLUMN = Text("の列がありません", "is a column that is missing")
_DECIDES = Text("種別の判定", "decides the kind")
_TELLS = Text("ログの種類の見分け", "tells the kind of export")
