"""Series of pandas: a column with an index goes in, and what comes out belongs to the same rows."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from kpi_xl.errors import ArgumentError
from kpi_xl.functions import call
from kpi_xl.language import speaking

OFFICES = ["東京", "大阪"]


def test_a_column_comes_back_with_its_index():
    """1,000万円 at 50万円 a deal are 20 deals, 300万円 are 6, and each stays with its office."""
    found = call("KPI_REQUIRED_DEALS", pd.Series([10_000_000, 3_000_000], index=OFFICES), 500_000)
    pd.testing.assert_series_equal(found, pd.Series([20, 6], index=OFFICES))


def test_columns_of_one_index_are_computed_row_by_row():
    revenue, price = pd.Series([10_000_000, 3_000_000], index=OFFICES), pd.Series([500_000, 300_000], index=OFFICES)
    pd.testing.assert_series_equal(call("KPI_REQUIRED_DEALS", revenue, price), pd.Series([20, 10], index=OFFICES))


def test_columns_of_different_indexes_are_refused_with_their_sizes():
    """Row 2 of one would meet row 2 of the other, which is another office."""
    revenue, price = pd.Series([1e7, 3e6, 1e6], index=[1, 2, 3]), pd.Series([5e5, 5e5], index=[2, 3])
    with pytest.raises(ArgumentError) as error:
        call("KPI_REQUIRED_DEALS", revenue, price)
    with speaking("en"):
        shown = str(error.value)
    assert shown == "KPI_REQUIRED_DEALS: '3, 2' are rows of Series whose indexes differ. Align them with reindex or align."


@pytest.mark.parametrize("dtype", [object, float, "Int64"])
def test_a_missing_amount_is_no_amount_of_nothing(dtype):
    """An empty cell counts as 0 in Excel; a row without an amount in a table is one that nobody knows."""
    with pytest.raises(ArgumentError, match=r"revenue\[2\]"):
        call("KPI_REQUIRED_DEALS", pd.Series([10_000_000, None], dtype=dtype), 500_000)


@pytest.mark.parametrize("dtype", [object, float])
def test_a_missing_rate_is_not_counted(dtype):
    """Of 90% and 50% one in two attains 80%, whoever else has no rate; and a share of a column is one number."""
    assert call("KPI_SHARE_ATTAINING", pd.Series([0.9, None, 0.5], dtype=dtype)) == 0.5


@pytest.mark.parametrize("unit", ["s", "us", "ns"])
def test_days_of_a_column_are_days(unit):
    """November 2026 has 19 working days (文化の日 and 勤労感謝の日 are none), and 5 from the 24th on; pandas keeps days in many units."""
    days = pd.Series(pd.to_datetime(["2026-11-01", "2026-11-24"]), index=[3, 5]).astype(f"datetime64[{unit}]")
    found = call("KPI_WORKING_DAYS", days, date(2026, 11, 30))
    pd.testing.assert_series_equal(found, pd.Series([19, 5], index=[3, 5]))


@pytest.mark.parametrize("unit", ["D", "s", "ms", "us", "ns"])
def test_days_of_numpy_are_days(unit):
    """An array of them, and one alone."""
    days = np.array(["2026-11-01", "2026-11-24"], dtype=f"datetime64[{unit}]")
    assert call("KPI_WORKING_DAYS", days, date(2026, 11, 30)).tolist() == [19, 5]
    assert call("KPI_WORKING_DAYS", days[1], date(2026, 11, 30)) == 5


@pytest.mark.parametrize("unit", ["s", "ns"])
def test_a_missing_day_is_no_day(unit):
    days = pd.Series(pd.to_datetime(["2026-11-01", None])).astype(f"datetime64[{unit}]")
    with pytest.raises(ArgumentError, match=r"^start\[2\] は日付として読めません"):
        call("KPI_WORKING_DAYS", days, date(2026, 11, 30))


def test_a_table_stays_a_table():
    """Five letters with verdict and reason are no column, though a column of one goal was given."""
    found = call("KPI_SMART_CHECK", pd.Series(["テレアポを頑張る"]))
    assert found == call("KPI_SMART_CHECK", "テレアポを頑張る")
    assert [row[0] for row in found] == list("SMART")
