"""Who is who in the CRM: a list of people with the ids and addresses that it knows them by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.reading.line_tables import LineCells, line_table
from kpi_xl.hosts.plans.cells import PlanCell
from kpi_xl.hosts.plans.company.members import NAME, SYNONYMS
from kpi_xl.hosts.plans.company.rows import filled_rows
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text

USER_ID, EMAIL = Text("ユーザーID", "User ID"), Text("メール", "Email")
_WORDS = {
    NAME: (*SYNONYMS[NAME], "user name", "full name"),
    USER_ID: ("Salesforce ID", "SalesforceのユーザーID", "QuotaOwnerId", "OwnerId", "Owner ID", "所有者ID", "ID"),
    EMAIL: ("メールアドレス", "E-mail", "Email address", "User email", "Mail"),
}


@dataclass(frozen=True)
class Person:
    """One line of the list; a cell that its file lacks is blank."""

    name: str
    user_id: PlanCell
    email: PlanCell


def read_people(path: Path) -> Mapping[str, Person]:
    """Folded name -> the person.

    Raises:
        InputError: everything that is wrong with the list, by line.
    """
    findings: list[Finding] = []
    rows = filled_rows(PlanValues(LineCells(path), findings), line_table(path), (NAME, USER_ID, EMAIL), _PEOPLE, (NAME,), _WORDS)
    found: dict[str, Person] = {}
    for row in rows:
        name = row[NAME].text
        if not name:
            findings.append(Finding(row[NAME].place, NO_VALUE, _NO_NAME, _GIVE_NAME))
        elif folded(name) in found:
            findings.append(Finding(row[NAME].place, name, _TWICE, _ONCE))
        else:
            found[folded(name)] = Person(name, row[USER_ID], row[EMAIL])
    if findings:
        raise InputError(findings)
    return found


_PEOPLE = Text("担当者のID", "people's ids")
_NO_NAME = Text("担当者の名前がありません", "has no name")
_GIVE_NAME = Text("名前を入れるか、行を消してください", "Fill in the name, or delete the line")
_TWICE = Text("は2回書かれています", "is listed twice")
_ONCE = Text("1人につき1行にしてください", "Give each person one line")
