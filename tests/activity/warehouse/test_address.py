"""What --source takes, and that no password gets into a message."""

from __future__ import annotations

import traceback

import pytest

from kpi_xl.activity.warehouse import open_warehouse
from kpi_xl.activity.warehouse.address import read_address
from kpi_xl.activity.warehouse.libraries import library
from kpi_xl.errors import InputError, MissingProgramError
from kpi_xl.language import speaking


@pytest.mark.parametrize(
    ("url", "dialect", "shown"),
    [
        ("postgres://db.example/sales", "postgres", "postgres://db.example/sales"),
        ("postgresql://anna@db.example:5433/sales?sslmode=require", "postgres", "postgresql://db.example:5433/sales"),
        ("postgres://one:5432,two:5433/sales", "postgres", "postgres://one:5432,two:5433/sales"),
        ("spark://master:7077", "spark", "spark://master:7077"),
        ("sc://spark.example:15002/;user_id=anna", "spark", "sc://spark.example:15002/"),
        ("bigquery://project-1/sales", "bigquery", "bigquery://project-1/sales"),
        ("snowflake://reports", "snowflake", "snowflake://reports"),
        ("trino://anna@trino.example:443/hive/sales", "trino", "trino://trino.example:443/hive/sales"),
    ],
)
def test_an_address_says_which_dialect_is_spoken(url: str, dialect: str, shown: str):
    """Messages name the place without whose account it is."""
    address = read_address(url)
    assert (address.dialect, str(address)) == (dialect, shown)


@pytest.mark.parametrize(
    "url",
    [
        "postgres://anna:hunter2@db.example/sales",
        "postgres://anna:hunter2@db.example:bad/sales",
        "postgres://anna:hunt/hunter2@db.example/sales",
        "postgres://anna:hunt#hunter2@db.example/sales",
        "postgres://db.example:hunter2/sales",
        "postgres://db.example/sales?password=hunter2",
        "postgres://db.example/sales?sslmode=require&sslpassword=hunter2",
        "sc://spark.example:15002/;use_ssl=true;token=hunter2",
        "snowflake://anna:hunter2@account",
        "oracle://anna:hunter2@db.example/sales",
        "anna:hunter2@db.example",
        "postgres://[hunter2",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str):
    """It stands in the shell's history already; a message or a traceback would spread it."""
    with speaking("en"), pytest.raises(InputError) as told, open_warehouse(url, "activity"):
        pass
    with speaking("en"):
        assert str(told.value).startswith("--source")
        assert "hunter2" not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("postgres://anna:hunter2@db.example/sales", "PGPASSWORD"),
        ("trino://anna:hunter2@trino.example/hive", "TRINO_PASSWORD"),
        ("snowflake://anna:hunter2@account", "connections.toml"),
        ("sc://spark.example/;token=hunter2", "SPARK_REMOTE"),
    ],
)
def test_the_remedy_says_where_the_password_belongs(url: str, remedy: str):
    """Each warehouse's own library has its place for it."""
    with speaking("en"), pytest.raises(InputError) as told:
        read_address(url)
    assert remedy in told.value.findings[0].remedy.en


@pytest.mark.parametrize("url", ["activity.csv", "", "mysql://db.example/sales", "postgre://db.example"])
def test_what_is_no_known_warehouse_is_refused(url: str):
    """A file belongs in front, and a slip in the scheme gets the nearest one."""
    with speaking("en"), pytest.raises(InputError, match="--source"):
        read_address(url)


def test_a_missing_library_is_told_with_the_command_that_installs_it():
    """Nobody who reads CSV files carries half a gigabyte of Spark."""
    with speaking("en"), pytest.raises(MissingProgramError, match=r"pip install kpi-xl\[trino\]"):
        library("kpi_xl_no_such_library", "trino")
