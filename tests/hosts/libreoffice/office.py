"""LibreOffice with our extension, for the tests.

It runs in a process of its own, on a Python that has `uno`; see inside/driver.py. One that hangs or dies fails the test that asked,
and the next test gets another on the same profile. One that dies or hangs while it starts is started again.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from kpi_xl.hosts.libreoffice.extension import EXTENSION, write_extension
from kpi_xl.hosts.libreoffice.install import Programs
from tests.spreadsheet import new_profile

DRIVER = Path(__file__).parent / "inside" / "driver.py"
IN_JAPANESE = """<item oor:path="/org.openoffice.Office.Linguistic/General">
<prop oor:name="UILocale" oor:op="fuse"><value>ja</value></prop></item>
"""
"""Menus and dialogues in the language of the users, where LibreOffice has its words for them."""
START_SECONDS, JOB_SECONDS, END_SECONDS = 100.0, 120.0, 30.0
STARTS = 2
"""Of the driver, which itself starts LibreOffice more than once."""


class OfficeFailed(Exception):
    """LibreOffice hung or died, or a job failed in it."""


class OfficeGone(OfficeFailed):
    """It hung or died, and was ended: the next that is asked of it starts it anew."""


class TestOffice:
    """One LibreOffice; asked by name of a job in inside/, see its driver.py. Started when first asked."""

    __test__ = False  # no test, whatever pytest makes of its name

    def __init__(self, programs: Programs, profile: Path, *options: str, **environment: str) -> None:
        self.programs, self.profile, self.options, self.environment = programs, profile, options, environment
        self._driver: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.process_id = 0

    def __call__(self, job: str, *arguments: Any, limit: float = JOB_SECONDS) -> Any:
        """What the job gives.

        Raises:
            OfficeGone: LibreOffice died, or took longer than *limit* seconds.
            OfficeFailed: the job failed.
        """
        self.begin(job, *arguments)
        return self.finish(job, limit)

    def twice(self, job: str, *arguments: Any) -> Any:
        """What the job gives, asked again where LibreOffice is lost: for what can be begun anew, and is none of our doing."""
        try:
            return self(job, *arguments)
        except OfficeGone:
            return self(job, *arguments)

    def begin(self, job: str, *arguments: Any) -> None:
        """Ask without waiting; `finish` gives the answer."""
        if self._driver is not None and self._driver.poll() is not None:  # somebody ended it
            self.kill()
        if self._driver is None:
            self._start()
        pickle.dump((job, arguments), self._driver.stdin, protocol=4)
        self._driver.stdin.flush()

    def finish(self, job: str = "a job", limit: float = JOB_SECONDS) -> Any:
        try:
            result, failure, is_alive = self._answers.get(timeout=limit)
        except queue.Empty:
            self.kill()
            raise OfficeGone(f"{job} took longer than {limit:g} s; LibreOffice was ended") from None
        if not is_alive:
            self.kill()
            raise OfficeGone(f"{job}: {failure}")
        if failure:
            raise OfficeFailed(f"{job}: {failure}")
        return result

    def close(self) -> None:
        """Have it end by itself; what does not is ended."""
        if self._driver is None:
            return
        self._driver.stdin.close()
        try:
            self._driver.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
        self._driver, self.process_id = None, 0

    def kill(self) -> None:
        """End LibreOffice and the driver by their ids, with all that they started."""
        if self._driver is None:
            return
        if self.process_id:
            with suppress(ProcessLookupError):
                os.killpg(self.process_id, signal.SIGKILL)
        self._driver.terminate()  # it ends a LibreOffice that has not answered yet
        try:
            self._driver.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._driver.kill()
            self._driver.wait()
        self._driver.stdin.close()
        self._driver, self.process_id = None, 0

    def _start(self) -> None:
        for _ in range(STARTS - 1):
            with suppress(OfficeGone):
                return self._start_driver()
        return self._start_driver()

    def _start_driver(self) -> None:
        command = [self.programs.python, str(DRIVER), self.programs.soffice, str(self.profile), *self.options]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "env": {**os.environ, **self.environment}}
        self._driver = subprocess.Popen(command, start_new_session=True, **pipes)
        self._answers = queue.SimpleQueue()
        threading.Thread(target=_read, args=(self._driver.stdout, self._answers), daemon=True).start()
        self.process_id = self.finish("the start of LibreOffice", START_SECONDS)

    def process_running(self, module: str) -> int | None:
        """The id of the Python that runs *module*, among all that LibreOffice started; None where none does."""
        for path in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # it has ended meanwhile
                words = (path / "cmdline").read_bytes().split(b"\0")
                if module.encode() in words and os.getsid(int(path.name)) == self.process_id:
                    return int(path.name)
        return None


def _read(stream: BinaryIO, answers: queue.SimpleQueue[Any]) -> None:
    """Until the driver ends: only a thread can wait for a pipe and a clock, on any system."""
    with stream:
        try:
            while True:
                answers.put(pickle.load(stream))
        except EOFError:
            answers.put((None, "LibreOffice has ended", False))


def installed_office(
    programs: Programs, folder: Path, *options: str, interpreter: str = sys.executable, **environment: str
) -> TestOffice:
    """A LibreOffice on a profile of its own, with the extension."""
    profile = new_profile(folder / "profile")
    settings = profile / "user" / "registrymodifications.xcu"
    settings.write_text(settings.read_text(encoding="utf-8").replace("</oor:items>", f"{IN_JAPANESE}</oor:items>"), encoding="utf-8")
    office = TestOffice(programs, profile, *options, **environment)
    extension = folder / EXTENSION
    write_extension(extension, interpreter)
    office.twice("install", str(extension))
    return office
