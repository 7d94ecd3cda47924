"""The most memory that this process has held."""

from __future__ import annotations

import resource
import sys


def peak_megabytes() -> float:
    """Resident, in MB; the system counts in KB on Linux, in bytes on macOS."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
