"""Units: where a goal starts and where it ends, counted in one unit."""

from __future__ import annotations

import re

from kpi_xl.smart.numbers.quantity import Quantity, Scale


def in_one_unit(text: str, start: Quantity, end: Quantity) -> tuple[Quantity, Quantity]:
    """12→18% and 20%から25: the one without a unit has that of the other; not cut no-shows by 30% (now 12)."""
    scales = {start.scale, end.scale}
    bare = start if start.scale is Scale.COUNT else end
    if bare.scale is Scale.COUNT and _NOUN_AFTER.match(text, bare.end):
        return start, end  # 5 upsells, avg $3k
    if scales == {Scale.HOURS}:
        return _in_time_of(start, end), end
    if len(scales) == 1 or Scale.COUNT not in scales or scales & DIFFERENCES:
        return start, end
    bare, full = (start, end) if start.scale is Scale.COUNT else (end, start)
    if not bare.words.replace(",", "").replace(".", "").isdigit() or _BY_BEFORE.search(text, max(0, full.start - 8), full.start):
        return start, end
    factor = next((power for sign, power in _POWERS.items() if sign in full.words), 0.01 if full.scale is Scale.RATE else 1.0)
    bare = bare._replace(value=float(f"{bare.value * factor:.12g}"), scale=full.scale)
    return (bare, end) if bare.start == start.start else (start, bare)


def has_own_noun(text: str, quantity: Quantity) -> bool:
    """800 units: what a bare number counts stands behind it, whatever the goal is about."""
    return quantity.scale is Scale.COUNT and _NOUN_AFTER.match(text, quantity.end) is not None


def _in_time_of(quantity: Quantity, other: Quantity) -> Quantity:
    """3時間 beside 30分 is 180 minutes: the quantity with its value in the unit of the *other*."""
    own, wanted = (_MINUTES.get(each.unit) for each in (quantity, other))
    if own is None or wanted is None or own == wanted:
        return quantity
    return quantity._replace(value=float(f"{quantity.value * own / wanted:.12g}"))


_MINUTES = {unit: minutes for minutes, units in {
    60.0: ("時間", "hours", "hour", "hrs", "hr", "h"), 1.0: ("分", "分間", "minutes", "minute", "mins", "min"), 1 / 60: ("秒", "seconds", "sec"),
}.items() for unit in units}  # fmt: skip
DIFFERENCES = {Scale.RATIO, Scale.POINTS, Scale.RANK}
"""What a bare number beside is not counted in: double from 4 starts at 4, not at 4 times."""
_BY_BEFORE = re.compile(r"(?:\bby |[+±])$")
_POWERS = {"億": 1e8, "万": 1e4}
_NOUN_AFTER = re.compile(
    r" (?!(?:to|by|in|from|and|or|on|at|per|an?|this|next|now|last|today|currently|up|down|before|until|within|for|over|of|with|is|was|vs"
    r"|avg|max|min|the|our|each|yr|more|less|but|so|if)\b)"
    r"[a-z]{3,}"
)
"""5 upsells, avg $3k: what has its noun has its unit."""
