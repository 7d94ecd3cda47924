"""The split: which part of the KGI's gap each step of the funnel and the average order cost, in yen that sum exactly.

A funnel is a chain only where its last stage counts what the KGI sums: visits, meetings, deals. Stages without a target (their
KPIs are not followed) are left out, and the step over them is one. Where no average order is followed, what the last stage
brings each stands for it. No part costs more than the goal (see capped.py); what whole deals in the plan leave over is a part
of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kpi_xl.attainment.diagnosis.bottleneck import AVERAGE_ORDER, StageCount, gap_by_stage, is_source
from kpi_xl.attainment.diagnosis.capped import capped
from kpi_xl.attainment.report.few import are_too_few, has_just_begun
from kpi_xl.attainment.report.history import count_of, counted_rate
from kpi_xl.attainment.report.model import AttainmentRow, Result, StageRow
from kpi_xl.definitions import Kpi, Ratio, RoleTemplate, Single, Tallied, Tally
from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum, is_zero, whole_parts
from kpi_xl.units import Unit


@dataclass(frozen=True)
class Part:
    """What one factor of the KGI costs (negative) or brings."""

    id: str  #: of the KPI it is told of; of the stage where none is followed
    label: Text
    yen: int
    cases: int | None  #: on how many a rate or an average rests; None: a count that rests on itself, and on more than one or two rows

    @property
    def is_told(self) -> bool:
        """False where so few cases say nothing in yen."""
        return self.cases is None or not are_too_few(self.cases)


def _worst(parts: Iterable[Part]) -> Part | None:
    """That costs most; None where none costs anything."""
    worst = min(parts, key=lambda part: part.yen, default=None)
    return None if worst is None or worst.yen >= 0 else worst


@dataclass(frozen=True)
class GapSplit:
    """The gap between what is due of the KGI and its actual."""

    due: float  #: yen
    actual: float
    parts: tuple[Part, ...]  #: down the funnel, the average order last
    rounding: int  #: the plan's deals are whole, so that they are a little more or less than the goal; parts and this are the gap

    @property
    def gap(self) -> int:
        """Whole yen, negative is short."""
        return round(self.actual - self.due)

    @property
    def is_short(self) -> bool:
        return self.gap < 0

    @property
    def is_told(self) -> bool:
        """False where a part would be told in yen from too few cases: a chart of yen is not drawn then."""
        return all(part.is_told for part in self.parts if part.yen)

    @property
    def bottleneck(self) -> Part | None:
        """What of a shortfall costs most, of all that enough cases say; None where there is none."""
        return _worst(self._told) if self.is_short else None

    @property
    def reference(self) -> Part | None:
        """What would be the bottleneck, where nothing costs anything but from too few cases: for reference, its n without yen."""
        return _worst(self.parts) if self.is_short and self.bottleneck is None else None

    @property
    def strength(self) -> Part | None:
        """What carries somebody at or above the goal most."""
        best = max(self._told, key=lambda part: part.yen, default=None)
        return None if self.is_short or best is None or best.yen <= 0 else best

    @property
    def risk(self) -> Part | None:
        """What costs somebody at or above the goal most: the goal would not be reached without the rest."""
        return None if self.is_short else _worst(self._told)

    @property
    def lost(self) -> Mapping[str, float]:
        """Part -> yen that it costs of a shortfall, where enough cases say so; empty at or above the goal."""
        return {part.id: float(-part.yen) for part in self._told if part.yen < 0} if self.is_short else {}

    @property
    def cases(self) -> Mapping[str, int | None]:
        """Part -> on how many it rests."""
        return {part.id: part.cases for part in self.parts}

    def part(self, part_id: str) -> Part | None:
        return next((part for part in self.parts if part.id == part_id), None)

    @property
    def _told(self) -> list[Part]:
        return [part for part in self.parts if part.is_told]


def gap_split(result: Result, share_due: float = 1.0) -> GapSplit | Text | None:
    """The split of the gap between what is due of the KGI and its actual; a text says which KPI it lacks.

    None where there is nothing to split: a KGI that is not in yen or no product of a funnel, no target, nothing due yet.

    Args:
        share_due: of the month's working days, that are over: targets are measured by that part.
    """
    kgi = result.kgi
    if not _is_chain(result.role) or not kgi.target or kgi.actual is None or share_due <= 0:
        return None
    unrecorded = _unrecorded(result)
    planned = [row for row in result.funnel if row.target is not None and not is_zero(row.target)]
    stages = _sources([row for row in planned if row.actual or row is planned[-1] or row.stage.tally not in unrecorded])
    if not stages:
        return _LACKS.format(stages=_listed([row.stage.label for row in result.funnel]))
    last = _Last.of(result, stages[-1], kgi.target)
    counts = [StageCount(row.stage.label, (row.target or 0.0) * share_due, row.actual) for row in stages]
    found = [gap.yen for gap in gap_by_stage(counts, last.target, last.actual)]
    due = kgi.target * share_due
    gap = round(kgi.actual - due)
    *yen, rounding = whole_parts(capped([*found, gap - exact_sum(found)], due), gap)
    return GapSplit(due, kgi.actual, _joined(_named(stages, last, result.role), yen), rounding)


def _unrecorded(result: Result) -> Collection[Tally]:
    """What nobody logs: its 0 is not what somebody did, and costs nothing."""
    found = set[Tally]()
    for row in result.rows:
        measure = row.kpi.measure
        if row.actual is None and row.cases is None and isinstance(measure, (Ratio, Single)):
            found.add(measure.tally if isinstance(measure, Single) else measure.of)
    return found


def _sources(stages: Sequence[StageRow]) -> list[StageRow]:
    """Without stages that the later ones did not come from: deals won from no meeting were won from the stage above."""
    counts = [StageCount(row.stage.label, row.target or 0.0, row.actual) for row in stages]
    return [row for place, row in enumerate(stages) if is_source(counts, place)]


def _is_chain(role: RoleTemplate) -> bool:
    """True where the KGI sums, in yen, what the funnel's last stage counts."""
    measure = role.kgi.measure
    if role.is_team or role.kgi.unit is not Unit.YEN or not isinstance(measure, Single) or not role.funnel:
        return False
    return role.funnel[-1].tally == count_of(measure.tally)


@dataclass(frozen=True)
class _Last:
    """What one of the last stage brings, in yen."""

    id: str
    label: Text
    target: float
    actual: float  #: of no account where nothing came

    @classmethod
    def of(cls, result: Result, stage: StageRow, goal: float) -> _Last:
        """The average order where it is followed and the last stage counts deals; else the goal by that stage."""
        is_deals = stage is result.funnel[-1]
        order = next((row for row in result.rows if _is_average_order(row.kpi)), None)
        actual = (result.kgi.actual or 0.0) / stage.actual if stage.actual else 0.0
        if is_deals and order is not None and order.target is not None:
            return cls(order.kpi.id, order.kpi.label, order.target, _or(order, actual))
        label = AVERAGE_ORDER if is_deals else _EACH.format(stage=stage.stage.label)
        return cls("average_order" if is_deals else f"yen_per_{stage.stage.id}", label, goal / (stage.target or 1.0), actual)


def _or(order: AttainmentRow, actual: float) -> float:
    return actual if order.actual is None else order.actual


def _is_average_order(kpi: Kpi) -> bool:
    measure = kpi.measure
    return isinstance(measure, Ratio) and measure.of.tallied is Tallied.SUM and measure.to == count_of(measure.of)


Named = tuple[str, Text, int | None]
"""Id, label and cases of a part."""


def _named(stages: Sequence[StageRow], last: _Last, role: RoleTemplate) -> list[Named]:
    """A stage stands for the step into it, the first for its count."""
    first, done = stages[0].stage, round(stages[0].actual)
    kpi = role.kpi(first.kpi) if first.kpi else None
    named: list[Named] = [(kpi.id if kpi else first.id, kpi.label if kpi else first.label, done if has_just_begun(done) else None)]
    named += [_step(above, row, role) for above, row in pairwise(stages)]
    return [*named, (last.id, last.label, round(stages[-1].actual))]


def _step(above: StageRow, row: StageRow, role: RoleTemplate) -> Named:
    """Told of the KPI that is this very rate, else as the step into the stage whose count is a KPI."""
    cases = round(above.actual)
    for kpi in role.kpis:
        measure = counted_rate(kpi)
        if measure is not None and (measure.of, measure.to) == (row.stage.tally, above.stage.tally):
            return kpi.id, kpi.label, cases
    return row.stage.kpi or row.stage.id, _STEP.format(above=above.stage.label, stage=row.stage.label), cases


def _listed(labels: Sequence[Text]) -> Text:
    return Text("・".join(label.ja for label in labels), ", ".join(label.en for label in labels))


def _joined(named: Sequence[Named], yen: Sequence[int]) -> tuple[Part, ...]:
    return tuple(Part(part_id, label, each, cases) for (part_id, label, cases), each in zip(named, yen, strict=True))


_STEP = Text("{above}→{stage}", "{above} → {stage}")
_EACH = Text("{stage}1件あたりの売上", "Revenue per {stage}")
_LACKS = Text(
    "{stages}のどれにも目標がないため、売上の差を内訳に分けられません。KPIを1つ以上追うと、ボトルネックを示せます",
    "None of {stages} has a target, so the gap in revenue cannot be split: follow at least one of these KPIs to see the bottleneck",
)
