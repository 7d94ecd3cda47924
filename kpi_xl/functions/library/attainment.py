"""Attainment in cells: rate, sign, gap, pace, landing and coverage."""

from __future__ import annotations

from typing import Any

import numpy as np

from kpi_xl.attainment.report import rates
from kpi_xl.functions.definition.parameters import (
    ACTUAL,
    DIRECTION,
    ELAPSED,
    FAIR,
    GOOD,
    TARGET,
    TOTAL,
    WON,
    Parameter,
    Shape,
)  # fmt: skip
from kpi_xl.functions.definition.registry import Category, Rule, spreadsheet_function
from kpi_xl.language import Text
from kpi_xl.rounding import SMALLEST
from kpi_xl.units import Unit

ZERO = f"{SMALLEST:.0E}"
LOWER = '(({direction}="lower")+({direction}="以下")+({direction}=-1)>0)'


@spreadsheet_function(
    "KPI_ATTAINMENT", Category.ATTAINMENT, ACTUAL, TARGET, DIRECTION,
    help=Text("達成率（低いほど良い指標は 2−実績/目標）", "Attainment; 2 - actual/target where lower is better"),
    example="=KPI_ATTAINMENT(24,30)",
    twin=f"IF({{target}}<{ZERO},IF({LOWER},IF({{actual}}<{ZERO},1,0),IF({{actual}}>-{ZERO},1,0)),"
    f"IF({LOWER},2-{{actual}}/{{target}},{{actual}}/{{target}}))",
    unit=Unit.RATE,
)  # fmt: skip
def attainment(actual: Any, target: Any, direction: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_ATTAINMENT", 24, 30), round(call("KPI_ATTAINMENT", 0.04, 0.05, "以下"), 9)
    (0.8, 1.2)
    """
    return rates.attainment(actual, target, direction)


@spreadsheet_function(
    "KPI_STATUS", Category.ATTAINMENT,
    Parameter("attainment", Shape.ANY_NUMBER, Text("達成率", "attainment")), GOOD, FAIR,
    help=Text("達成率の判定：○（100%以上）△（80%以上）×", "Status of an attainment: ○ from 100%, △ from 80%, else ×"),
    example="=KPI_STATUS(0.95)",
    twin='IF(ROUND({attainment},9)>={good},"○",IF(ROUND({attainment},9)>={fair},"△","×"))',
)  # fmt: skip
def status(attainment: Any, good: Any, fair: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_STATUS", [1.0, 0.95, 0.5])
    ['○', '△', '×']
    """
    rounded = np.round(attainment, rates.DUST)
    return np.where(rounded >= good, "○", np.where(rounded >= fair, "△", "×"))


@spreadsheet_function(
    "KPI_GAP", Category.ATTAINMENT, ACTUAL, TARGET, DIRECTION,
    help=Text("目標との差（正の値は目標より良い）", "Gap to the target; positive is better than planned"),
    example="=KPI_GAP(24,30)",
    twin=f"IF({LOWER},{{target}}-{{actual}},{{actual}}-{{target}})",
)  # fmt: skip
def gap(actual: Any, target: Any, direction: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_GAP", 24, 30)
    -6.0
    """
    return rates.gap(actual, target, direction)


@spreadsheet_function(
    "KPI_PACE", Category.ATTAINMENT, ACTUAL, Parameter("target", Shape.POSITIVE, TARGET.help),
    Parameter("elapsed", Shape.POSITIVE, ELAPSED.help), TOTAL,
    help=Text("ペース比：経過日数分の目標に対する実績の割合", "Pace: actual as a share of the target due by now"),
    example="=KPI_PACE(24,30,14,18)",
    twin="{actual}/({target}*{elapsed}/{total})", unit=Unit.RATE,
)  # fmt: skip
def pace(actual: Any, target: Any, elapsed: Any, total: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> round(call("KPI_PACE", 24, 30, 14, 18), 4)
    1.0286
    """
    return actual / (target * elapsed / total)


@spreadsheet_function(
    "KPI_LANDING", Category.ATTAINMENT, ACTUAL, Parameter("elapsed", Shape.POSITIVE, ELAPSED.help), TOTAL,
    help=Text("着地見込み（現在のペースが続いた場合）", "Month-end forecast if the pace holds"),
    example="=KPI_LANDING(24,14,18)",
    twin="{actual}/{elapsed}*{total}",
)  # fmt: skip
def landing(actual: Any, elapsed: Any, total: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_LANDING", 28, 14, 18)
    36.0
    """
    return actual / elapsed * total


@spreadsheet_function(
    "KPI_NEEDED_PER_DAY", Category.ATTAINMENT, ACTUAL, TARGET, ELAPSED, TOTAL,
    help=Text("残り1稼働日あたりに必要な量", "Amount needed per remaining working day"),
    example="=KPI_NEEDED_PER_DAY(24,30,14,18)",
    twin="IF({actual}>={target},0,({target}-{actual})/({total}-{elapsed}))",
    rules=(
        Rule(
            lambda actual, target, elapsed, total: (actual >= target) | (total - elapsed >= SMALLEST), "elapsed",
            Text("が期間の終わりで、目標に届いていません", "is at the end of the period, and the target is not reached"),
            Text("経過日数より長い期間を指定してください", "Give a period longer than the days elapsed"),
            f"({{actual}}>={{target}})+({{total}}-{{elapsed}}>={ZERO})>0",
        ),
    ),
)  # fmt: skip
def needed_per_day(actual: Any, target: Any, elapsed: Any, total: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_NEEDED_PER_DAY", 24, 30, 14, 18), call("KPI_NEEDED_PER_DAY", 31, 30, 18, 18)
    (1.5, 0.0)
    """
    return np.where(actual >= target, 0.0, (target - actual) / (total - elapsed))


@spreadsheet_function(
    "KPI_COVERAGE", Category.ATTAINMENT,
    Parameter("pipeline", Shape.NUMBER, Text("パイプライン（円）", "open pipeline in yen")), TARGET, WON,
    help=Text("パイプライン倍率（残り目標に対する進行中の案件の割合）", "Pipeline coverage: open pipeline as a multiple of the remaining target"),
    example="=KPI_COVERAGE(30000000,10000000)",
    twin="{pipeline}/({target}-{won})", unit=Unit.RATIO,
    rules=(
        Rule(
            lambda pipeline, target, won: target - won >= SMALLEST, "won",
            Text("が目標に届いていて、残りの目標がありません", "has reached the target, so nothing remains"),
            Text("受注済みの売上より大きい目標を指定してください", "Give a target above the revenue already won"),
            f"{{target}}-{{won}}>={ZERO}",
        ),
    ),
)  # fmt: skip
def coverage(pipeline: Any, target: Any, won: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_COVERAGE", 30_000_000, 10_000_000)
    3.0
    """
    return pipeline / (target - won)


@spreadsheet_function(
    "KPI_SHARE_ATTAINING", Category.ATTAINMENT,
    Parameter("rates", Shape.NUMBERS, Text("達成率の範囲", "range of attainments")),
    Parameter("threshold", Shape.NUMBER, Text("基準（省略時80%）", "threshold (80% when omitted)"), "ATTAINING_THRESHOLD", 0.8),
    help=Text("基準以上のメンバーの割合", "Share of members at the threshold or above"),
    example="=KPI_SHARE_ATTAINING(F5:F12)",
    twin='COUNTIF({rates},">="&({threshold}-0.0000000005))/COUNT({rates})', unit=Unit.RATE,
    rules=(
        Rule(
            lambda rates, threshold: rates.size > 0, "rates", Text("に達成率が1つもありません", "has no attainment"),
            Text("達成率の範囲を指定してください", "Give a range of attainments"), "COUNT({rates})>0",
        ),
    ),
)  # fmt: skip
def share_attaining(attainments: Any, threshold: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_SHARE_ATTAINING", [1.1, 0.8, 0.79, 0.5])
    0.5
    """
    rounded = np.round(attainments, rates.DUST)
    return np.mean(rounded >= np.asarray(threshold)[..., None], axis=-1)
