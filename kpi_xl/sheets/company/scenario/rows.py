"""The rows of シナリオ: what a case assumes, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names

AMOUNT, COUNT, RATE, PEOPLE, DAYS, EACH, CHANCE = "yen", "count", "rate", "people", "days", "each", "chance"
FORMATS = {
    AMOUNT: "#,##0", COUNT: "#,##0", RATE: "0.0%", PEOPLE: "0.0#", DAYS: "0", EACH: "[<10]0.0;#,##0", CHANCE: "0%",
}  # fmt: skip
GAPS = {
    AMOUNT: Text(r"+#,##0;\▲#,##0;—", r"+#,##0;\−#,##0;—"), COUNT: Text(r"+#,##0;\▲#,##0;—", r"+#,##0;\−#,##0;—"),
    RATE: Text(r'+0.0"pt";\▲0.0"pt";—', r'+0.0"pt";\−0.0"pt";—'), PEOPLE: Text(r"+0.0#;\▲0.0#;—", r"+0.0#;\−0.0#;—"),
    DAYS: Text(r"+0;\▲0;—", r"+0;\−0;—"), EACH: Text(r"+0.0;\▲0.0;—", r"+0.0;\−0.0;—"),
    CHANCE: Text(r'+0"pt";\▲0"pt";—', r'+0"pt";\−0"pt";—'),
}  # fmt: skip
"""How a difference from the standard case is written; of rates it is points."""
GAP_PLACES = {AMOUNT: 0, COUNT: 0, RATE: 3, PEOPLE: 2, DAYS: 0, EACH: 1, CHANCE: 2}
UNITS = {
    AMOUNT: Text("円", "yen"), COUNT: Text("件", ""), RATE: Text("", ""), PEOPLE: Text("名", ""), DAYS: Text("日", ""),
    EACH: Text("件", ""), CHANCE: Text("", ""),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    id: str
    label: Text
    kind: str
    is_typed: bool = False  #: a case may change it
    is_part: bool = False  #: part of the line above


GOAL = "KGI_AMOUNT"
FIELD, FIRST, SECOND = "WEIGHT_FIELD", "WEIGHT_SDR", "WEIGHT_BDR"
ASSUMED = (
    Row(GOAL, Text("目標の売上", "Revenue goal"), AMOUNT),
    Row(names.NEW_GOAL, Text("うち新規", "of it new business"), AMOUNT, True, True),
    Row(names.EXISTING_GOAL, Text("うち既存", "of it existing customers"), AMOUNT, True, True),
    Row(names.UNIT_PRICE, Text("平均受注単価", "Average deal size"), AMOUNT, True),
    Row(names.WIN_RATE, Text("成約率", "Win rate"), RATE, True),
    Row(names.SHOW_RATE, Text("商談実施率", "Show rate"), RATE, True),
    Row(names.REQUEST_RATE, Text("資料請求→アポイント", "Request to appointment"), RATE, True),
    Row(names.APPOINTMENT_RATE, Text("架電→アポイント", "Call to appointment"), RATE, True),
    Row(FIELD, Text("フィールドセールス（換算）", "Field sales (ramped)"), PEOPLE, True),
    Row(FIRST, Text("インサイドセールス SDR（換算）", "Inside sales, SDR (ramped)"), PEOPLE, True),
    Row(SECOND, Text("インサイドセールス BDR（換算）", "Inside sales, BDR (ramped)"), PEOPLE, True),
    Row(names.DAYS_OF_MONTH, Text("稼働日数", "Working days"), DAYS, True),
)
NEEDED = (
    Row("deals", Text("受注", "Deals won"), COUNT),
    Row("meetings", Text("商談", "Meetings"), COUNT),
    Row("handovers", Text("引き渡し", "Handed over"), COUNT),
    Row("requests", Text("資料請求", "Requests"), COUNT),
    Row("calls", Text("架電", "Calls"), COUNT),
)
EACH_DAY = (
    Row("each_meeting", Text("商談（フィールドセールス）", "Meetings (field sales)"), EACH),
    Row("each_request", Text("資料請求（SDR）", "Requests (SDR)"), EACH),
    Row("each_call", Text("架電（BDR）", "Calls (BDR)"), EACH),
)
LOAD = (
    Row("load_field", Text("フィールドセールス", "Field sales"), CHANCE),
    Row("load_sdr", Text("SDR", "SDR"), CHANCE),
    Row("load_bdr", Text("BDR", "BDR"), CHANCE),
)
CHANCES = (
    Row("chance", Text("前提どおりの率で、届く確率", "Chance at the assumed rates"), CHANCE),
    Row("chance_now", Text("現在の率と単価（②）で、届く確率", "Chance at the current rates (sheet 2)"), CHANCE),
)
