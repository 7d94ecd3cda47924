"""Money: yen are counted, foreign amounts are converted or set aside, never added as yen."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from kpi_xl.activity import read_mapping
from kpi_xl.activity.files.worksheet_xml import unit_of_format
from kpi_xl.activity.reading.numbers import Dots, decide_dots
from kpi_xl.activity.words.money import MoneyUnit, read_money
from kpi_xl.units import parse_number
from tests.activity.logs import read_lines, read_log, write_log

PLAIN = "日付,担当者,種別,金額"
NUMBERS = {
    "1000万5千": 10_005_000, "1.2億": 120_000_000, "２０％": 0.2, "▲5": -5, "(300,000)": -300_000, "¥1,200": 1200, "1,200円": 1200,
    "300,000-": -300_000,
    "¥(5)": -5, "1 200 000": 1_200_000, "1'000'000": 1_000_000, "3千万": 30_000_000, "12億5,000万円": 1_250_000_000, "5k": 5000,
    "1.5億5千万": 200_000_000,
}  # fmt: skip
BILLED = {
    "¥200,000-": 200_000, "￥200,000ー": 200_000, "金50,000円": 50_000, "100,000円也": 100_000, "50万円-": 500_000, "¥300.-": 300,
    "200,000-": -200_000, "-¥200,000": -200_000,
}  # fmt: skip
NO_NUMBERS = ["千", "1万2億", "1万50000", "1,5", "12.34.5", "-(5)", "--5", "5e", "１万e5", ""]


def test_one_reader_reads_the_numbers_of_cells_options_and_goals():
    """The same text must not mean two things in the log and in --set."""
    assert {text: parse_number(text) for text in NUMBERS} == NUMBERS
    assert [parse_number(text) for text in NO_NUMBERS] == [None] * len(NO_NUMBERS)


def test_the_stroke_behind_an_amount_of_yen_closes_it_and_is_no_minus(tmp_path: Path):
    """Bills write ¥200,000- so that nobody adds a digit; read as a minus, a win takes its amount from the month."""
    assert {text: parse_number(text) for text in BILLED} == BILLED
    found = read_log(write_log(tmp_path, *[f'2026-11-04,山田,受注,"{text}"' for text in BILLED], header=PLAIN))
    assert [row.amount for row in found.rows] == list(BILLED.values())


def test_a_share_is_no_amount(tmp_path: Path):
    """10% in a column of amounts is a slip; read as 0.1 yen it would pass unseen."""
    found = read_log(write_log(tmp_path, "2026-11-04,山田,受注,10%", "2026-11-04,山田,受注,10", header=PLAIN))
    assert ([row.amount for row in found.rows], len(found.rejects)) == ([10], 1)


@pytest.mark.parametrize(
    ("text", "yen"),
    [("JPY 1,200,000", 1_200_000), ("JPY300", 300), ("1,000 円", 1000), ("¥500円", 500), ("500千円", 500_000), ("1.5百万円", 1_500_000),
    ("\\1,200", 1200)],
)  # fmt: skip
def test_yen_are_read_however_they_are_marked(tmp_path: Path, text: str, yen: int):
    """Salesforce writes a code before the amount as soon as an organisation has two currencies."""
    assert read_lines(tmp_path, f'2026-11-04,山田,受注,"{text}"', header=PLAIN).column("amount") == [yen]


@pytest.mark.parametrize("text", ["USD 10,000", "$8,000", "US$3,000", "€500", "10,000 EUR", "500千ドル", "£5", "3万元", "100 ﾕｰﾛ"])
def test_a_foreign_amount_is_never_added_as_yen(tmp_path: Path, text: str):
    """Ten thousand dollars counted as yen hide a deal of a million and a half."""
    read = read_lines(tmp_path, f'2026-11-04,山田,受注,"{text}"', "2026-11-05,山田,受注,7", header=PLAIN)
    assert (read.column("amount"), read.account) == ([7], (2, 1, 0, 1))
    assert "外貨なので" in read.rejects[0]


def test_a_mark_that_stands_twice_is_no_amount():
    """Two currencies in one cell, or ¥¥5, are slips."""
    assert [read_money(text) for text in ("¥¥500", "USD 5 EUR", "XYZ 5", "JPY")] == [None] * 4


def test_rates_of_a_mapping_convert(tmp_path: Path):
    """The marked cell, the column beside it and the heading: each by the same rate."""
    (mapping := tmp_path / "rates.toml").write_text("[rates]\nUSD = 150\nEUR = 160.5\n", encoding="utf-8")
    path = write_log(tmp_path, '2026-11-04,山田,受注,"USD 10"', "2026-11-04,山田,受注,5", '2026-11-04,山田,受注,"€2"', header=PLAIN)
    assert read_log(path, read_mapping(mapping)).column("amount") == [1500, 5, 321]
    deals = ["z1,山田,2026-11-04,Closed Won,USD,10", "z2,山田,2026-11-05,Closed Won,JPY,700", 'z3,山田,2026-11-06,Closed Won,USD,"USD 20"']
    path = write_log(tmp_path, *deals, header="Record Id,Deal Owner,Closing Date,Stage,Currency,Amount")
    assert read_log(path, read_mapping(mapping)).column("amount") == [1500, 700, 3000]
    path = write_log(tmp_path, "2026-11-04,山田,受注,10", header="日付,担当者,種別,金額（USD）")
    assert read_log(path, read_mapping(mapping)).column("amount") == [1500]


def test_a_column_of_currencies_decides_row_by_row(tmp_path: Path):
    """A blank says yen, and a deal without amount is nobody's dollar."""
    rows = ["z1,山田,2026-11-04,Closed Won,USD,10", "z2,山田,2026-11-05,Closed Won,,20", "z3,山田,2026-11-06,Closed Won,USD,"]
    read = read_log(write_log(tmp_path, *rows, header="Record Id,Deal Owner,Closing Date,Stage,Currency,Amount"))
    assert (read.column("amount"), read.account) == ([20, None], (3, 2, 0, 1))


@pytest.mark.parametrize("converted", ["Amount (converted)", "Amount in company currency"])
def test_the_converted_column_is_taken_where_there_is_one(tmp_path: Path, converted: str):
    """It is the one that adds up; where it is blank, the amount stands for itself."""
    rows = ["山田,Closed Won,2026-11-04,USD,10,1500", "山田,Closed Won,2026-11-05,JPY,300,", "山田,Closed Won,2026-11-06,USD,20,"]
    read = read_log(write_log(tmp_path, *rows, header=f"Owner,Stage,Close Date,Amount Currency,Amount,{converted}"))
    assert (read.column("amount"), read.account) == ([1500, 300], (3, 2, 0, 1))


@pytest.mark.parametrize(
    ("heading", "amount"),
    [("金額（円）", 5), ("金額(千円)", 5000), ("金額（単位：百万円）", 5_000_000), ("金額（JPY）", 5), ("金額（税抜・千円）", 5000),
    ("金額[万円]", 50_000)],
)  # fmt: skip
def test_the_unit_of_a_heading_counts(tmp_path: Path, heading: str, amount: int):
    """500 under 千円 is half a million."""
    assert read_lines(tmp_path, "2026-11-04,山田,受注,5,2", header=f"日付,担当者,種別,{heading},件数（件）").column("amount") == [amount]


def test_wins_without_a_column_of_amounts_are_told(tmp_path: Path):
    """A month of deals at 0 yen looks like a month of disaster."""
    told = [note.text.ja for note in read_lines(tmp_path, "2026-11-04,山田,受注", header="日付,担当者,種別").summary.notes]
    assert told == ["log.csv：金額の列が見つからないため、受注1件を0円で数えています（--map の amount で列を指定できます）"]
    assert not read_lines(tmp_path, "2026-11-04,山田,架電", header="日付,担当者,種別").summary.notes


def test_dots_are_decided_for_the_column(tmp_path: Path):
    """1.200.000 says that 500.000 is half a million; 12.5 says that it is five hundred."""
    def amounts(*texts: str) -> list[object]:
        return read_lines(tmp_path, *(f'2026-11-04,山田,受注,"{text}"' for text in texts), header=PLAIN).column("amount")

    assert amounts("1.200.000", "500.000", "750,5") == [1_200_000, 500_000, Decimal("750.5")]
    assert amounts("500.000", "1.500") == [500_000, 1500]
    assert amounts("500.000", "12.5") == [500, Decimal("12.5")]
    assert amounts("500.125", "1,200") == [Decimal("500.125"), 1200]
    assert amounts("1.200.000", "500.000", "12.5") == [1_200_000, Decimal("12.5")]  # nobody can tell: set aside


def test_a_fraction_that_a_workbook_holds_is_one(tmp_path: Path):
    """Excel's cell of 500.125 is no text: no dot parts its thousands."""
    workbook = openpyxl.Workbook()
    for row in (PLAIN.split(","), ["2026-11-04", "山田", "受注", 500.125], ["2026-11-04", "山田", "受注", 1.5]):
        workbook.active.append(row)
    workbook.save(tmp_path / "log.xlsx")
    assert read_log(tmp_path / "log.xlsx").column("amount") == [Decimal("500.125"), Decimal("1.5")]


def test_which_dots_are_decided():
    """Plain numbers of the column, which SQL reads, speak as well."""
    assert decide_dots(["500.000"], has_fractions=True, has_comma_groups=False).dots is Dots.FRACTION
    assert decide_dots(["500.000"], has_fractions=False, has_comma_groups=True).dots is Dots.FRACTION
    assert decide_dots(["0.500", "1.250"], has_fractions=False, has_comma_groups=False).dots is Dots.FRACTION
    assert decide_dots(["1.234,50"], has_fractions=True, has_comma_groups=False).dots is Dots.UNDECIDED


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ('#,##0"千円"', MoneyUnit(1e3, "JPY")), ('0.0"百万円"', MoneyUnit(1e6, "JPY")), ("[$USD] #,##0", MoneyUnit(1, "USD")),
        ('"$"#,##0.00', MoneyUnit(1, "USD")),
        ("[$€-2] #,##0", MoneyUnit(1, "EUR")), ("[$¥-411]#,##0;[Red]-[$¥-411]#,##0", None), ('"¥"#,##0', None), ("#,##0_ ;[Red]-#,##0 ",
        None), ("General", None),
        ('#,##0,"千円"', None), ('[>=10000000]#\\,##0\\.0,"万円";0\\.0,"万円"', None), ('yyyy"年"m"月"d"日"', None), ('0"件"', None), ("0.0%", None),
    ],
)  # fmt: skip
def test_a_number_format_that_changes_the_number_is_read(code: str, unit: MoneyUnit | None):
    """The cell shows 千円 though it holds 500; a comma in the format shows yen in thousands, and the cell holds yen."""
    assert unit_of_format(code) == unit


@pytest.mark.parametrize("heading", ["金額 (¥K)", "Amount (JPY thousands)", "Amount ('000)", "金額（千）", "金額(単位:千円)"])
def test_thousands_in_a_heading_count_however_they_are_written(tmp_path: Path, heading: str):
    """500 thousand that count as 500 yen make a month of nothing."""
    title = heading.replace("Amount", "金額")
    assert [row.amount for row in read_log(write_log(tmp_path, "2026-11-04,山田,受注,500", header=f"日付,担当者,種別,{title}")).rows] == [500_000]


def test_an_apostrophe_before_a_number_is_excels(tmp_path: Path):
    """It keeps a cell a text; what is typed behind it is the number."""
    found = read_log(write_log(tmp_path, "2026-11-04,山田,受注,'2,'500000", header="日付,担当者,種別,件数,金額"))
    assert [(row.count, row.amount) for row in found.rows] == [(2, 500_000)]
