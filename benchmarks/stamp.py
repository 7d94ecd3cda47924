"""`python -m benchmarks.stamp`: what filling a template costs beside loading it, drawing it and saving it.

Seconds belong to this machine; the ratios are what to compare between versions. The quickest of several runs.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from time import perf_counter

import openpyxl
import xlsxwriter
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.goals import Measured
from benchmarks.log import write_log
from benchmarks.measure import peak_megabytes
from benchmarks.ours import read_month
from benchmarks.size import sized
from kpi_xl.attainment import Result
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.hosts.files.stamp import Template, stamp
from kpi_xl.hosts.files.writing.member_books import write_member_books
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_member_alone

RUNS = sized(5)
MEMBERS = sized(500, 4)
DRAWN = sized(60, 2)
"""Workbooks drawn with XlsxWriter: enough to know its pace."""
CELLS = 200
ROWS, COLUMNS = 60, 5  #: of each of the five sheets of a member's workbook: 300 formatted cells
OUR_ROWS, OUR_MEMBERS = sized(20_000, 1_500), sized(200, 9)
MANY_ROWS, MANY_MEMBERS = sized(100_000, 1_500), sized(1_000, 9)
LARGE_ROWS, LARGE_COLUMNS = sized(95_000, 300), 24


Row = tuple[str, ...]
"""Of the table: what, time, against what, its time, ratio."""


def main() -> list[Measured]:
    results: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="kpi-xl-bench-") as name:
        folder = Path(name)
        table = Table("", "time", "against", "", "ratio", title="Stamping", title_justify="left", box=SIMPLE_HEAD)
        for measure in (_cells, _members, _ours, _large):
            rows, measured = measure(folder)
            results += measured
            for row in rows:
                table.add_row(*row)
        Console(width=120).print(table)
    print(f"Python {sys.version.split()[0]}; memory at its peak {peak_megabytes():,.0f} MB")
    return results


def _timed(work: Callable[[], object], runs: int = RUNS) -> float:
    seconds = []
    for _ in range(runs):
        begin = perf_counter()
        work()
        seconds.append(perf_counter() - begin)
    return min(seconds)


# --- 200 cells of a six-sheet workbook ---------------------------------------------------------------------------------


def _cells(folder: Path) -> tuple[list[Row], list[Measured]]:
    template, output = folder / "six.xlsx", folder / "filled.xlsx"
    draw(template, "", 1, sheets=6, rows=200, columns=20)
    fills = {f"S1!{_letters(i % 20)}{2 + i // 20}": i for i in range(CELLS)}
    ours = _timed(lambda: stamp(template, output, fills))
    theirs = _timed(lambda: _with_openpyxl(template, output, fills), 3)
    row = (f"{CELLS} cells of six sheets", _ms(ours), "openpyxl", _ms(theirs), f"1/{theirs / ours:.0f}")
    return [row], [Measured("template", ours / theirs)]


def _with_openpyxl(template: Path, output: Path, fills: dict[str, int]) -> None:
    book = openpyxl.load_workbook(template)
    for key, value in fills.items():
        sheet, cell = key.split("!")
        book[sheet][cell] = value
    book.save(output)


# --- 500 member workbooks ----------------------------------------------------------------------------------------------


def _members(folder: Path) -> tuple[list[Row], list[Measured]]:
    template = folder / "member.xlsx"
    draw(template, "", 1)
    one_by_one = _timed(lambda: _stamp_members(template, folder, range(MEMBERS)), 3) / MEMBERS
    drawn = _timed(lambda: [draw(folder / f"d{i}.xlsx", f"member {i}", i) for i in range(DRAWN)], 3) / DRAWN
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_stamp_members, [template] * 2, [folder] * 2, [range(1)] * 2))  # warm
        halves = [range(MEMBERS)[::2], range(MEMBERS)[1::2]]
        both = _timed(lambda: list(pool.map(_stamp_members, [template] * 2, [folder] * 2, halves)), 3) / MEMBERS
    rows = []
    for words, seconds in (("one core", one_by_one), ("two cores", both)):
        speed = f"{1 / seconds:,.0f} files/s"
        rows.append((f"{MEMBERS} member workbooks, {words}", speed, "XlsxWriter, one core", f"{1 / drawn:,.0f} files/s",
                     f"{drawn / seconds:.1f} x"))  # fmt: skip
    return rows, []


def _stamp_members(template: Path, folder: Path, members: range) -> None:
    book = Template(template)
    for i in members:
        fills, known = member_values(f"member {i}", i)
        book.stamp(folder / f"m{i}.xlsx", fills, known=known)


def member_values(name: str, seed: int) -> tuple[dict, dict]:
    """What differs from member to member: a name and a block of figures on each sheet, with the totals known."""
    fills: dict = {}
    known: dict = {}
    for sheet in range(1, 6):
        block = [[(row * seed + column) % 97 for column in range(1, COLUMNS)] for row in range(1, 11)]
        fills[f"S{sheet}!A1"] = name
        fills[f"S{sheet}!B2:E11"] = block
        rest = [sum((row + column * 7) % 50 for row in range(12, ROWS + 1)) for column in range(1, COLUMNS)]
        totals = [[sum(column) + more for column, more in zip(zip(*block, strict=True), rest, strict=True)]]
        known[f"S{sheet}!B{ROWS + 1}:E{ROWS + 1}"] = totals
    return fills, known


def draw(path: Path, name: str, seed: int, sheets: int = 5, rows: int = ROWS, columns: int = COLUMNS) -> None:
    """A workbook of formatted cells, a row of totals on each sheet, and two charts."""
    book = xlsxwriter.Workbook(path)
    head, money = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0", "border": 1})
    for number in range(1, sheets + 1):
        sheet = book.add_worksheet(f"S{number}")
        sheet.write_string(0, 0, name or "name", head)
        for row in range(1, rows):
            sheet.write_string(row, 0, f"row {row}", head)
            for column in range(1, columns):
                early = (row * seed + column) % 97 if row <= 10 else (row + 1 + column * 7) % 50
                sheet.write_number(row, column, early, money)
        for column in range(1, columns):
            letters = _letters(column)
            sheet.write_formula(rows, column, f"=SUM({letters}2:{letters}{rows})", money, 0)
        if number <= 2:
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": f"=S{number}!$B$2:$B$11", "categories": f"=S{number}!$A$2:$A$11"})
            sheet.insert_chart("H2", chart)
    book.close()


# --- our own workbooks -------------------------------------------------------------------------------------------------


def _ours(folder: Path) -> tuple[list[Row], list[Measured]]:
    """Members' workbooks as the command line writes them, against drawing each of them; so many that all cores are used, too."""
    pace = {}
    for words, rows, members in (("one core", OUR_ROWS, OUR_MEMBERS), ("all cores", MANY_ROWS, MANY_MEMBERS)):
        log = folder / f"{words}.csv"
        write_log(log, rows, members)
        month = read_month(log)
        (folder / words).mkdir()
        pace[words] = _timed(lambda month=month, words=words: write_member_books(month, folder / words), 3) / members
        if words == "one core":
            shown = [member for team in month.report.teams for member in team.members][:DRAWN]
            drawn = _timed(lambda month=month, shown=shown: [_draw_member(folder, month, member) for member in shown], 3) / DRAWN
    rows_ = [
        (f"report --each-member, {words}", f"{1 / each:,.0f} files/s", "drawn, one core", f"{1 / drawn:,.0f} files/s", f"{drawn / each:.1f} x")
        for words, each in pace.items()
    ]
    cores = os.cpu_count() or 1
    return rows_, [
        Measured("each_member", pace["one core"] / drawn),
        Measured("each_member_cores", pace["all cores"] * cores / pace["one core"]),
    ]


def _draw_member(folder: Path, month: MeasuredMonth, member: Result) -> None:
    book = Book(str(folder / "member-drawn.xlsx"), str(report_title(month.report)), month.report.month.start)
    draw_member_alone(book, member, month.insights.of(member), month)
    book.close()


# --- 20 MB -------------------------------------------------------------------------------------------------------------


def _large(folder: Path) -> tuple[list[Row], list[Measured]]:
    template, output = folder / "large.xlsx", folder / "large-filled.xlsx"
    chance = random.Random(7)
    book = xlsxwriter.Workbook(template, {"constant_memory": True})
    front, data = book.add_worksheet("Front"), book.add_worksheet("Data")
    front.write("A1", "owner")
    front.write_formula("B1", "=Data!B2*2", None, 2)
    for row in range(LARGE_ROWS):
        for column in range(LARGE_COLUMNS):
            data.write_number(row, column, chance.randrange(10**9))
        data.write_formula(row, LARGE_COLUMNS, f"=A{row + 1}+B{row + 1}", None, 1) if row % 6 == 0 else None
    book.close()
    size = template.stat().st_size / 1e6
    rows = []
    packing = _timed(lambda: _packed_again(template, "xl/worksheets/sheet2.xml"), 3)
    for words, fills in (
        ("front sheet", {"Front!A1": "佐藤"}),
        ("its largest sheet", {f"Data!B{row}": row for row in range(2, 2 + CELLS)}),
    ):
        seconds = _timed(lambda fills=fills: stamp(template, output, fills), 3)
        rows.append((f"a template of {size:.0f} MB: {words}", f"{seconds:.2f} s", "zlib, that sheet", f"{packing:.2f} s", f"{seconds / packing:.2f}"))
    return rows, [Measured("large_template", seconds / packing)]


def _packed_again(path: Path, part: str) -> bytes:
    """What no change of a sheet can do without: its text unpacked, and packed."""
    with zipfile.ZipFile(path) as package:
        return zlib.compress(package.read(part), 1)


def _letters(column: int) -> str:
    return chr(65 + column)


def _ms(seconds: float) -> str:
    return f"{seconds * 1e3:,.1f} ms"


if __name__ == "__main__":
    print(*main(), sep="\n")
