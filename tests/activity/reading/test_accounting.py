"""Every row is accounted for: read, left out by the mapping, or rejected with its line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import LogMapping
from kpi_xl.activity.fields import Field
from tests.activity.logs import read_lines, read_log, write_log

GOOD = [
    "2026-11-02,山田,受注,1,500000",
    "2026/11/3,佐藤,架電,50,",
    "２０２６年１１月４日,山田,商談,,",
    '2026-11-05,山田,受注,1,"1,000万"',
    "2026-11-06,佐藤,call,0,0",
]
IGNORED = ["2026-11-02,山田,昼食,1,", "いつか,,昼食,x,x"]
"""Left out by the mapping; what else is wrong with them does not matter."""
BAD = [
    "2026-11-31,山田,受注,1,500000",  # no such day
    "11/2/2026,山田,受注,1,500000",  # order not declared
    ",山田,受注,1,500000",  # no date
    "2026-11-02,,受注,1,500000",  # no member
    "2026-11-02,#N/A,受注,1,500000",  # error value
    "2026-11-02,山田,夕食,1,",  # unknown kind
    "2026-11-02,山田,,1,",  # no kind
    "2026-11-02,山田,受注,1.5,",  # half a deal
    "2026-11-02,山田,受注,-1,",
    "2026-11-02,山田,受注,many,",
    "2026-11-02,山田,受注,1,いくら",
    "2026-11-02,山田,受注,1,1e400",
    "2026-11-02,山田,受注,1,5,000",  # too many cells
]
BLANK = ["", ",,,,", "  ,,,,"]

MAPPING = LogMapping(
    columns={field.label.ja: field for field in (Field.DATE, Field.MEMBER, Field.KIND, Field.COUNT, Field.AMOUNT)},
    ignored=("昼食",),
)


@settings(max_examples=40)
@given(
    lines=st.lists(
        st.sampled_from([(line, "good") for line in GOOD])
        | st.sampled_from([(line, "bad") for line in BAD])
        | st.sampled_from([(line, "ignored") for line in IGNORED])
        | st.sampled_from([(line, "blank") for line in BLANK]),
        max_size=25,
    )
)
def test_rows_are_read_skipped_or_rejected_and_nothing_else(lines: list[tuple[str, str]]):
    """A row that is lost without a word makes every number of the report wrong, and nobody sees it."""
    lines = [(GOOD[0], "good"), *lines]  # a log with nothing to read is refused as a whole
    expected = {verdict: sum(1 for _, each in lines if each == verdict) for verdict in ("good", "ignored", "bad")}
    with TemporaryDirectory() as folder:
        path = write_log(Path(folder), *(line for line, _ in lines), header="日付,担当者,種別,件数,金額")
        read = read_log(path, MAPPING)
    assert read.account == (sum(expected.values()), expected["good"], expected["ignored"], expected["bad"])
    assert len(read.rows) == expected["good"]
    rejected_lines = [index for index, (_, verdict) in enumerate(lines, 2) if verdict == "bad"]
    assert [int(reject.split()[1].split("行目")[0]) for reject in read.rejects] == rejected_lines


def test_each_bad_row_alone_is_rejected(tmp_path: Path):
    """The lists above are only worth something if each line is what it says it is."""
    for line in BAD:
        read = read_lines(tmp_path, GOOD[0], line, header="日付,担当者,種別,件数,金額")
        assert read.account == (2, 1, 0, 1), line


def test_only_the_first_rejects_are_told_but_all_are_counted(tmp_path: Path):
    """A wrong column gives a million rejects; the count is what matters then."""
    read = read_lines(tmp_path, "2026-11-02,山田,受注", *["2026-11-02,山田,昼食"] * 1_500, header="日付,担当者,種別")
    assert read.account == (1_501, 1, 0, 1_500)
    assert len(read.rejects) == 1_000


def test_the_summary_tells_what_the_month_holds(tmp_path: Path):
    """Counted by hand: won 2 + 1 with 300 + 50 yen in November; October is no part of it."""
    read = read_lines(
        tmp_path,
        "2026-11-30,山田,,受注,2,300,,,",
        "2026-11-01,佐藤,,受注,1,50,,,",
        "2026-11-15,佐藤,,架電,40,,,,",
        "2026-10-31,佐藤,,架電,99,,,,",
    )
    totals = {kind: (total.count, total.amount) for kind, total in read.summary.kinds.items()}
    assert totals == {"won": (3, 350.0), "call": (40, 0.0)}
    assert (str(read.summary.first_day), str(read.summary.last_day)) == ("2026-10-31", "2026-11-30")
    assert read.summary.members == 2
    assert read.summary.source == "log.csv"
