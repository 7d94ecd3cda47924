"""A large CSV is stored by a guess from a sample: whatever the sample has missed, the log is the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.activity import guess, log, open_log, samples, storing
from kpi_xl.activity.fields import Field
from kpi_xl.activity.query import needless_for
from kpi_xl.activity.samples import sample_of
from kpi_xl.definitions import load_role, tallies_of
from kpi_xl.definitions.measures import Tallied, Tally
from tests.activity.logs import HEADER

ROWS = 600


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few kilobytes are large, and samples of them tell little."""
    for module, name, value in (
        (samples, "WORTH_A_SAMPLE", 2_000), (samples, "PIECE", 250), (samples, "PIECES", 8), (guess, "PIECES", 8),
        (guess, "FEW_TEXTS", 5),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, value)


@pytest.fixture
def guessed(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each table that was stored: whether a guess has led to it."""
    made: list[bool] = []
    stored = storing._stored

    def noted(*arguments: Any) -> Any:
        records = stored(*arguments)
        if records is not None:
            made.append(arguments[3].is_guess)
        return records

    monkeypatch.setattr(storing, "_stored", noted)
    return made


def lines(seed: int, change: Callable[[random.Random, list[str]], None] = lambda draw, cells: None) -> list[str]:
    """A log of two years, its rows in no order."""
    draw = random.Random(seed)
    found = []
    for number in range(ROWS):
        day = date(2025, 4, 1) + timedelta(days=draw.randrange(700))
        kind = draw.choice(["訪問", "商談", "受注"])
        cells = [
            day.isoformat(), f"担当{draw.randrange(30):02}", f"第{draw.randrange(3)}営業部", kind, "1",
            str(draw.randrange(1, 99) * 10_000) if kind == "受注" else "", "", f"取引先{draw.randrange(200):03}", "",
        ]  # fmt: skip
        change(draw, cells)
        found.append(",".join(cells))
        assert number >= 0
    return found


def written(folder: Path, rows: list[str], name: str = "log.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes("".join(f"{line}\n" for line in (HEADER, *rows)).encode(encoding))
    return path


def read(path: Path, **options: Any) -> tuple[Any, ...]:
    """Everything that a log says."""
    with open_log(path, **options) as found:
        rows = found.connection.execute("SELECT * FROM log ORDER BY ALL").fetchall()
        summary = found.summary(log.Month(2026, 3), date(2026, 3, 31))
        return rows, summary, list(map(str, found.rejects.first())), found.members(date(2025, 1, 1), date(2027, 1, 1))


def odd_amounts(draw: random.Random, cells: list[str]) -> None:
    """Seldom and in many ways."""
    if draw.random() < 0.02:
        cells[5] = draw.choice(["120万", "▲5000", "１２３", "約100", "12.345678", "=1+1", "'1,200'"])


def odd_counts(draw: random.Random, cells: list[str]) -> None:
    cells[4] = draw.choice(["1", "1", "1", "2", "１０", "-1", "1.5", "", str(draw.randrange(10**6))])


def with_times(draw: random.Random, cells: list[str]) -> None:
    """A time of day stands behind a few dates only."""
    if draw.random() < 0.01:
        cells[0] += " 9:30:00"


def unknown_words(draw: random.Random, cells: list[str]) -> None:
    if draw.random() < 0.02:
        cells[draw.choice([0, 1, 2, 3, 7])] = draw.choice(["#N/A", "昼食", "", "　", f"まれ{draw.randrange(50)}"])


def quoted_blanks(draw: random.Random, cells: list[str]) -> None:
    cells[2], cells[6], cells[8] = '""', '""', '""'


def spaces_for_blanks(draw: random.Random, cells: list[str]) -> None:
    cells[7] = draw.choice([cells[7], " ", "  ", "\u3000"])
    cells[8] = " "


def amounts_all_different(draw: random.Random, cells: list[str]) -> None:
    cells[5] = draw.choice(['"¥{:,}"', "{}万", '"{:,}"', "▲{}"]).format(draw.randrange(10**6))


def other_dates(form: str) -> Callable[[random.Random, list[str]], None]:
    def change(draw: random.Random, cells: list[str]) -> None:
        cells[0] = date.fromisoformat(cells[0]).strftime(form)

    return change


def several_lines(draw: random.Random, cells: list[str]) -> None:
    """Cells that go over several lines: a sample may cut them in two."""
    if draw.random() < 0.2:
        cells[7] = '"株式会社\n' + "長い住所,\n" * draw.randrange(4) + '東京"'


CHANGES: dict[str, Callable[[random.Random, list[str]], None]] = {
    "plain": lambda draw, cells: None,
    "odd amounts": odd_amounts,
    "odd counts": odd_counts,
    "times of day": with_times,
    "unknown words": unknown_words,
    "quoted blanks": quoted_blanks,
    "spaces for blanks": spaces_for_blanks,
    "amounts all different": amounts_all_different,
    "slashes": other_dates("%Y/%m/%d"),
    "month first": other_dates("%m/%d/%Y"),
    "era years": lambda draw, cells: cells.__setitem__(0, f"令和{int(cells[0][:4]) - 2018}年{int(cells[0][5:7])}月{int(cells[0][8:])}日"),
    "several lines": several_lines,
}


@pytest.mark.parametrize("order", ["as it comes", "by day", "by member"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_guess_leads_to_the_same_log(tmp_path: Path, name: str, order: str, request: pytest.FixtureRequest):
    """Rows, account, rejects with their lines, members: in whichever order the export stands, whatever is rare in it."""
    rows = lines(7, CHANGES[name])
    if order != "as it comes":
        place = 0 if order == "by day" else 1
        rows.sort(key=lambda line: line.split(",")[place])
    path = written(tmp_path, rows)
    whole = read(path)
    request.getfixturevalue("small_samples")
    made = request.getfixturevalue("guessed")
    assert read(path) == whole
    assert made == [True] or name == "several lines"


@pytest.mark.parametrize("name", ["plain", "unknown words", "odd amounts"])
def test_a_guess_reads_cp932_as_it_reads_utf_8(tmp_path: Path, small_samples: None, guessed: list[bool], name: str):
    """Texts that the sample missed are decoded, too: vendor characters, and all others."""
    rows = [line.replace("取引先", "㈱髙﨑①～") for line in lines(8, CHANGES[name])]
    plain = read(written(tmp_path, rows))
    assert read(written(tmp_path, rows, encoding="cp932")) == plain
    assert guessed == [True, True]


def test_a_text_that_holds_the_mark_between_texts_is_read_without_a_guess(
    tmp_path: Path, small_samples: None, guessed: list[bool]
):
    """An export with control characters in it loses no row and no character."""
    rows = lines(9)
    rows[300] = "2026-03-02,担当01,第\x1e9営業部,受注,1,10000,,,"
    found, *_ = read(written(tmp_path, rows))
    assert {row[4] for row in found} == {"第0営業部", "第1営業部", "第2営業部", "第 9営業部"}  # a blank of an odd kind
    assert guessed == [False]


def test_a_ragged_line_goes_to_the_slower_reader(tmp_path: Path, small_samples: None):
    """Only the whole scan sees it; by then half the work is done."""
    rows = lines(10)
    rows[301] += ",余分"
    _, summary, rejects, _ = read(written(tmp_path, rows))
    assert (summary.rows, summary.read, summary.rejected) == (ROWS, ROWS - 1, 1)
    assert rejects[0].startswith("log.csv 303行目")


def test_what_nobody_asks_for_is_checked_all_the_same(tmp_path: Path, small_samples: None):
    """A list of KPIs that count no accounts leaves them out, and rejects what a broken formula left in them."""
    rows = lines(11)
    rows[100] = rows[100].replace(rows[100].split(",")[7], " #REF! ")
    path = written(tmp_path, rows)
    needless = needless_for(tallies_of(load_role("field_sales")))
    assert needless == {Field.ACCOUNT, Field.SOURCE}
    found, summary, rejects, members = read(path, needless=needless)
    every, all_summary, all_rejects, all_members = read(path)
    assert (summary, rejects, members) == (all_summary, all_rejects, all_members)
    assert len(found) == len(every) == ROWS - 1
    assert rejects == ["log.csv 102行目 取引先：「#REF!」は数式のエラー値です。元のセルの数式を直してから書き出してください。"]


def test_accounts_and_sources_are_asked_for_where_a_kpi_counts_by_them():
    """Customers of a stock, different accounts, and leads of one source."""
    assert Field.ACCOUNT not in needless_for([Tally(Tallied.DISTINCT, ("visit",))])
    assert Field.ACCOUNT not in needless_for(tallies_of(load_role("customer_success")))
    assert Field.SOURCE not in needless_for([Tally(Tallied.COUNT, ("call",), sources=("web",))])
    assert needless_for([Tally(Tallied.COUNT, ("call",))]) == {Field.ACCOUNT, Field.SOURCE}


def test_a_sample_is_of_whole_lines_from_all_over_the_file(tmp_path: Path, small_samples: None):
    """Half a line would give texts that no cell holds; the first lines alone would give one month's."""
    path = written(tmp_path, sorted(lines(12)))
    sample = sample_of(path, tmp_path / "sample.csv")
    assert sample is not None
    there = sample.read_text(encoding="utf-8").splitlines()
    every = path.read_text(encoding="utf-8").splitlines()
    assert set(there) <= set(every[1:])
    assert (there[0] in every[:6], there[-1] in every[-3:]) == (True, True)
    assert sample_of(written(tmp_path, lines(12)[:10], "small.csv"), tmp_path / "none.csv") is None
