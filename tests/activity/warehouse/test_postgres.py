"""A real PostgreSQL server counts what DuckDB counts, to the last figure."""

from __future__ import annotations

import json
import traceback
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from kpi_xl.activity import count_tallies
from kpi_xl.activity.warehouse import WarehouseLog, open_warehouse
from kpi_xl.activity.warehouse.log import WarehouseConnection
from kpi_xl.attainment.report.monthly_report import days_asked
from kpi_xl.cli import main
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import NOVEMBER
from tests.activity.warehouse.postgres_server import server
from tests.activity.warehouse.tables import DDL, EVER, Year, counted, counted_by_duckdb, write_years

pytestmark = [pytest.mark.needs_postgres, pytest.mark.xdist_group("postgres")]

PASSWORD = "correct-horse"
WON = Tally(Tallied.SUM, ("won",))


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Year]:
    return write_years(tmp_path_factory.mktemp("years"))


@pytest.fixture(scope="module")
def login(years: dict[str, Year]) -> Iterator[dict[str, str]]:
    """A server that holds both logs; what libpq reads from the environment."""
    with server(PASSWORD) as login:
        given = {key.removeprefix("PG").lower().replace("database", "dbname"): value for key, value in login.items()}
        with psycopg.connect(**given, autocommit=True) as connection:
            for name, year in years.items():
                connection.execute(f'CREATE TABLE {name} ({DDL.replace("VARCHAR", "TEXT")})')
                with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:
                    for row in year.rows:
                        copy.write_row(row)
        yield login


@pytest.fixture
def database(login: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[psycopg.Connection]:
    """The server as the environment names it; what a test makes there goes with it."""
    for key, value in login.items():
        monkeypatch.setenv(key, value)
    with psycopg.connect(autocommit=True) as connection:
        connection.execute("CREATE SCHEMA made")
        yield connection
        connection.execute("DROP SCHEMA made CASCADE")


@pytest.mark.parametrize("name", ["generated", "demo"])
def test_every_figure_is_duckdbs(name: str, years: dict[str, Year], database: psycopg.Connection):
    """Growing out of one machine must not change a single number: every KPI of every role, every month, every member."""
    with open_warehouse("postgres://", name) as log:
        theirs = counted(log, years[name].month)
    ours = counted_by_duckdb(years[name])
    assert theirs.tallies == ours.tallies
    assert theirs == ours


TABLE = "date DATE, member TEXT, team TEXT, kind TEXT, count INTEGER, amount NUMERIC(12, 2), source TEXT"


def test_texts_are_read_as_those_of_a_file_are(database: psycopg.Connection):
    """Whoever fills the table writes 架電 or call, Web or web, full or half width: one person, one kind, one source."""
    database.execute(f"CREATE TABLE made.activity ({TABLE})")
    database.cursor().executemany(
        "INSERT INTO made.activity VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            ("2026-11-02", "Suzuki", "東", "架電", 10, None, None),
            ("2026-11-03", "ＳＵＺＵＫＩ", "東", "Call", None, None, ""),
            ("2026-11-04", "Suzuki", None, "アポ", 1, None, "Ｗｅｂ"),
            ("2026-11-05", "山田　太郎", "西", "won", 1, 1_234_567.89, "web"),
        ],
    )
    calls, web = Tally(Tallied.COUNT, ("call",)), Tally(Tallied.COUNT, ("appointment", "won"), ("web",))
    with open_warehouse("postgres://", "made.activity", members=["山田太郎"]) as log:
        counted = count_tallies(log, (calls, web, WON), *EVER).values
        assert log.members(*EVER) == {"Suzuki": ("東",), "山田太郎": ("西",)}
        summary = log.summary(NOVEMBER, NOVEMBER.end)
    assert counted["Suzuki", NOVEMBER] == {calls: 11, web: 1, WON: 0}
    assert counted["山田太郎", NOVEMBER] == {calls: 0, web: 1, WON: 1_234_567.89}
    assert (summary.rows, summary.read, summary.rejected, summary.members) == (4, 4, 0, 2)


def test_every_row_is_accounted_for(database: psycopg.Connection):
    """What cannot be counted is told with its number of rows, and not one row goes missing without a word."""
    database.execute(f"CREATE TABLE made.activity ({TABLE})")
    database.execute(
        "INSERT INTO made.activity (date, member, kind, count) VALUES ('2026-11-02', 'A', 'call', 1),"
        " ('2026-11-02', 'A', '昼食', 1), ('2026-11-03', 'A', '昼食', 1), ('2026-11-02', '', 'call', 1),"
        " ('2026-11-02', NULL, 'call', 1), (NULL, 'A', 'call', 1), ('2026-11-02', 'A', NULL, 1), ('2026-11-02', 'A', 'call', -5)"
    )
    with speaking("en"), open_warehouse("postgres://", "made.activity") as log:
        summary = log.summary(NOVEMBER, NOVEMBER.end)
        told = [str(finding) for finding in summary.rejects]
    assert (summary.rows, summary.read, summary.rejected) == (8, 1, 7)
    assert summary.kinds["call"].count == 1
    assert [line.partition(". ")[0] for line in told] == [
        "made.activity kind: '昼食' is not a known kind (2 rows)",
        "made.activity kind is blank in 1 row",
        "made.activity date is blank in 1 row",
        "made.activity member is blank in 2 rows",
        "made.activity count is negative in 1 row",
    ]


@pytest.mark.parametrize("last", [date(2026, 11, 30), date(2026, 11, 12)])
def test_one_look_finds_what_queries_find(last: date, database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch):
    """A short report asks once instead of five times; rows that cannot be counted, odd spellings and days to come change nothing."""
    database.execute(f"CREATE TABLE made.activity ({TABLE})")
    database.execute(
        "INSERT INTO made.activity (date, member, team, kind, count, amount) VALUES ('2026-11-02', 'A', '東', 'call', 3, NULL),"
        " ('2026-11-03', 'Ａ', NULL, '架電', NULL, NULL), ('2026-11-13', 'A', '西', 'won', 1, 0.1), ('2026-11-12', 'a', '西', 'won', 2, 0.2),"
        " ('2026-06-01', 'B', '西', 'call', 1, NULL), ('2026-05-31', 'C', '西', 'call', 1, NULL), ('2026-12-01', 'D', '西', 'won', 1, 9),"
        " ('2026-11-02', 'E', '西', 'visit', 0, NULL), ('2026-11-02', 'A', '西', 'call', -5, NULL), (NULL, 'A', '西', 'call', 5, NULL),"
        " ('2026-11-02', '', '西', 'call', 5, NULL), ('2026-11-02', 'A', '西', '昼食', 5, NULL)"
    )
    calls, days = Tally(Tallied.COUNT, ("call",)), days_asked(NOVEMBER, last, months=1)

    def found(log: WarehouseLog) -> tuple[Any, ...]:
        counted = count_tallies(log, (calls, WON), *days.month)
        return log.members(*days.listed), counted, list(counted.values), log.summary(NOVEMBER, last)

    with open_warehouse("postgres://", "made.activity") as log:
        asked = found(log)
    with open_warehouse("postgres://", "made.activity", asked=days) as log:
        monkeypatch.delattr(WarehouseConnection, "execute")
        assert found(log) == asked
    members, counted, _, summary = asked
    assert members == {"B": ("西",), "A": ("西", "東"), "E": ("西",)}
    assert counted.values["A", NOVEMBER] == {calls: 4, WON: 0.2 if last.day == 12 else 0.3}
    assert counted.values["E", NOVEMBER] == {calls: 0, WON: 0}
    assert (summary.rows, summary.read, summary.rejected, summary.kinds["won"].count) == (12, 8, 4, 2 if last.day == 12 else 3)


def test_a_table_without_activity_is_refused(database: psycopg.Connection):
    """An empty table is a wrong name more often than a company that does nothing."""
    database.execute(f"CREATE TABLE made.activity ({TABLE})")
    with pytest.raises(InputError, match=r"made\.activity"), open_warehouse("postgres://", "made.activity"):
        pass


@pytest.mark.parametrize("table", ["made.nowhere", 'made."activity; DROP TABLE demo"'])
def test_a_table_that_is_not_there_is_told(table: str, database: psycopg.Connection):
    """The server's own words say which name it did not find."""
    with pytest.raises(InputError, match="does not exist"), open_warehouse("postgres://", table):
        pass


def test_columns_of_other_types_are_named(database: psycopg.Connection):
    """A timestamp falls on another day in another time zone, and floats do not add up exactly."""
    database.execute("CREATE TABLE made.activity (date TIMESTAMPTZ, member TEXT, kind TEXT, amount DOUBLE PRECISION)")
    with pytest.raises(InputError) as told, open_warehouse("postgres://", "made.activity"):
        pass
    assert [(finding.place, finding.value) for finding in told.value.findings] == [
        ("made.activity date", "timestamptz"), ("made.activity amount", "float8"),
    ]  # fmt: skip


def test_odd_names_are_names(database: psycopg.Connection, years: dict[str, Year]):
    """Quotes, blanks and percent signs in a table's name are for the quoting to survive."""
    database.execute('CREATE VIEW made."100% ""sales"" 活動" AS SELECT * FROM demo')
    with open_warehouse("postgres://", 'made."100% ""sales"" 活動"') as log:
        assert log.read == len(years["demo"].rows)


def test_all_queries_see_the_same_rows(database: psycopg.Connection):
    """A load that ends while the report is made must not give a table that its own totals contradict."""
    database.execute(f"CREATE TABLE made.activity ({TABLE})")
    add = "INSERT INTO made.activity (date, member, kind) VALUES ('2026-11-02', 'A', 'call')"
    database.execute(add)
    with open_warehouse("postgres://", "made.activity") as log:
        database.execute(add)
        assert log.summary(NOVEMBER, NOVEMBER.end).kinds["call"].count == log.read == 1


def test_a_refused_login_is_told_without_the_password(database: psycopg.Connection, monkeypatch: pytest.MonkeyPatch):
    """Messages end up in tickets and chats."""
    monkeypatch.setenv("PGPASSWORD", "wrong-secret")
    with pytest.raises(InputError, match="password authentication failed") as told, open_warehouse("postgres://", "demo"):
        pass
    shown = "".join(traceback.format_exception(told.value))
    assert "wrong-secret" not in shown
    assert PASSWORD not in shown


def test_a_service_file_logs_in(
    login: dict[str, str], years: dict[str, Year], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    """Where the password stands in a file that only its owner reads, nothing about it is on the command line."""
    names = {"PGHOST": "host", "PGUSER": "user", "PGDATABASE": "dbname", "PGPASSWORD": "password"}
    lines = ["[sales]", *(f"{names[key]}={value}" for key, value in login.items())]
    (tmp_path / "services.conf").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(tmp_path / "services.conf"))
    with open_warehouse("postgres://?service=sales", "demo") as log:
        assert log.read == len(years["demo"].rows)


def test_the_command_line_reports_from_the_warehouse(
    login: dict[str, str], years: dict[str, Year], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The same JSON, whether the log is a file or a table."""
    for key, value in login.items():
        monkeypatch.setenv(key, value)
    printed = []
    for source in ([str(years["demo"].path)], ["--source", "postgres://", "--table", "demo"]):
        with pytest.raises(SystemExit) as left:
            main(["report", *source, "--role", "field_sales", "--month", str(years["demo"].month), "--json"])
        assert left.value.code == 0
        printed.append(json.loads(capsys.readouterr().out, parse_float=_rounded))
    file, table = ({key: _in_order(part) for key, part in report.items()} for report in printed)
    assert file == table


def _rounded(text: str) -> float:
    """What is added in another order may differ in the 16th digit, and a range that is searched for in the 10th of its own."""
    return float(f"{float(text):.8g}")


def _in_order(part: Any) -> Any:
    """Without a plan members come as they began; of two who began on one day a table does not know who was first."""
    return sorted(part, key=str) if isinstance(part, list) else part
