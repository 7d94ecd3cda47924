"""The same workbooks on every Python: what each part of them holds, unpacked, by its hash.

How parts are packed is the business of the zlib that a Python brings, so packed bytes may differ.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
import zipfile
from pathlib import Path

from kpi_xl.cli import run

MONTH = ("--month", "2026-11")
PEOPLE = {"山田": 1.0, "佐藤": 0.7, "鈴木": 1.1, "高橋": 0.33}
WEEKS = range(1, 29)
COMMANDS = (
    ("new", "field_sales", *MONTH, "-o", "plan.xlsx"), ("new", "company", *MONTH, "--members", "people.csv", "-o", "company.xlsx"),
    ("report", "log.csv", "--plan", "plan.xlsx", *MONTH, "--as-of", "2026-11-17", "-o", "report.xlsx"),
    ("report", "log.csv", "--plan", "company.xlsx", *MONTH, "--as-of", "2026-11-17", "-o", "company-report.xlsx"),
)  # fmt: skip
"""Every figure that is a sum of fractions is in one of them: ramps, shares, rates, forecasts."""


def parts_in(folder: Path) -> dict[str, str]:
    """Write the workbooks into *folder*; "workbook part" -> hash."""
    os.chdir(folder)
    _lay()
    for arguments in COMMANDS:
        if run(arguments) != 0:
            raise SystemExit(f"kpi-xl {' '.join(arguments)} failed")
    return {
        f"{path.name} {name}": hashlib.sha256(package.read(name)).hexdigest()
        for path in sorted(Path().glob("*.xlsx")) for package in [zipfile.ZipFile(path)] for name in package.namelist()
    }


def _lay() -> None:
    chance = random.Random(20261130)
    lines = ["日付,担当者,チーム,種別,件数,金額"]
    for month in range(4, 12):
        for day in WEEKS:
            for number, who in enumerate(PEOPLE):
                where = f"2026-{month:02}-{day:02},{who},{'東西'[number % 2]}"
                lines.append(f"{where},架電,{int(chance.random() * 50)},")
                lines += [f"{where},{kind},1," for kind, share in (("アポイント", 0.5), ("商談", 0.4)) if chance.random() < share]
                if chance.random() < 0.1:
                    lines.append(f"{where},受注,1,{int(chance.random() * 900_000)}")
    Path("log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = [f"{who},{'東西'[number % 2]},field_sales,{weight}" for number, (who, weight) in enumerate(PEOPLE.items())]
    Path("people.csv").write_text("担当者,チーム,役割,重み\n" + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parts = parts_in(Path(sys.argv[1]))
    Path("parts.json").write_text(json.dumps(parts), encoding="utf-8")
