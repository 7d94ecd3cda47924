"""Declaration of ``export-targets``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.commands.shared import FILE, OUTPUT, argument, command_of, option
from kpi_xl.cli.terminal.options import OneOf, Whole
from kpi_xl.language import Text


def export_targets() -> click.Command:
    @command_of(
        "export-targets",
        Text(
            "計画ブックの目標を、SFA・CRMに取り込むCSVにします。\n\n担当者のIDは、見出しが「担当者,ユーザーID,メール」のCSVで渡します。",
            "Write the targets of a planning workbook as the CSV that your CRM imports.\n\n"
            "The ids of people come from a CSV with the heads Member, User ID, Email.",
        ),
        (
            "kpi-xl export-targets 2026-12.xlsx --to salesforce --ids people.csv --forecast-type 0DbD00000001eQBKAY -o quota.csv",
            "kpi-xl export-targets 2026-12.xlsx --to hubspot --ids people.csv --months 3 -o targets.csv",
            "kpi-xl export-targets 2026-12.xlsx --to hubspot --ids people.csv --kpi meetings -o targets.csv",
            "kpi-xl export-targets fs.xlsx is.xlsx --to csv -o targets.csv",
        ),
        argument("plans", Text("ブック...", "WORKBOOK..."), type=FILE, nargs=-1, required=True),
        option("--to", "system", type=OneOf(["salesforce", "hubspot", "csv"]), required=True, help=Text("取り込む先", "what imports it")),
        option("-o", "--output", "output", type=FILE, required=True, help=OUTPUT),
        option(
            "--ids", type=FILE, metavar="CSV",
            help=Text("担当者のIDの一覧（salesforce、hubspot で必要）", "ids of people (needed by salesforce, hubspot)"),
        ),
        option("--month", metavar="YYYY-MM", help=Text("対象月（省略時は計画ブックの月）", "month (the workbook's when omitted)")),
        option(
            "--months", type=Whole(1, 12), default=1,
            help=Text("対象月から何か月分か（省略時は1）", "how many months from then on (1 when omitted)"),
        ),
        option(
            "--kpi", metavar="ID",
            help=Text("KPIのID（省略時は円の最終目標、csv はすべて）", "id of a KPI (the KGI in yen when omitted; csv: all)"),
        ),
        option(
            "--forecast-type", "forecast_type", metavar="ID", default="",
            help=Text("Salesforceの売上予測種別のID", "Salesforce: id of the forecast type"),
        ),
        option(
            "--currency", metavar="ISO", default="JPY",
            help=Text("Salesforceの通貨コード（省略時は JPY）", "Salesforce: currency code (JPY when omitted)"),
        ),
        option("--force", is_flag=True, help=Text("同じ名前のファイルを置き換える", "replace a file of that name")),
    )  # fmt: skip
    def command(plans: tuple[Path, ...], **values: Any) -> None:
        from kpi_xl.cli.planning.quotas import ExportOptions, write_targets

        write_targets(ExportOptions(plans, **values))

    return command
