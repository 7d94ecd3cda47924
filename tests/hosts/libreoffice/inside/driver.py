"""Runs on a Python that has `uno`: holds one LibreOffice and does what the tests ask of it, until they close the pipe.

A request is a pickle of ``(job, arguments)``, the job a function of jobs.py, steps.py, edits.py or window.py; so is the answer,
``(result, traceback, whether LibreOffice lives)``.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOST = HERE.parents[3] / "kpi_xl" / "hosts" / "libreoffice"
sys.path[:0] = [str(HOST / "registering"), str(HOST / "office" / "pythonpath"), str(HERE)]

import edits  # noqa: E402
import jobs  # noqa: E402
import steps  # noqa: E402
import window  # noqa: E402
from com.sun.star.uno import RuntimeException  # noqa: E402
from own_office import OwnOffice  # noqa: E402

JOBS = {**vars(jobs), **vars(steps), **vars(edits), **vars(window)}


def main(soffice: str, profile: str, *options: str) -> None:
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # so that LibreOffice is ended
    os.dup2(2, 1)  # what else may print does not disturb the answers
    with OwnOffice(soffice, Path(profile), options) as office:
        _answer(answers, office.process.pid)
        while True:
            try:
                name, arguments = pickle.load(requests)
            except EOFError:
                return
            try:
                _answer(answers, JOBS[name](office, *arguments))
            except Exception:  # noqa: BLE001  (the test that asked fails with it)
                _answer(answers, None, traceback.format_exc(), is_alive(office))


def is_alive(office) -> bool:
    """Whether it still answers."""
    try:
        return office.desktop is not None
    except RuntimeException:
        return False


def _answer(stream, result, failure=None, lives=True) -> None:
    pickle.dump((result, failure, lives), stream, protocol=4)
    stream.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
