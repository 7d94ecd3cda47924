"""``new``, ``targets`` and ``eval``: from the goal to what it takes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kpi_xl.cli.planning.settings import read_settings
from kpi_xl.cli.terminal.clock import today
from kpi_xl.cli.terminal.options import Attempts, known, read_month
from kpi_xl.definitions import Input, RoleTemplate, load_role, role_file
from kpi_xl.errors import NO_VALUE, Finding, InputError, KpiError
from kpi_xl.language import Text, counted
from kpi_xl.periods import Month
from kpi_xl.units import Unit, read_quantity
from kpi_xl.workdays import usual_calendar

if TYPE_CHECKING:
    from kpi_xl.sheets.role import BookSettings


PLAIN = "plain"


def new_workbook(
    role: str,
    output: Path,
    settings: Sequence[str],
    month: str | None,
    formulas: str,
    template: Path | None,
    with_log: bool,
    force: bool,
) -> None:
    """Write the workbook of a role: ours, or a company's own one filled."""
    from kpi_xl.hosts.files.outputs import check_output
    from kpi_xl.hosts.files.overwriting import refuse_overwriting
    from kpi_xl.hosts.files.writing.company_templates import fill_template
    from kpi_xl.sheets.role import BookSettings

    attempt = Attempts()
    template_role = attempt(load_role, role)
    inputs = attempt(read_settings, settings, template_role.inputs) if template_role else {}
    planned = attempt(read_month, month) if month else Month.of(today())
    attempt(check_output, output, (".xlsx", ".xlsm"))
    attempt(refuse_overwriting, filter(None, (template, role_file(role))), (output,))
    if template is not None and with_log:
        attempt.findings.append(Finding("--template / --with-log", NO_VALUE, _ONE_OF_TWO, _NAME_TABLE))
    if output.is_file() and not force:
        attempt.findings.append(Finding(str(output), NO_VALUE, _EXISTS, _FORCE))
    if template is not None and formulas == PLAIN:
        attempt.findings.append(Finding("--formulas", formulas, _KEEPS_ITS_OWN, _ONE_OF_THE_TWO))
    attempt.done()
    planned_role = known(template_role)
    wanted = BookSettings.standard(planned_role, known(planned), inputs, with_log=with_log)
    if template is None:
        _write_ours(planned_role, wanted, output, formulas == PLAIN)
        click.echo(str(_CREATED.format(role=planned_role.title, path=output)))
        return
    check = fill_template(template, planned_role, wanted, output)
    click.echo(str(_FILLED.format(template=template.name, count=len(check.found), places=counted(len(check.found), "place"), path=output)))


def _write_ours(role: RoleTemplate, settings: BookSettings, output: Path, is_plain: bool) -> None:
    """An .xlsm has buttons, and the functions as macros; an .xlsx has them as LAMBDA names. Either may have ordinary formulas."""
    from kpi_xl.sheets.formula_kind import FormulaKind

    if output.suffix.lower() == ".xlsm":
        from kpi_xl.cli.planning.templating import excel_macros
        from kpi_xl.hosts.files.macros.macro_books import write_macro_workbook

        kind = FormulaKind.PLAIN if is_plain else FormulaKind.MACROS
        write_macro_workbook(role, settings, excel_macros("xlsm"), output, kind)
    else:
        from kpi_xl.hosts.files.writing.books import write_role_workbook

        write_role_workbook(role, settings, output, FormulaKind.PLAIN if is_plain else FormulaKind.LAMBDAS)


def show_targets(
    role: str, settings: Sequence[str], month: str | None, rounding: str, members: int | None, weights: str | None, as_json: bool
) -> None:
    """Print the way back from the KGI, the KPI targets and, with weights, the year by month."""
    from kpi_xl.cli.planning.target_tables import print_targets
    from kpi_xl.targets import Rounding
    from kpi_xl.targets.overview import TargetOverview

    attempt = Attempts()
    template = attempt(load_role, role)
    given = attempt(read_settings, settings, template.inputs) if template else {}
    month_given = attempt(read_month, month) if month else Month.of(today())
    seasons = attempt(read_weights, weights)
    attempt.done()
    planned, planned_role = known(month_given), known(template)
    inputs, calendar = {**planned_role.defaults, **known(given)}, usual_calendar(planned)
    overview = TargetOverview.of(planned_role, inputs, planned, Rounding(rounding), members or 1, known(seasons), calendar)
    if as_json:
        click.echo(json.dumps(overview.as_dict(), ensure_ascii=False, indent=2))
    else:
        print_targets(overview)


def read_weights(text: str | None) -> dict[int, float]:
    """``8=0.8,3=1.3`` as month of the year -> weight.

    Raises:
        InputError: a pair that is none, or a month outside 1 to 12.
    """
    weights: dict[int, float] = {}
    findings = []
    for pair in (text or "").split(","):
        month, equals, typed = pair.partition("=")
        if not pair.strip():
            continue
        try:
            number, weight = int(month), read_quantity("--weights", typed, Unit.COUNT)
        except (ValueError, KpiError):
            number, weight = 0, 0.0
        if not equals or not 1 <= number <= 12:
            findings.append(Finding("--weights", pair, _WEIGHT_RULE, _WEIGHT_REMEDY))
        weights[number] = weight
    if len(weights) == 12 and not any(weights.values()):
        findings.append(Finding("--weights", text, _NO_WEIGHT, _WEIGHT_REMEDY))
    if findings:
        raise InputError(findings)
    return weights


def show_value(expression: str, settings: Sequence[str]) -> None:
    """Print what an expression of our functions gives; a range as rows of tab-separated cells."""
    from kpi_xl.functions import evaluate

    result = evaluate(expression, read_settings(settings, all_inputs()))
    rows = result if isinstance(result, list) else [result]
    for row in rows:
        cells = row if isinstance(row, list) else [row]
        click.echo("\t".join(_cell(cell) for cell in cells))


def all_inputs() -> list[Input]:
    """The inputs of all shipped roles, each once."""
    from kpi_xl.definitions import all_roles

    inputs: Mapping[str, Input] = {item.name: item for role in all_roles() for item in role.inputs}
    return list(inputs.values())


def _cell(value: Any) -> str:
    return f"{value:.15g}" if isinstance(value, float) else str(value)




_CREATED = Text("{role}の計画ブックを作りました：{path}", "Created the planning workbook {role}: {path}")
_FILLED = Text("{template}の{count}か所に書き込みました：{path}", "Filled {places} of {template}: {path}")
_ONE_OF_TWO = Text("同時には指定できません", "cannot be given together")
_NAME_TABLE = Text(
    "自社のブックでは、活動ログの表に「活動ログ」というテーブル名を付けてください",
    "In your own workbook, name the table that holds the log LOG_ROWS",
)
_EXISTS = Text("同じ名前のファイルがすでにあります", "exists already")
_FORCE = Text("別の名前にするか、置き換えてよければ --force を付けてください", "Give another name, or add --force to replace it")
_KEEPS_ITS_OWN = Text(
    "は --template と一緒に使えません。自社のブックの数式はそのまま残ります",
    "does not go with --template: your workbook keeps its own formulas",
)
_ONE_OF_THE_TWO = Text("どちらか一方を指定してください", "Give one of the two")
_NO_WEIGHT = Text("は0ばかりです", "is all zeros")
_WEIGHT_RULE = Text("は「月=重み」の形ではありません", "is not MONTH=WEIGHT")
_WEIGHT_REMEDY = Text("「8=0.8,3=1.3」のように指定してください", "Write it as 8=0.8,3=1.3")
