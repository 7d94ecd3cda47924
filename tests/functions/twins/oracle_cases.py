"""Arguments for the oracle: what Hypothesis makes up for every parameter, and cells that hold something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kpi_xl.definitions import all_roles
from kpi_xl.functions.definition.parameters import Parameter, Shape
from kpi_xl.functions.definition.registry import Function
from kpi_xl.periods import Month, fiscal_year_months
from kpi_xl.workdays import WorkCalendar

HOLIDAYS = WorkCalendar().closing_days(month for year in (2025, 2026) for month in fiscal_year_months(Month(year, 4)))
RANGE = 5  #: cells of a range that is one argument
ROWS = 3  #: of ranges that are computed cell by cell


@dataclass(frozen=True)
class Case:
    """One call: each argument a value, a list (a range), or None (omitted); "" is a blank cell."""

    function: Function
    arguments: tuple[object, ...]
    rows: int = 1  #: more than 1: cell-by-cell arguments are columns of that many cells


RATES = st.one_of(
    st.sampled_from([0.7, 0.1, 0.05, 0.2, 0.3, 0.15, 1.0, 1 / 3, 0.0001, 1e-7]),
    st.integers(1, 1000).map(lambda thousandths: thousandths / 1000),
)
COUNTS = st.one_of(st.integers(0, 40), st.integers(0, 3000), st.sampled_from([0, 1, 21, 0.3, 10_000_000, 999_999_999]))
WORDS = [
    word
    for role in all_roles()
    for words in ((role.id, *role.label.both()), *((kpi.id, *kpi.label.both()) for kpi in role.kpis))
    for word in words
]
BY_SHAPE: dict[Shape, st.SearchStrategy[object]] = {
    Shape.NUMBER: COUNTS,
    Shape.POSITIVE: st.one_of(st.integers(1, 40), st.integers(1, 3000), st.sampled_from([500_000, 0.5, 1_234_567])),
    Shape.ANY_NUMBER: st.one_of(st.integers(-50, 3000), st.integers(0, 30000).map(lambda number: number / 10000)),
    Shape.RATE: RATES,
    Shape.SHARE: st.one_of(RATES, st.just(0)),
    Shape.CONFIDENCE: st.sampled_from([0.8, 0.9, 0.95, 0.5, 0.99, 0.123, 0.999]),
    Shape.DATE: st.dates(date(2025, 4, 1), date(2027, 3, 31)),
    Shape.DIRECTION: st.sampled_from(["higher", "lower", "以上", "以下", 1, -1, "LOWER"]),
    Shape.NUMBERS: st.lists(
        st.one_of(st.integers(0, 30).map(lambda tenths: tenths / 20), st.sampled_from(["", "—", 0.7999999999999999])),
        min_size=RANGE, max_size=RANGE,
    ),
    Shape.DATES: st.just(HOLIDAYS),
    Shape.TEXT: st.sampled_from([*WORDS, *(word.upper() for word in WORDS[:9]), " 成約率 ", "知らない", "1"]),
}  # fmt: skip

EMPTY_TEXT = " "
"""What a formula such as ="" gives; Python sees no difference to a blank cell."""
NOT_A_NUMBER = ["", EMPTY_TEXT, "多い", "1/2", "10:30", "1,5", "#N/A", "#DIV/0!", "#VALUE!"]
ODD: dict[Shape, list[object]] = {
    Shape.NUMBER: [*NOT_A_NUMBER, -1, True, "20%", "２０", "1,000万", "３００万円", "▲5", "5件", date(2026, 11, 3)],
    Shape.POSITIVE: [*NOT_A_NUMBER, -1, 0, 1e-10, 1e-300, False, "1,000", "50万", "￥500"],
    Shape.ANY_NUMBER: [*NOT_A_NUMBER, True, "-5", "▲5", "1.5億"],
    Shape.RATE: [*NOT_A_NUMBER, 25, 0, 1e-10, 1e-300, 1.0000001, -0.2, True, "20%", "２０％", "25"],
    Shape.SHARE: [*NOT_A_NUMBER, 25, -0.1, True, "5%", "５％"],
    Shape.CONFIDENCE: [*NOT_A_NUMBER, 90, 0, 1, "90%", "９０％"],
    Shape.DATE: [*NOT_A_NUMBER, -3, 25, True, "2026-11-30", "2026/11/30", "2026-02-30", "11/30", "46327", 46327.75],
    Shape.DIRECTION: ["", "多い", "#N/A", "#DIV/0!", 0, 2, "低い"],
    Shape.NUMBERS: [["#N/A", 1, 0.5, 0.2, 0.8], ["", "", "", "", "—"], [1, 1, "#DIV/0!", "", 1]],
    Shape.TEXT: ["", "#N/A", "#DIV/0!"],
}


def _given(parameter: Parameter, is_odd: bool) -> st.SearchStrategy[object]:
    usual = BY_SHAPE[parameter.shape]
    if is_odd and parameter.shape in ODD:
        usual = st.one_of(usual, usual, st.sampled_from(ODD[parameter.shape]))
    return usual


def _argument(parameter: Parameter, is_odd: bool) -> st.SearchStrategy[object]:
    usual = _given(parameter, is_odd)
    return st.one_of(usual, usual, st.none()) if parameter.default is not None else usual


def _column(parameter: Parameter) -> st.SearchStrategy[object]:
    if parameter.shape.is_whole_range:
        return _given(parameter, is_odd=False)
    column = st.lists(_given(parameter, is_odd=True), min_size=ROWS, max_size=ROWS)
    return st.one_of(_given(parameter, is_odd=False), column, column)


def cases_of(function: Function, usual: int, odd: int, ranges: int) -> list[Case]:
    """Calls with arguments that keep their rules, calls with cells that hold something else, and calls of ranges."""
    parameters = function.parameters
    made = [
        Case(function, arguments)
        for is_odd, count in ((False, usual), (True, odd))
        for arguments in _drawn(st.tuples(*(_argument(parameter, is_odd) for parameter in parameters)), count)
    ]
    if function.twin_takes_ranges and not function.is_table:
        columns = st.tuples(*(_column(parameter) for parameter in parameters))
        made += [Case(function, arguments, ROWS) for arguments in _drawn(columns, ranges)]
    return made


def _drawn(strategy: st.SearchStrategy[tuple[object, ...]], count: int) -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = []

    @settings(max_examples=count, phases=[Phase.generate], database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(strategy)
    def collect(arguments):
        found.append(arguments)

    collect()
    return found
