"""The cases with which a new workbook begins."""

from __future__ import annotations

from collections.abc import Mapping

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts.settings import CompanySettings
from kpi_xl.targets.company.model import MAN_YEN

CASES = (Text("強気", "High"), Text("標準", "Standard"), Text("慎重", "Low"))
STANDARD = 1
"""The place of the case that the others are compared with."""
GOALS, RATES = (1.25, 0.875), (0.02, -0.03)
"""Of the two others: times the goal of new business, and points of the win rate."""
LOWEST_RATE = 0.01


def usual_cases(settings: CompanySettings) -> tuple[Mapping[str, float], ...]:
    """What the cases change of ①: more wins and a higher goal, nothing, fewer of both."""
    company = settings.whole
    changed: list[Mapping[str, float]] = [{}, {}, {}]
    for place, goal, rate in zip((0, 2), GOALS, RATES, strict=True):
        new = company.new_amount * goal
        win = company.inputs[names.WIN_RATE] + rate
        changed[place] = {
            names.NEW_GOAL: new // MAN_YEN * MAN_YEN if new >= MAN_YEN else new,
            names.WIN_RATE: round(min(1.0, max(LOWEST_RATE, win)), 3),
        }
    return tuple(changed)
