"""The dialogues, through the real xlwings front end."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwings as xw

from kpi_xl.activity.files.opening import WORKBOOK_SUFFIXES
from kpi_xl.hosts.excel.live import dialogues
from kpi_xl.language import LANGUAGES, speaking
from tests.hosts.excel.openpyxl_engine.program import excel


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_can_be_picked(language):
    """Excel refuses a filter that is no list of pairs with error 1004, and no log could be read on Windows."""
    with excel() as program, speaking(language):
        program.answers["Which?"] = ("C:\\logs\\a.csv", "C:\\logs\\b.xlsx")
        assert dialogues.pick_files(xw.apps[1], "Which?") == [Path("C:\\logs\\a.csv"), Path("C:\\logs\\b.xlsx")]
        assert dialogues.pick_files(xw.apps[1], "Another") == []


@pytest.mark.parametrize("refused", ["CSV, Excel (*.csv),*.csv", "Logs", "Logs,csv", "Logs (*.csv)|*.csv", "Logs,"])
def test_what_excel_refuses_the_engine_refuses(refused):
    """Else it would say yes to what fails in front of people."""
    with excel(), pytest.raises(RuntimeError, match="1004"):
        xw.apps[1].api.GetOpenFilename(refused, 1, "Which?", MultiSelect=True)


def test_what_is_offered_can_be_read():
    """A file that the dialogue shows and the reader refuses is a step for nothing."""
    offered = dialogues.LOGS[1].replace("*", "").split(";")
    assert set(offered) <= {".csv", ".tsv", ".txt", *WORKBOOK_SUFFIXES}
    assert {".csv", ".xlsx"} <= set(offered)
