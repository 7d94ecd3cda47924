"""Amounts and counts of pages about several people as texts: whole 万円, in English thousands of yen; counts with a decimal where they are parts."""

from __future__ import annotations

from kpi_xl.language import Text, spoken
from kpi_xl.sheets.live.figures import digits
from kpi_xl.sheets.live.values import DASH, Live, choice, is_number
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.sheets.monthly.parts.formulas import rounded_to
from kpi_xl.units import WHOLE_FORMAT, Unit, signed

SIGNED_FORMAT = signed(r"\+#,##0;\▲#,##0;0")


def told(value: float | None, unit: Unit) -> float | None:
    """As the page's cells hold it."""
    return value if value is None or unit is not Unit.YEN else value / wording.yen_told()


def bare(value: Live, places: int = 0) -> Live:
    """679, 46.7: its unit stands elsewhere."""
    form = str(WHOLE_FORMAT) if not places else str(Unit.COUNT.number_format(places))
    return choice(is_number(value), digits(value, places, form), DASH)


def with_sign(value: Live) -> Live:
    """+24, ▲129."""
    return choice(is_number(value), digits(value, 0, str(SIGNED_FORMAT)), DASH)


def amount(value: Live, unit: Unit, sign: bool = False) -> Live:
    """1,310万円 of a cell that holds it so; a count without its unit."""
    if unit is Unit.YEN:
        return money(value, sign)
    return with_sign(value) if sign else bare(value)


def money(value: Live, sign: bool = False) -> Live:
    """1,310万円 of a cell that holds it so."""
    return choice(is_number(value), digits(value, 0, str(SIGNED_MONEY if sign else MONEY)), DASH)


def in_words(yen: float, unit: Unit = Unit.YEN) -> Text:
    """1,310万円 in a sentence: no forecast knows the single yen, and no plan is told by it."""
    if unit is not Unit.YEN:
        return unit.in_words(rounded_to(yen, 0))
    is_in_man = spoken() == "ja" and abs(yen) >= 1e5
    return Unit.YEN.in_words(rounded_to(yen, -4 if is_in_man else -3))


MONEY = Text(r'#,##0"万円";\▲#,##0"万円";0"万円"', r'"¥"#,##0"k";\−"¥"#,##0"k";"¥"0')
SIGNED_MONEY = Text(r'\+#,##0"万円";\▲#,##0"万円";0"万円"', r'\+"¥"#,##0"k";\−"¥"#,##0"k";"¥"0')
