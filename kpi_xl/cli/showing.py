"""``demo``: the main job shown on table-up data."""

from __future__ import annotations

from pathlib import Path

from kpi_xl.cli.terminal.tables import console, new_table, progress_bar
from kpi_xl.demo.run import Demo, make_demo
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.units import Unit


def show_demo(folder: Path) -> None:
    """Make the demo, then say in short what it shows and where everything lies."""
    if folder.exists() and not folder.is_dir():
        raise InputError([Finding(str(folder), NO_VALUE, _NOT_A_FOLDER, _OTHER_FOLDER)])
    with progress_bar(Text("デモを作成中", "Making the demo")) as progress:
        demo = make_demo(folder, progress)
    _print_members(demo)
    _print_files(demo)


def _print_members(demo: Demo) -> None:
    report = demo.month.report
    title = Text("{month}の達成状況", "Attainment of {month}").format(month=report.month.label)
    table = new_table(
        Text("担当者", "Member"), Text("役割", "Role"), "KGI", Text("実績", "Actual"), Text("達成率", "Attainment"), "",
        Text("達成率が最も低いKPI", "Lowest KPI"), title=str(title),
        left=(0, 1, 6),
    )  # fmt: skip
    for result in report.results:
        kgi, worst = result.kgi, result.worst
        behind = f"{worst.kpi.label} {Unit.RATE.show(worst.rate)}" if worst else "—"
        table.add_row(
            f"{result.team} {result.name}", str(result.role.title), kgi.kpi.show(kgi.target), kgi.kpi.show(kgi.actual),
            Unit.RATE.show(kgi.rate), kgi.status.value if kgi.status else "—", behind,
        )  # fmt: skip
    console().print(table)


def _print_files(demo: Demo) -> None:
    table = new_table(Text("作成したもの", "Created"), "", left=(0, 1))
    table.add_row(str(Text("活動ログ（1年分）", "Activity log (one year)")), str(demo.log))
    table.add_row(str(Text("担当者の一覧", "List of members")), str(demo.members))
    table.add_row(str(Text("会社の計画ブック", "Company's planning workbook")), str(demo.company))
    for book in demo.books:
        table.add_row(str(Text("計画ブック", "Planning workbook")), str(book))
    table.add_row(str(Text("月次レポート", "Monthly report")), str(demo.report_path))
    for former in demo.formers:
        table.add_row(str(Text("前の内容", "Former content")), str(former))
    console().print(table)


_NOT_A_FOLDER = Text("フォルダーではありません", "is not a folder")
_OTHER_FOLDER = Text("別の場所を指定してください", "Name another place")
