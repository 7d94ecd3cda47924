"""What the attack begins with: one good file of each kind that kpi-xl reads, and the commands that read it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.cli import run
from kpi_xl.sheets.monthly.parts.names import NOTES
from kpi_xl.sheets.one_on_one import names as card_names
from kpi_xl.sheets.role.parts import names
from tests.role_books import edited, typed

ROOT = Path(__file__).parents[2]
MONTH = ("--month", "2026-11")
STANDARD = ("--role", "field_sales", *MONTH)
OUTPUTS = (
    "out.xlsx", "out.bak.xlsx", "out.csv", "out.parquet", "out.duckdb", "rejects.csv", "members", "store.duckdb", "out.md", "out.txt",
    "out.html", "cards", "締め",
)  # fmt: skip
"""What the commands below write."""
CONNECTIONS = "connections.toml"
CLOSED = "締め"
"""The folder that a close of November has filled already."""

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
PEOPLE = """\
担当者,ユーザーID,メール
山田,0055g00000AAAAAAA1,yamada@example.co.jp
佐藤,0055g00000AAAAAAA2,sato@example.co.jp
鈴木,0055g00000AAAAAAA3,suzuki@example.co.jp
"""
CONNECTION = """\
[sales]
source = "mysql://127.0.0.1/sales"
table = "activity"
"""
"""Of a kind that nobody connects to."""


@dataclass(frozen=True)
class Original:
    """A good file, and what is run with it; ``{}`` stands for it."""

    name: str
    commands: tuple[tuple[str, ...], ...]


_OUT = ("-o", "out.xlsx")
_HANDED = ("--text", "out.md", "--html", "out.html", "--one-on-one", "cards")
_CLOSE = ("month-end", "close.xlsx", "--as-of", "2026-11-30", "--make", "report,cards,text,page")
_LOGS = (
    ("report", "{}", *STANDARD, *_OUT, "--rejects", "rejects.csv", "--store", "store.duckdb"),
    ("report", "{}", "--plan", "plan.xlsx", *MONTH, "--json"),
    ("import", "{}", "-o", "out.csv", "--rejects", "rejects.csv"), ("import", "{}", "-o", "out.duckdb"), ("import", "{}", "--explain"),
    ("report", "{}", *STANDARD, *_OUT, "--list"), ("report", "{}", "--plan", "plan.xlsx", *MONTH, "--each-member", "members"),
    ("report", "{}", "--plan", "company.xlsx", *MONTH, "--as-of", "2026-11-16", *_HANDED),
    ("month-end", "close.xlsx", "{}", "--make", "report,text", "--json"),
    ("actuals", "plan.xlsx", "--log", "{}"), ("check", "plan.xlsx", "--log", "{}"),
    ("new", "--from", "plan.xlsx", "--log", "{}", *_OUT),
)  # fmt: skip
_BOOKS = (
    ("report", "log.csv", "--plan", "{}", *MONTH, *_OUT), ("targets", "{}", "--json"), ("check", "{}"), ("new", "company", "--from", "{}", *_OUT),
    ("new", "--from", "{}", *_OUT), ("report", "{}", *MONTH, "--json"), ("import", "log.csv", "--members", "{}", "-o", "out.csv"),
    ("report", "log.csv", "--plan", "{}", *MONTH, *_HANDED), ("actuals", "{}", "--log", "log.csv"),
    ("new", "--from", "{}", "--log", "log.csv", *_OUT),
    ("export-targets", "{}", "--to", "csv", "-o", "out.csv"), ("diff", "{}", "next.xlsx"), ("diff", "company.xlsx", "{}", "--json"),
    ("month-end", "{}", "log.csv", "--out", "members", "--make", "list,cards,page"),
)  # fmt: skip
_CLOSES = (
    ("month-end", "{}"), ("month-end", "{}", "--check"), ("month-end", "{}", "--check", "--json"), ("month-end", ".", "--check"),
    ("month-end", "{}", "--make", "report,text"),
    ("month-end", "{}", "log.csv", "--out", "members", "--make", "members,list"),
)  # fmt: skip
_IDS = ("--ids", "{}", "-o", "out.csv")
_QUOTAS = (
    ("export-targets", "company.xlsx", "--to", "hubspot", "--months", "3", *_IDS),
    ("export-targets", "company.xlsx", "--to", "salesforce", "--forecast-type", "0DbD00000001eQBKAY", *_IDS),
)  # fmt: skip
_STORES = (
    ("report", "--store", "{}", *STANDARD, "--json"), ("report", "log.csv", "--store", "{}", *STANDARD, *_OUT),
    ("report", "--store", "{}", "--plan", "company.xlsx", *MONTH, "--as-of", "2026-11-24", "--json"),
    ("report", "log.csv", "--store", "{}", "--plan", "company.xlsx", *MONTH, "--as-of", "2026-11-24", *_OUT, *_HANDED),
    ("actuals", "plan.xlsx", "--store", "{}"), ("new", "--from", "company.xlsx", "--store", "{}", *_OUT),
    ("month-end", "company.xlsx", "--store", "{}", "--out", "members", "--make", "report,text,next"),
)  # fmt: skip
CARDS = "締め/1on1/2026-11 1on1 東.xlsx"
ORIGINALS = (
    Original("log.csv", _LOGS), Original("log932.csv", _LOGS), Original("crm.csv", _LOGS), Original("log.xlsx", _LOGS),
    Original("log.parquet", _LOGS), Original("log.duckdb", _LOGS), Original("plan.xlsx", _BOOKS),
    Original("company.xlsx", (*_BOOKS, ("adopt", "{}", "--case", "3"))),
    Original("own.toml", (("targets", "{}"), ("new", "{}", *_OUT), ("report", "log.csv", "--role", "{}", *MONTH, *_OUT))),
    Original("map.toml", (("report", "crm.csv", "--map", "{}", *STANDARD, *_OUT), ("import", "crm.csv", "--map", "{}", "-o", "out.parquet"))),
    Original("members.csv", (("new", "company", "--members", "{}", *_OUT), ("report", "crm.csv", "--map", "map.toml", *STANDARD))),
    Original("goals.csv", (("check", "{}"), ("check", "{}", "--json"))), Original("goals.xlsx", (("check", "{}"),)),
    Original("template.xlsx", (("new", "field_sales", "--template", "{}", *_OUT), ("templates", "check", "{}", "--role", "field_sales"))),
    Original("store.duckdb", _STORES), Original("store.duckdb", _STORES),
    Original("close.xlsx", _CLOSES), Original("people.csv", _QUOTAS),
    Original(CONNECTIONS, (("month-end", "connected.xlsx"), ("month-end", "connected.xlsx", "--check"))),
    Original(CARDS, (_CLOSE, ("report", "log.csv", "--plan", "company.xlsx", *MONTH, "--one-on-one", "締め/1on1"))),
    Original("締め/2026-11-report.xlsx", (_CLOSE,)),
    Original("close 2026-12.xlsx", (("month-end", "close.xlsx", "--make", "next"),)),
    Original("締め/.kpi-xl-2026-11.json", (_CLOSE,)),
)  # fmt: skip


def lay(folder: Path) -> None:
    """Write every original into *folder*, which is the working folder."""
    import openpyxl

    texts = {
        "log.csv": LOG, "crm.csv": CRM, "map.toml": MAPPING, "members.csv": MEMBERS, "goals.csv": GOALS, "people.csv": PEOPLE,
        CONNECTIONS: CONNECTION,
    }  # fmt: skip
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
        ("new", "field_sales", *MONTH, "-o", "plan.xlsx", "--with-log"), ("new", "company", *MONTH, "--members", "members.csv", "-o", "company.xlsx"),
        *(("report", "log.csv", "--plan", "company.xlsx", *MONTH, "--as-of", f"2026-11-{day}", "--store", "store.duckdb") for day in (10, 16)),
        ("new", "--from", "plan.xlsx", "-o", "next.xlsx"),
    ):  # fmt: skip
        run_command(arguments)
    shutil.copy(folder / "company.xlsx", folder / "close.xlsx")
    shutil.copy(folder / "company.xlsx", folder / "connected.xlsx")
    edited(folder / "close.xlsx", typed(names.CLOSING_LOGS, "log.csv"), typed(names.CLOSING_FOLDER, CLOSED))
    edited(folder / "connected.xlsx", typed(names.CLOSING_CONNECTION, "sales"))
    run_command(_CLOSE[:4])
    _write_by_hand(folder)


def run_command(arguments: tuple[str, ...]) -> None:
    """Run what must end well."""
    if run(arguments) != 0:
        raise RuntimeError(f"the attack has nothing to begin with: {arguments}")


def _write_by_hand(folder: Path) -> None:
    """What people write into what a close made: a note beside a KPI, a promise on a card."""
    import openpyxl
    from openpyxl.utils import range_boundaries

    for name, begin in ((f"{CLOSED}/2026-11-report.xlsx", NOTES), (CARDS, card_names.PROMISE)):
        book = openpyxl.load_workbook(folder / name)
        sheet, area = next(
            (sheet, next(defined.destinations)[1])
            for sheet in book.worksheets for title, defined in sheet.defined_names.items() if title.startswith(begin)
        )  # fmt: skip
        _, top, right, _ = range_boundaries(area)
        sheet.cell(top, right).value = "手で書いたこと"
        book.save(folder / name)


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
