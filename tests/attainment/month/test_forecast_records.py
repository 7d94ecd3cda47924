"""Every team's forecast followed over the month and judged by the months before: from what was known then, and from what was kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.simulated_months import LISTED, Kind
from kpi_xl.activity import open_log
from kpi_xl.activity.store import Kept
from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.attainment.forecast.record.records import COMPANY, ForecastRecord, ForecastRecords, Subject
from kpi_xl.attainment.forecast.record.stored import to_keep
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.definitions import load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Member, Plan, RolePlan

OCTOBER = Month(2026, 10)
TEAM = Subject("T0", "", "field_sales")
MID_MONTH = date(2026, 10, 16)


@pytest.fixture(scope="module", params=[Kind("made up"), LISTED], ids=["orders alone", "with lists of open deals"])
def log_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three teams of six, thirteen months of orders."""
    path = tmp_path_factory.mktemp("log") / "log.csv"
    request.param.write(path, 1)
    return path


def measured(path: Path, as_of: date, kept: Kept | None = None, keep: Callable[[str], bool] = lambda line: True) -> MeasuredMonth:
    lines = path.read_text(encoding="utf-8").splitlines()
    chosen = path.with_name("chosen.csv")
    chosen.write_text("\n".join([lines[0], *filter(keep, lines[1:])]) + "\n", encoding="utf-8")
    with open_log(chosen) as log:
        return measured_month(log, Plan.standard(load_role("field_sales")), Month.of(as_of), as_of, kept)


@pytest.fixture(scope="module")
def month(log_file: Path) -> MeasuredMonth:
    return measured(log_file, MID_MONTH)


def record(records: ForecastRecords, subject: Subject = TEAM) -> ForecastRecord:
    return records.by_subject[subject]


def test_earlier_days_say_what_their_reports_would_have_said(log_file: Path, month: MeasuredMonth):
    """Without a store the landings of earlier days are those of a report with that day as its last."""
    points = record(month.forecasts).track.points
    assert [point.as_of.day for point in points] == [1, 5, 7, 9, 14, 16]
    for point in points:
        then = record(measured(log_file, point.as_of).forecasts).track.now
        assert (then.landing, then.won, then.low_80, then.high_90) == pytest.approx((point.landing, point.won, point.low_80, point.high_90))


def test_every_step_adds_up(month: MeasuredMonth):
    """Of each team and of the company, to the yen; and the company's is in it."""
    for each in month.forecasts:
        for step in each.track.steps:
            moves = step.moves
            assert moves.new + moves.slipped + moves.price + moves.pace == round(step.now.landing) - round(step.before.landing)
            assert sum(won.value for won in step.won) == pytest.approx(step.now.won - step.before.won)
    assert month.forecasts.company is not None
    assert month.forecasts.company.track.now.won == pytest.approx(
        sum(record(month.forecasts, Subject(team, "", "field_sales")).track.now.won for team in ("T0", "T1", "T2"))
    )


def test_past_landings_know_nothing_of_what_came(log_file: Path, month: MeasuredMonth):
    """A backtest that looks ahead flatters: without the rows after the day, the month's landing is the same."""
    accuracy = record(month.forecasts).accuracy
    assert isinstance(accuracy, Accuracy)
    assert [str(each.month) for each in accuracy.months] == ["2026-09", "2026-08", "2026-07", "2026-06", "2026-05", "2026-04"]
    for past in accuracy.months[:3]:
        then = record(measured(log_file, past.as_of, keep=lambda line, day=past.as_of: line[:10] <= day.isoformat()).forecasts).track.now  # type: ignore[misc]
        assert (past.landing, past.low, past.high) == pytest.approx((then.landing, then.low_80, then.high_80))


def test_past_landings_are_held_against_what_the_log_counts(log_file: Path, month: MeasuredMonth):
    """Summed by hand from the file."""
    accuracy = record(month.forecasts).accuracy
    assert isinstance(accuracy, Accuracy)
    lines = [line.split(",") for line in log_file.read_text(encoding="utf-8").splitlines()[1:]]
    for past in accuracy.months:
        came = sum(float(line[5]) for line in lines if line[0].startswith(str(past.month)) and line[2:4] == ["T0", "won"])
        assert past.came == pytest.approx(came)


def test_members_are_judged_beside_their_team(month: MeasuredMonth):
    """人ごと: each of the six, over the same months."""
    members = dict(record(month.forecasts).members)
    assert list(members) == [f"M{number:02}" for number in range(6)]
    assert all(isinstance(each, Accuracy) and len(each.months) == 6 for each in members.values())


def test_a_short_log_says_that_there_is_nothing_to_judge(log_file: Path):
    """Four months: two to learn from, two to judge."""
    young = measured(log_file, date(2026, 2, 13), keep=lambda line: line[:7] >= "2025-10")
    found = record(young.forecasts).accuracy
    assert isinstance(found, TooLittle)


def test_a_month_that_is_over_is_not_forecast(log_file: Path):
    """Its landing is its result."""
    assert not list(measured(log_file, date(2026, 10, 31)).forecasts)


def test_kept_forecasts_are_shown_as_they_were_kept(log_file: Path, month: MeasuredMonth):
    """A log that was corrected meanwhile changes what is, not what was said; today's causes lead from the one to the other."""
    ninth = measured(log_file, date(2026, 10, 9), Kept())
    kept = to_keep(OCTOBER, ninth.forecasts)
    found = measured(log_file, MID_MONTH, kept, keep=lambda line: not line.startswith("2026-10-05"))
    track = record(found.forecasts).track
    assert track.is_kept
    assert [point.as_of.day for point in track.points] == [9, 16]
    assert track.points[0].landing == pytest.approx(record(ninth.forecasts).track.now.landing)
    assert track.points[0].won > sum(each.value for each in record(found.forecasts).track.steps[0].won)
    step = track.last_step
    assert step is not None
    assert step.moves.total == round(track.now.landing) - round(track.points[0].landing)
    assert not record(month.forecasts).track.is_kept


def test_everybody_is_kept_for_the_next_report(log_file: Path):
    """Members, teams and the company, each with the parts that add up to the landing."""
    kept = to_keep(OCTOBER, measured(log_file, MID_MONTH, Kept()).forecasts).forecasts
    assert {(each.team, each.owner, each.role) for each in kept} == {
        ("", "", ""), *((f"T{team}", "", "field_sales") for team in range(3)),
        *((f"T{number // 6}", f"M{number:02}", "field_sales") for number in range(18)),
    }  # fmt: skip
    company = next(each for each in kept if each.role == COMPANY.role)
    assert company.low_90 <= company.low_80 <= company.won + company.open + company.to_come <= company.high_80 <= company.high_90


def test_kept_landings_are_judged_by_what_was_kept(log_file: Path, month: MeasuredMonth):
    """September's forecast of its 10th working day stands as it was said, however the method has changed since."""
    september = to_keep(Month(2026, 9), measured(log_file, date(2026, 9, 15), Kept()).forecasts)
    raised = Kept(forecasts=tuple(replace(each, to_come=each.to_come + 1000) for each in september.forecasts))
    accuracy = record(measured(log_file, MID_MONTH, raised).forecasts).accuracy
    recomputed = record(month.forecasts).accuracy
    assert isinstance(accuracy, Accuracy)
    assert isinstance(recomputed, Accuracy)
    assert [each.is_kept for each in accuracy.months] == [True, False, False, False, False, False]
    assert accuracy.months[0].came == recomputed.months[0].came
    assert accuracy.months[1:] == recomputed.months[1:]
    assert accuracy.months[0].landing == pytest.approx(
        next(each.won + each.open + each.to_come for each in raised.forecasts if each.team == "T0" and not each.owner)
    )


def test_whom_no_plan_lists_does_not_stand_for_the_team(log_file: Path):
    """Three of the six are planned: the team's record is theirs, and the others' block has none of its own."""
    role = load_role("field_sales")
    plan = Plan((RolePlan(role, role.defaults),), tuple(Member(f"M{number:02}", "T0", role) for number in range(3)))
    with open_log(log_file) as log:
        month = measured_month(log, plan, OCTOBER, MID_MONTH)
    planned, others = (block for team in month.report.teams if team.name == "T0" for block in team.blocks)
    found = month.forecasts.of_block(planned)
    assert found is not None
    assert found.track.now.won == planned.total.kgi.actual
    assert [name for name, _ in found.members] == ["M00", "M01", "M02"]
    assert month.forecasts.of_block(others) is None


@pytest.mark.parametrize("log_file", [LISTED], indirect=True, ids=["with lists of open deals"])
def test_open_deals_are_a_part_of_the_landing_and_move_it(log_file: Path):
    """Won, open and to come; kept with their chances, so that the next report says which are new, gone or won."""
    fifteenth = measured(log_file, date(2026, 10, 15), Kept())
    kept = to_keep(OCTOBER, fifteenth.forecasts)
    assert len({(each.owner, each.account) for each in kept.deals}) == len(kept.deals) > 50
    track = record(measured(log_file, date(2026, 10, 21), kept).forecasts).track
    before, now = track.points
    assert before.is_kept
    assert before.open > 0
    assert before.open == pytest.approx(sum(deal.expected for deal in before.deals))
    assert now.landing == pytest.approx(now.won + now.open + now.to_come)
    company = fifteenth.forecasts.company
    assert company is not None
    assert company.track.now.open == pytest.approx(sum(deal.expected for deal in company.track.now.deals))
    assert company.track.now.landing == pytest.approx(company.track.now.won + company.track.now.open + company.track.now.to_come)
    (step,) = track.steps
    moves = step.moves
    assert moves.new > 0 > moves.slipped
    assert moves.new + moves.slipped + moves.price + moves.pace == moves.total == round(now.landing) - round(before.landing)
    assert step.new_deals
    assert step.gone_deals
    assert any(deal.key in each.deals for each in step.won for deal in before.deals)
