"""Member names of a log looked up in the plan's member table."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import open_log, read_mapping
from kpi_xl.activity.words.member_names import MemberTable, modern
from tests.activity.logs import read_log, write_log

VARIANTS = [
    ("高橋", "髙橋"), ("山崎", "山﨑"), ("渡辺", "渡邊"), ("渡邉", "渡辺"), ("斎藤", "齋藤"), ("斎藤", "齊藤"), ("浜田", "濵田"), ("浜田", "濱田"),
    ("徳田", "德田"), ("広沢", "廣澤"), ("島田", "嶋田"), ("関", "關"), ("桜井", "櫻井"), ("国分", "國分"), ("吉田", "𠮷田"),
]  # fmt: skip


def members_of(folder: Path, names: list[str], listed: list[str]) -> list[str]:
    path = write_log(folder, *(f"2026-11-02,{name},,架電,1,,,," for name in names))
    return read_log(path, members=listed).column("member")


@pytest.mark.parametrize(("listed", "logged"), VARIANTS)
def test_old_and_variant_characters_find_the_listed_name(tmp_path: Path, listed: str, logged: str):
    """The CRM has 髙橋 as in the register, the plan has 高橋 as people type it."""
    assert members_of(tmp_path, [f"{logged}　一郎", f"{listed}一郎"], [f"{listed} 一郎"]) == [f"{listed} 一郎"] * 2


def test_width_case_and_spaces_do_not_matter(tmp_path: Path):
    """The report shows the name as the plan writes it."""
    logged = ["ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダタロウ", "SMITH", "ｓｍｉｔｈ "]
    assert members_of(tmp_path, logged, ["ヤマダ　タロウ", "Smith"]) == ["ヤマダ　タロウ"] * 2 + ["Smith"] * 2


def test_two_people_who_differ_by_a_variant_alone_stay_two(tmp_path: Path):
    """斎藤 and 齋藤 in one team: each finds their own; 齊藤 could be either and is neither."""
    listed = ["斎藤", "齋藤"]
    assert members_of(tmp_path, ["齋藤", "斎藤", "齊藤"], listed) == ["齋藤", "斎藤", "齊藤"]


def test_without_a_table_variants_stay_different(tmp_path: Path):
    """Nothing says that they are one person."""
    assert members_of(tmp_path, ["高橋", "髙橋"], []) == ["高橋", "髙橋"]


def test_unknown_members_are_listed_with_the_nearest(tmp_path: Path):
    """A slip of the pen, a new colleague, a user of another team; with their rows, the most first."""
    lines = [f"2026-11-02,{name},,架電,1,,,," for name in ("佐藤 花子", "佐藤 華子", "佐藤 華子", "Integration User", "佐藤花子")]
    with open_log(write_log(tmp_path, *lines), members=["佐藤 花子", "佐藤 次郎", "鈴木"]) as log:
        found = [(member.name, member.count, member.nearest[:1]) for member in log.unknown]
    assert sorted(found) == [("Integration User", 1, ()), ("佐藤 華子", 2, ("佐藤 花子",))]


def test_a_remark_below_a_report_is_nobody(tmp_path: Path):
    """What no row that counts names is no member who lacks a plan: a remark, a row without a day."""
    lines = ("2026-11-02,佐藤,,架電,1,,,,", "2026-11-02,鈴木,,架電,1,,,,", ",社外秘 - 転送しないこと,,,,,,,", ",田中,,架電,1,,,,")
    with open_log(write_log(tmp_path, *lines), members=["佐藤"]) as log:
        assert [(member.name, member.count) for member in log.unknown] == [("鈴木", 1)]
        assert (log.read, log.rejected + log.skipped) == (2, 2)


def test_ids_are_looked_up_in_a_table_beside_the_log(tmp_path: Path):
    """A data loader exports owner ids; the user table beside the export knows the names and teams."""
    (tmp_path / "users.csv").write_text("Id,Name,Team\n005A,山田 太郎,東\n005B,佐藤,西\n", encoding="utf-8")
    (tmp_path / "map.toml").write_text(
        '[columns]\nCloseDate = "date"\nOwnerId = "member"\nStage = "kind"\n\n'
        '[members]\nfile = "users.csv"\nid = "Id"\nmember = "Name"\nteam = "Team"\n',
        encoding="utf-8",
    )
    path = write_log(tmp_path, "2026-11-02,005A,受注", "2026-11-02,005Z,受注", header="CloseDate,OwnerId,Stage")
    read = read_log(path, read_mapping(tmp_path / "map.toml"))
    assert read.members == {"山田 太郎": "東", "005Z": "", "佐藤": "西"}


NAMES = st.text(st.sampled_from("高髙崎﨑辺邊邉斎齋山田一ab "), min_size=1, max_size=5).filter(str.strip)


@settings(max_examples=100)
@given(names=st.lists(NAMES, min_size=1, max_size=6), text=NAMES)
def test_a_found_name_is_listed_and_looks_the_same(names: list[str], text: str):
    """And every listed name finds a listed name that is written the same but for width, case and spaces."""
    table = MemberTable(names)
    found = table.find(text)
    assert found is None or (found in names and modern(found) == modern(text))
    for name in names:
        listed = table.find(name)
        assert listed is not None
        assert listed.replace(" ", "") == name.replace(" ", "")
