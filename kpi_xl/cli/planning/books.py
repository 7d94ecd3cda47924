"""``new`` and ``targets``: whether a company is meant or a role."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

COMPANY = "company"
BOOK_ENDINGS = (".xlsx", ".xlsm")


def new_book(
    role: str, roles: str | None, members: Path | None, books: Sequence[Path], output: Path, settings: Sequence[str],
    month: str | None, formulas: str, template: Path | None, with_log: bool, force: bool,
) -> None:  # fmt: skip
    """Write the workbook of a company, or of one role.

    Raises:
        InputError: an option of the one is given for the other.
    """
    if role == COMPANY:
        from kpi_xl.cli.planning.company.new_company import new_company
        from kpi_xl.cli.planning.company.options import CompanyOptions

        if template is not None:
            raise InputError([Finding("--template", NO_VALUE, _NOT_COMPANY, _OWN_TEMPLATE)])
        new_company(CompanyOptions(output, settings, month, roles, members, books, formulas, with_log, force))
        return
    from kpi_xl.cli.planning.plans import new_workbook

    given = (("--roles", roles), ("--members", members), ("--from", books))
    findings = [Finding(option, NO_VALUE, _ONLY_COMPANY, _NAME_COMPANY) for option, value in given if value]
    if findings:
        raise InputError(findings)
    new_workbook(role, output, settings, month, formulas, template, with_log, force)


def show_targets(
    role: str, settings: Sequence[str], month: str | None, rounding: str, members: int | None, weights: str | None, as_json: bool
) -> None:
    """Print the targets of a role, or of a company's workbook.

    Raises:
        InputError: an option that a workbook has a cell for.
    """
    if Path(role).suffix.lower() not in BOOK_ENDINGS:
        from kpi_xl.cli.planning.plans import show_targets as of_role

        of_role(role, settings, month, rounding, members, weights, as_json)
        return
    from kpi_xl.cli.planning.company.shown_targets import show_company_targets

    given = (("--set", settings), ("--members", members), ("--weights", weights), ("--rounding", rounding != "stage"))
    findings = [Finding(option, NO_VALUE, _NOT_A_BOOK, _TYPE_IT) for option, value in given if value]
    if findings:
        raise InputError(findings)
    show_company_targets(Path(role), month, as_json)


_NOT_A_BOOK = Text("は計画ブックとは一緒に使えません", "does not go with a planning workbook")
_TYPE_IT = Text("ブックのセルに入力してください", "Type it into the workbook")
_NOT_COMPANY = Text("は会社のブックには使えません", "does not go with the workbook of a company")
_OWN_TEMPLATE = Text(
    "自社のブックは役割ごとに「kpi-xl new field_sales --template」で作ってください",
    "Fill your own workbook role by role: kpi-xl new field_sales --template",
)
_ONLY_COMPANY = Text("は会社のブックだけに使えます", "is for the workbook of a company only")
_NAME_COMPANY = Text("「kpi-xl new company」にするか、外してください", "Say kpi-xl new company, or leave it out")
