"""Every command that writes, as kills meet it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.hostile.originals import LOG, MONTH, STANDARD

_FORCED = ("-o", "out.xlsx", "--force")
_COMPANY = ("report", "log.csv", "--plan", "company.xlsx", *MONTH)
WRITINGS: dict[str, tuple[str, ...]] = {
    "report": ("report", "log.csv", *STANDARD, "-o", "out.xlsx", "--rejects", "rejects.csv"),
    "list": (*_COMPANY, "-o", "out.xlsx", "--list"),
    "pdf": ("report", "log.csv", *STANDARD, "-o", "out.xlsx", "--pdf"),
    "texts": (*_COMPANY, "--text", "out.md", "--html", "out.html"),
    "cards": (*_COMPANY, "--one-on-one", "締め/1on1"),
    "member books": (*_COMPANY, "--each-member", "members"),
    "store": ("report", "log.csv", *STANDARD, "--store", "store.duckdb"),
    "kept forecasts": (*_COMPANY, "--as-of", "2026-11-24", "--store", "store.duckdb"),
    "import as CSV": ("import", "log.csv", "-o", "out.csv", "--rejects", "rejects.csv"),
    "import as Parquet": ("import", "log.csv", "-o", "out.parquet"),
    "import as DuckDB": ("import", "log.csv", "-o", "out.duckdb"),
    "planning workbook": ("new", "own.toml", *MONTH, *_FORCED),
    "company workbook": ("new", "company", *MONTH, "--members", "members.csv", *_FORCED),
    "workbook with macros": ("new", "own.toml", *MONTH, "-o", "out.xlsm", "--force"),
    "template": ("new", "field_sales", *MONTH, "--template", "template.xlsx", *_FORCED),
    "shipped templates": ("templates", "build", "--out", "members"),
    "next month": ("new", "--from", "plan.xlsx", "--log", "log.csv", *_FORCED),
    "actuals": ("actuals", "plan.xlsx", "--log", "log.csv"),
    "adopted case": ("adopt", "company.xlsx", "--case", "1"),
    "month-end": ("month-end", "close.xlsx", "--as-of", "2026-11-30", "--store", "store.duckdb"),
    "targets for a CRM": ("export-targets", "company.xlsx", "--to", "csv", "-o", "out.csv", "--force"),
}
"""What writes -> the command. Each is run once before, so that every kill is met by a former output, too."""


def change_inputs(folder: Path) -> None:
    """So that outputs become new: more activity, a row that cannot be read, another price, other months."""
    more = "".join(f"2026-11-{day:02},山田,東,受注,1,{day}00000,,A社,web\n" for day in range(2, 28)) + "2026-11-31,山田,東,受注,1,1,,,\n"
    (folder / "log.csv").write_text(LOG + more, encoding="utf-8")
    own, members = (folder / "own.toml").read_text("utf-8"), (folder / "members.csv").read_text("utf-8")
    (folder / "own.toml").write_text(own.replace("target = 500_000", "target = 600_000"), encoding="utf-8")
    (folder / "members.csv").write_text(f"{members}田中,東,field_sales,,,,,\n", encoding="utf-8")
    import openpyxl

    for name in ("template.xlsx", "plan.xlsx"):
        book = openpyxl.load_workbook(folder / name)
        book.worksheets[0]["AZ200"] = "new"
        book.save(folder / name)
    shutil.copy(folder / "raised.xlsx", folder / "company.xlsx")
    for built in (folder / "members").glob("*.xlsm"):
        built.write_bytes(built.read_bytes()[:-1] + b"\1")
