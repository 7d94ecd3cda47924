"""Company workbooks for the tests: the reference case, worked out by hand, and one with all that a plan can hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kpi_xl.definitions import load_role
from kpi_xl.hosts.files.writing.books import write_company_workbook
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.targets import Company, Member, Ramp, Team, Thresholds
from kpi_xl.workdays import WorkCalendar

NOVEMBER, DECEMBER = Month(2026, 11), Month(2026, 12)
DAY_OFF = WorkCalendar(frozenset({date(2026, 11, 24)}))
INSIDE, FIELD = load_role("inside_sales"), load_role("field_sales")
SDR, BDR = load_role("inside_sales:sdr"), load_role("inside_sales:bdr")
SUCCESS, MANAGER = load_role("customer_success"), load_role("manager")
ROLES = (FIELD, INSIDE, SUCCESS, MANAGER)
INPUTS = {
    "UNIT_PRICE": 800_000, "WIN_RATE": 0.18, "SHOW_RATE": 1.0, "REQUEST_RATE": 0.15, "APPOINTMENT_RATE": 0.05,
    "CUSTOMERS": 40, "CUSTOMERS_DUE": 25, "RENEWAL_RATE": 0.8, "RENEWAL_AMOUNT": 120_000, "ADDED_AMOUNT": 150_000,
    "MEETINGS_PER_CUSTOMER": 1,
}  # fmt: skip
COMPANY = Company(ROLES, 15_000_000, INPUTS, new=12_000_000, existing=3_000_000)
MEMBERS = (
    Member("佐藤 花子", "東京", FIELD, commitment=3_600_000), Member("鈴木 一郎", "東京", FIELD, commitment=3_000_000),
    Member("髙橋 美咲", "大阪", FIELD), Member("伊藤 翔", "大阪", FIELD, date(2026, 10, 1), commitment=1_500_000),
    Member("田中 健", "東京", SDR), Member("渡辺 真理", "大阪", SDR), Member("山本 蓮", "東京", BDR),
    Member("中村 葵", "東京", SUCCESS), Member("小林 直樹", "東京", MANAGER, leads=("東京", "大阪")),
)  # fmt: skip
REFERENCE = CompanySettings(NOVEMBER, COMPANY, MEMBERS, DAY_OFF)
"""KGI 1,500万 of nine people in November, 11/24 a day off."""


def demanding(month: Month = DECEMBER) -> CompanySettings:
    """Everything at once: seasonality, teams with a share and rates of their own, weights in percent, somebody who changes team,
    leaves, joins within the month, has no track or no team, a typed split, targets by hand, a manager of all and one of one."""
    company = Company(
        ROLES, 23_456_789, {**INPUTS, "WIN_RATE": 0.21, "SHOW_RATE": 0.85, "MEETINGS_PER_CUSTOMER": 0.5}, new=0.7,
        month_weights={4: 0.75, 8: 0.5, 12: 1.5, 3: 1.25},
        teams=(
            Team("東京", 0.55), Team("大阪", None, {"WIN_RATE": 0.3, "UNIT_PRICE": 650_000}),
            Team("名古屋", None, {"SHOW_RATE": 0.7, "REQUEST_RATE": 0.2}),
        ),
        ramp=Ramp((0.2, 0.4, 0.6, 1.0)), sdr_share=0.35, own_meetings=7,
    )  # fmt: skip
    members = (
        Member("佐藤 花子", "東京", FIELD, weight=0.4, commitment=9_000_000), Member("鈴木 一郎", "東京", FIELD, weight=0.2),
        Member("髙橋 美咲", "大阪", FIELD, date(2026, 11, 10), weight=0.3), Member("森 大輔", "", FIELD, weight=0.1, commitment=100_000),
        Member("田中 健", "東京", SDR, until=date(2026, 12, 9)), Member("田中 健", "名古屋", SDR, date(2026, 12, 10)),
        Member("渡辺 真理", "大阪", INSIDE), Member("山本 蓮", "名古屋", BDR, weight=0.5), Member("辞めた 人", "東京", BDR, until=date(2026, 9, 30)),
        Member("中村 葵", "東京", SUCCESS), Member("清水 悟", "大阪", SUCCESS, weight=0.6, commitment=1_000_000),
        Member("小林 直樹", "東京", MANAGER, leads=("全社",)), Member("斎藤 薫", "大阪", MANAGER),
    )  # fmt: skip
    overrides = {"visits_per_week": 12.5, "calls_per_day": 40.0, "key_person_rate": 0.7}
    return CompanySettings(month, company, members, thresholds=Thresholds(1.0, 0.7), overrides=overrides)


def write_company_book(path: Path, settings: CompanySettings = REFERENCE, kind: FormulaKind = FormulaKind.LAMBDAS) -> Path:
    """A company's workbook as `kpi-xl new company` writes it."""
    write_company_workbook(settings, path, kind)
    return path
