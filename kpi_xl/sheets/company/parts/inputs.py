"""The inputs of ①: what one number of the company is called, in which unit it is typed and with which rule."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text
from kpi_xl.sheets.company.parts import names
from kpi_xl.targets import Company
from kpi_xl.units import Unit


@dataclass(frozen=True)
class CompanyInput:
    """One cell that people type into."""

    name: str
    label: Text
    unit: Unit
    default: float | None
    note: Text
    kpi: str | None = None  #: id of the KPI whose current value is compared with it

    @property
    def is_rate(self) -> bool:
        return self.unit is Unit.RATE


NEW_BUSINESS = (
    CompanyInput(
        names.UNIT_PRICE, Text("平均受注単価（円）", "Average deal size (yen)"), Unit.YEN, 500_000,
        Text("受注1件の平均の金額です", "What a deal brings on average"), "average_order",
    ),
    CompanyInput(
        names.WIN_RATE, Text("成約率（商談→受注）", "Win rate (meeting to deal)"), Unit.RATE, 0.20,
        Text("商談のうち、受注になる割合です", "The part of meetings that become deals"), "win_rate",
    ),
    CompanyInput(
        names.SHOW_RATE, Text("商談実施率（引き渡し→商談）", "Show rate (appointment to meeting)"), Unit.RATE, 1.0,
        Text("アポイントのうち、商談として実施される割合です", "The part of appointments that take place"),
    ),
    CompanyInput(
        names.REQUEST_RATE, Text("資料請求→アポイント", "Request to appointment"), Unit.RATE, 0.15,
        Text("資料請求のうち、アポイントになる割合です（SDR）", "The part of requests that become appointments (SDR)"),
        "request_to_meeting_rate",
    ),
    CompanyInput(
        names.APPOINTMENT_RATE, Text("架電→アポイント", "Call to appointment"), Unit.RATE, 0.05,
        Text("架電のうち、アポイントになる割合です（BDR）", "The part of calls that become appointments (BDR)"),
        "target_account_appointment_rate",
    ),
    CompanyInput(
        names.OWN_MEETINGS, Text("フィールドが自分で取る商談", "Meetings field sales wins itself"), Unit.COUNT, 0,
        Text("1か月の件数です。インサイドの引き渡しから引きます", "A month. Inside sales owes so many fewer"),
    ),
    CompanyInput(
        names.SDR_SHARE, Text("引き渡しのうちSDRの割合", "SDR's part of the hand-overs"), Unit.RATE, None,
        Text("空欄なら、SDRとBDRの人数（換算）で分けます", "Blank: split by the people of SDR and BDR (ramped)"),
    ),
)  # fmt: skip
EXISTING_CUSTOMERS = (
    CompanyInput(
        names.CUSTOMERS, Text("契約中のお客様（社）", "Customers"), Unit.COUNT, 30,
        Text("いま契約している会社の数です", "How many customers there are"),
    ),
    CompanyInput(
        names.CUSTOMERS_DUE, Text("今月が更新のお客様（社）", "Customers due this month"), Unit.COUNT, 30,
        Text("今月に更新（リピート）の時期が来る会社の数です", "Whose renewal or repeat order is due this month"),
    ),
    CompanyInput(
        names.RENEWAL_RATE, Text("更新率（リピート率）", "Repeat rate"), Unit.RATE, 0.80,
        Text("更新の時期が来たお客様のうち、続ける割合です", "The part of those due who go on"), "repeat_rate",
    ),
    CompanyInput(
        names.RENEWAL_AMOUNT, Text("更新1社の金額（円）", "Amount of a renewal (yen)"), Unit.YEN, 175_000,
        Text("更新（リピート）1社あたりの金額です", "What one renewal brings"),
    ),
    CompanyInput(
        names.ADDED_AMOUNT, Text("追加の受注1件の金額（円）", "Amount of an expansion deal (yen)"), Unit.YEN, 100_000,
        Text("アップセル・クロスセル1件あたりの金額です", "What one upsell or cross-sell brings"),
    ),
    CompanyInput(
        names.MEETINGS_PER_CUSTOMER, Text("1社との面談（月・回）", "Meetings per customer a month"), Unit.COUNT, 1,
        Text("お客様1社と1か月に何回会うか。2か月に1回なら0.5です", "0.5 where a customer is met every second month"),
    ),
)  # fmt: skip


def company_value(company: Company, name: str) -> float | None:
    """What a company's cell of that name holds; None: it is blank."""
    return {
        names.KGI_AMOUNT: company.goal, names.NEW_GOAL: company.new, names.EXISTING_GOAL: company.existing,
        names.OWN_MEETINGS: company.own_meetings, names.SDR_SHARE: company.sdr_share,
    }.get(name, company.inputs.get(name))  # fmt: skip


INPUTS = {each.name: each for each in (*NEW_BUSINESS, *EXISTING_CUSTOMERS)}
