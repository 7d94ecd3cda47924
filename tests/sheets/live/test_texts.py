"""Texts that formulas build: each says what its twin in Python says, to an engine that is not Excel."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.live import days, figures
from kpi_xl.sheets.live.values import Live, cell
from kpi_xl.sheets.monthly.parts.formulas import kpi_text, percent, shown
from kpi_xl.sheets.role.parts.wording import figure, figure_words
from tests.ironcalc_engine import answers, destroyed, needs_ironcalc

KPIS = [kpi for role_id in ROLE_IDS for kpi in load_role(role_id).kpis]
VALUES = (0, 1, 0.5, 2.5, 0.2345, 0.0005, 47.25, 400, 500, 9_999_499, 9_999_500, 10_000_000, 12_345_678.5)
SIGNED = [*VALUES, *(-value for value in VALUES if value)]


def at(value: float) -> Live:
    """A number in brackets in place of its cell."""
    return cell(f"({value!r})", value)


@needs_ironcalc
@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_read_as_python_writes_them(language: str):
    """A card and a goal that say two things of one figure: halves rounded apart, ▲0, a condition that was not heeded."""
    with speaking(language):
        wanted = [(shown(kpi, value), f"={kpi_text(kpi, at(value))}") for kpi in KPIS for value in SIGNED]
        wanted += [(percent(value), f"={figures.percent(at(value))}") for value in SIGNED]
        wanted += [(figure_words(kpi, value), f"={figure(kpi, at(value))}") for kpi in KPIS for value in SIGNED]
    got = answers([formula for _, formula in wanted])
    assert [(text, each, formula) for (text, formula), each in zip(wanted, got, strict=True) if text != each] == []


@needs_ironcalc
@pytest.mark.parametrize(
    ("language", "wanted"),
    [("ja", ["2026年3月", "2026年3月9日", "2026年3月9日"]), ("en", ["2026-03", "2026-03-09", "Mar 9, 2026"])],
)
def test_days_read_as_the_language_writes_them(language: str, wanted: list[str]):
    day = days.day(f"{days.serial(date(2026, 3, 9)):g}", date(2026, 3, 9))
    with speaking(language):
        live = [days.month_text(day), days.day_text(day), days.day_in_sentence(day)]
        assert answers([f"={each}" for each in live]) == wanted
        assert [each.value for each in live] == wanted


@pytest.mark.xdist_group("every_kind")
def test_no_format_inside_a_formula_is_read_in_two_ways(every_kind: list[Path], tmp_path: Path):
    """German Excel writes JJJJ for yyyy, and a sign without a backslash or quotes is an error to some."""
    found = {
        re.sub(r'""[^"]*""|\\.', "", text)
        for path in every_kind
        for each in destroyed(path, tmp_path / "copy.xlsx")
        for text in re.findall(r'TEXT\((?:[^"]|"")*?,"((?:[^"]|"")*)"\)', re.sub(r"COUNTIF\([^()]*\)", "", each.text))
    }
    assert len(found) > 3
    assert [each for each in found if not re.fullmatch(r"[#,0.%;]+", each)] == []
