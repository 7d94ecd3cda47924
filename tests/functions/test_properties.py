"""What must hold for any arguments: inverses, monotonicity, sums. One at least for every function."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi_xl.functions import Category, call, catalogue

RATE = st.integers(1, 1000).map(lambda thousandths: thousandths / 1000)
COUNT = st.integers(0, 10**6)
SOME = st.integers(1, 10**6)
YEN = st.integers(0, 10**9)
DAYS = st.integers(1, 23)
DAY = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@given(RATE)
def test_churn_there_and_back(rate):
    """A year of months is the year."""
    assert call("KPI_CHURN_ANNUAL", call("KPI_CHURN_MONTHLY", rate)) == pytest.approx(rate, rel=1e-12)
    assert call("KPI_CHURN_MONTHLY", rate) <= rate


@given(SOME, COUNT)
def test_repeat_rate_is_a_share(customers, repeat):
    """And its product with the customers is those who came back."""
    repeat %= customers + 1
    rate = call("KPI_REPEAT_RATE", repeat, customers)
    assert 0 <= rate <= 1
    assert rate * customers == pytest.approx(repeat)


@given(SOME, COUNT, COUNT)
def test_retention_is_1_where_gain_and_loss_are_equal(start, change, more):
    """Expansion raises it, churn lowers it by as much."""
    lost = change % (start + 1)
    assert call("KPI_NRR", start, lost, 0, lost) == pytest.approx(1)
    assert call("KPI_NRR", start, more, 0, lost) >= call("KPI_NRR", start, 0, 0, lost)


@given(COUNT, RATE, YEN, YEN, SOME)
def test_renewals_and_added_deals_reach_the_goal_and_one_deal_less_would_not(due, rate, revenue, renewal, added):
    """Renewals are the nearest whole number; what they leave is covered, and no more than that is asked for."""
    renewed = call("KPI_RENEWALS", due, rate)
    assert abs(renewed - due * rate) <= 0.5 + 1e-6
    deals = call("KPI_ADDED_DEALS", revenue, due, rate, renewal, added)
    assert renewed * renewal + deals * added >= revenue * (1 - 1e-9)
    assert deals == 0 or renewed * renewal + (deals - 1) * added < revenue


@given(COUNT, RATE)
def test_every_customer_is_met_as_often_as_was_said(customers, each):
    """Whole meetings, less than one more than the product."""
    assert 0 <= call("KPI_CUSTOMER_MEETINGS", customers, each) - customers * each < 1


@given(SOME, SOME, RATE, RATE, RATE)
def test_every_stage_brings_the_one_after_it(revenue, price, win, show, appointment):
    """Calls bring the appointments, these the meetings, these the deals, these the revenue."""
    deals = call("KPI_REQUIRED_DEALS", revenue, price)
    meetings = call("KPI_REQUIRED_MEETINGS", revenue, price, win)
    appointments = call("KPI_REQUIRED_APPOINTMENTS", revenue, price, win, show)
    calls = call("KPI_REQUIRED_CALLS", revenue, price, win, appointment, show)
    requests = call("KPI_REQUIRED_REQUESTS", revenue, price, win, appointment)
    enough = 1 - 1e-9
    assert deals * price >= revenue * enough
    assert meetings * win >= deals * enough
    assert appointments * show >= meetings * enough
    assert calls * appointment >= appointments * enough
    assert requests * appointment >= meetings * enough
    assert [row[1] for row in call("KPI_FUNNEL", revenue, price, win, appointment, show)] == [deals, meetings, appointments, calls]


@given(YEN, st.integers(0, 10), YEN)
def test_the_pipeline_wanted_covers_the_target(revenue, coverage, won):
    """KPI_COVERAGE is the inverse of KPI_REQUIRED_PIPELINE."""
    assume(won < revenue)
    pipeline = call("KPI_REQUIRED_PIPELINE", revenue, coverage, won)
    assert call("KPI_COVERAGE", pipeline, revenue, won) == pytest.approx(coverage)


@given(COUNT, SOME, RATE)
def test_the_people_are_enough_and_one_fewer_is_not(required, per_head, ramp):
    """Visits likewise: what each does, times how many, is what is needed."""
    people = call("KPI_REQUIRED_HEADCOUNT", required, per_head, ramp)
    assert people * per_head * ramp >= required * (1 - 1e-9)
    assert people == 0 or (people - 1) * per_head * ramp < required
    assert call("KPI_REQUIRED_VISITS", required, 1) == required


@given(st.integers(1, 10**5), DAY, st.integers(0, 60))
def test_working_days_add_up_and_bring_the_count(count, start, length):
    """A period is its two parts; a day's share on every working day makes the month."""
    middle, end = start + timedelta(days=length // 2), start + timedelta(days=length)
    whole = call("KPI_WORKING_DAYS", start, end)
    assert whole == call("KPI_WORKING_DAYS", start, middle) + call("KPI_WORKING_DAYS", middle + timedelta(days=1), end) or length < 2
    assert 0 <= whole <= length + 1
    first = start.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    per_day, days = call("KPI_PER_DAY", count, start), call("KPI_WORKING_DAYS", first, last)
    assert per_day * days >= count > (per_day - 1) * days
    assert call("KPI_PER_WEEK", count, start) <= 5 * per_day


@given(COUNT, SOME, st.sampled_from(["higher", "lower"]))
def test_attainment_gap_and_sign_agree(actual, target, direction):
    """At 100% or more there is no gap and the sign is ○."""
    rate, gap = call("KPI_ATTAINMENT", actual, target, direction), call("KPI_GAP", actual, target, direction)
    assert (rate >= 1) == (gap >= 0)
    assert (call("KPI_STATUS", rate) == "○") == (gap >= 0 or round(rate, 9) >= 1)


@given(COUNT, SOME, DAYS, DAYS)
def test_landing_pace_and_need_agree(actual, target, elapsed, total):
    """On pace is landing on the target; what is needed a day closes the gap."""
    assume(elapsed < total)
    landing, pace = call("KPI_LANDING", actual, elapsed, total), call("KPI_PACE", actual, target, elapsed, total)
    assert landing / target == pytest.approx(pace)
    needed = call("KPI_NEEDED_PER_DAY", actual, target, elapsed, total)
    assert actual + needed * (total - elapsed) == pytest.approx(max(actual, target))


@given(st.lists(st.integers(0, 30).map(lambda tenths: tenths / 20), min_size=1, max_size=9), RATE, RATE)
def test_fewer_attain_a_higher_threshold(rates, threshold, other):
    """Monotonicity."""
    low, high = sorted((threshold, other))
    assert call("KPI_SHARE_ATTAINING", rates, low) >= call("KPI_SHARE_ATTAINING", rates, high)


@given(st.integers(1, 50), RATE, st.integers(50, 99))
def test_certainty_takes_more_than_the_average(outcome, rate, percent):
    """Half sure or more: never fewer than the reverse calculation, one success short of it at most."""
    needed = call("KPI_REQUIRED_AT", percent / 100, outcome, rate)
    assert needed >= call("KPI_REQUIRED_COUNT", outcome, rate) - 1 / rate
    assert needed >= outcome


@given(st.integers(0, 40), st.integers(1, 60), st.integers(1, 19))
def test_a_higher_target_is_less_probable(actual, target, elapsed):
    """Monotonicity, and a probability."""
    sooner, later = (call("KPI_PROBABILITY", actual, target + more, elapsed, 20) for more in (0, 1))
    assert 0 <= later <= sooner <= 1


@settings(max_examples=30)
@given(st.integers(0, 60), st.integers(1, 60))
def test_more_trials_narrow_the_range(successes, trials):
    """The same rate seen ten times as often is known better."""
    successes %= trials + 1
    ((low, high),) = call("KPI_RATE_RANGE", successes, trials)
    ((low_of_many, high_of_many),) = call("KPI_RATE_RANGE", 10 * successes, 10 * trials)
    assert low <= successes / trials <= high
    assert high_of_many - low_of_many < high - low


def test_every_function_has_its_property():
    """A single example is easily right by chance. Texts and lookups have no inverse: SMART and advice are tested by sentences."""
    source = Path(__file__).read_text("utf-8")
    computing = {function.name for function in catalogue() if function.category is not Category.SMART} - {"KPI_ADVISE", "KPI_DEFAULT"}
    without = {name for name in computing if f'call("{name}"' not in source}
    assert without == set(), "write down in this file what holds for any arguments: an inverse, a sum, more of one gives more of the other"


FUNNEL = st.lists(st.tuples(COUNT, COUNT), min_size=1, max_size=5)


@given(FUNNEL, st.integers(1, 10**6), YEN)
def test_gaps_sum_to_the_gap_and_name_the_bottleneck(counts, price, won_price):
    """In yen, exactly; and a funnel on target has neither gap nor bottleneck."""
    stages = [f"段階{number}" for number in range(len(counts))]
    targets, actuals = [target for target, _ in counts], [actual for _, actual in counts]
    table = call("KPI_GAP_BY_STAGE", stages, targets, actuals, price, won_price)
    assert sum(yen for _, yen in table) == actuals[-1] * won_price - targets[-1] * price
    assert call("KPI_BOTTLENECK", stages, targets, actuals) in {"", *stages}
    assert call("KPI_BOTTLENECK", stages, targets, targets) == ""
