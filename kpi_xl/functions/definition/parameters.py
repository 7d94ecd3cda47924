"""Parameters: what a function's argument means, and what stands in when it is omitted.

An omitted argument is taken from the workbook's cell of that name, else from the default; where there is
neither, it is required.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_xl.language import Text


class Shape(Enum):
    """How an argument is read: what it may be, and how it reads where it breaks that rule."""

    NUMBER = Text("0以上の数", "a number, 0 or more"), Text("が負", "is below 0")
    ANY_NUMBER = Text("数（負も可）", "any number"), None
    POSITIVE = Text("0より大きい数", "a number above 0"), Text("が0以下", "is 0 or below")
    RATE = (
        Text("率（0%より大きく100%以下）", "a rate above 0%, at most 100%"),
        Text("が0%以下か100%超", "is not above 0% and at most 100%"),
    )
    SHARE = (
        Text("割合（0%以上100%以下）", "a share from 0% to 100%"),
        Text("が負か100%超", "is below 0% or above 100%"),
    )
    CONFIDENCE = (
        Text("確率（0%より大きく100%未満）", "a probability above 0% and below 100%"),
        Text("が0%以下か100%以上", "is not between 0% and 100%"),
    )
    DATE = Text("日付", "a date"), Text("が1900年3月1日より前", "is before 1900-03-01")
    DATES = Text("日付の範囲", "a range of dates"), None  #: a whole range at once
    NUMBERS = Text("数の範囲（空白と文字は数えない）", "a range of numbers; blanks and texts do not count"), None  #: likewise
    COUNTS = Text("0以上の数の範囲", "a range of numbers, each 0 or more"), Text("に負の数", "has a number below 0")  #: likewise
    TEXT = Text("文字", "a text"), None
    TEXTS = Text("文字の範囲", "a range of texts"), None  #: a whole range at once
    DIRECTION = (
        Text("「以上」か「以下」（1 か -1 も可）", '"higher" or "lower" (or 1, -1)'),
        Text("が「以上」でも「以下」でもない", 'is neither "higher" nor "lower"'),
    )

    @property
    def label(self) -> Text:
        """What may be given."""
        return self.value[0]

    @property
    def broken(self) -> Text | None:
        """How an argument reads that breaks the rule; None where anything that can be read will do."""
        return self.value[1]

    @property
    def is_whole_range(self) -> bool:
        """True where a range is one argument; else it is computed cell by cell."""
        return self in (Shape.DATES, Shape.NUMBERS, Shape.COUNTS, Shape.TEXTS)

    @property
    def is_text(self) -> bool:
        return self in (Shape.TEXT, Shape.TEXTS, Shape.DIRECTION)


@dataclass(frozen=True)
class Parameter:
    """One argument of a spreadsheet function."""

    name: str
    shape: Shape
    help: Text
    input: str | None = None  #: the workbook name that stands in when omitted
    default: float | str | None = None  #: stands in where the workbook has no such name
    is_optional: bool = False  #: has a meaning of its own when nothing stands in (holidays)

    @property
    def may_be_omitted(self) -> bool:
        """True where something can stand in: a cell of the workbook, if it has it, the default, or nothing at all."""
        return self.input is not None or self.default is not None or self.is_optional


REVENUE = Parameter("revenue", Shape.NUMBER, Text("売上目標（円）", "revenue goal in yen"), "KGI_AMOUNT")
UNIT_PRICE = Parameter("unit_price", Shape.POSITIVE, Text("平均受注単価（円）", "average deal size in yen"), "UNIT_PRICE")
WIN_RATE = Parameter("win_rate", Shape.RATE, Text("成約率（商談あたりの受注）", "deals won per meeting"), "WIN_RATE")
SHOW_RATE = Parameter(
    "show_rate", Shape.RATE, Text("商談実施率（アポイントあたりの商談）", "meetings per appointment"), "SHOW_RATE", 1.0
)
APPOINTMENT_RATE = Parameter(
    "appointment_rate", Shape.RATE, Text("アポイント率（架電あたり）", "appointments per call"), "APPOINTMENT_RATE"
)
REQUEST_RATE = Parameter(
    "request_rate", Shape.RATE, Text("商談設定率（資料請求あたり）", "meetings per request"), "REQUEST_RATE"
)
CUSTOMERS = Parameter("customers", Shape.NUMBER, Text("契約中の顧客数", "customers under contract"), "CUSTOMERS")
CUSTOMERS_DUE = Parameter("customers_due", Shape.NUMBER, Text("更新の時期を迎える顧客数", "customers due for renewal"), "CUSTOMERS_DUE")
RENEWAL_RATE = Parameter("renewal_rate", Shape.SHARE, Text("更新率（更新対象あたり）", "renewals per customer due"), "RENEWAL_RATE")
RENEWAL_AMOUNT = Parameter("renewal_amount", Shape.NUMBER, Text("更新1件の金額（円）", "yen per renewal"), "RENEWAL_AMOUNT")
ADDED_AMOUNT = Parameter("added_amount", Shape.POSITIVE, Text("追加受注1件の金額（円）", "yen per expansion deal"), "ADDED_AMOUNT")
MEETINGS_PER_CUSTOMER = Parameter(
    "meetings_per_customer", Shape.NUMBER, Text("顧客1社あたりの月間面談数", "meetings with each customer a month"),
    "MEETINGS_PER_CUSTOMER",
)  # fmt: skip
COVERAGE = Parameter("coverage", Shape.NUMBER, Text("パイプライン倍率の目安", "target pipeline coverage"), "COVERAGE", 3.0)
WON = Parameter("won", Shape.NUMBER, Text("受注済みの売上（円）", "revenue already won in yen"), default=0.0)
MONTH = Parameter("month", Shape.DATE, Text("対象月の任意の日", "any day of the month"), "PLAN_MONTH")
HOLIDAYS = Parameter(
    "holidays",
    Shape.DATES,
    Text("休業日の範囲（省略時はブックの休業日一覧）", "range of days off (the workbook's list when omitted)"),
    "HOLIDAYS",
    is_optional=True,
)
ACTUAL = Parameter("actual", Shape.ANY_NUMBER, Text("実績", "actual"))
TARGET = Parameter("target", Shape.NUMBER, Text("目標", "target"))
DIRECTION = Parameter(
    "direction",
    Shape.DIRECTION,
    Text("達成条件：「以上」（省略時）か「以下」", 'target is: "higher" (when omitted) or "lower" is better'),
    default="higher",
)
ELAPSED = Parameter("elapsed", Shape.NUMBER, Text("経過した稼働日数", "working days elapsed"))
TOTAL = Parameter("total", Shape.POSITIVE, Text("期間の稼働日数", "working days of the period"))
GOOD = Parameter("good", Shape.NUMBER, Text("○とする達成率", "attainment from which it is ○"), "THRESHOLD_GOOD", 1.0)
FAIR = Parameter("fair", Shape.NUMBER, Text("△とする達成率", "attainment from which it is △"), "THRESHOLD_FAIR", 0.8)
