"""What a broken role definition gets: file, key, value, rule and remedy, all mistakes at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.definitions import ROLE_IDS, Derived, Direction, Level, Single, load_role, read_role
from kpi_xl.errors import InputError, UnknownNameError
from kpi_xl.language import speaking

ROLE = """\
[role]
id = "own"
label = { ja = "自社の役割", en = "Our own role" }
summary = { ja = "概要", en = "Summary" }
goal = { ja = "{month_end}までに{target}", en = "{target} by {month_end}" }
"""

INPUTS = """
[[inputs]]
name = "UNIT_PRICE"
label = { ja = "単価", en = "Price" }
unit = "yen"
default = 500000
"""

KSFS = """
[[ksfs]]
id = "volume"
label = { ja = "量", en = "Volume" }
"""

KGI = """
[[kpis]]
id = "revenue"
label = { ja = "売上", en = "Revenue" }
level = "KGI"
unit = "yen"
period = "month"
direction = "higher"
target = 1000000
input = "KGI_AMOUNT"
measure = { sum = "won" }
problem = { ja = "売上が足りない", en = "Too little revenue" }
"""

RATE = """
[[kpis]]
id = "win_rate"
label = { ja = "成約率", en = "Win rate" }
level = "中間"
unit = "rate"
period = "month"
direction = "higher"
target = 0.25
drives = "revenue"
ksf = "volume"
measure = { ratio = { count = "won" }, to = { count = "meeting" } }
problem = { ja = "質が低い", en = "Poor quality" }
"""

CALLS = """
[[kpis]]
id = "calls"
label = { ja = "架電", en = "Calls" }
level = "activity"
unit = "count"
period = "day"
direction = "higher"
target = 50
drives = "win_rate"
measure = { count = "call" }
problem = { ja = "少ない", en = "Too few" }
"""

FUNNEL = """
[[funnel]]
id = "calls"
label = { ja = "架電", en = "Calls" }
kpi = "calls"
measure = { count = "call" }
"""

GOOD = ROLE + INPUTS + KSFS + KGI + RATE + CALLS + FUNNEL


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "own.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(folder: Path, text: str | bytes, language: str = "ja") -> list[str]:
    """The lines of the refusal."""
    with pytest.raises(InputError) as caught, speaking(language):
        read_role(written(folder, text))
    with speaking(language):
        return str(caught.value).splitlines()


def changed(old: str, new: str, source: str = GOOD) -> str:
    assert source.count(old) == 1, f"{source.count(old)} times {old!r}"
    return source.replace(old, new)


def kpi_changed(block: str, old: str, new: str) -> str:
    return changed(block, changed(old, new, block))


def test_a_company_adds_a_role_with_a_file_alone(tmp_path: Path):
    """The unbroken twin of all cases below: what they break is what they are refused for."""
    role = read_role(written(tmp_path, GOOD))
    assert [kpi.id for kpi in role.kpis] == ["revenue", "win_rate", "calls"]
    assert [kpi.level for kpi in role.kpis] == [Level.KGI, Level.INTERMEDIATE, Level.ACTIVITY]
    assert role.defaults == {"KGI_AMOUNT": 1_000_000, "UNIT_PRICE": 500_000}
    assert role.kpi("calls").direction is Direction.HIGHER


def test_a_kpi_says_what_else_people_call_it(tmp_path: Path):
    """Goal sentences use the company's own words: they are read as this KPI."""
    role = read_role(written(tmp_path, kpi_changed(CALLS, "target = 50", 'target = 50\nwords = ["お電話", "ring-up"]')))
    assert role.kpi("calls").words == ("お電話", "ring-up")
    assert role.kpi("win_rate").words == ()


BROKEN = {
    "an unknown key": (
        kpi_changed(CALLS, "target = 50", "target = 50\nperoid = 1"),
        "own.toml: kpis[3].peroid は使えないキーです。もしかして「period」ですか。",
    ),
    "words that are no list": (
        kpi_changed(CALLS, "target = 50", "target = 50\nwords = 3"),
        "own.toml: kpis[3].words：「3」は使えません。文字列か、そのリストが必要です。二重引用符で囲んでください。",
    ),
    "an unknown table": (
        GOOD + "\n[[kpi]]\nid = 1\n",
        "own.toml: kpi は使えないキーです。もしかして「kpis」ですか。",
    ),
    "a drives that leads nowhere": (
        kpi_changed(CALLS, 'drives = "win_rate"', 'drives = "winrate"'),
        "own.toml: kpis calls.drives：「winrate」は定義されていません。もしかして「win_rate」ですか。",
    ),
    "a ksf that is not defined": (
        kpi_changed(RATE, 'ksf = "volume"', 'ksf = "quality"'),
        "own.toml: kpis win_rate.ksf：「quality」は定義されていません。使えるのは volume です。",
    ),
    "a track that is not defined": (
        kpi_changed(CALLS, "target = 50", 'target = 50\ntrack = "bdr"'),
        "own.toml: kpis calls.track：「bdr」は定義されていません。先に定義するか、この行を消してください。",
    ),
    "a funnel stage of an unknown KPI": (
        changed(FUNNEL, FUNNEL.replace('kpi = "calls"', 'kpi = "call"')),
        "own.toml: funnel calls.kpi：「call」は定義されていません。もしかして「calls」ですか。",
    ),
    "a funnel stage that shares a later one": (
        changed(FUNNEL, FUNNEL.replace('kpi = "calls"', 'share_of = "calls"\nrate = "win_rate"')),
        "own.toml: funnel calls.share_of：「calls」は定義されていません。先に定義するか、この行を消してください。",
    ),
    "a circle": (
        kpi_changed(RATE, 'drives = "revenue"', 'drives = "calls"'),
        "own.toml: kpis：「win_rate, calls」からKGIへたどり着けません（drives が循環しています）。"
        "drives に上位のKPIのidを書いてください。",
    ),
    "no KGI": (
        kpi_changed(KGI, 'level = "KGI"', 'level = "主要"\ndrives = "calls"'),
        'own.toml: kpis：KGIがありません。ちょうど1つのKPIを level = "KGI" にしてください。',
    ),
    "two KGIs": (
        kpi_changed(RATE, 'level = "中間"', 'level = "KGI"').replace('drives = "revenue"\n', ""),
        "own.toml: kpis：「revenue, win_rate」がどれもKGIになっています。"
        'ちょうど1つのKPIを level = "KGI" にしてください。',
    ),
    "a KGI that drives something": (
        kpi_changed(KGI, "target = 1000000", 'target = 1000000\ndrives = "calls"'),
        "own.toml: kpis revenue.drives：「calls」は書けません（KGIの上にKPIはありません）。KGIの drives を消してください。",
    ),
    "a KPI that drives nothing": (
        kpi_changed(CALLS, 'drives = "win_rate"\n', ""),
        "own.toml: kpis calls.drives が必要です（KGI以外のKPIは上位のKPIにつながります）。"
        "drives に上位のKPIのidを書いてください。",
    ),
    "a rate typed as 25": (
        kpi_changed(RATE, "target = 0.25", "target = 25"),
        "own.toml: kpis[2].target：「25」は使えません。率は1（100%）以下です。25%は「0.25」と書いてください。",
    ),
    "an input's rate typed as 25": (
        changed('unit = "yen"\ndefault = 500000', 'unit = "rate"\ndefault = 25'),
        "own.toml: inputs[1].default：「25」は使えません。率は1（100%）以下です。25%は「0.25」と書いてください。",
    ),
    "a negative target": (
        kpi_changed(CALLS, "target = 50", "target = -1"),
        "own.toml: kpis[3].target：「-1」は使えません。0以上の数が必要です。0以上の数を書いてください。",
    ),
    "a text for a number": (
        kpi_changed(CALLS, "target = 50", 'target = "50"'),
        "own.toml: kpis[3].target：「50」は使えません。数が必要です。引用符を付けずに数字で書いてください。",
    ),
    "a number for a text": (
        kpi_changed(CALLS, 'id = "calls"', "id = 7"),
        "own.toml: kpis[3].id：「7」は使えません。文字列が必要です。二重引用符で囲んでください。",
    ),
    "true for a number": (
        kpi_changed(CALLS, "target = 50", "target = true"),
        "own.toml: kpis[3].target：「True」は使えません。数が必要です。引用符を付けずに数字で書いてください。",
    ),
    "a target that is no number at all": (
        kpi_changed(CALLS, "target = 50", "target = nan"),
        "own.toml: kpis[3].target：「nan」は使えません。数が必要です。引用符を付けずに数字で書いてください。",
    ),
    "a label in one language": (
        kpi_changed(CALLS, 'label = { ja = "架電", en = "Calls" }', 'label = { ja = "架電" }'),
        "own.toml: kpis[3].label：「{'ja': '架電'}」は使えません。日本語と英語のラベルが必要です。"
        '{ ja = "…", en = "…" } の形で書いてください。',
    ),
    "a label in three languages": (
        kpi_changed(CALLS, 'en = "Calls" }', 'en = "Calls", fr = "Appels" }'),
        "own.toml: kpis[3].label：「{'ja': '架電', 'en': 'Calls', 'fr': 'Appels'}」は使えません。"
        '日本語と英語のラベルが必要です。{ ja = "…", en = "…" } の形で書いてください。',
    ),
    "an id used twice": (
        kpi_changed(CALLS, 'id = "calls"', 'id = "win_rate"').replace('kpi = "calls"', 'kpi = "win_rate"'),
        "own.toml: kpis：「win_rate」が2回使われています。別の名前にしてください。",
    ),
    "an input that a KPI has already": (
        changed('name = "UNIT_PRICE"', 'name = "KGI_AMOUNT"'),
        "own.toml: inputs：「KGI_AMOUNT」が2回使われています。別の名前にしてください。",
    ),
    "an unknown level": (
        kpi_changed(CALLS, 'level = "activity"', 'level = "活動量"'),
        "own.toml: kpis[3].level：「活動量」という選択肢はありません。もしかして「活動」ですか。",
    ),
    "an unknown unit": (
        kpi_changed(CALLS, 'unit = "count"', 'unit = "counts"'),
        "own.toml: kpis[3].unit：「counts」という選択肢はありません。もしかして「count」ですか。",
    ),
    "an unknown period": (
        kpi_changed(CALLS, 'period = "day"', 'period = "quarter"'),
        "own.toml: kpis[3].period：「quarter」という選択肢はありません。使えるのは day、week、month、year です。",
    ),
    "an unknown direction": (
        kpi_changed(CALLS, 'direction = "higher"', 'direction = "up"'),
        "own.toml: kpis[3].direction：「up」という選択肢はありません。使えるのは higher、lower です。",
    ),
    "an unknown kind": (
        kpi_changed(CALLS, '{ count = "call" }', '{ count = "calls" }'),
        "own.toml: kpis[3].measure.count：「calls」という種別はありません。もしかして「call」ですか。",
    ),
    "an unknown derived measure": (
        kpi_changed(CALLS, '{ count = "call" }', '{ derived = "coverage" }'),
        "own.toml: kpis[3].measure.derived：「coverage」という選択肢はありません。"
        "もしかして「pipeline_coverage」ですか。",
    ),
    "no measure": (
        kpi_changed(CALLS, 'measure = { count = "call" }\n', ""),
        "own.toml: kpis[3].measure が必要です。「measure = …」を加えてください。",
    ),
    "an empty measure": (
        kpi_changed(CALLS, '{ count = "call" }', "{}"),
        "own.toml: kpis[3].measure：数え方がちょうど1つ必要です。"
        'count、sum、distinct、mean、ratio、derived のどれか1つを書いてください（例 { count = "call" }）。',
    ),
    "two measures": (
        kpi_changed(CALLS, '{ count = "call" }', '{ count = "call", sum = "won" }'),
        "own.toml: kpis[3].measure：数え方がちょうど1つ必要です。"
        'count、sum、distinct、mean、ratio、derived のどれか1つを書いてください（例 { count = "call" }）。',
    ),
    "a ratio to nothing": (
        kpi_changed(RATE, ', to = { count = "meeting" }', ""),
        "own.toml: kpis[2].measure.to が必要です。「to = …」を加えてください。",
    ),
    "a way back without its inputs": (
        kpi_changed(CALLS, "target = 50", 'target = 50\nreverse = "meetings"'),
        "own.toml: kpis calls.reverse：「WIN_RATE」という入力がないため逆算できません。"
        "[[inputs]] に加えるか、reverse を消してください。",
    ),
    "an input named like a cell": (
        changed('name = "UNIT_PRICE"', 'name = "KPI1"'),
        "own.toml: inputs[1].name：「KPI1」は入力の名前に使えません。"
        "「KGI_AMOUNT」のように英大文字、数字、_ で書いてください。",
    ),
    "an input named in small letters": (
        kpi_changed(KGI, "KGI_AMOUNT", "kgi amount"),
        "own.toml: kpis[1].input：「kgi amount」は入力の名前に使えません。"
        "「KGI_AMOUNT」のように英大文字、数字、_ で書いてください。",
    ),
    "a goal with an unknown placeholder": (
        changed('en = "{target} by {month_end}"', 'en = "{goal} by {month_end}"'),
        "own.toml: role.goal：「{goal} by {month_end}」の { } に使えない語があります。"
        "使えるのは {target} と {month_end} です。",
    ),
    "a goal with an open brace": (
        changed('en = "{target} by {month_end}"', 'en = "{target by {month_end}"'),
        "own.toml: role.goal：「{target by {month_end}」の { } に使えない語があります。"
        "使えるのは {target} と {month_end} です。",
    ),
    "no role at all": (
        KSFS,
        "own.toml: role が必要です。「[role]」の表を加えてください。",
    ),
    "a role that is no table": (
        'role = "own"\n' + KSFS,
        "own.toml: role：「own」は使えません。表（テーブル）が必要です。付属の定義ファイルの書き方にならってください。",
    ),
    "one table where a list is needed": (
        ROLE + KGI.replace("[[kpis]]", "[kpis]"),
        "own.toml: kpis：「{'id': 'revenue', 'label': {'ja': '売上', 'en': 'Revenue'},...」は使えません。"
        "表の並びが必要です。[[kpis]] の形で書いてください。",
    ),
    "Shift_JIS": (
        GOOD.encode("cp932"),
        "own.toml：UTF-8で書かれていません。エディターでUTF-8として保存し直してください。",
    ),
    "3,000 brackets": (
        "a = " + "[" * 3_000,
        "own.toml：TOMLとして読めません。「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください。",
    ),
    "a number of 5,000 digits": (
        "a = " + "1" * 5_000,
        "own.toml：TOMLとして読めません。「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください。",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_definition_is_refused_with_its_place_and_remedy(tmp_path: Path, case: str):
    """Sales ops people write these files; the message must be enough to mend them without a programmer."""
    text, message = BROKEN[case]
    assert message in refused(tmp_path, text)


def test_a_slip_in_toml_names_the_line(tmp_path: Path):
    """A missing quote in a file of 150 lines is hard to find by eye."""
    text = changed('id = "revenue"', 'id = "revenue')
    line = text.splitlines().index('id = "revenue') + 1
    assert refused(tmp_path, text) == [
        f"own.toml {line}行目：TOMLとして読めません。「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください。"
    ]


ENGLISH = {
    "an unknown key": "own.toml: kpis[3].peroid is an unknown key. Did you mean 'period'?",
    "a drives that leads nowhere": "own.toml: kpis calls.drives: 'winrate' is not defined. Did you mean 'win_rate'?",
    "a ksf that is not defined": "own.toml: kpis win_rate.ksf: 'quality' is not defined. Known: volume.",
    "a circle": "own.toml: kpis: 'win_rate, calls' does not lead to the KGI (drives form a loop). "
    "Write the id of the KPI above it.",
    "no KGI": 'own.toml: kpis: there is no KGI. Give level = "KGI" to exactly one KPI.',
    "a rate typed as 25": "own.toml: kpis[2].target: got '25'; a rate is at most 1 (100%). Write 25% as 0.25.",
    "a text for a number": "own.toml: kpis[3].target: '50' must be a number. Write it in digits without quotes.",
    "an unknown unit": "own.toml: kpis[3].unit: 'counts' is not one of the choices. Did you mean 'count'?",
    "no measure": "own.toml: kpis[3].measure is required. Add 'measure = ...'.",
    "no role at all": "own.toml: role is required. Add a table [role].",
    "Shift_JIS": "own.toml is not written in UTF-8. Save it as UTF-8 in your editor.",
}


@pytest.mark.parametrize("case", ENGLISH)
def test_the_english_message_is_as_complete(tmp_path: Path, case: str):
    """English speakers get the same place, value, rule and remedy."""
    assert ENGLISH[case] in refused(tmp_path, BROKEN[case][0], "en")


def test_all_mistakes_are_told_at_once(tmp_path: Path):
    """Mending one mistake a run, ten runs long, makes people give up."""
    text = GOOD.replace("target = 0.25", "target = 25").replace('unit = "count"', 'unit = "counts"')
    text = text.replace('id = "volume"\n', "").replace('summary = { ja = "概要", en = "Summary" }\n', "")
    assert refused(tmp_path, text) == [
        "own.toml: kpis[2].target：「25」は使えません。率は1（100%）以下です。25%は「0.25」と書いてください。",
        "own.toml: kpis[3].unit：「counts」という選択肢はありません。もしかして「count」ですか。",
        "own.toml: ksfs[1].id が必要です。「id = …」を加えてください。",
        "own.toml: role.summary が必要です。「summary = …」を加えてください。",
    ]


TRACKS = """
[[tracks]]
id = "sdr"
label = { ja = "SDR", en = "SDR" }

[[tracks]]
id = "bdr"
label = { ja = "BDR", en = "BDR" }
"""


def test_a_kpi_of_all_must_not_hang_on_one_track(tmp_path: Path):
    """An SDR's tree would have a hole where the BDR's KPI stood, and the report could not be made."""
    text = kpi_changed(RATE, "target = 0.25", 'target = 0.25\ntrack = "bdr"') + TRACKS
    assert refused(tmp_path, text) == [
        "own.toml: kpis calls.drives：「win_rate」は別のトラックだけのものです。"
        'track = "bdr" を付けるか、参照を変えてください。'
    ]


def test_what_follows_one_track_together_is_accepted(tmp_path: Path):
    """The refusal above must not hit a tree that is whole within its track."""
    text = GOOD.replace("target = 0.25", 'target = 0.25\ntrack = "bdr"').replace("target = 50", 'target = 50\ntrack = "bdr"')
    text = text.replace('kpi = "calls"', 'kpi = "calls"\ntrack = "bdr"') + TRACKS
    role = load_role(f"{written(tmp_path, text)}:sdr")
    assert [kpi.id for kpi in role.kpis] == ["revenue"]
    assert role.funnel == ()


def test_a_table_that_is_none_is_not_searched_for_its_keys(tmp_path: Path):
    """One mistake, one message: five follow-ups would bury it."""
    text, message = BROKEN["a role that is no table"]
    assert refused(tmp_path, text) == [message]


def test_a_missing_file_is_named_with_its_path(tmp_path: Path):
    """A typing slip in the path is the commonest mistake of all."""
    with pytest.raises(InputError) as caught:
        load_role(str(tmp_path / "none.toml"))
    assert str(caught.value) == f"{tmp_path / 'none.toml'}：ファイルがありません。ファイルの場所と名前を確認してください。"


def test_a_folder_is_no_definition(tmp_path: Path):
    """Nor a traceback."""
    (tmp_path / "own.toml").mkdir()
    with pytest.raises(InputError) as caught:
        load_role(str(tmp_path / "own.toml"))
    assert str(caught.value) == f"{tmp_path / 'own.toml'}：ファイルとして開けません。ファイルの場所と名前を確認してください。"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("field_salse", "役割：「field_salse」という役割はありません。もしかして「field_sales」ですか。"),
        (
            "sales manager of the east",
            "役割：「sales manager of the east」という役割はありません。"
            f"使えるのは {'、'.join(ROLE_IDS)} です。",
        ),
        ("inside_sales:bdx", "inside_sales：「bdx」というトラックはありません。もしかして「bdr」ですか。"),
        ("field_sales:bdr", "field_sales：「bdr」というトラックはありません。使えるものはありません。"),
        ("../field_sales", "役割：「../field_sales」という役割はありません。もしかして「field_sales」ですか。"),
    ],
)
def test_an_unknown_role_or_track_is_answered_with_the_nearest(name: str, message: str):
    """Role ids are typed by hand on the command line and in the members table."""
    with pytest.raises(UnknownNameError) as caught:
        load_role(name)
    assert str(caught.value) == message


def test_a_byte_order_mark_does_no_harm(tmp_path: Path):
    """Windows Notepad writes one before the first bracket."""
    assert read_role(written(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())).id == "own"


def test_levels_are_read_in_japanese_and_english(tmp_path: Path):
    """主要, Primary and primary mean one thing."""
    for word in ("活動", "Activity", "activity"):
        role = read_role(written(tmp_path, GOOD.replace('level = "activity"', f'level = "{word}"')))
        assert role.kpi("calls").level is Level.ACTIVITY


def test_the_kgi_leads_wherever_it_stands_in_the_file(tmp_path: Path):
    """Sheets and reports show the goal first."""
    role = read_role(written(tmp_path, ROLE + INPUTS + KSFS + CALLS + RATE + KGI))
    assert [kpi.id for kpi in role.kpis] == ["revenue", "calls", "win_rate"]


@pytest.mark.parametrize("threshold", [0.0, 0.9])
def test_a_threshold_is_kept_even_when_it_is_zero(tmp_path: Path, threshold: float):
    """0 is a number that somebody chose, not a missing one."""
    measure = f'{{ derived = "members_attaining", threshold = {threshold} }}'
    role = read_role(written(tmp_path, GOOD.replace('{ count = "call" }\nproblem', f"{measure}\nproblem")))
    assert role.kpi("calls").measure == Derived(role.kpi("calls").measure.source, threshold)


def test_a_tally_can_be_limited_to_sources_and_kinds(tmp_path: Path):
    """Companies count what comes from the web apart from what comes from fairs."""
    measure = '{ distinct = ["call", "visit"], source = "web", source_not = ["展示会", "紹介"] }'
    role = read_role(written(tmp_path, GOOD.replace('{ count = "call" }\nproblem', f"{measure}\nproblem")))
    measured = role.kpi("calls").measure
    assert isinstance(measured, Single)
    assert measured.tally.kinds == ("call", "visit")
    assert measured.tally.sources == ("web",)
    assert measured.tally.sources_not == ("展示会", "紹介")
