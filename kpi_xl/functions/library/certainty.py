"""Certainty in cells: how many it takes to be sure, how sure one may be, what a rate is worth."""

from __future__ import annotations

from typing import Any

import numpy as np

from kpi_xl.chance.certainty import chance_of_target, rate_range, required_at, required_at_seen
from kpi_xl.functions.definition.parameters import ELAPSED, TARGET, TOTAL, Parameter, Shape
from kpi_xl.functions.definition.registry import Category, Rule, spreadsheet_function
from kpi_xl.functions.twins.expansion import up
from kpi_xl.language import Text
from kpi_xl.rounding import SMALLEST
from kpi_xl.units import Unit

MOST_OUTCOMES, MOST_TRIALS = 1_000_000, 100_000_000
"""Beyond these chance hardly matters; nobody counts so many, but yen come in millions."""
COUNTS_NOT_YEN = Text("円ではなく件数を指定してください", "Give counts, not yen")
SUCCESSES = Parameter("successes", Shape.NUMBER, Text("成功数（受注など）", "successes, such as deals"))
TRIALS = Parameter("trials", Shape.POSITIVE, Text("試行数（商談など）", "trials, such as meetings"))


def _is_rate(rate: Any, trials: Any) -> Any:
    return (rate >= SMALLEST) & (rate <= 1) if trials is None else rate <= trials


@spreadsheet_function(
    "KPI_REQUIRED_AT", Category.CERTAINTY,
    Parameter("confidence", Shape.CONFIDENCE, Text("達成したい確率", "probability wanted")),
    Parameter("outcome", Shape.NUMBER, Text("目標の件数（受注など）", "target count, such as deals won")),
    Parameter("rate", Shape.NUMBER, Text("率（試行数も指定するときは成功数）", "the rate, or the successes where trials are given")),
    Parameter("trials", Shape.POSITIVE, Text("率のもとになった試行数", "the trials behind the rate"), is_optional=True),
    help=Text(
        "指定した確率で目標の件数に届くために必要な件数。率がこれまでと変わらないときの確率です。率は月ごとに動くため、直近3か月の件数で計算した90%は実際には87%でした。"
        "月次レポートの「来月の目安」はこの動きも見込みます",
        "Count needed to reach the outcome with that probability, if the rate stays what it was. Rates move: with the counts of three months 90% came"
        " true in 87% of past months. Next month's guide in the monthly report allows for that",
    ),
    example="=KPI_REQUIRED_AT(90%,20,20%)",
    twin=None, unit=Unit.COUNT, is_whole=True,
    beyond=(
        Text("必要な件数が1,000兆件を超えます", "it takes more than 1,000,000,000,000,000"),
        Text("率を高くするか確率を下げてください（試行数が多いほど率は確かです）", "Give a higher rate, one from more trials, or a lower confidence"),
    ),
    rules=(
        Rule(
            lambda confidence, outcome, rate, trials: outcome <= MOST_OUTCOMES, "outcome",
            Text("が100万件を超えています", f"is above {MOST_OUTCOMES:,}"), COUNTS_NOT_YEN,
        ),
        Rule(
            lambda confidence, outcome, rate, trials: True if trials is None else trials <= MOST_TRIALS, "trials",
            Text("が1億件を超えています", f"is above {MOST_TRIALS:,}"), COUNTS_NOT_YEN,
        ),
        Rule(
            lambda confidence, outcome, rate, trials: _is_rate(rate, trials), "rate",
            Text("が0%以下か100%超です（試行数があるときは試行数超）", "is not above 0% and at most 100%, or is more than the trials"),
            Text("25%は「25%」または「0.25」と入力してください", "Write 25% as 25% or 0.25"),
        ),
    ),
)  # fmt: skip
def required_with_confidence(confidence: Any, outcome: Any, rate: Any, trials: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_REQUIRED_AT", 0.9, 20, 0.2), call("KPI_REQUIRED_AT", 0.9, 20, 4, 20)
    (126, 191)
    """
    if trials is None:
        return required_at(confidence, outcome, rate)
    return required_at_seen(confidence, outcome, rate, trials)


MISSING = up("({target}-{actual})")
LEFT = "({total}-{elapsed})"


@spreadsheet_function(
    "KPI_PROBABILITY", Category.CERTAINTY,
    Parameter("actual", Shape.NUMBER, Text("ここまでの件数", "count so far")),
    Parameter("target", TARGET.shape, Text("目標の件数", "target count")), ELAPSED, TOTAL,
    Parameter("past_count", Shape.NUMBER, Text("過去の件数（ペースの参考にするとき）", "an earlier count, to judge the pace by"), default=0.0),
    Parameter("past_days", Shape.NUMBER, Text("その稼働日数", "its working days"), default=0.0),
    help=Text("現在のペースで目標件数に届く確率", "Probability of reaching the target count at the current pace"),
    example="=KPI_PROBABILITY(24,30,14,18)",
    twin=f"IF({{actual}}>={{target}},1,IF({{elapsed}}={{total}},0,BETADIST({LEFT}/({LEFT}+{{elapsed}}+{{past_days}}),"
    f"{MISSING},{{actual}}+{{past_count}}+0.5)))",
    unit=Unit.RATE,
    rules=(
        Rule(
            lambda actual, target, elapsed, total, past_count, past_days: np.maximum(target, past_count) <= MOST_OUTCOMES, "target",
            Text("が100万件を超えています（過去の件数も）", f"is above {MOST_OUTCOMES:,} (or the earlier count is)"), COUNTS_NOT_YEN,
            f"({{target}}<={MOST_OUTCOMES})*({{past_count}}<={MOST_OUTCOMES})",
        ),
        Rule(
            lambda actual, target, elapsed, total, past_count, past_days: elapsed <= total, "elapsed",
            Text("が期間の稼働日数を超えています", "is more than the days of the period"),
            Text("経過日数以上の期間を指定してください", "Give a period no shorter than the days elapsed"), "{elapsed}<={total}",
        ),
        Rule(
            lambda actual, target, elapsed, total, past_count, past_days: (elapsed + past_days > 0) | (actual >= target),
            "elapsed", Text("がまだ0日で、ペースが分かりません", "is 0 days, so the pace is unknown"),
            Text("過去の件数と稼働日数を指定してください", "Give an earlier count and its days"),
            "({elapsed}+{past_days}>0)+({actual}>={target})>0",
        ),
        Rule(
            lambda actual, target, elapsed, total, past_count, past_days: (past_days > 0) | (past_count == 0), "past_count",
            Text("の稼働日数（past_days）がありません", "needs its working days (past_days)"),
            Text("過去の件数と稼働日数を指定してください", "Give an earlier count and its days"),
            "({past_days}>0)+({past_count}=0)>0",
        ),
    ),
)  # fmt: skip
def probability(actual: Any, target: Any, elapsed: Any, total: Any, past_count: Any, past_days: Any) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> round(call("KPI_PROBABILITY", 24, 30, 14, 18), 4), round(call("KPI_PROBABILITY", 24, 30, 14, 18, 25, 20), 4)
    (0.6674, 0.518)
    """
    return chance_of_target(actual, target, elapsed, total, past_count, past_days)


OUTSIDE = "(1-{confidence})/2"
SEEN = "{successes}+0.5,{trials}-{successes}+0.5"


@spreadsheet_function(
    "KPI_RATE_RANGE", Category.CERTAINTY, SUCCESSES, TRIALS,
    Parameter("confidence", Shape.CONFIDENCE, Text("率が範囲に入る確率", "probability of the range"), default=0.9),
    help=Text(
        "実績から推定した、その期間の率の範囲（下限・上限）。来月の率の予測ではありません",
        "Likely range of the rate behind these trials: low, high. It does not forecast another month",
    ),
    example="=KPI_RATE_RANGE(4,20)",
    twin=f"IF({{{{1,0}}}},IF({{successes}}=0,0,BETAINV({OUTSIDE},{SEEN})),"
    f"IF({{successes}}={{trials}},1,BETAINV(1-{OUTSIDE},{SEEN})))",
    is_table=True,
    rules=(
        Rule(
            lambda successes, trials, confidence: trials <= MOST_TRIALS, "trials",
            Text("が1億件を超えています", f"is above {MOST_TRIALS:,}"), COUNTS_NOT_YEN, f"{{trials}}<={MOST_TRIALS}",
        ),
        Rule(
            lambda successes, trials, confidence: successes <= trials, "successes",
            Text("が試行数を超えています", "is more than the trials"),
            Text("成功数と試行数の順に指定してください", "Give successes, then trials"), "{successes}<={trials}",
        ),
    ),
)  # fmt: skip
def range_of_rate(successes: float, trials: float, confidence: float) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> [[round(end, 4) for end in row] for row in call("KPI_RATE_RANGE", 4, 20)]
    [[0.0873, 0.3727]]
    """
    return [[float(end) for end in rate_range(successes, trials, confidence)]]
