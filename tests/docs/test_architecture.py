"""What is written for whoever carries the work on is true of the code as it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.rooms import PAGE, arrows, levels, page_with_picture, purpose, reached, uses

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = ("docs/architecture.md", "CONTRIBUTING.md")
PLACES = (ROOT, ROOT / "kpi_xl")
"""Where a path in these pages may begin."""
USES = uses()


def test_the_picture_of_the_rooms_is_that_of_the_code():
    """A picture from last year leads to rooms that are gone."""
    page = PAGE.read_text("utf-8")
    assert page == page_with_picture(page), "run make docs, and commit what it wrote"


def test_every_arrow_leads_down():
    """The picture and the contract that import-linter holds tell of the same order."""
    level_of = {room: number for number, level in enumerate(levels()) for room in level}
    assert [(room, other) for room, other in arrows(USES) if level_of[room] >= level_of[other]] == []
    assert len(level_of) > 15


def test_the_arrows_stand_for_every_import():
    """What the picture leaves out is reached along what it shows."""
    drawn = {room: frozenset(other for start, other in arrows(USES) if start == room) for room in USES}
    assert {room: reached(room, drawn) for room in USES} == {room: reached(room, USES) for room in USES}


def test_every_room_says_what_it_is_for():
    """Whoever opens a folder reads first what belongs there."""
    assert [room for room in USES if len(purpose(room)) < 15] == []
    packages = [path for path in (ROOT / "kpi_xl").rglob("__init__.py") if "pythonpath" not in path.parts]
    assert [str(path.relative_to(ROOT)) for path in packages if not path.read_text("utf-8").startswith('"""')] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_a_page_names_is_there(page: str):
    """Who follows a description step by step is lost at the first file that was moved."""
    assert [name for name in paths_in(page) if not files_at(name)] == []
    assert len(paths_in(page)) > 10


@pytest.mark.parametrize("page", PAGES)
def test_what_a_step_names_stands_in_a_file_of_that_step(page: str):
    """A function that was renamed cannot be looked up."""
    lost = []
    for step in steps_of((ROOT / page).read_text("utf-8")):
        code = " ".join(path.read_text("utf-8") for name in quoted(step) if is_path(name) for path in files_at(name) if path.is_file())
        lost += [name for name in quoted(step) if code and re.fullmatch(r"_?[A-Za-z]\w+", name) and not re.search(rf"\b{name}\b", code)]
    assert lost == []


def test_links_between_the_pages_lead_somewhere():
    """They are read on GitHub, and in an editor."""
    for page in PAGES:
        here = ROOT / page
        targets = [target for target in re.findall(r"\]\(([^)#]+)\)", here.read_text("utf-8")) if "://" not in target]
        assert [target for target in targets if not (here.parent / target).exists()] == []


# --- Reading a page ---------------------------------------------------------------------------------------------------


def quoted(text: str) -> list[str]:
    """What stands between backticks, blocks of code left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))


def is_path(name: str) -> bool:
    """A file with its ending, or a folder with a slash behind it; ``*`` stands for a name to be chosen."""
    return re.fullmatch(r"[\w.*/-]+(/|\.(py|toml|md|cfg|bas|idl|rdb|xlsm|xlam))", name) is not None


def paths_in(page: str) -> list[str]:
    return [name for name in quoted((ROOT / page).read_text("utf-8")) if is_path(name)]


def files_at(name: str) -> list[Path]:
    return [path for place in PLACES for path in place.glob(name.rstrip("/"))]


def steps_of(text: str) -> list[str]:
    """The items of numbered lists, each with its further lines."""
    return re.findall(r"^\d+\. .*(?:\n +.*)*", text, re.MULTILINE)
