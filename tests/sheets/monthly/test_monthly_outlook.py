"""Where the month is heading, what costs how much, what to do: on the sheets, from the made-up company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.month.team_outlook import costs_most, gap_steps, losing_block, members_in_need
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.language import Text, speaking
from kpi_xl.sheets.monthly.member.points import member_points
from kpi_xl.sheets.monthly.outlook.basis import basis_line, next_month_line
from kpi_xl.sheets.monthly.report import draw_member_alone
from kpi_xl.sheets.monthly.team.notes import team_notes
from kpi_xl.sheets.monthly.team.points import team_points
from kpi_xl.sheets.monthly.team.waterfall import waterfall_of
from kpi_xl.sheets.sketch import Sketch
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month, insight_of, member
from tests.sheets.monthly.test_monthly import cells, differing, drawn
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

pytestmark = [
    pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning"),
    pytest.mark.xdist_group("outlook"),
]

SLIPPING = "佐藤 花子"


@needs_soffice
def test_every_stored_value_is_what_a_spreadsheet_computes(tmp_path, soffice_profile):
    """Pace, needed per day, cards and waterfall are formulas; phones show their stored values."""
    days = {"mid": MID_MONTH, "end": None}
    paths = [drawn(tmp_path, demo_month(day), name, language) for name, day in days.items() for language in ("ja", "en")]
    computed = recalculated(paths, tmp_path, soffice_profile)
    assert [finding for path in paths for finding in differing(path, computed[path])] == []


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path):
    assert lint_workbooks([drawn(tmp_path, demo_month(MID_MONTH), "mid"), drawn(tmp_path, demo_month(), "end")]) == []


def test_cards_of_a_running_month_say_where_it_ends(tmp_path):
    """KGI, landing, probability, bottleneck in yen: ten seconds."""
    month = demo_month(MID_MONTH)
    sheet, insight = cells(drawn(tmp_path, month))[SLIPPING], insight_of(month, SLIPPING)
    assert [sheet[f"{col}4"] for col in "DHL"] == ["着地見込み", "達成確率", "ボトルネック（売上への影響）"]
    kgi = member(month, SLIPPING).kgi
    assert sheet["B4"] == f"売上（目標{kgi.target / 10_000:g}万円、達成率{kgi.rate:.1%}）"
    assert sheet["B6"] == f"今日までの目標{kgi.due / 10_000:.1f}万円に対し{kgi.pace:.1%}"
    assert isinstance(insight.landing, Landing)
    assert (sheet["D5"], sheet["H5"]) == (f"{insight.landing.middle / 10_000:.1f}万円", f"{insight.probability:.0%}")
    assert sheet["D6"].startswith("80%の確率で")
    assert (sheet["L5"], sheet["L6"]) == ("キーパーソン接触率", "▲70.8万円、n=16の参考値")


def test_a_running_month_shows_pace_and_what_each_day_must_bring(tmp_path):
    """Needed a day is (target - actual) / days left; a rate does not grow, is due whole, and cannot be made up by the day."""
    sheet = cells(drawn(tmp_path, demo_month(MID_MONTH)), formulas_too=True)[SLIPPING]
    heads = ["KPI", "単位", "今日まで", "実績", "差", "ペース比", "判定", "月の目標", "着地見込み", "残り1日あたり", "メモ"]
    assert [sheet[f"{col}14"] for col in "BCDEFGIKLMO"] == heads
    values = cells(drawn(tmp_path, demo_month(MID_MONTH)))[SLIPPING]
    row = member(demo_month(MID_MONTH), SLIPPING).kgi
    assert (values["D15"], values["G15"]) == (pytest.approx(row.target * 10 / 19), pytest.approx(row.pace))
    assert values["M15"] == pytest.approx((row.target - row.actual) / 9)
    assert all(str(sheet[f"{col}15"]).startswith("=IF(") for col in "DFGM")
    meetings = next(address[1:] for address, value in values.items() if value == "商談数" and address.startswith("B"))
    assert values[f"L{meetings}"] == pytest.approx(values[f"E{meetings}"] * 19 / 10)  # the month so far gone on with
    assert any("KGI以外の着地見込みはペース換算" in str(value) for value in values.values())
    rate_row = next(address[1:] for address, value in values.items() if value == "成約率" and address.startswith("B"))
    assert [values[f"{col}{rate_row}"] for col in "LM"] == ["—", "—"]
    assert values[f"D{rate_row}"] == values[f"K{rate_row}"]
    assert str(values[f"C{rate_row}"]).startswith("n=")


def test_a_complete_month_says_when_it_was_made_and_what_last_month_brought(tmp_path):
    """A month that is over has no forecast."""
    month = demo_month()
    sheets = cells(drawn(tmp_path, month))
    made = next(each for team in month.report.teams for each in team.members if (each.kgi.rate or 0) >= 1)
    day = insight_of(month, made.name).day_made
    assert sheets[made.name]["D5"] == f"{day.month}月{day.day}日"
    slipping = sheets[SLIPPING]
    assert (slipping["D4"], slipping["D5"]) == ("目標達成日", "未達")
    assert slipping["D6"].startswith("目標に不足 ")
    assert [slipping[f"{col}14"] for col in "DGKL"] == ["目標", "達成率", "前月", "前年同月"]
    assert slipping["K15"] == member(month, SLIPPING).trend[-2].actual


def test_too_little_to_tell_is_said_instead_of_a_number(tmp_path):
    """No number is better than one from two orders; formats and formulas stay those of the others."""
    month, reason = demo_month(MID_MONTH), "過去の実績がなく、今月もまだ1件のため、着地見込みを算出できません"
    known = insight_of(month, SLIPPING)
    unknown = replace(
        known, landing=TooLittle(Text(reason, reason)), probability=None, needed_per_day=None, volume=None
    )
    sketches = []
    for each in (known, unknown):
        sketches.append(Sketch())
        draw_member_alone(sketches[-1], each.result, each, month)
    assert sketches[0].shape == sketches[1].shape
    assert [sketches[1].values[0, row, 3] for row in (4, 5)] == ["—", "算出できません（理由は下の注記）"]
    assert basis_line(unknown, month).startswith(f"着地見込みを出せない理由：{reason}")


def test_members_of_a_role_share_one_shape():
    """Or each member's workbook would be drawn from the first cell to the last."""
    month = demo_month(MID_MONTH)
    members = [each for team in month.report.teams for each in team.members]
    sellers = [each for each in members if each.role.id == "field_sales" and each.trend[0].actual is not None]
    shapes = set()
    for each in sellers:
        sketch = Sketch()
        draw_member_alone(sketch, each, month.insights.of(each), month)
        shapes.add(sketch.shape)
    assert len(sellers) > 5
    assert len(shapes) == 1


def test_the_member_who_slips_is_named_with_the_yen_it_cost():
    """The story that the made-up year tells must be on the team's page, or nobody acts on it."""
    month = demo_month()
    team = next(each for each in month.report.teams if each.name == "東京")
    block = losing_block(team, month.insights)
    name, part = costs_most(block, "key_person_rate", month.insights)
    assert name.name == SLIPPING
    sentences = [str(point) for point in team_points(team, team.led[0], month)]
    assert f"担当者別では{SLIPPING}さんの分が▲{-part.yen / 10_000:.1f}万円です（n=" in sentences[0]
    assert members_in_need(team, month.insights)[0].result.name == SLIPPING
    notes = team_notes(team, month)
    assert notes[0].about == SLIPPING
    assert "キーパーソン接触率" in notes[0].sentence


@pytest.mark.parametrize("as_of", [None, MID_MONTH], ids=["end", "mid"])
def test_the_waterfall_sums_exactly(as_of: date | None):
    """From target to actual without a yen left over."""
    month = demo_month(as_of)
    for team in month.report.teams:
        block = losing_block(team, month.insights)
        insight = month.insights.of_block(block)
        falls = waterfall_of(block.total, gap_steps(insight.split), insight.share_due)
        assert falls.yen[0] + sum(falls.yen[1:-1]) == falls.yen[-1] == round(block.total.kgi.actual)
        assert falls.yen[0] == pytest.approx(block.total.kgi.target * insight.share_due, abs=1)
        assert falls.levels[-2] == falls.levels[-1]


def test_next_month_is_told_on_average_and_at_80_and_90_percent():
    """The plain count is reached every other month; n tells how much it is worth."""
    month = demo_month(MID_MONTH)
    seller = insight_of(month, SLIPPING)
    needed = seller.next_month
    assert needed.expected < needed.at[0.8] < needed.at[0.9]
    line = next_month_line(seller)
    counts = (needed.expected, needed.at[0.8], needed.at[0.9])
    average, eighty, ninety = (f"{count}件（商談{needed.activities(count)}件）" for count in counts)
    assert f"新しい案件が平均{average}、80%の確率で届くには{eighty}、90%の確率で届くには{ninety}必要です" in line
    assert f"これまでの案件{needed.attempts.deals}件のうち受注{needed.attempts.won}件" in line
    assert "過去の見込みの的中率（成約率、延べ" in basis_line(seller, month)


def test_customers_are_no_activity():
    """Nobody can do 310 customers next month."""
    month = demo_month(MID_MONTH)
    assert insight_of(month, "中村 由美").next_month is None


def test_what_to_do_comes_first_and_in_either_language():
    month = demo_month()
    insight = insight_of(month, SLIPPING)
    advice = insight.advice
    assert str(member_points(insight.result, insight, month.report)[0]) == f"{advice[0].text.ja}。"
    with speaking("en"):
        assert str(member_points(insight.result, insight, month.report)[0]) == f"{advice[0].text.en}."
        assert not any("　" in note.sentence or "。" in note.sentence for team in month.report.teams for note in team_notes(team, month))


def test_nobody_is_named_where_somebody_at_or_above_the_own_target_loses_most():
    """Of the step's loss the largest part is that of somebody who makes the target: naming the next would blame the wrong one."""
    month = demo_month()
    block = losing_block(month.report.teams[0], month.insights)
    assert block is not None
    splits = {member.name: found.split for member in block.members if (found := month.insights.of(member)) and found.split}
    for part_id in {part.id for split in splits.values() for part in split.parts}:
        lost = [(part.yen, name) for name, split in splits.items() if (part := split.part(part_id)) and part.is_told and part.yen < 0]
        named = costs_most(block, part_id, month.insights)
        if lost and splits[min(lost)[1]].is_short:
            assert named is not None
            assert named[0].name == min(lost)[1]
        else:
            assert named is None
