"""``templates``: what a company's own workbook may name, and what it does name."""

from __future__ import annotations

from pathlib import Path

import click

from kpi_xl.cli.tables import console, table
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.company_templates import check_template
from kpi_xl.language import Text
from kpi_xl.sheets.role.published import published_names, published_tables


def list_names(role: str) -> None:
    """Print the published names and tables of a role."""
    template = load_role(role)
    made = table(Text("名前", "Name"), Text("内容", "What it is"), title=str(template.title), left=(0, 1))
    for each in published_names(template):
        made.add_row(each.name, str(each.help))
    for each in published_tables():
        columns = "、".join(str(column) for column in each.columns)
        made.add_row(each.name, str(Text(f"表：{each.help.ja}（{columns}）", f"table: {each.help.en} ({columns})")))
    console().print(made)


def check(path: Path, role: str) -> None:
    """Print which names a workbook carries, which it lacks, and which look like a slip."""
    template = load_role(role)
    result = check_template(path, template)
    words = {each.name.casefold(): each.help for each in (*published_names(template), *published_tables())}
    made = table("", Text("名前", "Name"), Text("内容", "What it is"), title=path.name, left=(0, 1, 2))
    for name in result.found:
        made.add_row("○", name, str(words[name.rpartition("!")[2].casefold()]))
    for name in result.missing:
        made.add_row("—", name, str(words[name.casefold()]), style="dim")
    console().print(made)
    for typed, close in result.near:
        click.echo(str(Text(f"{typed}：もしかして「{close}」ですか。", f"{typed}: Did you mean '{close}'?")))
    summary = Text("{found}個の名前に入力できます（ないもの {missing}個）。", "{found} names can be filled ({missing} are not there).")
    click.echo(str(summary.format(found=len(result.found), missing=len(result.missing))))
