"""What a command reads it never writes, and no output replaces another: refused before anything is written."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import HEADER

ROLE = ("--role", "field_sales")
NOVEMBER = ("--month", "2026-11")
REPORT = ("report", "log.csv", *ROLE, *NOVEMBER)
PLANNED = ("report", "log.csv", "--plan", "plan.xlsx", *NOVEMBER)
MAPPED = ("crm.csv", "--map", "crm.toml")
MAPPING = """
[columns]
"when" = "date"
"who" = "member"
"what" = "kind"
[members]
file = "people.csv"
member = "name"
"""
INPUT, OUTPUT = "は入力と同じファイルです。", "はほかの出力と同じファイルです。"

REFUSED = {
    "report over its log": (("report", "log.xlsx", *ROLE, *NOVEMBER, "-o", "log.xlsx"), "log.xlsx", INPUT),
    "report over its plan": ((*PLANNED, "-o", "plan.xlsx"), "plan.xlsx", INPUT),
    "report over a hard link to its plan": ((*PLANNED, "-o", "hard.xlsx"), "hard.xlsx", INPUT),
    "report over its plan in capitals": ((*PLANNED, "-o", "PLAN.xlsx"), "PLAN.xlsx", INPUT),
    "report over the plan behind a link": (
        ("report", "log.csv", "--plan", "soft.xlsx", *NOVEMBER, "-o", "plan.xlsx"), "plan.xlsx", INPUT,
    ),
    "former report over the plan": (
        ("report", "log.csv", "--plan", "there.bak.xlsx", *NOVEMBER, "-o", "there.xlsx"), "there.bak.xlsx（", INPUT,
    ),
    "member's workbook over the plan": (
        ("report", "log.csv", "--plan", "2026-11 山田.xlsx", *NOVEMBER, "--each-member", "."), "2026-11 山田.xlsx", INPUT,
    ),
    "member's workbook over the report": (
        (*REPORT, "-o", "each/2026-11 山田.xlsx", "--each-member", "each"), "each/2026-11 山田.xlsx", OUTPUT,
    ),
    "rejects over the log": ((*REPORT, "--rejects", "log.csv"), "log.csv", INPUT),
    "rejects over the members' file": (
        ("report", *MAPPED, *ROLE, *NOVEMBER, "--rejects", "people.csv"), "people.csv", INPUT,
    ),
    "store over a log": (
        ("report", "log.duckdb", *ROLE, *NOVEMBER, "--store", "log.duckdb"), "log.duckdb", INPUT,
    ),
    "import over its log": (("import", "log.csv", "-o", "log.csv"), "log.csv", INPUT),
    "import over the members' file": (("import", *MAPPED, "-o", "people.csv"), "people.csv", INPUT),
    "rejects of an import over the members' file": (("import", *MAPPED, "--rejects", "PEOPLE.csv"), "PEOPLE.csv", INPUT),
    "import over its rejects": (("import", "log.csv", "-o", "out.csv", "--rejects", "out.csv"), "out.csv", OUTPUT),
    "workbook over its template": (
        ("new", "field_sales", "--template", "ours.xlsx", "-o", "ours.xlsx", "--force"), "ours.xlsx", INPUT,
    ),
    "workbook over a link to its template": (
        ("new", "field_sales", "--template", "hard_ours.xlsx", "-o", "ours.xlsx", "--force"), "ours.xlsx", INPUT,
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that is read or was written before."""
    from kpi_xl.cli import main

    folder = tmp_path_factory.mktemp("laid")
    rows = "2026-11-02,山田,東,受注,1,500000\n2026-11-31,佐藤,東,商談,3,\n"
    (folder / "log.csv").write_text(HEADER + rows, encoding="utf-8")
    (folder / "crm.csv").write_text("when,who,what\n2026-11-02,山田,受注\n", encoding="utf-8")
    (folder / "crm.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "people.csv").write_text("name\n山田\n", encoding="utf-8")
    for output in ("plan.xlsx", "there.bak.xlsx", "2026-11 山田.xlsx"):
        with pytest.raises(SystemExit):
            main(("new", "field_sales", *NOVEMBER, "-o", str(folder / output)))
    with pytest.raises(SystemExit):
        main(("import", str(folder / "log.csv"), "-o", str(folder / "log.duckdb")))
    log = openpyxl.Workbook()
    for line in (HEADER + rows).splitlines():
        log.active.append(line.split(","))
    log.save(folder / "log.xlsx")
    log.defined_names.add(openpyxl.workbook.defined_name.DefinedName("KGI_AMOUNT", attr_text="Sheet!$J$1"))
    log.save(folder / "ours.xlsx")
    for name in ("there.xlsx", "there.pdf"):
        (folder / name).write_text("notes", encoding="utf-8")
    (folder / "each").mkdir()
    return folder


@pytest.fixture
def desk(laid: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(laid, tmp_path / "desk"))
    os.link(folder / "plan.xlsx", folder / "hard.xlsx")
    os.link(folder / "ours.xlsx", folder / "hard_ours.xlsx")
    (folder / "soft.xlsx").symlink_to("plan.xlsx")
    monkeypatch.chdir(folder)
    return folder


def hashes(folder: Path) -> dict[str, str]:
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", REFUSED)
def test_no_input_is_written_over_and_no_output_replaces_another(name: str, desk: Path, run):
    """One message that names the file, and every file is what it was, to the byte; no other file has come."""
    arguments, place, rule = REFUSED[name]
    before = hashes(desk)
    said = run(*arguments)
    messages = [line for line in said.err.splitlines() if INPUT in line or OUTPUT in line]
    assert (said.status, said.out, len(messages)) == (2, "", 1), said.err
    assert messages[0].startswith(f"{place}")
    assert rule in messages[0]
    assert messages[0].endswith("別の名前を指定してください。")
    assert hashes(desk) == before


def test_a_definition_of_ones_own_is_an_input(desk: Path, run):
    """`own.toml` under a workbook's name: a slip of the Tab key."""
    role = Path(__file__).parents[2] / "workbook_templates" / "field_sales.toml"
    shutil.copy(role, "own.toml")
    os.link("own.toml", "own.xlsx")
    os.link("own.toml", "rejects.csv")
    before = hashes(desk)
    for arguments in (
        ("new", "own.toml", "-o", "own.xlsx", "--force"),
        ("report", "log.csv", "--role", "own.toml", *NOVEMBER, "-o", "own.xlsx"),
        ("report", "log.csv", "--role", "own.toml", *NOVEMBER, "--rejects", "rejects.csv"),
    ):
        said = run(*arguments)
        assert said.status == 2
        assert INPUT in said.err
    assert hashes(desk) == before


def test_a_mapping_is_an_input(desk: Path, run):
    """Whatever it is called."""
    os.link("crm.toml", "map.csv")
    before = hashes(desk)
    for arguments in (
        ("report", *MAPPED, *ROLE, *NOVEMBER, "--rejects", "map.csv"),
        ("import", *MAPPED, "-o", "map.csv"),
        ("import", *MAPPED, "--rejects", "map.csv"),
    ):
        said = run(*arguments)
        assert (said.status, said.err) == (2, "map.csv は入力と同じファイルです。別の名前を指定してください。\n")
    assert hashes(desk) == before


def test_the_book_of_members_is_an_input(desk: Path, run):
    """`import --members plan.xlsx`: its names are read, and it must stay."""
    os.link("plan.xlsx", "plan.csv")
    before = hashes(desk)
    said = run("import", "log.csv", "--members", "plan.xlsx", "-o", "plan.csv")
    assert (said.status, said.err) == (2, "plan.csv は入力と同じファイルです。別の名前を指定してください。\n")
    assert hashes(desk) == before


OFFICE = """#!{python}
import pathlib, sys
folder = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
(folder / (pathlib.Path(sys.argv[-1]).stem + ".pdf")).write_bytes(b"%PDF-1.7 new")
"""


def test_a_former_pdf_is_kept_as_a_former_workbook_is(desk: Path, run, monkeypatch: pytest.MonkeyPatch):
    """Somebody may have written comments into it."""
    office = desk.parent / "office"
    office.write_text(OFFICE.format(python=sys.executable), encoding="utf-8")
    office.chmod(0o755)
    monkeypatch.setenv("SOFFICE", str(office))
    said = run(*REPORT, "-o", "there.xlsx", "--pdf", "--lang", "en")
    assert said.status == 0, said.err
    assert Path("there.bak.xlsx").read_text("utf-8") == Path("there.bak.pdf").read_text("utf-8") == "notes"
    assert Path("there.pdf").read_bytes() == b"%PDF-1.7 new"
    kept = [line for line in said.err.splitlines() if "previous content" in line]
    assert kept == [f"The previous content is kept in there.bak.{suffix}." for suffix in ("xlsx", "pdf")]


def test_a_demo_replaces_nobodys_files(desk: Path, run):
    """`kpi-xl demo -o .` where one's own activity.csv lies: it is kept under another name, and the demo says so."""
    Path("activity.csv").write_text("mine", encoding="utf-8")
    said = run("demo", "-o", ".", "--lang", "en")
    assert said.status == 0, said.err
    assert Path("activity.bak.csv").read_text("utf-8") == "mine"
    assert "activity.bak.csv" in said.out
    assert run("demo", "-o", ".", "--lang", "en").status == 0
    assert Path("activity.bak.csv").read_text("utf-8") == "mine", "what comes out the same is not kept again"


def test_templates_replace_nobodys_plan(desk: Path, run):
    """`templates build --out` where somebody plans in a field_sales.xlsm."""
    Path("each/field_sales.xlsm").write_text("mine", encoding="utf-8")
    said = run("templates", "build", "--out", "each", "--lang", "en")
    assert said.status == 0, said.err
    assert Path("each/field_sales.bak.xlsm").read_text("utf-8") == "mine"
    assert said.err == f"The previous content is kept in {Path('each/field_sales.bak.xlsm')}.\n"
