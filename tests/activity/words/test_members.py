"""Who did it: spellings of one name, teams, and the members file beside a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import LogMapping, read_mapping
from kpi_xl.errors import InputError
from tests.activity.logs import Read, read_lines, read_log, write_log


@pytest.mark.parametrize(
    "spellings",
    [
        ("山田 太郎", "山田　太郎", "山田太郎", " 山田太郎 "),
        ("ヤマダ", "ﾔﾏﾀﾞ"),
        ("Smith", "SMITH", "ｓｍｉｔｈ", "smith "),
        ("㈱山田", "(株)山田"),
        ("Tanaka 2", "tanaka２"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_member_are_one_member(tmp_path: Path, spellings: tuple[str, ...]):
    """Half of the calls under 山田 太郎 and half under 山田太郎 would make two people who both miss their target."""
    read = read_lines(tmp_path, *(f"2026-11-02,{spelling},,架電,1,,,," for spelling in spellings))
    assert len(set(read.column("member"))) == 1
    assert read.summary.members == 1


def test_the_commonest_spelling_is_shown(tmp_path: Path):
    """One slip must not rename a person on the sheet; on a tie the first spelling stays."""
    read = read_lines(tmp_path, *(f"2026-11-02,{name},,架電,1,,,," for name in ("ﾔﾏﾀﾞ", "ヤマダ", "ヤマダ")))
    assert set(read.column("member")) == {"ヤマダ"}
    read = read_lines(tmp_path, *(f"2026-11-02,{name},,架電,1,,,," for name in ("SATO", "Sato")))
    assert set(read.column("member")) == {"SATO"}


def test_different_members_stay_different(tmp_path: Path):
    """齋藤 and 斎藤 are two families; width and case are all that is forgiven."""
    names = ["齋藤", "斎藤", "斉藤", "山田 太郎", "山田 次郎", "ばば", "はは"]
    read = read_lines(tmp_path, *(f"2026-11-02,{name},,架電,1,,,," for name in names))
    assert read.column("member") == names


def test_spellings_of_one_team_are_one_team(tmp_path: Path):
    """第1営業部 and 第１営業部 would be two teams in the report."""
    read = read_lines(tmp_path, "2026-11-02,a,第1営業部,架電,1,,,,", "2026-11-02,b,第１営業部,架電,1,,,,", "2026-11-02,c,第1営業部,架電,1,,,,")
    assert read.members == {"a": "第1営業部", "b": "第1営業部", "c": "第1営業部"}


def test_a_member_belongs_to_the_team_of_the_last_row(tmp_path: Path):
    """People move between teams, and exports are not in order; a blank team says nothing."""
    read = read_lines(
        tmp_path, "2026-11-20,山田,西,架電,1,,,,", "2026-11-02,山田,東,架電,1,,,,", "2026-11-25,山田,,架電,1,,,,",
        "2026-11-20,佐藤,東,架電,1,,,,", "2026-11-20,佐藤,西,架電,1,,,,",
    )  # fmt: skip
    assert read.members == {"山田": "西", "佐藤": "西"}


def test_members_stand_in_the_order_of_the_log(tmp_path: Path):
    """The sheets follow the list that people know."""
    read = read_lines(tmp_path, *(f"2026-11-{day:02d},{name},,架電,1,,,," for day, name in ((9, "c"), (2, "a"), (5, "b"), (1, "a"))))
    assert list(read.members) == ["c", "a", "b"]


FORMULAS = ["=1+1", "=cmd|' /C calc'!A0", "+SUM(A1)", "-2+3", "@SUM(1)", "=HYPERLINK(\"\"http://x\"\")"]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path):
    """A name from a web form must never be computed; it is kept letter by letter."""
    read = read_lines(tmp_path, *(f'2026-11-02,"{formula}",,架電,1,,,"{formula}",' for formula in FORMULAS))
    shown = [formula.replace('""', '"') for formula in FORMULAS]
    assert read.column("member") == shown
    assert read.column("account") == shown


MAPPING = """
[columns]
"日付" = "date"
"担当者" = "member"
"種別" = "kind"

[members]
file = "people.csv"
member = "氏名"
team = "部署"
"""


def with_people(folder: Path, people: str, *lines: str, encoding: str = "utf-8", mapping: str = MAPPING) -> Read:
    (folder / "people.csv").write_bytes(people.encode(encoding))
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    path = write_log(folder, *lines, header="日付,担当者,種別")
    return read_log(path, read_mapping(folder / "map.toml"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_members_file_gives_the_teams(tmp_path: Path, encoding: str):
    """A CRM knows the deals, the personnel list knows the teams."""
    read = with_people(tmp_path, "部署,氏名\n髙島 東,山田\n西,佐藤\n", "2026-11-02,山田,受注", encoding=encoding)
    assert read.members == {"山田": "髙島 東", "佐藤": "西"}
    assert read.summary.members == 2


def test_members_of_the_file_are_known_by_any_spelling(tmp_path: Path):
    """山田　太郎 in the personnel list is 山田太郎 in the CRM, not a second person without any activity."""
    read = with_people(tmp_path, "部署,氏名\n東,山田　太郎\n西,ｻﾄｳ\n", "2026-11-02,山田太郎,受注", "2026-11-02,サトウ,受注")
    assert read.members == {"山田太郎": "東", "サトウ": "西"}
    assert read.summary.members == 2


def test_whoever_is_not_in_the_file_has_no_team(tmp_path: Path):
    """They are listed all the same."""
    read = with_people(tmp_path, "部署,氏名\n東,山田\n", "2026-11-02,鈴木,受注")
    assert read.members == {"鈴木": "", "山田": "東"}


def test_a_members_file_may_name_members_alone(tmp_path: Path):
    """So that people without any activity are listed too."""
    mapping = MAPPING.replace('team = "部署"\n', "")
    read = with_people(tmp_path, "氏名\n山田\n佐藤\n", "2026-11-02,山田,受注", mapping=mapping)
    assert read.members == {"山田": "", "佐藤": ""}


@pytest.mark.parametrize("people", ["", "name,部署\na,b\n"])
def test_a_broken_members_file_is_refused_under_its_own_name(tmp_path: Path, people: str):
    """Not under that of the log; and without what it holds: a stranger's mapping may name any file that lies there."""
    with pytest.raises(InputError) as caught:
        with_people(tmp_path, people, "2026-11-02,山田,受注")
    assert str(caught.value) == (
        "people.csv は、対応表の [members] が名指す担当者の表として読めません。[members] に書いた列（氏名、部署）が見出しにあるかを確認してください。"
    )


def test_a_missing_members_file_is_refused_with_its_path(tmp_path: Path):
    """It lies beside the log, wherever the command is run."""
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    path = write_log(tmp_path, "2026-11-02,山田,受注", header="日付,担当者,種別")
    with pytest.raises(InputError) as caught:
        read_log(path, read_mapping(tmp_path / "map.toml"))
    assert str(caught.value) == f"{tmp_path / 'people.csv'}：ファイルがありません。場所と名前を確認してください。"


def test_without_a_mapping_nothing_beside_the_log_is_read(tmp_path: Path):
    """Only a mapping names other files."""
    (tmp_path / "people.csv").write_text("部署,氏名\n東,佐藤\n", encoding="utf-8")
    assert read_log(write_log(tmp_path, "2026-11-02,山田,,受注,1,,,,"), LogMapping()).members == {"山田": ""}
