"""The commands of the menu: each is carried out by a Python of its own, with our hands."""

from __future__ import annotations

from typing import Any

import unohelper
from com.sun.star.frame import XDispatch, XDispatchProvider
from com.sun.star.lang import XInitialization, XServiceInfo

from kpi_xl_office import dialogues, settings
from kpi_xl_office.hands import Hands
from kpi_xl_office.process import Process

PROTOCOL = "vnd.kpixl:"
MODULE = "kpi_xl.hosts.libreoffice.command"
LIMIT_SECONDS = 900.0
"""Between two things that a command asks; a log of ten million rows takes a few minutes."""
DONE = "done"


class CommandHandler(unohelper.Base, XServiceInfo, XInitialization, XDispatchProvider, XDispatch):
    """Made by LibreOffice for each window whose menu calls us."""

    NAME = "kpixl.CommandHandlerImplementation"
    SERVICES = ("kpixl.CommandHandler", "com.sun.star.frame.ProtocolHandler")
    is_busy = False
    """Of all windows: while one command has a dialogue open, the menus still work."""

    def __init__(self, context: Any) -> None:
        self._context, self._frame = context, None

    def initialize(self, arguments: Any) -> None:
        if arguments:
            self._frame = arguments[0]

    # --- XDispatchProvider -------------------------------------------------------------------------------------------

    def queryDispatch(self, url: Any, target: str, flags: int) -> Any:
        return self if url.Protocol == PROTOCOL else None

    def queryDispatches(self, requests: Any) -> Any:
        return tuple(self.queryDispatch(each.FeatureURL, each.FrameName, each.SearchFlags) for each in requests)

    # --- XDispatch ---------------------------------------------------------------------------------------------------

    def dispatch(self, url: Any, arguments: Any) -> None:
        if not CommandHandler.is_busy:
            CommandHandler.is_busy = True
            try:
                carry_out(self._context, self._frame, url.Path)
            finally:
                CommandHandler.is_busy = False

    def addStatusListener(self, listener: Any, url: Any) -> None:
        pass  # the entries are always there to be chosen

    def removeStatusListener(self, listener: Any, url: Any) -> None:
        pass

    # --- XServiceInfo ------------------------------------------------------------------------------------------------

    def getImplementationName(self) -> str:
        return self.NAME

    def supportsService(self, name: str) -> bool:
        return name in self.SERVICES

    def getSupportedServiceNames(self) -> tuple:
        return self.SERVICES


def carry_out(context: Any, frame: Any, name: str) -> None:
    """Carry out a command in the workbook of a window. All is taken back where it breaks off."""
    hands = Hands(context, frame, settings.words(context, name))
    try:
        process = Process(LIMIT_SECONDS, MODULE, name)
        try:
            _serve(process, hands)
        finally:
            process.end()
    except (OSError, EOFError):
        hands.end()
        dialogues.tell(context, frame.ContainerWindow, settings.words(context, "no_answer"), is_error=True)
    finally:
        hands.end()


def _serve(process: Process, hands: Hands) -> None:
    """Do what the command asks until it is done."""
    while True:
        question, *details = process.receive()
        if question == DONE:
            return
        try:
            answer = True, getattr(hands, question)(*details)
        except Exception as error:  # noqa: BLE001  (the command takes everything back, keeps this in its log and says so)
            answer = False, f"{type(error).__name__}: {error}"
        process.send(answer)
