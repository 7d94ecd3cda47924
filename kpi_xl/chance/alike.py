"""Alike: how far the months of members go together, so that many members tell less than as many strangers would.

A month that was full for all of them says once, not eighteen times, what it says of everybody's growth or of how fast rates
drift. The log likelihood of m members' month is therefore divided by the design effect 1 + (m - 1) r (Kish, "Survey Sampling",
chapter 5), r the mean correlation of two members' errors so far; so adjusted in its magnitude, a likelihood that takes the
members as independent claims no more than it knows (Ribatet, Cooley and Davison, Statistica Sinica 22 (2012) 813).
"""

from __future__ import annotations

from typing import Any


class Alike:
    """What the errors of the months so far say of r."""

    def __init__(self, before: float) -> None:
        """*before*: the correlation that is thought before a month was seen, with the weight of one month."""
        self.squares, self.products = 1.0, before  # of two members' errors, in their own standard deviations, month by month

    @property
    def correlation(self) -> float:
        """The mean of all pairs, 0 where they go apart.

        >>> import numpy as np
        >>> alike, ones = Alike(0.2), np.ones(3)
        >>> for _ in range(20): alike.learn(np.array([1.0, 1.0, 1.0]), ones)
        >>> round(alike.correlation, 2), round(alike.design_effect(3), 2)
        (0.96, 2.92)
        """
        return max(0.0, self.products / self.squares)

    def learn(self, errors: Any, variances: Any) -> None:
        """Take in a month's errors, one a member, and what their variances were expected to be; 0 of a member who was not there."""
        import numpy as np  # late: the command line starts without it

        is_there = variances > 0
        number = int(is_there.sum())
        if number > 1:
            scores = errors[is_there] / np.sqrt(variances[is_there])
            squares = float((scores**2).sum())
            self.squares += squares / number
            self.products += (float(scores.sum()) ** 2 - squares) / number / (number - 1)

    def design_effect(self, members: int) -> float:
        """By how many times *members* tell less than as many independent ones."""
        return 1 + max(0, members - 1) * self.correlation
