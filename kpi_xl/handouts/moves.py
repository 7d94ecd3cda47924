"""What moved a landing since the last forecast, in one line that sums."""

from __future__ import annotations

from kpi_xl.attainment.forecast.record.records import ForecastRecord
from kpi_xl.language import Text
from kpi_xl.periods import month_day
from kpi_xl.sheets.monthly.outlook.split_words import signed
from kpi_xl.units import MINUS, Unit


def moved_line(record: ForecastRecord | None, unit: Unit) -> Text | None:
    """None where there is no earlier forecast, or nothing moved as it is told: yen in thousands, which sum as the line says."""
    step = record.track.last_step if record else None
    if step is None:
        return None
    per = 1000 if unit is Unit.YEN else 1
    total, causes = step.moves.told(per)
    if not total:
        return None
    words = [_word(cause, size * per, unit) for cause, size in causes.items()]
    why = Text("、".join(each.ja for each in words), ", ".join(each.en for each in words))
    return _MOVED.format(day=month_day(step.before.as_of), total=_signed(total * per, unit), why=why)


def _word(cause: str, value: int, unit: Unit) -> Text:
    return Text(f"{_CAUSES[cause].ja} {_signed(value, unit)}", f"{_CAUSES[cause].en} {_signed(value, unit)}")


def _signed(value: int, unit: Unit) -> str:
    if unit is Unit.YEN:
        return signed(value)
    return f"{'+' if value > 0 else MINUS}{abs(value):,.0f}"


_CAUSES = {
    "new": Text("新しい案件", "new deals"), "slipped": Text("延期・失注", "slipped or lost"), "price": Text("受注単価", "deal size"),
    "pace": Text("進み方", "pace"),
}  # fmt: skip
_MOVED = Text("{day}の見込みから{total}（{why}）", "Since {day}: {total} ({why})")
