"""Words of the page."""

from __future__ import annotations

from kpi_xl.attainment.report.model import MonthlyReport
from kpi_xl.language import Text, counted


def working_days(report: MonthlyReport) -> Text:
    done, working = report.elapsed_days, report.working_days
    return Text(f"稼働日{done}/{working}日", f"{done} of {counted(working, 'working day')}")


def all_words() -> dict[str, str]:
    return {key: str(text) for key, text in _WORDS.items()}


COMPANY = Text("全社", "Company")
AS_OF = Text("{day}時点", "as of {day}")
BY_MONTH, BY_NOW = Text("判定は月の目標に対して", "against the month's target"), Text("判定は今日までの目標に対して", "against what is due by now")
GOOD, FAIR, POOR = Text("○ {rate}以上", "○ {rate} or more"), Text("△ {rate}以上", "△ {rate} or more"), Text("× {rate}未満", "× below {rate}")
_WORDS = {
    "amounts": Text("金額は万円", "amounts in ¥ thousand"),
    "revenue": Text("売上", "Revenue"),
    "landing": Text("着地見込み", "Month-end forecast"),
    "chance": Text("達成確率", "Chance"),
    "cut": Text("切れているところ", "Where it breaks"),
    "cut_here": Text("ここで切れる", "it breaks here"),
    "no_cut": Text("なし", "nowhere"),
    "by_now": Text("今日までの目標", "Due by now"),
    "to_date": Text("ここまでの計画", "Plan to date"),
    "month": Text("月の目標", "Target"),
    "of": Text("の", "of it:"),
    "span": Text("8割の幅", "80% range"),
    "of_revenue": Text("売上への影響", "Effect on revenue"),
    "points": Text("要点", "In short"),
    "about": Text("データについて", "About the data"),
    "flow": Text("新規の流れ：どこで切れているか", "New business: where it breaks"),
    "flow_note": Text("矢印：率と売上への影響、合計", "arrows: rates and their effect on revenue, together"),
    "teams": Text("チーム", "Teams"),
    "target": Text("目標", "Target"),
    "actual": Text("実績", "Actual"),
    "pace": Text("ペース比", "Pace"),
    "rate": Text("達成率", "Attainment"),
    "status": Text("判定", "Status"),
    "gap": Text("差", "Gap"),
    "periods": Text("累計", "To date"),
    "period": Text("期間", "Period"),
    "plan": Text("計画", "Plan"),
    "months": Text("月ごとの売上", "Revenue by month"),
    "months_note": Text("棒 実績　線 計画", "bars actual, lines plan"),
    "members": Text("担当者", "Members"),
    "roles": Text("役割", "Roles"),
    "kpi": Text("KPI", "KPI"),
    "up": Text("上へ", "Back to top"),
    "foot": Text("同じ数字を月次レポートのブックに載せています", "The monthly report's workbook has the same figures"),
}
