"""The way back as it is said."""

from __future__ import annotations

import pytest

from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.functions import evaluate
from kpi_xl.hosts.commands.open_plan import OpenPlan
from kpi_xl.hosts.commands.planning.work_back import way_back
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month
from kpi_xl.targets import Plan, RolePlan


def open_plan(role_id: str) -> OpenPlan:
    role = load_role(role_id)
    return OpenPlan(Plan((RolePlan(role, role.defaults),)), Month(2026, 11))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("role_id", ROLE_IDS)
def test_every_role_has_something_to_say(role_id, language):
    """Goals that are no revenue have no way back; then each KPI's target is said."""
    with speaking(language):
        lines = [str(line) for line in way_back(open_plan(role_id))]
    assert len(lines) > min(3, len(load_role(role_id).kpis)), "a line for the month, then what the goal takes"
    assert not any("{" in line for line in lines)


def test_the_numbers_are_those_of_the_functions():
    """The dialogue must not contradict the cells."""
    plan = open_plan("field_sales")
    calls = evaluate("KPI_REQUIRED_MEETINGS()", dict(plan.role.defaults))
    assert any(f"商談 {calls:,.0f}件" in str(line) for line in way_back(plan))


def test_yen_are_not_said_to_be_meetings():
    """Inside sales hand meetings over, and are worked back from the revenue that these are to bring."""
    assert str(list(way_back(open_plan("inside_sales")))[1]) == "月間の売上目標（引き渡した商談から生まれる売上）：500万円"
