"""Days, counts, amounts and scores as people type them."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_xl.activity import LogMapping
from kpi_xl.activity.days import DateOrder
from kpi_xl.activity.fields import Field
from kpi_xl.language import speaking
from kpi_xl.units import parse_number
from tests.activity.logs import read_lines, read_log, write_log

DAYS = {
    "2026-11-02": date(2026, 11, 2),
    "2026/11/2": date(2026, 11, 2),
    "2026.11.02": date(2026, 11, 2),
    "20261102": date(2026, 11, 2),
    "2026年11月2日": date(2026, 11, 2),
    "２０２６／１１／２": date(2026, 11, 2),
    "2026-11-02 09:05": date(2026, 11, 2),
    "2026-11-02T09:05:00+09:00": date(2026, 11, 2),
    "2026/11/02(月)": date(2026, 11, 2),
    "2026年11月2日（月）": date(2026, 11, 2),
    "46328": date(2026, 11, 2),  # Excel's serial
    "46328.75": date(2026, 11, 2),
    "2028-02-29": date(2028, 2, 29),
}
NO_DAYS = ["11/2/2026", "2026-02-29", "2026-13-01", "2026-11", "11月2日", "0", "-1", "1234567", "2026-11-02x", "昨日", "2026-1-1-1"]

AMOUNTS = {
    "500000": "500000",
    "1,000万": "10000000",
    "1,234,567": "1234567",
    "１，０００万": "10000000",
    "1.5億": "150000000",
    "50万円": "500000",
    "¥500,000": "500000",
    "▲5,000": "-5000",
    "△5000": "-5000",
    "-5000": "-5000",
    "−5000": "-5000",
    "0.1": "0.1",
    "1e6": "1000000",
    "99999999999999": "99999999999999",
    "9999999999999.9999": "9999999999999.9999",
}
NO_AMOUNTS = [
    "NaN", "nan", "inf", "-Infinity", "1e400", "1e999", "-1e400", "1e15", "100000000000000", "9" * 40, "9" * 500,
    "12.34.5", "1,00", "--5", "0x10", "五千", "5千万百", "1_000", "#DIV/0!",
]  # fmt: skip

COUNTS = {"1": 1, "0": 0, "12": 12, "１２": 12, "1,200": 1200, "3.0": 3, "5件": 5, "1万": 10_000, "9999999999999": 9_999_999_999_999}
NO_COUNTS = ["-1", "1.5", "1.0000001", "0.00001", "▲3", "many", "NaN", "inf", "1e400", "50%", "1e14", "9" * 30, "1 2"]


def days_read(folder: Path, texts: list[str], order: DateOrder = DateOrder.YMD) -> list[date]:
    path = write_log(folder, *(f"{text},山田,受注" for text in texts), header="日付,担当者,種別")
    columns = {field.label.ja: field for field in (Field.DATE, Field.MEMBER, Field.KIND)}
    return read_log(path, LogMapping(columns, date_order=order)).column("date")


def test_days_are_read_however_they_are_written(tmp_path: Path):
    """Exports, forms and hands write days in a dozen ways, often in one file."""
    assert dict(zip(DAYS, days_read(tmp_path, list(DAYS)), strict=True)) == DAYS


def test_what_is_no_day_is_rejected(tmp_path: Path):
    """Above all 11/2/2026: February or November is never guessed."""
    for text in NO_DAYS:
        assert days_read(tmp_path, ["2026-11-02", text]) == [date(2026, 11, 2)], text


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        (DateOrder.MDY, "11/2/2026", date(2026, 11, 2)),
        (DateOrder.DMY, "11/2/2026", date(2026, 2, 11)),
        (DateOrder.MDY, "11/30/2026 17:00", date(2026, 11, 30)),
        (DateOrder.DMY, "30.11.2026", date(2026, 11, 30)),
        (DateOrder.MDY, "2026-11-02", date(2026, 11, 2)),
        (DateOrder.DMY, "2026-11-02", date(2026, 11, 2)),
    ],
)
def test_a_declared_order_holds_for_the_whole_log(tmp_path: Path, order: DateOrder, text: str, day: date):
    """Year-first dates cannot be mistaken, so they are read in any order."""
    assert days_read(tmp_path, [text], order) == [day]


@pytest.mark.parametrize(("order", "text"), [(DateOrder.MDY, "30/11/2026"), (DateOrder.DMY, "11/30/2026")])
def test_a_day_against_the_declared_order_is_rejected(tmp_path: Path, order: DateOrder, text: str):
    """Swapping the two silently where only one order is possible would mix both in one file."""
    assert days_read(tmp_path, ["2026-11-02", text], order) == [date(2026, 11, 2)]


def test_amounts_are_read_however_they_are_written(tmp_path: Path):
    """万, 億, ▲, full-width digits and yen signs are everyday Japanese."""
    read = read_lines(tmp_path, *(f'2026-11-02,山田,,受注,1,"{text}",,,' for text in AMOUNTS))
    assert dict(zip(AMOUNTS, read.column("amount"), strict=True)) == {text: Decimal(value) for text, value in AMOUNTS.items()}


def test_what_is_no_amount_is_rejected_never_rounded_into_one(tmp_path: Path):
    """Infinity, 1e400 and amounts beyond a quadrillion yen must neither crash nor become a number."""
    read = read_lines(tmp_path, "2026-11-02,山田,,受注,1,1,,,", *(f'2026-11-02,山田,,受注,1,"{text}",,,' for text in NO_AMOUNTS))
    assert read.column("amount") == [1]
    assert read.summary.rejected == len(NO_AMOUNTS)


def test_a_blank_amount_is_none_and_not_zero(tmp_path: Path):
    """A deal whose amount nobody entered yet is told apart from one that was given away."""
    assert read_lines(tmp_path, "2026-11-02,山田,,受注,1,,,,").column("amount") == [None]


def test_counts_are_whole_and_not_negative(tmp_path: Path):
    """Half a call or minus three visits is a slip, not an activity."""
    read = read_lines(tmp_path, *(f'2026-11-02,山田,,架電,"{text}",,,,' for text in COUNTS))
    assert dict(zip(COUNTS, read.column("count"), strict=True)) == COUNTS
    read = read_lines(tmp_path, "2026-11-02,山田,,架電,1,,,,", *(f'2026-11-02,山田,,架電,"{text}",,,,' for text in NO_COUNTS))
    assert read.column("count") == [1]
    assert read.summary.rejected == len(NO_COUNTS)


def test_scores_are_read_and_negative_ones_rejected(tmp_path: Path):
    """Satisfaction runs from 0 to 5."""
    read = read_lines(tmp_path, *(f'2026-11-02,山田,,満足度調査,1,,"{text}",,' for text in ("4.5", "５", "", "-1", "good", "1e9")))
    assert read.column("score") == [Decimal("4.5"), 5, None]
    assert read.summary.rejected == 3


def test_the_largest_sums_do_not_overflow(tmp_path: Path):
    """Ten rows of the largest amount and count add up exactly."""
    read = read_lines(tmp_path, *["2026-11-02,山田,,受注,9999999999999,9999999999999,,,"] * 10)
    assert read.summary.kinds["won"].count == 99_999_999_999_990
    assert read.summary.kinds["won"].amount == 99_999_999_999_990.0


MESSAGES = {
    "2026-13-01,山田,,受注,,,,,": (
        "log.csv 3行目 日付：「2026-13-01」は日付として読めません。"
        "「2026/11/30」の形にするか、--map の date_order を指定してください。",
        "log.csv line 3 date: '2026-13-01' is not a date. Write it as 2026-11-30, or set date_order in the --map file.",
    ),
    ",山田,,受注,,,,,": (
        "log.csv 3行目 日付が空欄です。「2026/11/30」の形にするか、--map の date_order を指定してください。",
        "log.csv line 3 date is blank. Write it as 2026-11-30, or set date_order in the --map file.",
    ),
    "2026-11-02,,,受注,,,,,": (
        "log.csv 3行目 担当者が空欄です。担当者を入れてください。",
        "log.csv line 3 member is blank. Fill in the member.",
    ),
    "2026-11-02,山田,,昼食,,,,,": (
        "log.csv 3行目 種別：「昼食」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
        "log.csv line 3 kind: '昼食' is not a known kind. Use a kind such as call or won, or map it with --map.",
    ),
    "2026-11-02,山田,,受注,1.5,,,,": (
        "log.csv 3行目 件数：「1.5」は使えません。件数は0以上の整数です。整数にするか、空欄（1件）にしてください。",
        "log.csv line 3 count: got '1.5'; a count is a whole number of 0 or more. "
        "Write a whole number, or leave it blank for 1.",
    ),
    "2026-11-02,山田,,受注,1,いくら,,,": (
        "log.csv 3行目 金額：「いくら」は金額として読めません。「500000」や「50万」のように入力してください。",
        "log.csv line 3 amount: 'いくら' is not an amount. Write it as 500000 or 500,000.",
    ),
    "2026-11-02,山田,,満足度調査,1,,良い,,": (
        "log.csv 3行目 評点：「良い」は評点として読めません。「4.5」のように入力してください。",
        "log.csv line 3 score: '良い' is not a score. Write it as 4.5.",
    ),
    "2026-11-02,山田,#REF!,受注,1,,,,": (
        "log.csv 3行目 チーム：「#REF!」は数式のエラー値です。元のセルの数式を直してから書き出してください。",
        "log.csv line 3 team: '#REF!' is the error value of a formula. Fix the formula and export again.",
    ),
}


@pytest.mark.parametrize("line", MESSAGES)
def test_a_reject_names_place_value_rule_and_remedy(tmp_path: Path, line: str):
    """Whoever mends the log works down this list, in Japanese or in English."""
    path = write_log(tmp_path, "2026-11-02,山田,,受注,1,1,,,", line)
    for language, message in zip(("ja", "en"), MESSAGES[line], strict=True):
        with speaking(language):
            assert read_log(path).rejects == [message]


def test_control_characters_and_long_values_do_not_spoil_a_message(tmp_path: Path):
    """A terminal must not be steered by a log, nor flooded by one cell."""
    read = read_lines(tmp_path, "2026-11-02,山田,,受注,1,1,,,", f"2026-11-02,山田,,\x1b[31m{'x' * 500},1,,,,")
    (reject,) = read.rejects
    assert "\x1b" not in reject
    assert "\\x1b[31mxxx" in reject
    assert len(reject) < 200


def spelled_amounts(seed: int) -> list[str]:
    """Amounts with signs, yen signs, groups of thousands and fractions, right ones and nearly right ones."""
    draw = random.Random(seed)
    found = []
    for _ in range(600):
        number = draw.choice([draw.randrange(1000), draw.randrange(10**7), draw.randrange(10**10), 0])
        digits = f"{number:,}" if draw.random() < 0.7 else str(number)
        if draw.random() < 0.1:
            digits = digits.replace(",", ",,", 1) if draw.random() < 0.5 else digits.replace(",", "", 1)
        fraction = draw.choice(["", "", "", ".5", ".1234", ".12345", "."])
        found.append(draw.choice(["", "-", "▲", "--"]) + draw.choice(["", "¥", "\\", "¥¥"]) + draw.choice(["", "", "-"]) + digits + fraction)
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_sql_reads_an_amount_as_python_does(tmp_path: Path, encoding: str):
    """Most amounts never meet Python: whatever SQL takes for a number must be the one that a person means by it."""
    texts = [text for text in spelled_amounts(3) if encoding == "utf-8" or "¥" not in text]
    lines = [f'2026-11-02,山田,,受注,1,"{text}",,r{number},' for number, text in enumerate(texts)]
    read = read_log(write_log(tmp_path, *lines, encoding=encoding))
    amounts = {int(row.account[1:]): row.amount for row in read.rows}
    for number, text in enumerate(texts):
        meant = parse_number(text.replace("\\", "¥", 1))
        wanted = None if meant is None or abs(meant) >= 1e14 else Decimal(f"{meant:.4f}")
        assert amounts.get(number) == wanted, text
