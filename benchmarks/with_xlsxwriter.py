"""The month's list with DuckDB and XlsxWriter as they are usually written: ``python -m benchmarks.with_xlsxwriter LOG OUT``."""

from __future__ import annotations

import sys
from typing import Any

import duckdb
import xlsxwriter

from benchmarks import by_hand
from benchmarks.by_hand import FAIR, GOOD, HEADS, KPIS, NOTHING, ROLE, WIDTHS

QUERY = """
SELECT arg_max("チーム", "日付") AS team, "担当者" AS member,
    coalesce(sum("金額") FILTER (WHERE "種別" = '受注'), 0) AS revenue,
    coalesce(sum("件数") FILTER (WHERE "種別" = '受注'), 0) AS won,
    coalesce(sum("件数") FILTER (WHERE "種別" = '商談'), 0) AS meetings,
    coalesce(sum("件数") FILTER (WHERE "種別" = 'キーパーソン接触'), 0) AS key_persons,
    coalesce(sum("件数") FILTER (WHERE "種別" = '訪問'), 0) AS visits,
    coalesce(sum("件数") FILTER (WHERE "種別" = '提案'), 0) AS proposals
FROM read_csv($path)
WHERE "日付" >= CAST($first AS DATE) AND "日付" < CAST($end AS DATE)
GROUP BY "担当者" ORDER BY team, member"""


def counted(log: str) -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(QUERY, {"path": log, "first": by_hand.FIRST, "end": by_hand.END}).fetchall()


def write(rows: list[tuple[Any, ...]], out: str) -> None:
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("一覧")
    head = book.add_format({"bold": True, "bg_color": "#1E3A5F", "font_color": "#FFFFFF", "align": "center"})
    text = book.add_format({"bottom": 1, "bottom_color": "#D9DEE5"})
    numbers = {kpi: book.add_format({"num_format": kpi.number_format, "bottom": 1, "bottom_color": "#D9DEE5"}) for kpi in KPIS}
    percent = book.add_format({"num_format": "0.0%", "bottom": 1, "bottom_color": "#D9DEE5"})
    centre = book.add_format({"align": "center", "bold": True, "bottom": 1, "bottom_color": "#D9DEE5"})
    for column, (words, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write(0, column, words, head)
    sheet.write("M1", GOOD)
    sheet.write("M2", FAIR)
    row = 0
    for team, member, *sums in rows:
        for kpi, actual in zip(KPIS, by_hand.actuals(*map(float, sums)), strict=True):
            row += 1
            gap, rate, sign = by_hand.formulas(row + 1, kpi.is_rate)
            reached = None if actual is None else actual / kpi.target
            sheet.write(row, 0, team, text)
            sheet.write(row, 1, member, text)
            sheet.write(row, 2, ROLE, text)
            sheet.write(row, 3, kpi.name, text)
            sheet.write(row, 4, kpi.unit, text)
            sheet.write(row, 5, kpi.target, numbers[kpi])
            sheet.write(row, 6, NOTHING if actual is None else actual, numbers[kpi])
            sheet.write_formula(row, 7, gap, numbers[kpi], NOTHING if actual is None else kpi.gap(actual))
            sheet.write_formula(row, 8, rate, percent, NOTHING if reached is None else reached)
            sheet.write_formula(row, 9, sign, centre, NOTHING if reached is None else by_hand.sign(reached))
    for words, colour in (("○", "#0F766E"), ("△", "#B45309"), ("×", "#B91C1C")):
        form = book.add_format({"font_color": colour})
        sheet.conditional_format(1, 9, row, 9, {"type": "cell", "criteria": "==", "value": f'"{words}"', "format": form})
    sheet.autofilter(0, 0, row, 9)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    book.close()


if __name__ == "__main__":
    write(counted(sys.argv[1]), sys.argv[2])
