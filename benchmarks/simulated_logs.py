"""Made-up histories whose drift is known, to see whether promises hold: successes and trials by member and month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.periods import Month, months_up_to

MEMBERS, TEAMS, MONTHS = 12, 3, 12
LAST_MONTH = Month(2026, 10)


@dataclass(frozen=True)
class Kind:
    """How the rates of a company behave. Spreads are of the log-odds: 0.2 is about a fifth of a small rate."""

    name: str
    trials: int  #: a month, on average
    rate: float  #: the middle member's at the beginning
    between: float = 0.3  #: spread between members
    drift: float = 0.0  #: spread of the change from month to month, which lasts
    noise: float = 0.0  #: spread from month to month, which passes
    trend: float = 0.0  #: everybody's change a month

    def history(self, seed: int, members: int = MEMBERS, months: int = MONTHS) -> list[MonthlyCounts]:
        """One company's log, the same for the same seed."""
        draw = np.random.RandomState(seed)  # whose numbers NumPy promises never to change (NEP 19)
        level = np.log(self.rate / (1 - self.rate)) + draw.normal(0, self.between, members)
        history = []
        for month in months_up_to(LAST_MONTH, months):
            chance = 1 / (1 + np.exp(-level - draw.normal(0, self.noise, members)))
            trials = draw.poisson(self.trials, members)
            successes = draw.binomial(trials, chance)
            history += [
                MonthlyCounts(f"M{place:02d}", month, int(successes[place]), int(trials[place]), f"T{place % TEAMS}")
                for place in range(members)
            ]
            level = level + draw.normal(0, self.drift, members) + self.trend
        return history


KINDS = (
    Kind("meetings won, nothing changes", 30, 0.20),
    Kind("meetings won, rates drift", 30, 0.20, drift=0.2),
    Kind("meetings won, months differ", 30, 0.20, noise=0.3),
    Kind("calls to appointments, nothing changes", 1000, 0.05),
    Kind("calls to appointments, rates drift", 1000, 0.05, drift=0.15),
    Kind("calls to appointments, months differ", 1000, 0.05, noise=0.2),
)
FALLING = Kind("calls to appointments, all fall 5% a month", 1000, 0.05, drift=0.1, trend=-0.05)
"""A market that cools: a fall that all share, month after month."""
