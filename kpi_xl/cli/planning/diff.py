"""``diff``: what differs between two planning workbooks, and what each difference does to the counts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.planning.target_changes import TargetChange, target_changes
from kpi_xl.cli.terminal.options import Attempts, known
from kpi_xl.cli.terminal.tables import console, new_table
from kpi_xl.hosts.files.reading.own_sheets import OwnSheet, own_sheets
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.plans.comparison.change import About, Change
from kpi_xl.hosts.plans.comparison.effects import Comparison, Count, Effect, compared
from kpi_xl.language import Text


def diff(old: Path, new: Path, as_json: bool) -> None:
    """Print what differs.

    Raises:
        InputError: everything that is wrong with the two workbooks.
    """
    attempt = Attempts()
    before, after = attempt(read_plans, [old]), attempt(read_plans, [new])
    attempt.done()
    found, own = compared(known(before), known(after), new.name), own_sheets(old, new)
    targets = target_changes(known(before), known(after))
    if as_json:
        click.echo(json.dumps({**_record(old, new, found, own), "targets": [_target(each) for each in targets]}, ensure_ascii=False, indent=2))
    else:
        _print(old, new, found, own, targets)


# --- in the terminal ------------------------------------------------------------------------------------------------------


def _print(old: Path, new: Path, found: Comparison, own: Sequence[OwnSheet], targets: Sequence[TargetChange]) -> None:
    out = console()
    out.print(str(_HEADING.format(old=old.name, new=new.name)), style="bold")
    if not found.changes and not own:
        out.print(str(_SAME))
        return
    for title, abouts in _TABLES:
        changes = [change for change in found.changes if change.about in abouts]
        if changes:
            _print_changes(title, changes)
    if found.effects:
        _print_effects(found.effects)
    elif found.changes:
        out.print(str(_NO_EFFECT))
    if targets:
        _print_targets(targets)
    for sheet in own:
        out.print(str(_sheet_line(sheet)))


def _print_changes(title: Text, changes: Sequence[Change]) -> None:
    table = new_table(_ITEM, _BEFORE, _AFTER, title=str(title), left=(0, 1, 2))
    for column in table.columns:
        column.overflow = "fold"
    for change in changes:
        table.add_row(str(change.label), change.before, change.after)
    console().print(table)


def _print_targets(targets: Sequence[TargetChange]) -> None:
    table = new_table(_MEMBER, _TEAM, _GOAL, _BEFORE, _AFTER, title=str(_TARGETS), left=(0, 1, 2))
    for each in targets[:MOST_TARGETS]:
        table.add_row(each.name, each.team, str(each.kpi.label), *each.shown)
    console().print(table)
    if len(targets) > MOST_TARGETS:
        console().print(str(_MORE_TARGETS.format(count=len(targets) - MOST_TARGETS)))


def _print_effects(effects: Sequence[Effect]) -> None:
    table = new_table(_COUNT, _BEFORE, _AFTER, _DIFFERENCE, _PARTS, title=str(_EFFECTS), left=(0, 4))
    table.columns[4].overflow = "fold"
    for effect in effects:
        count = effect.count
        figures = count.show(count.value), count.show(effect.after), _signed(count, effect.difference)
        table.add_row(str(count.label), *figures, _parts(effect))
    console().print(table)


def _parts(effect: Effect) -> str:
    parts = [f"{change.label} {_signed(effect.count, value)}" for change, value in effect.alone]
    if effect.joint:
        parts.append(f"{_JOINT} {_signed(effect.count, effect.joint)}")
    return "\n".join(parts)


def _signed(count: Count, value: float) -> str:
    if not value:
        return "0"
    return f"{'+' if value > 0 else _MINUS}{count.show(abs(value))}"


def _sheet_line(sheet: OwnSheet) -> Text:
    if not sheet.before or not sheet.after:
        return (_SHEET_ADDED if sheet.after else _SHEET_GONE).format(title=sheet.title)
    return _SHEET_DIFFERS.format(title=sheet.title, count=sheet.cells)


# --- as JSON --------------------------------------------------------------------------------------------------------------


def _record(old: Path, new: Path, found: Comparison, own: Sequence[OwnSheet]) -> dict[str, Any]:
    return {
        "old": old.name,
        "new": new.name,
        "changes": [_change(change) for change in found.changes],
        "effects": [_effect(effect) for effect in found.effects],
        "sheets": [
            {"sheet": sheet.title, "in_old": sheet.before, "in_new": sheet.after, "cells": sheet.cells} for sheet in own
        ],
    }  # fmt: skip


def _change(change: Change) -> dict[str, str]:
    return {
        "about": change.about.value, "id": change.id, "label": str(change.label), "before": change.before, "after": change.after,
    }  # fmt: skip


def _target(each: TargetChange) -> dict[str, Any]:
    return {"member": each.name, "team": each.team, "kpi": each.kpi.id, "before": each.before, "after": each.after}


def _effect(effect: Effect) -> dict[str, Any]:
    return {
        "count": effect.count.id,
        "label": str(effect.count.label),
        "before": effect.count.value,
        "after": effect.after,
        "alone": [{"about": change.about.value, "id": change.id, "effect": value} for change, value in effect.alone],
        "joint": effect.joint,
    }


MOST_TARGETS = 30
_MEMBER, _TEAM, _GOAL = Text("担当者", "Member"), Text("チーム", "Team"), Text("最終目標", "Goal")
_TARGETS = Text("担当者の目標（それぞれの月）", "Members' goals (of each month)")
_MORE_TARGETS = Text("ほか{count}名（--json にすべて）", "and {count} more (all of them by --json)")
_HEADING = Text("{old} → {new}", "{old} → {new}")
_SAME = Text("計画に違いはありません。", "The plans are the same.")
_NO_EFFECT = Text("必要な件数は変わりません。", "The counts are the same.")
_ITEM, _BEFORE, _AFTER = Text("項目", "Item"), Text("変更前", "Before"), Text("変更後", "After")
_COUNT, _DIFFERENCE = Text("件数", "Count"), Text("差", "Change")
_PARTS = Text("内訳（それぞれだけを変えたとき）", "Made of (each change alone)")
_EFFECTS = Text("必要な件数への影響（その月）", "What it does to the counts (of the month)")
_JOINT = Text("同時に変えた分", "together")
_MINUS = Text("▲", "−")
_TABLES = (
    (Text("月と入力", "Month and inputs"), (About.MONTH, About.INPUT, About.CALENDAR)),
    (Text("担当者", "Members"), (About.MEMBER,)),
    (Text("追うKPI", "KPIs in use"), (About.KPI,)),
    (Text("手入力の目標（1人あたり）", "Targets by hand (per person)"), (About.TARGET,)),
)
_SHEET_ADDED = Text("自社のシート「{title}」が増えました。", "Your own sheet {title} is new.")
_SHEET_GONE = Text("自社のシート「{title}」がなくなりました。", "Your own sheet {title} is gone.")
_SHEET_DIFFERS = Text("自社のシート「{title}」に違いがあります（セル{count}か所）。", "Your own sheet {title} differs (cells: {count}).")
