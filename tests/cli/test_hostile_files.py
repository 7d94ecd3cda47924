"""Files from strangers, of any size and any name: an answer in one line, nothing else read, nothing written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kpi_xl.definitions.toml_reader import LARGEST
from tests.cli.conftest import HEADER

NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
REFUSED = 2
ROLE = Path(__file__).parents[2] / "workbook_templates" / "field_sales.toml"


# --- TOML ------------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["pipe", "device", "large", "deep"])
def odd_toml(request: pytest.FixtureRequest, desk: Path) -> str:
    """A file that never begins, one that never ends, one that is too large, one that takes the square of its length."""
    path = desk / "endless.toml"
    match request.param:
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "large":
            path.write_text("# " + "x" * LARGEST, encoding="utf-8")
        case "deep":
            path.write_text(".".join("a" * 100_000) + " = 1\n", encoding="utf-8")
    return "endless.toml"


@pytest.mark.parametrize("command", ["targets", "new", "report", "map"])
def test_a_definition_without_end_is_refused_at_once(odd_toml: str, command: str, run):
    """A role or a mapping is some kilobytes; whoever hands in something else waits for nothing."""
    said = run(*{
        "targets": ("targets", odd_toml), "new": ("new", odd_toml, "-o", "made.xlsx"),
        "report": ("report", "log.csv", "--role", odd_toml, "--month", "2026-11"),
        "map": ("report", "log.csv", "--map", odd_toml, *NOVEMBER),
    }[command])  # fmt: skip
    assert (said.status, said.out, said.err.count("\n")) == (REFUSED, "", 1)
    assert said.err.startswith("endless.toml")
    assert not Path("made.xlsx").exists()


@pytest.mark.parametrize("decimals", ["1e9", "1000000000", "-3", "11", "1.5", "true", "nan"])
def test_decimals_are_as_many_as_a_cell_can_show(decimals: str, desk: Path, run):
    """A number format of a billion places took all memory."""
    text = ROLE.read_text(encoding="utf-8").replace("[[kpis]]", f"[[kpis]]\ndecimals = {decimals}", 1)
    (desk / "own.toml").write_text(text, encoding="utf-8")
    said = run("targets", "own.toml", "--lang", "en")
    assert said.status == REFUSED
    assert "must be a whole number from 0 to 10" in said.err


# --- numbers and days ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["1e308", "1e15", "1e-300"])
def test_a_number_that_nobody_means_is_refused_where_it_is_typed(number: str, desk: Path, run):
    """It would come back as a target of 300 digits, or as a price of nothing."""
    text = ROLE.read_text(encoding="utf-8").replace("target = 500_000", f"target = {number}", 1)
    (desk / "own.toml").write_text(text, encoding="utf-8")
    (desk / "people.csv").write_text(f"担当者,役割,重み,積み上げ\n山田,field_sales,1,{number}\n", encoding="utf-8")
    for arguments in (
        ("targets", "field_sales", "--set", f"KGI_AMOUNT={number}"), ("targets", "own.toml"),
        ("new", "company", "--members", "people.csv", "-o", "made.xlsx"), ("eval", "KPI_REQUIRED_DEALS()", "--set", f"UNIT_PRICE={number}"),
    ):  # fmt: skip
        said = run(*arguments)
        assert (said.status, said.out) == (REFUSED, ""), arguments
        assert number.removesuffix("0") in said.err or "1e+" in said.err or "1000000000000000" in said.err


@pytest.mark.parametrize("month", ["1900-01", "1949-12", "2201-01", "9998-12", "9999-12"])
def test_a_month_that_nobody_plans_is_refused(month: str, desk: Path, run):
    """The month before the first and the month behind the last are asked for as well."""
    said = run("targets", "field_sales", "--month", month)
    assert (said.status, said.out) == (REFUSED, "")
    assert f"--month：「{month}」" in said.err


@pytest.mark.parametrize("day", ["2958465", '"9999-12-31"', "DATE(9999,12,31)"])
def test_the_last_day_of_all_is_no_day_of_work(day: str, run):
    """A period excludes its end, and there is no day behind it."""
    said = run("eval", f"KPI_WORKING_DAYS({day},{day})")
    assert (said.status, said.out) == (REFUSED, "")


# --- names -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet", ".duckdb"])
def test_a_name_that_is_not_utf8_is_told(suffix: str, desk: Path, run):
    """Zip files of old Windows make such names; DuckDB knows none of them."""
    name = os.fsdecode(b"\x83\x8d\x83O" + suffix.encode())
    (desk / name).write_bytes((desk / "log.csv").read_bytes())
    for arguments in (("report", name, *NOVEMBER), ("import", "log.csv", "-o", f"new{name}")):
        said = run(*arguments)
        assert (said.status, said.out) == (REFUSED, "")
        assert "UTF-8ではありません" in said.err or ".xlsx" in arguments[-1]
    if suffix == ".duckdb":
        said = run("report", "log.csv", *NOVEMBER, "--store", f"store{name}")
        assert said.status == REFUSED
        assert "UTF-8ではありません" in said.err


@pytest.mark.parametrize("option", ["LOG", "-o", "--map", "--plan", "--store", "--rejects", "--role", "--each-member"])
def test_a_name_of_300_bytes_is_told(option: str, desk: Path, run):
    """No disk takes more than 255."""
    suffix = {"-o": ".xlsx", "--map": ".toml", "--plan": ".xlsx", "--store": ".duckdb", "--role": ".toml", "--each-member": ""}.get(option, ".csv")
    name = "長" * 100 + suffix
    log = name if option == "LOG" else "log.csv"
    against = ("--month", "2026-11") if option in ("--plan", "--role") else NOVEMBER
    said = run("report", log, *against, *(() if option == "LOG" else (option, name)))
    told = [line for line in said.err.splitlines() if not line.startswith("記録なし")]  # what is measured is noted before it is written
    assert (said.status, len(told), said.out) == (REFUSED, 1, "")


# --- tables whose rows differ in width -------------------------------------------------------------------------------------


def test_a_ragged_table_of_members_beside_the_log_is_read(desk: Path, run):
    """As a log of ragged rows is."""
    (desk / "people.csv").write_text("氏名,課\n山田,東\n佐藤,西,余分\n鈴木\n", encoding="utf-8")
    columns = '"日付" = "date"\n"担当者" = "member"\n"種別" = "kind"\n'
    (desk / "map.toml").write_text(f'[columns]\n{columns}[members]\nfile = "people.csv"\nmember = "氏名"\nteam = "課"\n', encoding="utf-8")
    said = run("report", "log.csv", "--map", "map.toml", *NOVEMBER)
    assert said.status == 0, said.err


def test_a_row_of_three_million_commas_costs_no_more_than_its_length(desk: Path, run):
    """Every other row was filled up to its width."""
    rows = "".join(f"m{number},東,field_sales\n" for number in range(200))
    (desk / "people.csv").write_text(f"担当者,チーム,役割\n高橋,東,field_sales{',' * 3_000_000}\n{rows}", encoding="utf-8")
    said = run("new", "company", "--members", "people.csv", "-o", "made.xlsx")
    assert said.status == 0, said.err


def test_cells_beyond_the_heads_of_the_members_are_told(desk: Path, run):
    """A comma in a name moves everything behind it."""
    (desk / "people.csv").write_text("担当者,チーム,役割\n山田, 太郎,東,field_sales\n", encoding="utf-8")
    said = run("new", "company", "--members", "people.csv", "-o", "made.xlsx")
    assert said.status == REFUSED
    assert "people.csv 2行目：見出しより列が多い行です" in said.err


def test_a_field_that_no_member_has_is_told(desk: Path, run):
    """Python's reader gives up at 131,072 characters."""
    (desk / "people.csv").write_text(f"担当者,チーム,役割\n{'山' * 200_000},東,field_sales\n", encoding="utf-8")
    said = run("new", "company", "--members", "people.csv", "-o", "made.xlsx")
    assert (said.status, said.out) == (REFUSED, "")


def test_more_columns_than_a_worksheet_has_are_refused(desk: Path, run):
    """100,000 of them took half a minute. Blank cells at a row's end are none."""
    row = "2026-11-02,山田,東,架電,1,"
    (desk / "wide.csv").write_text(f"{HEADER.strip()}{''.join(f',c{number}' for number in range(20_000))}\n{row}\n", encoding="utf-8")
    said = run("report", "wide.csv", *NOVEMBER)
    assert (said.status, said.out) == (REFUSED, "")
    assert said.err.startswith("wide.csv 1行目：列が16,384を超えています")
    (desk / "ragged.csv").write_text(f"{HEADER}{row}{',' * 20_000}\n", encoding="utf-8")
    assert run("report", "ragged.csv", *NOVEMBER).status == 0


def test_a_record_of_two_megabytes_is_told_by_its_line(desk: Path, run):
    """DuckDB reads no longer ones, and no activity is."""
    (desk / "long.csv").write_text(f"{HEADER}2026-11-02,山田,東,架電,1,\n2026-11-02,{'山' * 700_000},東,架電,1,\n", encoding="utf-8")
    said = run("report", "long.csv", *NOVEMBER)
    assert (said.status, said.out) == (REFUSED, "")
    assert said.err.startswith("long.csv 3行目：1件の記録が2MBを超えています")


# --- what strangers' files name --------------------------------------------------------------------------------------------

SECRET = "himitsu-no-kotoba"


def test_a_table_of_members_is_read_beside_the_log_alone(desk: Path, run):
    """A stranger's mapping may name any file; what it holds is neither read nor repeated."""
    (desk / "elsewhere").mkdir()
    (desk / "elsewhere" / "people.csv").write_text(f"{SECRET},x\n1,2\n", encoding="utf-8")
    (desk / "linked.csv").symlink_to(desk / "elsewhere" / "people.csv")
    (desk / "beside.csv").write_text(f"{SECRET},x\n1,2\n", encoding="utf-8")
    columns = '"日付" = "date"\n"担当者" = "member"\n"種別" = "kind"\n'
    names = ("elsewhere/people.csv", "../desk/beside.csv", str(desk / "beside.csv"), "linked.csv", "beside.csv", r"elsewhere\\people.csv", "..")
    for name in names:
        (desk / "map.toml").write_text(f'[columns]\n{columns}[members]\nfile = "{name}"\nmember = "氏名"\n', encoding="utf-8")
        said = run("report", "log.csv", "--map", "map.toml", *NOVEMBER)
        assert (said.status, said.out) == (REFUSED, ""), name
        assert SECRET not in said.err, name


def test_the_role_of_a_workbook_is_read_beside_it_alone(desk: Path, run):
    """BOOK_ROLE of a stranger's workbook may be any text; a definition elsewhere is not read, and none is repeated."""
    import openpyxl

    run("new", "field_sales", "--month", "2026-11", "-o", "plan.xlsx", "--formulas", "plain")
    (desk / "elsewhere").mkdir()
    for path in (desk / "elsewhere" / "own.toml", desk / "own.toml"):
        path.write_text(f'[{SECRET}]\nx = 1\n', encoding="utf-8")
    (desk / "linked.toml").symlink_to(desk / "elsewhere" / "own.toml")
    for role in ("own", "elsewhere/own", "elsewhere/own.toml", str(desk / "own"), str(desk / "own.toml"), "own.toml", "linked", "../desk/own"):
        workbook = openpyxl.load_workbook("plan.xlsx")
        sheet, cell = next(workbook.defined_names["BOOK_ROLE"].destinations)
        workbook[sheet][cell] = role
        workbook.save("strange.xlsx")
        said = run("report", "log.csv", "--plan", "strange.xlsx", "--month", "2026-11")
        assert (said.status, said.out) == (REFUSED, ""), role
        assert SECRET not in said.err, role
