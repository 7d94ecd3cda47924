"""Mapping files: how another table's columns and values become the canonical log (``--map FILE.toml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kpi_xl.activity.days import DATE_ORDER_BY_KEY, DateOrder
from kpi_xl.activity.fields import FIELD_BY_HEADER, FIELD_BY_KEY, REQUIRED, Field
from kpi_xl.definitions import KINDS, kind_of
from kpi_xl.definitions.kinds import folded
from kpi_xl.definitions.toml_reader import TableReader, parse_toml
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text


@dataclass(frozen=True)
class MembersFile:
    """A table beside the log that says who belongs to which team."""

    file: str  #: path, relative to the log
    member: str  #: header of the member column
    team: str | None  #: header of the team column


@dataclass(frozen=True)
class LogMapping:
    """What a mapping file says. Without one the log has the canonical headers and kinds."""

    columns: Mapping[str, Field] = field(default_factory=dict)  #: header -> field
    kinds: Mapping[str, str] = field(default_factory=dict)  #: value of the kind column -> kind
    ignored: tuple[str, ...] = ()  #: values of the kind column that are no activity
    date_order: DateOrder = DateOrder.YMD
    members: MembersFile | None = None


def read_mapping(path: Path) -> LogMapping:
    """Read a mapping file.

    Raises:
        InputError: everything that is wrong with it.
    """
    findings: list[Finding] = []
    root = TableReader(parse_toml(path, path.name), f"{path.name}: ", findings)
    columns = _columns(root.table("columns", required=True))
    kinds, ignored = _kinds(root.table("kinds"))
    order = _date_order(root.table("read"))
    members = _members(root.table("members"))
    root.done()
    if columns and not findings:
        missing = [needed for needed in REQUIRED if needed not in columns.values()]
        findings += [Finding(f"{path.name}: columns", NO_VALUE, _no_field(needed), _map_it(needed)) for needed in missing]
    if findings:
        raise InputError(findings)
    return LogMapping(columns, kinds, ignored, order, members)


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


def _date_order(table: TableReader | None) -> DateOrder:
    if table is None:
        return DateOrder.YMD
    order = table.choice("date_order", DATE_ORDER_BY_KEY)
    table.done()
    return order or DateOrder.YMD


def _members(table: TableReader | None) -> MembersFile | None:
    if table is None:
        return None
    file, member, team = table.string("file", True), table.string("member", True), table.string("team")
    table.done()
    if member and member == team:
        table.report("team", team, _SAME_COLUMN, _OTHER_COLUMN)
    return MembersFile(file, member, team) if file and member else None


def _no_field(needed: Field) -> Text:
    return Text(f"{needed.label.ja}（{needed.key}）になる列がありません", f"no column becomes {needed.key}")


def _map_it(needed: Field) -> Text:
    line = f'"<column>" = "{needed.key}"'
    return Text(f"[columns] に {line} の形で加えてください", f"Add {line} under [columns]")


_NO_FIELD = Text("という項目は活動ログにありません", "is not a field of the log")
_TWICE = Text("にはすでに別の列が割り当てられています", "is already taken by another column")
_ONE_COLUMN = Text("どちらか1列だけにしてください", "Keep one of them")
_SAME_COLUMN = Text("は担当者の列と同じです", "is the member column too")
_OTHER_COLUMN = Text("チームの列を書くか、team の行を消してください", "Name the team's column, or leave the line out")
_NO_KIND = Text("という種別はありません", "is not a kind of activity (or false for rows to leave out)")
