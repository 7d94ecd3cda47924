"""Every text that a user can read, gathered from the sources: `Text` calls, labels of definitions and presets, pages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@dataclass(frozen=True)
class Said:
    """One text of one language; what a program fills in is {}, or {name} in a template."""

    place: str
    language: str
    words: str

    def __str__(self) -> str:
        return f"{self.place} ({self.language}): {self.words}"


@cache
def texts() -> tuple[Said, ...]:
    """All that programs, definitions and presets say."""
    return (*_of_code(), *_of_definitions())


@cache
def pages() -> tuple[Said, ...]:
    """The lines of the pages for users, each in the language that it is written in."""
    names = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    return tuple(said for name in names for said in _of_page(name))


def _of_code() -> Iterator[Said]:
    for path in sorted((ROOT / "kpi_xl").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _name(node.func) == "Text" and len(node.args) == 2:
                place = f"{path.relative_to(ROOT)}:{node.lineno}"
                for language, argument in zip(("ja", "en"), node.args, strict=True):
                    for words in _said(argument):
                        yield Said(place, language, words)


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _said(node: ast.expr) -> Iterator[str]:
    """The literal texts of an argument: an f-string with {} for what it fills in, both sides of a choice."""
    match node:
        case ast.Constant(value=str(words)):
            yield words
        case ast.JoinedStr(values=values):
            yield "".join(each.value if isinstance(each, ast.Constant) else "{}" for each in values)
        case ast.IfExp(body=body, orelse=other):
            yield from [*_said(body), *_said(other)]
        case ast.BinOp(left=left, right=right):
            lefts, rights = list(_said(left)), list(_said(right))
            yield from ["".join(parts) for parts in zip(lefts, rights, strict=False)] or [*lefts, *rights]


def _of_definitions() -> Iterator[Said]:
    folders = ROOT / "workbook_templates", ROOT / "kpi_xl" / "activity", ROOT / "kpi_xl" / "smart" / "vocabulary"
    for path in sorted(path for folder in folders for path in folder.rglob("*.toml")):
        for language, words in _labels(tomllib.loads(path.read_text(encoding="utf-8"))):
            yield Said(str(path.relative_to(ROOT)), language, words)


def _labels(table: object) -> Iterator[tuple[str, str]]:
    """Each { ja = "...", en = "..." }; lists of words are what people type, not what is said."""
    if isinstance(table, dict):
        if isinstance(table.get("ja"), str) and isinstance(table.get("en"), str):
            yield from (("ja", table["ja"]), ("en", table["en"]))
        else:
            for each in table.values():
                yield from _labels(each)
    elif isinstance(table, list):
        for each in table:
            yield from _labels(each)


def _of_page(path: Path) -> Iterator[Said]:
    in_code = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        in_code ^= line.startswith("```")
        bare = re.sub(r"`[^`]*`|\]\([^)]*\)", "", line)
        if bare.strip() and not in_code and not line.startswith("```"):
            yield Said(f"{path.relative_to(ROOT)}:{number}", "ja" if JAPANESE.search(bare) else "en", bare)
