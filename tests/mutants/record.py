"""What was judged already: kept beside the mutants, and good for the code and the tests that it was written for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.making import MUTANTS
from tests.mutants.trial import Verdict
from tests.spreadsheet import ROOT

_PATH = MUTANTS / "judged.json"
_JUDGED_BY = ("kpi_xl", "tests", "workbook_templates", "examples")


@dataclass
class Record:
    """The verdicts on mutants of one state of code and tests."""

    state: str
    tests_pass: bool  #: without any mutant
    verdicts: dict[str, Verdict]

    @classmethod
    def of_this_code(cls) -> Record:
        """The record of an earlier run on the same code and tests, or an empty one."""
        state = _state()
        known = json.loads(_PATH.read_text("utf-8")) if _PATH.exists() else {}
        if known.get("state") != state:
            return cls(state, False, {})
        return cls(state, known["tests_pass"], {name: Verdict(verdict) for name, verdict in known["verdicts"].items()})

    def note(self, name: str, verdict: Verdict) -> None:
        """Add a verdict, and write the file."""
        self.verdicts[name] = verdict
        verdicts = {name: verdict.value for name, verdict in self.verdicts.items()}
        content = {"state": self.state, "tests_pass": self.tests_pass, "verdicts": verdicts}
        _PATH.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")


def _state() -> str:
    digest = hashlib.sha256()
    for path in _files():
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """All that a verdict depends on; this program only tells it."""
    yield ROOT / "pyproject.toml"
    for folder in _JUDGED_BY:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc" and Path(__file__).parent not in path.parents:
                yield path
