"""The main job on made-up data, end to end: a year of activity, the company's workbook and the roles', the monthly report."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kpi_xl.activity import open_log
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.definitions import ROLE_IDS, RoleTemplate, all_roles, load_role
from kpi_xl.demo.people import PEOPLE
from kpi_xl.demo.year import demo_members, write_demo_log, write_demo_members
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.hosts.files.overwriting import refuse_overwriting
from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.hosts.files.staging import staged
from kpi_xl.hosts.files.writing.books import write_company_workbook, write_report, write_role_workbook
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.role import BookSettings
from kpi_xl.targets import Company

DEMO_MONTH = Month(2026, 11)


@dataclass(frozen=True)
class Demo:
    """What the demo made."""

    log: Path
    members: Path  #: who is in the company, as `kpi-xl new company --members` reads it
    company: Path  #: the workbook in which the whole company plans
    books: tuple[Path, ...]  #: the same role by role
    report_path: Path
    month: MeasuredMonth
    formers: tuple[Path, ...]  #: where the former content of files that were no such demo's is kept


LOG = "activity.csv"
MEMBERS = "members.csv"
COMPANY_BOOK = "company.xlsx"
BOOKS = tuple(f"{role_id}.xlsx" for role_id in ROLE_IDS)
REPORT = f"{DEMO_MONTH}-report.xlsx"


def make_demo(folder: Path, progress: Progress = silent) -> Demo:
    """Make everything in *folder*; files of an earlier demo are replaced.

    Raises:
        InputError: something cannot be written; nothing is, then.
    """
    log, people, company, *books, report_path = paths = [folder / name for name in (LOG, MEMBERS, COMPANY_BOOK, *BOOKS, REPORT)]
    refuse_overwriting((), paths, paths)
    with staged() as staging, staging.within(folder, [path.name for path in paths]) as waiting:
        progress(LOG)
        write_demo_log(waiting / LOG, DEMO_MONTH)
        write_demo_members(waiting / MEMBERS)
        _write_books(waiting, progress)
        with open_log(waiting / LOG) as activity:
            month = measured_month(activity, read_plans([waiting / COMPANY_BOOK]), DEMO_MONTH)
        write_report(month, waiting / REPORT, progress)
        formers = tuple(staging.keep_changed(paths))
    return Demo(log, people, company, tuple(books), report_path, month, formers)


def _write_books(folder: Path, progress: Progress) -> None:
    progress(COMPANY_BOOK)
    write_company_workbook(demo_company(), folder / COMPANY_BOOK)
    for role, name in zip(all_roles(), BOOKS, strict=True):
        progress(name)
        write_role_workbook(role, demo_settings(role), folder / name)


def demo_company() -> CompanySettings:
    """The goals of the sellers and of customer success as one company's, with customers enough for the second."""
    members = tuple(demo_members())
    new, existing = (
        load_role(role_id).defaults["KGI_AMOUNT"] * sum(member.role.id == role_id for member in members)
        for role_id in ("field_sales", "customer_success")
    )
    customers = sum(person.customers[1] for person in PEOPLE)
    inputs = {"CUSTOMERS": customers, "CUSTOMERS_DUE": customers, "MEETINGS_PER_CUSTOMER": 0.1, **CUSTOMER_YEN}
    company = Company(tuple(all_roles()), new + existing, inputs, new, existing, own_meetings=MEETINGS_OF_THEIR_OWN)
    return CompanySettings(DEMO_MONTH, company, members)


CUSTOMER_YEN = {"RENEWAL_AMOUNT": 20_000, "ADDED_AMOUNT": 20_000}
MEETINGS_OF_THEIR_OWN = 10
"""What field sales wins itself: inside sales hands over the 200 others, 50 each."""


def demo_settings(role: RoleTemplate) -> BookSettings:
    """The standard goal of one person times those who share it; a manager owes what the team's sellers owe together."""
    members = tuple(member for member in demo_members() if member.role.id == role.id)
    if not role.is_team:
        return BookSettings.standard(role, DEMO_MONTH, {"KGI_AMOUNT": role.defaults["KGI_AMOUNT"] * len(members)}, members)
    sellers = [member for member in demo_members() if member.role.id == "field_sales"]
    goal_of_one = sellers[0].role.defaults["KGI_AMOUNT"]
    leads = tuple(
        replace(lead, share=sum(seller.team == lead.team for seller in sellers) / len(sellers)) for lead in members
    )
    return BookSettings.standard(role, DEMO_MONTH, {"KGI_AMOUNT": goal_of_one * len(sellers)}, leads)
