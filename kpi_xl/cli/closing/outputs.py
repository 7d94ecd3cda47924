"""The outputs of a close, each written beside its place; what people typed into the former ones comes along."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kpi_xl.cli.closing.past_results import PastResults
from kpi_xl.cli.closing.plan import ClosePlan
from kpi_xl.cli.closing.record import Record
from kpi_xl.cli.reporting.report import MeasuredRun
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.base import Progress, silent
from kpi_xl.language import Text
from kpi_xl.sheets.role.parts.outputs import OUTPUT_BY_KEY


@dataclass
class Written:
    """What a run has written so far."""

    places: dict[Path, Path] = field(default_factory=dict)  #: place -> where it waits
    kept: list[Path] = field(default_factory=list)  #: outputs of before that people have changed, and that stay as they are
    formers: list[Path] = field(default_factory=list)  #: copies of changed ones that were made anew
    skipped: list[Text] = field(default_factory=list)  #: what was not made, and why


class CloseOutputs:
    """Writes what the plan names."""

    def __init__(
        self, plan: ClosePlan, run: MeasuredRun, former: Record | None, results: PastResults, progress: Progress = silent
    ) -> None:
        self.plan, self.run, self.former, self.results, self.progress = plan, run, former, results, progress
        self.written = Written()

    def write(self) -> Written:
        """All of them.

        Raises:
            InputError: files that somebody else made stand in the way; nothing is written then.
        """
        foreign = [each for each in self.files() if each.exists() and not self._is_own(each)]
        if foreign:
            raise InputError([Finding(str(path), NO_VALUE, _FOREIGN, _MOVE) for path in foreign])
        for key, write in self._writers().items():
            if key in self.plan.keys:
                self.progress(str(OUTPUT_BY_KEY[key].label))
                write()
        return self.written

    def files(self) -> Iterator[Path]:
        """The files that are replaced whole: not the cards, for what is on them comes along, nor a next workbook that is there."""
        for output in self.plan.outputs:
            path = self.plan.path(output)
            if output.key == "members":
                yield from (path / name for name in self._member_files())
            elif output.key == "text":
                yield from (path, path.with_suffix(".txt"))
            elif output.key not in ("cards", "next"):
                yield path

    def _writers(self) -> Mapping[str, Callable[[], None]]:
        return {
            "cards": self._cards, "members": self._members, "text": self._text, "page": self._page, "report": self._report,
            "pdf": self._pdf, "list": self._list, "next": self._next,
        }  # fmt: skip

    # --- each ---------------------------------------------------------------------------------------------------

    def _report(self) -> None:
        from kpi_xl.hosts.files.reading.typed_notes import typed_notes
        from kpi_xl.hosts.files.writing.books import write_report

        place = self._place("report")
        notes = typed_notes(place)
        self._keep_changed(place)
        with self.run.staging.beside(place) as waiting:
            left = write_report(self.run.month, waiting, notes=notes)
        self.written.places[place] = waiting
        self.written.skipped += [_NOTE_LOST.format(sheet=sheet, kpi=kpi, note=note) for (sheet, _, kpi), note in left.items()]

    def _pdf(self) -> None:
        from kpi_xl.hosts.files.pdf import write_pdf
        from kpi_xl.hosts.files.writing.books import write_report

        place = self._place("pdf")
        report = self._place("report")
        with self.run.staging.beside(place) as waiting:
            drawn = self.written.places.get(report)
            if drawn is None:
                drawn = waiting.with_suffix(".xlsx")
                write_report(self.run.month, drawn)
            write_pdf(drawn, waiting)
        self.written.places[place] = waiting

    def _list(self) -> None:
        from kpi_xl.hosts.files.writing.listed_books import write_list

        place = self._place("list")
        self._keep_changed(place)
        with self.run.staging.beside(place) as waiting:
            write_list(self.run.month.report, waiting)
        self.written.places[place] = waiting

    def _text(self) -> None:
        from kpi_xl.handouts.meeting import meeting_of
        from kpi_xl.handouts.written import markdown, plain

        said, path = meeting_of(self.run.month), self._place("text")
        for place, words in ((path, markdown(said)), (path.with_suffix(".txt"), plain(said))):
            self._words(place, words)

    def _page(self) -> None:
        from kpi_xl.handouts.page.rendering import page_of

        self._words(self._place("page"), page_of(self.run.month))

    def _words(self, place: Path, words: str) -> None:
        self._keep_changed(place)
        with self.run.staging.beside(place) as waiting:
            waiting.write_text(words, "utf-8")
        self.written.places[place] = waiting

    def _members(self) -> None:
        from kpi_xl.hosts.files.writing.member_books import write_member_books

        folder, names = self._place("members"), self._member_files()
        for name in names:
            self._keep_changed(folder / name)
        with self.run.staging.within(folder, names) as waiting:
            write_member_books(self.run.month, waiting)
        self.written.places |= {folder / name: waiting / name for name in names}

    def _member_files(self) -> list[str]:
        from kpi_xl.hosts.files.writing.member_books import file_names

        return file_names(self.run.month.report)

    def _cards(self) -> None:
        from kpi_xl.attainment.conversation.talks import rounds_of
        from kpi_xl.hosts.files.reading.former_cards import former_cards
        from kpi_xl.hosts.files.writing.card_books import card_file_names, write_cards

        folder, report = self._place("cards"), self.run.month.report
        rounds = rounds_of(self.run.month, self.run.plan.members)
        names, former = card_file_names(rounds, report), former_cards(folder)
        with self.run.staging.within(folder, names) as waiting:
            write_cards(rounds, names, report, former, waiting)
        self.written.places |= {folder / name: waiting / name for name in names}

    def _next(self) -> None:
        from kpi_xl.cli.planning.next_book import NextBookOptions, write_next_book
        from kpi_xl.cli.planning.results import ResultSource

        place = self._place("next")
        if not self.run.month.report.is_complete:
            self.written.skipped.append(_NOT_OVER)
            return
        if place.exists() and not self._is_own(place):
            self.written.skipped.append(_THERE.format(path=place))
            return
        if place.exists() and not self._is_untouched(place):
            self.written.kept.append(place)
            return
        with self.run.staging.beside(place) as waiting:
            source = ResultSource(known=self.results.known)
            write_next_book(NextBookOptions(self.plan.book, waiting, str(self.plan.month.next), source))
        self.written.places[place] = waiting

    # --- places -------------------------------------------------------------------------------------------------

    def _place(self, key: str) -> Path:
        return self.plan.path(OUTPUT_BY_KEY[key])

    def _is_own(self, place: Path) -> bool:
        return self.former is not None and self.former.is_own(self.plan.folder, place)

    def _is_untouched(self, place: Path) -> bool:
        return self.former is not None and self.former.is_untouched(self.plan.folder, place)

    def _keep_changed(self, place: Path) -> None:
        """A copy of what people have changed since it was written."""
        if place.exists() and not self._is_untouched(place):
            kept = self.run.staging.keep_former(place)
            self.written.formers += [kept] if kept else []


_FOREIGN = Text("は締めで作ったものではありません", "was not made by a close")
_MOVE = Text("別の場所に移すか、出力フォルダーを変えてください", "Move it, or choose another folder for what is made")
_THERE = Text(
    "翌月のブックはすでにあるので、作りませんでした：{path}", "Next month's workbook is there already and was not made: {path}"
)
_NOT_OVER = Text("月の途中なので、翌月のブックは作りませんでした", "The month is not over, so next month's workbook was not made")
_NOTE_LOST = Text(
    "メモの行き先がありません：{sheet}「{kpi}」{note}", "A note has no place any more: {sheet}, {kpi}: {note}"
)
