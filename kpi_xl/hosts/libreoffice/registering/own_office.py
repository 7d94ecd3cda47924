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
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Iterator, Sequence

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException

START_SECONDS = 90.0
"""The first start makes a profile, which takes a slow disk half a minute."""
END_SECONDS = 20.0
IS_WINDOWS = sys.platform == "win32"


class OfficeError(Exception):
    """LibreOffice could not be started."""


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


@contextmanager
def own_office(
    program: str, profile: Path | None = None, options: Sequence[str] = ("--headless",)
) -> Iterator[Office]:
    """LibreOffice (its command is *program*) on *profile*, the person's own when None, for as long as the block lasts.

    Raises:
        OfficeIsRunning: it is open already with this profile.
        OfficeError: it does not start.
    """
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
        office = Office(process, _connected(process, f"kpi-xl-{mark}"))
        _refuse_another(office, mark)
        yield office
        _terminate(office)
    finally:
        end(process)


def _connected(process: subprocess.Popen, pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if process.poll() is not None:
                raise OfficeError(f"soffice ended with exit status {process.returncode}") from None
            time.sleep(0.05)
    raise OfficeError(f"soffice did not answer within {START_SECONDS:g} s")


def _refuse_another(office: Office, mark: str) -> None:
    """A LibreOffice that is open takes over what a second one is started with."""
    expander = office.context.getValueByName("/singletons/com.sun.star.util.theMacroExpander")
    if expander.expandMacros("$KPI_XL_MARK") != mark:
        raise OfficeIsRunning


def _terminate(office: Office) -> None:
    with suppress(DisposedException):  # it closes the connection while it answers
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
