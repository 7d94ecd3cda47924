"""A company's planning workbook for 1,000 members: ``python -m benchmarks.company``.

Making it, against a script of all XlsxWriter calls with their values in place, each run in a fresh process, by turns, without what
starting takes. Then LibreOffice calculates all of it anew, against loading it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from benchmarks.goals import Measured
from benchmarks.libreoffice import REGISTERING
from benchmarks.measure import Watch
from benchmarks.script import load, play, taken_down
from benchmarks.size import sized
from kpi_xl.cli import run as kpi_xl
from kpi_xl.hosts.libreoffice import install

MEMBERS = sized(1_000, 12)
RUNS = sized(3)
SCRIPT = Path(__file__).with_name("inside_company.py")
ROLES = (*["フィールドセールス"] * 4, *["インサイドセールス（SDR）"] * 3, "インサイドセールス（BDR）", "カスタマーサクセス", "マネージャー")


def write_members(path: Path) -> None:
    """Teams of 25, of every role."""
    rows = (f"担当{n:04},第{n // 25 + 1}営業部,{ROLES[n % len(ROLES)]}" for n in range(MEMBERS))
    path.write_text("\n".join(["担当者,チーム,役割", *rows]) + "\n", encoding="utf-8")


def new_company(members: str, out: str) -> None:
    """As the command makes it; plain formulas, which LibreOffice calculates without the extension."""
    status = kpi_xl(["new", "company", "-o", out, "--month", "2026-11", "--members", members, "--formulas", "plain", "--force"])
    assert not status, status


def measured(side: str, source: str, out: str) -> dict[str, float]:
    """One run in this process."""
    if side == "kpi-xl":
        watch = Watch()
        new_company(source, out)
    else:
        options, codes = load(Path(source))
        watch = Watch()
        play(options, codes, Path(out))()
    watch.done("made")
    return watch.results()


def main() -> list[Measured]:
    console = Console(width=120)
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        members, script = folder / "members.csv", folder / "script"
        write_members(members)
        with taken_down() as taken:
            new_company(str(members), str(folder / "taken_down.xlsx"))
        taken.save(script)
        sources = {"kpi-xl": members, "XlsxWriter": script}
        runs: dict[str, list[float]] = {side: [] for side in sources}
        for number in range(RUNS):
            for side in sorted(sources, reverse=bool(number % 2)):
                with console.status(f"{side}, run {number + 1} of {RUNS}"):
                    runs[side].append(_run(side, sources[side], folder / f"{side}.xlsx"))
        with console.status("LibreOffice calculates"):
            office = _in_libreoffice(folder)
    best = {side: min(each) for side, each in runs.items()}
    console.print(f"new company of {MEMBERS:,} members: {best['kpi-xl']:.2f} s, XlsxWriter drawing the same {best['XlsxWriter']:.2f} s")
    console.print(f"LibreOffice: calculated anew in {office['calculated']:.2f} s, loaded in {office['loaded']:.2f} s")
    return [
        Measured("company", best["kpi-xl"] / best["XlsxWriter"]),
        Measured("company_recalculated", office["calculated"] / office["loaded"]),
    ]


def _run(side: str, source: Path, out: Path) -> float:
    command = [sys.executable, "-m", "benchmarks.company", side, str(source), str(out)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1])
    return float(json.loads(ran.stdout.splitlines()[-1])["made"])


def _in_libreoffice(folder: Path) -> dict[str, float]:
    programs = install.find_programs()
    places = [str(REGISTERING), programs.soffice, str(folder / "profile"), str(folder / "kpi-xl.xlsx")]
    ran = subprocess.run([programs.python, str(SCRIPT), *places], check=True, stdout=subprocess.PIPE, text=True)
    seconds: dict[str, float] = json.loads(ran.stdout)
    return seconds


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(measured(*sys.argv[1:4])))
    else:
        print(*main(), sep="\n")
