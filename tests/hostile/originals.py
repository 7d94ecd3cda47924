"""What the attack begins with: one good file of each kind that kpi-xl reads, and the commands that read it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.cli import run

ROOT = Path(__file__).parents[2]
MONTH = ("--month", "2026-11")
STANDARD = ("--role", "field_sales", *MONTH)
OUTPUTS = ("out.xlsx", "out.csv", "out.parquet", "out.duckdb", "rejects.csv", "members", "store.duckdb")
"""What the commands below write."""

LOG = "日付,担当者,チーム,種別,件数,金額,評点,取引先,流入元\n" + "".join(
    f"2026-{month:02}-{day:02},{who},{team},{kind}\n"
    for month in (9, 10, 11)
    for day in range(2, 28, 3)
    for who, team in (("山田", "東"), ("佐藤", "西"))
    for kind in ("架電,30,,,,", "アポイント,2,,,,web", "商談,1,,,A社,", "受注,1,500000,,A社,紹介", "満足度調査,1,,4.5,B社,")
)
CRM = "商談名,商談の担当者,完了予定日,フェーズ,金額,商談ID\n" + "".join(
    f"案件{number},山田,2026/11/{number:02},{stage},\"{number * 100_000:,}円\",00{number}\n"
    for number, stage in enumerate(("受注", "失注", "提案", "見積", "受注") * 3, 1)
)
MAPPING = """\
[columns]
"商談の担当者" = "member"
"完了予定日" = "date"
"金額" = "amount"
"商談ID" = "record"
[values]
phase = ["フェーズ"]
[read]
stage = "phase"
date_order = "ymd"
[stages]
"見積" = "pipeline"
[members]
file = "members.csv"
member = "担当者"
team = "チーム"
"""
MEMBERS = """\
担当者,チーム,役割,入社日,退社日,重み,積み上げ,担当チーム
山田,東,field_sales,2026/4/1,,1,300万,
佐藤,西,inside_sales:bdr,,,0.5,,
鈴木,,manager,,,,,全チーム
"""
GOALS = """\
目標,担当
新規商談数を現在の月間30件から今月末（11月30日）までに月間50件に増やす,山田
営業成績を向上させる,佐藤
①架電を1日50件②受注を10件,鈴木
"""


@dataclass(frozen=True)
class Original:
    """A good file, and what is run with it; ``{}`` stands for it."""

    name: str
    commands: tuple[tuple[str, ...], ...]


_OUT = ("-o", "out.xlsx")
_LOGS = (
    ("report", "{}", *STANDARD, *_OUT, "--rejects", "rejects.csv", "--store", "store.duckdb"),
    ("report", "{}", "--plan", "plan.xlsx", *MONTH, "--json"),
    ("import", "{}", "-o", "out.csv", "--rejects", "rejects.csv"), ("import", "{}", "-o", "out.duckdb"), ("import", "{}", "--explain"),
    ("report", "{}", *STANDARD, *_OUT, "--list"), ("report", "{}", "--plan", "plan.xlsx", *MONTH, "--each-member", "members"),
)  # fmt: skip
_BOOKS = (
    ("report", "log.csv", "--plan", "{}", *MONTH, *_OUT), ("targets", "{}", "--json"), ("check", "{}"), ("new", "company", "--from", "{}", *_OUT),
    ("new", "--from", "{}", *_OUT), ("report", "{}", *MONTH, "--json"), ("import", "log.csv", "--members", "{}", "-o", "out.csv"),
)  # fmt: skip
ORIGINALS = (
    Original("log.csv", _LOGS), Original("log932.csv", _LOGS), Original("crm.csv", _LOGS), Original("log.xlsx", _LOGS),
    Original("log.parquet", _LOGS), Original("log.duckdb", _LOGS), Original("plan.xlsx", _BOOKS),
    Original("company.xlsx", (*_BOOKS, ("adopt", "{}", "--case", "2"))),
    Original("own.toml", (("targets", "{}"), ("new", "{}", *_OUT), ("report", "log.csv", "--role", "{}", *MONTH, *_OUT))),
    Original("map.toml", (("report", "crm.csv", "--map", "{}", *STANDARD, *_OUT), ("import", "crm.csv", "--map", "{}", "-o", "out.parquet"))),
    Original("members.csv", (("new", "company", "--members", "{}", *_OUT), ("report", "crm.csv", "--map", "map.toml", *STANDARD))),
    Original("goals.csv", (("check", "{}"), ("check", "{}", "--json"))), Original("goals.xlsx", (("check", "{}"),)),
    Original("template.xlsx", (("new", "field_sales", "--template", "{}", *_OUT), ("templates", "check", "{}", "--role", "field_sales"))),
    Original("store.duckdb", (("report", "--store", "{}", *STANDARD, "--json"), ("report", "log.csv", "--store", "{}", *STANDARD, *_OUT))),
)  # fmt: skip


def lay(folder: Path) -> None:
    """Write every original into *folder*, which is the working folder."""
    import openpyxl

    texts = {"log.csv": LOG, "crm.csv": CRM, "map.toml": MAPPING, "members.csv": MEMBERS, "goals.csv": GOALS}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "log932.csv").write_bytes(LOG.encode("cp932"))
    for name in ("log", "goals"):
        book = openpyxl.Workbook()
        for line in texts[f"{name}.csv"].split("\n"):
            book.active.append([int(cell) if cell.isdecimal() else cell for cell in line.split(",")])
        book.save(folder / f"{name}.xlsx")
    shutil.copy(ROOT / "workbook_templates" / "field_sales.toml", folder / "own.toml")
    _form(folder / "template.xlsx")
    for arguments in (
        ("import", "log.csv", "-o", "log.parquet"), ("import", "log.csv", "-o", "log.duckdb"),
        ("report", "log.csv", *STANDARD, "--store", "store.duckdb"),
        ("new", "field_sales", *MONTH, "-o", "plan.xlsx", "--with-log"), ("new", "company", *MONTH, "--members", "members.csv", "-o", "company.xlsx"),
    ):  # fmt: skip
        if run(arguments) != 0:
            raise RuntimeError(f"the attack has nothing to begin with: {arguments}")


def _form(path: Path) -> None:
    """A company's own form: cells with names of ours, a formula, a merged title, a second sheet."""
    import openpyxl
    from openpyxl.workbook.defined_name import DefinedName

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "計画"
    sheet["A1"] = "わが社の計画"
    sheet.merge_cells("A1:C1")
    for row, name in enumerate(("KGI_AMOUNT", "UNIT_PRICE", "WIN_RATE"), 3):
        sheet.cell(row, 1, name)
        book.defined_names[name] = DefinedName(name, attr_text=f"計画!$B${row}")
    sheet["B7"] = "=KGI_AMOUNT/UNIT_PRICE"
    book.create_sheet("メモ")["A1"] = "自由記入"
    book.save(path)
