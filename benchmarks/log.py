"""The log to measure with: 100,000 rows of field sales, 200 members in eight teams, twelve months."""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from benchmarks.size import sized
from kpi_xl.activity.fields import HANDWRITTEN
from kpi_xl.definitions import KINDS
from kpi_xl.periods import Month, months_up_to

ROWS = sized(100_000, 1_500)
MEMBERS = sized(200, 9)
TEAMS = 8
LAST_MONTH = Month(2026, 11)
MONTHS = 12

SHARES = {"visit": 40, "meeting": 30, "key_person": 24, "won": 6}
"""Kinds as often as the standard has them in a month."""
EIGHT_KPIS = Path(__file__).with_name("eight_kpis.toml")
"""A role of eight KPIs, and the kinds that they count."""
SHARES_OF_EIGHT = {**SHARES, "proposal": 12}


def write_log(path: Path, rows: int = ROWS, members: int = MEMBERS, shares: Mapping[str, int] = SHARES) -> None:
    """Write the log, the same at every call."""
    draw = random.Random(1)
    first = months_up_to(LAST_MONTH, MONTHS)[0].start
    days = [first + timedelta(days=day) for day in range((LAST_MONTH.end - first).days)]
    kinds = draw.choices(list(shares), list(shares.values()), k=rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.label.ja for field in HANDWRITTEN)
        writer.writerows(_row(draw, number % members, draw.choice(days), kind) for number, kind in enumerate(kinds))


def _row(draw: random.Random, member: int, day: date, kind: str) -> list[object]:
    amount = draw.randrange(20, 81) * 10_000 if kind == "won" else ""
    account = f"株式会社{draw.randrange(5_000):04d}"
    return [day, f"担当{member:03d}", f"第{member % TEAMS + 1}営業部", KINDS[kind].label.ja, 1, amount, "", account, ""]


def repeat_log(log: Path, large: Path, times: int) -> None:
    """Write the rows of *log* that many times below one header."""
    with large.open("wb") as file:
        for time in range(times):
            with log.open("rb") as rows:
                if time:
                    rows.readline()
                shutil.copyfileobj(rows, file)
