"""Adds our extension to LibreOffice, removes it, or tells what is installed: ``register.py ACTION SOFFICE [OXT]``.

Prints one line of JSON. Goes through LibreOffice's own ExtensionManager: `unopkg` refuses to work for root.
"""

from __future__ import annotations

import json
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.task import XInteractionApprove, XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment
from com.sun.star.uno import Exception as UnoException
from own_office import Office, OfficeError, OfficeIsRunning, OwnOffice, end

IDENTIFIER, FILE = "kpi-xl", "kpi_xl.oxt"
FOR_THIS_USER = "user"
TRIES = 3
"""On a busy machine LibreOffice was seen to run out of memory on the way (std::bad_alloc), and to manage the next time."""
LIMIT_SECONDS = 60.0
"""For what it is asked. One that hangs is ended: it would keep the person from opening theirs."""


def add(office: Office, extension: Path) -> None:
    """Install *extension*, in place of another version of it."""
    _manager(office).addExtension(extension.resolve().as_uri(), (), FOR_THIS_USER, None, Approving())


def remove(office: Office) -> bool:
    """Remove the extension; False where there is none."""
    if installed_in(office) is None:
        return False
    _manager(office).removeExtension(IDENTIFIER, FILE, FOR_THIS_USER, None, Approving())
    return True


def installed_in(office: Office) -> Path | None:
    """The folder of the installed extension; None where it is not installed."""
    provider = office.context.getValueByName("/singletons/com.sun.star.deployment.PackageInformationProvider")
    url = provider.getPackageLocation(IDENTIFIER)
    return Path(uno.fileUrlToSystemPath(url)) if url else None


def is_whole(office: Office) -> bool:
    """True where LibreOffice has taken in every part of the installed extension."""
    package = _manager(office).getDeployedExtension(FOR_THIS_USER, IDENTIFIER, FILE, Approving())
    registered = package.isRegistered(None, Approving())
    return bool(registered.IsPresent and registered.Value.Value and not registered.Value.IsAmbiguous)


def _manager(office: Office) -> Any:
    return office.context.getValueByName("/singletons/com.sun.star.deployment.ExtensionManager")


class Approve(unohelper.Base, XInteractionHandler):
    """Says yes to all that LibreOffice asks on the way.

    It does not look at the request: asking for it fails, as Python knows no type for it.
    """

    def handle(self, request: Any) -> None:
        for continuation in request.getContinuations():
            approve = continuation.queryInterface(uno.getTypeByName(XInteractionApprove.__pyunointerface__))
            if approve is not None:
                approve.select()
                return


class Approving(unohelper.Base, XCommandEnvironment):
    def getInteractionHandler(self) -> Any:
        return Approve()

    def getProgressHandler(self) -> None:
        return None


def answered(action: str, soffice: str, *extension: str) -> dict:
    """What is printed."""
    try:
        return _added(soffice, Path(*extension)) if action == "add" else _answer_again(action, soffice)
    except OfficeIsRunning:
        return {"error": "running"}
    except (OfficeError, UnoException) as error:
        return {"error": _words(error)}


def _added(soffice: str, extension: Path) -> dict:
    """Each try has a LibreOffice of its own, and begins with nothing of ours in it."""
    said = ""
    for _ in range(TRIES):
        try:
            _answer("add", soffice, extension)
        except (OfficeError, UnoException) as error:
            if isinstance(error, OfficeIsRunning):
                raise
            said = _words(error)
        answer = _answer_again("tell", soffice)  # a new start shows what has lasted, whatever was said
        if answer["folder"] and answer["whole"]:
            return answer
        if answer["folder"]:
            with suppress(UnoException):
                _answer_again("remove", soffice)
    is_half = _answer_again("tell", soffice)["folder"] is not None
    return {"error": said or "not every part of the extension was taken in", "is_half": is_half}


def _answer_again(action: str, soffice: str) -> dict:
    try:
        return _answer(action, soffice)
    except UnoException:  # it is gone: its first start on a profile may begin anew after it has answered
        return _answer(action, soffice)


def _answer(action: str, soffice: str, *extension: Path) -> dict:
    with OwnOffice(soffice) as office:
        limit = threading.Timer(LIMIT_SECONDS, end, [office.process])
        limit.start()
        try:
            if action == "add":
                add(office, *extension)
            removed = remove(office) if action == "remove" else False
            folder = installed_in(office)
            whole = folder is not None and is_whole(office)
        finally:
            limit.cancel()
        return {"folder": folder and str(folder), "whole": whole, "removed": removed}


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


if __name__ == "__main__":
    print(json.dumps(answered(*sys.argv[1:])))
