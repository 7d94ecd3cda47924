"""Steps on a new sheet: cells, array formulas and names put in, and what they give read."""

from __future__ import annotations

import uno
from com.sun.star.table import CellAddress
from documents import block, opened


def on_a_sheet(office, steps, begins=None):
    """Do the steps one after the other on a new sheet; what the reading ones read.

    ("put", {address: content}), ("array", {address: formula}), ("name", {name: address}), ("read", address, ...)
    """
    read = []
    with opened(office, "private:factory/scalc") as document:
        if begins:
            document.NullDate = uno.createUnoStruct("com.sun.star.util.Date", *begins)
        for kind, *details in steps:
            found = STEPS[kind](document, document.Sheets.getByIndex(0), *details)
            read += [] if found is None else [found]
    return read


def put_into(document, sheet, contents):
    for address, content in contents.items():
        cell = sheet.getCellRangeByName(address)
        if isinstance(content, str):
            cell.Formula = content
        else:
            cell.Value = content


def _array(document, sheet, formulas):
    for address, formula in formulas.items():
        sheet.getCellRangeByName(address).ArrayFormula = formula


def _name(document, sheet, names):
    for name, address in names.items():
        if document.NamedRanges.hasByName(name):
            document.NamedRanges.removeByName(name)
        document.NamedRanges.addNewByName(name, f"${sheet.Name}.{address}", CellAddress(), 0)


def _read(document, sheet, *addresses):
    """The first cell of each address, or the rows of a block."""
    blocks = [block(sheet.getCellRangeByName(address)) for address in addresses]
    return [cells if ":" in address else cells[0][0] for address, cells in zip(addresses, blocks)]


STEPS = {"put": put_into, "array": _array, "name": _name, "read": _read}
