"""Where a figure stands against its plan: what the period asks for, what of it is due by now, what was done."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.attainment.report.rates import Status, attainment_of, status_of
from kpi_xl.targets import Thresholds


@dataclass(frozen=True)
class Standing:
    """One sum (yen or counts) against its plan; more is better."""

    target: float | None  #: of the whole period; None where nothing is planned
    due: float | None  #: of it, by now
    actual: float | None  #: None where the log says nothing
    pace: float | None  #: actual against due (ペース比); None where nothing is due yet
    rate: float | None  #: attainment of the whole target
    status: Status | None  #: by the pace

    @classmethod
    def of(cls, target: float | None, due: float | None, actual: float | None, thresholds: Thresholds = Thresholds()) -> Standing:
        """Compare; nothing that is due is compared with what was done before anything is."""
        pace = None if not due or actual is None else attainment_of(actual, due)
        rate = None if target is None or actual is None else attainment_of(actual, target)
        return cls(target, due, actual, pace, rate, status_of(pace, thresholds))

    @property
    def gap(self) -> float | None:
        """Actual less due: positive is ahead."""
        return None if self.due is None or self.actual is None else self.actual - self.due
