"""CSV as it really comes: encodings, separators, line ends, headers, ragged rows, quotes."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity.columns.detection import layouts_by
from kpi_xl.activity.engine import engine
from kpi_xl.activity.files.opening import open_sources
from kpi_xl.activity.files.source import Source
from kpi_xl.definitions import KINDS
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import Row, csv_bytes, read_lines, read_log, write_log

PLAIN = [["日付", "担当者", "種別"], ["2026-11-02", "山田", "受注"], ["2026-11-03", "佐藤", "架電"]]
READ = [Row(date(2026, 11, 2), "山田", "won"), Row(date(2026, 11, 3), "佐藤", "call")]

VENDOR_CHARACTERS = "㈱①髙－～∥￢Ⅳ㎡㍻纊鄧"
"""What CP932 has beyond Shift_JIS; SQL engines and iconv lose or change some of it."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_vendor_characters_survive_in_every_encoding(tmp_path: Path, encoding: str):
    """Customers are called ㈱髙島 and the like; a changed name is another customer."""
    path = write_log(tmp_path, f"2026-11-02,髙橋①,東,受注,1,5000,,{VENDOR_CHARACTERS},紹介", encoding=encoding)
    read = read_log(path)
    assert read.rows == [
        Row(date(2026, 11, 2), "髙橋①", "won", 1, 5000, None, "東", VENDOR_CHARACTERS, "紹介")  # type: ignore[arg-type]
    ]


def test_a_character_on_the_border_of_two_blocks_is_not_cut(tmp_path: Path):
    """Files are decoded block by block; a two-byte character may lie across the border."""
    for padding in ("", "x"):
        filler = "あ" * 600_000
        path = write_log(tmp_path, f"2026-11-02,{padding}山田,東,受注,1,,,{filler},", encoding="cp932")
        assert read_log(path).rows[0].account == filler


@pytest.mark.parametrize("separator", [",", "\t", ";"], ids=["comma", "tab", "semicolon"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_separators_and_line_ends_are_recognised(tmp_path: Path, separator: str, newline: str):
    """kintone offers all three separators; old Mac exports end lines with a bare CR."""
    path = tmp_path / "log.csv"
    path.write_bytes(csv_bytes(PLAIN, separator, newline))
    assert read_log(path).rows == READ


@pytest.mark.parametrize(
    "header",
    [
        ["日付", "担当者", "種別"],
        ["date", "member", "kind"],
        ["日付", "member", "種別"],
        ["Date", " MEMBER ", "Kind"],
        ["ｄａｔｅ", "担 当 者", "　種別　"],
    ],
    ids=" ".join,
)
def test_headers_are_read_in_either_language_width_and_case(tmp_path: Path, header: list[str]):
    """One export is in Japanese, the next in English, and people retype headers by hand."""
    path = tmp_path / "log.csv"
    path.write_bytes(csv_bytes([header, *PLAIN[1:]]))
    assert read_log(path).rows == READ


def test_columns_stand_in_any_order_and_others_are_ignored(tmp_path: Path):
    """A CRM export has 40 columns of which a report needs three."""
    read = read_lines(tmp_path, "x,受注,メモ,2026-11-02,1,山田", header="番号,種別,備考,日付,件数,担当者")
    assert read.rows == READ[:1]


WORDS = {
    "架電": "call", "電話": "call", "Call": "call", "ｃａｌｌｓ": "call", "アポ": "appointment", "アポイント": "appointment",
    "商談": "meeting", "Meetings": "meeting", "打合せ": "meeting", "受注": "won", "成約": "won", "closed won": "won",
    "失注": "lost", "訪問": "visit", "キーパーソン接触": "key_person", "資料請求": "request", "提案": "proposal",
    "契約中顧客": "active_customer", "リピート": "repeat", "解約": "churn", "アップセル": "upsell", "cross-sell": "cross_sell",
    "満足度調査": "survey", "同行": "joint_visit", "パイプライン": "pipeline", "通電": "connect", "Deals Won": "won",
    "key_person": "key_person", "key person": "key_person",
}  # fmt: skip


def test_kinds_of_both_languages_may_be_mixed(tmp_path: Path):
    """Two teams, two CRMs, one log."""
    read = read_lines(tmp_path, *(f"2026-11-02,山田,,{word},,,,," for word in WORDS))
    assert dict(zip(WORDS, read.column("kind"), strict=True)) == WORDS
    assert set(WORDS.values()) == set(KINDS), "every kind has a word above"


def test_a_blank_count_is_one(tmp_path: Path):
    """One row for one call is how CRMs export."""
    read = read_lines(tmp_path, "2026-11-02,山田,,架電,,,,,", "2026-11-02,山田,,架電,12,,,,")
    assert read.column("count") == [1, 12]


def test_blank_lines_are_no_rows(tmp_path: Path):
    """Empty lines between, before and after the rows, and rows of bare separators, hold nothing to count."""
    path = tmp_path / "log.csv"
    blank = ["", ",,", "  , ,", "　,　,　"]
    lines = ["", "", ",".join(PLAIN[0]), *blank, ",".join(PLAIN[1]), *blank, ",".join(PLAIN[2]), *blank]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read = read_log(path)
    assert read.rows == READ
    assert read.account == (2, 2, 0, 0)


def test_a_short_row_is_filled_with_blanks(tmp_path: Path):
    """Excel leaves out trailing separators when it saves CSV."""
    read = read_lines(tmp_path, "2026-11-02,山田,東,受注", "2026-11-03,佐藤,東,架電,2,,,,")
    assert read.rows == [
        Row(date(2026, 11, 2), "山田", "won", 1, team="東"),
        Row(date(2026, 11, 3), "佐藤", "call", 2, team="東"),
    ]


def test_a_row_with_too_many_cells_is_rejected_with_its_line(tmp_path: Path):
    """10,000 without quotes becomes two cells, and everything behind it slides by one column."""
    read = read_lines(tmp_path, "2026-11-02,山田,受注,1,10,000", "2026-11-03,佐藤,受注,2,500,", header="日付,担当者,種別,件数,金額")
    assert read.column("amount") == [500]
    assert read.account == (2, 1, 0, 1)
    assert read.rejects == [
        "log.csv 2行目：「2026-11-02,山田,受注,1,10,000」は見出しより列が多い行です。カンマを含む値は「\"」で囲んでください。"
    ]


def test_lines_are_those_of_the_file_not_of_the_table(tmp_path: Path):
    """A cell with a line break, an empty line or a line break in the header shifts rows against lines."""
    path = tmp_path / "log.csv"
    text = '日付,担当者,"種\n別"\n2026-11-02,"山\n田",受注\n\n2026-11-03,佐藤,昼食\n2026-11-03,佐藤,架電\n2026-11-03,佐藤,夕食\n'
    path.write_text(text, encoding="utf-8")
    places = [reject.partition(" 種別")[0] for reject in read_log(path).rejects]
    lines = text.split("\n")
    assert places == ["log.csv 6行目", "log.csv 8行目"]
    assert "昼食" in lines[6 - 1]
    assert "夕食" in lines[8 - 1]


def test_rejects_are_told_in_the_order_of_the_file(tmp_path: Path):
    """People mend a file from the top."""
    read = read_lines(
        tmp_path, "2026-11-02,a,x,,", "2026-11-02,a,受注,1,2,3", "2026-11-02,a,y,,", "2026-11-02,a,受注,1,2,3", "2026-11-02,a,受注,,",
        header="日付,担当者,種別,件数,金額",
    )  # fmt: skip
    assert [reject.split()[1].partition("行目")[0] for reject in read.rejects] == ["2", "3", "4", "5"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
@pytest.mark.parametrize("cell", ['"山田', '"山田"様'], ids=["unclosed", "text behind"])
def test_a_quote_that_is_not_closed_is_named_with_file_and_line(tmp_path: Path, encoding: str, cell: str):
    """Otherwise half of the file would silently become one cell."""
    path = write_log(
        tmp_path, "2026-11-02,山田,受注", f"2026-11-03,{cell},受注", "2026-11-04,佐藤,受注",
        header="日付,担当者,種別", name="11月.csv", encoding=encoding,
    )  # fmt: skip
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert str(caught.value) == '11月.csv 3行目：引用符（"）が正しく閉じていません。この行から先の「"」を直してください。'


def test_a_quote_inside_a_cell_is_a_character(tmp_path: Path):
    """5" pipes are sold too."""
    read = read_lines(tmp_path, '2026-11-02,山田,,受注,1,,,5" 管,', '2026-11-02,山田,,受注,1,,,"5"" 管, 2 本",')
    assert read.column("account") == ['5" 管', '5" 管, 2 本']


def test_wildcards_in_a_file_name_are_letters(tmp_path: Path):
    """Browsers save log[1].csv; a reader that takes the name for a pattern reads other files, or none."""
    for name, member in (("log*.csv", "山田"), ("log1.csv", "佐藤"), ("log[1].csv", "鈴木")):
        write_log(tmp_path, f"2026-11-02,{member},受注", header="日付,担当者,種別", name=name)
    assert read_log(tmp_path / "log*.csv").column("member") == ["山田"]
    assert read_log(tmp_path / "log[1].csv").column("member") == ["鈴木"]


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)


@settings(max_examples=40)
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=8),
    style=st.sampled_from([("\r\n", csv.QUOTE_MINIMAL), ("\r\n", csv.QUOTE_ALL), ("\n", csv.QUOTE_ALL)]),
)
def test_cells_come_back_as_they_were_written(rows: list[list[str]], style: tuple[str, int]):
    """Whatever stands in a cell (quotes, commas, line breaks, emoji), the csv module of Python wrote it and we read it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator=style[0], quoting=style[1])
    writer.writerow(["日付", "担当者", "種別", "取引先", "流入元"])
    writer.writerows([["2026-11-02", "山田", "受注", *row] for row in rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.csv"
        path.write_bytes(text.getvalue().encode())
        with engine() as (connection, inner):
            ((source, _),) = open_sources(connection, path, layouts_by(None), inner)
            try:
                cells = _cells(connection, source)
            except duckdb.Error:  # the next reader takes over
                assert source.slower is not None
                cells = _cells(connection, source.slower())
    assert [list(row) for row in cells] == rows


def _cells(connection: duckdb.DuckDBPyConnection, source: Source) -> list[tuple[str, str]]:
    return connection.execute(f"SELECT coalesce(c3, ''), coalesce(c4, '') FROM {source.scan}", source.bound).fetchall()


def test_the_fast_reader_keeps_the_order_of_a_long_file(tmp_path: Path):
    """Rows are read by several threads; a line number must still be that of its row."""
    lines = [f"2026-11-02,山田,,{'昼食' if index % 9_973 == 5 else '架電'},1,,,r{index},x{'y' * 40}" for index in range(60_000)]
    read = read_lines(tmp_path, *lines)
    assert read.account == (60_000, 59_993, 0, 7)
    assert [reject.split()[1] for reject in read.rejects] == [f"{9_973 * turn + 5 + 2}行目" for turn in range(7)]
    assert read.column("account") == [f"r{index}" for index in range(60_000) if index % 9_973 != 5]


REFUSED = {
    "empty": (b"", "log.csv：中身がありません。見出し行のある活動ログを書き出し直してください。"),
    "only line ends": (b"\n\n\r\n", "log.csv：中身がありません。見出し行のある活動ログを書き出し直してください。"),
    "header only": (
        csv_bytes(PLAIN[:1]),
        "log.csv：活動が1行もありません。期間を確認して書き出し直してください。",
    ),
    "binary": (
        "日付".encode() + b"\x00\x01\x02",
        "log.csv：テキストのCSVではありません。CSV（UTF-8かShift_JIS）かExcelブックで保存し直してください。",
    ),
    "neither encoding": (
        "日付,担当者,種別\n".encode("cp932") + b"2026-11-02,\x82\x20,x\n",
        "log.csv 2行目：UTF-8でもShift_JISでも読めない文字があります。「CSV UTF-8」で保存し直してください。",
    ),
    "broken UTF-8 behind a byte order mark": (
        b"\xef\xbb\xbf" + csv_bytes(PLAIN) + b"2026-11-02,\xff,x\n",
        "log.csv 4行目：UTF-8でもShift_JISでも読めない文字があります。「CSV UTF-8」で保存し直してください。",
    ),
    "a column missing": (
        csv_bytes([["日付", "担当社", "種別"], *PLAIN[1:]]),
        "log.csv：「担当者」の列がありません。もしかして「担当社」ですか。",
    ),
    "all columns missing": (
        b"a,b\n1,2\n",
        "log.csv：「日付」の列がありません。使えるのは a、b です。\n"
        "log.csv：「担当者」の列がありません。使えるのは a、b です。\n"
        "log.csv：「種別」の列がありません。使えるのは a、b です。",
    ),
    "a column twice": (
        csv_bytes([["日付", "担当者", "種別", "member"], ["2026-11-02", "a", "受注", "b"]]),
        "log.csv：「member」と同じ項目の列がほかにもあります。どちらか1列だけにしてください。",
    ),
    "not one row readable": (
        csv_bytes([PLAIN[0], ["2026-11-02", "山田", "昼食"], ["11/2", "山田", "受注"]]),
        "log.csv 2行目 種別：「昼食」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。\n"
        "log.csv 3行目 日付：「11/2」は日付として読めません。"
        "「2026/11/30」の形にするか、--map の date_order を指定してください。",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_log_is_refused_in_plain_words(tmp_path: Path, case: str):
    """The commonest cause is the wrong file; the message must make that plain at once."""
    content, message = REFUSED[case]
    path = tmp_path / "log.csv"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_log(path)
    assert str(caught.value) == message


def test_the_english_words_are_as_plain(tmp_path: Path):
    """Same place, value, rule and remedy."""
    messages = {
        "empty": "log.csv is empty. Export the activity log again, with its header row.",
        "neither encoding": "log.csv line 2 has a character that is neither UTF-8 nor Shift_JIS. Save it as CSV UTF-8.",
        "a column twice": "log.csv: 'member' is a second column for the same field. Keep one of them.",
    }
    path = tmp_path / "log.csv"
    for case, message in messages.items():
        path.write_bytes(REFUSED[case][0])
        with speaking("en"), pytest.raises(InputError) as caught:
            read_log(path)
        with speaking("en"):
            assert str(caught.value) == message


def test_a_missing_column_is_named_in_the_language_spoken(tmp_path: Path):
    """An English header is answered with the English name."""
    path = tmp_path / "log.csv"
    path.write_bytes(b"date,membr,kind\n2026-11-02,a,call\n")
    with speaking("en"), pytest.raises(InputError) as caught:
        read_log(path)
    with speaking("en"):
        assert str(caught.value) == "log.csv: 'member' is a column that is missing. Did you mean 'membr'?"
