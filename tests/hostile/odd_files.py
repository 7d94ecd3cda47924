"""Files that have broken programs, made small where they are small."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.activity.files.test_sparse_sheets import ODD, PLAIN, cell, sheet, workbook
from tests.hostile.originals import MONTH, ROOT, run_command
from tests.role_books import edited, typed

__all__ = ["ROOT", "workbook"]

NOBODY = 65534
"""A user who owns nothing."""
ROLE = (ROOT / "workbook_templates" / "field_sales.toml").read_text(encoding="utf-8")
LOG = "日付,担当者,チーム,種別,件数,金額\n2026-11-02,山田,東,架電,30,\n2026-11-03,佐藤,西,受注,1,500000\n"
MAPPING = """\
[columns]
"日付" = "date"
"担当者" = "member"
"種別" = "kind"
[members]
file = "{file}"
member = "{member}"
team = "課"
"""
STRAY, REVERSED, UNNUMBERED, BROKEN_TAGS, PREFIXED = (
    ODD[name] for name in (
        "a stray cell in the last place", "rows from the last to the first", "rows and cells without numbers", "line breaks in tags", "prefixes",
    )
)  # fmt: skip


def lay_desk(folder: Path) -> None:
    """A log, a role's plan and a company's."""
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    (folder / "members.csv").write_text("担当者,チーム,役割\n山田,東,field_sales\n佐藤,西,field_sales\n", encoding="utf-8")
    if not _MADE:
        run_command(("new", "field_sales", *MONTH, "-o", str(folder / "plan.xlsx")))
        members = ("--members", str(folder / "members.csv"))
        run_command(("new", "company", *MONTH, "--roles", "field_sales", *members, "-o", str(folder / "company.xlsx")))
        _MADE.update({name: (folder / name).read_bytes() for name in ("plan.xlsx", "company.xlsx")})
    for name, content in _MADE.items():
        (folder / name).write_bytes(content)


_MADE: dict[str, bytes] = {}


def plan_with(folder: Path, name: str, cell_name: str, value: object) -> None:
    """A plan in which a named cell holds something else."""
    shutil.copy(folder / ("company.xlsx" if cell_name.startswith("CLOSING") else "plan.xlsx"), folder / name)
    edited(folder / name, typed(cell_name, value))


def one_cell_a_row_in_xfc(rows: int) -> str:
    """A table of three rows, and as many more with one cell far to the right."""
    return sheet(PLAIN + "".join(f'<row r="{number}">{cell(f"XFC{number}", "1")}</row>' for number in range(4, rows + 4)))


def wide_log(path: Path, columns: int) -> None:
    """A log with as many more columns."""
    heads, cells = "".join(f",列{number}" for number in range(columns)), ",1" * columns
    lines = LOG.splitlines()
    path.write_text(f"{lines[0]}{heads}\n" + "".join(f"{line}{cells}\n" for line in lines[1:]), encoding="utf-8")


def role_of(kpis: int) -> str:
    """Field sales with so many KPIs in all."""
    own = ROLE.count("[[kpis]]")
    more = (
        f'[[kpis]]\nid = "more_{number}"\nlabel = {{ ja = "追加{number}", en = "More {number}" }}\nlevel = "活動"\nunit = "count"\nperiod = "month"\n'
        f'direction = "higher"\ntarget = {number + 1}\ndrives = "meetings"\nksf = "volume"\nmeasure = {{ count = "call" }}\n'
        f'problem = {{ ja = "追加{number}が足りない", en = "Too little of more {number}" }}\n\n'
        for number in range(kpis - own)
    )
    head, mark, tail = ROLE.partition("[[funnel]]")
    return head + "".join(more) + mark + tail


def hostile_names(folder: Path) -> None:
    """Logs, members and plans in which every name is a formula somewhere."""
    names = [f"{sign}cmd|' /C calc'!A{number}" for number, sign in enumerate("=+-@＝＋－＠")]
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    rows = "".join(f"2026-11-02,{name},{name},受注,1,500000\n2026-11-31,{name},{name},{name},1,\n" for name in quoted)
    (folder / "formulas.csv").write_text("日付,担当者,チーム,種別,件数,金額\n" + rows, encoding="utf-8")
    (folder / "formula-members.csv").write_text("担当者,チーム,役割\n" + "".join(f"{name},{name},field_sales\n" for name in quoted), encoding="utf-8")
    ids = "".join(f"{name},1,a{number}@example.com\n" for number, name in enumerate(quoted))
    (folder / "formula-ids.csv").write_text(f"担当者,ユーザーID,メール\n{ids}", encoding="utf-8")
    members = ("--members", str(folder / "formula-members.csv"))
    run_command(("new", "company", *MONTH, "--roles", "field_sales", *members, "-o", str(folder / "formulas.xlsx")))


def close_by_strangers(folder: Path) -> None:
    """What a close of November finds in its folder: names for whole sheets, a record without end, a record of words."""
    import openpyxl
    from openpyxl.workbook.defined_name import DefinedName

    record = {"version": 1, "day": "2026-11-30", "inputs": {}, "outputs": {"2026-11-report.xlsx": ""}, "figures": {}}
    for name, file, cell_name in (
        ("whole-sheet-card", "1on1/2026-11 1on1 東.xlsx", "CARD_NOTES"), ("whole-sheet-notes", "2026-11-report.xlsx", "NOTES_FIELD_SALES"),
    ):  # fmt: skip
        book = openpyxl.Workbook()
        book.active.title = "山田"
        book.active.defined_names[cell_name] = DefinedName(cell_name, attr_text="'山田'!$A$1:$XFD$1048576")
        (folder / name / "1on1").mkdir(parents=True)
        book.save(folder / name / file)
        (folder / name / ".kpi-xl-2026-11.json").write_text(json.dumps(record), encoding="utf-8")
    for name, text in (("deep-record", "[" * 100_000), ("text-record", json.dumps({**record, "figures": {"東": "abc"}}))):
        (folder / name).mkdir()
        (folder / name / ".kpi-xl-2026-11.json").write_text(text, encoding="utf-8")

