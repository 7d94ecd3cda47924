"""What a CRM's file of quotas is made of."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kpi_xl.activity.rejects import kept_as_text
from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.reading.person_ids import Person
from kpi_xl.language import Text
from kpi_xl.targets.quotas import Quota

Cells = tuple[object, ...]


class QuotaForm(Protocol):
    """The columns that a system reads."""

    encoding: str
    takes_managers: bool  #: False where the system adds its users up, so that a manager's quota would count twice

    @property
    def heads(self) -> Sequence[str]: ...

    def findings(self, quotas: Sequence[Quota]) -> list[Finding]:
        """Everything without which the system would refuse the rows."""

    def row(self, quota: Quota) -> Cells:
        """The cells of one quota, in the order of the heads."""


@dataclass(frozen=True)
class People:
    """Those of the list of ids; without a list, nobody."""

    file: str
    found: Mapping[str, Person]

    def of(self, quota: Quota) -> Person | None:
        return self.found.get(folded(quota.name))

    def missing(self, quotas: Sequence[Quota]) -> list[Finding]:
        """Who has a quota and no line."""
        names = dict.fromkeys(quota.name for quota in quotas if self.of(quota) is None)
        return [Finding(self.file, name, _NOT_LISTED, _ADD_LINE) for name in names]


def whole(amount: float) -> str:
    """An amount as CRMs read it: no thousands, no decimals that say nothing."""
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def write_quotas(path: Path, form: QuotaForm, quotas: Sequence[Quota]) -> None:
    """Write the file; no text in it is taken for a formula where somebody looks at it in Excel."""
    with path.open("w", encoding=form.encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(form.heads)
        for quota in quotas:
            writer.writerow([kept_as_text(cell) if isinstance(cell, str) else cell for cell in form.row(quota)])


def no_list(option: str) -> Finding:
    return Finding(option, NO_VALUE, _NEEDS_LIST, _GIVE_LIST)


_NOT_LISTED = Text("の行がありません", "is not in the list")
_ADD_LINE = Text("担当者名を計画ブックと同じに書いた行を加えてください", "Add a line with the name as the planning workbook writes it")
_NEEDS_LIST = Text("を指定してください", "is needed")
_GIVE_LIST = Text(
    "「担当者,ユーザーID,メール」を見出しにしたCSVを用意してください", "Give a CSV file with the heads Member, User ID, Email"
)
