"""Told figures: landings, their parts and what moved them in whole units of the page (万円, in English thousands), summing exactly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_xl.attainment.forecast.record.moves import CAUSES
from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.attainment.forecast.record.track import ForecastTrack, Step
from kpi_xl.definitions import Kpi
from kpi_xl.language import Text, spoken
from kpi_xl.rounding import whole_parts
from kpi_xl.sheets.monthly.charts.scale import Scale, scale_of
from kpi_xl.units import MINUS, Unit, half_up


@dataclass(frozen=True)
class ToldPoint:
    """A forecast; `won`, `open` and `to_come` add up to `landing`."""

    point: ForecastPoint
    won: int
    open: int
    to_come: int
    low: int
    high: int
    target: int | None

    @property
    def landing(self) -> int:
        return self.won + self.open + self.to_come


@dataclass(frozen=True)
class ToldStep:
    """From one forecast to the next: what each cause did, adding up to what the landing moved."""

    step: Step
    causes: Mapping[str, int]

    @property
    def largest(self) -> str:
        """The cause that did most; "" where none did anything."""
        name = max(CAUSES, key=lambda cause: abs(self.causes[cause]))
        return name if self.causes[name] else ""

    @property
    def worst(self) -> str:
        """The cause that took most off the landing; "" where none did."""
        name = min(CAUSES, key=lambda cause: self.causes[cause])
        return name if self.causes[name] < 0 else ""

    @property
    def shown(self) -> list[str]:
        """The causes that did anything; where none did, the last."""
        return [cause for cause in CAUSES if self.causes[cause]] or [CAUSES[-1]]


@dataclass(frozen=True)
class ToldTrack:
    """A month's forecasts in the page's units."""

    kpi: Kpi
    scale: Scale
    points: tuple[ToldPoint, ...]
    steps: tuple[ToldStep, ...]

    @classmethod
    def of(cls, track: ForecastTrack, kpi: Kpi) -> ToldTrack:
        scale = scale_of(kpi)
        points = [_point(each, scale) for each in track.points]
        moved = [now.landing - before.landing for before, now in pairwise(points)]
        steps = [_step(step, by, scale) for step, by in zip(track.steps, moved, strict=True)]
        return cls(kpi, scale, tuple(points), tuple(steps))

    @property
    def now(self) -> ToldPoint:
        return self.points[-1]

    @property
    def last_step(self) -> ToldStep | None:
        return self.steps[-1] if self.steps else None

    def said(self, told: float, sign: bool = False) -> str:
        """640万円, ▲92万円, 12件: a told figure in a sentence."""
        mark = MINUS if told < 0 else "+" if sign and told > 0 else ""
        size = f"{abs(told):,.0f}"
        if self.kpi.unit is Unit.YEN:
            return f"{mark}{size}万円" if spoken() == "ja" else f"{mark}¥{size}k"
        return f"{mark}{size}{Text('件', '')}" if self.kpi.unit is Unit.COUNT else f"{mark}{size}"


def whole(value: float, scale: Scale) -> int:
    return int(half_up(value / scale.per, 0))


def _point(point: ForecastPoint, scale: Scale) -> ToldPoint:
    """What is won is a fact and told as everywhere; what rounding leaves lies in what is expected."""
    landing, won = whole(point.landing, scale), whole(point.won, scale)
    in_open, to_come = whole_parts([point.open / scale.per, point.to_come / scale.per], landing - won) if point.open else (0, landing - won)
    target = None if point.target is None else whole(point.target, scale)
    return ToldPoint(point, won, in_open, to_come, whole(point.low_80, scale), whole(point.high_80, scale), target)


def _step(step: Step, moved: int, scale: Scale) -> ToldStep:
    causes: Sequence[int] = whole_parts([getattr(step.moves, cause) / scale.per for cause in CAUSES], moved)
    return ToldStep(step, dict(zip(CAUSES, causes, strict=True)))


CAUSE_LABELS = {
    "new": Text("新しい案件", "New deals"), "slipped": Text("延期・失注", "Slips, losses"), "price": Text("受注単価", "Deal size"),
    "pace": Text("進み方", "Pace"),
}  # fmt: skip


def in_sentence(cause: str) -> Text:
    """A cause's label within other words."""
    label = CAUSE_LABELS[cause]
    return Text(label.ja, label.en.lower())
