"""The page 見込みの推移と精度: what it says is what was forecast, its parts add up, and nothing is drawn of nothing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.activity import open_log
from kpi_xl.attainment.forecast.landing import Landing
from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.attainment.forecast.record.moves import CAUSES, Moves
from kpi_xl.attainment.forecast.record.point import ForecastPoint
from kpi_xl.attainment.forecast.record.records import ForecastRecords
from kpi_xl.attainment.forecast.record.track import ForecastTrack, Step
from kpi_xl.attainment.month.measured_month import MeasuredMonth
from kpi_xl.attainment.month.measuring import measured_month
from kpi_xl.chance.too_little import TooLittle
from kpi_xl.cli.reporting.forecast_record import accuracy_dicts, history_dicts
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.sheets.monthly.forecast.points import forecast_points
from kpi_xl.sheets.monthly.forecast.told import ToldTrack
from kpi_xl.sheets.monthly.forecast.whose import followed_team
from kpi_xl.sheets.references import quoted_title
from kpi_xl.units import half_up
from tests.activity.logs import NOVEMBER, write_log
from tests.attainment.plans import field_plan
from tests.ironcalc_engine import Computed, needs_ironcalc
from tests.sheets.monthly.forecast_fixture import (
    CLOSING,
    END,
    FOURTH,
    MONTHS,
    SIXTEENTH,
    STEPS,
    TOO_FEW,
    closed_month,
    month_with,
    point,
)
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month
from tests.sheets.monthly.report_fixture import FIELD
from tests.sheets.monthly.test_monthly import cells, differing, drawn
from tests.spreadsheet import lint_workbooks, needs_excel_lint, needs_soffice, recalculated

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning", "ignore:Conditional Formatting:UserWarning")
Sheet = Mapping[str, Any]


def page(folder: Path, month: MeasuredMonth, language: str = "ja") -> dict[str, Any]:
    end = {"ja": " 見込み", "en": " forecast"}[language]
    return next(sheet for title, sheet in cells(drawn(folder, month, language=language)).items() if title.endswith(end))


def said(sheet: Sheet, *addresses: str) -> list[Any]:
    return [sheet.get(address) for address in addresses]


def row(sheet: Sheet, number: int, columns: str) -> list[Any]:
    return said(sheet, *(f"{col}{number}" for col in columns))


def table_row(sheet: Sheet, words: str, col: str) -> int:
    """The row of a table whose first column says the words."""
    return next(int(address[1:]) for address, value in sheet.items() if value == words and re.fullmatch(rf"{col}\d+", address))


# --- what it says ----------------------------------------------------------------------------------------------------------


def test_the_headline_says_where_it_is_heading_and_what_moved_it(tmp_path: Path):
    """640, 22 less than a week ago because of slips; 336 + 118 + 186; right in 5 of 6 months, by hand."""
    sheet = page(tmp_path, month_with())
    assert said(sheet, "B1", "B2") == ["2026年11月　東京　見込みの推移と精度", "売上：フィールドセールス5名"]
    assert said(sheet, "B4", "B5", "B6") == ["着地見込み（目標686万円）", "640万円", "8割の幅 530〜750　達成確率 30%"]
    assert said(sheet, "E4", "E5", "E6") == ["前回（11月9日）から", "▲22万円", "662 → 640　延期・失注 ▲92が最大"]
    assert said(sheet, "G4", "G5", "G6") == ["640万円の内訳", "336 + 118 + 186", "受注済み + 進行中の案件 + これから"]
    # (11 - 104 - 16 + 11 + 33 + 12) / (660 + 602 + 648 + 640 + 655 + 610)
    assert said(sheet, "J4", "J5", "J6") == ["過去6か月の精度（10日目の見込み）", "6回中5回", "結果が8割の幅の中　偏り ▲1.4%"]


def test_the_sentences_say_what_the_figures_say(tmp_path: Path):
    """Two deals of 84 are needed: one brings 640 + 84 x (1 - 0.468) = 685, short of 686."""
    sheet = page(tmp_path, month_with())
    assert said(sheet, "B9", "B10", "B11") == [
        "1　着地見込みは11月9日から22万円下がりました。最も下げたのは延期・失注（▲92万円）、上げたのは新しい案件（+48万円）です。",
        "2　目標まであと350万円で、着地見込みでは46万円足りません。届くには残り9稼働日に1日39万円が必要です。"
        "進行中の3件のうち大きい順に2件（計168万円）が今月決まれば、着地見込みは目標に届きます。",
        "3　この時点の見込みは過去6か月のうち5か月、結果が8割の幅に入りました。最も外れた9月は104万円高く見ていました。",
    ]


def test_the_tables_name_who_won_and_what_came(tmp_path: Path):
    sheet = page(tmp_path, month_with())
    assert row(sheet, table_row(sheet, "11月16日", "B"), "BCDE") == ["11月16日", 640, -22, "受注1件（佐藤 花子 88万円）"]
    assert row(sheet, table_row(sheet, "11月9日", "B"), "BCDE") == ["11月9日", 662, -6, "受注1件（鈴木 一郎 80万円）、新しい案件3件"]
    assert row(sheet, table_row(sheet, "2026年9月", "G"), "GHIJKL") == ["2026年9月", 602, "510〜690", 498, -104, "×"]
    assert row(sheet, table_row(sheet, "2026年6月", "G"), "GHIJKL") == ["2026年6月", 655, "560〜750", 688, 33, "○"]
    assert "担当者ごと：佐藤 花子 6回中5回（偏り▲1%）、新人 太郎 —（過去3か月分に満たない）" in sheet.values()


def test_in_english_amounts_are_thousands(tmp_path: Path):
    sheet = page(tmp_path, month_with(), "en")
    assert said(sheet, "B5", "E5", "G5", "J5") == ["¥6,400k", "−¥220k", "3,360 + 1,180 + 1,860", "5 of 6"]
    assert sheet["E6"] == "6,620 → 6,400   mostly slips, losses −920"
    assert row(sheet, table_row(sheet, "Nov 16", "B"), "CDE") == [6_400, -220, "1 deal won (佐藤 花子 ¥880k)"]


def test_sums_and_differences_are_formulas(tmp_path: Path):
    """Who corrects a figure sees what follows; forecasts themselves no spreadsheet can work out."""
    written = next(sheet for title, sheet in cells(drawn(tmp_path, month_with()), formulas_too=True).items() if "見込み" in title)
    last, past = table_row(written, "11月16日", "B"), table_row(written, "2026年9月", "G")
    for address in (f"C{last}", f"D{last}", f"H{past}", f"I{past}", f"J{past}", f"K{past}", f"L{past}", "B5", "E5", "G5", "J5"):
        assert str(written[address]).startswith("="), address


@needs_soffice
def test_a_spreadsheet_computes_what_the_page_carries(tmp_path: Path, soffice_profile: Path):
    books = [drawn(tmp_path, month_with(), f"by_hand_{language}", language) for language in LANGUAGES]
    books += [drawn(tmp_path, month_with([], now=FOURTH), "first"), drawn(tmp_path, month_with(accuracy=TOO_FEW), "young")]
    books += [drawn(tmp_path, closed_month(), "closed", language) for language in LANGUAGES]
    computed = recalculated(books, tmp_path, soffice_profile)
    assert [wrong for book in books for wrong in differing(book, computed[book])] == []


@needs_ironcalc
def test_a_second_engine_computes_it_too(tmp_path: Path):
    for book in (drawn(tmp_path, month_with()), drawn(tmp_path, closed_month(), "closed")):
        assert list(Computed(book, tmp_path).differences()) == []


@needs_excel_lint
def test_excel_has_nothing_to_repair(tmp_path: Path):
    """Of teams, too, whose names are hard on references and titles."""
    books = [drawn(tmp_path, month_with(name=name), f"named{number}") for number, name in enumerate(HARD_NAMES)]
    assert lint_workbooks(books) == []
    titles = [list(cells(book))[:2] for book in books]
    assert all(len(after) <= 31 and after.endswith(" 見込み") for _, after in titles)


HARD_NAMES = ("O'Neil", "見込!", "R1C1", "A1", "第一営業本部東日本営業部東京第一支店法人営業第二チーム")


# --- what --json says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pages_say_what_json_says(tmp_path: Path, language: str):
    """Of each team of the sample company and of the company: to the unit that the page tells; the sum of the parts to the unit, too."""
    month, per = demo_month(MID_MONTH), {"ja": 10_000, "en": 1_000}[language]
    with speaking(language):
        history, accuracy = ({(each["team"], each["member"]): each for each in found} for found in (history_dicts(month), accuracy_dicts(month)))
    book = cells(drawn(tmp_path, month, language=language))
    names = {"東京": ("東京", "高橋 誠"), "大阪": ("大阪", "小林 浩二"), {"ja": "全社", "en": "Company"}[language]: ("", "")}
    for name, owner in names.items():
        sheet = book[name + {"ja": " 見込み", "en": " forecast"}[language]]
        days, past = history[owner]["days"], accuracy[owner]
        now, rows = days[-1], numbered(sheet, "CD")
        assert [landing for landing, _ in rows] == [whole(day["landing"] / per) for day in days[:0:-1]]
        for (_, moved), day in zip(rows, days[:0:-1], strict=True):
            assert abs(moved - day["since_last"]["total"] / per) <= 1
        assert numbers_in(sheet["B5"]) == [rows[0][0]]
        assert {whole(each / per) for each in now["range_80"]} <= set(numbers_in(sheet["B6"]))
        assert whole(now["won"] / per) == numbers_in(sheet["G5"])[0]
        assert sum(numbers_in(sheet["G5"])) == rows[0][0]
        assert [(landing, came) for landing, came, _ in numbered(sheet, "HJK")] == [
            (whole(each["landing"] / per), whole(each["came"] / per)) for each in past["months"]
        ]
        assert all(missed == came - landing for landing, came, missed in numbered(sheet, "HJK"))
        assert [sheet[f"L{row}"] for row in rows_of(sheet, "HJK")] == ["○" if each["is_inside"] else "×" for each in past["months"]]
        assert sorted(numbers_in(sheet["J5"])) == sorted([len(past["months"]), past["inside"]])
        assert numbers_in(sheet["J6"])[-1] == pytest.approx(abs(past["bias"]) * 100, abs=0.051)


def rows_of(sheet: Sheet, columns: str) -> list[int]:
    """Rows of a table: all of these columns hold numbers."""
    return [number for number in range(13, 60) if all(isinstance(sheet.get(f"{col}{number}"), int | float) for col in columns)]


def numbered(sheet: Sheet, columns: str) -> list[list[float]]:
    return [row(sheet, number, columns) for number in rows_of(sheet, columns)]


def numbers_in(words: str) -> list[float]:
    """Without their signs."""
    return [float(each.replace(",", "")) for each in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]


def whole(value: float) -> int:
    return int(half_up(value, 0))


def test_a_managers_forecast_is_that_of_the_roles_it_adds_up():
    """The team's headline is its manager's goal, of deals won and renewals: it is followed as its roles' are, and moved by what moved them."""
    month = demo_month(MID_MONTH)
    for team in month.report.teams:
        record = month.forecasts.of(team.led[0])
        assert record is not None
        insight = month.insights.of(team.led[0])
        assert insight is not None
        assert isinstance(insight.landing, Landing)
        assert record.track.now.landing == pytest.approx(insight.landing.middle)
        assert record.track.now.won == team.led[0].kgi.actual
        for step in record.track.steps:
            assert step.moves.total == sum(getattr(step.moves, cause) for cause in CAUSES)


# --- rounding ------------------------------------------------------------------------------------------------------------

YEN = st.integers(0, 30_000_000)


@given(st.lists(st.tuples(YEN, YEN, YEN), min_size=2, max_size=2), st.tuples(*[st.integers(-9_000_000, 9_000_000)] * 3))
def test_what_is_told_adds_up_and_is_within_a_unit(parts: list[tuple[int, int, int]], moved: tuple[int, int, int]):
    """However the yen fall: landings are rounded as everywhere, what moved them sums to their difference."""
    before, now = (point(day, *each, 0, 0) for day, each in zip((9, 16), parts, strict=True))
    total = round(now.landing) - round(before.landing)
    moves = Moves(round(before.landing), round(now.landing), *moved, total - sum(moved))
    track = ToldTrack.of(ForecastTrack((before, now), (Step(before, now, moves, ()),)), FIELD.kgi)
    for told in track.points:
        assert told.landing == whole(told.point.landing / 10_000)
        assert told.won == whole(told.point.won / 10_000)
        assert abs(told.open - told.point.open / 10_000) <= 1
        assert abs(told.to_come - told.point.to_come / 10_000) <= 1
    step = track.last_step
    assert step is not None
    assert sum(step.causes.values()) == track.now.landing - track.points[0].landing
    assert all(abs(step.causes[cause] - getattr(moves, cause) / 10_000) <= 1 for cause in CAUSES)


def test_what_did_not_move_it_is_not_told_by_rounding():
    """No new deal is said to have brought 1万円 because of how the others were rounded."""
    before, now = point(9, 1_004_999, 0, 999_999, 0, 0), point(16, 2_005_001, 0, 4_999, 0, 0)
    moves = Moves(round(before.landing), round(now.landing), 0, 0, 2_501, round(now.landing) - round(before.landing) - 2_501)
    track = ToldTrack.of(ForecastTrack((before, now), (Step(before, now, moves, ()),)), FIELD.kgi)
    assert track.last_step is not None
    assert (track.last_step.causes["new"], track.last_step.causes["slipped"]) == (0, 0)
    assert track.now.open == 0


# --- sentences -----------------------------------------------------------------------------------------------------------


def sentences(points: Sequence[ForecastPoint], moves: Sequence[Moves] = (), accuracy: Any = TOO_FEW) -> list[str]:
    steps = tuple(Step(*pair, by, ()) for pair, by in zip(pairwise(points), moves, strict=True))
    track = ToldTrack.of(ForecastTrack(tuple(points), steps), FIELD.kgi)
    return [str(each) for each in forecast_points(track, accuracy, month_with().report)]


def test_a_rise_names_what_raised_it():
    """+16 and +6, nothing against it."""
    rise = Moves(6_200_000, 6_400_000, 0, 0, 160_000, 40_000)
    first, *_ = sentences([point(9, 2_480_000, 0, 3_720_000, 0, 0), SIXTEENTH], [rise])
    assert first == "着地見込みは11月9日から20万円上がりました。主に受注単価（+16万円）によるものです。"


def test_no_movement_is_said_as_none():
    first, *_ = sentences([point(9, 2_480_000, 0, 3_920_000, 0, 0), SIXTEENTH], [Moves(6_400_000, 6_400_000, 0, 0, 0, 0)])
    assert first == "着地見込みは11月9日から変わっていません。"


@pytest.mark.parametrize(
    ("won", "to_come", "expected"),
    [
        (6_860_000, 0, "実績は目標に達しています。"),
        (7_000_000, 0, "実績は目標に達し、14万円上回っています。"),
        (3_260_000, 4_600_000, "目標まであと360万円（残り9稼働日に1日40万円）で、着地見込みは目標を100万円上回っています。"),
        (3_260_000, 2_600_000, "目標まであと360万円で、着地見込みでは100万円足りません。届くには残り9稼働日に1日40万円が必要です。"),
    ],
)
def test_how_far_it_is_to_the_target(won: float, to_come: float, expected: str):
    assert sentences([point(16, won, 0, to_come, 0, 0)])[0] == expected


def test_without_a_target_nothing_is_said_of_one(tmp_path: Path):
    assert sentences([point(16, 1, 0, 1, 0, 0, target=None)]) == [f"{TOO_FEW}。"]
    now = point(16, 3_360_000, 0, 2_000_000, 4_000_000, 6_000_000, target=None)
    assert page(tmp_path, month_with([], now=now))["B4"] == "着地見込み"


def test_all_deals_together_may_not_be_enough():
    """Three of 84 bring 640 to 774 at most: 26 short of 800."""
    now = point(16, 3_360_000, 1_180_000, 1_860_000, 0, 0, SIXTEENTH.deals, target=8_000_000)
    assert sentences([now])[0].endswith("進行中の3件がすべて今月決まっても、着地見込みは目標に26万円届きません。")


def test_a_month_that_was_forecast_too_low_is_said_so():
    """September brought 104 more than was forecast, instead of less."""
    missed = replace(MONTHS[1], came=7_060_000)
    accuracy = Accuracy((MONTHS[0], missed, *MONTHS[2:]))
    assert sentences([SIXTEENTH], accuracy=accuracy)[-1].endswith("最も外れた9月は104万円低く見ていました。")
    inside = Accuracy(MONTHS[2:])
    said_of_it = sentences([SIXTEENTH], accuracy=inside)[-1]
    assert said_of_it == "この時点の見込みは過去4か月とも、結果が8割の幅に入りました。最も離れた6月の差は33万円です。"


# --- where there is little -------------------------------------------------------------------------------------------------


def charts_of(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as package:
        return [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]


def test_without_an_earlier_forecast_no_empty_chart_is_drawn(tmp_path: Path):
    """On the first day: why there is nothing, in one line, and the past months."""
    without, with_it = drawn(tmp_path, month_with([]), "without"), drawn(tmp_path, month_with(), "with")
    assert len(charts_of(with_it)) - len(charts_of(without)) == 2
    sheet = page(tmp_path, month_with([]))
    assert said(sheet, "E5", "E6") == ["—", "今月の前回の見込みなし"]
    assert "今月の前回の見込みがまだないため、動きは次のレポートから示します。" in sheet.values()
    assert len(numbered(sheet, "HJK")) == 6


def test_too_few_past_months_are_told_in_one_line(tmp_path: Path):
    more = (*STEPS, *[Step(SIXTEENTH, SIXTEENTH, Moves(6_400_000, 6_400_000, 0, 0, 0, 0), ())] * 2)
    sheet = page(tmp_path, month_with(more, TOO_FEW))
    assert said(sheet, "J5", "J6") == ["—", "過去の見込みが3か月分に満たない"]
    assert f"{TOO_FEW}。" in sheet.values()
    assert numbered(sheet, "HJK") == []


def test_there_is_no_page_for_three_rows(tmp_path: Path):
    """Two steps, no past month: the team's page says why nothing follows it."""
    month = month_with(accuracy=TOO_FEW)
    assert not [title for title in cells(drawn(tmp_path, month)) if "見込み" in title]
    assert isinstance(followed_team(month.report.teams[0], month), TooLittle)


def test_the_teams_page_says_why_there_is_none(tmp_path: Path):
    """Four days into a log of three weeks."""
    lines = [f"2026-10-{day:02},佐藤,東京,受注,1,500000" for day in range(12, 31)]
    with open_log(write_log(tmp_path, *lines, "2026-11-02,佐藤,東京,受注,1,500000", "2026-11-02,鈴木,東京,受注,1,500000")) as log:
        month = measured_month(log, field_plan(), NOVEMBER, date(2026, 11, 4))
    book = cells(drawn(tmp_path, month))
    assert "東京 見込み" not in book
    assert [value for value in book["東京"].values() if "このページは作っていません" in str(value)]


# --- of a month that is over ---------------------------------------------------------------------------------------------------


def test_a_month_that_is_over_judges_its_own_forecasts(tmp_path: Path):
    """671 came of 686: 31 more than a fortnight ago; 668, 662 and 640 had it in their ranges, (3 + 9 + 31) / 1,970 too low."""
    sheet = page(tmp_path, closed_month())
    assert said(sheet, "B4", "B5", "B6") == ["結果（目標686万円）", "671万円", "達成率 97.8%"]
    assert said(sheet, "E4", "E5", "E6") == ["前回（11月16日）から", "+31万円", "640 → 671　進み方 +60が最大"]
    assert said(sheet, "G4", "G5", "G6") == ["最初の見込み（11月4日）", "668万円", "8割の幅 490〜850　結果との差 +3"]
    assert said(sheet, "J4", "J5", "J6") == ["今月の見込みの精度", "3回中3回", "結果が8割の幅の中　偏り +2.2%"]
    assert said(sheet, "B9", "B10", "B11") == [
        "1　結果は671万円で、目標686万円に15万円届きませんでした。",
        "2　結果は11月16日の見込みを31万円上回りました。最も上げたのは進み方（+60万円）、下げたのは延期・失注（▲33万円）です。",
        "3　今月の見込みは3回とも、結果が8割の幅に入りました。最も離れた11月16日の差は31万円です。",
    ]
    assert row(sheet, table_row(sheet, "11月9日", "G"), "HIJKL") == [662, "510〜800", 671, 9, "○"]
    assert row(sheet, table_row(sheet, "11月30日", "B"), "CDE") == [671, 31, "受注4件（鈴木 一郎 335万円）、延期・失注3件"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_last_forecast_is_what_came(tmp_path: Path, language: str):
    """Of every team of the sample company and the company; --json has the same days, and a store keeps none of them."""
    month, per = demo_month(), {"ja": 10_000, "en": 1_000}[language]
    book = cells(drawn(tmp_path, month, language=language))
    with speaking(language):
        history = {(each["team"], each["member"]): each["days"] for each in history_dicts(month)}
    for name, owner in (("東京", "高橋 誠"), ("大阪", "小林 浩二")):
        sheet = book[name + {"ja": " 見込み", "en": " forecast"}[language]]
        lead = next(team.led[0] for team in month.report.teams if team.name == name)
        assert numbers_in(sheet["B5"]) == [whole((lead.kgi.actual or 0.0) / per)]
        days = history[name, owner]
        assert [landing for landing, _ in numbered(sheet, "CD")] == [whole(day["landing"] / per) for day in days[:0:-1]]
        assert [landing for landing, _ in numbered(sheet, "HK")] == [whole(day["landing"] / per) for day in days[-2::-1]]
        assert days[-1]["landing"] == lead.kgi.actual
    assert not list(month.forecasts)
    assert not month.closed.today


def test_a_closed_month_with_too_little_says_nothing(tmp_path: Path):
    """Nothing more is to come of it."""
    month = closed_month()
    (subject, record), *_ = month.closed.by_subject.items()
    short = ForecastTrack((SIXTEENTH, END), CLOSING[-1:])
    young = replace(month, closed=ForecastRecords({subject: replace(record, track=short, accuracy=TOO_FEW)}))
    assert list(cells(drawn(tmp_path, young)))[:2] == ["東京", "佐藤 花子"]
    assert followed_team(young.report.teams[0], young) is None


# --- among the sheets -------------------------------------------------------------------------------------------------------


def test_it_stands_right_behind_its_team_and_both_lead_to_each_other(tmp_path: Path):
    path = drawn(tmp_path, demo_month(MID_MONTH))
    titles = list(cells(path))
    assert titles[:6] == ["全社", "全社 見込み", "東京", "東京 見込み", "大阪", "大阪 見込み"]
    book = openpyxl.load_workbook(path)
    for title in ("全社", "東京", "大阪"):
        there, back = ([cell for cell in sheet[1] if cell.hyperlink] for sheet in (book[title], book[f"{title} 見込み"]))
        assert [(cell.value, cell.hyperlink.location) for cell in there] == [(f"→ {title} 見込み", f"'{title} 見込み'!A1")]
        assert [(cell.value, cell.hyperlink.location) for cell in back] == [(f"← {title}", f"{quoted_title(title)}!A1")]


def test_one_bar_at_most_is_red(tmp_path: Path):
    """Beside the signs, one red thing a page."""
    for title, sheet in cells(drawn(tmp_path, demo_month(MID_MONTH))).items():
        if title.endswith(" 見込み"):
            head = next(address for address, value in sheet.items() if value == "最大の減")
            col, first = head.rstrip("0123456789"), int(head.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
            bars = [value for number in range(first + 1, first + 5) if isinstance(value := sheet.get(f"{col}{number}"), int | float)]
            assert bars
            assert sum(bar > 0 for bar in bars) <= 1


def test_it_is_one_landscape_page(tmp_path: Path):
    """Nothing that is printed stands beside it or below it."""
    book = openpyxl.load_workbook(drawn(tmp_path, month_with()))
    sheet = book["東京 見込み"]
    assert (sheet.page_setup.orientation, sheet.sheet_properties.pageSetUpPr.fitToPage) == ("landscape", True)
    last = max(cell.row for cell in sheet["B"] if cell.value is not None)
    assert str(sheet.print_area) == f"'東京 見込み'!$A$1:$L${last}"
