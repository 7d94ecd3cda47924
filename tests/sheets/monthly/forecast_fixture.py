"""A month's forecasts by hand: 662万円 a week ago, 640 now, of which 336 are won; five of six past months came inside the range."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kpi_xl.attainment.forecast.open.deal import OpenDeal
from kpi_xl.attainment.forecast.record.accuracy import Accuracy, JudgedMonth
from kpi_xl.attainment.forecast.record.moves import Moves
from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.attainment.forecast.record.records import ForecastRecord, ForecastRecords, Subject
from kpi_xl.attainment.forecast.record.track import ForecastTrack, Step, WonSince
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import TeamResult
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text
from kpi_xl.periods import Month
from tests.sheets.monthly.report_fixture import FIELD, block, field_members, report

MID_MONTH = date(2026, 11, 16)
TOO_FEW = TooLittle(Text("過去の見込みが3か月分に満たないため、精度を示せません（現在2か月）", "Fewer than 3 past forecasts (2 so far)"))


def point(
    day: int, won: float, in_open: float, to_come: float, low: float, high: float, deals: Sequence[OpenDeal] = (), target: float | None = 6_860_000
) -> ForecastPoint:
    chance = None if target is None else 0.3
    return ForecastPoint(
        date(2026, 11, day), target, won, won / 840_000, in_open, to_come, to_come / 840_000, low, high, low - 100_000, high + 100_000, chance,
        deals=tuple(deals),
    )  # fmt: skip


OPEN = tuple(OpenDeal("佐藤 花子", f"顧客{number}", "", 840_000, 1_180_000 / 2_520_000, 840_000) for number in range(3))
FOURTH = point(4, 1_680_000, 1_500_000, 3_500_000, 4_900_000, 8_500_000)
NINTH = point(9, 2_480_000, 1_500_000, 2_640_000, 5_100_000, 8_000_000, OPEN)
SIXTEENTH = point(16, 3_360_000, 1_180_000, 1_860_000, 5_300_000, 7_500_000, OPEN)
STEPS = (
    Step(FOURTH, NINTH, Moves(6_680_000, 6_620_000, 0, 0, 0, -60_000), (WonSince("鈴木 一郎", 1, 800_000, {}),)),
    Step(NINTH, SIXTEENTH, Moves(6_620_000, 6_400_000, 480_000, -920_000, 160_000, 60_000), (WonSince("佐藤 花子", 1, 880_000, {}),)),
)
_PAST = {
    10: (660, 565, 755, 671), 9: (602, 510, 690, 498), 8: (648, 555, 740, 632), 7: (640, 545, 735, 651), 6: (655, 560, 750, 688),
    5: (610, 520, 700, 622),
}  # fmt: skip
"""Month -> what was forecast, its range, what came; 万円."""
MONTHS = tuple(
    JudgedMonth(Month(2026, month), date(2026, month, 15), *(each * 10_000 for each in figures)) for month, figures in _PAST.items()
)  # fmt: skip
HELD = Accuracy(MONTHS)
MEMBERS = (("佐藤 花子", HELD), ("新人 太郎", TOO_FEW))


END = point(30, 6_710_000, 0, 0, 6_710_000, 6_710_000)
CLOSING = (
    *STEPS, Step(SIXTEENTH, END, Moves(6_400_000, 6_710_000, 0, -330_000, 40_000, 600_000), (WonSince("鈴木 一郎", 4, 3_350_000, {}),)),
)  # fmt: skip
OWN_DAYS = Accuracy(
    tuple(
        JudgedMonth(Month(2026, 11), each.as_of, each.landing, each.low_80, each.high_80, END.landing)
        for each in (SIXTEENTH, NINTH, FOURTH)
    )
)
"""Of the month that is over: 640, 662 and 668, of which 671 came."""


def closed_month() -> MeasuredMonth:
    """The same team on the month's last day."""
    monthly = report([TeamResult("東京", (block(FIELD, field_members("東京"), "東京"),), ())])
    subject = Subject.of_block(monthly.teams[0].blocks[0])
    track = ForecastTrack((FOURTH, NINTH, SIXTEENTH, END), CLOSING)
    record = ForecastRecord(subject, FIELD, FIELD.kgi, track, OWN_DAYS, (("佐藤 花子", OWN_DAYS), ("新人 太郎", TOO_FEW)))
    return MeasuredMonth(monthly, closed=ForecastRecords({subject: record}))


def month_with(
    steps: Sequence[Step] = STEPS, accuracy: Accuracy | TooLittle = HELD, name: str = "東京", now: ForecastPoint = SIXTEENTH
) -> MeasuredMonth:
    """A team of field sales in mid-month, whose revenue was forecast so."""
    members = field_members(name)
    monthly = report([TeamResult(name, (block(FIELD, members, name),), ())], as_of=MID_MONTH, elapsed=10)
    its = monthly.teams[0].blocks[0]
    points = [steps[0].before, *(step.now for step in steps)] if steps else [now]
    record = ForecastRecord(Subject.of_block(its), FIELD, FIELD.kgi, ForecastTrack(tuple(points), tuple(steps)), accuracy, MEMBERS)
    return MeasuredMonth(monthly, forecasts=ForecastRecords({record.subject: record}))
