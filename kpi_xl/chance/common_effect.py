"""The common effect: how much months differ as a whole, beyond what the chances of single members explain.

Members of one team share the month: a campaign, a holiday week, a list price. Were they independent, the sum of ten
would be three times as steady as one of them; seen over months it is not. Here a team's month is counted with

    mean m,  variance m + v + (e + o) m^2,

m expected from the months before, v what is not known of it member by member, e the relative variance that everybody shares
and o the one that is the team's own (gamma factors on top of Poisson counts; the common shock of Klugman, Panjer and
Willmot, "Loss Models", chapter 7). Teams together, with the shares p of what is expected of them, differ by e + o x sum p^2:
what is a team's own evens out over several, what is everybody's does not.

A grid of both is weighed by how well it has foretold the months so far, each from earlier months alone (prequential
likelihood; Dawid, JRSS A 147 (1984) 278). The sum of the teams is negative binomial, and given the sum their counts are
Dirichlet-multinomial, as those of independent gammas are (Johnson, Kotz and Balakrishnan, "Discrete Multivariate
Distributions", chapter 35): so nothing that was seen counts twice, and what teams tell of one another is not lost on
everybody together, whose months are few.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

GRID = (0.002, 0.01, 0.03, 0.07, 0.15, 0.35)
"""e + o: a team's months that differ by 4, 10, 17, 26, 39 and 59%."""
BEFORE = (0.5, 1.5, 3, 3.5, 2.5, 1)
"""How far each is believed before a month was seen: months that differ by 30%, until they show otherwise."""
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
SHARES_BEFORE = (0.5, 1, 1, 1.5, 2)
"""e / (e + o), and how far each is believed before a month was seen: what moves one team mostly moves the others."""


@dataclass(frozen=True)
class GroupMonth:
    """What a team counted in a month, and what was expected of it."""

    actual: float
    mean: float  #: above 0
    variance: float  #: of the mean: how little is known of it, the members taken as independent


@dataclass(frozen=True)
class SharedMonth:
    """The teams in one month, at least one."""

    teams: Sequence[GroupMonth]
    unknown: float = 0.0  #: relative variance that all share for another reason, and that is no part of what is looked for


@dataclass(frozen=True)
class Effect:
    """What is shared, as a variance."""

    everybody: float  #: by the members of all teams
    own: float  #: by those of one team alone

    def of(self, concentration: float = 1.0) -> float:
        """Of a group; *concentration*: the sum of the squared shares that its teams have in it, 1 of one team alone."""
        return self.everybody + self.own * concentration

    def times(self, factor: float) -> Effect:
        return Effect(self.everybody * factor, self.own * factor)


NONE = Effect(0.0, 0.0)


def common_effect(months: Sequence[SharedMonth]) -> Effect:
    """The relative variances that everybody and each team share, as the months before tell.

    >>> nothing_seen = common_effect([])
    >>> round(nothing_seen.of(), 3), round(nothing_seen.of(1 / 4), 3)
    (0.09, 0.066)
    >>> alike = [SharedMonth([GroupMonth(actual, 100, 0)] * 3) for actual in (70, 130, 75, 128, 90, 112)]
    >>> apart = [SharedMonth([GroupMonth(actual, 100, 0) for actual in each]) for each in ((70, 100, 130), (128, 90, 85), (75, 112, 120))]
    >>> [round(common_effect(each).everybody / common_effect(each).of(), 1) for each in (alike, apart)]
    [1.0, 0.3]
    """
    import numpy as np  # late: the command line starts without it

    whole, share = (np.array(each) for each in zip(*product(GRID, SHARES), strict=True))
    everybody, own = whole * share, whole * (1 - share)
    merit = np.log(np.outer(BEFORE, SHARES_BEFORE)).ravel() + sum(_log_chance(month, everybody, own) for month in months)
    weights = np.exp(merit - merit.max())
    weights /= weights.sum()
    return Effect(float((weights * everybody).sum()), float((weights * own).sum()))


def _log_chance(month: SharedMonth, everybody: Any, own: Any) -> Any:
    """ln P(what the teams counted), but for what depends on neither."""
    import numpy as np

    from kpi_xl.chance.beta_binomial import log_gamma

    counts, means, variances = (np.array([[getattr(each, name)] for each in month.teams]) for name in ("actual", "mean", "variance"))
    mean, count = means.sum(), counts.sum()
    shares = means / mean
    apart = own * (shares**2).sum() + variances.sum() / mean**2 + 1e-9  # by which the sum differs, were teams independent
    shape = 1 / (apart + everybody + month.unknown)
    merit = log_gamma(shape + count) - log_gamma(shape) - count * np.log1p(shape / mean) - shape * np.log1p(mean / shape)
    if len(counts) > 1:
        parts = shares / apart
        merit = merit + (log_gamma(parts + counts) - log_gamma(parts)).sum(axis=0) - log_gamma(1 / apart + count) + log_gamma(1 / apart)
    return merit
