"""Modules of a VBA project: source text, with the attributes that the editor hides in front."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

LONGEST_NAME, LONGEST_LINE = 31, 1023
_NAME = re.compile(r"[A-Za-z]\w*", re.ASCII)
_VB_NAME = re.compile(r'^Attribute VB_Name = "([^"\r\n]*)"\r\n', re.MULTILINE)
_EXPORT_HEADER = re.compile(r"\AVERSION 1\.0 CLASS\r\nBEGIN\r\n.*?^END\r\n", re.DOTALL | re.MULTILINE)

_EXPOSED = re.compile(r"^Attribute VB_Exposed = \w+\r\n", re.MULTILINE)
_NOT_EXPORTED = "Attribute VB_TemplateDerived = False\r\nAttribute VB_Customizable = False\r\n"
"""What Excel saves of a class beside what it exports."""

_CLASS_BASE = "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}"
_WORKBOOK_BASE = "0{00020819-0000-0000-C000-000000000046}"
_SHEET_BASE = "0{00020820-0000-0000-C000-000000000046}"


class ModuleKind(Enum):
    """What a module is; its value begins its line in the PROJECT stream."""

    STANDARD = "Module"
    CLASS = "Class"
    DOCUMENT = "Document"  #: the workbook or a sheet


@dataclass(frozen=True)
class VbaModule:
    """One module."""

    name: str
    source: str  #: CRLF ends every line; begins with ``Attribute VB_Name``
    kind: ModuleKind = ModuleKind.STANDARD

    @classmethod
    def exported(cls, text: str) -> VbaModule:
        """The module of a ``.bas`` or ``.cls`` file, whatever ends its lines.

        Raises:
            ValueError: the text does not say the module's name.

        >>> VbaModule.exported('Attribute VB_Name = "Greeting"\\nSub Hello()\\nEnd Sub').name
        'Greeting'
        """
        lines = "\r\n".join(text.splitlines()) + "\r\n"
        source = _EXPORT_HEADER.sub("", lines)
        named = _VB_NAME.match(source)
        if named is None:
            raise ValueError("the text of a module begins with Attribute VB_Name")
        if source == lines:
            return cls(named[1], source)
        base = f'Attribute VB_Base = "{_CLASS_BASE}"\r\n'
        saved = _EXPOSED.sub(rf"\g<0>{_NOT_EXPORTED}", source[named.end() :], count=1)
        return cls(named[1], source[: named.end()] + base + saved, ModuleKind.CLASS)

    @classmethod
    def workbook(cls, code: str = "") -> VbaModule:
        """The module of the workbook itself."""
        return cls._document("ThisWorkbook", _WORKBOOK_BASE, code)

    @classmethod
    def sheet(cls, code_name: str) -> VbaModule:
        """The module of a sheet; *code_name* is the one that the sheet's part carries too."""
        return cls._document(code_name, _SHEET_BASE, "")

    @classmethod
    def _document(cls, name: str, base: str, code: str) -> VbaModule:
        attributes = {
            "Name": f'"{name}"', "Base": f'"{base}"', "GlobalNameSpace": False, "Creatable": False,
            "PredeclaredId": True, "Exposed": True, "TemplateDerived": False, "Customizable": True,
        }  # fmt: skip
        header = [f"Attribute VB_{key} = {value}" for key, value in attributes.items()]
        return cls(name, "".join(f"{line}\r\n" for line in [*header, *code.splitlines()]), ModuleKind.DOCUMENT)

    def problems(self) -> Iterator[str]:
        """What Excel would not read."""
        if not (_NAME.fullmatch(self.name) and len(self.name) <= LONGEST_NAME):
            yield f"{self.name!r}: a name is a letter, then letters, digits and _, together at most {LONGEST_NAME}"
        named = _VB_NAME.match(self.source)
        if named is None or named[1] != self.name:
            yield f"{self.name}: the source must begin with Attribute VB_Name and this name"
        if re.search(r"(?<!\r)\n|\r(?!\n)", self.source) or not self.source.endswith("\r\n"):
            yield f"{self.name}: every line must end in CRLF"
        if "\0" in self.source:
            yield f"{self.name}: holds a NUL"
        for number, line in enumerate(self.source.split("\r\n"), start=1):
            if len(line) > LONGEST_LINE:
                yield f"{self.name}, line {number}: longer than {LONGEST_LINE} characters"
            try:
                line.encode("ascii")
            except UnicodeEncodeError as error:
                yield f"{self.name}, line {number}: {line[error.start]!r} is no ASCII, and reads otherwise on another system; write it as ChrW"
