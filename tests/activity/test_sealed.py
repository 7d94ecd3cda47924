"""A database from elsewhere is read where nothing else can be reached."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.sealed import GIVEN, sealed
from tests.activity.logs import write_log

ROW = "SELECT DATE '2026-11-02' AS date, '山田' AS member, 'call' AS kind"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file whose view and macro read another one, beside that other one."""
    monkeypatch.chdir(tmp_path)
    Path("secret.csv").write_text("a\n1\n", encoding="utf-8")
    with duckdb.connect("other.duckdb") as connection:
        connection.execute(f"CREATE TABLE log AS {ROW}")
    with duckdb.connect("given.duckdb") as connection:
        connection.execute("CREATE VIEW peeping AS SELECT * FROM read_csv('secret.csv')")
        connection.execute("CREATE MACRO peeped() AS TABLE SELECT * FROM read_text('secret.csv')")
        connection.execute(f"CREATE TABLE log AS {ROW}")
    return Path("given.duckdb")


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * FROM {GIVEN}.peeping",
        f"SELECT * FROM {GIVEN}.peeped()",
        "SELECT * FROM read_csv('secret.csv')",
        "SELECT * FROM glob('*')",
        "ATTACH 'other.duckdb'",
        "COPY (SELECT 1) TO 'written.csv'",
        "INSTALL sqlite",
        "LOAD sqlite",
        "SET enable_external_access = true",
        "SET autoload_known_extensions = true",
        f"CREATE TABLE {GIVEN}.mine AS SELECT 1",
    ],
)
def test_nothing_else_can_be_reached(database: Path, tmp_path: Path, query: str):
    """Not by a view, a macro or an extension, nor by taking the seal off."""
    (folder := tmp_path / "temporary").mkdir()
    with sealed(database, folder) as connection:
        assert connection.execute(f"SELECT count(*) FROM {GIVEN}.log").fetchall() == [(1,)]
        with pytest.raises(duckdb.Error):
            connection.execute(query)
    assert not Path("written.csv").exists()


def test_the_log_of_a_database_is_a_copy(database: Path):
    """Whatever is asked of the log afterwards, the file itself is not open any more."""
    with open_log([database, Path("other.duckdb"), write_log(Path(), "2026-11-02,山田,東,架電,1,,,,")]) as log:
        assert log.read == 3
        paths = [path for (path,) in log.connection.execute("SELECT path FROM duckdb_databases()").fetchall() if path]
        assert len(paths) == 2
        assert not [path for path in paths if Path(path).name in ("given.duckdb", "other.duckdb")]


def test_a_table_beside_a_database_may_be_one_too(database: Path):
    """Log and members file, both of DuckDB, are two databases with names of their own."""
    from kpi_xl.activity import LogFile, LogMapping
    from kpi_xl.activity.columns.mapping import MembersFile
    from kpi_xl.activity.fields import Field

    with duckdb.connect("people.duckdb") as connection:
        connection.execute("CREATE TABLE people AS SELECT '山田' AS name, '東' AS team")
    columns = {"date": Field.DATE, "member": Field.MEMBER, "kind": Field.KIND}
    mapping = LogMapping(columns, members=MembersFile("people.duckdb", "name", "team"))
    with open_log([LogFile(database, mapping)]) as log:
        assert log.beside == {"山田": ("山田", "東")}
