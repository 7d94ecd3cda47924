"""The monthly report: members and teams against a plan, with and without a manager, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi_xl.activity import open_log
from kpi_xl.attainment import Status, all_rows, build_report
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan, RolePlan, Thresholds
from kpi_xl.workdays import WorkCalendar
from tests.activity.logs import NOVEMBER
from tests.attainment.plans import FIELD, MANAGER, actuals, block, field_plan, member, report_of, result, targets

COUNTS = ("revenue", "deals_won", "meetings")
RATES = ("average_order", "win_rate", "key_person_rate")

TEAM = [
    "2026-11-02,山田,東,商談,40,,,,",
    "2026-11-02,山田,東,キーパーソン接触,30,,,,",
    "2026-11-10,山田,東,受注,8,4000000,,A,",
    "2026-11-02,佐藤,東,商談,10,,,,",
    "2026-11-02,佐藤,東,キーパーソン接触,10,,,,",
    "2026-11-10,佐藤,東,受注,2,1200000,,B,",
]

EARLIER_VISIT = "2026-09-02,山田,東,訪問,1,,,,"
"""Visits are logged, so that a month without any has 0."""


def test_targets_are_worked_back_and_shared(tmp_path: Path):
    """900万円 at 50万円 and 20% for three: 300万円, 6 deals and 30 meetings each; rates are the same for all."""
    plan = field_plan(member("山田"), member("佐藤"), member("鈴木"))
    report = report_of(tmp_path, plan, *TEAM)
    for name in ("山田", "佐藤", "鈴木"):
        assert targets(result(report, name), COUNTS) == [3_000_000, 6, 30]
        assert targets(result(report, name), RATES) == [500_000, 0.20, 0.80]
        assert result(report, name).row("visits_per_week").target == 10


def test_rows_alone_are_those_of_the_whole_report(tmp_path: Path):
    """A list of a thousand members looks back on nothing, and says the same of the month."""
    plan = field_plan(member("山田"), member("佐藤"), member("部長", role="manager"))
    whole = report_of(tmp_path, plan, *TEAM, "2026-08-03,高橋,西,商談,3,,,,")
    with open_log(tmp_path / "log.csv") as log:
        rows_only = build_report(log, plan, NOVEMBER, months=1)
    assert [each.name for each in rows_only.results] == [each.name for each in whole.results]
    assert [(owner.name, row) for owner, row in all_rows(rows_only.results)] == [
        (owner.name, replace(row, before=None)) for owner, row in all_rows(whole.results)
    ]
    assert rows_only.log == whole.log
    assert {each.trend for each in rows_only.results} == {()}


def test_a_share_gives_a_member_more_or_less(tmp_path: Path):
    """Half of the goal for one; the two others split the rest."""
    plan = field_plan(member("山田", share=0.5), member("佐藤"), member("鈴木"))
    report = report_of(tmp_path, plan, *TEAM)
    assert targets(result(report, "山田"), COUNTS) == [4_500_000, 9, 45]
    assert [targets(result(report, name), COUNTS)[0] for name in ("佐藤", "鈴木")] == [2_250_000, 2_250_000]
    assert sorted(targets(result(report, name), COUNTS)[1] for name in ("佐藤", "鈴木")) == [4, 5]  # 4.5 each, whole


def test_counts_of_a_team_add_up_and_rates_are_pooled(tmp_path: Path):
    """10 of 50 meetings won is 20%: not the mean of 8 of 40 and 2 of 10, though here 5.2万円 an order shows the difference."""
    report = report_of(tmp_path, field_plan(member("山田"), member("佐藤"), member("鈴木")), *TEAM)
    total = block(report).total
    assert total.name == "東"
    assert actuals(total, COUNTS) == [5_200_000, 10, 50]
    assert targets(total, COUNTS) == [9_000_000, 18, 90]
    assert actuals(total, RATES) == [520_000, 0.2, 0.8]
    assert targets(total, RATES) == [500_000, 0.20, 0.80]
    assert total.row("visits_per_week").target == 30


def test_rates_and_signs_of_members(tmp_path: Path):
    """400万 of 300万円 is 133% ○; 10 of 30 meetings is 33% ×; 佐藤's 20% win rate is 100% ○."""
    report = report_of(tmp_path, field_plan(member("山田"), member("佐藤"), member("鈴木")), *TEAM)
    yamada, sato, suzuki = (result(report, name) for name in ("山田", "佐藤", "鈴木"))
    assert (yamada.kgi.rate, yamada.kgi.status) == (pytest.approx(4 / 3), Status.GOOD)
    assert (sato.row("meetings").rate, sato.row("meetings").status) == (pytest.approx(1 / 3), Status.POOR)
    assert (sato.row("win_rate").rate, sato.row("win_rate").status) == (pytest.approx(1.0), Status.GOOD)
    assert (yamada.row("key_person_rate").rate, yamada.row("key_person_rate").status) == (0.9375, Status.FAIR)
    assert (suzuki.kgi.actual, suzuki.kgi.rate, suzuki.kgi.status) == (0, 0, Status.POOR)
    assert (suzuki.row("win_rate").actual, suzuki.row("win_rate").rate, suzuki.row("win_rate").status) == (None, None, None)


def test_the_share_of_members_at_80_percent_is_told_per_kpi(tmp_path: Path):
    """Revenue: 山田 133%, 佐藤 40%, 鈴木 0%: one of three. Win rate: both who met anybody."""
    report = report_of(tmp_path, field_plan(member("山田"), member("佐藤"), member("鈴木")), *TEAM, EARLIER_VISIT)
    shares = dict(zip([kpi.id for kpi in FIELD.kpis], block(report).shares, strict=True))
    assert shares["revenue"] == pytest.approx(1 / 3)
    assert shares["win_rate"] == 1.0
    assert shares["key_person_rate"] == 1.0
    assert shares["visits_per_week"] == 0.0


def test_the_plans_own_thresholds_decide_signs_and_shares(tmp_path: Path):
    """From 40% △ and from 90% ○, 佐藤's 40% is △ and counts."""
    plan = field_plan(member("山田"), member("佐藤"), member("鈴木"), thresholds=Thresholds(good=0.9, fair=0.4))
    report = report_of(tmp_path, plan, *TEAM)
    assert result(report, "佐藤").kgi.status is Status.FAIR
    assert result(report, "山田").row("key_person_rate").status is Status.GOOD
    assert block(report).shares[0] == pytest.approx(2 / 3)
    assert report.thresholds == Thresholds(0.9, 0.4)


def test_overall_and_worst_show_where_to_look(tmp_path: Path):
    """One KPI at 300% must not hide another at 20%: each counts at most 100%."""
    report = report_of(tmp_path, field_plan(member("山田"), member("佐藤"), member("鈴木")), *TEAM, EARLIER_VISIT)
    yamada = result(report, "山田")
    # revenue, deals, average order, meetings, win rate 100%; key persons 93.75%; no visits 0%
    assert yamada.overall == pytest.approx((5 + 0.9375 + 0) / 7)
    assert yamada.worst is not None
    assert yamada.worst.kpi.id == "visits_per_week"


def test_a_rate_below_zero_counts_as_zero_in_the_overall_attainment(tmp_path: Path):
    """A cancelled deal of −900万円 is -300% of the KGI; it must not pull the other six KPIs below what they are."""
    lines = ("2026-11-02,山田,東,商談,30,,,,", "2026-11-10,山田,東,受注,6,-9000000,,A,", EARLIER_VISIT, "2026-09-02,山田,東,キーパーソン接触,1,,,,")
    owner = result(report_of(tmp_path, field_plan(member("山田"), amount=3_000_000), *lines), "山田")
    rates = {row.kpi.id: row.rate for row in owner.rows}
    assert (rates["revenue"], rates["average_order"]) == (-3.0, -3.0)
    assert (rates["deals_won"], rates["meetings"], rates["win_rate"]) == (1.0, 1.0, 1.0)
    assert (rates["key_person_rate"], rates["visits_per_week"]) == (0.0, 0.0)
    assert owner.overall == pytest.approx(3 / 7)


def test_a_member_whom_only_the_log_knows_is_listed_without_target(tmp_path: Path):
    """A newcomer whom nobody entered yet must neither vanish nor be judged, nor move the totals of those planned."""
    plan = field_plan(member("山田"), amount=4_000_000)
    report = report_of(tmp_path, plan, *TEAM)
    sato = result(report, "佐藤")
    assert not sato.is_planned
    assert result(report, "山田").is_planned
    assert {(row.target, row.rate, row.status) for row in sato.rows} == {(None, None, None)}
    assert sato.kgi.actual == 1_200_000
    assert [row.target for row in sato.funnel] == [None] * len(FIELD.funnel)
    planned, unplanned = report.teams[0].blocks
    assert (planned.total.kgi.actual, planned.total.kgi.target) == (4_000_000, 4_000_000)
    assert (unplanned.total.kgi.actual, unplanned.total.kgi.target) == (1_200_000, None)
    assert str(unplanned.role.title) == "計画に未登録（ログのみ）"
    assert planned.shares[0] == 1.0


def test_a_member_without_any_activity_is_listed_with_zeros(tmp_path: Path):
    """Whoever did nothing is the one to talk to."""
    report = report_of(tmp_path, field_plan(member("山田"), member("休職"), member("佐藤")), *TEAM)
    idle = result(report, "休職")
    assert actuals(idle, COUNTS) == [0, 0, 0]
    assert actuals(idle, RATES) == [None, None, None]


def test_a_name_in_the_plan_is_found_in_the_log_in_any_spelling(tmp_path: Path):
    """The workbook says 山田　太郎, the CRM 山田太郎."""
    plan = field_plan(member("山田　太郎"), member("ｽﾐｽ"))
    report = report_of(tmp_path, plan, "2026-11-02,山田太郎,東,受注,1,500000,,,", "2026-11-02,スミス,東,受注,1,700000,,,")
    assert {owner.name: owner.kgi.actual for owner in report.results} == {"山田　太郎": 500_000, "ｽﾐｽ": 700_000}


def test_two_teams_are_measured_apart(tmp_path: Path):
    """A plan's members say who is where, whatever the log says."""
    plan = field_plan(member("山田", "東"), member("佐藤", "西"), member("鈴木", "西"))
    report = report_of(tmp_path, plan, *TEAM)
    assert [(team.name, [each.name for each in team.members]) for team in report.teams] == [
        ("東", ["山田"]), ("西", ["佐藤", "鈴木"]),
    ]  # fmt: skip
    assert (block(report, "東").total.kgi.actual, block(report, "東").total.kgi.target) == (4_000_000, 3_000_000)
    assert (block(report, "西").total.kgi.actual, block(report, "西").total.kgi.target) == (1_200_000, 6_000_000)


def test_a_log_without_teams_makes_one_team_without_name(tmp_path: Path):
    """Small companies have no team column."""
    lines = ["2026-11-02,山田,受注,1,500000", "2026-11-02,佐藤,受注,2,900000"]
    report = report_of(tmp_path, Plan.standard(FIELD), *lines, header="日付,担当者,種別,件数,金額")
    assert [team.name for team in report.teams] == [""]
    assert block(report, "").total.kgi.actual == 1_400_000
    assert block(report, "").total.kgi.target == 6_000_000


def test_without_a_plan_everybody_has_the_methods_standard(tmp_path: Path):
    """30 商談, 10 visits a week, 300万円: each member, not shared."""
    report = report_of(tmp_path, Plan.standard(FIELD), *TEAM)
    for name in ("山田", "佐藤"):
        assert targets(result(report, name), COUNTS) == [3_000_000, 6, 30]
    assert targets(block(report).total, COUNTS) == [6_000_000, 12, 60]


def test_a_target_typed_by_hand_beats_the_one_worked_back(tmp_path: Path):
    """A person's 40 meetings are 40 meetings, and 120 for three."""
    plan = field_plan(member("山田"), member("佐藤"), member("鈴木"), overrides={"meetings": 40})
    report = report_of(tmp_path, plan, *TEAM)
    assert result(report, "山田").row("meetings").target == 40
    assert block(report).total.row("meetings").target == 120
    assert result(report, "山田").row("deals_won").target == 6


# --- The month so far ---------------------------------------------------------------------------------------------

CALLS = [
    "2026-11-02,田中,東,架電,100,,,,",  # Mon, the 1st working day
    "2026-11-05,田中,東,架電,80,,,,",  # Thu, the 3rd: 11/3 is 文化の日
    "2026-11-06,田中,東,架電,60,,,,",  # Fri, the 4th
    "2026-11-30,田中,東,架電,150,,,,",
]


@pytest.mark.parametrize(
    ("as_of", "elapsed", "per_day"),
    [
        (date(2026, 11, 1), 0, 0.0),  # a Sunday: no working day is gone, and nothing is divided by zero
        (date(2026, 11, 2), 1, 100.0),
        (date(2026, 11, 5), 3, 60.0),
        (date(2026, 11, 6), 4, 60.0),
        (date(2026, 11, 8), 4, 60.0),
        (None, 19, 390 / 19),
        (date(2026, 12, 24), 19, 390 / 19),  # later than the month: the whole month
    ],
)
def test_a_month_so_far_is_spread_over_the_days_that_are_gone(
    tmp_path: Path, as_of: date | None, elapsed: int, per_day: float
):
    """On the 5th, 180 calls on 3 days are 60 a day; over 19 days they would look like a disaster."""
    report = report_of(tmp_path, Plan.standard(load_role("inside_sales:bdr")), *CALLS, month=Month(2026, 11), as_of=as_of)
    if elapsed:
        assert result(report, "田中").row("calls_per_day").actual == pytest.approx(per_day)
    assert (report.elapsed_days, report.working_days) == (elapsed, 19)
    assert report.is_complete == (elapsed == 19)


def test_the_day_itself_counts_and_the_next_does_not(tmp_path: Path):
    """As of the 5th includes the 5th."""
    report = report_of(tmp_path, Plan.standard(load_role("inside_sales:bdr")), *CALLS, as_of=date(2026, 11, 5))
    (calls,) = [row.actual for row in result(report, "田中").funnel if row.stage.id == "calls"]
    assert calls == 180
    assert report.log.kinds["call"].count == 180
    assert report.as_of == date(2026, 11, 5)


def test_company_days_off_are_no_working_days(tmp_path: Path):
    """A company that closes on 11/2 and works on 文化の日 has other days to spread over."""
    calendar = WorkCalendar(frozenset({date(2026, 11, 2)}), frozenset({date(2026, 11, 3)}))
    plan = Plan.standard(load_role("inside_sales:bdr"), calendar)
    report = report_of(tmp_path, plan, *CALLS, as_of=date(2026, 11, 5))
    assert (report.elapsed_days, report.working_days) == (3, 19)
    assert result(report, "田中").row("calls_per_day").actual == 60


# --- Trend ----------------------------------------------------------------------------------------------------------


def test_the_trend_shows_six_months_of_the_kgi(tmp_path: Path):
    """June to November, counted by hand; a month without rows is 0, one outside the six is not there."""
    lines = [f"2026-{month:02d}-15,山田,東,受注,1,{month}00000,,," for month in (5, 6, 8, 9, 11, 12)]
    report = report_of(tmp_path, field_plan(member("山田"), amount=1_000_000), *lines)
    trend = result(report, "山田").trend
    assert [point.month for point in trend] == [Month(2026, month) for month in (6, 7, 8, 9, 10, 11)]
    assert [point.actual for point in trend] == [600_000, 0, 800_000, 900_000, 0, 1_100_000]
    assert [point.target for point in trend] == [1_000_000] * 6
    assert [point.rate for point in trend] == [0.6, 0, 0.8, 0.9, 0, 1.1]


def test_the_trend_follows_the_season_of_the_plan(tmp_path: Path):
    """Twelve times the goal, spread 0.5 in August and 1.5 in September; the other months keep their weight of 1."""
    plan = field_plan(member("山田"), amount=1_000_000, month_weights={8: 0.5, 9: 1.5})
    report = report_of(tmp_path, plan, "2026-11-15,山田,東,受注,1,1,,,")
    assert [point.target for point in result(report, "山田").trend] == [
        1_000_000, 1_000_000, 500_000, 1_500_000, 1_000_000, 1_000_000,
    ]  # fmt: skip


def test_a_trend_across_the_turn_of_the_year(tmp_path: Path):
    """January's trend begins in August of the year before."""
    lines = ["2026-08-31,山田,東,受注,1,5,,,", "2027-01-01,山田,東,受注,1,7,,,"]
    report = report_of(tmp_path, field_plan(member("山田")), *lines, month=Month(2027, 1))
    assert [(str(point.month), point.actual) for point in result(report, "山田").trend][:: 5] == [("2026-08", 5), ("2027-01", 7)]


# --- Inside sales: two tracks ------------------------------------------------------------------------------------------


def inside_plan() -> Plan:
    role = load_role("inside_sales")
    members = (member("反響", role="inside_sales:sdr"), member("新規", role="inside_sales:bdr"), member("新規2", role="inside_sales:bdr"))
    return Plan((RolePlan(role, {**role.defaults, "KGI_AMOUNT": 15_000_000}),), members)


def test_each_track_has_its_own_kpis_and_its_own_block(tmp_path: Path):
    """An SDR is not measured by cold calls; what both follow is shared among all three."""
    report = report_of(tmp_path, inside_plan(), "2026-11-02,反響,東,アポイント,3,,,,Web")
    (team,) = report.teams
    assert [(each.role.track, [owner.name for owner in each.members]) for each in team.blocks] == [
        ("sdr", ["反響"]), ("bdr", ["新規", "新規2"]),
    ]  # fmt: skip
    assert "calls_per_day" not in {row.kpi.id for row in result(report, "反響").rows}
    assert {owner.row("new_appointments").target for owner in report.results} == {50}  # 1,500万 / 50万 / 20% = 150, for three


def test_calls_are_shared_by_the_callers_only(tmp_path: Path):
    """Two of three call: their 100 of 150 appointments at 5% are 2,000 calls on 19 days, 106 a day, 53 each."""
    report = report_of(tmp_path, inside_plan(), "2026-11-02,新規,東,架電,1900,,,,")
    caller = result(report, "新規")
    assert caller.row("calls_per_day").target == 53
    assert caller.row("calls_per_day").actual == 100
    assert [row.target for row in caller.funnel] == [53 * 19, 50, 50]


# --- The manager --------------------------------------------------------------------------------------------------------

LED = [
    *TEAM,
    "2026-11-05,山田,東,パイプライン,1,5000000,,A,",
    "2026-11-25,山田,東,パイプライン,1,8000000,,A,",  # a later snapshot replaces the earlier one
    "2026-11-25,佐藤,東,パイプライン,1,10000000,,B,",
    "2026-11-26,部長,東,同行,3,,,,",
]


def led_plan(*, manager_role: str = "manager") -> Plan:
    roles = (RolePlan(FIELD, {**FIELD.defaults, "KGI_AMOUNT": 6_000_000}), RolePlan(MANAGER, {**MANAGER.defaults, "KGI_AMOUNT": 6_000_000}))
    return Plan(roles, (member("山田"), member("佐藤"), member("部長", role=manager_role)))


def test_a_manager_is_measured_by_the_team(tmp_path: Path):
    """520万 of 600万円; pipeline 1,800万 is open at its end; 3 joint visits of 2."""
    report = report_of(tmp_path, led_plan(), *LED)
    boss = result(report, "部長")
    assert [each.name for each in report.teams[0].members] == ["山田", "佐藤"]
    assert (boss.kgi.actual, boss.kgi.target) == (5_200_000, 6_000_000)
    assert (boss.pipeline.open, boss.row("pipeline_coverage").actual) == (18_000_000, None)
    assert (boss.row("joint_visits").actual, boss.row("joint_visits").rate) == (3, 1.5)


def test_members_attaining_rests_on_the_members_overall_attainment(tmp_path: Path):
    """With visits, 山田 stands at 6 of 7 KPIs and 94%; 佐藤 at 40%, 33%, 33% and no visits: one of two attains 80%."""
    report = report_of(tmp_path, led_plan(), *LED, "2026-11-06,山田,東,訪問,38,,,,")
    yamada, sato = result(report, "山田").overall, result(report, "佐藤").overall
    assert yamada == pytest.approx((6 + 0.9375) / 7)
    assert sato == pytest.approx((1.2 / 3 + 2 / 6 + 1 + 10 / 30 + 1 + 1 + 0) / 7)
    share = result(report, "部長").row("members_attaining")
    assert (share.actual, share.rate, share.status) == (0.5, 0.5, Status.POOR)


def test_who_is_not_in_the_plan_does_not_count_among_the_attaining(tmp_path: Path):
    """Without a target nobody can attain or miss it; their revenue is the team's all the same."""
    report = report_of(tmp_path, led_plan(), *LED, "2026-11-06,山田,東,訪問,38,,,,", "2026-11-10,新人,東,受注,1,800000,,,")
    boss = result(report, "部長")
    assert boss.row("members_attaining").actual == 0.5
    assert boss.kgi.actual == 6_000_000


def test_a_manager_who_sells_too_is_counted_once(tmp_path: Path):
    """プレイングマネージャー stand in the members table twice; their deals are won once."""
    plan = led_plan()
    twice = replace(plan, members=(*plan.members, member("部長")))
    report = report_of(tmp_path, twice, *LED, "2026-11-10,部長,東,受注,1,800000,,C,")
    (boss,) = [lead for team in report.teams for lead in team.led]
    assert boss.kgi.actual == 6_000_000
    assert boss.row("joint_visits").actual == 3


def test_a_manager_of_each_team_sees_their_own(tmp_path: Path):
    """Each has the manager's goal of their workbook; neither sees the other's deals."""
    roles = led_plan().roles
    plan = Plan(roles, (member("山田"), member("東長", role="manager"), member("佐藤", "西"), member("西長", "西", role="manager")))
    report = report_of(tmp_path, plan, *LED)
    assert (result(report, "東長").kgi.actual, result(report, "西長").kgi.actual) == (4_000_000, 1_200_000)
    assert result(report, "東長").kgi.target == result(report, "西長").kgi.target == 3_000_000


def test_a_manager_without_a_plan_gets_the_standard_for_each_team(tmp_path: Path):
    """1,000万円 a team; each member owes an equal share of it, and 80% of that attains."""
    lines = [*LED, "2026-11-10,西野,西,受注,1,10000000,,D,"]
    report = report_of(tmp_path, Plan.standard(MANAGER), *lines)
    assert [team.name for team in report.teams] == ["東", "西"]
    east, west = (team.led[0] for team in report.teams)
    assert (east.name, east.kgi.target, west.kgi.target) == ("", 10_000_000, 10_000_000)
    assert [owner.kgi.target for owner in report.teams[0].members] == [3_333_334, 3_333_333, 3_333_333]
    assert east.row("members_attaining").actual == pytest.approx(1 / 3)  # 山田 400万; 佐藤 120万 and 部長 nothing do not
    assert west.row("members_attaining").actual == 1.0
    assert east.pipeline.open == 18_000_000


# --- What must not matter -----------------------------------------------------------------------------------------------

ROWS = st.lists(
    st.tuples(
        st.integers(1, 30), st.sampled_from(["山田", "佐藤"]), st.sampled_from(["商談", "受注", "訪問", "キーパーソン接触"]),
        st.integers(1, 9), st.integers(0, 900),
    ),
    min_size=1, max_size=12,
)  # fmt: skip


def _figures(rows: list[tuple[int, str, str, int, int]]) -> dict[tuple[str, str], tuple[float | None, float | None]]:
    lines = [f"2026-11-{day:02d},{name},東,{kind},{count},{yen}000,,," for day, name, kind, count, yen in rows]
    with TemporaryDirectory() as folder:
        report = report_of(Path(folder), field_plan(member("山田"), member("佐藤")), *lines)
    return {(owner.name, row.kpi.id): (row.actual, row.rate) for owner, row in all_rows(report.results)}


@settings(max_examples=8)
@given(rows=ROWS, data=st.data())
def test_the_order_of_the_rows_does_not_matter(rows: list, data: st.DataObject):
    """Exports come sorted by anything."""
    assert _figures(data.draw(st.permutations(rows))) == _figures(rows)


@settings(max_examples=8)
@given(rows=ROWS)
def test_ten_calls_in_one_row_are_ten_rows_of_one_call(rows: list):
    """One system writes a row per call, another a daily total."""
    split = [
        (day, name, kind, 1, yen if index == 0 else 0) for day, name, kind, count, yen in rows for index in range(count)
    ]
    ours, theirs = _figures(rows), _figures(split)
    assert ours.keys() == theirs.keys()
    for key, (actual, rate) in ours.items():
        assert theirs[key] == ((None, None) if actual is None else (pytest.approx(actual), pytest.approx(rate)))


@settings(max_examples=8)
@given(rows=ROWS, factor=st.sampled_from([2, 10]))
def test_twice_as_much_of_everything_doubles_counts_and_leaves_rates(rows: list, factor: int):
    """Doubling meetings, deals and yen doubles each count and changes no win rate."""
    ours = _figures(rows)
    more = _figures([(day, name, kind, count * factor, yen * factor) for day, name, kind, count, yen in rows])
    for (name, kpi), (actual, _) in ours.items():
        if actual is not None:
            expected = actual if kpi in RATES else actual * factor
            assert more[name, kpi][0] == pytest.approx(expected), kpi
