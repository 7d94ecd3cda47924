"""The beta-binomial distribution on whole arrays: successes in n trials whose rate is itself uncertain.

``P(k) = C(n, k) B(k + alpha, n - k + beta) / B(alpha, beta)`` (Johnson, Kemp and Kotz, "Univariate Discrete
Distributions", chapter 6).
"""

from __future__ import annotations

import math
from typing import Any

_SHIFT = 8
"""From here on Stirling's series is right to 1e-13: its next term is below 1 / (1680 x 8^7)."""


def log_gamma(value: Any) -> Any:
    """ln Gamma of numbers above 0, as arrays: the recurrence up to 8 and beyond, then Stirling's series (DLMF 5.11.1).

    >>> import numpy as np
    >>> [round(float(each), 9) for each in log_gamma(np.array([0.5, 1.0, 11.0]))], round(math.lgamma(11), 9)
    ([0.572364943, 0.0, 15.104412573], 15.104412573)
    """
    import numpy as np  # late: the command line starts without it

    low = np.asarray(value, dtype=float)
    product = low
    for step in range(1, _SHIFT):
        product = product * (low + step)
    high = low + _SHIFT
    inverse = 1 / high
    square = inverse * inverse
    series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
    return (high - 0.5) * np.log(high) - high + 0.5 * math.log(2 * math.pi) + series - np.log(product)


def log_probability(successes: Any, trials: Any, alpha: Any, beta: Any, total: Any = None) -> Any:
    """ln P(*successes* of *trials*); arrays are broadcast.

    Args:
        total: alpha + beta, where it is at hand in fewer dimensions.

    >>> import numpy as np
    >>> [round(float(np.exp(log_probability(k, 2, 1.0, 1.0))), 12) for k in range(3)]  # every outcome alike
    [0.333333333333, 0.333333333333, 0.333333333333]
    """
    import numpy as np

    done, tried = np.asarray(successes, dtype=float), np.asarray(trials, dtype=float)
    failures = tried - done
    ways = log_gamma(tried + 1) - log_gamma(done + 1) - log_gamma(failures + 1)
    total = np.asarray(alpha + beta if total is None else total, dtype=float)
    return (
        ways
        + log_gamma(alpha + done) - log_gamma(alpha)
        + log_gamma(beta + failures) - log_gamma(beta)
        + log_gamma(total) - log_gamma(total + tried)
    )  # fmt: skip


def probabilities(trials: int, alpha: Any, beta: Any) -> Any:
    """P(k) for k = 0 ... *trials*, summing to 1; of columns of *alpha* and *beta* a row for each.

    >>> [round(float(each), 6) for each in probabilities(3, 2.0, 2.0)]
    [0.2, 0.3, 0.3, 0.2]
    """
    import numpy as np

    done = np.arange(trials, dtype=float)
    # P(k + 1) / P(k): one logarithm a term, where the closed form takes nine
    steps = np.log((trials - done) * (alpha + done) / ((done + 1) * (beta + trials - done - 1)))
    logs = np.concatenate((np.zeros((*steps.shape[:-1], 1)), steps.cumsum(axis=-1)), axis=-1)
    each = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return each / each.sum(axis=-1, keepdims=True)


def at_least(trials: int, alpha: Any, beta: Any) -> Any:
    """P(k or more) for k = 0 ... *trials*; of columns of *alpha* and *beta* a row for each.

    >>> [round(float(each), 6) for each in at_least(3, 2.0, 2.0)]
    [1.0, 0.8, 0.5, 0.2]
    """
    return probabilities(trials, alpha, beta)[..., ::-1].cumsum(axis=-1)[..., ::-1]
