"""A screen of our own (Xvfb), its keyboard (xdotool) and its pictures (ImageMagick)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

PROGRAMS = ("Xvfb", "xdotool", "import")
SIZE = "1600x1000x24"
FOUND_WITHIN_SECONDS = 20.0
PICTURES = 12
"""At most, until two in a row are alike."""


def missing_programs() -> list[str]:
    return [program for program in PROGRAMS if shutil.which(program) is None]


class Screen:
    """A display that nobody sees."""

    def __init__(self) -> None:
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"]
        self._process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
        os.close(writing)
        with os.fdopen(reading) as told:
            self.display = f":{told.readline().strip()}"

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def keys(self, *keys: str) -> None:
        """Press keys one after the other, with time to be seen."""
        for key in keys:
            self._run("xdotool", "key", key)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        self._run("xdotool", "type", "--delay", "20", text)

    def windows(self, title: str) -> list[str]:
        """The windows with such a title that are shown."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", title, check=False)
        return found.split()

    def wait_for(self, title: str) -> str:
        """The window of that title, once it is there."""
        wait_until(lambda: bool(self.windows(title)), f"a window called {title}")
        return self.windows(title)[-1]

    def focus(self, window: str) -> None:
        self._run("xdotool", "windowfocus", "--sync", window)

    def picture(self, path: Path) -> None:
        """The whole screen, once it has come to rest: LibreOffice paints bit by bit."""
        path.parent.mkdir(parents=True, exist_ok=True)
        last = b""
        for _ in range(PICTURES):
            self._run("import", "-window", "root", "-define", "png:exclude-chunks=date,time", str(path))
            if path.read_bytes() == last:
                break
            last = path.read_bytes()
            time.sleep(0.3)

    def _run(self, *command: str, check: bool = True) -> str:
        ran = subprocess.run(
            command, capture_output=True, text=True, timeout=30, check=check, env={**os.environ, "DISPLAY": self.display}
        )
        return ran.stdout


def wait_until(holds: Callable[[], bool], what: str, seconds: float = FOUND_WITHIN_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(0.1)
