"""Detection: presets are recognised by headers however they are decorated; what does not fit is told with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import LogFile, open_log, read_mapping
from kpi_xl.activity.columns.detection import layouts_by
from kpi_xl.activity.columns.headings import header_key
from kpi_xl.activity.columns.preset import Preset, all_presets, presets_named
from kpi_xl.activity.fields import Field
from kpi_xl.errors import InputError
from kpi_xl.language import speaking
from tests.activity.logs import write_log

PRESETS = {preset.id: preset for preset in all_presets() if not preset.is_list}


def own_headers(preset: Preset) -> list[str]:
    """The first header of everything that a preset knows."""
    return list(dict.fromkeys(headers[0] for headers in preset.mapping.all_headers()))


def detected(titles: list[str]) -> str:
    preset = layouts_by(None)(titles, "log.csv").preset
    assert preset is not None
    return preset.id


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_recognises_its_own_headers(name: str):
    """Presets must not shadow one another."""
    assert detected(own_headers(PRESETS[name])) == name


@settings(max_examples=60)
@given(chosen=st.data())
def test_order_and_decoration_of_headers_do_not_matter(chosen: st.DataObject):
    """Remarks in either bracket width, spaces, case, a byte order mark, underscores, columns of one's own."""
    preset = chosen.draw(st.sampled_from(list(PRESETS.values())))
    decorations = [
        str, str.upper, lambda title: f" {title}　", lambda title: f"{title}（※必須項目です）", lambda title: f"{title}(※必須項目です)",
        lambda title: f"{title}【必須】", lambda title: f"{title}（管理番号:12）", lambda title: f"{title} *",
    ]  # fmt: skip
    titles = [chosen.draw(st.sampled_from(decorations))(title) for title in chosen.draw(st.permutations(own_headers(preset)))]
    titles.insert(chosen.draw(st.integers(0, len(titles))), "自社だけの項目")
    titles[0] = f"\ufeff{titles[0]}"
    assert detected(titles) == preset.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("受注予定日（※必須項目です）", "受注予定日"), ("受注予定日(※必須項目です)", "受注予定日"), ("CallDisposition", "call_disposition"),
        ("ＣＡＬＬ Disposition", "call disposition"), ("金額*", "金額"), ("競合（管理番号：12）", "競合"), ("﻿日付", "日付"),
    ],
)  # fmt: skip
def test_headers_that_mean_the_same_are_the_same(one: str, other: str):
    """What products add to a header says nothing about the column."""
    assert header_key(one) == header_key(other)


@pytest.mark.parametrize(("one", "other"), [("金額（税込）", "金額（税抜）"), ("金額（税込）", "金額"), ("開始日", "開始日時")])
def test_headers_that_differ_in_meaning_stay_apart(one: str, other: str):
    """With and without tax are two columns."""
    assert header_key(one) != header_key(other)


def refusal(titles: list[str], language: str = "ja", preset: str | None = None) -> list[str]:
    with speaking(language), pytest.raises(InputError) as caught:
        layouts_by(None, preset)(titles, "log.csv")
    with speaking(language):
        return str(caught.value).splitlines()


def test_what_comes_near_is_named_with_what_it_lacks():
    """The amount's column was renamed; everything else is Mazrica's."""
    titles = ["案件名", "契約予定日", "担当者", "フェーズ", "契約総額"]
    assert refusal(titles) == [
        "log.csv：「契約金額」の列がありません。もしかして「契約総額」ですか。",
        "log.csv：いちばん近いプリセットは「Mazrica 案件」（mazrica_deal）です。"
        "--preset でプリセットを、--map で列の対応を指定してください。",
    ]
    assert refusal(titles, "en") == [
        "log.csv: '契約金額' is a column that is missing. Did you mean '契約総額'?",
        "log.csv: the nearest preset is Mazrica deals (mazrica_deal). "
        "Name the preset with --preset, or the columns with --map.",
    ]


def test_a_table_like_none_is_asked_for_the_plain_columns():
    """The commonest cause is a log of one's own."""
    assert [line.partition("。")[0] for line in refusal(["a", "b"])] == [
        "log.csv：「日付」の列がありません", "log.csv：「担当者」の列がありません", "log.csv：「種別」の列がありません"
    ]  # fmt: skip


def test_two_presets_that_fit_equally_well_are_not_guessed_between():
    """A table with the columns of a task and of an event; the user says which it is."""
    fitting = ["ActivityDate", "OwnerId", "Subject", "Type", "IsDeleted", "Status", "EventSubtype"]
    assert refusal(fitting) == [
        "log.csv：「salesforce_event, salesforce_task」のどのプリセットにも当てはまります。"
        "--preset でプリセットを、--map で列の対応を指定してください。"
    ]


def test_the_preset_that_is_named_is_kept_to():
    """By its id, or by its product where any of the product's will do."""
    titles = ["ActivityDate", "OwnerId", "Subject", "Type", "IsDeleted", "Status", "EventSubtype", "Location"]
    for word in ("salesforce_task", "salesforce_event"):
        preset = layouts_by(None, word)(titles, "log.csv").preset
        assert preset is not None
        assert preset.id == word
    assert len(presets_named("salesforce")) == 3
    assert refusal(["日付", "担当者", "種別"], preset="sansan") == [
        "log.csv：「名刺交換日」の列がありません。使えるのは 日付、担当者、種別 です。",
        "log.csv：「名刺所有者」の列がありません。使えるのは 日付、担当者、種別 です。",
        "log.csv：「会社名」の列がありません。使えるのは 日付、担当者、種別 です。",
        "log.csv：いちばん近いプリセットは「Sansan 名刺」（sansan_card）です。"
        "--preset でプリセットを、--map で列の対応を指定してください。",
    ]


def test_an_unknown_preset_is_refused_with_the_nearest():
    """Nobody knows the names by heart."""
    with pytest.raises(InputError) as caught:
        presets_named("salesforse")
    assert str(caught.value) == "--preset：「salesforse」というプリセットはありません。もしかして「salesforce」ですか。"


def test_of_several_owner_columns_the_name_counts():
    """An export has the owner's id and name; ids would be strangers in the report."""
    layout = layouts_by(None)(["OwnerId", "Owner.Name", "CloseDate", "StageName"], "log.csv")
    assert layout.fields[Field.MEMBER] == 1


def test_each_file_is_read_its_own_way(tmp_path: Path):
    """A mapping for one, a preset for another, headers for the third."""
    mapping = tmp_path / "own.toml"
    mapping.write_text('[columns]\nd = "date"\nm = "member"\nk = "kind"\n', encoding="utf-8")
    own = write_log(tmp_path, "2026-04-01,山田,受注", header="d,m,k", name="own.csv")
    deals = write_log(tmp_path, "1,山田,2026-04-01,成立", header="Id,OwnerId,CloseDate,StageName", name="deals.csv")
    plain = write_log(tmp_path, "2026-04-01,山田,受注", header="日付,担当者,種別", name="plain.csv")
    files = [LogFile(own, read_mapping(mapping)), LogFile(deals, preset="salesforce"), plain]
    with open_log(files) as log:
        presets = [table.layout.preset and table.layout.preset.id for table in log.tables]
        assert presets == [None, "salesforce_opportunity", "plain"]
        assert log.read == 3


MAPPING_WITH_RULES = """
[headers]
date = ["いつ", "when"]
member = ["だれ", "who"]

[values]
what = ["なに", "what"]
length = ["時間"]

[durations]
length = "minutes"

[[rules]]
kind = false
when = { what = "休憩" }
[[rules]]
kind = ["call", "connect"]
when = { what = { contains = ["でんわ"] }, length = { at_least_seconds = 120 } }
[[rules]]
kind = "call"
when = { what = { contains = ["でんわ"] } }
"""


def test_a_mapping_file_may_hold_rules_like_a_preset(tmp_path: Path):
    """A company's own CRM is described in the same words; whatever no rule knows is read as a kind of ours."""
    (tmp_path / "own.toml").write_text(MAPPING_WITH_RULES, encoding="utf-8")
    lines = ["2026-04-01,山田,でんわ,3", "2026-04-01,山田,でんわ,1", "2026-04-01,山田,休憩,60"]
    path = write_log(tmp_path, *lines, header="いつ,だれ,なに,時間")
    with open_log([LogFile(path, read_mapping(tmp_path / "own.toml"))]) as log:
        kinds = log.connection.execute("SELECT kind, count(*) FROM log GROUP BY kind ORDER BY kind").fetchall()
        assert (log.read, log.skipped) == (2, 1)
    assert kinds == [("call", 2), ("connect", 1)]

