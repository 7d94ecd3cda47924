"""Sheets of another workbook put into ours, in place of others or at the end."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Iterator

from kpi_xl_office.insertion.conditions import say_again, tell_apart
from kpi_xl_office.insertion.formulas import formula_of, formulas_with, put_formula, reading
from kpi_xl_office.insertion.sheet_looks import complete, part_styles

ASIDE = "~kpi-xl "
"""Begins the title, for as long as a command runs, of a sheet that is being replaced."""
Noted = Callable[..., None]


def insert_package(document: Any, source: Any, replaced: list, noted: Noted) -> list:
    """Put all sheets of *source* in place of those called *replaced*, else at the end.

    The replaced ones are only renamed, and what reads them is given the new ones of the same title.

    Args:
        noted: takes note of what takes a change back, before the change.

    Returns:
        The titles that the replaced sheets have now.
    """
    sheets = document.Sheets
    readers = list(_readers(document, replaced))
    place = sheets.ElementNames.index(replaced[-1]) + 1 if replaced else sheets.Count
    aside = [_set_aside(sheets, title, noted) for title in replaced]
    part_styles(document, source)
    conditions = {sheet.Name: tell_apart(sheet) for sheet in source.Sheets}
    for offset, title in enumerate(source.Sheets.ElementNames):
        noted(_remove, sheets, title)
        sheets.importSheet(source, title, place + offset)
    for original in source.Sheets:
        say_again(sheets.getByName(original.Name), conditions[original.Name])
        complete(document, sheets.getByName(original.Name), source, original)
    for put, text, former in readers:
        noted(put, former())
        put(text)
    return aside


def delete_sheets(document: Any, titles: list) -> None:
    """Delete the sheets that were set aside."""
    document.UndoManager.lock()
    try:
        for title in titles:
            document.Sheets.removeByName(title)
    finally:
        document.UndoManager.unlock()


def _set_aside(sheets: Any, title: str, noted: Noted) -> str:
    aside = next(name for name in (f"{ASIDE}{number}" for number in range(1, 10_000)) if not sheets.hasByName(name))
    noted(setattr, sheets.getByName(title), "Name", title)
    sheets.getByName(title).Name = aside
    return aside


def _remove(sheets: Any, title: str) -> None:
    if sheets.hasByName(title):
        sheets.removeByName(title)


def _readers(document: Any, titles: list) -> Iterator[tuple]:
    """What outside of these sheets reads them: how its formula is put, its text, and what gives the text it has then."""
    reads = reading(titles)
    for name in document.NamedRanges.ElementNames:
        named = document.NamedRanges.getByName(name)
        if reads(named.Content):
            yield named.setContent, named.Content, named.getContent
    for sheet in document.Sheets if titles else ():
        if sheet.Name not in titles:
            for cells in formulas_with(sheet, reads):
                yield partial(put_formula, cells), formula_of(cells), partial(formula_of, cells)
