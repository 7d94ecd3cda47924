"""Words of activities: what was not done is none, and what may be two is neither."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.activity.words.activities import activity_kinds, is_undone
from tests.activity.logs import read_log, write_log

WORDS = {
    "call": ["TEL", "ＴＥＬ", "留守電", "不在", "電話（追客）", "Left voicemail", "Cold call", "Outbound Call"],
    "appointment": ["アポ取得", "商談設定", "Meeting booked"],
    "meeting": ["オンライン商談", "初回商談（Zoom）", "デモ", "Meeting held"],
    "visit": ["初回訪問", "再訪", "飛び込み訪問", "Site visit"],
    "joint_visit": ["同行訪問", "商談同行"],
    "proposal": ["見積書送付", "Proposal sent"],
}
NOTHING = [
    "商談キャンセル", "訪問（中止）", "架電予定", "アポ打診", "着信", "メール", "社内会議",
    "Meeting - no show", "Canceled meeting", "Meeting rescheduled", "Inbound call",
]  # fmt: skip
UNKNOWN = ["電話商談", "訪問架電", "朝礼", "アポ", "", "Won", "架電(目標)", "アポ率", "電話番号", "通話時間"]


@pytest.mark.parametrize("kind", WORDS)
def test_words_of_activities_are_read(kind: str):
    """Every product and every firm calls them otherwise."""
    assert {word: activity_kinds(word) for word in WORDS[kind]} == dict.fromkeys(WORDS[kind], (kind,))


def test_what_was_not_done_is_no_activity_and_what_may_be_two_is_none():
    """A cancelled meeting that counts makes the month better than it was."""
    assert [word for word in NOTHING if activity_kinds(word) != ()] == []
    assert [word for word in UNKNOWN if activity_kinds(word) is not None] == []


def test_a_log_of_ones_own_keeps_what_is_no_activity_among_what_cannot_be_read(tmp_path: Path):
    """Its kinds are meant: a word that nobody knows there is a slip, to be told."""
    found = read_log(write_log(tmp_path, "2026-11-04,山田,,再訪", "2026-11-04,山田,,メール", header="日付,担当者,チーム,種別"))
    assert (found.column("kind"), len(found.rejects)) == (["visit"], 1)


def test_of_several_choices_in_one_cell_each_counts(tmp_path: Path):
    """kintone writes them on lines of their own, others with a semicolon; counted by the first alone, the visit is lost."""
    lines = ['1,2026-11-04,山田,A社,"電話\n打ち合わせ"', "2,2026-11-05,山田,A社,メール;電話", '3,2026-11-06,山田,A社,"電話\n手紙"']
    found = read_log(write_log(tmp_path, *lines, header="レコード番号,対応日,対応者,会社名,対応方法"))
    assert sorted((row.date.day, row.kind) for row in found.rows) == [(4, "call"), (4, "meeting"), (5, "call"), (6, "call")]


UNDONE = [
    "キャンセル済", "キャンセル（先方都合）", "商談リスケ", "ノーショー", "実施予定", "未実施", "中止完了",
    "Cancelled by customer", "Not held", "No-show",
]  # fmt: skip
DONE = ["", "完了", "予定通り実施", "実施済（延期分）", "キャンセル料なしで実施", "確定", "来週報告", "Held", "Completed late"]


def test_a_status_is_read_whatever_stands_around_its_word(tmp_path: Path):
    """キャンセル alone was known, キャンセル済 was a win."""
    assert [text for text in UNDONE if not is_undone(text)] + [text for text in DONE if is_undone(text)] == []
    lines = [f"2026-11-04,山田,商談,{status}" for status in (*UNDONE, *DONE)]
    found = read_log(write_log(tmp_path, *lines, header="日付,担当者,種別,状態"))
    assert found.account == (len(lines), len(DONE), len(UNDONE), 0)


def test_a_win_whose_status_is_not_yet_or_no_longer_one_does_not_count(tmp_path: Path):
    """What comes after the win, such as its bill, leaves it one; and a loss may well be called lost."""
    lines = [f"2026-11-04,山田,{kind},{status},100" for kind, status in (
        ("受注", "仮受注"), ("受注", "失注"), ("受注", "商談中"), ("受注", "入金待ち"), ("受注", "確定"), ("失注", "失注"), ("商談", "提案中"),
    )]  # fmt: skip
    found = read_log(write_log(tmp_path, *lines, header="日付,担当者,種別,状態,金額"))
    assert (found.column("kind"), found.account) == (["won", "won", "lost", "meeting"], (7, 4, 3, 0))
