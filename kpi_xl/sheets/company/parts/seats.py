"""Seats: a role, or one of its tracks, as somebody may sit in it; and the words by which the members' list calls it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from kpi_xl.definitions import RoleTemplate


@dataclass(frozen=True)
class Seat:
    """Where one person's weight counts."""

    number: int  #: from 1 on, over all roles
    role_number: int
    role: RoleTemplate  #: narrowed to the track


class Seats:
    """The seats of a company's roles."""

    def __init__(self, roles: Sequence[RoleTemplate]) -> None:
        self.roles = tuple(roles)

    @cached_property
    def all(self) -> tuple[Seat, ...]:
        narrowed = [
            (place, role.for_track(track))
            for place, role in enumerate(self.roles, start=1)
            for track in ([known.id for known in role.tracks] if role.tracks and not role.track else [None])
        ]
        return tuple(Seat(number, place, role) for number, (place, role) in enumerate(narrowed, start=1))

    def of_role(self, role: RoleTemplate) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.all if seat.role.id == role.id)

    def place_of(self, role: RoleTemplate) -> int:
        """The role's number, 0 where the company has none such."""
        return next((place for place, each in enumerate(self.roles, start=1) if each.id == role.id), 0)

    def seat_of(self, role: RoleTemplate) -> int:
        """The seat's number; 0 for somebody of a role with tracks who has none of them."""
        seats = [seat for seat in self.of_role(role) if seat.role.track == role.track or len(self.of_role(role)) == 1]
        return seats[0].number if len(seats) == 1 else 0

    @cached_property
    def labels(self) -> tuple[tuple[str, int, int], ...]:
        """(what the members' list may say, number of the role, number of the seat), each word once."""
        found: dict[str, tuple[str, int, int]] = {}
        for place, role in enumerate(self.roles, start=1):
            for track in (None, *(known.id for known in role.tracks)):
                each = role.for_track(track) if track else role
                for word in each.called:
                    found.setdefault(word.casefold(), (word, place, self.seat_of(each)))
        return tuple(found.values())
