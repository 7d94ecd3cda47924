"""Published names: what a company's own workbook may name so that kpi-xl fills it.

The list, its documentation and its values come from one place; our own sheets use the same names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kpi_xl.definitions import RoleTemplate
from kpi_xl.language import Text
from kpi_xl.periods import Month
from kpi_xl.sheets.live.values import cell
from kpi_xl.sheets.role.goal import goal_words
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.settings import BookSettings
from kpi_xl.sheets.role.parts.stages import stage_label
from kpi_xl.sheets.role.parts.wording import purpose_words

Value = str | float | date

TARGETS = "KPI_TARGETS"
"""An Excel table with one row per KPI."""
TARGET_COLUMNS = (
    Text("KPI", "KPI"),
    Text("区分", "Level"),
    Text("単位", "Unit"),
    Text("周期", "Period"),
    Text("達成条件", "Target is"),
    Text("標準", "Standard"),
    Text("目標", "Target"),
)


ANY_MONTH = Month(2026, 4)
"""The names do not depend on the month; their values do."""


@dataclass(frozen=True)
class Published:
    """One name, or one table, that a template may carry."""

    name: str
    help: Text
    columns: tuple[Text, ...] = ()  #: of a table


def published_names(role: RoleTemplate) -> tuple[Published, ...]:
    """The names of cells that a template for *role* may carry."""
    return tuple(Published(name, words) for name, words, _ in _cells(role, Figures(role, BookSettings(ANY_MONTH))))


def published_tables() -> tuple[Published, ...]:
    """The Excel tables that a template may carry, by their names and headers (in either language)."""
    return (
        Published(names.MEMBERS, Text("担当者の一覧", "the members"), names.MEMBER_COLUMNS),
        Published(TARGETS, Text("KPIごとの目標（1行に1つ）", "the target of every KPI, one a row"), TARGET_COLUMNS),
    )


def cell_values(role: RoleTemplate, settings: BookSettings) -> dict[str, Value]:
    """Published name -> its value for a new workbook."""
    return {name: value for name, _, value in _cells(role, Figures(role, settings))}


def table_rows(role: RoleTemplate, settings: BookSettings) -> dict[str, list[dict[str, Value | None]]]:
    """Published table -> its rows; every row carries the headers of both languages."""
    figures = Figures(role, settings)
    members: list[tuple[Value | None, ...]] = [
        (member.name, member.team, str(member.role.title), member.joined, member.share) for member in settings.members
    ]
    targets: list[tuple[Value | None, ...]] = [
        (
            str(kpi.label), str(kpi.level.label), str(kpi.unit.label), str(kpi.period.label), str(kpi.direction.label),
            kpi.target, figures.target(kpi),
        )
        for kpi in role.kpis
    ]  # fmt: skip
    return {
        names.MEMBERS: [_in_both(names.MEMBER_COLUMNS, row) for row in members],
        TARGETS: [_in_both(TARGET_COLUMNS, row) for row in targets],
    }


def _in_both(columns: tuple[Text, ...], row: tuple[Value | None, ...]) -> dict[str, Value | None]:
    return {word: value for column, value in zip(columns, row, strict=True) for word in column.both()}


def _cells(role: RoleTemplate, figures: Figures) -> Iterator[tuple[str, Text, Value]]:
    """(name, what it is, value) of every published cell."""
    yield names.BOOK_ROLE, Text("役割", "the role"), role.key
    yield names.KGI_TEXT, Text("目標文", "the goal in one sentence"), goal_words(role, figures)
    yield names.PLAN_MONTH, Text("対象月の初日", "the first day of the month"), figures.settings.month.start
    for item in role.inputs:
        yield item.name, item.label, figures.inputs[item.name]
    if figures.has_amount:
        yield names.KGI_OF_MONTH, Text("対象月のKGI（円）", "the month's amount in yen"), figures.amount
    for stage in figures.stages:
        words = Text("必要な{stage}（チーム・月）", "{stage} needed by the team in the month").format(stage=stage_label(stage))
        needed = figures.stage(stage, cell(names.KGI_OF_MONTH, figures.amount))
        yield f"REQUIRED_{stage.name}", words, needed.value
    for kpi in role.kpis:
        words = Text("{kpi}の目標", "target of {kpi}").format(kpi=kpi.label)
        yield names.target_name(kpi.id), words, figures.target(kpi)
        if purpose := purpose_words(role, kpi):
            yield names.purpose_name(kpi.id), Text("{kpi}の目的", "purpose of {kpi}").format(kpi=kpi.label), purpose
