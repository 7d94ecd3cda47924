"""Monthly reports made by hand: realistic ones, and such as break sheets.

Figures are drawn from a seeded generator, so that every run draws the same workbook.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kpi_xl.activity.summary import ReadSummary
from kpi_xl.attainment.report.model import (
    AttainmentRow,
    MonthlyReport,
    Result,
    RoleBlock,
    StageRow,
    TeamResult,
    TrendPoint,
)  # fmt: skip
from kpi_xl.attainment.report.rates import attainment, share_attaining, status_of
from kpi_xl.attainment.report.rows import attainment_row
from kpi_xl.definitions import Direction, Kpi, RoleTemplate, load_role
from kpi_xl.periods import Month, months_up_to
from kpi_xl.targets import Thresholds
from kpi_xl.units import Unit

NOVEMBER = Month(2026, 11)
THRESHOLDS = Thresholds()


def row(kpi: Kpi, target: float | None, actual: float | None) -> AttainmentRow:
    """A row with its rate and status worked out."""
    rate = None
    if target is not None and actual is not None:
        rate = float(attainment(actual, target, kpi.direction is Direction.LOWER))
    return AttainmentRow(kpi, target, actual, rate, status_of(rate, THRESHOLDS), due=target, pace=rate)


def result(
    role: RoleTemplate,
    name: str,
    actuals: Sequence[float | None],
    *,
    team: str = "東京チーム",
    targets: Sequence[float | None] | None = None,
    kgi_before: Sequence[float | None] = (),
    stages: Sequence[float] = (),
    is_planned: bool = True,
) -> Result:
    """A member with these actuals, one per KPI, and the KGI of the months before."""
    goals = [kpi.target for kpi in role.kpis] if targets is None else list(targets)
    if not is_planned:
        goals = [None] * len(role.kpis)
    rows = tuple(row(kpi, goal, actual) for kpi, goal, actual in zip(role.kpis, goals, actuals, strict=True))
    funnel = tuple(
        StageRow(stage, stage_target(role, stage.kpi, stage.rate) if is_planned else None, actual)
        for stage, actual in zip(role.funnel, stages or [0.0] * len(role.funnel), strict=True)
    )
    return Result(name, team, role, rows, funnel, trend(rows[0], kgi_before), None, is_planned)


def stage_target(role: RoleTemplate, kpi_id: str | None, rate_id: str | None) -> float | None:
    """A month's target of a funnel stage: 19 working days."""
    if kpi_id is None:
        return role.kpi(rate_id).target * 30 if rate_id else None
    kpi = role.kpi(kpi_id)
    return kpi.target * {"DAY": 19, "WEEK": 3.8}.get(kpi.period.name, 1)


def trend(kgi: AttainmentRow, before: Sequence[float | None]) -> tuple[TrendPoint, ...]:
    """Six months of the KGI that end with *kgi*; months without a figure come first."""
    months = months_up_to(NOVEMBER, 6)
    actuals = [None] * (5 - len(before)) + list(before)
    points = []
    for month, actual in zip(months, [*actuals, kgi.actual], strict=True):
        each = row(kgi.kpi, kgi.target, actual)
        points.append(TrendPoint(month, each.target, each.actual, each.rate))
    return tuple(points)


def block(role: RoleTemplate, members: Sequence[Result], team: str = "東京チーム") -> RoleBlock:
    """Members with the total that sums them up: sums for counts and yen, a mean for the rest."""
    rows = []
    for kpi in role.kpis:
        own = [each for member in members for each in member.rows if each.kpi.id == kpi.id]
        targets, actuals = [each.target for each in own], [each.actual for each in own]
        rows.append(row(kpi, together(kpi, targets), together(kpi, actuals)))
    months = zip(*(member.trend for member in members), strict=True)
    points = tuple(total_point(role.kgi, points) for points in months)
    stages = tuple(
        StageRow(stage, added([each.target for each in own]), sum(each.actual for each in own))
        for stage, own in zip(role.funnel, zip(*(member.funnel for member in members), strict=True), strict=True)
    )
    shares = tuple(
        share_attaining([float("nan") if (rate := member.row(kpi.id).rate) is None else rate for member in members])
        for kpi in role.kpis
    )
    return RoleBlock(role, tuple(members), Result(team, team, role, tuple(rows), stages, points), shares)


def together(kpi: Kpi, values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    return sum(known) if kpi.is_additive else sum(known) / len(known)


def added(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def total_point(kgi: Kpi, points: Sequence[TrendPoint]) -> TrendPoint:
    each = row(kgi, added([point.target for point in points]), added([point.actual for point in points]))
    return TrendPoint(points[0].month, each.target, each.actual, each.rate)


def report(teams: Sequence[TeamResult], *, as_of: date = date(2026, 11, 30), elapsed: int = 19) -> MonthlyReport:
    log = ReadSummary(
        "活動記録_2026年11月.csv", 12_345, 12_290, 30, 25, (), date(2026, 6, 1), as_of, 12, {}
    )  # fmt: skip
    month = MonthlyReport(NOVEMBER, as_of, 19, elapsed, THRESHOLDS, tuple(teams), log)
    return replace(month, teams=tuple(_by_now(team, month.share_due) for team in teams))


def _by_now(team: TeamResult, share_due: float) -> TeamResult:
    """The team, judged by what is due."""

    def judged(each: Result) -> Result:
        rows = (attainment_row(row.kpi, row.target, row.actual, THRESHOLDS, row.before, row.year_before, share_due) for row in each.rows)
        return replace(each, rows=tuple(rows))

    blocks = (replace(block, members=tuple(map(judged, block.members)), total=judged(block.total)) for block in team.blocks)
    return replace(team, blocks=tuple(blocks), led=tuple(map(judged, team.led)))


# --- realistic reports -------------------------------------------------------------------------------------------

FIELD, BDR, SDR = load_role("field_sales"), load_role("inside_sales:bdr"), load_role("inside_sales:sdr")
SUCCESS, MANAGER = load_role("customer_success"), load_role("manager")

SATO = result(
    FIELD, "佐藤 花子", (2_400_000, 4, 600_000, 26, 4 / 26, 0.62, 8.7),
    kgi_before=(2_760_000, 3_120_000, 2_430_000, 3_300_000, 2_850_000), stages=(33, 26, 16, 4),
)  # fmt: skip


def field_members(team: str = "東京チーム") -> list[Result]:
    return [
        replace(SATO, team=team),
        result(
            FIELD, "鈴木 一郎", (3_450_000, 7, 3_450_000 / 7, 33, 7 / 33, 0.85, 11.3), team=team,
            kgi_before=(2_900_000, 2_750_000, 3_050_000, 3_200_000, 3_150_000), stages=(43, 33, 28, 7),
        ),
        result(
            FIELD, "田中 美咲", (1_900_000, 4, 475_000, 19, 4 / 19, 0.58, 6.1), team=team,
            kgi_before=(1_500_000, 2_100_000, 2_300_000, 2_250_000, 2_100_000), stages=(23, 19, 11, 4),
        ),
        result(
            FIELD, "高橋 健", (3_000_000, 6, 500_000, 30, 0.2, 0.8, 10), team=team,
            kgi_before=(2_400_000, 2_600_000, 2_700_000, 2_800_000, 2_900_000), stages=(38, 30, 24, 6),
        ),
        result(
            FIELD, "新人 太郎", (500_000, 1, 500_000, 8, 0.125, None, 3.2), team=team, is_planned=False,
            kgi_before=(None, 300_000), stages=(12, 8, 3, 1),
        ),
    ]  # fmt: skip


def field_report() -> MonthlyReport:
    """One field sales team without a manager."""
    return report([TeamResult("東京チーム", (block(FIELD, field_members()),), ())])


def inside_members(role: RoleTemplate, team: str) -> list[Result]:
    if role is BDR:
        return [
            result(
                BDR, "山本 さくら", (46, 47, 0.047, 49.5), team=team,
                kgi_before=(41, 44, 48, 50, 52), stages=(941, 47, 46),
            ),
            result(
                BDR, "中村 翔", (52, 55, 0.0561, 51.6), team=team,
                kgi_before=(48, 47, 51, 50, 49), stages=(980, 55, 52),
            ),
        ]  # fmt: skip
    return [result(SDR, "小林 葵", (38, 40, 0.121), team=team, kgi_before=(45, 44, 43, 40, 41), stages=(331, 40, 38))]


def manager_result(team: str) -> Result:
    return result(
        MANAGER, "渡辺 部長", (11_250_000, 0.75, 2.4, 3), team=team, stages=(1_921, 102, 98, 21),
        kgi_before=(9_560_000, 10_570_000, 10_480_000, 11_550_000, 11_000_000),
    )  # fmt: skip


def mixed_report() -> MonthlyReport:
    """Two teams: one of field and inside sales under a manager, one of customer success without."""
    tokyo = "東京チーム"
    blocks = (
        block(FIELD, field_members(tokyo), tokyo),
        block(BDR, inside_members(BDR, tokyo), tokyo),
        block(SDR, inside_members(SDR, tokyo), tokyo),
    )
    osaka = "大阪カスタマーサクセス"
    success = [
        result(
            SUCCESS, "加藤 恵", (5_150_000, 0.83, 0.047, 0.16, 0.09, 4.62, 31), team=osaka,
            kgi_before=(4_800_000, 4_900_000, 4_950_000, 5_050_000, 5_100_000), stages=(60, 50, 10, 5),
        ),
        result(
            SUCCESS, "吉田 大輔", (3_900_000, 0.74, 0.128, 0.11, 0.07, 4.1, 18), team=osaka,
            kgi_before=(4_700_000, 4_600_000, 4_300_000, 4_250_000, 4_100_000), stages=(58, 43, 6, 4),
        ),
    ]  # fmt: skip
    success_team = TeamResult(osaka, (block(SUCCESS, success, osaka),), ())
    tokyo_team = TeamResult(tokyo, blocks, (manager_result(tokyo),))
    return report([tokyo_team, success_team], as_of=date(2026, 11, 23), elapsed=14)


# --- reports that break sheets -----------------------------------------------------------------------------------

ODD_NAMES = (
    "=1+1", "@cmd|' /C calc'!A0", "とても長い名前" * 12, "とても長い名前" * 12 + "2", "営業/第1[東]:*?\\",
    "O'Neil", "'引用'", "history", "", " ", "\x01制御\n文字", "a&b<c>\"d\"", "Ａ１", "1", "東京チーム",
)  # fmt: skip


def odd_report(names: Sequence[str] = ODD_NAMES) -> MonthlyReport:
    """Names that are formulas, too long, illegal or alike; nothing measured; zero targets; no team."""
    seen = random.Random(1)
    members = []
    for place, name in enumerate(names):
        actuals: list[float | None] = [round(kpi.target * seen.uniform(0, 2.2), 3) for kpi in FIELD.kpis]
        members.append(result(FIELD, name, actuals, team="", kgi_before=(0, 0, 0), is_planned=place % 5 != 4))
    nothing = [None] * len(FIELD.kpis)
    zeros = [0.0] * len(FIELD.kpis)
    members.append(result(FIELD, "実績なし", nothing, team=""))
    members.append(result(FIELD, "目標ゼロ", zeros, team="", targets=zeros))
    members.append(result(FIELD, "実績ゼロ", zeros, team=""))
    members.append(result(FIELD, "どちらもなし", nothing, team="", is_planned=False))
    churned = result(SUCCESS, "解約多発", (0, 0.1, 0.6, 0.0, 0.1, 4.5, 30), team="")
    no_churn = (5e6, 0.8, 0, 0.15, 0.1, 4.5, 30)
    kept = result(SUCCESS, "解約なし", (9e9, 0.9, 0.0, 0.2, 0.1, 5, 30), team="", targets=no_churn)
    return report([TeamResult("", (block(FIELD, members, ""), block(SUCCESS, [churned, kept], "")), ())])


def large_report(count: int = 200) -> MonthlyReport:
    """One team of many members."""
    seen = random.Random(2)
    members = [
        result(
            FIELD, f"担当者 {number:03}", [random_actual(kpi, seen) for kpi in FIELD.kpis],
            kgi_before=[round(seen.uniform(1e6, 4e6)) for _ in range(5)], stages=(40, 30, 22, 6),
        )
        for number in range(1, count + 1)
    ]  # fmt: skip
    return report([TeamResult("東京チーム", (block(FIELD, members),), ())])


def random_actual(kpi: Kpi, seen: random.Random) -> float:
    value = kpi.target * seen.uniform(0.5, 1.3)
    return round(value, 4 if kpi.unit is Unit.RATE else 1 if kpi.decimals else 0)
