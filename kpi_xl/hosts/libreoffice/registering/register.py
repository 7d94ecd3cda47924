"""Adds our extension to LibreOffice, removes it, or tells what is installed: ``register.py ACTION SOFFICE [OXT]``.

Prints one line of JSON. Goes through LibreOffice's own ExtensionManager: `unopkg` refuses to work for root.
"""

from __future__ import annotations

import json
import sys
import threading
from pathlib import Path
from typing import Any

import uno
import unohelper
from com.sun.star.deployment import DeploymentException
from com.sun.star.task import XInteractionApprove, XInteractionHandler
from com.sun.star.ucb import XCommandEnvironment
from com.sun.star.uno import RuntimeException
from own_office import Office, OfficeError, OfficeIsRunning, OwnOffice, end

IDENTIFIER, FILE = "kpi-xl", "kpi_xl.oxt"
FOR_THIS_USER = "user"
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
        return _answer_again(action, soffice, extension)
    except OfficeIsRunning:
        return {"error": "running"}
    except (OfficeError, DeploymentException, RuntimeException) as error:
        return {"error": str(error) or type(error).__name__}


def _answer_again(action: str, soffice: str, extension: tuple) -> dict:
    try:
        return _answer(action, soffice, extension)
    except RuntimeException:  # it is gone: its first start on a profile may begin anew after it has answered
        return _answer(action, soffice, extension)


def _answer(action: str, soffice: str, extension: tuple) -> dict:
    with OwnOffice(soffice) as office:
        limit = threading.Timer(LIMIT_SECONDS, end, [office.process])
        limit.start()
        try:
            if action == "add":
                add(office, Path(*extension))
            removed = remove(office) if action == "remove" else False
            folder = installed_in(office)
        finally:
            limit.cancel()
        return {"folder": folder and str(folder), "removed": removed}


if __name__ == "__main__":
    print(json.dumps(answered(*sys.argv[1:])))
