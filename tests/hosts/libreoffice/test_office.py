"""The LibreOffice of these tests, and the one that `kpi-xl install` starts: one that dies or hangs costs one test at most."""

from __future__ import annotations

import dataclasses
import os
import signal
from pathlib import Path

import pytest

from tests.hosts.libreoffice.office import OfficeFailed, OfficeGone, TestOffice
from tests.spreadsheet import dying_once, needs_soffice

pytestmark = [needs_soffice, pytest.mark.xdist_group("libreoffice")]

SUM = [("put", {"A1": "=40+2"}), ("read", "A1")]


def test_one_that_hangs_fails_one_test_and_is_replaced(office):
    """A test run must not wait for ever, and one fault must not take all that follows along."""
    with pytest.raises(OfficeGone, match="took longer"):
        office("sleep", 30, limit=0.5)
    assert office("on_a_sheet", SUM) == [[42]]


def test_one_that_dies_fails_one_test_and_is_replaced(office):
    """It may die by itself while a test has it work."""
    office("sleep", 0)
    os.killpg(office.process_id, signal.SIGKILL)
    with pytest.raises(OfficeGone, match="on_a_sheet"):
        office("on_a_sheet", SUM)
    assert office.twice("on_a_sheet", SUM) == [[42]]


def test_a_job_that_fails_leaves_it_running(office):
    """A mistake of a test's costs no start."""
    office("sleep", 0)
    before = office.process_id
    with pytest.raises(OfficeFailed, match="RuntimeException"):
        office("on_a_sheet", [("put", {"A1": 1}), ("read", "no address")])
    assert office("on_a_sheet", SUM) == [[42]]
    assert office.process_id == before


def test_one_that_dies_at_its_start_is_started_again(programs, tmp_path):
    """So does `kpi-xl install`, which starts it the same way."""
    dying = dataclasses.replace(programs, soffice=dying_once(Path(programs.soffice), tmp_path))
    office = TestOffice(dying, tmp_path / "profile", "--headless")
    try:
        assert office("on_a_sheet", SUM) == [[42]]
        assert (tmp_path / "died").exists()
    finally:
        office.close()
