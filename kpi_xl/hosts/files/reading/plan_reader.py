"""Reading role workbooks on disk as the `Plan` that they state together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kpi_xl.errors import Finding
from kpi_xl.hosts.files.reading.plan_cells import PlanBook, UnreadableWorkbookError
from kpi_xl.hosts.plans import CompanyReading, PlanReading, plan_of, read_book
from kpi_xl.packages import package_finding
from kpi_xl.targets import Plan


def read_plans(paths: Sequence[Path]) -> Plan:
    """The plan that one or several role workbooks state together.

    Raises:
        InputError: everything that is wrong with them, each with file, sheet and cell.
    """
    findings: list[Finding] = []
    return plan_of([_read(path, findings) for path in {path.resolve(): path for path in paths}.values()], findings)


def _read(path: Path, findings: list[Finding]) -> PlanReading | CompanyReading | None:
    finding = package_finding(path)
    if finding:
        findings.append(finding)
        return None
    own: list[Finding] = []
    try:
        book = PlanBook(path)
        try:
            reading = read_book(book, own)
        finally:
            book.close()
    except UnreadableWorkbookError as error:
        findings.append(error.finding)
        return None
    findings += own
    return reading
