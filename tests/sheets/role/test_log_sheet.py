"""The sheet into which a team types its log: what is chosen there is what the reading knows."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from kpi_xl.activity.fields import FIELD_BY_HEADER, HANDWRITTEN, Field
from kpi_xl.definitions import KINDS, load_role
from kpi_xl.definitions.kinds import folded, kind_of
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.role.log_sheet import HEAD_ROW, ROOM
from kpi_xl.sheets.role.parts import names
from tests.role_books import demanding_settings, write_book

ROLE = load_role("field_sales")


@pytest.fixture(scope="module", params=LANGUAGES)
def book(request, tmp_path_factory):
    with speaking(request.param):
        settings = replace(demanding_settings(ROLE), with_log=True)
        yield openpyxl.load_workbook(write_book(tmp_path_factory.mktemp("log") / "book.xlsx", ROLE, settings))


@pytest.fixture
def sheet(book):
    return book.worksheets[-1]


def rule_of(sheet, field: Field):
    """The rule of a column, which must hold from its first row to its last."""
    column = "BCDEFGHIJ"[HANDWRITTEN.index(field)]
    area = f"{column}{HEAD_ROW + 2}:{column}{HEAD_ROW + 1 + ROOM}"
    return next(each for each in sheet.data_validations.dataValidation if str(each.sqref) == area)


def test_its_heads_are_those_that_logs_are_read_by(book, sheet):
    table = sheet.tables[str(names.LOG_ROWS) if sheet.title == "活動ログ" else names.LOG_ROWS.en]
    heads = [cell.value for cell in sheet[table.ref][0]]
    assert [FIELD_BY_HEADER[folded(head)] for head in heads] == list(HANDWRITTEN)
    assert book.defined_names[names.LOG_AREA].attr_text.rpartition("!")[2].replace("$", "") == table.ref


def test_every_kind_can_be_chosen_and_is_understood(sheet):
    first, last = rule_of(sheet, Field.KIND).formula1.replace("$", "").split(":")
    words = [cell.value for (cell,) in sheet[f"{first}:{last}"]]
    assert [kind_of(word) for word in words] == list(KINDS)


def test_members_are_chosen_from_settings_and_others_only_warned_of(book, sheet):
    """Whoever helps out is in the log without being in the plan."""
    rule = rule_of(sheet, Field.MEMBER)
    title, _, area = rule.formula1.replace("$", "").rpartition("!")
    listed = [cell.value for (cell,) in book[title.strip("'")][area]]
    members = [member.name for member in demanding_settings(ROLE).members]
    assert listed[: len(members)] == members
    assert len(listed) > len(members)  # names that are typed later
    assert rule.errorStyle == "warning"


def test_days_and_numbers_are_checked(sheet):
    kinds = {field: rule_of(sheet, field).type for field in (Field.DATE, Field.COUNT, Field.AMOUNT, Field.SCORE)}
    assert kinds == {Field.DATE: "date", Field.COUNT: "whole", Field.AMOUNT: "decimal", Field.SCORE: "decimal"}


def test_every_column_says_what_goes_into_it(sheet):
    assert all(rule_of(sheet, field).prompt for field in HANDWRITTEN)


def test_it_prints_on_a4_and_leads_back(book, sheet):
    links = {cell.hyperlink.location.partition("!")[0].strip("'") for cell in sheet[1] if cell.hyperlink}
    assert links == set(book.sheetnames) - {sheet.title}
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == ("landscape", 9, "$6:$6")


def test_a_workbook_has_it_only_where_it_is_wanted(tmp_path):
    plain = openpyxl.load_workbook(write_book(tmp_path / "book.xlsx", ROLE))
    assert "活動ログ" not in plain.sheetnames
    assert names.LOG_AREA not in plain.defined_names
