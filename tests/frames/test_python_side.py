"""The Python side gives what the command line gives."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import kpi_xl
from kpi_xl.cli import main
from kpi_xl.definitions import load_role
from kpi_xl.errors import ArgumentError, InputError
from kpi_xl.frames.measuring import OUTLOOK_COLUMNS
from kpi_xl.language import speaking
from kpi_xl.periods import Month
from tests.hosts.excel.open_books import LOG, book_with_log
from tests.role_books import demanding_settings, edited, log_typed, write_book

MID_NOVEMBER = date(2026, 11, 13)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """営業.xlsx plans for two members, 活動.csv is their log of three months."""
    return book_with_log(tmp_path_factory.mktemp("python")).parent


@pytest.fixture(scope="module")
def frame(folder) -> pd.DataFrame:
    return pd.read_csv(folder / "活動.csv", parse_dates=["日付"])


@pytest.fixture(scope="module")
def plan(folder):
    return kpi_xl.read_plan(folder / "営業.xlsx")


@pytest.fixture(scope="module")
def measured(frame, plan):
    return kpi_xl.measure(kpi_xl.read_log(frame), plan, "2026-11", as_of=MID_NOVEMBER)


@pytest.fixture(scope="module")
def busy(folder) -> pd.DataFrame:
    """A log with enough wins for a forecast; also a file beside the workbook."""
    days = [f"2026-{month:02}-{day:02}" for month in range(4, 12) for day in (2, 5, 9, 12, 16, 19, 24, 26)]
    rows = [
        (day, name, kind, count, yen)
        for number, day in enumerate(days)
        for name in ("佐藤 花子", "鈴木 一郎")
        for kind, count, yen in (("商談", 4 + number % 3, None), ("受注", 1, 400_000.0 + 50_000 * (number % 5)))
    ]
    frame = pd.DataFrame(rows, columns=["日付", "担当者", "種別", "件数", "金額"])
    frame.to_csv(folder / "busy.csv", index=False)
    return frame


def printed(capsys, folder: Path, log: str, *arguments: str) -> dict:
    """What ``report --json`` prints of the same log and plan."""
    command = ("report", str(folder / log), "--plan", str(folder / "営業.xlsx"), "--month", "2026-11")
    with pytest.raises(SystemExit):
        main((*command, *arguments, "--json"))
    return json.loads(capsys.readouterr().out)


# --- logs -------------------------------------------------------------------------------------------------------------


def test_a_frame_and_its_file_are_one_log(folder, frame):
    """Days as datetime64 and empty amounts as NaN mean what the file's texts mean."""
    log, of_file = kpi_xl.read_log(frame), kpi_xl.read_log(folder / "活動.csv")
    assert log.rows == of_file.rows == len(LOG.splitlines()) - 1
    pd.testing.assert_frame_equal(log.to_frame(), of_file.to_frame())


def test_activities_come_as_they_count(frame):
    activities = kpi_xl.read_log(frame).to_frame()
    assert activities["kind"].value_counts().to_dict() == {"meeting": 6, "won": 6, "visit": 6}
    assert activities["amount"].sum() == 3 * 1_500_000
    assert str(activities["date"].dtype).startswith("datetime64")


def test_rows_that_cannot_be_read_are_named_by_their_number(frame):
    """The first row of a frame is row 1: it has no line of headings."""
    broken = frame.astype({"種別": object})
    broken.loc[2, "種別"] = "昼食"
    log = kpi_xl.read_log(broken)
    assert (log.rejected, log.rejects["place"].tolist()) == (1, ["DataFrame 3行目 種別"])
    assert "昼食" in log.rejects["reason"].iloc[0]


def test_a_frame_with_other_headings_is_read_by_a_map(frame, tmp_path):
    (tmp_path / "ours.toml").write_text('[columns]\n"day" = "date"\n"who" = "member"\n"what" = "kind"\n', encoding="utf-8")
    renamed = frame.rename(columns={"日付": "day", "担当者": "who", "種別": "what"})[["day", "who", "what"]]
    with pytest.raises(InputError, match="DataFrame"):
        kpi_xl.read_log(renamed)
    assert kpi_xl.read_log(renamed, map=tmp_path / "ours.toml").rows == len(frame)


def test_several_sources_are_one_log(folder, frame):
    deals = frame[frame["種別"] == "受注"]
    rest = frame[frame["種別"] != "受注"]
    assert kpi_xl.read_log([deals, rest]).rows == len(frame)


def test_the_table_of_a_planning_workbook_is_a_log(tmp_path):
    role = load_role("field_sales")
    path = write_book(tmp_path / "book.xlsx", role, replace(demanding_settings(role), with_log=True))
    with pytest.raises(InputError, match="活動ログ"):
        kpi_xl.read_log(path)
    edited(path, log_typed([(date(2026, 12, 2), "佐藤 花子", None, "商談", 3)]))
    assert kpi_xl.read_log(path).to_frame()["count"].tolist() == [3]


# --- measuring --------------------------------------------------------------------------------------------------------


def test_a_row_a_member_and_kpi_as_json_prints_them(measured, folder, capsys):
    rows = printed(capsys, folder, "活動.csv", "--as-of", "2026-11-13")["rows"]
    found = measured.to_frame()
    assert found[["member", "team", "kpi"]].values.tolist() == [[row["member"], row["team"], row["kpi"]] for row in rows]
    for column, key in (("target", "target"), ("actual", "actual"), ("attainment", "rate"), ("due", "due"), ("pace", "pace"), ("status", "status")):
        assert [None if pd.isna(value) else value for value in found[column]] == [row[key] for row in rows]


def test_the_outlook_is_that_of_json(busy, plan, folder, capsys):
    entries = printed(capsys, folder, "busy.csv", "--as-of", "2026-11-13")["outlook"]
    found = kpi_xl.measure(busy, plan, "2026-11", as_of=MID_NOVEMBER).outlook_frame()
    assert list(found.columns) == list(OUTLOOK_COLUMNS)
    assert found["kind"].tolist() == [entry["kind"] for entry in entries] == ["person", "person", "total"]
    for column, part in (("landing_low", "low"), ("landing", "middle"), ("landing_high", "high")):
        assert found[column].tolist() == pytest.approx([entry["landing"][part] for entry in entries])
    assert found["probability"].tolist() == pytest.approx([entry["probability"] for entry in entries])
    assert found["needed_per_day"].tolist() == pytest.approx([entry["needed_per_day"] for entry in entries])
    assert found["no_landing"].isna().all()
    for worst, yen, entry in zip(found["bottleneck"], found["bottleneck_yen"], entries, strict=True):
        assert entry["gap"]["bottleneck"] == (None if pd.isna(worst) else worst)
        assert pd.isna(worst) is (entry["gap"]["yen"] >= 0)
        assert pd.isna(worst) or entry["bottleneck_yen"][worst] == yen == min(entry["bottleneck_yen"].values())


def test_where_nothing_can_be_foretold_the_reason_is_said(frame, plan):
    begun = frame[frame["日付"] >= "2026-11-01"].head(1)
    found = kpi_xl.measure(begun, plan, "2026-11", as_of="2026-11-04").outlook_frame()
    assert found["landing"].isna().all()
    assert found["no_landing"].str.len().gt(0).all()


@pytest.mark.parametrize("month", ["2026-11", Month(2026, 11), pd.Period("2026-11", "M")])
def test_a_month_may_be_said_in_several_ways(frame, plan, month):
    assert kpi_xl.measure(frame, plan, month).month.report.month == Month(2026, 11)


def test_what_is_no_month_is_refused(frame, plan):
    with pytest.raises(ArgumentError, match="2026-13"):
        kpi_xl.measure(frame, plan, "2026-13")


def test_the_workbook_is_that_of_report(measured, folder, tmp_path):
    """The same sheets with the same values; what was there before is kept."""
    with pytest.raises(SystemExit):
        main(("report", str(folder / "活動.csv"), "--plan", str(folder / "営業.xlsx"), "--month", "2026-11", "--as-of", "2026-11-13",
              "-o", str(tmp_path / "cli.xlsx")))  # fmt: skip
    path = tmp_path / "python.xlsx"
    path.write_bytes(b"before")
    with speaking("ja"):
        assert kpi_xl.write_report(measured, path) == path
    assert (tmp_path / "python.bak.xlsx").read_bytes() == b"before"
    ours, theirs = (openpyxl.load_workbook(each, data_only=True) for each in (path, tmp_path / "cli.xlsx"))
    assert ours.sheetnames == theirs.sheetnames
    texts = {"活動.csv": "DataFrame"}
    for sheet in ours:
        for row, other in zip(sheet.iter_rows(values_only=True), theirs[sheet.title].iter_rows(values_only=True), strict=True):
            assert list(row) == [_in_words(value, texts) for value in other]


def _in_words(value: object, texts: dict[str, str]) -> object:
    if not isinstance(value, str):
        return value
    for before, after in texts.items():
        value = value.replace(before, after)
    return value


def test_a_workbook_has_its_own_ending(measured, tmp_path):
    with pytest.raises(InputError, match="xlsx"):
        kpi_xl.write_report(measured, tmp_path / "report.csv")
    assert list(tmp_path.iterdir()) == []


# --- goals and functions ----------------------------------------------------------------------------------------------


def test_goals_are_judged_row_by_row_under_their_labels():
    """A goal list of a company is a column of a table; blank cells are people who have not written theirs yet."""
    texts = pd.Series(["営業成績を向上させる", None, " ", "商談50件、受注10件を来月末までに"], index=[3, 5, 7, 9], name="目標")
    found = kpi_xl.check_goals(texts, today=date(2026, 11, 23))
    assert found.index.tolist() == [3, 9, 9]
    assert found["T"].tolist() == [False, True, True]
    assert found["A"].isna().tolist() == [True, True, True]
    assert found.loc[3, "signs"] == "S× M× A？ R？ T×"
    assert kpi_xl.check_goals(texts.iloc[1:3]).empty
    several = texts.set_axis(pd.MultiIndex.from_product([["東京", "大阪"], ["佐藤", "鈴木"]], names=["team", "member"]))
    assert kpi_xl.check_goals(several).index.names == ["team", "member"]


def test_call_gives_a_series_with_the_same_index():
    goals = pd.Series([10_000_000, 3_000_000], index=["東京", "大阪"], name="KGI")
    found = kpi_xl.call("KPI_REQUIRED_DEALS", goals, 500_000)
    pd.testing.assert_series_equal(found, pd.Series([20, 6], index=["東京", "大阪"]))
    words = kpi_xl.call("KPI_STATUS", pd.Series([1.2, 0.1], index=[7, 8]))
    assert words.to_dict() == {7: "○", 8: "×"}


def test_series_that_do_not_belong_together_are_refused():
    """pandas would line them up by their labels and give NaN; a plan would be short of a member without a word."""
    goals, prices = pd.Series([1e7, 3e6], index=[1, 2]), pd.Series([5e5, 5e5], index=[2, 3])
    with pytest.raises(ArgumentError, match="インデックス"):
        kpi_xl.call("KPI_REQUIRED_DEALS", goals, prices)


@pytest.mark.parametrize("dtype", ["float64", "Int64", "object"])
def test_a_missing_value_is_refused_with_its_place(dtype):
    """As an empty cell it would count as 0, and a goal that nobody entered would need no deal."""
    with pytest.raises(ArgumentError, match=r"revenue\[2\]"):
        kpi_xl.call("KPI_REQUIRED_DEALS", pd.Series([10_000_000, None], dtype=dtype), 500_000)


# --- imports ----------------------------------------------------------------------------------------------------------


def modules_after(code: str) -> set[str]:
    listed = f"import sys\n{code}\nprint(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", listed], capture_output=True, text=True, check=True)
    return set(ran.stdout.splitlines()[-1].split())


HEAVY = {"pandas", "numpy", "openpyxl", "duckdb", "xlsxwriter"}


def test_importing_it_costs_nothing():
    """Scripts import it at their top; Excel asks for it at every start."""
    assert modules_after("import kpi_xl") & HEAVY == set()
    assert HEAVY - {"xlsxwriter", "openpyxl", "duckdb"} <= modules_after("import kpi_xl; kpi_xl.read_log")


def test_help_of_the_command_line_needs_none_of_it():
    quietly = "contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit)"
    code = f"import contextlib, io\nfrom kpi_xl.cli import main\nwith {quietly}: main(['--help'])"
    assert modules_after(code) & HEAVY == set()


def test_everything_public_is_there():
    assert set(kpi_xl.__all__) <= set(dir(kpi_xl))
    assert all(callable(getattr(kpi_xl, name)) for name in kpi_xl.__all__)
    with pytest.raises(AttributeError, match="read_logs"):
        kpi_xl.read_logs  # noqa: B018
