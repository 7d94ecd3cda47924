"""HubSpot: user targets of a goal, one row a person and month.

Columns bear the names of the properties of HubSpot's object goal_target (developer documentation, "Goals"): name, amount, and the
half-open month in UTC; the user is known by the address of the account.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.quotas.form import Cells, People, whole
from kpi_xl.language import Text
from kpi_xl.targets.quotas import Quota

_ADDRESS = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"']+")
_AT_MIDNIGHT = "%Y-%m-%dT00:00:00Z"


@dataclass(frozen=True)
class HubSpotForm:
    """One row a person and month."""

    people: People
    encoding = "utf-8"
    takes_managers = False  # a goal's total is the sum of its users' targets
    heads: Sequence[str] = ("Email", "hs_goal_name", "hs_target_amount", "hs_start_datetime", "hs_end_datetime")

    def findings(self, quotas: Sequence[Quota]) -> list[Finding]:
        found = self.people.missing(quotas)
        for person in dict.fromkeys(filter(None, map(self.people.of, quotas))):
            if not _ADDRESS.fullmatch(person.email.text):
                found.append(Finding(person.email.place, person.email.text or NO_VALUE, _NO_ADDRESS.format(name=person.name), _FIND_ADDRESS))
        return found

    def row(self, quota: Quota) -> Cells:
        person, month = self.people.of(quota), quota.month
        start, end = (f"{day:{_AT_MIDNIGHT}}" for day in (month.start, month.end))
        return (person.email.text if person else "", str(quota.kpi.label), whole(quota.amount), start, end)


_NO_ADDRESS = Text("は{name}さんのメールアドレスではありません", "is not an email address for {name}")
_FIND_ADDRESS = Text("HubSpotのユーザー一覧にあるアドレスを入れてください", "Write the address of HubSpot's list of users")
