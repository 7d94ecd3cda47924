"""Answers: what a cell gets, and how it stays up to date.

A single value goes back as it is. A range, and whatever was read from named cells, goes back as a result that Calc
listens to (`XVolatileResult`): the one way to hand over rows of any type, and to follow cells that are no arguments.
"""

from __future__ import annotations

from collections import namedtuple
from typing import Any

import uno
import unohelper
from com.sun.star.sheet import ResultEvent, XVolatileResult
from com.sun.star.util import XModifyListener

from kpi_xl_office.calls.cell_values import NO_SUCH_NAME, NO_VALUE, error_value
from kpi_xl_office.calls.named_cells import named_values
from kpi_xl_office.calls.worker import WORKER, WorkerError, WorkerLost

Question = namedtuple("Question", "function arguments names days")


class Answers:
    """The answers that are being followed, each once: Calc knows them by identity."""

    def __init__(self) -> None:
        self.followed: dict = {}

    def to(self, question: Any) -> Any:
        value = _computed(question)
        return Rows(value) if isinstance(value, tuple) else value

    def following(self, question: Any, document: Any, wanted: list, cells: list) -> Any:
        places = tuple(area.AbsoluteName for area in cells)  # a name that comes later, or moves, makes another answer
        key = (document.RuntimeUID, question.function, question.arguments, places)
        if key not in self.followed:
            self.followed[key] = Following(self, key, question, document, wanted, cells)
        return self.followed[key]


ANSWERS = Answers()


def _computed(question: Any) -> Any:
    """The value; #NAME? while the worker cannot be had, as for a function that is not there."""
    try:
        return WORKER.ask("call", question.function, question.arguments, dict(question.names), question.days)
    except WorkerLost:
        return error_value(NO_SUCH_NAME)
    except WorkerError:
        return error_value(NO_VALUE)


class Rows(unohelper.Base, XVolatileResult):
    """A result with rows. It never changes: another calculation gives another one."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def addResultListener(self, listener: Any) -> None:
        listener.modified(_event(self, self.value))
        self.value = None  # Calc keeps its own copy until the document is closed

    def removeResultListener(self, listener: Any) -> None:
        pass


class Following(unohelper.Base, XVolatileResult, XModifyListener):
    """A result that follows named cells."""

    def __init__(self, answers: Answers, key: tuple, question: Any, document: Any, wanted: list, cells: list) -> None:
        self.answers, self.key, self.question = answers, key, question
        self.document, self.wanted, self.cells = document, wanted, cells
        self.listeners: list = []

    # --- XVolatileResult ---------------------------------------------------------------------------------------------

    def addResultListener(self, listener: Any) -> None:
        if not self.listeners:
            for area in self.cells:
                area.addModifyListener(self)
        self.listeners.append(listener)
        listener.modified(_event(self, self._value()))

    def removeResultListener(self, listener: Any) -> None:
        self.listeners.remove(listener)
        if not self.listeners:
            self.answers.followed.pop(self.key, None)
            for area in self.cells:
                area.removeModifyListener(self)

    # --- XModifyListener ---------------------------------------------------------------------------------------------

    def modified(self, _: Any) -> None:
        names, _cells = named_values(self.document, self.wanted)
        self.question = self.question._replace(names=tuple(sorted(names.items())))
        event = _event(self, self._value())
        for listener in tuple(self.listeners):
            listener.modified(event)

    def disposing(self, _: Any) -> None:
        self.answers.followed.pop(self.key, None)

    def _value(self) -> Any:
        return _computed(self.question)


def _event(source: Any, value: Any) -> Any:
    event = ResultEvent()
    event.Source = source
    event.Value = uno.Any("[][]any", value) if isinstance(value, tuple) else value
    return event
