"""The pictures show what is drawn today."""

from __future__ import annotations

import json
import re
from pathlib import Path

from docs.pictures import IMAGES, RECORD, digest, made_sources
from tests.spreadsheet import ROOT


def test_every_picture_shows_what_is_drawn(tmp_path: Path):
    """A picture from last year promises what is no longer there."""
    known = json.loads(RECORD.read_text("utf-8"))
    now = {name: digest(source.path) for name, source in made_sources(tmp_path).items()}
    assert [name for name in now if known.get(name) != now[name]] == [], "run make pictures, look at them, and commit them"


def test_every_picture_is_used_and_taken_by_the_command():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    shown = {name for page in pages for name in re.findall(r"images/([\w-]+)\.png", page.read_text("utf-8"))}
    assert shown == {path.stem for path in IMAGES.glob("*.png")} == set(json.loads(RECORD.read_text("utf-8")))
