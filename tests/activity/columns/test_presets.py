"""Presets: rows in the shape of each product's export, made up here, and what becomes of them."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kpi_xl.activity import open_log
from kpi_xl.activity.columns.preset import all_presets
from tests.activity.logs import read_log, write_log

EVAL = Path(__file__).parents[4] / "shared" / "eval"
"""Not part of the project; tests that read it are skipped where it is not at hand."""

TASKS = [
    "00T1,2026-04-01,山田,A社,Call,Connected,95,Outbound,Completed,FALSE,電話",
    "00T2,2026-04-01,山田,B社,Call,No Answer,12,Outbound,Completed,FALSE,電話",
    "00T3,2026-04-02,佐藤,C社,Call,Meeting Scheduled,300,Outbound,Completed,FALSE,電話",
    "00T4,2026-04-02,佐藤,D社,Call,,75,Outbound,Completed,FALSE,電話",
    "00T5,2026-04-02,佐藤,D社,Call,Connected,75,Inbound,Completed,FALSE,電話",
    "00T6,2026-04-03,佐藤,E社,Email,,,,Completed,FALSE,見積の送付",
    "00T7,2026-04-03,佐藤,F社,Task,,,,Completed,FALSE,御見積書を提出",
    "00T8,2026-04-03,佐藤,F社,Task,,,,Completed,FALSE,来週の準備",
    "00T9,2026-04-30,佐藤,G社,Call,,,,Not Started,FALSE,電話",
    "00TA,2026-04-03,佐藤,G社,Call,Connected,60,Outbound,Completed,TRUE,電話",
]
TASK_KINDS = [("2026-04-01", "山田", "call")] * 2 + [("2026-04-01", "山田", "connect")] + [
    ("2026-04-02", "佐藤", kind) for kind in ("call", "connect", "appointment", "call", "connect")
] + [("2026-04-03", "佐藤", "proposal")]  # fmt: skip
DEALS = [("2026-04-10", "山田", "won", 1_200_000), ("2026-04-11", "山田", "lost", 300_000), ("2026-04-30", "佐藤", "pipeline", 500_000)]

CASES: dict[str, tuple[str, list[str], list[tuple[object, ...]]]] = {
    "salesforce_task": (
        "Id,ActivityDate,Owner.Name,Account.Name,TaskSubtype,CallDisposition,CallDurationInSeconds,CallType,Status,IsDeleted,Subject",
        TASKS,
        TASK_KINDS,
    ),
    "salesforce_task in Japanese": (
        "ToDo ID,期日,任命先,取引先名,ToDo サブ種別,コール結果,コール時間,コール種別,状況,削除済み,件名",
        TASKS,
        TASK_KINDS,
    ),
    "salesforce_event": (
        "開始日時,終了日時,任命先,種別,件名,取引先名,子行動",
        [
            "2026/04/01 10:00,2026/04/01 11:00,山田,訪問,初回訪問,A社,FALSE",
            "2026/04/02 10:00,2026/04/02 11:00,山田,,オンライン打ち合わせ,B社,FALSE",
            "2026/04/02 10:00,2026/04/02 11:00,佐藤,,オンライン打ち合わせ,B社,TRUE",
            "2026/04/03 10:00,2026/04/03 11:00,佐藤,,社内定例,,FALSE",
            "2026/04/03 13:00,2026/04/03 14:00,佐藤,同行,,C社,FALSE",
        ],
        [
            ("2026-04-01", "山田", "meeting"), ("2026-04-01", "山田", "visit"), ("2026-04-02", "山田", "meeting"),
            ("2026-04-03", "佐藤", "joint_visit"),
        ],
    ),
    "salesforce_opportunity": (
        "Id,AccountId,Owner.Name,Amount,CloseDate,StageName,IsWon,IsClosed,Probability,IsDeleted",
        [
            "006A,001A,山田,1200000,2026-04-10,Closed Won,true,true,100,false",
            "006B,001B,山田,300000,2026-04-11,Closed Lost,false,true,0,false",
            "006C,001C,佐藤,500000.00,2026-04-30,Negotiation,false,false,60,false",
            "006D,001D,佐藤,500000,2026-04-30,Closed Won,true,true,100,true",
        ],
        DEALS,
    ),
    "salesforce_opportunity in Japanese": (
        "商談名,商談 所有者,完了予定日,フェーズ,金額,取引先名",
        [
            'A,山田,2026/04/10,成立,"1,200,000",A社',
            "B,山田,2026/04/11,不成立,¥300000,B社",
            "C,佐藤,2026/04/30,受注見込み,50万,C社",
        ],
        DEALS,
    ),
    "hubspot_call": (
        "Record ID,Activity date,Activity assigned to,Call outcome,Call direction,Call duration",
        [
            "1,2026-04-01 09:30,山田,Connected,Outbound,125000",
            "2,2026-04-01 09:40,山田,73a0d17f-1163-4015-bdd5-ec830791da20,OUTBOUND,8000",
            "3,2026-04-01 09:50,山田,f240bbac-87c9-4f6e-bf70-924b57d47db7,OUTBOUND,8000",
            "4,2026-04-02 10:00,佐藤,,Outbound,61000",
            "5,2026-04-02 10:00,佐藤,,Outbound,59000",
            "6,2026-04-02 10:00,佐藤,Connected,Inbound,61000",
        ],
        [("2026-04-01", "山田", kind) for kind in ("call", "connect", "call", "call", "connect")]
        + [("2026-04-02", "佐藤", kind) for kind in ("call", "connect", "call")],
    ),
    "hubspot_call in Japanese": (
        "アクティビティー日,アクティビティーの割り当て先,コールの成果,コールの方向",
        ["2026-04-01 09:30,山田,つながりました,発信", "2026-04-01 09:30,山田,アポ獲得,発信"],
        [("2026-04-01", "山田", kind) for kind in ("call", "connect", "call", "connect", "appointment")],
    ),
    "hubspot_meeting": (
        "Meeting start time,Activity assigned to,Meeting outcome",
        ["2026-04-01 09:30,山田,Completed", "2026-04-02 09:30,山田,No show", "2026-04-03 09:30,山田,Canceled"],
        [("2026-04-01", "山田", "appointment"), ("2026-04-01", "山田", "meeting"), ("2026-04-02", "山田", "appointment")],
    ),
    "hubspot_deal": (
        "レコードID,取引名,取引ステージ,クローズ日,取引担当者,金額",
        ["1,A,成約,2026-04-10 12:00,山田,1200000", "2,B,失注,2026-04-11 12:00,山田,300000", "3,C,契約書送付済み,2026-04-30 12:00,佐藤,500000"],
        DEALS,
    ),
    "pipedrive_deal": (
        "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,Deal - Status,"
        "Deal - Won time,Deal - Lost time,Deal - Expected close date",
        [
            "1,A,山田,1200000,JPY,A社,Negotiation,Won,2026-04-10 09:00:00,,2026-05-31",
            "2,B,山田,300000,JPY,B社,Demo,Lost,,2026-04-11 18:00:00,2026-05-31",
            "3,C,佐藤,500000,JPY,C社,Demo,Open,,,2026-04-30",
        ],
        DEALS,
    ),
    "pipedrive_activity": (
        "Activity - ID,Activity - Subject,Activity - Type,Activity - Done,Activity - Due date,Activity - Assigned to user,Activity - Organization",
        [
            "1,x,Call,Done,2026-04-01,山田,A社", "2,x,Meeting,Done,2026-04-02,山田,A社", "3,x,Call,To do,2026-04-30,山田,A社",
            "4,x,Email,Done,2026-04-02,山田,A社",
        ],
        [("2026-04-01", "山田", "call"), ("2026-04-02", "山田", "meeting")],
    ),
    "dynamics_opportunity": (
        "(Do Not Modify) Opportunity,(Do Not Modify) Modified On,Topic,Account,Est. Close Date,Est. Revenue,Actual Close Date,Actual Revenue,Owner,"
        "Status,Status Reason",
        [
            "a1,2026-04-12,A,A社,2026-03-31,1000000,2026-04-10,1200000,山田,Won,Won",
            "a2,2026-04-12,B,B社,2026-03-31,300000,2026-04-11,,山田,Lost,Canceled",
            "a3,2026-04-12,C,C社,2026-04-30,500000,,,佐藤,Open,In Progress",
        ],
        DEALS,
    ),
    "dynamics_opportunity in Japanese": (
        "(変更不可) 営業案件,(変更不可) 修正日,トピック,取引先企業,推定クローズ日,推定売上,実際のクローズ日,実際の売上,所有者,状態,ステータス",
        [
            "a1,2026-04-12,A,A社,2026-03-31,1000000,2026-04-10,1200000,山田,受注,受注",
            "a2,2026-04-12,B,B社,2026-03-31,300000,2026-04-11,,山田,失注,取り消し",
            "a3,2026-04-12,C,C社,2026-04-30,500000,,,佐藤,進行中,進行中",
        ],
        DEALS,
    ),
    "dynamics_activity": (
        "(Do Not Modify) Activity,Subject,Activity Type,Activity Status,Start Date,Due Date,Actual End,Owner,Regarding",
        [
            "1,x,Phone Call,Completed,,2026-03-31,2026-04-01,山田,A社", "2,訪問 A社,Appointment,Completed,2026-04-02,,,山田,A社",
            "3,x,Phone Call,Open,,2026-04-30,,山田,A社", "4,x,Email,Completed,,,2026-04-02,山田,A社",
        ],
        [("2026-04-01", "山田", "call"), ("2026-04-02", "山田", "meeting"), ("2026-04-02", "山田", "visit")],
    ),
    "zoho_deal": (
        "商談の担当者,商談名,取引先名,総額,完了予定日,ステージ,確度",
        ['山田,A,A社,"¥ 1,200,000",2026/04/10,受注,100', "山田,B,B社,300000,2026/04/11,失注,0", "佐藤,C,C社,500000,2026/04/30,提案,50"],
        DEALS,
    ),
    "zoho_call": (
        "通話の担当者,通話の開始日時,通話の種類,通話の結果,通話時間（秒）",
        [
            "山田,2026/04/01 10:00,発信,アポ獲得,120", "山田,2026/04/01 10:10,発信,応答なし,0", "佐藤,2026/04/02 10:00,受信,,100",
            "佐藤,2026/04/02 10:00,発信,,100",
        ],
        [("2026-04-01", "山田", kind) for kind in ("call", "connect", "appointment", "call")]
        + [("2026-04-02", "佐藤", kind) for kind in ("call", "connect")],
    ),
    "kintone_deal": (
        "レコード番号,案件名,会社名,担当者名,受注予定日,確度,フェーズ,見積金額",
        ["1,A,A社,山田,2026/4/10,A,07.受注,120万", "2,B,B社,山田,2026/4/11,C,08.失注,30万", "3,C,C社,佐藤,2026/4/30,B,05.見積提出,50万"],
        DEALS,
    ),
    "kintone_activity": (
        "レコード番号,対応日,対応者,会社名,対応方法,結果",
        ["1,2026-04-01,山田,A社,電話,アポ獲得", "2,2026-04-01,山田,B社,訪問,", "3,2026-04-02,佐藤,C社,Web会議,", "4,2026-04-02,佐藤,C社,メール,"],
        [("2026-04-01", "山田", kind) for kind in ("call", "connect", "appointment", "meeting", "visit")]
        + [("2026-04-02", "佐藤", "meeting")],
    ),
    "mazrica_deal": (
        "案件ID,案件名,契約予定日,担当者,フェーズ,契約確度,契約金額,競合（管理番号:1234）",
        ["1,A,2026/04/10,山田//鈴木,受注,100,1200000,x//y", "2,B,2026/04/11,山田,失注,0,300000,", "3,C,2026/04/30,佐藤,提案,B,500000,"],
        DEALS,
    ),
    "mazrica_action": (
        "アクションID,アクション日,アクション種別,主担当者,取引先名",
        ["1,2026/04/01,電話,山田,A社", "2,2026/04/01,訪問,山田//佐藤,A社", "3,2026/04/02,メール,佐藤,A社"],
        [("2026-04-01", "山田", kind) for kind in ("call", "meeting", "visit")],
    ),
    "esales_deal": (
        "案件名（※必須項目です）,顧客名（※必須項目です）,受注予定日(※必須項目です),担当者（※必須項目です）,進捗状況,受注予定金額",
        ["A,A社,2026/04/10,山田,受注,1200000", "B,B社,2026/04/11,山田,失注,300000", "C,C社,2026/04/30,佐藤,受注予定,500000"],
        DEALS,
    ),
    "esales_activity": (
        "活動日（※必須項目です）,社員名（※必須項目です）,顧客名,活動方法（※必須項目です）",
        ["2026/04/01,山田,A社,訪問", "2026/04/01,山田,A社,電話", "2026/04/02,佐藤,A社,Web会議", "2026/04/02,佐藤,A社,社内"],
        [("2026-04-01", "山田", kind) for kind in ("meeting", "visit", "call")] + [("2026-04-02", "佐藤", "meeting")],
    ),
    "plain_status": (
        "日付,担当者,種別,状態,件数,金額",
        [
            "2026-04-10,山田,受注,,1,1200000", "2026-04-11,山田,失注,完了,1,300000", "2026-04-12,山田,訪問,予定,3,",
            "2026-04-30,佐藤,パイプライン,予定,1,500000",
        ],
        DEALS,
    ),
    "sansan_card": (
        "会社名,部署,役職,名刺交換日,名刺所有者",
        ["A社,営業部,部長,2026/04/01,山田", "A社,営業部,主任,2026/04/02,山田"],
        [("2026-04-01", "山田", "request"), ("2026-04-01", "山田", "key_person"), ("2026-04-02", "山田", "request")],
    ),
    "deal_list": (
        "Deal ID,Deal name,Sales owner,Deal stage,Deal status,Close date,Deal value,Value currency",
        [
            "D1,a,山田,Proposal,Won,2026-04-10,1200000,JPY", "D2,b,山田,Proposal,Lost,2026-04-11,300000,JPY",
            "D3,c,佐藤,Proposal,Open,2026-04-30,500000,JPY",
        ],
        DEALS,
    ),
    "deal_list with the days of each": (
        "取引 - タイトル,取引 - 所有者,取引 - ステータス,取引 - 金額,取引 - 受注日時,取引 - 失注日時,取引 - 予定クローズ日",
        [
            "a,山田,受注,1200000,2026-04-10 10:00:00,,2026-05-31", "b,山田,失注,300000,,2026-04-11 10:00:00,2026-05-31",
            "c,佐藤,オープン,500000,,,2026-04-30",
        ],
        DEALS,
    ),
    "call_list of telephone calls in a CRM": (
        "(Do Not Modify) Phone Call,Owner,Direction,Activity Status,Actual End,Due",
        [
            "p1,山田,Outgoing,Completed,2026-04-01 10:00,2026-04-01", "p2,山田,Incoming,Completed,2026-04-02 10:00,2026-04-02",
            "p3,山田,Outgoing,Canceled,,2026-04-03", "p4,山田,Outgoing,Open,,2026-04-06",
        ],
        [("2026-04-01", "山田", "call")],
    ),
    "activity_list": (
        "活動日,営業担当,訪問先,活動区分,活動状況",
        [
            "2026/04/01,山田,A社,留守電,済", "2026/04/01,山田,B社,訪問,キャンセル", "2026/04/02,佐藤,C社,再訪,", "2026/04/02,佐藤,C社,社内会議,",
        ],
        [("2026-04-01", "山田", "call"), ("2026-04-02", "佐藤", "visit")],
    ),
    "call_list": (
        "通話ID,発信日時,ユーザー名,発着信,通話時間,通話結果",
        [
            "1,2026/04/01 10:00,山田,発信,0:00:20,不在", "2,2026/04/01 10:05,山田,発信,0:02:00,", "3,2026/04/01 10:30,山田,着信,0:05:00,通電",
            "4,2026/04/02 10:00,佐藤,発信,0:03:00,アポ獲得", "5,2026/04/02 11:00,佐藤,発信,0:00:00,予定",
        ],
        [("2026-04-01", "山田", kind) for kind in ("call", "call", "connect")]
        + [("2026-04-02", "佐藤", kind) for kind in ("call", "connect", "appointment")],
    ),
    "plain": (
        "日付,担当者,種別,金額",
        ["2026-04-10,山田,受注,120万", "2026-04-11,山田,lost,300000", "2026-04-30,佐藤,案件,500000"],
        DEALS,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_export_is_recognised_and_read(tmp_path: Path, case: str):
    """Counted by hand: days, members, kinds and amounts, and rows that are no activity are left out, none is lost."""
    header, lines, expected = CASES[case]
    path = write_log(tmp_path, *lines, header=header)
    read = read_log(path)
    with open_log(path) as log:
        preset = log.tables[0].layout.preset
    assert preset is not None
    assert preset.id == case.partition(" ")[0]
    got = [(str(row.date), row.member, row.kind, row.amount) for row in read.rows]
    wanted = [(*each, None)[:4] for each in expected]
    assert Counter(got) == Counter((day, who, kind, None if yen is None else Decimal(yen)) for day, who, kind, yen in wanted)
    assert read.summary.rejected == 0, read.rejects


def test_every_preset_has_its_case():
    """A preset that no export was tried with is a guess."""
    untried = {preset.id for preset in all_presets()} - {case.partition(" ")[0] for case in CASES}
    assert untried == set(), "add to CASES in this file: the headings of such an export, some rows, and what they count as"


def test_the_readme_names_every_product():
    """Who looks whether the own CRM is known looks there."""
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    products = {str(preset.label.ja).split()[0] for preset in all_presets() if not (preset.is_plain or preset.is_list)}
    assert len(products) > 8
    assert [product for product in sorted(products) if product not in readme] == [], "name it among the exports that README.md lists"


def test_a_product_that_is_expected_to_win_is_not_won(tmp_path: Path):
    """受注見込み holds 受注; counted as a deal it would double the month's revenue."""
    stages = ["受注見込み", "07_受注", "受注予定", "失注", "提案"]
    lines = [f"A,山田,2026/04/1{place},{stage},100,A社" for place, stage in enumerate(stages)]
    read = read_log(write_log(tmp_path, *lines, header=CASES["salesforce_opportunity in Japanese"][0]))
    assert read.column("kind") == ["pipeline", "won", "pipeline", "lost", "pipeline"]


def test_a_status_that_no_rule_knows_is_rejected_not_guessed(tmp_path: Path):
    """A new kind of activity has to be mapped by somebody who knows it."""
    lines = ["1,2026-04-01,山田,A社,訪問,", "2,2026-04-01,山田,A社,手紙,", "3,2026-04-01,山田,A社,,"]
    read = read_log(write_log(tmp_path, *lines, header=CASES["kintone_activity"][0]))
    assert read.rejects == [
        "log.csv 3行目 種別：「手紙」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
        "log.csv 4行目 種別が空欄です。架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
    ]


def test_several_exports_make_one_log(tmp_path: Path):
    """Calls come from one object, deals from another; spellings of a member are one member over all files."""
    calls = write_log(tmp_path, "2026-04-01 09:30,山田　太郎,Connected,Outbound,125000",
                      header="Activity date,Activity assigned to,Call outcome,Call direction,Call duration", name="calls.csv")
    deals = write_log(tmp_path, "1,A,成約,2026-04-10 12:00,山田太郎,1200000", "2,A,成約,2026-04-10 12:00,山田太郎,",
                      header=CASES["hubspot_deal"][0], name="deals.csv", encoding="cp932")
    read = read_log(calls, more=[deals])
    assert Counter(read.column("kind")) == {"call": 1, "connect": 1, "won": 2}
    assert set(read.column("member")) == {"山田太郎"}
    assert read.account == (3, 3, 0, 0)
    assert read.summary.source == "calls.csv ほか1件"


@pytest.mark.skipif(not EVAL.is_dir(), reason="the CRM exports are not at hand")
@pytest.mark.parametrize(
    ("file", "preset", "account"),
    [
        ("fivetran_salesforce/sf_task_data.csv", "salesforce_task", (10, 0, 10, 0)),  # to-dos, no calls
        ("fivetran_salesforce/sf_event_data.csv", "salesforce_event", (10, 10, 0, 0)),
        ("fivetran_salesforce/sf_opportunity_data.csv", "salesforce_opportunity", (10, 0, 10, 0)),  # all marked as deleted
    ],
)
def test_real_exports_are_recognised(file: str, preset: str, account: tuple[int, ...]):
    """Column names as a warehouse's copy of Salesforce has them, 107 of them, in snake case."""
    with open_log(EVAL / file) as log:
        found = log.tables[0].layout.preset
        assert found is not None
        assert found.id == preset
        assert (log.read + log.skipped + log.rejected, log.read, log.skipped, log.rejected) == account


@pytest.mark.skipif(not EVAL.is_dir(), reason="the CRM exports are not at hand")
def test_real_events_are_calls_and_meetings():
    """Ten rows, counted in the raw file by their column type."""
    with open_log(EVAL / "fivetran_salesforce" / "sf_event_data.csv") as log:
        kinds = dict(log.connection.execute("SELECT kind, count(*) FROM log GROUP BY kind").fetchall())
    assert kinds == {"call": 6, "meeting": 4}
