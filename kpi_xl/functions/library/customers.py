"""Customers in cells: churn between month and year, repeat rate, net revenue retention."""

from __future__ import annotations

from typing import Any

import numpy as np

from kpi_xl.functions.definition.parameters import (
    ADDED_AMOUNT,
    CUSTOMERS,
    CUSTOMERS_DUE,
    MEETINGS_PER_CUSTOMER,
    RENEWAL_AMOUNT,
    RENEWAL_RATE,
    REVENUE,
    Parameter,
    Shape,
)  # fmt: skip
from kpi_xl.functions.definition.registry import Category, Rule, spreadsheet_function
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.rounding import SMALLEST, round_up
from kpi_xl.units import Unit

MONTHS = 12

RENEWALS = f"INT({{customers_due}}*{{renewal_rate}}+0.5+{SMALLEST:.0E})"
LEFT = f"({{revenue}}-{RENEWALS}*{{renewal_amount}})"


@spreadsheet_function(
    "KPI_CHURN_MONTHLY", Category.CUSTOMERS,
    Parameter("annual", Shape.SHARE, Text("年間解約率", "annual churn")),
    help=Text("年間解約率を月あたりに直す：1−(1−年間)^(1/12)", "Annual churn as a month's: 1-(1-annual)^(1/12)"),
    example="=KPI_CHURN_MONTHLY(5%)",
    twin=f"1-(1-{{annual}})^(1/{MONTHS})", unit=Unit.RATE,
)  # fmt: skip
def churn_monthly(annual: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> round(call("KPI_CHURN_MONTHLY", 0.05), 6)
    0.004265
    """
    return -np.expm1(np.log1p(-annual) / MONTHS)  # keeps the digits of small rates


@spreadsheet_function(
    "KPI_CHURN_ANNUAL", Category.CUSTOMERS,
    Parameter("monthly", Shape.SHARE, Text("月間解約率", "monthly churn")),
    help=Text("月間解約率を年率に直す：1−(1−月間)^12", "Monthly churn as a year's: 1-(1-monthly)^12"),
    example="=KPI_CHURN_ANNUAL(1%)",
    twin=f"1-(1-{{monthly}})^{MONTHS}", unit=Unit.RATE,
)  # fmt: skip
def churn_annual(monthly: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> round(call("KPI_CHURN_ANNUAL", 0.01), 6)
    0.113615
    """
    return -np.expm1(np.log1p(-monthly) * MONTHS)


@spreadsheet_function(
    "KPI_REPEAT_RATE", Category.CUSTOMERS,
    Parameter("repeat_customers", Shape.NUMBER, Text("リピートした顧客数", "customers who came back")),
    Parameter("customers", Shape.POSITIVE, Text("顧客数", "customers")),
    help=Text("リピート率", "Repeat rate: share of customers who came back"),
    example="=KPI_REPEAT_RATE(40,50)",
    twin="{repeat_customers}/{customers}", unit=Unit.RATE,
    rules=(
        Rule(
            lambda repeat_customers, customers: repeat_customers <= customers, "repeat_customers",
            Text("が顧客数を超えています", "is more than there are customers"),
            Text("件数ではなく顧客数を指定してください", "Count customers, not deals"), "{repeat_customers}<={customers}",
        ),
    ),
)  # fmt: skip
def repeat_rate(repeat_customers: Any, customers: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REPEAT_RATE", 40, 50)
    0.8
    """
    return repeat_customers / customers


@spreadsheet_function(
    "KPI_NRR", Category.CUSTOMERS,
    Parameter("starting_mrr", Shape.POSITIVE, Text("期首の月次経常収益（円）", "monthly recurring revenue at the start, in yen")),
    Parameter("expansion", Shape.NUMBER, Text("アップセル・クロスセルによる増加（円）", "gained by upsell and cross-sell, in yen")),
    Parameter("contraction", Shape.NUMBER, Text("ダウンセルによる減少（円）", "lost by downgrades, in yen")),
    Parameter("churn", Shape.NUMBER, Text("解約による減少（円）", "lost by churn, in yen")),
    help=Text("売上継続率（NRR）：既存顧客の収益が期首の何%になったか", "Net revenue retention of the customers at the start"),
    example="=KPI_NRR(1000000,150000,30000,50000)",
    twin="({starting_mrr}+{expansion}-{contraction}-{churn})/{starting_mrr}", unit=Unit.RATE,
    rules=(
        Rule(
            lambda starting_mrr, expansion, contraction, churn: contraction + churn <= starting_mrr + expansion, "churn",
            Text("と減少の合計が期首と増加の合計を超えています", "is, with contraction, more than there was to lose"),
            Text("期首にいた顧客の分だけを数えてください", "Count only the customers of the start"),
            "{contraction}+{churn}<={starting_mrr}+{expansion}",
        ),
    ),
)  # fmt: skip
def net_revenue_retention(starting_mrr: Any, expansion: Any, contraction: Any, churn: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_NRR", 1_000_000, 150_000, 30_000, 50_000)
    1.07
    """
    return (starting_mrr + expansion - contraction - churn) / starting_mrr


@spreadsheet_function(
    "KPI_RENEWALS", Category.CUSTOMERS, CUSTOMERS_DUE, RENEWAL_RATE,
    help=Text("更新の見込み件数（四捨五入）", "Renewals expected, to the nearest whole one"),
    example="=KPI_RENEWALS(25,80%)",
    twin=RENEWALS, unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def renewals(customers_due: Any, renewal_rate: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_RENEWALS", 25, 0.8)
    20
    """
    return np.floor(customers_due * renewal_rate + 0.5 + SMALLEST)


@spreadsheet_function(
    "KPI_ADDED_DEALS", Category.CUSTOMERS, REVENUE, CUSTOMERS_DUE, RENEWAL_RATE, RENEWAL_AMOUNT, ADDED_AMOUNT,
    help=Text("更新で足りない売上に必要な追加の受注件数", "Expansion deals needed for what renewals leave of the goal"),
    example="=KPI_ADDED_DEALS(3000000,25,80%,120000,150000)",
    twin=up(f"IF({LEFT}>0,{LEFT},0)/{{added_amount}}"), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def added_deals(revenue: Any, customers_due: Any, renewal_rate: Any, renewal_amount: Any, added_amount: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_ADDED_DEALS", 3_000_000, 25, 0.8, 120_000, 150_000)
    4
    """
    left = np.maximum(revenue - renewals(customers_due, renewal_rate) * renewal_amount, 0)
    return round_up(left / added_amount)


@spreadsheet_function(
    "KPI_CUSTOMER_MEETINGS", Category.CUSTOMERS, CUSTOMERS, MEETINGS_PER_CUSTOMER,
    help=Text("必要な顧客面談数", "Customer meetings needed"),
    example="=KPI_CUSTOMER_MEETINGS(40,1)",
    twin=up("{customers}*{meetings_per_customer}"), unit=Unit.COUNT, is_whole=True,
)  # fmt: skip
def customer_meetings(customers: Any, meetings_per_customer: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_CUSTOMER_MEETINGS", 40, 1)
    40
    """
    return round_up(customers * meetings_per_customer)
