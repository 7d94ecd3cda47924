"""What a command does to files, one touch after another, and the places among them where it is killed."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

from kpi_xl.disks import STAGING_PREFIX

TOUCHING = frozenset({"open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "shutil.rmtree"})
"""Audit events of Python that come just before something is touched."""
RECORD = ".touches"
"""Among the copies: what was touched."""


class Phase(Enum):
    """Parts of a command's run, in their order."""

    READING = "reading"  #: and calculating
    WRITING = "writing"  #: beside the places of the outputs
    PUTTING = "putting"  #: in these places, by renaming
    CLEANING = "cleaning"  #: what waited, and copies


SHARES = {Phase.READING: 2, Phase.WRITING: 3, Phase.PUTTING: 4, Phase.CLEANING: 3}
"""How the kills are spread."""


@dataclass(frozen=True)
class Touch:
    """One of them."""

    second: float  #: since the command began
    event: str
    paths: tuple[str, ...]  #: of a renaming both


@dataclass(frozen=True)
class Place:
    """Where a command is killed."""

    touch: int  #: before this one, from 0 on
    later: float = 0.0  #: after it, by so many seconds: in the midst of what follows


def watch(folder: Path, copies: Path, place: Place | None) -> None:
    """Take down each touch of something in the folder or among the copies, and be killed at the place."""
    names, begun, log, done = (str(folder), str(copies)), time.monotonic(), os.open(copies / RECORD, os.O_WRONLY | os.O_CREAT | os.O_APPEND), 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal done
        if event not in TOUCHING or not isinstance(arguments[0], (str, os.PathLike)):
            return
        paths = [os.path.abspath(each) for each in arguments[: 2 if event == "os.rename" else 1] if isinstance(each, (str, os.PathLike))]  # noqa: PTH100
        if not paths[0].startswith(names) or (event == "open" and arguments[1] in ("r", "rb")):
            return
        os.write(log, (json.dumps([time.monotonic() - begun, event, paths]) + "\n").encode())
        if place is not None and done == place.touch:
            if not place.later:
                os.kill(os.getpid(), signal.SIGKILL)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)  # ends the process where it is, in whatever library
            signal.setitimer(signal.ITIMER_REAL, place.later)
        done += 1

    sys.addaudithook(hook)


def touches_in(copies: Path) -> list[Touch]:
    """What was taken down."""
    lines = map(json.loads, (copies / RECORD).read_text().splitlines())
    return [Touch(second, event, tuple(paths)) for second, event, paths in lines]


def phases_of(touches: Sequence[Touch]) -> list[Phase]:
    """The phase of each touch."""
    waits = [any(_is_waiting(path) for path in touch.paths) for touch in touches]
    puts = [touch.event == "os.rename" and _is_waiting(touch.paths[0]) and not _is_waiting(touch.paths[1]) for touch in touches]
    found, phase, left = [], Phase.READING, sum(puts)
    for does_wait, is_put in zip(waits, puts, strict=True):
        if phase is Phase.READING and does_wait:
            phase = Phase.WRITING
        if is_put:
            phase, left = Phase.PUTTING, left - 1
        elif phase is Phase.PUTTING and not left:
            phase = Phase.CLEANING
        found.append(phase)
    return found


def places(touches: Sequence[Touch], times: int, seconds: float) -> list[Place]:
    """*times* places, spread over the phases by `SHARES` and evenly within each; every second one in the midst of what follows a touch.

    Args:
        seconds: that the whole command took.
    """
    phases = phases_of(touches)
    there = [phase for phase in Phase if phase in phases]
    ends = [*(touch.second for touch in touches), seconds]
    gaps = [end - begin for begin, end in pairwise(ends)]
    found: list[Place] = []
    for phase, count in _spread(times, there):
        of_phase = [index for index, each in enumerate(phases) if each is phase]
        for turn in range(count):
            position = turn * len(of_phase) / count
            index = of_phase[int(position)]
            part = (turn + 1) / (count + 1)
            found.append(Place(index, max(gaps[index] * part, _SHORTEST) if turn % 2 else 0.0))
    return found


_SHORTEST = 0.0001


def _spread(times: int, phases: Sequence[Phase]) -> Iterable[tuple[Phase, int]]:
    whole, given = sum(SHARES[phase] for phase in phases), 0
    so_far = 0
    for phase in phases:
        so_far += SHARES[phase]
        count = round(times * so_far / whole) - given
        given += count
        yield phase, count


def _is_waiting(path: str) -> bool:
    return f"{os.sep}{STAGING_PREFIX}" in path and not path.endswith(".json")
