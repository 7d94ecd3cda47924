"""The made-up company's people: who they are, and what makes their figures their own."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Member

TOKYO, OSAKA = "東京", "大阪"


@dataclass(frozen=True)
class Person:
    """One member. Everything is relative to the method's standard for the role."""

    name: str
    team: str
    role: str  #: as on the command line: inside_sales:bdr
    volume: float = 1.0  #: of activity
    quality: float = 1.0  #: of conversion rates
    price: float = 1.0  #: of orders
    customers: tuple[int, int] = (0, 0)  #: under contract: the first of the accounts, and how many
    pipeline: float = 0.0  #: open deals, in yen
    joined_before: int | None = None  #: months before the last one; None: before the year began
    is_slipping: bool = False  #: meets fewer and fewer key persons, and loses the deals a month later

    def member(self, last_month: Month) -> Member:
        """The row of the members table."""
        joined = None if self.joined_before is None else last_month.plus(-self.joined_before).start
        return Member(self.name, self.team, load_role(self.role), joined)

    def ramp(self, month: Month, last_month: Month) -> float:
        """Share of a full member's activity: 0 before joining, then 25, 50, 75 and 100%."""
        if self.joined_before is None:
            return 1.0
        first = last_month.plus(-self.joined_before)
        months = (month.year - first.year) * 12 + month.month - first.month
        return min(1.0, max(0, months + 1) / 4)


PEOPLE = (
    Person("高橋 誠", TOKYO, "manager", volume=1.3),
    Person("佐藤 花子", TOKYO, "field_sales", quality=1.05, price=1.02, pipeline=9_500_000, is_slipping=True),
    Person("鈴木 一郎", TOKYO, "field_sales", volume=1.04, quality=1.05, price=1.06, pipeline=9_000_000),
    Person("田中 美咲", TOKYO, "field_sales", volume=0.96, price=0.98, pipeline=8_000_000),
    Person(
        "伊藤 翔太", TOKYO, "field_sales", volume=0.95, quality=0.94, price=0.97, pipeline=7_000_000, joined_before=6
    ),
    Person("渡辺 彩", TOKYO, "inside_sales:sdr", volume=1.06, quality=1.08),
    Person("山本 健太", TOKYO, "inside_sales:bdr", quality=0.97),
    Person("中村 由美", TOKYO, "customer_success", customers=(0, 260)),
    Person("小林 浩二", OSAKA, "manager", volume=0.75),
    Person("加藤 大輔", OSAKA, "field_sales", pipeline=9_000_000),
    Person("吉田 直子", OSAKA, "field_sales", volume=0.90, quality=1.06, price=1.10, pipeline=8_500_000),
    Person("山田 拓也", OSAKA, "field_sales", volume=1.02, quality=0.96, pipeline=8_000_000, joined_before=2),
    Person("佐々木 萌", OSAKA, "inside_sales:sdr", volume=0.96, quality=0.98),
    Person("松本 亮", OSAKA, "inside_sales:bdr", volume=0.88, quality=0.76),
    Person("井上 恵", OSAKA, "customer_success", customers=(280, 230), quality=0.98),
    Person("木村 隆", OSAKA, "customer_success", customers=(530, 190), quality=0.94),
)
