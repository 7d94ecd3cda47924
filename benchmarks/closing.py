"""A company of 1,000 members closes its month: ``python -m benchmarks.closing``.

``month-end`` into everything but PDF (which is LibreOffice's work), against each of its outputs by the command that makes it alone: each
of those reads and measures for itself. Processor time of a fresh process and of those that it starts, by turns.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from shutil import rmtree

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.company import MEMBERS, ROLES, new_company, write_members
from benchmarks.goals import Measured
from benchmarks.size import sized
from kpi_xl.activity.fields import HANDWRITTEN
from kpi_xl.definitions import KINDS
from kpi_xl.periods import Month

ROWS = sized(100_000, 1_500)
RUNS = sized(1)
"""Processor time varies little, and each run is the work of six commands."""
FIRST, LAST = Month(2025, 12), Month(2026, 11)
KINDS_OF = {
    "フ": ("visit", "meeting", "key_person", "won"), "イ": ("request", "call", "connect", "appointment", "meeting"),
    "カ": ("active_customer", "repeat", "upsell", "survey", "meeting"), "マ": ("joint_visit", "pipeline"),
}  # fmt: skip
"""By the first letter of a role: what its people do."""
WHOLE = "month-end"


def write_log(path: Path) -> None:
    """A year of everybody, the same at every call."""
    draw, days = random.Random(1), (LAST.end - FIRST.start).days
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(field.label.ja for field in HANDWRITTEN)
        writer.writerows(_row(draw, number % MEMBERS, FIRST.start + timedelta(days=draw.randrange(days))) for number in range(ROWS))


def _row(draw: random.Random, member: int, day: date) -> list[object]:
    kind = draw.choice(KINDS_OF[ROLES[member % len(ROLES)][0]])
    amount = draw.randrange(20, 81) * 10_000 if kind in ("won", "upsell", "pipeline") else ""
    score = draw.randrange(3, 6) if kind == "survey" else ""
    account = f"株式会社{draw.randrange(5_000):04d}"
    return [day, f"担当{member:04}", f"第{member // 25 + 1}営業部", KINDS[kind].label.ja, 1, amount, score, account, ""]


def commands(book: Path, log: Path, out: Path) -> dict[str, list[str]]:
    """What is made -> the command, the whole first; a stand-in for every part of ``--make``."""
    report = ["report", str(log), "--plan", str(book), "--month", str(LAST)]
    return {
        WHOLE: ["month-end", str(book), str(log), "--out", str(out), "--make", "report,list,members,cards,text,page,next"],
        "report": [*report, "-o", str(out / "report.xlsx")],
        "list": [*report, "-o", str(out / "list.xlsx"), "--list"],
        "members": [*report, "--each-member", str(out / "members")],
        "cards": [*report, "--one-on-one", str(out / "cards")],
        "text": [*report, "--text", str(out / "text.md")],
        "page": [*report, "--html", str(out / "page.html")],
        "next": ["new", "--from", str(book), "-o", str(out / "next.xlsx"), "--log", str(log)],
    }


def seconds_of(command: list[str], out: Path) -> float:
    """Processor time of one run, into an empty folder."""
    rmtree(out, ignore_errors=True)
    out.mkdir()
    before = os.times()
    subprocess.run([sys.executable, "-m", "kpi_xl", *command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        members, book, log = folder / "members.csv", folder / "2026-11.xlsx", folder / "log.csv"
        write_members(members)
        new_company(str(members), str(book))
        write_log(log)
        work = commands(book, log, folder / "out")
        runs: dict[str, list[float]] = {part: [] for part in work}
        for number in range(RUNS):
            for part in sorted(work, key=lambda each: each == WHOLE, reverse=bool(number % 2)):
                with console.status(f"{part}, run {number + 1} of {RUNS}"):
                    runs[part].append(seconds_of(work[part], folder / "out"))
    least = {part: min(each) for part, each in runs.items()}
    parts = sum(seconds for part, seconds in least.items() if part != WHOLE)
    table = Table("", "processor", title=f"Closing the month of {MEMBERS:,} members, {ROWS:,} rows", title_justify="left", box=SIMPLE_HEAD)
    for part, seconds in {**{f"{part} alone": least[part] for part in work if part != WHOLE}, "all of these": parts, WHOLE: least[WHOLE]}.items():
        table.add_row(part, f"{seconds:.1f} s")
    console.print(table)
    return [Measured("closing", least[WHOLE] / parts)]


if __name__ == "__main__":
    print(*main(), sep="\n")
