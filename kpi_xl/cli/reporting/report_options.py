"""The options of ``report``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ReportOptions:
    """What ``report`` was given, as typed."""

    logs: tuple[Path, ...]
    plans: tuple[Path, ...]  #: ``--plan``
    role: str | None
    month: str
    as_of: str | None
    presets: tuple[str | None, ...]
    mappings: tuple[Path | None, ...]  #: ``--map``
    date_order: str | None
    timezone: str | None
    output: Path | None
    each_member: Path | None  #: the folder
    one_on_one: Path | None  #: the folder
    text: Path | None  #: the meeting's text, as Markdown
    html: Path | None  #: the page for the phone
    rejects: Path | None
    as_list: bool
    as_json: bool
    as_pdf: bool
    strict: bool
    address: str | None  #: ``--source``
    table: str | None
    store: Path | None
    is_running_to_log: bool = False  #: a month that is not over counts to the log's last day, where no day is named

    @property
    def only_for_files(self) -> dict[str, object]:
        """Option -> what was given, of those that say how files are read."""
        return {
            "--preset": self.presets, "--map": self.mappings, "--date-order": self.date_order, "--timezone": self.timezone,
            "--rejects": self.rejects,
        }  # fmt: skip

    @property
    def documents(self) -> list[Path]:
        """The workbook, its PDF, the meeting's texts and the page, as far as they are wanted."""
        workbook = [self.output] if self.output else []
        pdf = [self.output.with_suffix(".pdf")] if self.output and self.as_pdf else []
        texts = [self.text, self.text.with_suffix(".txt")] if self.text else []
        return [*workbook, *pdf, *texts, *([self.html] if self.html else [])]

    @property
    def is_short(self) -> bool:
        """A list says nothing of forecasts and trends."""
        return self.as_list and self.each_member is None and self.one_on_one is None and self.text is None and self.html is None and not self.as_json
