"""What follows from one case, as live values of its cells."""

from __future__ import annotations

import numpy as np

from kpi_xl.chance.incomplete_beta import beta_tails
from kpi_xl.sheets.live.values import (
    DASH,
    ERROR,
    Live,
    all_of,
    choice,
    compared,
    difference,
    greater,
    is_number,
    number,
    product,
    quotient,
    rounded,
    rounded_up,
    total,
)

ZERO = number(0)


def divided(over: Live, under: Live) -> Live:
    """Rounded up; a dash where it cannot be divided."""
    return choice(compared(under, ">", ZERO), rounded_up(quotient(over, under)), DASH)


def handed_over(meetings: Live, own: Live) -> Live:
    return choice(is_number(meetings), greater(ZERO, difference(meetings, own)), DASH)


def of_first_track(handovers: Live, first: Live, second: Live, share: Live) -> Live:
    """The part of the hand-overs that comes from requests: typed, else by people."""
    people = total(first, second)
    by_people = choice(compared(people, ">", ZERO), quotient(first, people), number(0.5))
    part = choice(is_number(share), share, by_people)
    return choice(is_number(handovers), rounded(product(handovers, part), 0), DASH)


def each_day(count: Live, people: Live, days: Live) -> Live:
    """What one full member does a day: one decimal below 10."""
    each = quotient(quotient(count, people), days)
    tenths = quotient(rounded_up(product(each, number(10))), number(10))
    shown = choice(compared(tenths, "<", number(10)), tenths, rounded_up(each))
    return choice(_has(count, people, days), shown, DASH)


def load(count: Live, people: Live, capacity: Live, days: Live | None = None) -> Live:
    """The work against what the people can take on."""
    whole = product(capacity, people) if days is None else product(product(capacity, people), days)
    known = [count, people, capacity] if days is None else [count, people, capacity, days]
    return choice(_has(*known), quotient(count, whole), DASH)


def _has(count: Live, *others: Live) -> Live:
    return all_of(is_number(count), *(compared(each, ">", ZERO) for each in others))


def chance(deals: Live, meetings: Live, rate: Live) -> Live:
    """The probability of so many deals of so many meetings, each won at the rate: the tail of a binomial as a beta integral."""
    at_least = choice(compared(rate, ">=", number(1)), number(1), _tail(deals, meetings, rate))
    within = choice(compared(deals, ">", meetings), ZERO, at_least)
    known = all_of(is_number(deals), is_number(meetings), is_number(rate), compared(rate, ">", ZERO))
    return choice(known, choice(compared(deals, "<=", ZERO), number(1), within), DASH)


def _tail(deals: Live, meetings: Live, rate: Live) -> Live:
    formula = f"BETADIST({rate.formula},{deals.formula},{meetings.formula}-{deals.formula}+1)"
    values = (deals.value, meetings.value, rate.value)
    if any(isinstance(each, str) for each in values):
        return Live(formula, ERROR)
    wanted, trials, share = map(float, values)
    if not 0 < wanted <= trials or not 0 < share < 1:
        return Live(formula, ERROR)
    below, _, _ = beta_tails(np.array([share]), np.array([wanted]), np.array([trials - wanted + 1]))
    return Live(formula, float(below[0]))




