"""README's commands run, in order, on files that are there, and their results make sense."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from kpi_xl.cli import main
from kpi_xl.demo.run import make_demo
from tests.spreadsheet import ROOT

README = (ROOT / "README.md").read_text("utf-8")
JAPANESE, ENGLISH = README.split("## In English")


def commands(page: str) -> list[list[str]]:
    """The lines of the page's shell blocks, as a shell parts them."""
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    lines = [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.strip()]
    return [shlex.split(line, comments=True) for line in lines]


def run(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    out, err = capsys.readouterr()
    return int(left.value.code or 0), out, err


@pytest.mark.parametrize("page", [JAPANESE, ENGLISH], ids=["ja", "en"])
def test_every_command_runs_in_order(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """A new user copies one line after the other; `make` is the Makefile's, and its demo is made here."""
    monkeypatch.chdir(tmp_path)
    make_demo(tmp_path / "kpi-xl-demo")
    ran = [line for line in commands(page) if line[0] == "kpi-xl"]
    assert {line[0] for line in commands(page)} <= {"kpi-xl", "make"}
    assert len(ran) >= 8
    for arguments in ran:
        status, _, err = run(capsys, arguments[1:])
        assert status == 0, f"{shlex.join(arguments)}: {err}"
    outputs = [arguments[arguments.index("-o") + 1] for arguments in ran if "-o" in arguments]
    assert all((tmp_path / name).is_file() for name in outputs)


def test_nobody_owes_the_whole_teams_goal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The plan of step 1 against the log of step 3: seven sellers share 2,100万 of new business, and every one of them is planned."""
    monkeypatch.chdir(tmp_path)
    make_demo(tmp_path / "kpi-xl-demo")
    plan, report = (next(line for line in commands(JAPANESE) if line[:2] == ["kpi-xl", verb]) for verb in ("new", "report"))
    run(capsys, plan[1:])
    _, out, err = run(capsys, [*report[1 : report.index("-o")], "--json"])
    revenue = {row["member"]: row["target"] for row in json.loads(out)["rows"] if row["kpi"] == "revenue"}
    assert len(revenue) == 7
    assert sum(revenue.values()) == 21_000_000
    assert max(revenue.values()) < 4_000_000
    assert "計画に未登録" not in err


def test_a_step_fits_a_screen():
    """A heading, a command and a picture each; everything else is in docs/."""
    steps = re.split(r"^### \d\. ", JAPANESE.partition("## Excelのボタンから")[0], flags=re.MULTILINE)[1:]
    assert len(steps) == 5
    assert max(len(step.splitlines()) for step in steps) <= 20
    assert all("```sh" in step for step in steps)
    assert sum("![" in step for step in steps) >= 4
