"""One workbook per member, for mailing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import MonthlyReport, Result, build_report
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.definitions import load_role
from kpi_xl.errors import InputError
from kpi_xl.hosts.files.writing import member_books
from kpi_xl.hosts.files.writing.member_books import file_names, write_member_books
from kpi_xl.periods import Month
from kpi_xl.sheets.canvas import Book
from kpi_xl.sheets.monthly.parts.wording import report_title
from kpi_xl.sheets.monthly.report import draw_member_alone
from kpi_xl.targets import Plan
from tests.hosts.files.likeness import differences, parts
from tests.sheets.monthly.report_fixture import field_report, large_report, mixed_report, odd_report
from tests.spreadsheet import lint_workbooks, needs_excel_lint

AMOUNTS = (1_234_577, 2_345_691, 3_456_797)
"""Figures that nothing else comes out as."""
NAMES = ["佐藤 花子", "../鈴木", "CON", "田中?*", "田中__", "=cmd|' /C calc'!A0"]


def report_of(folder: Path, names: list[str]) -> MonthlyReport:
    lines = ["日付,担当者,チーム,種別,件数,金額"]
    lines += [f'2026-11-0{2 + place % 3},"{name}",東京,受注,1,{AMOUNTS[place % 3]}' for place, name in enumerate(names)]
    log = folder / "log.csv"
    log.write_text("\n".join(lines), "utf-8")
    with open_log(log) as activity:
        return build_report(activity, Plan.standard(load_role("field_sales")), Month(2026, 11))


@needs_excel_lint
def test_every_member_gets_a_workbook_that_opens(tmp_path: Path):
    """Names that are paths, formulas or illegal for a file must still give one file each, inside the folder."""
    paths = write_member_books(MeasuredMonth(report_of(tmp_path, NAMES)), tmp_path / "each")
    assert len(set(paths)) == len(NAMES)
    assert {path.parent for path in paths} == {tmp_path / "each"}
    assert sorted(path.name for path in (tmp_path / "each").iterdir()) == sorted(path.name for path in paths)
    assert lint_workbooks(paths) == []


def test_nobody_elses_figures_are_in_it(tmp_path: Path):
    """It is mailed to the member: no part of the package may hold another's name or revenue."""
    names = ["佐藤 花子", "鈴木 一郎", "田中 美咲"]
    paths = write_member_books(MeasuredMonth(report_of(tmp_path, names)), tmp_path / "each")
    for place, path in enumerate(paths):
        with zipfile.ZipFile(path) as package:
            content = "".join(package.read(part).decode("utf-8", "replace") for part in package.namelist())
        assert names[place] in content
        assert str(AMOUNTS[place]) in content
        others = [other for other in range(len(names)) if other != place]
        assert not [names[other] for other in others if names[other] in content]
        assert not [other for other in others if str(AMOUNTS[other]) in content]


def test_no_part_holds_a_name_or_figure_of_another(tmp_path: Path):
    """Models are shared by members, so whatever one of them leaves behind would be mailed to all others."""
    report = large_report(12)
    members = list(report.teams[0].members)
    paths = write_member_books(MeasuredMonth(report), tmp_path / "each")
    own = [figures_of(member) for member in members]
    contents = [b"\n".join(parts(path).values()).decode("utf-8", "replace") for path in paths]
    for place, content in enumerate(contents):
        assert members[place].name in content
        assert not {figure for figure in own[place] if figure not in content}
        others = {figure for other in range(len(members)) if other != place for figure in own[other]} - own[place]
        assert len(others) >= 11 * 8
        assert not {figure for figure in others if figure in content}


def figures_of(member: Result) -> set[str]:
    """The name, and figures so long that no other member comes to them by chance."""
    rates = {str(member.row(kpi).rate) for kpi in ("revenue", "average_order")}
    amounts = {f"{point.actual / 10_000:.15g}" for point in member.trend if point.actual is not None}  # as a chart tells them
    return {member.name} | {figure for figure in rates | amounts if len(figure) >= 7}


@pytest.mark.parametrize("name", ["field", "mixed", "odd"])
def test_a_stamped_workbook_is_the_drawn_one(tmp_path: Path, name: str):
    """It is stamped for speed alone."""
    report = {"field": field_report, "mixed": mixed_report, "odd": odd_report}[name]()
    paths = write_member_books(MeasuredMonth(report), tmp_path / "each")
    members = [member for team in report.teams for member in team.members]
    for member, path in zip(members, paths, strict=True):
        book = Book(str(tmp_path / "drawn.xlsx"), str(report_title(report)), report.month.start)
        draw_member_alone(book, member, None, MeasuredMonth(report))
        book.close()
        assert differences(path, tmp_path / "drawn.xlsx") == []


def test_several_processes_write_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The cores that are there are used; the files do not depend on how many there are."""
    report = report_of(tmp_path, [f"担当 {number:02d}" for number in range(24)])
    monkeypatch.setattr(member_books, "WORTH_A_SECOND_PROCESS", 10)
    monkeypatch.setattr(member_books, "AT_ONCE", 7)
    many = write_member_books(MeasuredMonth(report), tmp_path / "many")
    monkeypatch.setattr(member_books, "WORTH_A_SECOND_PROCESS", 1_000)
    one = write_member_books(MeasuredMonth(report), tmp_path / "one")
    assert [path.name for path in many] == [path.name for path in one]
    assert [path.read_bytes() for path in many] == [path.read_bytes() for path in one]


def test_file_names_are_legal_and_each_once(tmp_path: Path):
    """Windows knows neither ? nor *, and takes upper and lower case for the same."""
    report = report_of(tmp_path, ["a/b", "A_B", "x" * 200])
    names = file_names(report)
    assert names == ["2026-11 a_b.xlsx", "2026-11 A_B (2).xlsx", f"2026-11 {'x' * 72}.xlsx"]


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path):
    """One message, nothing written."""
    (tmp_path / "each").write_text("")
    with pytest.raises(InputError, match="にフォルダーを作れません。別の場所を指定してください。"):
        write_member_books(MeasuredMonth(report_of(tmp_path, NAMES)), tmp_path / "each")


@pytest.mark.parametrize("stop_after", [1, 3])
def test_each_file_is_there_whole_as_soon_as_it_is_told_and_a_stop_leaves_nothing_half_done(tmp_path: Path, stop_after: int):
    """Ctrl+C among hundreds of workbooks: those told are whole, nothing else is in the customer's folder."""
    folder, told = tmp_path / "each", []

    def tell(name: str) -> None:
        told.append(name)
        assert zipfile.ZipFile(folder / name).testzip() is None
        assert sorted(path.name for path in folder.glob("*.xlsx")) == sorted(told)
        if len(told) == stop_after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_member_books(MeasuredMonth(report_of(tmp_path, ["佐藤", "鈴木", "田中"])), folder, tell)
    assert sorted(path.name for path in folder.iterdir()) == sorted(told)
    assert len(told) == stop_after
