"""The house stays as it was laid out: folders that can be taken in at a glance, modules and functions that are short.

Which room may know which, and that nothing imports in a circle, import-linter keeps.
"""

from __future__ import annotations

import ast
import statistics
from collections import Counter
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

from tests.spreadsheet import ROOT

HOUSE = ROOT / "kpi_xl"
MOST_MODULES = 15
LONGEST_MODULE = 300
TYPICAL_BODY, LONG_BODY = 4, 12
"""Lines of a function's body, without its docstring, blanks and comments: the median, and what nine in ten keep."""
OFFICE = HOUSE / "hosts" / "libreoffice" / "office" / "pythonpath"
"""What LibreOffice's own Python loads: a package of its own, which import-linter does not see."""


def modules() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def bodies() -> Iterator[int]:
    """How many lines each function of the house has."""
    for path in modules():
        lines = path.read_text("utf-8").splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
                code = lines[body[0].lineno - 1 : body[-1].end_lineno] if body else []
                yield sum(1 for line in code if line.strip() and not line.lstrip().startswith("#"))


def test_no_folder_is_too_full_to_be_taken_in():
    """Whoever looks for a thing opens the folder whose name says it, and sees all of it."""
    counts = Counter(path.parent for path in modules() if path.name != "__init__.py")
    assert {str(folder.relative_to(ROOT)): count for folder, count in counts.items() if count > MOST_MODULES} == {}
    assert sum(counts.values()) > 350


def test_nothing_in_libreoffice_imports_in_a_circle():
    """What import-linter holds elsewhere, of modules and of folders, late imports too."""
    modules = {".".join(path.relative_to(OFFICE).with_suffix("").parts): path for path in OFFICE.rglob("*.py")}
    imports = {name: {found for found in imported(path) if found in modules} for name, path in modules.items()}
    assert sum(map(len, imports.values())) > 20
    folders = {name: name.rpartition(".")[0] for name in modules}
    between = {folder: set[str]() for folder in folders.values()}
    for name, others in imports.items():
        between[folders[name]] |= {folders[other] for other in others} - {folders[name], "kpi_xl_office"}
    for graph in (imports, between):
        tuple(TopologicalSorter(graph).static_order())  # CycleError names the circle


def imported(path: Path) -> Iterator[str]:
    """The dotted names that a module imports from, or imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield str(node.module)
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def test_no_module_is_longer_than_a_reading():
    """One noun a file; a file that outgrows it holds two."""
    lengths = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_stay_short():
    """Half of them have four lines, nine in ten at most twelve: each is understood where it stands."""
    lengths = sorted(bodies())
    assert len(lengths) > 2_500
    assert statistics.median(lengths) <= TYPICAL_BODY
    assert lengths[int(0.9 * len(lengths))] <= LONG_BODY
