"""Pooling: what a member's next month is expected to bring, from the own months and everybody else's.

One model for rates and for volumes. A member's rate is expected as

    mean = (W x group rate + sum of d^age x e x g^age x count) / w,    w = W + sum of d^age x e x exposure,
    e = N / (N + exposure)

and is as uncertain as after an exposure of w N / (w + N). Four unknowns say how the company behaves:

- W, the exposure that the group's rate is worth, shrinks a short history towards the team, and the team towards the
  other teams of the role (empirical Bayes; Efron and Morris, JASA 70 (1975) 311). Members who differ much make W small.
- d, from 0 to 1, discounts a month by its age (power discounting; West and Harrison, "Bayesian Forecasting and Dynamic
  Models", chapter 14; Smith, JRSS B 41 (1979) 375): rates drift, and what lies back says less.
- N limits what one month can say, however many trials it had: months differ for reasons that pass (the overdispersion
  of a beta-binomial between months). It keeps the prediction wider than the error of a constant rate.
- g is everybody's growth a month: what was counted is carried to the level of next month, in the group's rate as well.
  A market that cools moves all members alike, and no discount follows a fall without lagging behind it.

Discounting was chosen over a random walk of the logit because it stays conjugate: the prediction is an exact
beta-binomial or negative binomial with two numbers that a reader can check, and needs no simulation. Without N, d would
have to be small where months merely differ, and throw away what older months still tell.

Every quadruple of a grid makes its predictions; each is weighed by how well it has foretold all members' months so far,
always from earlier months alone (prequential likelihood; Dawid, JRSS A 147 (1984) 278), and members who share their months
count for less than as many strangers (`kpi_xl.chance.alike`). Mean and variance of that mixture give the forecast. A
group's rate leaves the member's own months out, so none counts twice.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from kpi_xl.chance.alike import Alike
from kpi_xl.chance.monthly_counts import CountTable
from kpi_xl.periods import Month

DISCOUNTS = (0.3, 0.6, 0.8, 0.93, 1.0)
"""What a month keeps of its weight when another passes; 1 is "rates never drift"."""
GROWTHS = (0.95, 1.0, 1.05)
GROWTHS_BEFORE = (0.15, 0.7, 0.15)
"""How far each is believed before anything is seen: most months are like the last."""
WEIGHING_MEMBERS = 64
"""A year of so many members settles W, d, N and g; more would only repeat them, and a company of thousands would wait."""


@dataclass(frozen=True)
class Forecast:
    """A member's rate in one month, as expected from the months before it."""

    member: str
    month: Month
    mean: float  #: count per unit of exposure
    weight: float  #: the exposure that the certainty of the mean is worth
    own_count: float  #: n behind it: the member's own earlier months together
    own_exposure: float

    @property
    def alpha(self) -> float:
        """The expected rate's Beta(alpha, beta), or Gamma(alpha, weight) for volumes."""
        return self.mean * self.weight

    @property
    def beta(self) -> float:
        return (1 - self.mean) * self.weight


class Family(ABC):
    """What kind of count it is."""

    worths: Sequence[float]  #: the grid of W, in units of exposure: from "everybody is different" to "all alike"
    limits: Sequence[float]  #: the grid of N, in units of exposure: from "months differ much" to "not at all"
    first_mean: float  #: what is thought before the first month, with the weight of one count at most
    first_weight: float
    most: float  #: no mean is larger
    alike: float  #: how far members' months go together, before any was seen

    @abstractmethod
    def log_probability(self, counts: Any, exposures: Any, mean: Any, weight: Any) -> Any:
        """ln P(counts), where the rate is uncertain as *mean* and *weight* say."""

    @abstractmethod
    def variance(self, mean: Any, weight: Any) -> Any:
        """Of the rate."""

    @abstractmethod
    def count_variance(self, exposures: Any, mean: Any, weight: Any) -> Any:
        """Of the counts, where the rate is uncertain as *mean* and *weight* say."""

    @abstractmethod
    def weight(self, mean: Any, variance: Any) -> Any:
        """The weight that belongs to a mean and a variance."""


MonthForecasts = tuple[Month, Mapping[str, Forecast]]


def pooled_forecasts(
    table: CountTable, family: Family, watched: Collection[str] | None = None, levels: Mapping[Month, float] | None = None
) -> Iterator[MonthForecasts]:
    """For each month after the first, and the one after the last: every member's forecast from the months before.

    Args:
        table: what was counted.
        watched: the members whose past months are foretold; None: everybody's. Without any, only the month after the
            last is.
        levels: of months, by which their counts are divided.
    """
    import numpy as np  # late: the command line starts without it

    if levels is not None:
        table = replace(table, counts=table.counts / np.array([levels.get(month, 1.0) for month in table.months]))
    pool = _Pool(table, family)
    some = [place for place, member in enumerate(table.members) if watched is None or member in watched]
    for place, month in enumerate(table.months):
        if place and some:
            yield month, _forecasts(table, month, pool, some)
        pool.learn(np.asarray(table.counts[:, place]), np.asarray(table.exposures[:, place]))
    yield table.months[-1].next, _forecasts(table, table.months[-1].next, pool, range(len(table.members)))


def _forecasts(table: CountTable, month: Month, pool: _Pool, some: Sequence[int]) -> dict[str, Forecast]:
    places = slice(None) if len(some) == len(table.members) else list(some)
    mean, weight = pool.mixed(places)
    own = pool.counts[places].tolist(), pool.exposures[places].tolist()
    columns = zip((table.members[place] for place in some), mean.tolist(), weight.tolist(), *own, strict=True)
    return {
        member: Forecast(member, month, its_mean, its_weight, count, exposure)
        for member, its_mean, its_weight, count, exposure in columns
    }


class _Pool:
    """What is known after some months.

    Arrays are g x W x (d, N) x members, with 1 where they do not depend on one of them.
    """

    def __init__(self, table: CountTable, family: Family) -> None:
        import numpy as np

        self.family = family
        self.growth = np.array(GROWTHS).reshape(-1, 1, 1, 1)
        self.worth = np.array(family.worths).reshape(1, -1, 1, 1)
        grid = np.array(list(product(DISCOUNTS, family.limits)))
        self.discount, self.limit = (grid[:, place].reshape(1, 1, -1, 1) for place in range(2))
        self.teams = np.array(table.teams)
        self.by_team = np.argsort(self.teams, kind="stable")
        self.begins = np.searchsorted(self.teams[self.by_team], np.arange(self.teams.max() + 1))
        self.weighing = slice(None, None, max(1, -(-len(table.members) // WEIGHING_MEMBERS)))
        self.counts, self.exposures = np.zeros(len(self.teams)), np.zeros(len(self.teams))
        self.carried_counts = np.zeros((len(GROWTHS), 1, 1, len(self.teams)))
        self.recent_counts = np.zeros((len(GROWTHS), 1, len(grid), len(self.teams)))
        self.recent_exposures = np.zeros((1, 1, len(grid), len(self.teams)))
        before = np.log(GROWTHS_BEFORE).reshape(self.growth.shape)
        self.before = np.zeros((len(GROWTHS), self.worth.size, len(grid), 1)) + before
        self.told: list[tuple[int, Any]] = []  # by month: members who were there, and their ln likelihood in each cell
        self.alike = Alike(family.alike)

    def expected(self, some: slice | list[int] = slice(None)) -> tuple[Any, Any]:
        """Mean and weight of *some* members' next month in every cell."""
        import numpy as np

        group_mean, group_weight = (each[..., some] for each in self._group())
        worth = _in_series(self.worth, group_weight)
        weight = worth + self.discount * self.recent_exposures[..., some]
        mean = (worth * group_mean + self.discount * self.growth * self.recent_counts[..., some]) / weight
        return np.minimum(mean, self.family.most), _in_series(self.limit, weight)

    def _group(self) -> tuple[Any, Any]:
        """The rate of everybody but the member: the other teams' first, then that of the others of the team."""
        import numpy as np

        counts = self.growth * self.carried_counts
        rates = np.divide(counts, self.exposures, out=np.zeros_like(counts), where=self.exposures > 0)
        # a member tells of the group what W lets through: many months of one are still one member
        own = self.worth * self.exposures / (self.worth + self.exposures)
        own_rates = own * rates
        team, team_rates = self._of_teams(own), self._of_teams(own_rates)
        family = self.family
        others = family.first_weight + own.sum(axis=-1, keepdims=True) - team
        others_mean = (family.first_weight * family.first_mean + own_rates.sum(axis=-1, keepdims=True) - team_rates) / others
        above = _in_series(self.worth, others)[..., self.teams]
        mates = team[..., self.teams] - own
        weight = mates + above
        mean = (team_rates[..., self.teams] - own_rates + above * others_mean[..., self.teams]) / weight
        return np.minimum(mean, family.most), weight

    def _of_teams(self, each: Any) -> Any:
        """Summed over the members of each team; a product of matrices would start threads for it."""
        import numpy as np

        return np.add.reduceat(each[..., self.by_team], self.begins, axis=-1)

    def mixed(self, some: slice | list[int] = slice(None)) -> tuple[Any, Any]:
        """One mean and weight for each of *some* members, from all cells by their merit."""
        return self._mixture(*self.expected(some))

    def _mixture(self, mean: Any, weight: Any) -> tuple[Any, Any]:
        import numpy as np

        merit = self.before + sum(told / self.alike.design_effect(members) for members, told in self.told)
        merit = np.exp(merit - merit.max())
        merit /= merit.sum()
        middle = (merit * mean).sum(axis=(0, 1, 2))
        variance = (merit * (self.family.variance(mean, weight) + (mean - middle) ** 2)).sum(axis=(0, 1, 2))
        return middle, self.family.weight(middle, variance)

    def learn(self, counts: Any, exposures: Any) -> None:
        """Take a month in."""
        if self.exposures.any():  # in the first month every cell guesses the same
            some = self.weighing
            expected = self.expected(some)
            mean, weight = self._mixture(*expected)
            self.alike.learn(counts[some] - mean * exposures[some], self.family.count_variance(exposures[some], mean, weight))
            each = self.family.log_probability(counts[some], exposures[some], *expected)
            self.told.append((int((exposures[some] > 0).sum()), each.sum(axis=-1, keepdims=True)))
        self.counts, self.exposures = self.counts + counts, self.exposures + exposures
        self.carried_counts = self.growth * self.carried_counts + counts
        told = self.limit / (self.limit + exposures)
        self.recent_counts = self.discount * self.growth * self.recent_counts + told * counts
        self.recent_exposures = self.discount * self.recent_exposures + told * exposures


def _in_series(worth: Any, weight: Any) -> Any:
    """The weight of what is known of one of a group (a member, a month), where the group is known with *weight* only."""
    return worth * weight / (worth + weight)
