"""Every kind of workbook that kpi-xl writes, looked into part by part: what Excel would mend, refuse or lose."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import TeamResult
from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.writing.books import write_report, write_role_workbook
from kpi_xl.hosts.files.writing.listed_books import write_list
from kpi_xl.hosts.files.writing.member_books import write_member_books
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.references import Area, quoted_title
from kpi_xl.sheets.role import BookSettings
from tests.hosts.files.packages import MAIN, members_of
from tests.role_books import DECEMBER, ROLES, demanding_settings
from tests.sheets.company.company_cases import demanding, write_company_book
from tests.sheets.monthly.forecast_fixture import closed_month, month_with
from tests.sheets.monthly.report_fixture import FIELD, block, field_report, mixed_report, odd_report, report, result
from tests.sheets.test_references import NEEDED
from tests.spreadsheet import ROOT

SHIPPED = sorted((ROOT / "workbook_templates").glob("*.xl*m"))
_ELEMENT = re.compile(r"<(?:f|xm:f|c:f|formula1|formula2|formula|definedName)\b[^>]*>([^<]+)<|\b(?:location|val)=\"([^\"]+)\"")
_QUOTED = re.compile(r"""('(?:[^']|'')*')|"(?:[^"]|"")*\"""")
_REFERENCE = re.compile(r"""(?:'(?:[^']|'')+'|[^\s'"()+\-*/^&=<>,;:{}]+)!(?=[$A-Z#])""")


class Sheet(NamedTuple):
    title: str  #: with its workbook's, for the message of a failing test
    root: etree._Element


@pytest.fixture(scope="module", params=LANGUAGES)
def workbooks(request, tmp_path_factory) -> list[Path]:
    """Role workbooks, reports, lists and members' own, of members whose names are hard on references."""
    members = [result(FIELD, name, (2_400_000, 4, 600_000, 26, 4 / 26, 0.62, 8.7), team="R1C1") for name in NEEDED]
    odd = report([TeamResult("R1C1", (block(FIELD, members, "R1C1"),), ())])
    folder = tmp_path_factory.mktemp(request.param)
    with speaking(request.param):
        made = []
        for name, drawn in {"odd": odd, "field": field_report(), "mixed": mixed_report(), "breaking": odd_report()}.items():
            made += [folder / f"{name}.xlsx", folder / f"{name}_list.xlsx"]
            write_report(MeasuredMonth(drawn), made[-2])
            write_list(drawn, made[-1])
            made += write_member_books(MeasuredMonth(drawn), folder / name)
        made.append(folder / "closed.xlsx")
        write_report(closed_month(), made[-1])
        for number, name in enumerate(NEEDED):
            made.append(folder / f"forecast{number}.xlsx")
            write_report(month_with(name=name), made[-1])
        for role in map(load_role, ROLES):
            for number, settings in enumerate((demanding_settings(role), BookSettings.standard(role, DECEMBER))):
                made.append(folder / f"{role.key.replace(':', '_')}{number}.xlsx")
                write_role_workbook(role, settings, made[-1])
        for kind in (FormulaKind.LAMBDAS, FormulaKind.PLAIN):
            made.append(write_company_book(folder / f"company-{kind.value}.xlsx", demanding(), kind))
    return made


def sheets_of(paths: list[Path]) -> Iterator[Sheet]:
    for path in paths:
        for name, content in members_of(path).items():
            if name.startswith("xl/worksheets/sheet"):
                yield Sheet(f"{path.name} {name}", etree.fromstring(content))


def references(path: Path) -> Iterator[str]:
    """Every title before an exclamation mark, as it is written: in cells, names, rules, charts and links."""
    for part, content in members_of(path).items():
        if part.endswith(".xml"):
            for found in _ELEMENT.findall(content.decode()):
                text = _QUOTED.sub(lambda match: match[1] or '""', unescape("".join(found)))
                yield from (title.removesuffix("!") for title in _REFERENCE.findall(text))


def titles_of(path: Path) -> set[str]:
    with zipfile.ZipFile(path) as package:
        return {unescape(title) for title in re.findall(r'<sheet name="([^"]*)"', package.read("xl/workbook.xml").decode())}


def test_every_reference_to_a_sheet_is_quoted_as_it_must_be(workbooks):
    """Members are sheets: what they are called must not decide whether Excel repairs the file."""
    seen: set[str] = set()
    for path in [*workbooks, *SHIPPED]:
        found = set(references(path))
        assert found <= {quoted_title(title) for title in titles_of(path)}, path.name
        seen |= found
    assert {"'𠮷野太郎'", "'A1'", "'O''Neil'", "'見込!'", "'FY2026'"} <= seen
    assert len(seen) > 30


def test_excel_shows_the_values_that_a_workbook_carries(workbooks):
    """A calculation on opening turns LAMBDA cells into #NAME? in Excel 2016 to 2021, and macros' before they are allowed. An
    older calcId brings it about, too."""
    for path in [*workbooks, *SHIPPED]:
        calculation = etree.fromstring(members_of(path)["xl/workbook.xml"]).find(f"{MAIN}calcPr")
        assert dict(calculation.attrib) == {"calcId": "191029"}, path.name


def test_no_array_formula_stands_in_merged_cells(workbooks):
    """Excel refuses to take such a formula again once somebody has opened it for editing, and saves none."""
    arrays = 0
    for title, root in sheets_of([*workbooks, *SHIPPED]):
        merged = [Area.parse(each.get("ref")) for each in root.iter(f"{MAIN}mergeCell")]
        for cell in root.iter(f"{MAIN}c"):
            formula = cell.find(f"{MAIN}f")
            if cell.get("cm") or (formula is not None and formula.get("t") == "array"):
                arrays += 1
                own = Area.parse(cell.get("r"))
                assert not [str(area) for area in merged if area.meets(own)], f"{title} {own}"
    assert arrays > 100
