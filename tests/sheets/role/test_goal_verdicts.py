"""Goals in the role workbook: letters, advice and sentences follow what people type, with nothing installed."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from itertools import cycle

import openpyxl
import pytest
from openpyxl.cell import Cell

from kpi_xl.definitions import RoleTemplate, load_role
from kpi_xl.hosts.files.reading.plan_cells import PlanBook
from kpi_xl.hosts.plans.goals import goals_of
from kpi_xl.language import LANGUAGES, Language, speaking
from kpi_xl.sheets.role import BookSettings
from kpi_xl.sheets.role.kpis.goal_sentences import columns_of
from kpi_xl.sheets.role.kpis.page import ADVICE, SMART
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.steps import Step
from kpi_xl.sheets.role.parts.verdicts import CHANGED
from kpi_xl.smart import GoalColumns, check_goal
from kpi_xl.smart.rewriting.composed import composed
from tests.role_books import DECEMBER, ROLES, cell_of, edited, typed, write_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import in_plain_excel

CASES = [(role, language) for role in ROLES for language in LANGUAGES]
FUTURE, PAST = date(2999, 12, 31), date(2001, 12, 31)
WANTED = 3_000_000.0
STATES = {
    "as-new": GoalColumns(target=WANTED, deadline=FUTURE),
    "no-purpose": GoalColumns(baseline=2_000_000.0, target=WANTED, deadline=FUTURE),
    "good": GoalColumns(baseline=2_000_000.0, target=WANTED, deadline=FUTURE, purpose="来期の増員"),
    "no-change": GoalColumns(baseline=WANTED, target=WANTED, deadline=FUTURE, purpose="来期の増員"),
    "large-step": GoalColumns(baseline=999_999.0, target=WANTED, deadline=FUTURE, purpose="来期の増員"),
    "past": GoalColumns(baseline=2_000_000.0, target=WANTED, deadline=PAST, purpose="来期の増員"),
    "no-target": GoalColumns(baseline=2_000_000.0, deadline=FUTURE, purpose="来期の増員"),
}
"""The KGI's columns as people leave them."""
SPOKEN = dict(zip(STATES, cycle(LANGUAGES)))


def row_of(book: openpyxl.Workbook, kpi_id: str) -> int:
    return int(cell_of(book, names.purpose_name(kpi_id)).row)


def smart_cells(book: openpyxl.Workbook, role: RoleTemplate, language: Language) -> dict[str, tuple[Cell, Cell]]:
    """KPI -> the cells of ③ that hold its five letters and what to mend next."""
    with speaking(language):
        sheet = book[str(Step.KPIS.tab)]
    columns = (SMART + 1, ADVICE + 1)
    return {kpi.id: tuple(sheet.cell(row_of(book, kpi.id), column) for column in columns) for kpi in role.kpis}


@pytest.mark.parametrize(("role", "language"), CASES)
def test_every_kpi_is_judged_as_its_columns_deserve(role, language, tmp_path):
    """Letters and advice of ③ are those that kpi_xl.smart gives the same columns."""
    template = load_role(role)
    with speaking(language):
        book = openpyxl.load_workbook(write_book(tmp_path / "book.xlsx", role), data_only=True)
        for kpi in template.kpis:
            target, purpose = (cell_of(book, name(kpi.id)).value for name in (names.target_name, names.purpose_name))
            columns = GoalColumns(str(kpi.label), None, target, date(2026, 12, 31), purpose)
            assert purpose or kpi is template.kgi, kpi.id
            check = check_goal("", today=date.today(), columns=columns)
            shown = [cell.value for cell in smart_cells(book, template, language)[kpi.id]]
            assert shown == [check.signs, str(check.advice)], kpi.id


@pytest.fixture(scope="module")
def judged(tmp_path_factory, soffice_profile):
    """Letters and advice of ① and of ③, as a spreadsheet computes them after people typed."""
    folder, role, found = tmp_path_factory.mktemp("smart"), load_role("field_sales"), {}
    kgi, copies = role.kgi.id, {}
    for state, columns in STATES.items():
        with speaking(SPOKEN[state]):
            path = write_book(folder / f"{state}.xlsx", role, BookSettings.standard(role, DECEMBER))
        month = columns.deadline.replace(day=1)
        changes = [
            typed(names.PLAN_MONTH, datetime(month.year, month.month, 1)),
            typed(names.baseline_name(kgi), columns.baseline),
            typed(names.purpose_name(kgi), columns.purpose),
        ]
        if columns.target is None:
            changes.append(typed(names.target_name(kgi), None))
        copies[state] = in_plain_excel(edited(path, *changes), folder / f"{state}-plain.xlsx")
    computed = recalculated(list(copies.values()), folder, soffice_profile)
    for state, copy in copies.items():
        book = openpyxl.load_workbook(copy)
        cells = [cell_of(book, name) for name in (names.KGI_FIGURES_SMART, names.KGI_FIGURES_ADVICE)]
        cells += smart_cells(book, role, SPOKEN[state])[kgi]
        found[state] = [computed[copy][cell.parent.title][cell.coordinate] for cell in cells]
    return found


@needs_soffice
@pytest.mark.parametrize("state", STATES)
def test_the_verdict_follows_what_people_type(judged, state):
    """Nothing is installed, no button is pressed: letters and advice are those of Python, on ① and on ③."""
    with speaking(SPOKEN[state]):
        columns = replace(STATES[state], kpi=str(load_role("field_sales").kgi.label))
        check = check_goal("", today=date.today(), columns=columns)
        assert judged[state] == [check.signs, str(check.advice)] * 2


def test_the_button_judges_a_kpi_by_the_purpose_in_its_cell(tmp_path):
    """The letters of ③ and the list that the button shows must not contradict each other."""
    path = edited(write_book(tmp_path / "book.xlsx"), typed(names.purpose_name("meetings"), None))
    with closing(PlanBook(path)) as book:
        signs = {kpi.id: check.signs for kpi, check in goals_of(book, date(2026, 12, 1)).kpis}
    assert (signs["meetings"], signs["win_rate"]) == ("S○ M○ A？ R？ T○", "S○ M○ A？ R○ T○")


# --- the goals as sentences -------------------------------------------------------------------------------------------

TYPED = {
    "as-new": (None, None),
    "rising": (0.5, "来期の増員"),
    "falling": (2.0, "解約を起こさない"),
    "to-do": (0.999, "to keep the daily volume"),
    "capitals": (1.5, "ARR growth"),
    "clause": (1.0, "顧客と会う"),
}
"""The present value as a part of the target, and the purpose."""


@pytest.fixture(scope="module")
def told(tmp_path_factory, soffice_profile):
    """(role, language, state) -> the sentences of ③ as a spreadsheet composes them."""
    folder, copies = tmp_path_factory.mktemp("sentences"), {}
    for number, (role_id, language) in enumerate(CASES):
        state = list(TYPED)[number % len(TYPED)]
        role, (part, purpose) = load_role(role_id), TYPED[state]
        with speaking(language):
            path = write_book(folder / f"{number}.xlsx", role)
        targets = targets_of(path, role)
        for kpi in role.kpis[1:] if part else ():
            edited(path, typed(names.baseline_name(kpi.id), targets[kpi.id] * part), typed(names.purpose_name(kpi.id), purpose))
        copies[role_id, language] = state, path, in_plain_excel(path, folder / f"{number}-plain.xlsx")
    computed = recalculated([copy for *_, copy in copies.values()], folder, soffice_profile)
    return {case: (state, path, computed[copy]) for case, (state, path, copy) in copies.items()}


def targets_of(path, role):
    book = openpyxl.load_workbook(path, data_only=True)
    return {kpi.id: cell_of(book, names.target_name(kpi.id)).value for kpi in role.kpis}


@needs_soffice
@pytest.mark.parametrize(("role_id", "language"), CASES)
def test_each_goal_is_a_sentence_that_follows_its_columns(told, role_id, language, tmp_path):
    """What people copy into a slide says what the list says, word for word what Python composes."""
    state, path, cells = told[role_id, language]
    role, (part, purpose) = load_role(role_id), TYPED[state]
    with speaking(language):
        targets = targets_of(write_book(tmp_path / "new.xlsx", role), role)
        shown = [value for value in cells[str(Step.KPIS.tab)].values() if isinstance(value, str)]
        for kpi in role.kpis[1:]:
            target = targets[kpi.id]
            wanted_for = purpose or cell_of(openpyxl.load_workbook(path), names.purpose_name(kpi.id)).value
            columns = columns_of(kpi, target * part if part else None, target, date(2026, 12, 31), wanted_for)
            assert composed(columns, language) in shown


def test_a_sentence_reads_as_people_write_it():
    """月間30件から月間50件に増やす, as the method's own example; a rate is lowered, and no period is said twice."""
    role = load_role("field_sales")

    def said(kpi_id: str, baseline: float | None, target: float, purpose: str) -> str:
        kpi = next(kpi for each in (role, load_role("customer_success")) for kpi in each.kpis if kpi.id == kpi_id)
        return composed(columns_of(kpi, baseline, target, date(2026, 11, 30), purpose), language)

    language: Language = "ja"
    assert said("meetings", 30, 50, "") == "商談数を現在の月間30件から2026年11月30日までに月間50件に増やす"
    assert said("visits_per_week", 8, 10.5, "") == "週あたり訪問数を現在の8件から2026年11月30日までに10.5件に増やす"
    assert said("annual_churn", None, 0.05, "解約を起こさない").startswith("解約を起こさないために、年間解約率を現在の〔現在値〕から")
    assert said("annual_churn", None, 0.05, "").endswith("5.0%に下げる")
    assert said("win_rate", 0.304, 0.2, "") == "成約率を2026年11月30日まで20.0%以上に保つ（現在30.4%）"
    assert said("annual_churn", 0.03, 0.05, "").endswith("5.0%以下に保つ（現在3.0%）")
    assert said("meetings", 50, 50, "").endswith("月間50件以上に保つ（現在月間50件）")
    language = "en"
    with speaking("en"):
        assert said("annual_churn", 0.03, 0.05, "") == "Keep Annual churn at 5.0% or less until Nov 30, 2026 (now 3.0%)"
        assert said("meetings", 60, 50, "Win more deals") == (
            "Keep Meetings at 50 a month or more until Nov 30, 2026 (now 60 a month) in order to win more deals"
        )
        assert said("meetings", 30, 50, "Win more deals") == (
            "Increase Meetings from 30 a month to 50 a month by Nov 30, 2026 in order to win more deals"
        )


# --- the sentence that people type ------------------------------------------------------------------------------------


@needs_soffice
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_never_stands_beside_another_sentence(language, tmp_path, soffice_profile):
    """An .xlsx cannot read the sentence; it says so as soon as the sentence is another than the one that was checked."""
    with speaking(language):
        same = write_book(tmp_path / "same.xlsx")
        changed = edited(write_book(tmp_path / "changed.xlsx"), typed(names.KGI_TEXT, "営業成績を向上させる"))
        carried = [cell_of(openpyxl.load_workbook(same, data_only=True), name).value for name in (names.KGI_SMART, names.KGI_ADVICE)]
        copies = [in_plain_excel(path, path.with_suffix(".plain.xlsx")) for path in (same, changed)]
        computed = recalculated(copies, tmp_path, soffice_profile)
        found = []
        for copy in copies:
            cells = [cell_of(openpyxl.load_workbook(copy), name) for name in (names.KGI_SMART, names.KGI_ADVICE)]
            found.append([computed[copy][cell.parent.title][cell.coordinate] for cell in cells])
        assert found == [carried, ["—", str(CHANGED)]]
        assert carried[0].startswith("S○ M○")
