"""Deals begun are asked of warehouses in their own SQL: each dialect's text means what ours means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.attainment.deals.attempts import cohorts_query
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.demo.year import write_demo_log
from tests.attainment.forecast.open.test_listing_in_warehouses import DIALECTS, both


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_text_means_what_the_query_means(dialect: str, tmp_path: Path):
    """Parsed back and run by DuckDB, each dialect's text finds the deals of a made-up year."""
    write_demo_log(tmp_path / "log.csv")
    asked = cohorts_query(Tally(Tallied.COUNT, ("meeting",)), date(2025, 12, 1), date(2026, 11, 30))
    expected, theirs = both(tmp_path / "log.csv", asked, dialect)
    assert theirs == expected
    assert len(expected) > 20
