"""``--json`` of a month that is not over: what its figures divide by, and that its last day is the month."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kpi_xl.cli import main
from tests.activity.logs import write_log

LINES = (
    "2026-11-04,佐藤,東,架電,120,,,,", "2026-11-05,佐藤,東,アポ,6,,,,", "2026-11-06,佐藤,東,商談,6,,,,",
    "2026-11-20,佐藤,東,架電,700,,,,",
)  # fmt: skip


def printed(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, Any]:
    return answered(capsys, write_log(folder, *LINES), *options)


def answered(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict[str, Any]:
    with pytest.raises(SystemExit) as left:
        main(["report", str(path), "--role", "inside_sales:bdr", "--month", "2026-11", "--json", *options])
    assert not left.value.code
    return dict(json.loads(capsys.readouterr().out))


def row(answer: dict[str, Any], kpi: str) -> dict[str, Any]:
    (found,) = [each for each in answer["rows"] if each["kpi"] == kpi and each["member"] == "佐藤"]
    return dict(found)


def test_a_figure_a_day_divides_by_the_days_that_are_over_and_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """120 calls by the 10th, the sixth working day of 19 (2, 4, 5, 6, 9, 10; the 3rd is a holiday): 20 a day, and 13 days are left."""
    answer = printed(capsys, tmp_path, "--as-of", "2026-11-10")
    assert (answer["working_days"], answer["elapsed_days"], answer["remaining_days"]) == (19, 6, 13)
    assert row(answer, "calls_per_day")["actual"] == 120 / answer["elapsed_days"] == 20
    handed = row(answer, "handovers")
    assert handed["due"] == pytest.approx(50 * 6 / 19)
    assert handed["pace"] == pytest.approx(6 / (50 * 6 / 19))
    (outlook,) = [each for each in answer["outlook"] if each["kind"] == "person"]
    assert outlook["needed_per_day"] == pytest.approx((50 - 6) / answer["remaining_days"])


def test_the_months_last_day_is_the_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Whoever names the 30th gets what whoever names no day gets, to the last figure."""
    whole, named = (printed(capsys, tmp_path, *options) for options in ((), ("--as-of", "2026-11-30")))
    assert named == whole
    assert (whole["elapsed_days"], whole["remaining_days"]) == (19, 0)
    assert row(whole, "calls_per_day")["actual"] == 820 / 19


def test_nobody_is_ahead_and_crossed_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """17 of 50 hand-overs by the sixth day of 19: 34% of the month, 107.7% of the 15.8 that are due."""
    found = row(answered(capsys, write_log(tmp_path, "2026-11-09,佐藤,東,商談,17,,,,"), "--as-of", "2026-11-10"), "handovers")
    assert (round(found["rate"], 2), round(found["pace"], 3), found["status"]) == (0.34, 1.077, "○")
