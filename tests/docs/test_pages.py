"""The documents tell what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kpi_xl.cli.commands.group import build
from kpi_xl.cli.reference.pages import pages
from kpi_xl.functions import catalogue
from kpi_xl.hosts.commands.catalogue import with_python
from kpi_xl.language import speaking

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", list(pages()))
def test_generated_page_is_up_to_date(name: str):
    """``make docs`` was run after the last change of what the page is made from."""
    is_up_to_date = (ROOT / "docs" / name).read_text("utf-8") == pages()[name]
    assert is_up_to_date, f"docs/{name} is out of date: run make docs, and commit what it wrote"


def test_readme_names_every_command():
    """A command nobody can read of is one that nobody uses."""
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in build().commands if not re.search(rf"(kpi-xl|make) {name}\b", readme)] == []


@pytest.mark.parametrize("page", ["README.md", "docs/libreoffice.md"])
def test_every_button_is_named_as_it_is_labelled(page: str):
    """Whoever looks for a button looks for the word that the text used."""
    text = (ROOT / page).read_text("utf-8")
    told_apart = {"NewBook", "ShowHelp"} if page == "README.md" else set()
    assert [each.label.ja for each in with_python().values() if each.id not in told_apart and each.label.ja not in text] == []


def test_links_of_the_readme_lead_somewhere():
    """Pictures and pages beside the README are there."""
    readme = (ROOT / "README.md").read_text("utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in target]
    assert len(targets) > 5
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_links_of_the_pages_lead_somewhere():
    """From page to page, and back."""
    for page in (ROOT / "docs").glob("*.md"):
        targets = [each for each in re.findall(r"\]\(([^)#]+)\)", page.read_text("utf-8")) if "://" not in each]
        assert [target for target in targets if not (page.parent / target).exists()] == [], page.name


@pytest.mark.parametrize("name", ["functions.md", "functions.en.md"])
def test_the_reference_leads_to_every_function(name: str):
    """The list at the top is how people find the one they need; each has its section, its example and its errors."""
    page = (ROOT / "docs" / name).read_text("utf-8")
    sections = dict(re.findall(r"^### (KPI_\w+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL))
    assert list(sections) == [function.name for function in catalogue()], "run make docs, and commit what it wrote"
    assert re.findall(r"\(#(kpi_\w+)\)", page) == [function.lower() for function in sections]
    for function in catalogue():
        with speaking("en" if ".en." in name else "ja"):
            said = [function.signature, str(function.help), function.example, str(function.errors)]
        assert [words for words in said if words not in sections[function.name]] == []
