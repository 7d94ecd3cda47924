"""The files of ``report``: what it writes, and that nothing of it is also read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kpi_xl.activity import LogFile
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.reporting.report_options import ReportOptions
from kpi_xl.cli.terminal.log_files import members_files
from kpi_xl.cli.terminal.options import Attempts
from kpi_xl.definitions import role_file
from kpi_xl.language import Text
from kpi_xl.targets import Plan

if TYPE_CHECKING:
    from kpi_xl.hosts.files.staging import Staging


def refuse_overwriting(options: ReportOptions, files: Sequence[LogFile], members: Sequence[Path] = ()) -> None:
    """Look at all files of the run.

    Args:
        members: the workbooks of ``--each-member``, whose names are known when the month is measured.
    """
    from kpi_xl.hosts.files import (
        overwriting,  # late, as all that writes: most is imported for nothing where input is bad
    )

    role = role_file(options.role) if options.role else None
    reads = [*options.logs, *options.plans, *members_files(files), *filter(None, (*options.mappings, role))]
    kept = [*options.documents, *filter(None, (options.store,))]
    overwriting.refuse_overwriting(reads, [*kept, *filter(None, (options.rejects,)), *members], kept)


def write_files(
    month: MeasuredMonth, options: ReportOptions, files: Sequence[LogFile], staging: Staging, plan: Plan
) -> list[Path]:
    """Write the workbook, its PDF, those of the members and the 1on1 cards; where the former content of the first two is kept."""
    if options.one_on_one is not None:
        _write_cards(month, options, files, options.one_on_one, staging, plan)
    if options.each_member is not None:
        _write_each(month, options, files, options.each_member, staging)
    if options.text is not None:
        _write_texts(month, options.text, staging)
    if options.html is not None:
        _write_page(month, options.html, staging)
    formers = [former for path in options.documents if (former := staging.keep_former(path))]
    if options.output is None:
        return formers
    with staging.beside(options.output) as workbook:
        _write_workbook(month, workbook, options.as_list)
    if options.as_pdf:
        from kpi_xl.hosts.files.pdf import write_pdf

        with staging.beside(options.output.with_suffix(".pdf")) as pdf:
            write_pdf(workbook, pdf)
    return formers


def _write_workbook(month: MeasuredMonth, path: Path, as_list: bool) -> None:
    if as_list:
        from kpi_xl.hosts.files.writing.listed_books import write_list

        write_list(month.report, path)
        return
    from kpi_xl.cli.reporting.report_tables import sheets_of
    from kpi_xl.cli.terminal.tables import progress_bar
    from kpi_xl.hosts.files.writing.books import write_report

    with progress_bar(Text("シートを作成中", "Drawing sheets"), sheets_of(month.report)) as progress:
        write_report(month, path, progress)


def _write_each(
    month: MeasuredMonth, options: ReportOptions, files: Sequence[LogFile], folder: Path, staging: Staging
) -> None:
    from kpi_xl.cli.terminal.tables import progress_bar
    from kpi_xl.hosts.files.outputs import check_output
    from kpi_xl.hosts.files.writing.member_books import file_names, write_member_books

    names, attempt = file_names(month.report), Attempts()
    paths = [folder / name for name in names]
    attempt(refuse_overwriting, options, files, paths)
    if folder.is_dir():
        for path in paths:
            attempt(check_output, path, (".xlsx",))
    attempt.done()
    words = Text("担当者ごとのブックを作成中", "Writing member workbooks")
    with staging.within(folder, names) as waiting, progress_bar(words, len(names)) as progress:
        write_member_books(month, waiting, progress)


def _write_cards(
    month: MeasuredMonth, options: ReportOptions, files: Sequence[LogFile], folder: Path, staging: Staging, plan: Plan
) -> None:
    """What people wrote on the cards that are there comes along; nothing is written where one of them cannot be read."""
    from kpi_xl.attainment.conversation.talks import rounds_of
    from kpi_xl.hosts.files.outputs import check_output
    from kpi_xl.hosts.files.reading.former_cards import former_cards
    from kpi_xl.hosts.files.writing.card_books import card_file_names, write_cards

    attempt = Attempts()
    rounds = rounds_of(month, plan.members)
    names = card_file_names(rounds, month.report)
    paths = [folder / name for name in names]
    former = attempt(former_cards, folder)
    attempt(refuse_overwriting, options, files, paths)
    if folder.is_dir():
        for path in paths:
            attempt(check_output, path, (".xlsx",))
    attempt.done()
    with staging.within(folder, names) as waiting:
        write_cards(rounds, names, month.report, former or [], waiting)


def _write_texts(month: MeasuredMonth, path: Path, staging: Staging) -> None:
    from kpi_xl.handouts.meeting import meeting_of
    from kpi_xl.handouts.written import markdown, plain

    said = meeting_of(month)
    for place, words in ((path, markdown(said)), (path.with_suffix(".txt"), plain(said))):
        with staging.beside(place) as waiting:
            waiting.write_text(words, "utf-8")


def _write_page(month: MeasuredMonth, path: Path, staging: Staging) -> None:
    from kpi_xl.handouts.page.rendering import page_of

    with staging.beside(path) as waiting:
        waiting.write_text(page_of(month), "utf-8")
