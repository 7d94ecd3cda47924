"""A template, read once and filled as often as wanted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.hosts.files.outputs import check_output, written_beside
from kpi_xl.hosts.files.stamp.filling.fill import Filling
from kpi_xl.hosts.files.stamp.filling.formulas import Formulas
from kpi_xl.hosts.files.stamp.filling.refilling import Keys, Refilling, keys_of
from kpi_xl.hosts.files.stamp.filling.tables import Rows
from kpi_xl.hosts.files.stamp.filling.targets import Block
from kpi_xl.hosts.files.stamp.workbook import wording
from kpi_xl.hosts.files.stamp.workbook.book import TemplateBook
from kpi_xl.hosts.files.stamp.workbook.package import Package
from kpi_xl.hosts.files.stamp.workbook.values import Value
from kpi_xl.packages import damaged

CONTENT_TYPES = "[Content_Types].xml"
_ORDINARY = b"application/vnd.openxmlformats-officedocument.spreadsheetml."
_MACROS = b"application/vnd.ms-excel."
TYPES = {
    ".xlsx": _ORDINARY + b"sheet.main+xml",
    ".xltx": _ORDINARY + b"template.main+xml",
    ".xlsm": _MACROS + b"sheet.macroEnabled.main+xml",
    ".xltm": _MACROS + b"template.macroEnabled.main+xml",
}
"""The content type of the workbook part by suffix; Excel refuses a file where the two differ."""


class Template:
    """A workbook with names and tables to be filled."""

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        """*content*: of the workbook, where it was read or made before; then *path* is no more than its name.

        Raises:
            InputError: *path* is no workbook that can be filled.
        """
        self.path = path
        self.book = TemplateBook(Package(path, content))
        self._keys: tuple[Keys, Keys, bool] | None = None  #: of the last filling
        self._refilling: Refilling | None = None

    @cached_property
    def formulas(self) -> Formulas:
        return Formulas(self.book)

    @cached_property
    def _type(self) -> bytes:
        types = self.book.package.read(CONTENT_TYPES)
        found = next((each for each in TYPES.values() if each in types), None)
        if found is None:
            raise InputError([Finding(self.path.name, NO_VALUE, wording.NO_CONTENT_TYPE, wording.SAVE_ORDINARY)])
        return found

    def suffixes(self) -> tuple[str, ...]:
        """What the filled workbook's name may end in: macros stay, and none come in."""
        return (".xlsm", ".xltm") if self._type.startswith(_MACROS) else (".xlsx", ".xltx")

    def stamp(
        self,
        output: Path,
        fills: Mapping[str, Value | Block],
        tables: Mapping[str, Rows] | None = None,
        known: Mapping[str, Value | Block] | None = None,
        allow_formulas: bool = False,
    ) -> None:
        """Write the template with cells and tables filled; see `stamp`."""
        check_output(output, self.suffixes(), (self.path,))
        self.write(output, self.changed_parts(fills, tables, known, allow_formulas))

    def require_fillable(self, fills: Mapping[str, Value | Block], allow_formulas: bool = False) -> None:
        """Refuse what cannot be filled, and write nothing.

        Raises:
            InputError: all that is wrong with the template, the keys and the values.
        """
        try:
            Filling(self.book, lambda: self.formulas, allow_formulas).require_fillable(fills)
        except ValueError as error:
            raise InputError([damaged(self.path)]) from error

    def changed_parts(
        self,
        fills: Mapping[str, Value | Block],
        tables: Mapping[str, Rows] | None = None,
        known: Mapping[str, Value | Block] | None = None,
        allow_formulas: bool = False,
    ) -> dict[str, bytes | None]:
        """Part -> its new content, None where it goes; see `stamp`.

        Raises:
            InputError: all that is wrong with the template, the keys and the values.
        """
        try:
            return self._filled(fills, tables or {}, known or {}, allow_formulas)
        except ValueError as error:  # an element without end, a row number that is none, bytes that are not UTF-8
            raise InputError([damaged(self.path)]) from error

    def _filled(
        self,
        fills: Mapping[str, Value | Block],
        tables: Mapping[str, Rows],
        known: Mapping[str, Value | Block],
        allow_formulas: bool,
    ) -> dict[str, bytes | None]:
        keys = None if tables else (keys_of(fills), keys_of(known), allow_formulas)
        is_again = keys is not None and keys == self._keys
        if is_again and self._refilling is not None:
            parts = self._refilling.changed_parts(fills, known)
            if parts is not None:
                return parts
        filling = Filling(self.book, lambda: self.formulas, allow_formulas)
        changed = filling.changed_parts(fills, tables, known)
        # worth its time from the second filling of the same places on
        self._refilling = filling.refilling(changed) if is_again else None
        self._keys = keys
        return changed

    def write(self, output: Path, changed: Mapping[str, bytes | None]) -> None:
        """The template with parts changed, or left out where they are None, as a file that appears whole."""
        with written_beside(output) as temporary:
            self.write_at(temporary, changed)

    def write_at(self, output: Path, changed: Mapping[str, bytes | None]) -> None:
        """As `write`, at once into the file."""
        left_out = frozenset(part for part, content in changed.items() if content is None)
        parts = {part: content for part, content in changed.items() if content is not None}
        if (wanted := TYPES.get(output.suffix.lower(), self._type)) != self._type:
            types = parts.get(CONTENT_TYPES, self.book.package.read(CONTENT_TYPES))
            parts[CONTENT_TYPES] = types.replace(self._type, wanted)
        with output.open("wb") as file:
            self.book.package.write(file, parts, left_out)


def stamp(
    template: Path,
    output: Path,
    fills: Mapping[str, Value | Block],
    tables: Mapping[str, Rows] | None = None,
    known: Mapping[str, Value | Block] | None = None,
    allow_formulas: bool = False,
) -> None:
    """Fill cells and tables of a workbook into a new file; whatever is not filled stays as it is, byte for byte.

    A key is a workbook's name, ``Sheet!Name`` for a name that belongs to a sheet, or an address such as ``Sheet!B5``.
    A name of more than one cell takes rows of values in its shape; merged cells take one value. Styles stay, so that a
    date shows as one where the cell has a date format. *tables* are filled by column header and grow as needed; *known*
    are the computed values of formulas. Those of other formulas that may change are dropped, and Excel calculates them
    when it opens the file.

    Raises:
        InputError: all that is wrong with the template, the keys and the values; nothing is written then.
    """
    Template(template).stamp(output, fills, tables, known, allow_formulas)
