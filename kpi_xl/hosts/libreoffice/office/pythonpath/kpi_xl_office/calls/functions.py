"""The functions as Calc calls them: every one asks the worker."""

from __future__ import annotations

from datetime import date
from typing import Any

import unohelper
from com.sun.star.lang import XServiceInfo
from kpixl import XFunctions

from kpi_xl_office import settings
from kpi_xl_office.calls.answers import ANSWERS, Question
from kpi_xl_office.calls.named_cells import named_values

EXCEL_EPOCH = date(1899, 12, 30)


class Functions(unohelper.Base, XServiceInfo, XFunctions):
    """The add-in. Its methods are made from the extension's list of functions, below."""

    NAME = "kpixl.FunctionsImplementation"
    SERVICES = ("com.sun.star.sheet.AddIn", "kpixl.Functions")

    def __init__(self, context: Any) -> None:
        self.context = context

    def getImplementationName(self) -> str:
        return self.NAME

    def supportsService(self, name: str) -> bool:
        return name in self.SERVICES

    def getSupportedServiceNames(self) -> tuple:
        return self.SERVICES


def _method(function: dict) -> Any:
    return _reading_names(function["name"], function["inputs"]) if function["inputs"] else _plain(function["name"])


def _plain(name: str) -> Any:
    def method(self: Functions, *arguments: Any) -> Any:
        return ANSWERS.to(Question(name, arguments, (), 0))

    return method


def _reading_names(name: str, inputs: list) -> Any:
    """Such a function gets the document too. Only these take dates whose year 0 the document may have changed."""

    def method(self: Functions, document: Any, *arguments: Any) -> Any:
        wanted = [each for each, argument in zip(inputs, arguments) if each is not None and argument is None]
        names, cells = named_values(document, wanted)
        question = Question(name, arguments, tuple(sorted(names.items())), _days(document))
        return ANSWERS.following(question, document, wanted, cells) if wanted else ANSWERS.to(question)

    return method


def _days(document: Any) -> int:
    """How many days later than Excel's this document's dates begin."""
    begin = document.NullDate
    return (date(begin.Year, begin.Month, begin.Day) - EXCEL_EPOCH).days


for _name, _function in settings.methods().items():
    setattr(Functions, _name, _method(_function))
