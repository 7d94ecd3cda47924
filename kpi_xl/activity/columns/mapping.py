"""Mappings: how another table's columns and values become the canonical log (``--map FILE.toml``, presets)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from kpi_xl.activity.columns.rules import KindRule, read_rules
from kpi_xl.activity.days import DATE_ORDER_BY_KEY, DateOrder, zone_named
from kpi_xl.activity.fields import FIELD_BY_HEADER, FIELD_BY_KEY, REQUIRED, Field
from kpi_xl.activity.words.money import YEN, currency_named
from kpi_xl.definitions import KINDS, kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.toml_reader import TableReader, parse_toml
from kpi_xl.disks import NOT_BESIDE, PUT_BESIDE
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text

OUTCOME = "outcome"
"""The name in [values] of a column that says how a deal ended, beside its stage."""
SECONDS = {"milliseconds": 0.001, "seconds": 1.0, "minutes": 60.0, "hours": 3600.0}
"""Units that a column of durations may count in."""


@dataclass(frozen=True)
class MembersFile:
    """A table beside the log that says who belongs to which team."""

    file: str  #: its name; it lies beside the log
    member: str  #: header of the member column
    team: str | None  #: header of the team column
    id: str | None = None  #: header of the column by which the log names a member, where that is not the name


@dataclass(frozen=True)
class LogMapping:
    """What a mapping says. Without one the log has the canonical headers and kinds.

    A record's kinds are decided by the first of *rules* that fits, else by its value in the kind column.
    """

    columns: Mapping[str, Field] = field(default_factory=dict)  #: header -> field; each must be there
    kinds: Mapping[str, str] = field(default_factory=dict)  #: value of the kind column -> kind
    ignored: tuple[str, ...] = ()  #: values of the kind column that are no activity
    date_order: DateOrder | None = None  #: None: what the column itself shows
    members: MembersFile | None = None
    headers: Mapping[Field, tuple[str, ...]] = field(default_factory=dict)  #: field -> headers; the first that is there
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  #: name in rules -> headers, likewise
    rules: tuple[KindRule, ...] = ()
    seconds: Mapping[str, float] = field(default_factory=dict)  #: name in rules -> seconds in one unit of its durations
    several: str = ""  #: stands between several members in one cell; the first counts
    stage: str = ""  #: name in *values* of the stage of deals, which decides where no rule does
    stages: Mapping[str, str | None] = field(default_factory=dict)  #: stage -> kind, None: no activity; goes before the table of words
    rates: Mapping[str, float] = field(default_factory=dict)  #: currency -> yen
    timezone: str | None = None  #: whose days count; None: those of Japan

    @property
    def names_columns(self) -> bool:
        """False where the file only says what values mean: the headers tell which export it is."""
        return bool(self.columns or self.headers)

    @property
    def deciding(self) -> frozenset[str]:
        """Names of the columns by which records are told apart, beside the kind column."""
        asked = {condition.column for rule in self.rules for condition in rule.conditions}
        return frozenset(asked | ({self.stage, OUTCOME} if self.stage else set()))

    @property
    def decides_kinds(self) -> bool:
        """True where no column of kinds is needed."""
        return bool(self.rules or self.stage)

    def over(self, other: LogMapping) -> LogMapping:
        """Another mapping (a preset's) with what this one says beside columns."""
        return replace(
            other, kinds={**other.kinds, **self.kinds}, ignored=(*other.ignored, *self.ignored),
            date_order=self.date_order or other.date_order, members=self.members or other.members,
            several=self.several or other.several, stages={**other.stages, **self.stages}, rates={**other.rates, **self.rates},
            timezone=self.timezone or other.timezone, rules=(*self.rules, *other.rules),
        )  # fmt: skip

    def all_headers(self) -> list[tuple[str, ...]]:
        """The headers of everything that a preset knows: fields first, then what rules look at."""
        return [*self.headers.values(), *self.values.values()]


def read_mapping(path: Path) -> LogMapping:
    """Read a mapping file.

    Raises:
        InputError: everything that is wrong with it.
    """
    findings: list[Finding] = []
    root = TableReader(parse_toml(path, path.name), f"{path.name}: ", findings)
    mapping = mapping_of(root)
    root.done()
    if not findings and mapping.names_columns:
        findings += _missing_fields(mapping, path.name)
    elif not findings and mapping == LogMapping():
        findings.append(Finding(f"{path.name}: columns", NO_VALUE, _NOTHING_SAID, _ADD_COLUMNS))
    if findings:
        raise InputError(findings)
    return mapping


def mapping_of(root: TableReader) -> LogMapping:
    """The mapping that a TOML file holds; what is wrong with it becomes findings of *root*."""
    headers = _headers(root.table("headers"))
    columns = _columns(root.table("columns"))
    kinds, ignored = _kinds(root.table("kinds"))
    values, seconds = _values(root.table("values"), root.table("durations"))
    rules = read_rules(root.tables("rules"), [*values, *(each.key for each in (*headers, *columns.values()))])
    order, several, stage, timezone = _read(root.table("read"), values)
    members = _members(root.table("members"))
    stages, rates = _stages(root.table("stages")), _rates(root.table("rates"))
    return LogMapping(
        columns, kinds, ignored, order, members, headers, values, rules, seconds, several, stage, stages, rates, timezone
    )


def _missing_fields(mapping: LogMapping, name: str) -> list[Finding]:
    there = {*mapping.columns.values(), *mapping.headers}
    needed = [each for each in REQUIRED if each not in there and not (each is Field.KIND and mapping.decides_kinds)]
    return [Finding(f"{name}: columns", NO_VALUE, _no_field(each), _map_it(each)) for each in needed]


def _headers(table: TableReader | None) -> dict[Field, tuple[str, ...]]:
    headers: dict[Field, tuple[str, ...]] = {}
    for key in table.keys() if table else ():
        assert table is not None
        words, target = table.strings(key), FIELD_BY_HEADER.get(folded(key))
        if target is None:
            table.report(key, key, _NO_FIELD, did_you_mean(key, FIELD_BY_KEY))
        elif words:
            headers[target] = words
    return headers


def _columns(table: TableReader | None) -> dict[str, Field]:
    columns: dict[str, Field] = {}
    for header in table.keys() if table else ():
        assert table is not None
        word = table.string(header)
        target = FIELD_BY_HEADER.get(folded(word)) if word else None
        if word and target is None:
            table.report(header, word, _NO_FIELD, did_you_mean(word, FIELD_BY_KEY))
        if target in columns.values():
            table.report(header, target.key if target else "", _TWICE, _ONE_COLUMN)
        if target:
            columns[header] = target
    return columns


def _kinds(table: TableReader | None) -> tuple[dict[str, str], tuple[str, ...]]:
    kinds, ignored = {}, []
    for value in table.keys() if table else ():
        assert table is not None
        word = table.raw(value)
        kind = kind_of(word) if isinstance(word, str) else None
        if word is False:
            ignored.append(value)
        elif kind is None:
            table.report(value, word, _NO_KIND, did_you_mean(str(word), KINDS))
        else:
            kinds[value] = kind
    return kinds, tuple(ignored)


def _values(
    table: TableReader | None, durations: TableReader | None
) -> tuple[dict[str, tuple[str, ...]], dict[str, float]]:
    names = table.keys() if table else ()
    values = {name: table.strings(name) for name in names if table}
    seconds: dict[str, float] = {}
    for name in durations.keys() if durations else ():
        assert durations is not None
        unit = durations.choice(name, SECONDS)
        if name not in values:
            durations.report(name, name, _NO_VALUE_COLUMN, did_you_mean(name, values))
        elif unit:
            seconds[name] = unit
    return values, seconds


def _read(
    table: TableReader | None, values: Mapping[str, object]
) -> tuple[DateOrder | None, str, str, str | None]:
    if table is None:
        return None, "", "", None
    order, several = table.choice("date_order", DATE_ORDER_BY_KEY), table.string("several")
    stage, timezone = table.string("stage"), table.string("timezone")
    table.done()
    if stage and stage not in values:
        table.report("stage", stage, _NO_VALUE_COLUMN, did_you_mean(stage, values))
    if timezone:
        try:
            zone_named(timezone)
        except KeyError:
            table.report("timezone", timezone, NO_ZONE, NAME_ZONE)
    return order, several or "", stage or "", timezone


def _stages(table: TableReader | None) -> dict[str, str | None]:
    """Stage -> kind, None for what is no activity (``false``)."""
    kinds, ignored = _kinds(table)
    return {**dict.fromkeys(ignored), **kinds}


def _rates(table: TableReader | None) -> dict[str, float]:
    """Currency -> yen for one of it."""
    rates: dict[str, float] = {}
    for name in table.keys() if table else ():
        assert table is not None
        currency, rate = currency_named(name), table.number(name)
        if currency is None or currency == YEN:
            table.report(name, name, _NO_CURRENCY, _WRITE_CURRENCY)
        elif rate is not None and rate <= 0:
            table.report(name, rate, _NO_RATE, _WRITE_CURRENCY)
        elif rate is not None:
            rates[currency] = rate
    return rates


def _members(table: TableReader | None) -> MembersFile | None:
    if table is None:
        return None
    file, member = table.string("file", True), table.string("member", True)
    team, identifier = table.string("team"), table.string("id")
    table.done()
    if file and (set(file) & set("/\\:") or file in (".", "..")):
        table.report("file", file, NOT_BESIDE, PUT_BESIDE)
    if member and member == team:
        table.report("team", team, _SAME_COLUMN, _OTHER_COLUMN)
    return MembersFile(file, member, team, identifier) if file and member else None


def _no_field(needed: Field) -> Text:
    return Text(f"{needed.label.ja}（{needed.key}）になる列がありません", f"no column becomes {needed.key}")


def _map_it(needed: Field) -> Text:
    line = f'"<column>" = "{needed.key}"'
    return Text(f"[columns] に {line} の形で加えてください", f"Add {line} under [columns]")


_NOTHING_SAID = Text("が必要です", "are needed")
_ADD_COLUMNS = Text("「[columns]」の表を加えてください", "Add the table [columns]")
_NO_FIELD = Text("という項目は活動ログにありません", "is not a field of the log")
_TWICE = Text("にはすでに別の列が割り当てられています", "is already taken by another column")
_ONE_COLUMN = Text("どちらか1列だけにしてください", "Keep one of them")
_SAME_COLUMN = Text("は担当者の列と同じです", "is the member column too")
_OTHER_COLUMN = Text("チームの列を書くか、team の行を消してください", "Name the team's column, or leave the line out")
_NO_KIND = Text("という種別はありません", "is not a kind of activity (or false for rows to leave out)")
_NO_CURRENCY = Text("という外貨はありません", "is not a foreign currency")
_NO_RATE = Text("は換算レートになりません", "is not a rate")
_WRITE_CURRENCY = Text("USD = 150 のように、1単位が何円かを書いてください", "Write what one is in yen, as USD = 150")
NO_ZONE = Text("というタイムゾーンはありません", "is not a time zone")
NAME_ZONE = Text("Asia/Tokyo、Europe/London のように指定してください", "Name it as Asia/Tokyo or Europe/London")
_NO_VALUE_COLUMN = Text("という列は [values] にありません", "is not a column named under [values]")
