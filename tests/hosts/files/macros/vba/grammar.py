"""VBA's grammar (PyPI antlr4-vba): would the editor of Excel take the text of a module?

It takes a minute for xlwings' module, so texts that were parsed once are recorded by their hash, beside this file:
`python -m tests.hosts.files.macros.vba.grammar` parses what has changed and records it.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

RECORD = Path(__file__).with_name("parsed_modules.json")
try:
    import antlr4_vba
except ImportError:
    antlr4_vba = None

VBA_GRAMMAR = antlr4_vba is not None
NO_VBA_GRAMMAR = "A grammar of VBA (PyPI antlr4-vba) does not run here: changed modules are not parsed"
needs_vba_grammar = pytest.mark.needs_vba_grammar

MACHINES = {
    "Windows": {"VBA6": 1, "VBA7": 1, "Win32": 1, "Win64": 1, "MAC_OFFICE_VERSION": 0, "Mac": 0},
    "Mac": {"VBA6": 1, "VBA7": 1, "Win32": 0, "Win64": 0, "MAC_OFFICE_VERSION": 16, "Mac": 1},
}
"""Constants by which a module chooses its lines (#If)."""

_NAME = re.compile(r'^Attribute VB_Name = "(\w+)"', re.MULTILINE)
_UNREAD_ATTRIBUTE = re.compile(r"Attribute VB_(Base|Description|TemplateDerived|Customizable) ")
"""Attributes of a module that Excel writes and the grammar does not know."""
_CLASS_HEAD = "VERSION 1.0 CLASS\nBEGIN\n  MultiUse = -1\nEND\n"
"""An exported class begins so, the same class within a project does not; the grammar is that of exported files."""
_DIRECTIVE = re.compile(r"\s*#(Const|If|ElseIf|Else|End If)\b(.*)", re.IGNORECASE)


def modules() -> dict[str, str]:
    """Name and hash -> text of every module that we ship: of the committed files, and of both languages."""
    from kpi_xl.cli.planning.templating import templates_folder
    from kpi_xl.language import LANGUAGES
    from tests.hosts.files.macros.vba.reading import sources_of
    from tests.hosts.files.packages import members_of

    texts = [text for kind in ("xlsm", "xlam") for language in LANGUAGES for text in _texts(kind, language)]
    for path in sorted(templates_folder().glob("*.xl*m")):
        texts += sources_of(members_of(path)["xl/vbaProject.bin"]).values()
    plain = ("\n".join(text.splitlines()) + "\n" for text in texts)
    return {known_as(text): text for text in plain}


def known_as(text: str) -> str:
    """The module's name and the hash of its text."""
    return f"{_NAME.search(text)[1]} {hashlib.sha256(text.encode()).hexdigest()}"


def _texts(kind: Any, language: Any) -> tuple[str, ...]:
    from kpi_xl.hosts.excel.vba.sources import module_texts
    from kpi_xl.language import speaking

    with speaking(language):
        return module_texts(kind)


def recorded() -> set[str]:
    """Names and hashes of the modules that were parsed before."""
    return set(json.loads(RECORD.read_text("ascii"))) if RECORD.exists() else set()


def faults(text: str) -> list[str]:
    """What is no VBA in a module, on either system: line, column and what the grammar expected."""
    whole = text if text.startswith("VERSION") or "Attribute VB_GlobalNameSpace" not in text else _CLASS_HEAD + text
    variants: dict[str, str] = {}
    for machine, constants in MACHINES.items():
        variants.setdefault(chosen(whole, constants), machine)
    return [f"{machine} {fault}" for variant, machine in variants.items() for fault in _parsed(variant)]


def chosen(text: str, constants: Mapping[str, object]) -> str:
    """The lines that a machine compiles; all others, and attributes that the grammar does not know, are blank."""
    known, within, lines = dict(constants), [], []
    for line in text.splitlines():
        directive = _DIRECTIVE.match(line)
        if directive:
            _obey(directive[1].casefold(), directive[2].partition("'")[0], known, within)
        is_read = not directive and all(is_on for is_on, _ in within) and not _UNREAD_ATTRIBUTE.match(line)
        lines.append(line if is_read else "")
    return "\n".join(lines) + "\n"


def _obey(directive: str, rest: str, constants: dict[str, object], within: list[tuple[bool, bool]]) -> None:
    """Follow one directive; *within*: of each #If around, whether its lines are on, and whether any of its parts was."""
    if directive == "const":
        name, _, value = rest.partition("=")
        constants[name.strip().casefold()] = _value(value, constants)
    elif directive == "if":
        is_true = bool(_value(rest.replace("Then", ""), constants))
        within.append((is_true, is_true))
    elif directive == "end if":
        within.pop()
    else:
        _, was_on = within.pop()
        is_on = not was_on and (directive == "else" or bool(_value(rest.replace("Then", ""), constants)))
        within.append((is_on, was_on or is_on))


def _value(expression: str, constants: Mapping[str, object]) -> Any:
    """A condition of VBA, as Python reads it: ``Mac Or Not Win64``, ``App = "Microsoft Excel"``. What is unknown is 0."""
    python = re.sub(r"(?<![<>])=", "==", expression.strip())
    python = re.sub(r"\b(And|Or|Not)\b", lambda match: match[0].lower(), python)
    known = {name.casefold(): value for name, value in constants.items()} | {"true": True, "false": False}
    words = {
        word: known.get(word.casefold(), 0)
        for word in re.findall(r'\b[A-Za-z_]\w*\b(?=(?:[^"]*"[^"]*")*[^"]*$)', python)
    }
    return eval(python, {"__builtins__": {}}, words)  # a line of our own sources


def _parsed(text: str) -> Iterator[str]:
    from antlr4 import CommonTokenStream, InputStream
    from antlr4.error.ErrorListener import ErrorListener
    from antlr4_vba.vbaLexer import vbaLexer
    from antlr4_vba.vbaParser import vbaParser

    found: list[str] = []

    class Listener(ErrorListener):
        def syntaxError(self, recognizer, symbol, line, column, message, error):
            found.append(f"{line}:{column} {message}")

    lexer = vbaLexer(InputStream(text))
    parser = vbaParser(CommonTokenStream(lexer))
    for each in (lexer, parser):
        each.removeErrorListeners()
        each.addErrorListener(Listener())
    parser.startRule()
    return iter(found)


def record(names: Iterable[str]) -> None:
    RECORD.write_text(json.dumps(sorted(names), indent=1) + "\n", "ascii")


def main() -> int:
    """Parse what is not recorded, and record all that is sound and still shipped."""
    known, sound, wrong = recorded(), set(), 0
    for name, text in modules().items():
        found = [] if name in known else faults(text)
        wrong += bool(found)
        if not found:
            sound.add(name)
        print(name, "known" if name in known else found or "parsed", flush=True)
    record(sound)
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
