"""``new`` and ``targets``: whether a company is meant or a role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

COMPANY = "company"
FUNCTIONS = "functions"
"""The formulas that a workbook has where nobody says."""
BOOK_ENDINGS = (".xlsx", ".xlsm")


def new_book(
    role: str | None, roles: str | None, members: Path | None, books: Sequence[Path], output: Path, settings: Sequence[str],
    month: str | None, formulas: str, template: Path | None, with_log: bool, force: bool, **results: Any,
) -> None:  # fmt: skip
    """Write the workbook of a company, of one role, or of the month after another workbook's.

    Args:
        results: where the results of past months come from, and how logs are read.

    Raises:
        InputError: an option of the one is given for the other.
    """
    if role is None:
        anew = {
            "--set": settings, "--roles": roles, "--members": members, "--template": template, "--with-log": with_log,
            "--formulas": formulas != FUNCTIONS,
        }  # fmt: skip
        _next_book(books, output, month, anew, results, force)
        return
    findings = [Finding(f"--{_OPTION_OF.get(name, name)}", NO_VALUE, _ONLY_NEXT, _NO_ROLE) for name, value in results.items() if value]
    if findings:
        raise InputError(findings)
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


def _next_book(
    books: Sequence[Path], output: Path, month: str | None, anew: Mapping[str, object], results: Mapping[str, Any], force: bool
) -> None:
    """The next month's workbook of one that there is.

    Raises:
        InputError: none or several, or an option for workbooks that are drawn anew.
    """
    findings = [Finding(option, NO_VALUE, _ONLY_ANEW, _TYPE_AFTERWARDS) for option, value in anew.items() if value]
    if not books:
        findings.append(Finding(Text("役割", "ROLE"), NO_VALUE, _NOTHING_NAMED, _NAME_ONE))
    if len(books) > 1:
        findings.append(Finding("--from", len(books), _SEVERAL, _ONE_OR_COMPANY))
    if findings:
        raise InputError(findings)
    from kpi_xl.cli.planning.next_book import NextBookOptions, next_book
    from kpi_xl.cli.planning.results import ResultSource

    next_book(NextBookOptions(books[0], output, month, ResultSource(**results), force))


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


_OPTION_OF = {"logs": "log", "presets": "preset", "mappings": "map", "date_order": "date-order"}
_ONLY_NEXT = Text("は翌月のブックを作るときの指定です", "is for next month's workbook")
_NO_ROLE = Text(
    "役割を書かずに「kpi-xl new --from 2026-11.xlsx -o 2026-12.xlsx」とするか、外してください",
    "Name no role (kpi-xl new --from 2026-11.xlsx -o 2026-12.xlsx), or leave it out",
)
_ONLY_ANEW = Text(
    "は翌月のブックには使えません（前の月のブックの内容を引き継ぎます）",
    "does not go with next month's workbook, which keeps what the one before has",
)
_TYPE_AFTERWARDS = Text("外して作り、できたブックに入力してください", "Leave it out, and type into the new workbook")
_NOTHING_NAMED = Text("が指定されていません", "is missing")
_NAME_ONE = Text(
    "「kpi-xl new company -o 2026-12.xlsx」のように役割を書くか、--from に前の月のブックを指定してください",
    "Name one (kpi-xl new company -o 2026-12.xlsx), or give last month's workbook with --from",
)
_SEVERAL = Text("は1つだけ指定できます（翌月のブックは1冊ずつ作ります）", "workbooks were given: next month's is made of one at a time")
_ONE_OR_COMPANY = Text(
    "1冊だけにしてください。役割別のブックを会社のブックにまとめるなら「kpi-xl new company --from …」です",
    "Give one. To put the workbooks of several roles together as a company's: kpi-xl new company --from ...",
)
_NOT_A_BOOK = Text("は計画ブックとは一緒に使えません", "does not go with a planning workbook")
_TYPE_IT = Text("ブックのセルに入力してください", "Type it into the workbook")
_NOT_COMPANY = Text("は会社のブックには使えません", "does not go with the workbook of a company")
_OWN_TEMPLATE = Text(
    "自社のブックは役割ごとに「kpi-xl new field_sales --template」で作ってください",
    "Fill your own workbook role by role: kpi-xl new field_sales --template",
)
_ONLY_COMPANY = Text("は会社のブックだけに使えます", "is for the workbook of a company only")
_NAME_COMPANY = Text(
    "「kpi-xl new company」にするか、外してください。翌月のブックは役割を書かずに「kpi-xl new --from」で作ります",
    "Say kpi-xl new company, or leave it out; next month's workbook: kpi-xl new --from, without a role",
)
