"""The stages of the way back as the sheets name them."""

from __future__ import annotations

from kpi_xl.definitions import KINDS, Stage
from kpi_xl.language import Text
from kpi_xl.units import Unit

_KIND_OF = {
    Stage.DEALS: "won",
    Stage.MEETINGS: "meeting",
    Stage.APPOINTMENTS: "appointment",
    Stage.CALLS: "call",
    Stage.REQUESTS: "request",
}

RATE_OF: dict[Stage, tuple[str, Unit, Text]] = {
    Stage.DEALS: ("UNIT_PRICE", Unit.YEN, Text("平均受注単価", "average deal size")),
    Stage.MEETINGS: ("WIN_RATE", Unit.RATE, Text("成約率", "win rate")),
    Stage.APPOINTMENTS: ("SHOW_RATE", Unit.RATE, Text("商談実施率", "show rate")),
    Stage.CALLS: ("APPOINTMENT_RATE", Unit.RATE, Text("アポイント率", "appointment rate")),
    Stage.REQUESTS: ("REQUEST_RATE", Unit.RATE, Text("商談設定率", "request-to-meeting rate")),
}
"""Stage -> the input that the stage before is divided by: its name, its unit and its words."""

BEFORE = {
    Stage.MEETINGS: Stage.DEALS,
    Stage.APPOINTMENTS: Stage.MEETINGS,
    Stage.CALLS: Stage.APPOINTMENTS,
    Stage.REQUESTS: Stage.MEETINGS,
}
"""Stage -> the one that it is worked back from; deals come from the amount."""


def stage_label(stage: Stage) -> Text:
    """商談, Meetings."""
    return KINDS[_KIND_OF[stage]].label
