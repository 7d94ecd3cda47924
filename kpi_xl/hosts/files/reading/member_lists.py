"""Members from a CSV file: the columns of the members' list, by their heads in either language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_xl.definitions import RoleTemplate
from kpi_xl.errors import Finding, InputError
from kpi_xl.hosts.files.reading.line_tables import LineCells, line_table
from kpi_xl.hosts.plans.company.members import members_in
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.targets import Member


def read_member_list(path: Path, roles: Sequence[RoleTemplate]) -> list[Member]:
    """The members that the file lists; columns that are missing are blank.

    Raises:
        InputError: everything that is wrong with it, by line.
    """
    findings: list[Finding] = []
    found = members_in(PlanValues(LineCells(path), findings), line_table(path), roles)
    if findings:
        raise InputError(findings)
    return [each.member for each in found]
