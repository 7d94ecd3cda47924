"""今月のポイント: what the sentences say, and what they leave unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.report.model import Result, TeamResult
from kpi_xl.language import speaking
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.team.points import spread, team_points
from tests.sheets.monthly.report_fixture import (
    FIELD,
    SATO,
    SUCCESS,
    THRESHOLDS,
    block,
    field_members,
    field_report,
    mixed_report,
    report,
    result,
)  # fmt: skip


def said(member: Result, *, complete: bool = True, language: str = "ja") -> list[str]:
    day, elapsed = (date(2026, 11, 30), 19) if complete else (date(2026, 11, 23), 14)
    with speaking(language):
        return [str(point) for point in member_points(member, None, report([], as_of=day, elapsed=elapsed))]


def test_what_lags_what_goes_well_what_changed():
    """Figures, and the problem that the KPI stands for; no advice that the data does not support."""
    assert said(SATO) == [
        "達成率が最も低いのは受注件数で、目標6件に対して実績4件（達成率66.7%）です。確認したい点：受注の数が足りない。",
        "7個のKPIのうち1個が目標に達しました。最も高いのは平均受注単価の120.0%です。",
        "売上は240万円で、10月の285万円より15.8%減りました。",
    ]


def test_the_same_in_english():
    """English is complete, not an afterthought."""
    assert said(SATO, language="en") == [
        "Deals won is lowest: 4 against a target of 6 (66.7%). Worth checking: too few deals won.",
        "On target: 1 of 7 KPIs. The highest is Average deal size at 120.0%.",
        "Revenue was ¥2,400,000, 15.8% less than the ¥2,850,000 of October.",
    ]


def test_an_unfinished_month_is_not_compared_with_a_whole_one():
    """14 of 19 days against all of October would always read as a fall."""
    assert said(SATO, complete=False)[2] == "月の途中の数値です。稼働日は19日のうち14日を終え、残りは5日です。"


def test_an_unfinished_month_has_reached_what_is_due_and_no_target():
    """One of seven is at what is due by now: nobody has made a target of a month that has five days left."""
    assert said(SATO, complete=False)[1].startswith("7個のKPIのうち1個がここまでの目安に達しています。")
    assert said(SATO, complete=False, language="en")[1].startswith("On pace: 1 of 7 KPIs.")


def test_all_reached():
    good = result(FIELD, "高橋", (3_300_000, 7, 500_000, 31, 0.23, 0.9, 11), kgi_before=(3_300_000,))
    assert said(good) == [
        "7個のKPIはすべて目標に達しています。",
        "最も高いのは受注件数の116.7%です。",
        "売上は330万円で、10月の330万円と同じです。".replace("10月の330万円", "10月"),
    ]


def test_nothing_reached_names_the_closest():
    poor = result(FIELD, "田中", (1_900_000, 4, 475_000, 19, 0.15, 0.58, 6.1))
    assert said(poor)[1] == "目標に達したKPIはありません。最も近いのは平均受注単価の95.0%です。"


def test_lower_is_better_reads_as_at_most():
    """目標5.0%に対して would read as if more were better."""
    churn = result(SUCCESS, "吉田", (3_900_000, 0.74, 0.128, 0.11, 0.07, 4.1, 18))
    assert said(churn)[0].startswith(
        "達成率が最も低いのは年間解約率で、目標5.0%以下に対して実績12.8%（達成率▲56.0%）です。"
    )


def test_without_targets_actuals_speak_alone():
    unplanned = result(
        FIELD, "新人", (500_000, 1, 500_000, 8, 0.125, None, 3.2), is_planned=False, kgi_before=(300_000,)
    )
    assert said(unplanned) == [
        "計画に未登録のため、目標とは比べられません。実績だけを表示しています。",
        "売上は50万円で、10月の30万円より66.7%増えました。",
    ]


def test_an_empty_month_says_so():
    nothing = result(FIELD, "休職", [None] * 7)
    assert said(nothing) == ["この月の活動は記録されていません。"]


def test_a_month_without_a_base_gives_no_percentage():
    """From 0 to something is no percentage."""
    fresh = result(FIELD, "新人", (500_000, 1, 500_000, 8, 0.125, 0.5, 3.2), kgi_before=(0,))
    assert said(fresh)[2] == "売上は10月の0円から50万円になりました。"


def test_a_hair_is_called_about_the_same():
    """0.0% more is no news."""
    steady = result(FIELD, "安定", (3_000_100, 6, 500_000, 30, 0.2, 0.8, 10), kgi_before=(3_000_000,))
    assert said(steady)[2] == "売上は3,000,100円で、10月の300万円とほぼ同じです。".replace("3,000,100円", "300万円")


def test_a_team_hears_its_weakest_kpi_and_its_spread():
    """A manager sees the bottleneck and how far the members are apart."""
    monthly = field_report()
    team = monthly.teams[0]
    points = [str(point) for point in team_points(team, team.blocks[0].total, MeasuredMonth(monthly))]
    assert points[0].startswith("達成率が最も低いのはキーパーソン接触率で、目標80.0%に対して")
    assert points[1] == "平均達成率は74.5%〜100.0%で、80%以上は4名中3名です。"
    assert len(points) == 3


def test_a_team_of_several_roles_says_whose_kpi_it_is():
    monthly = mixed_report()
    team = monthly.teams[0]
    points = [str(point) for point in team_points(team, team.led[0], MeasuredMonth(monthly))]
    assert points[0].startswith("ペース比が最も低いのはインサイドセールス（SDR）の資料請求→初回商談設定率で、目標15.0%")
    assert "実績12.1%（ペース比80.7%）" in points[0]


def test_no_spread_without_two_members():
    members = field_members()
    assert spread(members[:1], THRESHOLDS) is None
    same = spread([members[3], replace(members[3], name="別人")], THRESHOLDS)
    assert str(same) == "平均達成率は全員100.0%です。"


def test_a_team_without_targets_says_little():
    unplanned = [result(FIELD, "新人", (5, 1, 5, 8, 0.1, 0.5, 3), is_planned=False)]
    team = TeamResult("東京", (block(FIELD, unplanned),), ())
    assert team_points(team, None, MeasuredMonth(report([team]))) == []
