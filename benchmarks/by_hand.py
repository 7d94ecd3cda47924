"""The month's list as people write it without kpi-xl: what both scripts of `benchmarks.month_end` have in common.

They know this very log: its columns, its kinds, the role's targets. They check no row and clean no name.
"""

from __future__ import annotations

from dataclasses import dataclass

FIRST, END = "2026-11-01", "2026-12-01"
WORKING_DAYS = 19
HEADS = ("チーム", "担当者", "役割", "KPI", "単位", "目標", "実績", "差", "達成率", "判定")
WIDTHS = (14, 14, 20, 20, 10, 14, 14, 14, 12, 8)
ROLE = "フィールドセールス"
NOTHING = "—"
GOOD, FAIR = 1.0, 0.8


@dataclass(frozen=True)
class Kpi:
    """One of the eight."""

    name: str
    unit: str
    target: float
    number_format: str
    is_rate: bool = False

    def gap(self, actual: float) -> float:
        """As the sheet shows it: rates in points."""
        return (actual - self.target) * 100 if self.is_rate else actual - self.target


KPIS = (
    Kpi("売上", "円/月", 3_000_000, "#,##0"),
    Kpi("受注件数", "件/月", 6, "#,##0"),
    Kpi("平均受注単価", "円/月", 500_000, "#,##0"),
    Kpi("商談数", "件/月", 30, "#,##0"),
    Kpi("成約率", "%/月", 0.2, "0.0%", is_rate=True),
    Kpi("キーパーソン接触率", "%/月", 0.8, "0.0%", is_rate=True),
    Kpi("週あたり訪問数", "件/週", 10, "#,##0.0"),
    Kpi("提案数", "件/月", 12, "#,##0"),
)


def actuals(revenue: float, won: float, meetings: float, key_persons: float, visits: float, proposals: float) -> list[float | None]:
    """What a member reached, one for each KPI."""
    return [
        revenue, won, revenue / won if won else None, meetings, won / meetings if meetings else None,
        key_persons / meetings if meetings else None, visits / (WORKING_DAYS / 5), proposals,
    ]  # fmt: skip


def sign(rate: float) -> str:
    return "○" if rate >= GOOD else "△" if rate >= FAIR else "×"


def formulas(row: int, is_rate: bool) -> tuple[str, str, str]:
    """差, 達成率 and 判定 of a row, counted from 1."""
    gap = f"(G{row}-F{row})*100" if is_rate else f"G{row}-F{row}"
    return (
        f'=IF(G{row}="{NOTHING}","{NOTHING}",{gap})',
        f'=IF(G{row}="{NOTHING}","{NOTHING}",G{row}/F{row})',
        f'=IF(G{row}="{NOTHING}","{NOTHING}",IF(I{row}>=$M$1,"○",IF(I{row}>=$M$2,"△","×")))',
    )
