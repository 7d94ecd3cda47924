"""``templates``: what a company's own workbook may name, and what it does name; and building ours again."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import click

from kpi_xl.cli.terminal.options import Attempts
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.definitions import ROLE_IDS, all_roles, load_role
from kpi_xl.hosts.excel.functions.argument_help import argument_descriptions
from kpi_xl.hosts.excel.functions.wrapper_text import Kind
from kpi_xl.hosts.excel.installation.folders import ADDIN
from kpi_xl.hosts.excel.vba.sources import SETTINGS, SETTINGS_SHEET, module_texts, workbook_code
from kpi_xl.hosts.files.macros.addin import write_addin
from kpi_xl.hosts.files.macros.macro_books import write_macro_company, write_macro_workbook
from kpi_xl.hosts.files.macros.parts import Macros
from kpi_xl.hosts.files.macros.vba.module import VbaModule
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.staging import staged
from kpi_xl.hosts.files.writing.company_templates import check_template
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.company.parts.company_role import COMPANY_ROLE
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.published import published_names, published_tables
from kpi_xl.targets import Company

TEMPLATE_MONTH = Month(2026, 4)
"""The first month of the fiscal year that the shipped workbooks plan; `kpi-xl new` makes one for any month."""


def list_names(role: str) -> None:
    """Print the published names and tables of a role."""
    template = load_role(role)
    table = new_table(Text("名前", "Name"), Text("内容", "What it is"), title=str(template.title), left=(0, 1))
    for each in published_names(template):
        table.add_row(each.name, str(each.help))
    for each in published_tables():
        columns = "、".join(str(column) for column in each.columns)
        table.add_row(each.name, str(Text(f"表：{each.help.ja}（{columns}）", f"table: {each.help.en} ({columns})")))
    console().print(table)


def check(path: Path, role: str) -> None:
    """Print which names a workbook carries, which it lacks, and which look like a slip."""
    template = load_role(role)
    result = check_template(path, template)
    words = {each.name.casefold(): each.help for each in (*published_names(template), *published_tables())}
    table = new_table("", Text("名前", "Name"), Text("内容", "What it is"), title=path.name, left=(0, 1, 2))
    for name in result.found:
        table.add_row("○", name, str(words[name.rpartition("!")[2].casefold()]))
    for name in result.missing:
        table.add_row("—", name, str(words[name.casefold()]), style="dim")
    console().print(table)
    for typed, close in result.near:
        click.echo(str(Text(f"{typed}：もしかして「{close}」ですか。", f"{typed}: Did you mean '{close}'?")))
    summary = Text("{found}個の名前に入力できます（ないもの {missing}個）。", "{found} names can be filled ({missing} are not there).")
    click.echo(str(summary.format(found=len(result.found), missing=len(result.missing))))


def excel_macros(kind: Kind) -> Macros:
    """Excel's side of a workbook with macros, for the writers of files."""
    modules = tuple(map(VbaModule.exported, module_texts(kind)))
    return Macros(modules, workbook_code(kind), SETTINGS_SHEET, SETTINGS, argument_descriptions())


@dataclass(frozen=True)
class Built:
    """What `build_templates` wrote."""

    paths: tuple[Path, ...]
    formers: tuple[Path, ...]  #: where the former content of those that are another's is kept


def build_templates(folder: Path) -> Built:
    """Write the company's and every role's workbook with macros, and the add-in, in the spoken language.

    The same source gives the same bytes, on every machine with the same XlsxWriter and xlwings. In a folder that is not
    ours a file of that name may be somebody's plan: it is kept where it holds anything else.

    Raises:
        InputError: one of them cannot be written; none is, then.
    """
    books = {role_id: folder / f"{role_id}.xlsm" for role_id in ROLE_IDS}
    company = folder / f"{COMPANY_ROLE.id}.xlsm"
    paths = (company, *books.values(), folder / ADDIN)
    attempt = Attempts()
    for path in paths if folder.is_dir() else paths[:1]:
        attempt(check_output, path, (path.suffix,))
    is_ours = folder.resolve() == templates_folder().resolve()
    attempt(refuse_overwriting, (), paths, () if is_ours else paths)
    attempt.done()
    with staged() as staging, staging.within(folder, [path.name for path in paths]) as waiting:
        begun = CompanySettings(TEMPLATE_MONTH, Company(tuple(all_roles()), COMPANY_ROLE.kgi.target, {}))
        write_macro_company(begun, excel_macros("xlsm"), waiting / company.name)
        for role_id, path in books.items():
            role = load_role(role_id)
            settings = BookSettings.standard(role, TEMPLATE_MONTH)
            write_macro_workbook(role, settings, excel_macros("xlsm"), waiting / path.name)
        write_addin(excel_macros("xlam"), waiting / ADDIN)
        formers = () if is_ours else tuple(staging.keep_changed(paths))
    return Built(paths, formers)


def show_build(folder: Path | None) -> None:
    """Build, and print what was built."""
    built = build_templates(folder or templates_folder())
    for former in built.formers:
        click.echo(str(_FORMER.format(path=former)), err=True)
    for path in built.paths:
        click.echo(str(_BUILT.format(path=path)))


def templates_folder() -> Path:
    """Where the roles' definitions are, and the workbooks built from them."""
    return Path(str(files("workbook_templates") / f"{ROLE_IDS[0]}.toml")).parent


_FORMER = Text("以前の内容は {path} に残しました。", "The previous content is kept in {path}.")
_BUILT = Text("作成しました：{path}", "Built {path}")
