"""Circumstances: what is known beside the sentence that is judged."""

from __future__ import annotations

from typing import NamedTuple

from kpi_xl.definitions import RoleTemplate
from kpi_xl.smart.past_months import PastMonths
from kpi_xl.smart.times.spans import Today


class Circumstances(NamedTuple):
    """What is known beside the sentence."""

    today: Today
    role: RoleTemplate | None = None
    past: PastMonths | None = None
    baseline: float | None = None  #: what the figure is now, where the sentence does not say
