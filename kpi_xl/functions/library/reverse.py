"""Reverse calculation in cells: from the goal back to what it takes. Every stage is rounded up.

The steps are those of `kpi_xl.targets.reverse`, without its checks: the registry has made them.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from kpi_xl.functions.definition.parameters import (
    APPOINTMENT_RATE,
    COVERAGE,
    REQUEST_RATE,
    REVENUE,
    SHOW_RATE,
    UNIT_PRICE,
    WIN_RATE,
    WON,
    Parameter,
    Shape,
)  # fmt: skip
from kpi_xl.functions.definition.registry import Category, spreadsheet_function
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.rounding import round_up
from kpi_xl.units import Unit

DEALS = up("{revenue}/{unit_price}")
MEETINGS = up(DEALS + "/{win_rate}")
APPOINTMENTS = up(MEETINGS + "/{show_rate}")
CALLS = up(APPOINTMENTS + "/{appointment_rate}")


@spreadsheet_function(
    "KPI_REQUIRED_DEALS", Category.REVERSE, REVENUE, UNIT_PRICE,
    help=Text("売上目標に必要な受注件数", "Deals needed for the revenue goal"),
    example="=KPI_REQUIRED_DEALS(10000000,500000)",
    twin=DEALS, unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def deals(revenue: Any, unit_price: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_DEALS", 10_000_000, 500_000)
    20
    """
    return round_up(revenue / unit_price)


@spreadsheet_function(
    "KPI_REQUIRED_MEETINGS", Category.REVERSE, REVENUE, UNIT_PRICE, WIN_RATE,
    help=Text("売上目標に必要な商談数", "Meetings needed for the revenue goal"),
    example="=KPI_REQUIRED_MEETINGS(10000000,500000,20%)",
    twin=MEETINGS, unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def meetings(revenue: Any, unit_price: Any, win_rate: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_MEETINGS", 10_000_000, 500_000, 0.2)
    100
    """
    return round_up(deals(revenue, unit_price) / win_rate)


@spreadsheet_function(
    "KPI_REQUIRED_APPOINTMENTS", Category.REVERSE, REVENUE, UNIT_PRICE, WIN_RATE, SHOW_RATE,
    help=Text("売上目標に必要なアポイント数", "Appointments needed for the revenue goal"),
    example="=KPI_REQUIRED_APPOINTMENTS(10000000,500000,20%,80%)",
    twin=APPOINTMENTS, unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def appointments(revenue: Any, unit_price: Any, win_rate: Any, show_rate: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_APPOINTMENTS", 10_000_000, 500_000, 0.2, 0.8)
    125
    """
    return round_up(meetings(revenue, unit_price, win_rate) / show_rate)


@spreadsheet_function(
    "KPI_REQUIRED_CALLS", Category.REVERSE, REVENUE, UNIT_PRICE, WIN_RATE, APPOINTMENT_RATE, SHOW_RATE,
    help=Text("売上目標に必要な架電数", "Calls needed for the revenue goal"),
    example="=KPI_REQUIRED_CALLS(10000000,500000,20%,5%)",
    twin=CALLS, unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def calls(revenue: Any, unit_price: Any, win_rate: Any, appointment_rate: Any, show_rate: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_CALLS", 10_000_000, 500_000, 0.2, 0.05)
    2000
    """
    return round_up(appointments(revenue, unit_price, win_rate, show_rate) / appointment_rate)


@spreadsheet_function(
    "KPI_REQUIRED_REQUESTS", Category.REVERSE, REVENUE, UNIT_PRICE, WIN_RATE, REQUEST_RATE,
    help=Text("売上目標に必要な資料請求数", "Requests needed for the revenue goal"),
    example="=KPI_REQUIRED_REQUESTS(10000000,500000,20%,15%)",
    twin=up(MEETINGS + "/{request_rate}"), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def requests(revenue: Any, unit_price: Any, win_rate: Any, request_rate: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_REQUESTS", 10_000_000, 500_000, 0.2, 0.15)
    667
    """
    return round_up(meetings(revenue, unit_price, win_rate) / request_rate)


@spreadsheet_function(
    "KPI_REQUIRED_VISITS", Category.REVERSE,
    Parameter("meetings", Shape.NUMBER, Text("必要な商談数", "meetings needed")),
    Parameter("visits_per_meeting", Shape.NUMBER, Text("商談1件あたりの訪問数", "visits per meeting")),
    help=Text("商談数に必要な訪問数", "Visits needed for the meetings"),
    example="=KPI_REQUIRED_VISITS(30,1.5)",
    twin=up("{meetings}*{visits_per_meeting}"), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def visits(meetings: Any, visits_per_meeting: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_VISITS", 30, 1.5)
    45
    """
    return round_up(meetings * visits_per_meeting)


RATES = tuple(
    Parameter(
        f"rate{number}",
        Shape.RATE,
        Text(f"結果から数えて{number}番目の転換率", f"conversion rate {number}, counted from the outcome"),
        default=None if number == 1 else 1.0,
    )
    for number in range(1, 7)
)
"""Six stages are more than any funnel that was seen; a rate of 100% changes nothing."""


def _count_twin() -> str:
    twin = "{outcome}"
    for rate in RATES:
        twin = up(f"{twin}/{{{rate.name}}}")
    return twin


@spreadsheet_function(
    "KPI_REQUIRED_COUNT", Category.REVERSE,
    Parameter("outcome", Shape.NUMBER, Text("目標の件数（受注など）", "target count, such as deals won")), *RATES,
    help=Text("目標の件数に必要な活動量（転換率は結果に近い順）", "Activity needed for an outcome; rates in order from the outcome"),
    example="=KPI_REQUIRED_COUNT(25,30%,80%,20%)",
    twin=_count_twin(), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def count(outcome: Any, *rates: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_COUNT", 25, 0.3, 0.8, 0.2)
    525
    """
    for rate in rates:
        outcome = round_up(outcome / rate)
    return outcome


@spreadsheet_function(
    "KPI_REQUIRED_PIPELINE", Category.REVERSE, REVENUE, COVERAGE, WON,
    help=Text("目標売上の残りに必要なパイプライン（円）", "Open pipeline in yen needed for the rest of the goal"),
    example="=KPI_REQUIRED_PIPELINE(10000000,3,2000000)",
    twin="IF({revenue}>{won},({revenue}-{won})*{coverage},0)", unit=Unit.YEN,
)  # fmt: skip
def pipeline(revenue: Any, coverage: Any, won: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_PIPELINE", 10_000_000, 3, 2_000_000)
    24000000.0
    """
    return np.maximum(revenue - won, 0) * coverage


@spreadsheet_function(
    "KPI_REQUIRED_HEADCOUNT", Category.REVERSE,
    Parameter("required", Shape.NUMBER, Text("必要な件数", "count needed")),
    Parameter("per_head", Shape.POSITIVE, Text("1人あたりの件数", "count per person")),
    Parameter("ramp", Shape.RATE, Text("立ち上がり率（100%で戦力化）", "ramp: share of full productivity"), default=1.0),
    help=Text("必要な人数", "People needed for a count"),
    example="=KPI_REQUIRED_HEADCOUNT(2000,1000)",
    twin=up("{required}/({per_head}*{ramp})"), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def headcount(required: Any, per_head: Any, ramp: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_HEADCOUNT", 2_000, 1_000), call("KPI_REQUIRED_HEADCOUNT", 2_000, 1_000, 0.75)
    (2, 3)
    """
    return round_up(required / (per_head * ramp))


FUNNEL_LABELS = (
    Text("受注", "Deals"), Text("商談", "Meetings"), Text("アポイント", "Appointments"), Text("架電", "Calls"),
)  # fmt: skip


def _funnel_twin() -> Text:
    labels = (",".join(f'"{label}"' for label in each) for each in zip(*(text.both() for text in FUNNEL_LABELS), strict=True))
    counts = f"{DEALS},{MEETINGS},{APPOINTMENTS},{CALLS}"
    return Text(*(f"IF({{{{1,0}}}},CHOOSE({{{{1;2;3;4}}}},{each}),CHOOSE({{{{1;2;3;4}}}},{counts}))" for each in labels))


@spreadsheet_function(
    "KPI_FUNNEL", Category.REVERSE, REVENUE, UNIT_PRICE, WIN_RATE, APPOINTMENT_RATE, SHOW_RATE,
    help=Text("売上目標からの逆算を4行の表で（受注・商談・アポイント・架電）", "The revenue goal worked back, as a table of four rows"),
    example="=KPI_FUNNEL(10000000,500000,20%,5%)",
    twin=_funnel_twin(), is_table=True,
)  # fmt: skip
def funnel(revenue: float, unit_price: float, win_rate: float, appointment_rate: float, show_rate: float) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_FUNNEL", 10_000_000, 500_000, 0.2, 0.05)
    [['受注', 20], ['商談', 100], ['アポイント', 100], ['架電', 2000]]
    """
    counts = (
        deals(revenue, unit_price),
        meetings(revenue, unit_price, win_rate),
        appointments(revenue, unit_price, win_rate, show_rate),
        calls(revenue, unit_price, win_rate, appointment_rate, show_rate),
    )
    return [[str(label), int(number)] for label, number in zip(FUNNEL_LABELS, counts, strict=True)]
