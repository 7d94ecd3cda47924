"""Workbooks that LibreOffice saved for Excel: our functions under their own names again, and nothing that Excel refuses.

LibreOffice 7.4 writes the add-in's name for a function, which Excel does not know; it cannot keep a LAMBDA name; and
it writes the number format of a chart's labels ahead of the labels, where Excel finds the file damaged.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from xml.sax.saxutils import escape

from kpi_xl.functions import catalogue, lambda_names
from kpi_xl.functions.twins.readings import reading_names
from kpi_xl.hosts.libreoffice.methods import long_name

_FORMULA = re.compile(rb"<(f|formula|formula1|formula2|definedName|calculatedColumnFormula)\b[^>]*>[^<]*</\1>")
_LONG_NAME = re.compile(rb"KPIXL\.FUNCTIONS\.\w+", re.IGNORECASE)
_WITH_FORMULAS = re.compile(r"xl/(workbook|worksheets/[^/]+|tables/[^/]+)\.xml")
_CHART = re.compile(r"xl/charts/chart\d+\.xml")
_LABELS = re.compile(rb"(<c:dLbls>)(<c:numFmt [^>]*/>)((?:<c:dLbl>.*?</c:dLbl>)+)", re.DOTALL)
_WORKBOOK = "xl/workbook.xml"
_DEFINED = re.compile(rb'<definedName\b[^>]*\bname="([^"]+)"')
_DEFINITION = re.compile(rb'<definedName\b[^>]*\bname="([^"]+)"[^>]*>[^<]*</definedName>')


def restore_workbook(path: str, lambdas: Sequence[str] | None) -> None:
    """Put the workbook at *path* right, its time stamp kept, so that LibreOffice does not take it for changed by others.

    Args:
        path: the workbook.
        lambdas: the LAMBDA names that the workbook had when it was opened; None: it is to have all.
    """
    book = Path(path)
    with zipfile.ZipFile(book) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    restored = {info: _restored(info.filename, content, lambdas) for info, content in parts.items()}
    if restored != parts:
        _replace(book, restored)


def _replace(book: Path, parts: dict[zipfile.ZipInfo, bytes]) -> None:
    """Written beside, then renamed."""
    before = book.stat()
    with NamedTemporaryFile(dir=book.parent, prefix=f".{book.name}.", delete=False) as beside:
        try:
            with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as package:
                for info, content in parts.items():
                    package.writestr(info, content)
            beside.close()  # Windows renames no open file
            Path(beside.name).chmod(before.st_mode)
            os.utime(beside.name, ns=(before.st_atime_ns, before.st_mtime_ns))
            Path(beside.name).replace(book)
        finally:
            Path(beside.name).unlink(missing_ok=True)


def _restored(part: str, content: bytes, lambdas: Sequence[str] | None) -> bytes:
    if _CHART.fullmatch(part):
        return _LABELS.sub(rb"\1\3\2", content)
    if _WITH_FORMULAS.fullmatch(part) and _LONG_NAME.search(content):
        content = _FORMULA.sub(lambda formula: _LONG_NAME.sub(_plain, formula[0]), content)
    return content if part != _WORKBOOK or lambdas == () else _with_lambdas(content, lambdas)


def _plain(found: re.Match[bytes]) -> bytes:
    return _PLAIN.get(found[0].upper(), found[0])


_PLAIN = {long_name(function.name).encode(): function.name.encode() for function in catalogue()}


def _with_lambdas(workbook: bytes, lambdas: Sequence[str] | None) -> bytes:
    """The workbook part with its LAMBDA names in place of what Calc made of them; definedNames stands there, for our
    workbooks have other names too.
    """
    formulas = lambda_names({name.decode() for name in _DEFINED.findall(workbook)})
    if lambdas is not None:
        formulas = {name: formulas[name] for name in (*reading_names(), *lambdas) if name in formulas}
    workbook = _DEFINITION.sub(lambda found: b"" if found[1].decode() in formulas else found[0], workbook)
    added = "".join(
        f'<definedName name="{name}">{escape(formula.removeprefix("="))}</definedName>' for name, formula in formulas.items()
    )
    return workbook.replace(b"</definedNames>", added.encode() + b"</definedNames>")
