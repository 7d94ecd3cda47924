"""Layouts: which column of a table is which field, as a mapping says."""

from __future__ import annotations

import functools
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

from kpi_xl.activity.columns.headings import header_key, is_net, unit_of, without_tax
from kpi_xl.activity.columns.mapping import LogMapping
from kpi_xl.activity.columns.preset import Preset
from kpi_xl.activity.fields import REQUIRED, Field
from kpi_xl.activity.words.money import MoneyUnit
from kpi_xl.definitions.toml_reader import parse_toml
from kpi_xl.errors import Finding, InputError, did_you_mean
from kpi_xl.language import Text

FILLED_FIRST = (Field.DATE, Field.AMOUNT)
"""Fields for which several columns may stand: the first that is filled counts, row by row. Won and lost deals have days of their own."""
CONVERTED = (
    "{} (converted)", "{} (換算値)", "{} (換算済み)", "{} (換算済)", "{} (換算後)", "{} (換算)", "{}換算値", "{} (Base)", "{} (基本)",
    "{} in company currency", "{} in home currency", "会社の通貨での{}", "{} (会社の通貨)", "{} (company currency)",
    "{} (home currency)", "{} (基準通貨)", "{} (円換算)", "{}円換算", "円換算{}",
)  # fmt: skip
"""How products head the column that holds an amount in the company's own currency."""

CURRENCY_OF = ("{} currency", "{} currency code", "{}通貨", "{}の通貨", "{} (通貨)", "currency of {}", "{}単位")
_CURRENCY = re.compile(r"(?:通貨(?:コード|単位|名|種別)?|currency(?:code|name|isocode|symbol)?)$")
_COMPANY = re.compile(r"会社|自社|基準|基本|換算|company|home|base|convert|default")


@dataclass(frozen=True)
class Layout:
    """How the columns of one table are read."""

    mapping: LogMapping
    titles: tuple[str, ...]  #: the table's headers
    fields: Mapping[Field, int]  #: field -> position of its first column
    values: Mapping[str, int]  #: name that rules use -> position
    preset: Preset | None = None  #: None where a mapping file says it
    needless: frozenset[Field] = frozenset()  #: fields that nobody asks for; what a broken formula left counts still
    more: Mapping[Field, tuple[int, ...]] = field(default_factory=dict)  #: further columns, for rows where the first is blank
    companions: Mapping[str, int] = field(default_factory=dict)  #: changed, start, currency, title -> position
    converted: Mapping[int, int] = field(default_factory=dict)  #: column of amounts -> the column that holds them in yen
    unit_above: MoneyUnit = field(default_factory=MoneyUnit)  #: what a line above the header says that amounts count

    @property
    def known(self) -> int:
        """How many columns mean something."""
        return len({*self.fields.values(), *self.values.values()})

    @property
    def is_plain(self) -> bool:
        return self.preset is not None and self.preset.is_plain

    @property
    def is_list(self) -> bool:
        return self.preset is not None and self.preset.is_list

    @property
    def unit(self) -> MoneyUnit:
        """What the heading of the amounts says that they count."""
        position = self.fields.get(Field.AMOUNT)
        unit = MoneyUnit() if position is None else unit_of(self.titles[position])
        return self.unit_above if unit == MoneyUnit() else unit

    @property
    def tax_choice(self) -> tuple[str, ...]:
        """The heading of the amounts that was chosen where there are amounts with tax and without, then the others."""
        position = self.fields.get(Field.AMOUNT)
        if position is None or without_tax(self.titles[position]) == self.titles[position]:
            return ()
        chosen = self.titles[position]
        alike = [title for title in self.titles if header_key(without_tax(title)) == header_key(without_tax(chosen)) and title != chosen]
        return (chosen, *alike) if alike else ()

    def positions(self, of: Field) -> tuple[int, ...]:
        """Every column of a field, the first choice first."""
        return (self.fields[of], *self.more.get(of, ())) if of in self.fields else ()

    def uses(self) -> dict[int, list[Text]]:
        """Position -> what the column is read as."""
        uses: dict[int, list[Text]] = {}
        for each in self.fields:
            for position in self.positions(each):
                uses.setdefault(position, []).append(each.label)
        for position in self.converted.values():
            uses.setdefault(position, []).append(_CONVERTED)
        deciding = self.mapping.deciding
        for name, position in self.values.items():
            uses.setdefault(position, []).append(_DECIDES if name in deciding else _TELLS)
        for name, position in self.companions.items():
            if name in _HELPS and position not in uses:
                uses.setdefault(position, []).append(_HELPS[name])
        return uses


def lay_out(titles: Sequence[str], mapping: LogMapping, place: object, preset: Preset | None = None) -> Layout:
    """The layout of a table with the headers *titles*.

    Raises:
        InputError: a needed column is missing, or two columns mean the same field.
    """
    positions = _positions_of(titles)
    fields: dict[Field, tuple[int, ...]] = {}
    findings: list[Finding] = []
    for each, headers in _headers_of(mapping).items():
        found = _found(headers, titles, positions)
        one_only = (preset is not None and preset.is_plain) or each not in FILLED_FIRST
        repeated = [position for position in found if sum(header_key(title) == header_key(titles[position]) for title in titles) > 1]
        if repeated or (preset is not None and preset.is_plain and len(found) > 1):
            slip = repeated[-1] if repeated else found[-1]
            findings.append(Finding(place, titles[slip], _TWO_COLUMNS, _KEEP_ONE))
        if found:
            fields[each] = found[:1] if one_only else found
    findings += [missing(header, titles, place) for header in _lacking(titles, mapping, fields, preset)]
    if findings:
        raise InputError(findings)
    values = {name: positions[key] for name, headers in mapping.values.items() if (key := _first(headers, positions))}
    first, more = {each: found[0] for each, found in fields.items()}, {each: found[1:] for each, found in fields.items() if found[1:]}
    taken = {*values.values(), *(position for found in fields.values() for position in found)}
    companions = {
        name: positions[key] for name, headers in _companions().items()
        if (key := _first(headers, positions)) and (name == "title" or positions[key] not in taken)
    }  # fmt: skip
    amounts = fields.get(Field.AMOUNT, ())
    if "currency" not in companions and (beside := _currency_of(amounts, titles, taken)) is not None:
        companions["currency"] = beside
    return Layout(
        mapping, tuple(titles), first, values, preset, more=more, companions=companions,
        converted=_converted(amounts, titles, positions),
    )  # fmt: skip


def _positions_of(titles: Sequence[str]) -> dict[str, int]:
    """Key of each header -> the first column that has it; a remark on taxes does not count where no column has the bare name."""
    positions: dict[str, int] = {}
    for position, title in enumerate(titles):
        positions.setdefault(header_key(title), position)
    by_tax = sorted(enumerate(titles), key=lambda each: (not is_net(each[1]), each[0]))
    for position, title in by_tax:  # of several, the one without tax: that is what revenue is
        positions.setdefault(header_key(without_tax(title)), position)
    return positions


def _headers_of(mapping: LogMapping) -> dict[Field, tuple[str, ...]]:
    """Field -> headers that mean it, of columns that a file names one by one and of lists."""
    named: dict[Field, tuple[str, ...]] = dict(mapping.headers)
    for header, each in mapping.columns.items():
        named[each] = (header,)
    return named


def _found(headers: Iterable[str], titles: Sequence[str], positions: Mapping[str, int]) -> tuple[int, ...]:
    """The columns that are there, in the order of *headers*."""
    return tuple(dict.fromkeys(positions[key] for header in headers if (key := header_key(header)) in positions))


def _first(headers: Iterable[str], there: Mapping[str, int]) -> str | None:
    return next((key for header in headers if (key := header_key(header)) in there), None)


def _converted(amounts: Iterable[int], titles: Sequence[str], positions: Mapping[str, int]) -> dict[int, int]:
    twins = {}
    for amount in amounts:
        key = _first((pattern.format(titles[amount]) for pattern in CONVERTED), positions)
        if key and positions[key] != amount:
            twins[amount] = positions[key]
    return twins


def _currency_of(amounts: Iterable[int], titles: Sequence[str], taken: Container[int]) -> int | None:
    """The column that says the currency of amounts, called after theirs (value_currency, 契約金額の通貨) or as any product may."""
    keys = [header_key(title) for title in titles]
    for amount in amounts:
        wanted = {header_key(pattern.format(titles[amount])) for pattern in CURRENCY_OF}
        if (found := next((position for position, key in enumerate(keys) if key in wanted), None)) is not None:
            return found
    named = [position for position, key in enumerate(keys) if _CURRENCY.search(key) and not _COMPANY.search(key) and position not in taken]
    return named[0] if len(named) == 1 and amounts else None


def _lacking(
    titles: Sequence[str], mapping: LogMapping, fields: Mapping[Field, object], preset: Preset | None
) -> list[str]:
    """The headers that should be there: what a preset needs, all that a mapping file names, the fields of any log."""
    if preset is not None:
        return [preset.shown(names[0]) for names in lack_of(titles, preset)]
    declared = [header for header, each in mapping.columns.items() if each not in fields]
    needed = [each for each in REQUIRED if not (each is Field.KIND and mapping.decides_kinds)]
    listed = [mapping.headers[each][0] for each in needed if each in mapping.headers and each not in fields]
    return declared + listed


def lack_of(titles: Sequence[str], preset: Preset) -> list[tuple[str, ...]]:
    """What the preset needs and the headers do not have."""
    there = _positions_of(titles)
    return [
        names
        for names in preset.required
        if not any(header_key(header) in there for name in names for header in preset.headers_of(name))
    ]


def missing(header: str, titles: Sequence[str], place: object) -> Finding:
    """What is said of a header that should be there."""
    return Finding(place, header, _NO_COLUMN, did_you_mean(header, [title for title in titles if title.strip()]))


@functools.cache
def _companions() -> dict[str, tuple[str, ...]]:
    table = parse_toml(files("kpi_xl.activity.columns").joinpath("companions.toml"), "companions.toml")
    return {name: tuple(headers) for name, headers in table.items()}


_TWO_COLUMNS = Text("と同じ項目の列がほかにもあります", "is a second column for the same field")
_KEEP_ONE = Text("どちらか1列だけにしてください", "Keep one of them")
_NO_COLUMN = Text("の列がありません", "is a column that is missing")
_DECIDES = Text("種別の判定", "decides the kind")
_TELLS = Text("ログの種類の見分け", "tells the kind of export")
_CONVERTED = Text("金額（円に換算）", "amount (in yen)")
_HELPS = {
    "changed": Text("更新日（重複のときの新しさ）", "last change (of duplicates the latest)"),
    "start": Text("レコードの始まり", "start of a record"),
    "currency": Text("通貨", "currency"),
    "converted_currency": Text("換算後の通貨", "currency of converted amounts"),
}
