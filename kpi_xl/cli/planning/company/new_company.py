"""``new company``: the workbook of a whole company."""

from __future__ import annotations

from dataclasses import replace

import click

from kpi_xl.cli.planning.company.options import CompanyOptions, company_inputs, company_with, read_roles
from kpi_xl.cli.planning.settings import read_settings
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.options import Attempts, known, read_month
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.reading.member_lists import read_member_list
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.reading.role_books import company_of
from kpi_xl.hosts.files.writing.books import write_company_workbook
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.formula_kind import FormulaKind

PLAIN = "plain"


def new_company(options: CompanyOptions) -> None:
    """Write it, from nothing or from what people have."""
    settings = _settings(options)
    _write(settings, options)
    people = len({member.name for member in settings.members})
    click.echo(str(_CREATED.format(path=options.output, count=people, people=counted(people, "member"))))
    for finding in read_plans([options.output]).contradictions:
        click.echo(str(_CONTRADICTION.format(finding=finding)), err=True)


def _settings(options: CompanyOptions) -> CompanySettings:
    """What the workbook begins with.

    Raises:
        InputError: everything that is wrong with the options and the files.
    """
    attempt = Attempts()
    roles = attempt(read_roles, options.roles)
    typed = attempt(read_settings, options.settings, company_inputs())
    month = attempt(read_month, options.month) if options.month else Month.of(today())
    attempt(check_output, options.output, (".xlsx", ".xlsm"))
    given = [*options.books, *([options.members] if options.members else [])]
    attempt(refuse_overwriting, given, (options.output,))
    if options.output.is_file() and not options.force:
        attempt.findings.append(Finding(str(options.output), NO_VALUE, _EXISTS, _FORCE))
    wanted = roles if options.roles or options.members else None  # a list may have people of roles that the books lack
    begun = attempt(company_of, options.books, wanted, month) if options.books and month else None
    if begun is not None:
        roles = begun.company.roles
    members = attempt(read_member_list, options.members, roles) if options.members and roles else None
    attempt.done()
    if begun is None:
        begun = CompanySettings(known(month), company_with(known(roles), known(typed)))
    company = company_with(known(roles), known(typed), begun.company)
    listed = begun.members if members is None else tuple(members)
    return replace(begun, month=known(month), company=company, members=listed, with_log=options.with_log)


def _write(settings: CompanySettings, options: CompanyOptions) -> None:
    """An .xlsm has buttons, and the functions as macros; an .xlsx has them as LAMBDA names. Either may have ordinary formulas."""
    is_plain = options.formulas == PLAIN
    if options.output.suffix.lower() == ".xlsm":
        from kpi_xl.cli.planning.templating import excel_macros
        from kpi_xl.hosts.files.macros.macro_books import write_macro_company

        kind = FormulaKind.PLAIN if is_plain else FormulaKind.MACROS
        write_macro_company(settings, excel_macros("xlsm"), options.output, kind)
    else:
        write_company_workbook(settings, options.output, FormulaKind.PLAIN if is_plain else FormulaKind.LAMBDAS)


_CREATED = Text("会社の計画ブックを作りました（{count}名）：{path}", "Created the company's planning workbook ({people}): {path}")
_CONTRADICTION = Text("計画ブックの食い違い：{finding}", "The planning workbook contradicts itself: {finding}")
_EXISTS = Text("同じ名前のファイルがすでにあります", "exists already")
_FORCE = Text("別の名前にするか、置き換えてよければ --force を付けてください", "Give another name, or add --force to replace it")
