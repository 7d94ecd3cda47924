"""Questions to an Excel that only xlwings believes in, in a process of its own: see pretended_windows.py."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

WINDOWS = Path(__file__).parent / "pretended_windows.py"
NAMES = {"KGI_AMOUNT": 10_000_000, "UNIT_PRICE": 500_000, "WIN_RATE": 0.2, "APPOINTMENT_RATE": 0.05}
"""Named cells of a role workbook."""


class Excel:
    """Asks the process; what goes wrong there is printed by it."""

    def __init__(self, process):
        self.process = process

    def answers(self, *questions):
        """One answer for each question; see `pretended_windows.answers`."""
        pickle.dump(questions, self.process.stdin)
        self.process.stdin.flush()
        return pickle.load(self.process.stdout)

    def cell(self, name, *arguments, names=NAMES):
        """What the cell of a formula shows."""
        return self.answers(("call", name, arguments, names))[0][0]


@contextmanager
def pretended_excel(**environment):
    """Excel with further environment variables."""
    with subprocess.Popen(
        [sys.executable, WINDOWS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **environment}
    ) as process:
        yield Excel(process)
