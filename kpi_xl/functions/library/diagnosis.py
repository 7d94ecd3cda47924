"""Diagnosis in cells: where a funnel loses, what each stage costs in yen, which KPI answers a problem, standard targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kpi_xl.attainment.diagnosis.bottleneck import StageCount, gap_by_stage, largest_loss
from kpi_xl.attainment.diagnosis.problems import kpi_for
from kpi_xl.definitions import Kpi, all_roles
from kpi_xl.errors import ArgumentError, UnknownNameError
from kpi_xl.functions.definition.parameters import UNIT_PRICE, Parameter, Shape
from kpi_xl.functions.definition.registry import Category, Rule, spreadsheet_function
from kpi_xl.functions.library.roles import role_named, words_of_role
from kpi_xl.language import Text

STAGES = Parameter("stages", Shape.TEXTS, Text("段階の名前の範囲（広い順、最後が受注）", "range of stage names, the widest first, deals last"))
TARGETS = Parameter("targets", Shape.COUNTS, Text("段階ごとの目標件数の範囲", "range of target counts"))
ACTUALS = Parameter("actuals", Shape.COUNTS, Text("段階ごとの実績件数の範囲", "range of actual counts"))


def _match(stages: Any, targets: Any, actuals: Any, *_: Any) -> bool:
    return len(stages) == len(targets) == len(actuals)


OF_ONE_LENGTH = Rule(
    _match, "stages", Text("と目標・実績の範囲の大きさがそろっていません", "is not a range as long as the targets and the actuals"),
    Text("同じ大きさの範囲を指定してください", "Give ranges of one size"),
)  # fmt: skip


def _funnel(stages: Sequence[str], targets: Any, actuals: Any) -> list[StageCount]:
    return [StageCount(*stage) for stage in zip(stages, targets.tolist(), actuals.tolist(), strict=True)]


@spreadsheet_function(
    "KPI_BOTTLENECK", Category.DIAGNOSIS, STAGES, TARGETS, ACTUALS,
    help=Text(
        "ボトルネック：最後の件数を最も減らしている段階。後の段階より少ない段階は数えない",
        "Bottleneck: the stage that costs most of the last count; blank where none does. A stage below a later one does not count",
    ),
    example=Text(
        '=KPI_BOTTLENECK({"架電","アポイント","受注"},{1000,50,10},{1100,40,8})',
        '=KPI_BOTTLENECK({"Calls","Appointments","Deals"},{1000,50,10},{1100,40,8})',
    ),
    twin=None, computes_cells=True, rules=(OF_ONE_LENGTH,),
)  # fmt: skip
def bottleneck_stage(stages: Sequence[str], targets: Any, actuals: Any) -> str:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_BOTTLENECK", ["架電", "アポイント", "受注"], [1000, 50, 10], [1100, 40, 8])
    'アポイント'
    """
    found = largest_loss(_funnel(stages, targets, actuals))
    return "" if found is None else str(found.label)


@spreadsheet_function(
    "KPI_GAP_BY_STAGE", Category.DIAGNOSIS, STAGES, TARGETS, ACTUALS, UNIT_PRICE,
    Parameter(
        "actual_unit_price", Shape.NUMBER,
        Text("実績の平均受注単価（円、省略時は目標と同じ）", "actual average deal size in yen (as planned when omitted)"), is_optional=True,
    ),
    help=Text(
        "売上の差を段階ごとの円に分ける（合計は差に一致）。後の段階より少ない段階は0",
        "The revenue gap in yen by stage and average deal size; the parts sum to it. A stage below a later one gets 0",
    ),
    example=Text(
        '=KPI_GAP_BY_STAGE({"架電","受注"},{1000,10},{800,9},500000)', '=KPI_GAP_BY_STAGE({"Calls","Deals"},{1000,10},{800,9},500000)'
    ),
    twin=None, is_table=True, rules=(OF_ONE_LENGTH,),
)  # fmt: skip
def gaps(stages: Sequence[str], targets: Any, actuals: Any, unit_price: float, actual_unit_price: float | None) -> Any:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_GAP_BY_STAGE", ["架電", "受注"], [1000, 10], [800, 9], 500_000)
    [['架電', -1062500], ['受注', 562500], ['平均受注単価', 0]]
    """
    order = unit_price if actual_unit_price is None else actual_unit_price
    return [[str(gap.label), gap.yen] for gap in gap_by_stage(_funnel(stages, targets, actuals), unit_price, order)]


@spreadsheet_function(
    "KPI_ADVISE", Category.DIAGNOSIS, Parameter("problem", Shape.TEXT, Text("解決したい課題", "problem to solve")),
    help=Text("課題に対応するKPI", "The KPI that addresses a problem"),
    example=Text('=KPI_ADVISE("商談の数が足りない")', '=KPI_ADVISE("Too few meetings")'),
    twin=None, computes_cells=True,
)  # fmt: skip
def advise(problem: str) -> str:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_ADVISE", "商談の数が足りない"), call("KPI_ADVISE", "商談の質が低い")
    ('新規アポイント数', '成約率')
    """
    kpi = kpi_for(problem)
    if kpi is None:
        raise ArgumentError("problem", problem, _NOT_UNDERSTOOD, _SAY_WHAT)
    return str(kpi.label)


_NOT_UNDERSTOOD = Text("に当てはまるKPIが見つかりません", "is not a problem that a known KPI addresses")
_SAY_WHAT = Text(
    "「商談の数が足りない」「解約が多い」のように、何がどうなのかを書いてください", "Say what is wrong with what, such as: too few meetings"
)


def _words_of(kpi: Kpi) -> tuple[str, ...]:
    return (kpi.id, *kpi.label.both())


def _default_twin() -> str:
    """Two look-ups in constants: the role's number by any of its names, then the target by number and name of the KPI."""
    roles = [(word, number) for number, role in enumerate(all_roles(), 1) for word in words_of_role(role)]
    targets = {
        f"{number}{word}".casefold(): (f"{number}{word}", kpi.target)
        for number, role in enumerate(all_roles(), 1)
        for kpi in role.kpis
        for word in _words_of(kpi)
    }
    number = f"INDEX({_column(number for _, number in roles)},MATCH(TRIM({{role}}),{_column(word for word, _ in roles)},0))"
    keys, values = _column(key for key, _ in targets.values()), _column(target for _, target in targets.values())
    return f"INDEX({values},MATCH({number}&TRIM({{kpi}}),{keys},0))"


def _column(values: Any) -> str:
    """An array constant, one below the other, its braces doubled for `str.format`."""
    return "{{" + ";".join(f'"{value}"' if isinstance(value, str) else f"{value:.15g}" for value in values) + "}}"


@spreadsheet_function(
    "KPI_DEFAULT", Category.DIAGNOSIS,
    Parameter("role", Shape.TEXT, Text("役割（名前かID）", "role, by name or id")),
    Parameter("kpi", Shape.TEXT, Text("KPI（名前かID）", "KPI, by name or id")),
    help=Text("役割ごとのKPIの標準目標", "The method's standard target of a role's KPI"),
    example=Text('=KPI_DEFAULT("フィールドセールス","成約率")', '=KPI_DEFAULT("Field sales","Win rate")'),
    twin=_default_twin(), computes_cells=True,
)  # fmt: skip
def default(role: str, kpi: str) -> float:
    """
    >>> from kpi_xl.functions import call
    >>> call("KPI_DEFAULT", "フィールドセールス", "成約率"), call("KPI_DEFAULT", "inside_sales", "calls_per_day")
    (0.2, 50.0)
    """
    found = role_named(role)
    kpis = {word.casefold(): each for each in reversed(found.kpis) for word in _words_of(each)}
    if kpi.casefold() not in kpis:
        raise UnknownNameError("kpi", kpi, [str(each.label) for each in found.kpis], Text("KPI", "KPI"))
    return float(kpis[kpi.casefold()].target)
