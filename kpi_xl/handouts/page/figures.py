"""Figures of the page, as words: each amount in the page's unit, each sign with the words that a screen reader says."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.company.standing import Standing
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.insight import shown_probability
from kpi_xl.attainment.report.model import AttainmentRow
from kpi_xl.attainment.report.rates import Status
from kpi_xl.language import Text, spoken
from kpi_xl.sheets.monthly.parts.formulas import percent, rounded_to
from kpi_xl.units import MINUS, Unit

NOTHING = "—"


@dataclass(frozen=True)
class Sign:
    """A status: the sign, its colour, its words."""

    mark: str
    colour: str
    words: str


@dataclass(frozen=True)
class Figure:
    """One figure against its plan, and where it is heading."""

    target: str
    due: str
    actual: str
    pace: str  #: against what is due by now; at the month's end the attainment
    width: int  #: of its bar, in percent
    sign: Sign | None
    gap: str = NOTHING
    landing: str = NOTHING
    span: str = NOTHING  #: the 80% range
    chance: str = NOTHING


def figure_of(
    plan: Standing | AttainmentRow, unit: Unit, landing: Landing | None = None, probability: float | None = None, decimals: int = 0,
    in_full: bool = False, is_bare: bool = False,
) -> Figure:  # fmt: skip
    """The figure in words.

    Args:
        in_full: yen are told as such, not in the page's unit; those that were worked out to the thousand.
        is_bare: counts without their unit, which stands beside them.
    """

    def say(value: float | None, places: int = decimals) -> str:
        if unit is Unit.YEN and not in_full:
            return told(value)
        if is_bare and value is not None:
            return plain_number(value, 0 if float(value).is_integer() else places)
        return unit.show(value, places)

    def roughly(value: float) -> str:
        return say(rounded_to(value, -3) if unit is Unit.YEN and in_full else value)

    pace, due = plan.pace, NOTHING
    if plan.due is not None:
        due = roughly(plan.due) if unit is Unit.YEN else say(plan.due, max(decimals, 1))
    return Figure(
        say(plan.target), due, say(plan.actual), NOTHING if pace is None else percent(pace),
        0 if pace is None else round(100 * max(0.0, min(pace, 1.0))), sign_of(plan.status), signed(plan.gap, unit),
        roughly(landing.middle) if landing else NOTHING, f"{roughly(landing.low)}{TO}{roughly(landing.high)}" if landing else NOTHING,
        str(shown_probability(probability)) if probability is not None else NOTHING,
    )  # fmt: skip


def told(yen: float | None) -> str:
    """Yen in the page's unit: 万円, in English thousands."""
    return NOTHING if yen is None else plain_number(yen / per())


def plain_number(value: float, decimals: int = 0) -> str:
    rounded = rounded_to(value, decimals)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,.{decimals}f}"


def signed(value: float | None, unit: Unit = Unit.YEN) -> str:
    """+24, ▲129: a difference, in the page's unit."""
    if value is None:
        return NOTHING
    if unit is Unit.RATE:
        points = rounded_to(100 * value, 1)
        return f"{'+' if points > 0 else MINUS if points < 0 else ''}{abs(points):.1f}pt"
    amount = rounded_to(value / per(), 0) if unit is Unit.YEN else rounded_to(value, 0 if float(value).is_integer() else 1)
    places = 0 if float(amount).is_integer() else 1
    return f"{'+' if amount > 0 else MINUS if amount < 0 else ''}{abs(amount):,.{places}f}"


def per() -> int:
    """How many yen the page's unit has."""
    return 10_000 if spoken() == "ja" else 1_000


def sign_of(status: Status | None) -> Sign | None:
    if status is None:
        return None
    colour, words = _SIGNS[status]
    return Sign(status.value, colour, str(words))


TO = Text("〜", " to ")
UNIT = Text("万円", "¥ thousand")
_SIGNS = {
    Status.GOOD: ("good", Text("達成", "on target")), Status.FAIR: ("fair", Text("やや不足", "slightly behind")),
    Status.POOR: ("bad", Text("不足", "behind")),
}  # fmt: skip
