"""Do promises hold? `python -m benchmarks.calibration` prints promised against achieved on made-up logs with known drift."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.simulated_logs import FALLING, KINDS, Kind
from benchmarks.size import sized
from kpi_xl.attainment.forecast.backtest import Backtest, Kept, Method, backtest
from kpi_xl.chance.monthly_counts import MonthlyCounts
from kpi_xl.chance.pooling import Forecast, MonthForecasts
from kpi_xl.chance.rate_forecast import monthly_rate_forecasts
from kpi_xl.chance.too_little import TooLittle

CONFIDENCES = (0.5, 0.8, 0.9, 0.95)
COMPANIES = sized(20)
CERTAIN = 1e7
"""The weight of a rate that is taken for known."""


def constant_rate(history: Sequence[MonthlyCounts]) -> Iterator[MonthForecasts]:
    """What is done by hand: the member's own rate so far, taken for the true one (a plain binomial)."""
    for month, forecasts in monthly_rate_forecasts(history):
        yield month, {member: _as_known(forecast) for member, forecast in forecasts.items()}


def _as_known(forecast: Forecast) -> Forecast:
    own = forecast.own_count / forecast.own_exposure if forecast.own_exposure else forecast.mean
    return replace(forecast, mean=min(max(own, 1e-6), 1 - 1e-6), weight=CERTAIN)


def checked(kind: Kind, companies: int = COMPANIES, method: Method = monthly_rate_forecasts) -> Backtest:
    """The backtests of several made-up companies of one kind, together."""
    tests = [backtest(kind.history(seed), CONFIDENCES, method) for seed in range(companies)]
    return Backtest(tuple(promise for test in tests for promise in test.promises))


def main() -> None:
    table = Table("log", "method", box=SIMPLE_HEAD, title="achieved / meant by the whole counts promised")
    for confidence in CONFIDENCES:
        table.add_column(f"promised {confidence:.0%}", justify="right")
    table.add_column("member-months", justify="right")
    for kind in (*KINDS, FALLING):
        for name, method in (("kpi-xl", monthly_rate_forecasts), ("own rate", constant_rate)):
            test = checked(kind, method=method)
            accounts = [test.kept(confidence) for confidence in CONFIDENCES]
            table.add_row(kind.name, name, *map(_shown, accounts), f"{_most(accounts):,}")
    Console(width=150).print(table)


def _shown(account: Kept | TooLittle) -> str:
    return str(account) if isinstance(account, TooLittle) else f"{account.share:.1%} / {account.meant:.1%}"


def _most(accounts: Iterable[Kept | TooLittle]) -> int:
    return max(account.promises for account in accounts if isinstance(account, Kept))


if __name__ == "__main__":
    main()
