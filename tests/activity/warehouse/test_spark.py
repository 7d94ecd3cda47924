"""A real Spark session of several processes counts what DuckDB counts, to the last figure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from kpi_xl.activity import count_tallies, open_log
from kpi_xl.activity.fields import LOG_SCHEMA
from kpi_xl.activity.warehouse import open_warehouse
from kpi_xl.errors import InputError
from tests.activity.warehouse.spark_session import EXECUTORS, session
from tests.activity.warehouse.tables import ALL_TALLIES, EVER, Year, counted, counted_by_duckdb, write_years

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

pytestmark = [
    pytest.mark.needs_java,
    pytest.mark.xdist_group("spark"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]

SOURCE = "spark://127.0.0.1:7077"
"""Nobody listens there: the session that this process has already is asked."""


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Year]:
    return write_years(tmp_path_factory.mktemp("years"))


@pytest.fixture(scope="module")
def spark(years: dict[str, Year], tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    """A session with both logs as tables, in several parts so that every executor has rows."""
    folder = tmp_path_factory.mktemp("parquet")
    with session() as spark:
        for name, year in years.items():
            with open_log(year.path) as log:
                log.connection.execute(f"COPY (SELECT {', '.join(LOG_SCHEMA)} FROM log) TO '{folder / name}' (FORMAT parquet)")
            spark.read.parquet(str(folder / name)).repartition(EXECUTORS).cache().createTempView(name)
        yield spark


def test_every_figure_is_duckdbs(years: dict[str, Year], spark: SparkSession):
    """Growing out of one machine must not change a single number: every KPI of every role, every member."""
    with open_warehouse(SOURCE, "generated") as log:
        theirs = counted(log, years["generated"].month)
    assert theirs == counted_by_duckdb(years["generated"])


def test_every_month_of_the_demo_is_duckdbs(years: dict[str, Year], spark: SparkSession):
    """A whole year, with ramps and quiet months."""
    with open_warehouse(SOURCE, "demo") as log:
        theirs = count_tallies(log, ALL_TALLIES, *EVER)
    with open_log(years["demo"].path) as log:
        assert theirs == count_tallies(log, ALL_TALLIES, *EVER)
    assert len({month for _, month in theirs.values}) == 12


def test_more_than_one_executor_process_counted(years: dict[str, Year], spark: SparkSession):
    """One process would prove nothing about a cluster: rows must come together from several."""
    with open_warehouse(SOURCE, "generated"):
        pass
    executors = spark.sparkContext._jsc.sc().statusStore().executorList(True)
    each = [executors.apply(place) for place in range(executors.size())]
    busy = {(one.id(), one.hostPort()) for one in each if one.totalTasks() > 0}
    assert len(busy) == EXECUTORS
    assert "driver" not in {name for name, _ in busy}


def test_a_table_that_is_not_there_is_told_in_one_message(spark: SparkSession):
    """Spark answers with pages of plans and Java; the person needs the name of the table."""
    with pytest.raises(InputError) as told, open_warehouse(SOURCE, "nowhere.activity"):
        pass
    (finding,) = told.value.findings
    assert "nowhere" in str(finding)
    assert "\n" not in str(finding)


def test_amounts_that_are_not_exact_are_refused(spark: SparkSession):
    """Sums of DOUBLEs depend on the order in which executors answer."""
    spark.sql("CREATE TEMP VIEW approximate AS SELECT date, member, kind, CAST(amount AS DOUBLE) AS amount FROM demo")
    with pytest.raises(InputError) as told, open_warehouse(SOURCE, "approximate"):
        pass
    (finding,) = told.value.findings
    assert (finding.place, finding.value) == ("approximate amount", "double")
