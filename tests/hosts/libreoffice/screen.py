"""A screen of our own (Xvfb), its keyboard (xdotool) and its pictures (ImageMagick)."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

PROGRAMS = ("Xvfb", "xdotool", "import")
SIZE = "1600x1000x24"
FOUND_WITHIN_SECONDS = 60.0
MENU_WITHIN_SECONDS, MENU_TRIES = 10.0, 3
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
            number = told.readline().strip()
        if not number:
            raise OSError("Xvfb does not start")
        self.display = f":{number}"

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

    def windows(self, title: str = "") -> list[str]:
        """The windows with such a title that are shown; menus have none."""
        found = self._run("xdotool", "search", "--onlyvisible", "--name", title, check=False)
        return found.split()

    def wait_for(self, title: str) -> str:
        """The window of that title, once it is there."""
        found: list[str] = []
        wait_until(lambda: bool(found.extend(self.windows(title)) or found), f"a window called {title}")
        return found[-1]

    def focus(self, window: str) -> None:
        """Have the window get the keys. No window manager does: when a dialogue closes, none has them."""

        def has_it() -> bool:
            self._run("xdotool", "windowfocus", window, check=False)  # fails while the window is not yet shown
            return self._run("xdotool", "getwindowfocus", "-f", check=False).strip() == window

        wait_until(has_it, f"window {window} to get the keys")

    def open_menu(self, window: str, keys: str) -> None:
        """Open a menu of the window, and see it open: keys pressed before are lost."""
        for _ in range(MENU_TRIES):
            self.focus(window)
            shown = len(self.windows())
            self.keys(keys)
            with suppress(TimeoutError):
                return self._wait_for_more(shown)
            self.keys("Escape", "Escape")
        raise TimeoutError(f"{keys} opens no menu")

    def _wait_for_more(self, windows: int) -> None:
        wait_until(lambda: len(self.windows()) > windows, "another window", MENU_WITHIN_SECONDS)

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
