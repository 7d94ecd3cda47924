"""Words of a file never become part of a query: headers, names, kinds, sources and mapping values are data."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import LogMapping, open_log, read_mapping
from kpi_xl.activity.fields import Field
from kpi_xl.activity.query import count_tallies
from kpi_xl.definitions import Tallied, Tally
from kpi_xl.periods import Month
from tests.activity.logs import read_log, write_log

HOSTILE = [
    "'; DROP TABLE raw; --",
    '"; DROP TABLE cleaned; --',
    "' OR 1=1 --",
    "x') UNION SELECT 1, current_date, 'a', '', 'won', 9, 9, 9, '', '' --",
    "$first",
    "${first}",
    "{0}",
    "%s",
    "\\",
    "a''b",
    '"quoted"',
    "); COPY log TO '/tmp/stolen'; --",
]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


@pytest.mark.parametrize("text", HOSTILE)
def test_a_name_is_only_a_name(tmp_path: Path, text: str):
    """In every column that holds words."""
    cells = ",".join(["2026-11-02", quoted(text), quoted(text), "受注", "1", "5", "", quoted(text), quoted(text)])
    read = read_log(write_log(tmp_path, cells))
    assert read.members == {text: text}
    assert read.column("account") == [text]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_header_is_only_a_header(tmp_path: Path, text: str):
    """As an extra column, and as one that a mapping names."""
    path = write_log(tmp_path, "2026-11-02,山田,受注,x", header=f"日付,担当者,種別,{quoted(text)}")
    assert read_log(path).account == (1, 1, 0, 0)
    columns = {"日付": Field.DATE, "種別": Field.KIND, text: Field.MEMBER}
    assert read_log(path, LogMapping(columns)).members == {"x": ""}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_kind_is_only_a_word(tmp_path: Path, text: str):
    """Unknown it is rejected, mapped it counts, ignored it is left out."""
    path = write_log(tmp_path, "2026-11-02,山田,受注", f"2026-11-02,山田,{quoted(text)}", header="日付,担当者,種別")
    columns = {"日付": Field.DATE, "担当者": Field.MEMBER, "種別": Field.KIND}
    assert read_log(path).account == (2, 1, 0, 1)
    assert read_log(path, LogMapping(columns, {text: "lost"})).column("kind") == ["won", "lost"]
    assert read_log(path, LogMapping(columns, ignored=(text,))).account == (2, 1, 1, 0)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_source_in_a_definition_is_only_a_word(tmp_path: Path, text: str):
    """A company writes sources into its own role file."""
    lines = [f"2026-11-02,山田,,アポ,3,,,,{quoted(text)}", "2026-11-02,山田,,アポ,4,,,,Web", "2026-11-02,山田,,アポ,5,,,,"]
    inside, outside = Tally(Tallied.COUNT, ("appointment",), (text,)), Tally(Tallied.COUNT, ("appointment",), (), (text,))
    with open_log(write_log(tmp_path, *lines)) as log:
        counted = count_tallies(log, (inside, outside), date(2026, 11, 1), date(2026, 11, 30))
    tallies = counted.of(["山田"], Month(2026, 11))
    assert (tallies[inside], tallies[outside]) == (3, 9)


def test_a_mapping_file_full_of_hostile_words_is_data_too(tmp_path: Path):
    """It arrives by mail from a colleague like any other file."""
    text = HOSTILE[0]
    (tmp_path / "map.toml").write_text(
        f"""
[columns]
"{text}" = "date"
"m" = "member"
"k" = "kind"

[kinds]
"{text}" = "won"
""",
        encoding="utf-8",
    )
    path = write_log(tmp_path, f"2026-11-02,{quoted(text)},{quoted(text)}", header=f"{quoted(text)},m,k")
    read = read_log(path, read_mapping(tmp_path / "map.toml"))
    assert read.members == {text: ""}
    assert read.column("kind") == ["won"]
