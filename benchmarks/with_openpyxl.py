"""The month's list with pandas and openpyxl as they are usually written: ``python -m benchmarks.with_openpyxl LOG OUT``."""

from __future__ import annotations

import sys

import openpyxl
import pandas as pd
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from benchmarks import by_hand
from benchmarks.by_hand import FAIR, GOOD, HEADS, KPIS, NOTHING, ROLE, WIDTHS

KINDS = ["受注", "商談", "キーパーソン接触", "訪問", "提案"]


def counted(log: str) -> pd.DataFrame:
    rows = pd.read_csv(log, parse_dates=["日付"])
    rows = rows[(rows["日付"] >= by_hand.FIRST) & (rows["日付"] < by_hand.END)]
    counts = rows.pivot_table(index="担当者", columns="種別", values="件数", aggfunc="sum", fill_value=0)
    revenue = rows[rows["種別"] == "受注"].groupby("担当者")["金額"].sum()
    teams = rows.sort_values("日付").groupby("担当者")["チーム"].last()
    table = counts.reindex(columns=KINDS, fill_value=0)
    table.insert(0, "売上", revenue.reindex(table.index, fill_value=0))
    table.insert(0, "チーム", teams)
    return table.reset_index().sort_values(["チーム", "担当者"])


def write(table: pd.DataFrame, out: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "一覧"
    line = Border(bottom=Side(style="thin", color="D9DEE5"))
    sheet.append(HEADS)
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1E3A5F")
        sheet.column_dimensions[get_column_letter(cell.column)].width = width
    sheet["M1"], sheet["M2"] = GOOD, FAIR
    row = 1
    for member, team, *sums in table[["担当者", "チーム", "売上", *KINDS]].itertuples(index=False):
        for kpi, actual in zip(KPIS, by_hand.actuals(*sums), strict=True):
            row += 1
            values = (team, member, ROLE, kpi.name, kpi.unit, kpi.target, NOTHING if actual is None else actual)
            for column, value in enumerate((*values, *by_hand.formulas(row, kpi.is_rate)), start=1):
                cell = sheet.cell(row, column, value)
                cell.border = line
                if column in (6, 7, 8):
                    cell.number_format = kpi.number_format
            sheet.cell(row, 9).number_format = "0.0%"
            sheet.cell(row, 10).alignment = Alignment(horizontal="center")
    for words, colour in (("○", "0F766E"), ("△", "B45309"), ("×", "B91C1C")):
        sheet.conditional_formatting.add(f"J2:J{row}", CellIsRule("equal", [f'"{words}"'], font=Font(color=colour)))
    sheet.auto_filter.ref = f"A1:J{row}"
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows = "1:1"
    book.save(out)


if __name__ == "__main__":
    write(counted(sys.argv[1]), sys.argv[2])
