"""What was judged already: kept beside the mutants, and good for the code and the tests that it was written for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.mutants.making import MUTANTS
from tests.mutants.trial import Verdict
from tests.spreadsheet import ROOT

_PATH = MUTANTS / "judged.json"


@dataclass
class Record:
    """The verdicts on mutants of one state of code and tests."""

    code: str  #: its digest
    tests: str  #: theirs
    tests_pass: bool  #: without any mutant
    verdicts: dict[str, Verdict]

    @classmethod
    def of_this_state(cls, keep_killed: bool) -> Record:
        """What an earlier run found of the same code with the same tests, or with tests to which some were only added."""
        new = cls(_digest(_code()), _digest(_tests()), False, {})
        if not _PATH.exists():
            return new
        known = json.loads(_PATH.read_text("utf-8"))
        verdicts = {name: Verdict(verdict) for name, verdict in known["verdicts"].items()}
        if (known["code"], known["tests"]) == (new.code, new.tests):
            return cls(new.code, new.tests, known["tests_pass"], verdicts)
        if keep_killed and known["code"] == new.code:
            new.verdicts = {name: verdict for name, verdict in verdicts.items() if verdict is Verdict.KILLED}
        return new

    def note(self, name: str, verdict: Verdict) -> None:
        """Add a verdict, and write the file."""
        self.verdicts[name] = verdict
        verdicts = {name: verdict.value for name, verdict in self.verdicts.items()}
        content = {"code": self.code, "tests": self.tests, "tests_pass": self.tests_pass, "verdicts": verdicts}
        _PATH.write_text(json.dumps(content, indent=1, ensure_ascii=False), "utf-8")


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _code() -> Iterator[Path]:
    """The code, and the definitions and examples that it reads."""
    for folder in ("kpi_xl", "workbook_templates", "examples"):
        yield from _files(ROOT / folder)


def _tests() -> Iterator[Path]:
    """The tests; this program only tells what they say."""
    yield ROOT / "pyproject.toml"
    yield from (path for path in _files(ROOT / "tests") if Path(__file__).parent not in path.parents)


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix != ".pyc")
