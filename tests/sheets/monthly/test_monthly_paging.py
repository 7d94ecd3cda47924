"""Page breaks: a table is never torn, and small teams do not waste paper."""

from __future__ import annotations

from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.team.paging import (
    CAPACITY,
    REPEATED,
    PageBreaks,
    heatmap_height,
    rows_height,
    table_height,
)
from tests.sheets.monthly.report_fixture import BDR, FIELD


def test_what_fits_shares_the_page():
    breaks = PageBreaks(used=0)
    for row in range(3):
        breaks.keep(row, 200)
    assert breaks.rows == []


def test_what_does_not_fit_starts_the_next_page():
    """The repeated title takes its part of that page."""
    breaks = PageBreaks(used=CAPACITY - 100)
    breaks.keep(30, 101)
    assert (breaks.rows, breaks.used) == ([30], REPEATED + 101)


def test_what_follows_a_heatmap_of_many_pages_starts_anew():
    """How far the last page of 200 members is filled is the printer's affair."""
    breaks = PageBreaks(used=0)
    breaks.keep(10, heatmap_height(200, FIELD.kpis))
    breaks.keep(250, table_height(7))
    assert breaks.rows == [10, 250]


def test_what_takes_several_pages_begins_below_its_total():
    """Thirty members' heatmap is longer than a page: the page with seven rows of the total is not left white."""
    breaks = PageBreaks(used=REPEATED)
    breaks.keep(10, table_height(7))
    breaks.keep_or_flow(20, heatmap_height(30, FIELD.kpis))
    breaks.keep(60, table_height(7))
    assert breaks.rows == [60]


def test_roles_of_one_person_share_what_a_team_of_three_roles_leaves():
    """One row on a page of its own is paper for nothing."""
    breaks = PageBreaks(used=REPEATED)
    breaks.keep(10, table_height(7) + heatmap_height(2, FIELD.kpis))
    for row in (30, 34):
        breaks.keep(row, rows_height(1, BDR.kpis))
    assert breaks.rows == []


def test_heads_are_as_high_as_their_longest_name():
    """Target-account appointment rate takes four lines; cut in the middle, nobody knows which rate it is."""
    japanese = rows_height(1, BDR.kpis)
    with speaking("en"):
        assert rows_height(1, BDR.kpis) == japanese + 20
        assert rows_height(1, FIELD.kpis[:1]) == japanese
