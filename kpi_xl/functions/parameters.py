"""Parameters: what a function's argument means, and what stands in when it is omitted.

An omitted argument is taken from the workbook's cell of that name, else from the default; where there is
neither, it is required.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_xl.language import Text


class Shape(Enum):
    """How an argument is read."""

    NUMBER = "number"  #: 0 or more
    ANY_NUMBER = "any number"
    POSITIVE = "positive"
    RATE = "rate"  #: in (0, 1]
    DATE = "date"
    DATES = "dates"  #: a whole range at once
    NUMBERS = "numbers"  #: a whole range at once
    DIRECTION = "direction"  #: "higher"/"以上"/1 or "lower"/"以下"/-1


@dataclass(frozen=True)
class Parameter:
    """One argument of a spreadsheet function."""

    name: str
    shape: Shape
    help: Text
    input: str | None = None  #: the workbook name that stands in when omitted
    default: float | str | None = None  #: stands in where the workbook has no such name
    is_optional: bool = False  #: has a meaning of its own when nothing stands in (holidays)

    def is_required(self, workbook_names: frozenset[str] | set[str]) -> bool:
        """True where nothing could stand in, given the names that a workbook has."""
        return not (self.input in workbook_names or self.default is not None or self.is_optional)


REVENUE = Parameter("revenue", Shape.NUMBER, Text("売上目標（円）", "revenue goal in yen"), "KGI_AMOUNT")
UNIT_PRICE = Parameter("unit_price", Shape.POSITIVE, Text("平均受注単価（円）", "average order in yen"), "UNIT_PRICE")
WIN_RATE = Parameter("win_rate", Shape.RATE, Text("成約率（商談あたりの受注）", "orders per meeting"), "WIN_RATE")
SHOW_RATE = Parameter(
    "show_rate", Shape.RATE, Text("商談実施率（アポイントあたりの商談）", "meetings per appointment"), "SHOW_RATE", 1.0
)
APPOINTMENT_RATE = Parameter(
    "appointment_rate", Shape.RATE, Text("アポイント率（架電あたり）", "appointments per call"), "APPOINTMENT_RATE"
)
REQUEST_RATE = Parameter(
    "request_rate", Shape.RATE, Text("商談設定率（資料請求あたり）", "meetings per request"), "REQUEST_RATE"
)
COVERAGE = Parameter("coverage", Shape.NUMBER, Text("パイプライン倍率", "pipeline coverage wanted"), "COVERAGE", 3.0)
WON = Parameter("won", Shape.NUMBER, Text("受注済みの売上（円）", "revenue already won in yen"), default=0.0)
MONTH = Parameter("month", Shape.DATE, Text("対象月の任意の日", "any day of the month"), "PLAN_MONTH")
HOLIDAYS = Parameter(
    "holidays",
    Shape.DATES,
    Text("休業日の範囲（省略時はブックの休日一覧）", "range of days off (the workbook's list when omitted)"),
    "HOLIDAYS",
    is_optional=True,
)
ACTUAL = Parameter("actual", Shape.ANY_NUMBER, Text("実績", "actual"))
TARGET = Parameter("target", Shape.NUMBER, Text("目標", "target"))
DIRECTION = Parameter(
    "direction",
    Shape.DIRECTION,
    Text("良い向き：「以上」（省略時）か「以下」", 'good side: "higher" (when omitted) or "lower"'),
    default="higher",
)
ELAPSED = Parameter("elapsed", Shape.NUMBER, Text("経過した稼働日数", "working days gone"))
TOTAL = Parameter("total", Shape.POSITIVE, Text("期間の稼働日数", "working days of the period"))
GOOD = Parameter("good", Shape.NUMBER, Text("○とする達成率", "attainment from which it is ○"), "THRESHOLD_GOOD", 1.0)
FAIR = Parameter("fair", Shape.NUMBER, Text("△とする達成率", "attainment from which it is △"), "THRESHOLD_FAIR", 0.8)
