"""Runs on a Python that has `uno`: holds one LibreOffice and does what the tests ask of it, until they close the pipe.

A request is a pickle of ``(function of jobs.py, arguments)``; so is the answer, ``(result, None)`` or ``(None, traceback)``.
"""

from __future__ import annotations

import os
import pickle
import sys
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOST = HERE.parents[3] / "kpi_xl" / "hosts" / "libreoffice"
sys.path[:0] = [str(HOST / "registering"), str(HOST / "office" / "pythonpath"), str(HERE)]

import jobs  # noqa: E402
from own_office import own_office  # noqa: E402


def main(soffice: str, profile: str, *options: str) -> None:
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what else may print does not disturb the answers
    with own_office(soffice, Path(profile), options) as office:
        _answer(answers, (office.process.pid, None))
        while True:
            try:
                name, arguments = pickle.load(requests)
            except EOFError:
                return
            try:
                _answer(answers, (getattr(jobs, name)(office, *arguments), None))
            except Exception:  # noqa: BLE001  (the test that asked fails with it)
                _answer(answers, (None, traceback.format_exc()))


def _answer(stream, answer) -> None:
    pickle.dump(answer, stream, protocol=4)
    stream.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
