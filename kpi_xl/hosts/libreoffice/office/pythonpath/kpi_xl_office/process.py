"""A Python of kpi-xl's own, talked to over its standard streams."""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import threading
import time
from typing import Any

from kpi_xl_office import settings

LENGTH = struct.Struct(">I")
PICKLE = 4

FOR_ITS_OWN_PYTHON = ("PYTHONHOME", "PYTHONPATH", "PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__")
"""What LibreOffice sets for the Python it brings, on Windows and the Mac; ours would not find its library with it."""


class Process:
    """One process, ended when it keeps us waiting for too long: LibreOffice waits with us."""

    def __init__(self, limit_seconds: float, module: str, *arguments: str) -> None:
        """Start *module* of kpi-xl.

        Raises:
            OSError: its Python is not there.
        """
        self._limit_seconds = limit_seconds
        self._deadline: float | None = None
        self._process = subprocess.Popen(
            # -P: what lies in the folder where LibreOffice was started is not ours to import
            [settings.interpreter(), "-P", "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if name not in FOR_ITS_OWN_PYTHON},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # a console would flash up on Windows
        )
        threading.Thread(target=self._watch, daemon=True).start()

        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._questions, self._answers = self._process.stdin, self._process.stdout

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def send(self, message: Any) -> None:
        content = pickle.dumps(message, protocol=PICKLE)
        self._questions.write(LENGTH.pack(len(content)) + content)
        self._questions.flush()

    def receive(self) -> Any:
        """The next message.

        Raises:
            TimeoutError: it took too long, and was ended.
            EOFError: it has ended.
        """
        deadline = self._deadline = time.monotonic() + self._limit_seconds
        try:
            head = self._answers.read(LENGTH.size)
            content = self._answers.read(LENGTH.unpack(head)[0]) if len(head) == LENGTH.size else b""
        finally:
            self._deadline = None
        if content:
            return pickle.loads(content)
        if time.monotonic() > deadline:
            raise TimeoutError("the process was too slow")
        raise EOFError("the process has ended")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        self._questions.close()
        self._answers.close()

    def _watch(self) -> None:
        """One thread for each process: one for each question takes too long."""
        while self._process.poll() is None:
            time.sleep(1)
            deadline = self._deadline
            if deadline is not None and time.monotonic() > deadline:
                self._process.kill()
