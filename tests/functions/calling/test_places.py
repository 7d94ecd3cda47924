"""Places: which cell is wrong is said with its row and column, whatever is wanted of it, and what is wrong with it in full."""

from __future__ import annotations

import pytest

from kpi_xl.errors import ArgumentError
from kpi_xl.functions import call, call_cells

ERROR = "「#DIV/0!」はエラーです。元のセルを直してください。"
NO_DATE = "は日付として読めません。「2026/11/30」のような日付を指定してください。"


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("KPI_REQUIRED_DEALS", ([1, "#DIV/0!"], 500_000), f"revenue[2]：{ERROR}"),
        ("KPI_REQUIRED_DEALS", ([[1, 2], [3, "#DIV/0!"]], 500_000), f"revenue[2,2]：{ERROR}"),
        ("KPI_REQUIRED_DEALS", ("#DIV/0!", 500_000), f"revenue：{ERROR}"),
        ("KPI_PER_DAY", (1000, [46327, "#DIV/0!"]), f"month[2]：{ERROR}"),
        ("KPI_PER_DAY", (1000, 46327, [46328, "#DIV/0!"]), f"holidays[2]：{ERROR}"),
        ("KPI_ATTAINMENT", ([24, 24], 30, ["以上", "#DIV/0!"]), f"direction[2]：{ERROR}"),
        ("KPI_SHARE_ATTAINING", ([0.9, "#DIV/0!"],), f"rates[2]：{ERROR}"),
        ("KPI_SMART", (["売上", "#DIV/0!"],), f"text[2]：{ERROR}"),
        ("KPI_BOTTLENECK", (["架電", "#DIV/0!"], [1000, 10], [800, 9]), f"stages[2]：{ERROR}"),
        ("KPI_BOTTLENECK", (["架電", "受注"], [1000, "#DIV/0!"], [800, 9]), f"targets[2]：{ERROR}"),
    ],
)
def test_an_error_in_a_cell_is_told_with_its_place(name, arguments, message):
    """Of a column of hundreds somebody has to find it; whatever the function wants there, the error comes first."""
    with pytest.raises(ArgumentError) as error:
        call(name, *arguments)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("month", "message"),
    [
        (25, f"month：「25」{NO_DATE}"), ("", f"month {NO_DATE}"), ("来月", f"month：「来月」{NO_DATE}"), (60, f"month：「60」{NO_DATE}"),
        ([46327, 25], f"month[2]：「25」{NO_DATE}"), ([[46327, "来月"]], f"month[1,2]：「来月」{NO_DATE}"), ([46327, None], f"month[2] {NO_DATE}"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_told_with_how_to_write_one(month, message):
    with pytest.raises(ArgumentError) as error:
        call("KPI_PER_DAY", 1000, month)
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("target", "message"),
    [
        (-10, "targets[2]：「-10」は使えません。0以上の数が必要です。段階ごとの目標件数の範囲を指定してください。"),
        (float("inf"), "targets[2]：「inf」は使えません。0以上の数が必要です。段階ごとの目標件数の範囲を指定してください。"),
        ("多い", "targets[2]：「多い」は数として読めません。段階ごとの目標件数の範囲を指定してください。"),
    ],
)
def test_what_is_no_count_is_told_with_its_place(target, message):
    with pytest.raises(ArgumentError) as error:
        call("KPI_BOTTLENECK", ["架電", "受注"], [1000, target], [800, 9])
    assert str(error.value) == message


@pytest.mark.parametrize(
    ("direction", "rate"),
    [
        ("以上", 0.8), ("以下", 1.2), ("higher", 0.8), (" LOWER ", 1.2), (1, 0.8), (1.0, 0.8), ("1", 0.8), (-1, 1.2), (-1.0, 1.2), ("-1", 1.2),
        (True, 0.8), (None, 0.8),
    ],
)  # fmt: skip
def test_a_direction_is_read_as_people_write_it(direction, rate):
    """24 of 30 is 80%; where less is better it is 20% better than it had to be. Excel hands numbers over as floats."""
    assert call("KPI_ATTAINMENT", 24, 30, direction) == pytest.approx(rate)


@pytest.mark.parametrize("direction", [2, 2.0, 0, "上", "", False])
def test_what_is_no_direction_is_refused(direction):
    with pytest.raises(ArgumentError, match=r"^direction.*「以上」か「以下」が必要です。達成条件：「以上」（省略時）か「以下」を指定してください。$"):
        call("KPI_ATTAINMENT", 24, 30, direction)


def test_each_cell_of_a_range_has_the_error_that_is_its_own():
    """60 of 50 customers cannot come back, "x" is no number, 40 of 50 are 80%; none of the three hides another."""
    too_many, no_number, share, error = call_cells("KPI_REPEAT_RATE", [60, "x", 40, "#REF!"], [50, 50, 50, 50])
    assert (too_many.code, no_number.code, share, error.code) == ("#N/A", "#VALUE!", 0.8, "#REF!")
    assert "顧客数を超えています" in str(too_many)


def test_a_rule_between_arguments_is_told_without_a_value():
    """Neither of the two alone is wrong."""
    with pytest.raises(ArgumentError) as error:
        call("KPI_REPEAT_RATE", 60, 50)
    assert str(error.value) == "repeat_customers が顧客数を超えています。件数ではなく顧客数を指定してください。"


@pytest.mark.parametrize(("direction", "gap"), [("以上", -6), ("以下", 6)])
def test_what_is_beyond_a_cell_on_either_side_is_refused(direction, gap):
    """A gap of minus infinity is no more a figure than one of plus infinity."""
    beyond, found = call_cells("KPI_GAP", [-1.7e308, 24], [1.7e308, 30], direction)
    assert (beyond.code, found) == ("#NUM!", gap)


@pytest.mark.parametrize(
    ("ranges", "sizes"), [(([1, 2, 3], [1, 2]), "3, 2"), (([[1, 2], [3, 4]], [[1], [2], [3]]), "2x2, 3x1")]
)
def test_ranges_that_do_not_match_are_told_with_their_sizes(ranges, sizes):
    with pytest.raises(ArgumentError) as error:
        call("KPI_REQUIRED_DEALS", *ranges)
    assert str(error.value) == f"KPI_REQUIRED_DEALS：「{sizes}」は範囲の大きさがそろっていません。同じ大きさの範囲を指定してください。"
