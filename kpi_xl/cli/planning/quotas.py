"""``export-targets``: the plan's targets as the file that the CRM imports."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from kpi_xl.cli.terminal.options import Attempts, known, read_month
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.hosts.files.outputs import check_output
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.quotas.form import People, QuotaForm, no_list, write_quotas
from kpi_xl.hosts.files.quotas.hubspot import HubSpotForm
from kpi_xl.hosts.files.quotas.plain import PlainForm
from kpi_xl.hosts.files.quotas.salesforce import SalesforceForm, takes_unit
from kpi_xl.hosts.files.reading.person_ids import Person, read_people
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.staging import staged
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan
from kpi_xl.targets.quotas import Quota, Quotas, all_quotas, quotas_of
from kpi_xl.units import Unit

CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class ExportOptions:
    """The options of one run."""

    plans: Sequence[Path]
    system: str  #: salesforce, hubspot or csv
    output: Path
    ids: Path | None
    month: str | None
    months: int
    kpi: str | None
    forecast_type: str
    currency: str
    force: bool


def write_targets(options: ExportOptions) -> None:
    """Write the file, and say who is not in it."""
    plan, first, people = _read(options)
    months = [first.plus(offset) for offset in range(options.months)]
    quotas = _chosen(plan, months, options)
    form = _FORMS[options.system](options, people, quotas.found)
    managers = frozenset[str]() if form.takes_managers or options.kpi else _managers(quotas.found)
    rows = [quota for quota in quotas.found if quota.name not in managers]
    findings = _findings(options, rows, form)
    if findings:
        raise InputError(findings)
    with staged() as staging, staging.beside(options.output) as waiting:
        write_quotas(waiting, form, rows)
    count = len({quota.name for quota in rows})
    size = {"count": count, "people": counted(count, "person", "people"), "rows": f"{len(rows):,}", "lines": counted(len(rows), "row")}
    click.echo(str(_CREATED.format(path=options.output, **size)))
    _say_left_out(quotas.without, managers)


def _read(options: ExportOptions) -> tuple[Plan, Month, People]:
    """Everything that the options name, or all that is wrong with them at once."""
    attempt = Attempts()
    plan = attempt(read_plans, options.plans)
    month = attempt(read_month, options.month) if options.month else (plan.month if plan else None)
    people: Mapping[str, Person] | None = attempt(read_people, options.ids) if options.ids else {}
    attempt(check_output, options.output, (".csv",))
    attempt(refuse_overwriting, [*options.plans, *filter(None, (options.ids,))], (options.output,))
    if options.output.is_file() and not options.force:
        attempt.findings.append(Finding(str(options.output), NO_VALUE, _EXISTS, _FORCE))
    if options.ids is None and options.system != PLAIN:
        attempt.findings.append(no_list("--ids"))
    if not CURRENCY.fullmatch(options.currency):
        attempt.findings.append(Finding("--currency", options.currency, _NO_CURRENCY, _WRITE_CURRENCY))
    if plan is not None and plan.lists_nobody:
        attempt.findings.append(Finding(", ".join(path.name for path in options.plans), NO_VALUE, _NOBODY, _LIST_MEMBERS))
    attempt.done()
    return known(plan), known(month), People(options.ids.name if options.ids else "", known(people))


def _chosen(plan: Plan, months: Sequence[Month], options: ExportOptions) -> Quotas:
    if options.system == PLAIN and options.kpi is None:
        return Quotas(all_quotas(plan, months), ())
    ids = {kpi.id: None for member in plan.members for kpi in member.role.kpis}
    if options.kpi is not None and options.kpi not in ids:
        raise InputError([Finding("--kpi", options.kpi, _NO_KPI, did_you_mean(options.kpi, ids))])
    return quotas_of(plan, months, options.kpi)


def _findings(options: ExportOptions, rows: Sequence[Quota], form: QuotaForm) -> list[Finding]:
    if not rows:
        return [Finding("--kpi", NO_VALUE, _NO_TARGETS, _NAME_KPI)]
    unit = rows[0].kpi.unit
    if options.system == SALESFORCE and not takes_unit(unit):
        return [Finding("--kpi", options.kpi or NO_VALUE, _NO_AMOUNT, _NAME_COUNT)]
    return form.findings(rows)


def _managers(quotas: Sequence[Quota]) -> frozenset[str]:
    return frozenset(quota.name for quota in quotas if quota.role.is_team)


def _say_left_out(without: Sequence[Member], managers: frozenset[str]) -> None:
    if without:
        names = [member.name for member in without]
        people = counted(len(names), "person", "people")
        click.echo(str(_WITHOUT.format(count=len(names), names="、".join(names), people=people, listed=", ".join(names))))
    if managers:
        names = sorted(managers)
        click.echo(str(_MANAGERS.format(names="、".join(names), listed=", ".join(names))))


SALESFORCE, HUBSPOT, PLAIN = "salesforce", "hubspot", "csv"
_FORMS: Mapping[str, Callable[[ExportOptions, People, Sequence[Quota]], QuotaForm]] = {
    SALESFORCE: lambda options, people, quotas: SalesforceForm(
        people, options.forecast_type, options.currency, any(quota.kpi.unit is Unit.COUNT for quota in quotas)
    ),
    HUBSPOT: lambda options, people, quotas: HubSpotForm(people),
    PLAIN: lambda options, people, quotas: PlainForm(),
}

_CREATED = Text("作成しました：{path}（{count}名、{rows}行）", "Created: {path} ({people}, {lines})")
_WITHOUT = Text(
    "この目標がない{count}名は含めていません：{names}（件数の目標は --kpi で指定できます）",
    "Left out {people} without this target: {listed} (--kpi takes targets in counts)",
)
_MANAGERS = Text(
    "マネージャーの目標は担当者の合計なので含めていません：{names}", "Left out managers, whose targets are their members' together: {listed}"
)
_EXISTS = Text("同じ名前のファイルがすでにあります", "exists already")
_FORCE = Text("別の名前にするか、置き換えてよければ --force を付けてください", "Give another name, or add --force to replace it")
_NO_CURRENCY = Text("は通貨コードではありません", "is not a currency code")
_WRITE_CURRENCY = Text("「JPY」のように大文字3文字で指定してください", "Write it as JPY")
_NOBODY = Text("に担当者が書かれていません", "has no members")
_LIST_MEMBERS = Text("設定（役割別のブックでは④目標）の担当者の表に、名前を入れてください", "List them in the workbook's table of members")
_NO_KPI = Text("というKPIは計画ブックにありません", "is not a KPI of the planning workbook")
_NO_TARGETS = Text("書き出す目標がありません", "there are no targets to write")
_NAME_KPI = Text("KPIのIDを --kpi で指定してください", "Name a KPI with --kpi")
_NO_AMOUNT = Text("は金額でも件数でもないので、Salesforceの目標にできません", "is neither an amount nor a count, which Salesforce's quotas are")
_NAME_COUNT = Text("金額か件数のKPIを指定してください", "Name a KPI in yen or counts")
