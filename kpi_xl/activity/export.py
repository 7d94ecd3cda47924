"""Export: the activities of a log as a plain log, in CSV, Parquet or DuckDB."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity.engine import PART
from kpi_xl.activity.fields import Field
from kpi_xl.activity.log import ActivityLog
from kpi_xl.activity.words.plain import FORMULA_STARTS

if TYPE_CHECKING:
    import duckdb

EXPORT_SUFFIXES = (".csv", ".parquet", ".duckdb")
BYTE_ORDER_MARK = "\ufeff"
"""At the head of the first heading; without it Excel takes a CSV for CP932."""
_TEXTS = (Field.MEMBER, Field.TEAM, Field.ACCOUNT, Field.SOURCE, Field.RECORD)


def export_log(log: ActivityLog, path: Path) -> int:
    """Write the relation ``log`` to *path*, by its suffix; how many activities there are.

    Headers are in the spoken language in CSV, the fields' keys elsewhere. Texts that a spreadsheet would compute get an
    apostrophe in CSV, which reading takes off again.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        _write_csv(log, path)
    elif suffix == ".parquet":
        _write_parquet(log, path)
    else:
        _write_duckdb(log, path)
    return int(log.connection.execute("SELECT count(*) FROM log").fetchall()[0][0])


def _write_csv(log: ActivityLog, path: Path) -> None:
    columns = {
        field: _kept_as_text(field.key)
        if field in _TEXTS
        else f"rtrim(rtrim(CAST({field.key} AS VARCHAR), '0'), '.')"
        if field in (Field.AMOUNT, Field.SCORE)
        else field.key
        for field in Field
    }
    headed = {BYTE_ORDER_MARK * (place == 0) + str(field.label): sql for place, (field, sql) in enumerate(columns.items())}
    with log.connection.cursor() as cursor:
        _rows(log, cursor, headed).write_csv(str(path), header=True)


def _kept_as_text(column: str) -> str:
    """SQL of a text that no spreadsheet takes for a formula.

    Nearly all names and customers lie between the signs of ASCII and those of full width, which a comparison tells sooner.
    """
    starts = ", ".join(f"chr({ord(start)})" for start in FORMULA_STARTS)
    behind, before = (edge(start for start in FORMULA_STARTS if start.isascii() is ascii) for edge, ascii in ((max, True), (min, False)))
    is_near = f"({column} < '{chr(ord(behind) + 1)}' OR {column} >= '{before}')"
    return f"CASE WHEN {is_near} AND left({column}, 1) IN ({starts}) THEN '''' || {column} ELSE {column} END"


def _write_duckdb(log: ActivityLog, path: Path) -> None:
    import duckdb

    path.unlink(missing_ok=True)  # an empty file is no database
    rows = path.with_name(f"{path.name}{PART}")
    try:
        _write_parquet(log, rows)
        with duckdb.connect(str(path)) as target:
            target.execute("CREATE TABLE log AS SELECT * FROM read_parquet($rows)", {"rows": str(rows)})
            target.execute("CHECKPOINT")  # where closing cannot write the rest, it says nothing
    finally:
        rows.unlink(missing_ok=True)


def _write_parquet(log: ActivityLog, path: Path) -> None:
    with log.connection.cursor() as cursor:
        _rows(log, cursor, {field.key: field.key for field in Field}).write_parquet(str(path))


def _rows(log: ActivityLog, cursor: duckdb.DuckDBPyConnection, columns: dict[str, str]) -> duckdb.DuckDBPyRelation:
    """The log in its order; headers and expressions are ours, so they may stand in the query."""
    selected = ", ".join(f'{sql} AS "{header}"' for header, sql in columns.items())
    return cursor.sql(f"SELECT {selected} FROM {_in_order(log)}")


def _in_order(log: ActivityLog) -> str:
    """SQL of the log in its order: as the rows lie where no join is needed, which keeps none. To sort them takes as long as to write them."""
    kinds = log.connection.execute("SELECT number, kind FROM kind_sets").fetchall()
    has_pairs = len(dict(kinds)) < len(kinds)  # a row that stands for several activities
    if not kinds or has_pairs or len(log.tables) > 1 or not log.tables[0].lies_in_order(log.connection):
        return "log ORDER BY n"
    cases = " ".join(f"WHEN {number} THEN '{kind}'" for number, kind in kinds)
    return f"(SELECT *, CASE kinds {cases} END AS kind FROM accounted WHERE problem IS NULL)"
