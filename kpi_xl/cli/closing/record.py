"""The record of a close: what it read, what it wrote, and its figures, so that the next run replaces its own outputs alone and says what changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.cli.closing.plan import ClosePlan
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text
from kpi_xl.rounding import is_sane

VERSION = 1
LARGEST = 10_000_000
"""Bytes; a company of 5,000 members has one."""
Figures = Mapping[str, float | None]
"""Whose figure it is -> the actual of the KGI."""


@dataclass(frozen=True)
class Record:
    """One run."""

    day: str  #: up to which it counted
    inputs: Mapping[str, str] = field(default_factory=dict)  #: name of a file -> digest
    outputs: Mapping[str, str] = field(default_factory=dict)  #: path below the folder -> digest
    figures: Figures = field(default_factory=dict)

    def is_own(self, folder: Path, path: Path) -> bool:
        """True for a file that the run before wrote."""
        return below(folder, path) in self.outputs

    def is_untouched(self, folder: Path, path: Path) -> bool:
        """True where nobody has changed it since."""
        return self.outputs.get(below(folder, path)) == digest(path)


def record_path(plan: ClosePlan) -> Path:
    return plan.folder / f".kpi-xl-{plan.month}.json"


def read_record(plan: ClosePlan) -> Record | None:
    """The record of the run before; None where there was none.

    Raises:
        InputError: it is damaged: what is whose cannot be told.
    """
    path = record_path(plan)
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError
        found = json.loads(path.read_text("utf-8"))
        if found["version"] != VERSION:
            raise InputError([Finding(path.name, str(found["version"]), _OTHER_VERSION, _MOVE)])
        return Record(str(found["day"]), _words(found["inputs"]), _words(found["outputs"]), _figures(found["figures"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InputError([Finding(path.name, NO_VALUE, _DAMAGED, _MOVE)]) from None


def _words(part: Any) -> dict[str, str]:
    """Names with their digests.

    Raises:
        ValueError: they are anything else.
    """
    if not isinstance(part, dict) or not all(isinstance(value, str) for value in part.values()):
        raise ValueError(part)
    return part


def _figures(part: Any) -> dict[str, float | None]:
    """Figures, or blanks, by whose they are.

    Raises:
        ValueError: they are anything else.
    """
    if not isinstance(part, dict) or not all(value is None or _is_figure(value) for value in part.values()):
        raise ValueError(part)
    return part


def _is_figure(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and is_sane(value)


def record_of(month: MeasuredMonth, inputs: Sequence[Path], outputs: Mapping[Path, Path], folder: Path) -> Record:
    """The record of this run.

    Args:
        outputs: place -> where the file is now.
    """
    digests = {below(folder, place): digest(now) for place, now in outputs.items()}
    return Record(month.report.as_of.isoformat(), {name: digest(path) for name, path in _named(inputs).items()}, digests, figures_of(month))


def as_json(record: Record) -> str:
    shown: dict[str, Any] = {
        "version": VERSION, "day": record.day, "inputs": dict(record.inputs), "outputs": dict(record.outputs), "figures": dict(record.figures),
    }
    return json.dumps(shown, ensure_ascii=False, indent=1, allow_nan=False)


def figures_of(month: MeasuredMonth) -> dict[str, float | None]:
    """The KGI of the company, of every role in a team, of everybody."""
    found: dict[str, float | None] = {}
    if month.company:
        found[str(_COMPANY)] = month.company.kgi.actual
    for team in month.report.teams:
        for block in team.blocks:
            found[f"{team.name} {block.role.title}"] = block.total.kgi.actual
            for member in block.members:
                found[f"{team.name} {member.name}（{member.role.key}）"] = member.kgi.actual
    return found


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def below(folder: Path, path: Path) -> str:
    """The path from *folder* on; next month's workbook lies beside it."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _named(paths: Sequence[Path]) -> dict[str, Path]:
    """Each by its name; those of one name, in several folders, by the folder, too."""
    names = Counter(path.name for path in paths)
    return {path.name if names[path.name] == 1 else f"{path.parent.name}/{path.name}": path for path in paths}


_COMPANY = Text("全社", "Company")
_OTHER_VERSION = Text("は別のバージョンの締めの記録です", "is the version of another kpi-xl's record of a close")
_DAMAGED = Text("は締めの記録として読めません", "cannot be read as the record of a close")
_MOVE = Text("出力フォルダーを別の名前にしてから、もう一度実行してください", "Rename the folder for what is made, and run it again")
