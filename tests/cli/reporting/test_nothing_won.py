"""``report`` for months in which people had meetings and won nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import HEADER, Said

MEMBERS = ("佐藤", "鈴木", "高橋", "田中", "伊藤")


def meetings(months: int, wins_of: str = "") -> Iterator[str]:
    """Twenty a month of each member, up to November; *wins_of* wins a deal in each month before it."""
    for month in range(12 - months, 12):
        for day in range(1, 21):
            for member in MEMBERS:
                yield f"2026-{month:02}-{day:02},{member},東,商談,1,\n"
        if wins_of and month < 11:
            yield f"2026-{month:02}-21,{wins_of},東,受注,1,500000\n"


def reported(run: Callable[..., Said], folder: Path, lines: Iterator[str]) -> tuple[list[dict], str]:
    """What each person's next month takes, and all texts of the workbook."""
    log = folder / "log.csv"
    log.write_text(HEADER + "".join(lines), encoding="utf-8")
    command = ("report", str(log), "--role", "field_sales", "--month", "2026-11", "--as-of", "2026-11-30")
    told = run(*command, "--json")
    assert told.status == 0, told.err
    assert run(*command, "-o", str(folder / "report.xlsx")).status == 0
    book = openpyxl.load_workbook(folder / "report.xlsx", data_only=True)
    texts = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    found = json.loads(told.out)["outlook"]
    return [each["next_month"] for each in found if each["kind"] == "person"], texts


@pytest.mark.parametrize("months", [2, 5, 11])
def test_as_long_as_nobody_has_won_there_is_no_rate(run, tmp_path: Path, months: int):
    """Not 676 meetings "on average" from a rate that nobody has seen, and no report that never ends."""
    needed, texts = reported(run, tmp_path, meetings(months))
    assert needed == [None] * len(MEMBERS)
    assert "来月の目安：率の実績が足りないため、必要な活動量を見積もれません" in texts


def test_who_has_won_nothing_of_many_deals_gets_no_guide(run, tmp_path: Path):
    """One win a month of the neighbour says what deals take there; nobody is told to begin two thousand of them."""
    needed, texts = reported(run, tmp_path, meetings(11, wins_of="佐藤"))
    (winner,) = [each for each in needed if each is not None]
    assert len(needed) == len(MEMBERS)
    assert winner["activity_at"]["0.9"] > winner["activity_at"]["0.8"] > winner["activity_on_average"]
    assert "来月の目安：率の実績が足りないため、必要な活動量を見積もれません" in texts
