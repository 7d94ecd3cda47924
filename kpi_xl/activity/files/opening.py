"""Files: which reader opens which, and what is refused beforehand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.columns.detection import LayOut, layouts_by
from kpi_xl.activity.columns.layout import Layout
from kpi_xl.activity.columns.mapping import LogMapping, MembersFile
from kpi_xl.activity.fields import Field
from kpi_xl.activity.files.csv_files import open_csv
from kpi_xl.activity.files.encodings import IS_HTML, SAVE_WORKBOOK, looks_like_html
from kpi_xl.activity.files.source import Source
from kpi_xl.activity.words.plain import plain
from kpi_xl.definitions.kinds import folded
from kpi_xl.disks import NOT_BESIDE, PUT_BESIDE, is_beside, name_finding
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

if TYPE_CHECKING:
    import duckdb

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")
UNREAD_SUFFIXES = (".xls", ".xlsb", ".numbers", ".ods", ".pdf", ".zip", ".json", ".xml", ".html")


def open_sources(
    connection: duckdb.DuckDBPyConnection, path: Path, lay_out: LayOut, folder: Path
) -> list[tuple[Source, Layout]]:
    """The tables of a file, one for each sheet that fits, and how their columns are read.

    Args:
        folder: empty, for copies.

    Raises:
        InputError: it cannot be read, or its headers do not fit.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOK_SUFFIXES:
        from kpi_xl.activity.files.workbooks import open_workbook  # late: most logs are CSV

        return open_workbook(path, lay_out, folder)
    if suffix == ".parquet":
        from kpi_xl.activity.files.databases import open_parquet

        return [open_parquet(connection, path, lay_out)]
    if suffix == ".duckdb":
        from kpi_xl.activity.files.databases import open_duckdb

        return [open_duckdb(connection, path, lay_out, folder)]
    return [open_csv(path, lay_out, folder)]


def check_logs(paths: Sequence[Path]) -> None:
    """Refuse what cannot be read as a log, and a file that is named twice: its rows would count twice.

    Raises:
        InputError: everything that is wrong with them.
    """
    findings: list[Finding] = []
    for place, path in enumerate(paths):
        try:
            check_log(path)
        except InputError as error:
            findings += error.findings
            continue
        if any(other.exists() and path.samefile(other) for other in paths[:place]):
            findings.append(Finding(str(path), NO_VALUE, _TWICE, _NAME_ONCE))
    if findings:
        raise InputError(findings)


def check_log(path: Path) -> None:
    """Refuse a path that cannot be read as a log.

    Raises:
        InputError: no such file, a folder, no permission, or a format that is not read.
    """
    if finding := name_finding(path):
        raise InputError([finding])
    if not path.exists():
        raise InputError([Finding(str(path), NO_VALUE, _NO_FILE, _CHECK_PATH)])
    if not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _NOT_A_FILE, _CHECK_PATH)])
    if not os.access(path, os.R_OK):
        raise InputError([Finding(str(path), NO_VALUE, _NOT_ALLOWED, _ASK_PERMISSION)])
    if path.suffix.lower() in UNREAD_SUFFIXES:
        with path.open("rb") as file:
            if looks_like_html(file.read(4096)):
                raise InputError([Finding(path.name, NO_VALUE, IS_HTML, SAVE_WORKBOOK)])
        raise InputError([Finding(path.name, path.suffix, _OTHER_FORMAT, _SAVE_AS)])


def read_beside(
    connection: duckdb.DuckDBPyConnection, log: Path, members: MembersFile, folder: Path
) -> dict[str, tuple[str, str]]:
    """Folded name (or id, where the file has ids) -> member and team, from the table beside the log.

    Raises:
        InputError: it cannot be read, or a column that the mapping names is missing.
    """
    path = log.parent / members.file
    if not is_beside(path, log.parent):
        raise InputError([Finding(members.file, NO_VALUE, NOT_BESIDE, PUT_BESIDE)])
    check_log(path)
    columns = {members.member: Field.MEMBER}
    if members.team:
        columns[members.team] = Field.TEAM
    if members.id:
        columns[members.id] = Field.RECORD
    (inner := folder / "members").mkdir()
    try:
        sources = open_sources(connection, path, layouts_by(LogMapping(columns)), inner)
    except InputError as error:  # a stranger's mapping may name any file: what that holds is not told
        raise InputError([Finding(members.file, NO_VALUE, _NO_MEMBERS, _CHECK_COLUMNS.format(columns="、".join(columns)))]) from error
    beside = {}
    for source, layout in sources:
        for texts in _rows_of(connection, source, layout):
            member, team, identifier = map(plain, texts)
            if member:
                beside[folded(identifier or member)] = (member, team)
    return beside


def _rows_of(connection: duckdb.DuckDBPyConnection, source: Source, layout: Layout) -> list[tuple[str, str, str]]:
    """Member, team and id of every row, by the slower reader where rows differ in width."""
    import duckdb

    cells = ", ".join(
        f"coalesce(c{layout.fields[field]}, '')" if field in layout.fields else "''"
        for field in (Field.MEMBER, Field.TEAM, Field.RECORD)
    )
    try:
        return connection.execute(f"SELECT {cells} FROM {source.scan}", source.bound).fetchall()
    except duckdb.OutOfMemoryException:
        raise
    except duckdb.Error:
        if source.slower is None:
            raise
        return _rows_of(connection, source.slower(), layout)


_NO_FILE = Text("ファイルがありません", "does not exist")
_NOT_A_FILE = Text("ファイルではありません", "is not a file")
_CHECK_PATH = Text("場所と名前を確認してください", "Check the path and the name")
_NOT_ALLOWED = Text("を読む権限がありません", "is a file that you have no permission to read")
_ASK_PERMISSION = Text("ファイルの権限を確認してください", "Check the permissions of the file")
_NO_MEMBERS = Text(
    "は、対応表の [members] が名指す担当者の表として読めません", "cannot be read as the table of members that [members] of the mapping names"
)
_CHECK_COLUMNS = Text(
    "[members] に書いた列（{columns}）が見出しにあるかを確認してください",
    "Check that the columns named in [members] are among its headings: {columns}",
)
_OTHER_FORMAT = Text("は読めない形式です", "is a format that cannot be read")
_SAVE_AS = Text("CSVか .xlsx で保存し直してください", "Save it as CSV or .xlsx")
_TWICE = Text("は2回指定されています", "is named twice")
_NAME_ONCE = Text("1回だけ指定してください", "Name it once")
