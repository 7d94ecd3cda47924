"""The stages of the way back as the sheets name them."""

from __future__ import annotations

from kpi_xl.definitions import BEFORE, KINDS, Stage
from kpi_xl.language import Text
from kpi_xl.units import Unit

_KIND_OF = {
    Stage.DEALS: "won",
    Stage.MEETINGS: "meeting",
    Stage.APPOINTMENTS: "appointment",
    Stage.CALLS: "call",
    Stage.REQUESTS: "request",
}

_CUSTOMER_LABELS = {
    Stage.RENEWALS: Text("更新", "Renewals"),
    Stage.ADDED_DEALS: Text("追加の受注", "Expansion deals"),
    Stage.CUSTOMER_MEETINGS: Text("顧客面談", "Customer meetings"),
}

RATE_OF: dict[Stage, tuple[str, Unit, Text]] = {
    Stage.DEALS: ("UNIT_PRICE", Unit.YEN, Text("平均受注単価", "average deal size")),
    Stage.MEETINGS: ("WIN_RATE", Unit.RATE, Text("成約率", "win rate")),
    Stage.APPOINTMENTS: ("SHOW_RATE", Unit.RATE, Text("商談実施率", "show rate")),
    Stage.CALLS: ("APPOINTMENT_RATE", Unit.RATE, Text("アポイント率", "appointment rate")),
    Stage.REQUESTS: ("REQUEST_RATE", Unit.RATE, Text("商談設定率", "request-to-meeting rate")),
    Stage.RENEWALS: ("RENEWAL_RATE", Unit.RATE, Text("更新率", "renewal rate")),
    Stage.ADDED_DEALS: ("ADDED_AMOUNT", Unit.YEN, Text("1件の金額", "yen per deal")),
    Stage.CUSTOMER_MEETINGS: ("MEETINGS_PER_CUSTOMER", Unit.COUNT, Text("1社あたりの回数", "each, a month")),
}
"""Stage -> the input that what stands before it is divided by (or multiplied with): its name, its unit and its words."""

TIMES = frozenset({Stage.RENEWALS, Stage.CUSTOMER_MEETINGS})
"""Stages that are a part or a multiple of the customers."""


_FROM = {
    Stage.RENEWALS: Text("更新対象の顧客", "Customers due"),
    Stage.ADDED_DEALS: Text("更新で足りない売上", "What renewals leave"),
    Stage.CUSTOMER_MEETINGS: Text("契約中の顧客", "Customers"),
}
"""What stands before the stages that no other stage leads to; before the deals it is the amount."""


def stage_label(stage: Stage) -> Text:
    """商談, Meetings."""
    return _CUSTOMER_LABELS.get(stage) or KINDS[_KIND_OF[stage]].label


def rate_words(stage: Stage) -> str:
    """÷ 成約率, × renewal rate."""
    return f"{'×' if stage in TIMES else '÷'} {RATE_OF[stage][2]}"


def way_words(stage: Stage) -> str:
    """How the stage follows: 受注 ÷ 成約率."""
    before = stage_label(BEFORE[stage]) if stage in BEFORE else _FROM.get(stage, Text("今月のKGI", "KGI of the month"))
    return f"{before} {rate_words(stage)}"
