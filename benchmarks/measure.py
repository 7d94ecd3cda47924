"""What one process measures of itself."""

from __future__ import annotations

import re
import resource
import sys
from pathlib import Path
from time import perf_counter, process_time


class Watch:
    """Seconds of one part after another, and of the processor for all of them."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._cpu = process_time()
        self._last = perf_counter()

    def done(self, part: str) -> None:
        """*part* has taken from the part before until now."""
        now = perf_counter()
        self.seconds[part] = now - self._last
        self._last = now

    def results(self) -> dict[str, float]:
        return {**self.seconds, "cpu": process_time() - self._cpu, "megabytes": peak_megabytes()}


def peak_megabytes() -> float:
    """The most memory that this process has held, resident.

    Linux hands a process's `ru_maxrss` down from the process that started it, so it is asked elsewhere there.
    """
    status = Path("/proc/self/status")
    if status.exists() and (found := re.search(r"VmHWM:\s+(\d+) kB", status.read_text())):
        return int(found[1]) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
