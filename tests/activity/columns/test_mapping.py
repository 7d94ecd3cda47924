"""Mapping files: another system's columns and values read as ours, and what a broken one gets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kpi_xl.activity import read_mapping
from kpi_xl.activity.columns.mapping import MembersFile
from kpi_xl.activity.days import DateOrder
from kpi_xl.activity.fields import Field
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import Row, read_log, write_log

GOOD = """\
[read]
date_order = "mdy"

[columns]
close_date = "date"
owner = "member"
stage = "kind"
"金額（※必須項目です）" = "金額"

[kinds]
"Closed Won" = "won"
"Closed Lost" = "失注"
"Qualification" = false

[members]
file = "people.csv"
member = "name"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "crm.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(folder: Path, text: str, language: str = "ja") -> list[str]:
    with pytest.raises(InputError) as caught, speaking(language):
        read_mapping(written(folder, text))
    with speaking(language):
        return str(caught.value).splitlines()


def test_a_mapping_says_columns_kinds_order_and_members(tmp_path: Path):
    """Fields and kinds may be named in either language."""
    mapping = read_mapping(written(tmp_path, GOOD))
    assert mapping.columns == {
        "close_date": Field.DATE, "owner": Field.MEMBER, "stage": Field.KIND, "金額（※必須項目です）": Field.AMOUNT,
    }  # fmt: skip
    assert mapping.kinds == {"Closed Won": "won", "Closed Lost": "lost"}
    assert mapping.ignored == ("Qualification",)
    assert mapping.date_order is DateOrder.MDY
    assert mapping.members == MembersFile("people.csv", "name", None)


def test_a_log_of_another_system_is_read_with_it(tmp_path: Path):
    """Counted by hand: two deals, one of them lost, and one row that is no activity."""
    mapping = read_mapping(written(tmp_path, GOOD.partition("[members]")[0]))
    path = write_log(
        tmp_path, "11/2/2026,山田,Closed Won,50万", "11/3/2026,佐藤,ｃｌｏｓｅｄ　ｌｏｓｔ,", "いつか,佐藤,qualification,",
        header="close_date,Owner,stage,金額(※必須項目です)",
    )  # fmt: skip
    read = read_log(path, mapping)
    assert read.rows == [
        Row(date(2026, 11, 2), "山田", "won", 1, 500_000),  # type: ignore[arg-type]
        Row(date(2026, 11, 3), "佐藤", "lost"),
    ]
    assert read.account == (3, 2, 1, 0)


def test_a_kind_of_ours_needs_no_mapping(tmp_path: Path):
    """Only words that are not ours have to be listed."""
    mapping = read_mapping(written(tmp_path, '[columns]\nd = "date"\nm = "member"\nk = "kind"\n'))
    read = read_log(write_log(tmp_path, "2026-11-02,山田,商談", header="d,m,k"), mapping)
    assert read.column("kind") == ["meeting"]


def test_every_mapped_column_must_be_there(tmp_path: Path):
    """An amount that is silently missing makes a report of zeros."""
    path = write_log(tmp_path, "11/2/2026,山田,Closed Won", header="closed_date,owner,stage")
    with pytest.raises(InputError) as caught:
        read_log(path, read_mapping(written(tmp_path, GOOD.partition("[members]")[0])))
    assert str(caught.value).splitlines() == [
        "log.csv：「close_date」の列がありません。もしかして「closed_date」ですか。",
        "log.csv：「金額（※必須項目です）」の列がありません。使えるのは closed_date、owner、stage です。",
    ]


BROKEN = {
    "an unknown field": (
        GOOD.replace('owner = "member"', 'owner = "person"'),
        "crm.toml: columns.owner：「person」という項目は活動ログにありません。"
        "使えるのは date、member、team、kind、count、amount、score、account、source、record です。",
    ),
    "a field twice": (
        GOOD.replace('stage = "kind"', 'stage = "kind"\nresult = "kind"'),
        "crm.toml: columns.result：「kind」にはすでに別の列が割り当てられています。どちらか1列だけにしてください。",
    ),
    "a field that is no text": (
        GOOD.replace('owner = "member"', "owner = 2"),
        "crm.toml: columns.owner：「2」は使えません。文字列が必要です。二重引用符で囲んでください。",
    ),
    "no member column": (
        GOOD.replace('owner = "member"\n', ""),
        'crm.toml: columns：担当者（member）になる列がありません。[columns] に "<column>" = "member" の形で加えてください。',
    ),
    "no columns": (
        "# nothing",
        "crm.toml: columns が必要です。「[columns]」の表を加えてください。",
    ),
    "an unknown kind": (
        GOOD.replace('= "won"', '= "wonn"'),
        "crm.toml: kinds.Closed Won：「wonn」という種別はありません。もしかして「won」ですか。",
    ),
    "true for a kind": (
        GOOD.replace("= false", "= true"),
        "crm.toml: kinds.Qualification：「True」という種別はありません。"
        "使えるのは request、call、connect、appointment、meeting、key_person、visit、proposal、won、lost、"
        "active_customer、repeat などです。",
    ),
    "an unknown order": (
        GOOD.replace('"mdy"', '"american"'),
        "crm.toml: read.date_order：「american」という選択肢はありません。使えるのは ymd、mdy、dmy です。",
    ),
    "an unknown table": (
        GOOD + '\n[kind]\nx = "won"\n',
        "crm.toml: kind は使えないキーです。もしかして「kinds」ですか。",
    ),
    "an unknown key of members": (
        GOOD + 'department = "dept"\n',
        "crm.toml: members.department は使えないキーです。使えるのは file、member、team、id です。",
    ),
    "a members file without a name": (
        GOOD.replace('file = "people.csv"\n', ""),
        "crm.toml: members.file が必要です。「file = …」を加えてください。",
    ),
    "one column for member and team": (
        GOOD + 'team = "name"\n',
        "crm.toml: members.team：「name」は担当者の列と同じです。チームの列を書くか、team の行を消してください。",
    ),
    "no TOML": (
        "[columns]\ndate = \n",
        "crm.toml 2行目：TOMLとして読めません。「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください。",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_mapping_is_refused_with_its_place_and_remedy(tmp_path: Path, case: str):
    """Mapping files are written once, by hand, by whoever knows the CRM."""
    text, message = BROKEN[case]
    assert refused(tmp_path, text) == [message]


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    """In the order of columns, kinds, order, members."""
    text = GOOD.replace('"mdy"', '"x"').replace('"won"', '"y"').replace('owner = "member"', 'owner = "zzz"')
    places = [line.partition("：")[0] for line in refused(tmp_path, text)]
    assert places == ["crm.toml: columns.owner", "crm.toml: kinds.Closed Won", "crm.toml: read.date_order"]


def test_the_english_messages_are_as_complete(tmp_path: Path):
    """Place, value, rule, remedy."""
    assert refused(tmp_path, BROKEN["no member column"][0], "en") == [
        'crm.toml: columns: no column becomes member. Add "<column>" = "member" under [columns].'
    ]
    assert refused(tmp_path, BROKEN["an unknown kind"][0], "en") == [
        "crm.toml: kinds.Closed Won: 'wonn' is not a kind of activity (or false for rows to leave out). "
        "Did you mean 'won'?"
    ]
    assert refused(tmp_path, BROKEN["no TOML"][0], "en") == [
        "crm.toml line 2 is not valid TOML. Check 'key = value', quotes and closing brackets there."
    ]


def test_a_missing_mapping_file_is_named_with_its_path(tmp_path: Path):
    """Not with a Python error."""
    with pytest.raises(InputError) as caught:
        read_mapping(tmp_path / "none.toml")
    assert str(caught.value) == f"{tmp_path / 'none.toml'}：ファイルがありません。ファイルの場所と名前を確認してください。"


EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.glob("*.toml")))
def test_the_examples_are_valid(example: str):
    """People copy them and change them."""
    assert read_mapping(EXAMPLES / example)


def test_the_example_of_a_system_of_ones_own_reads_as_it_says(tmp_path: Path):
    """Counted by hand: a call with an appointment, a talk, a short call, a visit, a deal; one is not done yet."""
    path = write_log(
        tmp_path, "1,2026-11-02,山田/佐藤,電話,アポ,0,済,", "2,2026-11-02,山田,電話,,1.5,済,", "3,2026-11-02,山田,電話,,0.5,済,",
        "4,2026-11-03,佐藤,定期訪問,,,済,", "5,2026-11-04,佐藤,商談,成約,,済,50万", "6,2026-11-30,佐藤,電話,,,未,",
        header="日報番号,実施日,営業担当,活動区分,結果,通話分数,完了,成約金額",
    )  # fmt: skip
    read = read_log(path, read_mapping(EXAMPLES / "own_crm.toml"))
    counted = {(member, kind): sum(1 for row in read.rows if (row.member, row.kind) == (member, kind))
               for member, kind in {(row.member, row.kind) for row in read.rows}}
    assert counted == {
        ("山田", "call"): 3, ("山田", "connect"): 2, ("山田", "appointment"): 1, ("佐藤", "meeting"): 1, ("佐藤", "visit"): 1, ("佐藤", "won"): 1,
    }  # fmt: skip
    assert read.account == (6, 5, 1, 0)
