"""A LibreOffice of our own: started, talked to over a pipe of its own, and ended.

Runs on a Python that has `uno`: LibreOffice's own, or the system's where python3-uno is installed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from contextlib import suppress
from pathlib import Path
from typing import Any, Sequence

import uno
from com.sun.star.beans import UnknownPropertyException
from com.sun.star.connection import ConnectionSetupException, NoConnectException
from com.sun.star.lang import DisposedException

START_SECONDS = 90.0
"""The first start makes a profile, which takes a slow disk half a minute."""
STARTS = 3
"""On a busy machine LibreOffice was seen to die while it started, and to start the next time."""
TAKEN_OVER_SECONDS = 15.0
"""One that ends at once without an error has handed its call to another, which may be busy and answer late."""
END_SECONDS = 20.0
NOT_YET = (NoConnectException, ConnectionSetupException, DisposedException)
"""It is not there yet, or begins anew: its first start on a profile may, after it has answered."""
IS_WINDOWS = sys.platform == "win32"


class OfficeError(Exception):
    """LibreOffice could not be started."""


class OfficeDied(OfficeError):
    """LibreOffice ended before it answered."""


class OfficeIsRunning(OfficeError):
    """The person's own LibreOffice is open: it took the call, and must not be ended by us."""


class Office:
    """A running LibreOffice."""

    def __init__(self, process: subprocess.Popen, context: Any) -> None:
        self.process, self.context = process, context

    def service(self, name: str) -> Any:
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    @property
    def desktop(self) -> Any:
        return self.service("com.sun.star.frame.Desktop")


class OwnOffice:
    """LibreOffice (its command is *program*) on *profile*, the person's own when None, for as long as the block lasts.

    No generator with `contextmanager`: exceptions of LibreOffice do not pass through one unchanged.

    Raises:
        OfficeIsRunning: it is open already with this profile.
        OfficeError: it does not start.
    """

    def __init__(self, program: str, profile: Path | None = None, options: Sequence[str] = ("--headless",)) -> None:
        self._command = program, profile, options

    def __enter__(self) -> Office:
        self._office = _started(*self._command)
        return self._office

    def __exit__(self, kind: Any, *_: Any) -> None:
        try:
            if kind is None:
                _terminate(self._office)
        finally:
            end(self._office.process)


def _started(program: str, profile: Path | None, options: Sequence[str]) -> Office:
    for _ in range(STARTS - 1):
        with suppress(OfficeDied):
            return _start(program, profile, options)
    return _start(program, profile, options)


def _start(program: str, profile: Path | None, options: Sequence[str]) -> Office:
    mark = uuid.uuid4().hex
    command = [program, *options, "--norestore", "--nologo", "--nodefault", f"-env:KPI_XL_MARK={mark}"]
    command.append(f"--accept=pipe,name=kpi-xl-{mark};urp;")
    if profile is not None:
        command.append(f"-env:UserInstallation={profile.resolve().as_uri()}")
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not IS_WINDOWS,  # soffice starts others: they form a group of their own
    )
    try:
        return Office(process, _connected(process, mark))
    except BaseException:
        end(process)
        raise


def _connected(process: subprocess.Popen, mark: str) -> Any:
    """Its context, once it answers."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            context = resolver.resolve(f"uno:pipe,name=kpi-xl-{mark};urp;StarOffice.ComponentContext")
            _refuse_another(context, mark)
            return context
        except NOT_YET:
            if process.poll():
                raise OfficeDied(f"soffice ended with exit status {process.returncode}") from None
            if process.returncode == 0:
                deadline = min(deadline, time.monotonic() + TAKEN_OVER_SECONDS)
            time.sleep(0.05)
    if process.returncode == 0:
        raise OfficeDied("soffice ended before it answered")
    raise OfficeError(f"soffice did not answer within {START_SECONDS:g} s")


def _refuse_another(context: Any, mark: str) -> None:
    """A LibreOffice that is open takes over what a second one is started with."""
    expander = context.getValueByName("/singletons/com.sun.star.util.theMacroExpander")
    if expander.expandMacros("$KPI_XL_MARK") != mark:
        raise OfficeIsRunning


def _terminate(office: Office) -> None:
    with suppress(DisposedException, UnknownPropertyException):  # it closes the connection while it answers, or is gone
        office.desktop.terminate()
    with suppress(subprocess.TimeoutExpired):
        office.process.wait(END_SECONDS)


def end(process: subprocess.Popen) -> None:
    """End *process* with all that it started, whatever state it is in."""
    if process.poll() is None:
        if IS_WINDOWS:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], stdout=subprocess.DEVNULL, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
