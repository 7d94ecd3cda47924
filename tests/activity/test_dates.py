"""Days: every form, and the order of day and month decided for a column, never for a cell."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import LogFile, open_log, read_mapping
from kpi_xl.activity.days import DateOrder, decide_order, parse_day
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import read_lines, read_log, write_log

HEADER = "日付,担当者,種別"
APRIL_1 = [
    "2026/4/1", "2026-04-01", "20260401", "2026年4月1日", "令和8年4月1日", "令和８年４月１日（水）", "R8.4.1", "r08/04/01", "46113",
    "2026-04-01T09:30:00+09:00", "2026/04/01 9:30", "2026年4月1日 09時",
]  # fmt: skip


def days(folder: Path, *texts: str) -> list[date]:
    return read_lines(folder, *(f'"{text}",山田,受注' for text in texts), header=HEADER).column("date")


def test_every_form_of_one_day_is_that_day(tmp_path: Path):
    """Forms may be mixed in one column, as long as none of them can be read in two ways."""
    assert days(tmp_path, *APRIL_1) == [date(2026, 4, 1)] * len(APRIL_1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)), ("平成31年4月30日", date(2019, 4, 30)), ("H31/4/30", date(2019, 4, 30)),
        ("昭和64年1月7日", date(1989, 1, 7)), ("令和8年13月1日", None), ("令和年4月1日", None), ("X8.4.1", None),
    ],
)  # fmt: skip
def test_japanese_years_are_read(text: str, day: date | None):
    """Offices write them; the first year is 元年."""
    assert parse_day(text) == day


@settings(max_examples=60)
@given(day=st.dates(date(2019, 5, 1), date(2117, 12, 31)))
def test_a_day_is_read_back_from_every_form(day: date):
    """Whatever the calendar holds, as long as Excel's serials and the era have room for it."""
    year = day.year - 2018
    forms = [
        day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"令和{'元' if year == 1 else year}年{day.month}月{day.day}日",
        str((day - date(1899, 12, 30)).days),
    ]  # fmt: skip
    assert {parse_day(form) for form in forms} == {day}
    assert parse_day(f"{day.month}/{day.day}/{day.year}", DateOrder.MDY) == day
    assert parse_day(f"{day.day}.{day.month}.{day.year}", DateOrder.DMY) == day


def test_one_day_above_12_decides_the_whole_column(tmp_path: Path):
    """American exports: 4/1/2026 is the first of April because 4/30/2026 stands in the same column."""
    assert days(tmp_path, "4/1/2026", "4/30/2026", "12/2/2026") == [date(2026, 4, 1), date(2026, 4, 30), date(2026, 12, 2)]
    assert days(tmp_path, "1/4/2026", "30/4/2026") == [date(2026, 4, 1), date(2026, 4, 30)]


@settings(max_examples=60)
@given(numbers=st.lists(st.integers(0, 700), min_size=1, max_size=30), order=st.sampled_from([DateOrder.MDY, DateOrder.DMY]))
def test_a_column_is_decided_only_by_what_it_shows(numbers: list[int], order: DateOrder):
    """It is decided exactly where some day is above 12, and then rightly."""
    column = [date(2026, 1, 1) + timedelta(days=number) for number in numbers]
    form = "{0.month}/{0.day}/{0.year}" if order is DateOrder.MDY else "{0.day}/{0.month}/{0.year}"
    decided = decide_order(form.format(day) for day in column)
    if any(day.day > 12 for day in column):
        assert (decided.order, decided.is_undecided, decided.is_mixed) == (order, False, False)
    else:
        assert decided.is_undecided


def test_a_column_that_shows_no_order_is_a_finding_with_its_remedy(tmp_path: Path):
    """Read the wrong way, the calls of the first of April would be those of January."""
    path = write_log(tmp_path, "2026-04-01,山田,受注", "4/1/2026,山田,受注", "4/12/2026,佐藤,受注", header=HEADER)
    read = read_log(path)
    assert read.account == (3, 1, 0, 2)
    assert read.rejects[0] == (
        "log.csv 3行目 日付：「4/1/2026」は月と日のどちらが先か決められません。"
        "--date-order mdy（月/日/年）か dmy（日/月/年）を指定してください。"
    )
    with speaking("en"):
        assert read_log(path).rejects[0] == (
            "log.csv line 3 date: '4/1/2026' is a date whose day and month cannot be told apart. "
            "Give --date-order mdy (month first) or dmy (day first)."
        )


def test_a_column_that_mixes_both_orders_is_not_sorted_out_cell_by_cell(tmp_path: Path):
    """4/13/2026 can only be American, 13/4/2026 only British; 4/5/2026 beside them could be either."""
    read = read_lines(tmp_path, "2026-04-01,a,受注", "4/13/2026,a,受注", "13/4/2026,a,受注", "4/5/2026,a,受注", header=HEADER)
    assert read.account == (4, 1, 0, 3)
    assert read.rejects[2] == (
        "log.csv 5行目 日付：「4/5/2026」は月と日の順を決められません。この列には両方の順が混ざっています。"
        "--date-order mdy（月/日/年）か dmy（日/月/年）を指定してください。"
    )


@pytest.mark.parametrize(("order", "day"), [(DateOrder.MDY, date(2026, 4, 1)), (DateOrder.DMY, date(2026, 1, 4))])
def test_the_order_that_is_given_holds(tmp_path: Path, order: DateOrder, day: date):
    """``--date-order`` is the remedy that the finding names."""
    path = write_log(tmp_path, "4/1/2026,山田,受注", header=HEADER)
    with pytest.raises(InputError):
        read_log(path)
    with open_log([LogFile(path, date_order=order)]) as log:
        assert log.first_day == day


def test_each_file_decides_for_itself(tmp_path: Path):
    """An American and a British export of one month."""
    american = write_log(tmp_path, "4/1/2026,山田,受注", "4/30/2026,山田,受注", header=HEADER, name="us.csv")
    british = write_log(tmp_path, "1/4/2026,山田,受注", "30/4/2026,山田,受注", header=HEADER, name="uk.csv")
    assert read_log(american, more=[british]).column("date") == [date(2026, 4, 1), date(2026, 4, 30)] * 2


STAMPS = {
    "2026-10-31T15:30:00Z": "2026-11-01", "2026-10-31T14:59:59.999Z": "2026-10-31", "2026-10-31 15:30:00 UTC": "2026-11-01",
    "2026-10-31T15:30:00.000+0000": "2026-11-01", "2026-11-01T00:30:00+09:00": "2026-11-01", "2026-10-31T23:30:00-05:00": "2026-11-01",
    "2026-11-01 9:30-10:15": "2026-11-01", "2026/11/01 09:30-10:00": "2026-11-01", "1793460600000": "2026-11-01",
    "2026-10-31 23:59": "2026-10-31", "2026-10-31": "2026-10-31",
}  # fmt: skip


def test_the_day_of_a_stamp_is_that_of_the_zone(tmp_path: Path):
    """What came in at 8 in the morning in Tokyo stands in the day before in UTC."""
    path = write_log(tmp_path, *(f"{stamp},山田,架電" for stamp in STAMPS), header="日付,担当者,種別")
    assert [str(day) for day in read_log(path).column("date")] == list(STAMPS.values())
    with open_log([LogFile(path, timezone="UTC")]) as log:
        (first,) = log.connection.execute("SELECT date FROM log ORDER BY n LIMIT 1").fetchone() or (None,)
    assert str(first) == "2026-10-31"


def test_the_first_filled_day_of_a_row_counts(tmp_path: Path):
    """Won, lost and open deals have days of their own."""
    rows = ["山田,受注,2026/11/04,,2026/12/01", "山田,失注,,2026/11/05,2026/12/01", "山田,提案,,,2026/12/01"]
    path = write_log(tmp_path, *rows, header="担当,段階,受注日,失注日,予定日")
    (mapping := tmp_path / "crm.toml").write_text(
        '[headers]\ndate = ["受注日", "失注日", "予定日"]\nmember = ["担当"]\n[values]\nstage = ["段階"]\n[read]\nstage = "stage"\n', encoding="utf-8"
    )
    found = read_log(path, read_mapping(mapping))
    assert [(str(row.date), row.kind) for row in found.rows] == [("2026-11-04", "won"), ("2026-11-05", "lost"), ("2026-12-01", "pipeline")]


def test_years_of_two_digits_need_an_order(tmp_path: Path):
    """26/11/04 may be a day of 2026 or of 2004: the message says what to give, and giving it works."""
    path = write_log(tmp_path, "26/11/04,山田,架電", "'26/11/05,山田,架電", "11/25/26,山田,架電", header="日付,担当者,種別")
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert "年が2桁で、年月日の順が決められません。--date-order ymd（年/月/日）" in str(caught.value)
    with open_log([LogFile(path, date_order=DateOrder.YMD)]) as log:
        assert [str(day) for (day,) in log.connection.execute("SELECT date FROM log ORDER BY n").fetchall()] == ["2026-11-04", "2026-11-05"]


def test_words_of_months_and_a_comma_before_the_time_are_read():
    """As American products write them."""
    texts = ["Nov 4, 2026", "November 4, 2026 3:00 PM", "4 Nov 2026", "Wednesday, November 4, 2026", "2026-11-04, 15:00"]
    assert {parse_day(text) for text in texts} == {date(2026, 11, 4)}
    assert parse_day("11/4/2026, 3:00 PM", DateOrder.MDY) == date(2026, 11, 4)
    assert [parse_day(text) for text in ("Foo 4, 2026", "Nov 31, 2026", "Nov 2026")] == [None] * 3
