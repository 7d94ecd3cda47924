"""A day's work of each role: the rows that it leaves in the activity log."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from kpi_xl.demo.accounts import ACCOUNTS
from kpi_xl.demo.chance import Chance, Deck, Tally
from kpi_xl.demo.people import Person


@dataclass(frozen=True)
class Row:
    """What a member did; the log adds who."""

    kind: str
    account: str = ""
    source: str = ""
    count: int = 1
    amount: int | None = None
    score: int | None = None


@dataclass(frozen=True)
class WorkDay:
    """One working day."""

    season: float  #: share of the usual activity that the time of the year allows
    number: int  #: working days since the beginning
    of_month: int  #: working days since the month's first
    month_length: int  #: its working days
    months_left: int  #: until the year's last month

    @property
    def is_first(self) -> bool:
        return self.of_month == 0

    @property
    def is_last(self) -> bool:
        return self.of_month == self.month_length - 1


class Work(ABC):
    """One member's way through the year. What is agreed on one day happens on a later one."""

    def __init__(self, person: Person) -> None:
        self.person, self.chance = person, Chance(person.name)
        self.later: defaultdict[int, list[Row]] = defaultdict(list)
        self.mood = 1.0  #: this month's
        self.ramp = 1.0  #: share of a full member's activity

    def rows(self, today: WorkDay, ramp: float) -> Iterator[Row]:
        """Everything that is done today: what was agreed on earlier, and what is new."""
        self.ramp = ramp
        if today.is_first:
            self.mood = 1 + self.chance.nudge(0.07)
        yield from self.later.pop(today.number, ())
        yield from self.new(today)

    @abstractmethod
    def new(self, today: WorkDay) -> Iterator[Row]:
        """What is begun today."""

    def due(self, today: WorkDay, per_day: float) -> float:
        """What is to be expected today of an activity that a full member does *per_day* times."""
        return per_day * today.season * self.ramp * self.person.volume * self.mood

    def account(self) -> str:
        return self.chance.pick(ACCOUNTS)

    def after(self, today: WorkDay, low: int, high: int, row: Row) -> None:
        """Let *row* happen *low* to *high* working days from now."""
        self.later[today.number + self.chance.between(low, high)].append(row)


class InsideSales(Work):
    """Calls, appointments, and meetings handed over."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.is_inbound = person.role.endswith(":sdr")
        self.requests, self.calls, self.connects, self.appointments, self.shows = (Tally(self.chance) for _ in range(5))

    def new(self, today: WorkDay) -> Iterator[Row]:
        requests = self.requests.count(self.due(today, 17), nudge=4) if self.is_inbound else 0
        calls = self.calls.count(self.due(today, 28 if self.is_inbound else 51), nudge=6)
        if requests:
            yield Row("request", source="資料請求", count=requests)
        yield Row("call", count=calls)
        yield Row("connect", count=self.connects.count(calls * 0.18, nudge=2))
        source = "資料請求" if self.is_inbound else "ターゲット企業"
        wanted = (requests * 0.15 if self.is_inbound else calls * 0.05) * self.person.quality
        for _ in range(self.appointments.count(wanted)):
            account = self.account()
            yield Row("appointment", account, source)
            if self.shows.happens(0.95):
                self.after(today, 2, 6, Row("meeting", account, source))


SLIPPING = {2: (0.74, 1.0), 1: (0.62, 0.85), 0: (0.56, 0.80)}
"""Months left -> what remains of the key persons met, and of the deals won: the first falls a month earlier."""

ORDERS = (0.6, 0.75, 0.85, 0.9, 1.0, 1.0, 1.05, 1.15, 1.3, 1.4)


class FieldSales(Work):
    """Visits, meetings, and some weeks later a deal won or lost."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.visits, self.meetings, self.key_persons, self.proposals, self.wins, self.losses = (
            Tally(self.chance) for _ in range(6)
        )
        self.orders, self.deals = Deck(self.chance, ORDERS), Deck(self.chance, ORDERS)
        self.open: dict[str, int] = {}

    def new(self, today: WorkDay) -> Iterator[Row]:
        key_share, win_share = SLIPPING.get(today.months_left, (1.0, 1.0)) if self.person.is_slipping else (1.0, 1.0)
        for _ in range(self.visits.count(self.due(today, 2.0))):
            yield Row("visit", self.account())
        for _ in range(self.meetings.count(self.due(today, 1.5))):
            yield from self._meeting(today, 0.80 * self.person.quality * key_share, win_share)
        yield from self._pipeline(today)

    def _meeting(self, today: WorkDay, key_share: float, win_share: float) -> Iterator[Row]:
        account = self.account()
        yield Row("meeting", account, self.chance.pick(SOURCES))
        has_key_person = self.key_persons.happens(key_share)
        if has_key_person:
            yield Row("key_person", account)
        if self.proposals.happens(0.55):
            self.after(today, 2, 5, Row("proposal", account))
        won = self.wins.happens((0.24 if has_key_person else 0.03) * self.person.quality * win_share)
        if won:
            amount = round(50 * self.orders.deal() * self.person.price) * 10_000
            self.after(today, 6, 13, Row("won", account, amount=amount))
        elif self.losses.happens(0.5):
            self.after(today, 8, 20, Row("lost", account))

    def _pipeline(self, today: WorkDay) -> Iterator[Row]:
        """The open deals, as the month finds them and as it leaves them."""
        if today.is_first:
            yield from (Row("pipeline", account, amount=amount) for account, amount in self.open.items())
        if today.is_last:
            # a deal that is closed stays in the month's list with nothing left to win
            closed = [account for account in self.open if self.chance.between(1, 2) == 1]
            yield from (Row("pipeline", account, count=0, amount=0) for account in closed)
            self.open = {account: amount for account, amount in self.open.items() if account not in closed}
            self._fill_pipeline(self.person.pipeline * self.ramp * self.mood, closed)
            yield from (Row("pipeline", account, amount=amount) for account, amount in self.open.items())

    def _fill_pipeline(self, wanted: float, closed: list[str]) -> None:
        while sum(self.open.values()) < wanted:
            account = self.account()
            if account not in closed:
                self.open[account] = round(80 * self.deals.deal()) * 10_000


SOURCES = ("インサイドセールス", "インサイドセールス", "インサイドセールス", "紹介", "展示会")


class CustomerSuccess(Work):
    """Customers under contract: what they buy again, what more they buy, who leaves, how content they are."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.meetings, self.churns, self.repeats, self.upsells, self.cross_sells, self.surveys, self.content = (
            Tally(self.chance) for _ in range(7)
        )
        self.orders = Deck(self.chance, ORDERS)
        # customers have one member each: everybody's list begins elsewhere
        first, count = person.customers
        self.customers, self.next_customers = list(ACCOUNTS[first : first + count]), list(ACCOUNTS[first + count :])

    def new(self, today: WorkDay) -> Iterator[Row]:
        if today.is_first:
            yield from (Row("active_customer", account) for account in self.customers)
            self._agree(today)
        for _ in range(self.meetings.count(self.due(today, 1.55))):
            yield Row("meeting", self.chance.pick(self.customers))

    def _agree(self, today: WorkDay) -> None:
        """Spread what the customers will do over the days of the month."""
        quality = self.person.quality
        self._orders(today, "repeat", self.repeats.count(self._share(0.81 * quality * self.mood**0.5)), 17_000)
        self._orders(today, "upsell", self.upsells.count(self._share(0.15 * quality * self.mood)), 34_000)
        self._orders(today, "cross_sell", self.cross_sells.count(self._share(0.10 * quality * self.mood)), 42_000)
        for account in self._some(self.surveys.count(24, nudge=4)):
            score = 5 if self.content.happens(0.57 * quality) else self.chance.pick((4, 4, 4, 4, 4, 3))
            self._within(today, Row("survey", account, score=score))
        for account in self._some(self.churns.happens(self._share(0.0036 / quality))):
            self._within(today, Row("churn", account))
            self.customers[self.customers.index(account)] = self.next_customers.pop(0)

    def _share(self, share: float) -> float:
        return share * len(self.customers)

    def _some(self, count: int) -> list[str]:
        return self.chance.shuffled(self.customers)[:count]

    def _orders(self, today: WorkDay, kind: str, count: int, usual: int) -> None:
        for account in self._some(count):
            amount = round(usual * self.orders.deal() * self.person.price / 1_000) * 1_000
            self._within(today, Row(kind, account, amount=amount))

    def _within(self, today: WorkDay, row: Row) -> None:
        """Let *row* happen on a later day of the month."""
        self.after(today, 1, today.month_length - 1, row)


class Manager(Work):
    """Visits with new members."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.visits = Tally(self.chance)

    def new(self, today: WorkDay) -> Iterator[Row]:
        for _ in range(self.visits.count(self.person.volume * 2 / today.month_length, nudge=0.5)):
            yield Row("joint_visit", self.account())


WORK: dict[str, type[Work]] = {
    "inside_sales": InsideSales,
    "field_sales": FieldSales,
    "customer_success": CustomerSuccess,
    "manager": Manager,
}
"""Role -> its work."""
