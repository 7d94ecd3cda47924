"""Stages of deals: the same table of words for the exports of every product."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity import open_log, read_mapping
from kpi_xl.activity.explanation import explain
from kpi_xl.activity.words.stages import is_stage_id, stage_kind
from kpi_xl.language import speaking
from tests.activity.logs import read_log, write_log

WON = [
    "受注", "受注済み", "07.受注", "⑤受注", "100% 受注", "成約", "契約締結（完了）", "クローズ（勝ち）", "受注（入金待ち）", "見送り→受注",
    "新規受注", "受注【追加】", "成約 (代理店パイプライン)",
    "Closed Won", "closedwon", "Closed - Won", "6 - Closed Won", "Won (Renewal)", "Closed won (Partner pipeline)", "Win", "Contract signed",
    "Won - New Business",
]  # fmt: skip
NOT_WON = [
    "未受注", "受注見込", "受注予定", "受注待ち", "受注確度A", "80% 受注", "受注内示", "口頭受注", "受注(仮)", "成約間近", "契約書確認中",
    "契約交渉", "提案（前回失注）", "失注復活", "失注見込み",
    "Verbally won", "Expected to be won", "Not yet won", "Contract sent", "Win-back", "Negotiation/Review", "B", "Aヨミ", "60%",
]  # fmt: skip
LOST = [
    "失注", "受注キャンセル", "受注取消", "受注後キャンセル", "不成約", "非成約", "成約見送り", "受注ならず", "契約解除", "他決",
    "失注（受注後に解約）", "受注→キャンセル",
    "Closed Lost", "Closed-Lost to Competition", "Not won", "Won't buy", "No decision", "Cancelled", "closedlost",
    "Lost - no budget", "Dead (no response)", "Won by competitor",
]  # fmt: skip
UNKNOWN = [
    "クローズ", "完了", "Closed", "Done", "100%", "受注A", "一部受注", "みどり", "Closed Won - not billed", "Not lost", "1024183551",
    "c290efe4-3f4f-4c8e-9f5b-0a8d3a3f8b11", "0",
]  # fmt: skip


@pytest.mark.parametrize(("stages", "kind"), [(WON, "won"), (NOT_WON, "pipeline"), (LOST, "lost"), (UNKNOWN, None)], ids=["won", "not yet",
"lost", "unknown"])
def test_a_stage_is_read_whole(stages: list[str], kind: str | None):
    """A deal counted won because its stage holds the word makes the month's revenue wrong, and nobody sees it."""
    assert {stage: stage_kind(stage) for stage in stages} == dict.fromkeys(stages, kind)


def test_width_case_and_invisible_characters_of_a_stage_do_not_matter():
    """Half-width kana and a joiner come out of old systems."""
    assert [stage_kind(stage) for stage in ("ｷｬﾝｾﾙ", "受\u200b注", " ＣＬＯＳＥＤ　ＷＯＮ ")] == ["lost", "won", "won"]


def test_numbers_of_stages_are_told_from_stages_with_numbers():
    """HubSpot can export stages as ids."""
    assert [is_stage_id(text) for text in ("1024183551", "100", "3", "5. 提案", "2026年")] == [True, True, False, False, False]


DEALS = "商談 所有者,取引先名,フェーズ,金額,完了予定日"


def test_a_stage_that_nothing_knows_is_set_aside_with_the_line_that_settles_it(tmp_path: Path):
    """The remedy works when it is followed: the file may hold that one line and nothing else."""
    path = write_log(tmp_path, "山田,A社,社内承認X,100,2026/11/04", "山田,B社,受注,200,2026/11/05", header=DEALS)
    read = read_log(path)
    assert read.account == (2, 1, 0, 1)
    assert '[stages] に "社内承認X" = "pipeline"' in read.rejects[0]
    (mapping := tmp_path / "stages.toml").write_text('[stages]\n"社内承認X" = "pipeline"\n', encoding="utf-8")
    assert read_log(path, read_mapping(mapping)).column("kind") == ["pipeline", "won"]


def test_a_mapping_of_stages_goes_before_the_table_of_words(tmp_path: Path):
    """A company may call 受注 what is only promised, and 完了 what is won."""
    path = write_log(tmp_path, *(f"山田,A社,{stage},100,2026/11/04" for stage in ("受注", "完了", "試算")), header=DEALS)
    (mapping := tmp_path / "stages.toml").write_text('[stages]\n"受注" = "pipeline"\n"完了" = "won"\n"試算" = false\n', encoding="utf-8")
    read = read_log(path, read_mapping(mapping))
    assert (read.column("kind"), read.account) == (["pipeline", "won"], (3, 2, 1, 0))


def test_marks_of_the_product_go_before_words(tmp_path: Path):
    """IsWon and IsClosed are surer than what a company calls its stages."""
    lines = ["1,2026-11-04,山田,調整,true,true,100", "2,2026-11-05,山田,受注,false,true,200", "3,2026-11-06,山田,受注,false,false,300"]
    read = read_log(write_log(tmp_path, *lines, header="Id,CloseDate,Owner.Name,StageName,IsWon,IsClosed,Amount"))
    assert read.column("kind") == ["won", "lost", "pipeline"]


def test_an_explanation_lists_every_stage_most_rows_first(tmp_path: Path):
    """Who looks through the list sees at once which stage was read wrongly, and how much hangs on it."""
    stages = ["受注", "提案", "提案", "みどり", "失注"]
    path = write_log(tmp_path, *(f"山田,A社,{stage},100,2026/11/04" for stage in stages), header=DEALS)
    with open_log(path) as log:
        (explanation,) = explain(log)
    told = [(each.stage, each.kind, each.rows, int(each.amount)) for each in explanation.stages]
    assert told[0] == ("提案", "pipeline", 2, 200)
    assert sorted(told[1:]) == [("みどり", None, 1, 100), ("受注", "won", 1, 100), ("失注", "lost", 1, 100)]


def test_the_way_from_numbers_to_names_is_told_in_english_too(tmp_path: Path):
    """A number does not say which stage it is."""
    path = write_log(tmp_path, "1,d,1024183551,2026-11-02,100,7", "2,d,closedwon,2026-11-03,100,7",
    header="hs_object_id,dealname,dealstage,closedate,amount,hubspot_owner_id")
    with speaking("en"):
        read = read_log(path)
    assert read.account == (2, 1, 0, 1)
    assert "is the number of a stage, not its name. Export it with the names of stages" in read.rejects[0]
