"""What moved a landing since last time: counted by hand, and adding up to the difference whatever happened."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.forecast.record.moves import CAUSES, Moves, moved
from kpi_xl.attainment.forecast.record.point import ForecastPoint, OpenDeal
from kpi_xl.attainment.forecast.record.track import Step, WonSince, spread_days, thinned

NINTH, SIXTEENTH = date(2026, 11, 9), date(2026, 11, 16)


def deal(account: str, chance: float, worth: float, member: str = "佐藤") -> OpenDeal:
    return OpenDeal(member, account, "", worth, chance, worth)


def point(day: date, won: float, orders: float, to_come: float, orders_to_come: float, *deals: OpenDeal) -> ForecastPoint:
    expected = sum(each.expected for each in deals)
    return ForecastPoint(day, 6_860_000, won, orders, expected, to_come, orders_to_come, 0, 0, 0, 0, None, deals=deals)


def test_by_hand():
    """Landing 662万 → 653万: of three open deals one is won, one gone, one less likely; a new one, an order of no open deal.

    Before: won 250万 (3), open A 100万 x 60% + B 80万 x 50% + C 120万 x 60% = 172万, to come 3 x 80万 = 240万.
    Now: won 424万 (5): A for 88万 and another order of 86万; open C 40% = 48万 and D 96万 x 50% = 48万; to come 1.75 x 76万 = 133万.
    """
    a, b, c = deal("A", 0.6, 1_000_000), deal("B", 0.5, 800_000), deal("C", 0.6, 1_200_000)
    before = point(NINTH, 2_500_000, 3, 2_400_000, 3, a, b, c)
    now = point(SIXTEENTH, 4_240_000, 5, 1_330_000, 1.75, deal("C", 0.4, 1_200_000), deal("D", 0.5, 960_000))
    found = moved(before, now, {a.key: 880_000})
    assert (found.before, found.now) == (6_620_000, 6_530_000)
    assert found.new == 480_000  # D
    assert found.slipped == -400_000 - 240_000  # B gone, C 20 points less likely
    assert found.price == -120_000 + 60_000 - 70_000  # A for 88 of 100; 86 of 80; 1.75 orders at 76 of 80
    assert found.pace == 400_000 + 800_000 - 1_000_000  # A's 40% that were not expected; one order; 1.25 fewer to come at 80
    assert found.total == found.new + found.slipped + found.price + found.pace == -90_000
    assert found.largest == "slipped"


amounts = st.integers(0, 5_000_000).map(float)
chances = st.integers(0, 100).map(lambda percent: percent / 100)
deals = st.dictionaries(st.sampled_from("ABCDEFGH"), st.tuples(chances, amounts), max_size=6).map(
    lambda found: [deal(account, *terms) for account, terms in found.items()]
)
points = st.builds(
    lambda won, orders, to_come, coming, open_deals: point(NINTH, won, orders, to_come, coming, *open_deals),
    amounts, st.integers(0, 9), amounts, st.floats(0, 9), deals,
)  # fmt: skip


@given(points, points, st.dictionaries(st.sampled_from("ABCDEFGH"), amounts, max_size=4))
def test_the_causes_add_up_to_the_difference(before: ForecastPoint, now: ForecastPoint, won: dict[str, float]):
    """To the yen: a waterfall that does not arrive where the landing is helps nobody."""
    found = moved(before, now, {("佐藤", account, ""): yen for account, yen in won.items()})
    assert sum(getattr(found, cause) for cause in CAUSES) == round(now.landing) - round(before.landing) == found.total


@given(points)
def test_nothing_moves_a_landing_that_stood_still(before: ForecastPoint):
    """Two reports of one state of affairs say the same."""
    assert moved(before, before, {}).largest == ""


def test_goals_that_are_added_up_keep_their_causes():
    """Orders of 50万円 and of 2万円 in one figure would seem to have changed their price where only the mix did."""
    parts = [Moves(100, 130, 10, 0, 15, 5), Moves(50, 20, 0, -20, -10, 0)]
    together = Moves.together(parts, 150.4, 151.2)
    assert together == Moves(150, 151, 10, -20, 5, 6)


def test_a_deal_is_new_or_gone_or_won():
    """The page names the deals behind the figures."""
    a, b, c, d = (deal(account, 0.5, 100) for account in "ABCD")
    before, now = point(NINTH, 0, 0, 0, 0, a, b, c), point(SIXTEENTH, 90, 1, 0, 0, c, d)
    step = Step.of(before, now, [WonSince("鈴木", 0, 0, {}), WonSince("佐藤", 1, 90, {a.key: 90.0})])
    assert [each.account for each in step.new_deals] == ["D"]
    assert [each.account for each in step.gone_deals] == ["B"]
    assert [each.member for each in step.won] == ["佐藤"]


def test_days_to_look_back_to_are_few_and_end_today():
    """Seven at most, every second working day at least."""
    days = [date(2026, 11, day) for day in range(1, 24)]
    for number in range(1, 24):
        found = spread_days(days[:number])
        assert found[-1] == days[number - 1]
        assert len(found) <= 7
        assert all((later - earlier).days >= 2 for earlier, later in pairwise(found))


def test_of_many_kept_days_some_are_shown_the_last_one_always():
    """The step since last time begins at the last forecast that was kept."""
    kept = [point(date(2026, 11, day), day, 0, 0, 0) for day in range(1, 16)]
    shown = thinned(kept, 6)
    assert (len(shown), shown[0].won, shown[-1].won) == (6, 1, 15)
    assert thinned(kept[:4], 6) == kept[:4]
