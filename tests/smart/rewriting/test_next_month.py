"""A goal sentence is moved to a later month as its writer would: what names the old month, and nothing else."""

from __future__ import annotations

import pytest

from kpi_xl.periods import Month
from kpi_xl.smart.rewriting.next_month import moved_to

NOV, DEC, JAN, MAR, APR = Month(2026, 11), Month(2026, 12), Month(2027, 1), Month(2027, 3), Month(2027, 4)


@pytest.mark.parametrize(
    ("old", "new", "typed", "wanted"),
    [
        (NOV, DEC, "新規商談数を月間30件から今月末（11月30日）までに50件に増やす", "新規商談数を月間30件から今月末（12月31日）までに50件に増やす"),
        (NOV, DEC, "11月に商談を50件にする", "12月に商談を50件にする"),
        (NOV, DEC, "１１月末までに受注１５件", "１２月末までに受注１５件"),
        (NOV, DEC, "十一月中に受注", "十二月中に受注"),
        (NOV, DEC, "2026年11月30日（月）までに", "2026年12月31日（木）までに"),
        (NOV, DEC, "11月15日までに、11/20 までに", "12月15日までに、12/20 までに"),
        (DEC, JAN, "2026年12月31日、12/31、2026-12-31、令和8年12月末", "2027年1月31日、1/31、2027-01-31、令和9年1月末"),
        (JAN, Month(2027, 2), "1月31日までに、1月30日に", "2月28日までに、2月28日に"),
        (Month(2027, 2), MAR, "2月28日までに", "3月31日までに"),
        (MAR, APR, "2026年度3月末までに", "2027年度4月末までに"),
        (DEC, JAN, "2026年度12月末までに", "2026年度1月末までに"),
        (NOV, DEC, "Win 15 deals by Nov 30, 2026", "Win 15 deals by Dec 31, 2026"),
        (NOV, DEC, "by 30 November, by the end of November, by November 30th", "by 31 December, by the end of December, by December 31st"),
        (Month(2026, 5), Month(2026, 6), "We may win 5 deals by May 31", "We may win 5 deals by Jun 30"),
    ],
)  # fmt: skip
def test_what_names_the_month_moves(old, new, typed, wanted):
    """The last day goes to the last day, another one to the same; the year turns with the month; width, padding and length stay."""
    assert moved_to(typed, old, new).text == wanted


@pytest.mark.parametrize(
    "typed",
    [
        "2027年3月末までに月50件にする",
        "12月末までに50件",
        "10月の30件から50件に増やす",
        "2025年11月の20件を上回る",
        "11月実績の30件を50件に",
        "11月から3月末までに50件",
        "今月末までに50件",
        "商談11件、架電1,130件、1130万円、第11週",
        "Reach 50 meetings by March 31, 2027",
        "From November to March: 50",
        "11か月で",
        "",
    ],
)
def test_everything_else_stays(typed):
    """A deadline beyond, a past month, a span that goes on, and figures that only look like months were typed on purpose."""
    assert moved_to(typed, NOV, DEC) == moved_to(typed, NOV, DEC).__class__(typed)


def test_what_changed_is_told_once():
    assert moved_to("11月末までに。11月は50件", NOV, DEC).changes == (("11月", "12月"),)
