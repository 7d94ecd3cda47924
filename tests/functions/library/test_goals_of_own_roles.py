"""SMART in cells of a company's own role: what its definition calls its KPIs is known where the host knows the role."""

from __future__ import annotations

import pytest

from kpi_xl.definitions import read_role, role_file_beside
from kpi_xl.functions import call
from kpi_xl.functions.library.roles import in_workbook_of, role_named
from kpi_xl.hosts.excel.functions.own_role import own_role_of

SUPPORT = """
[role]
id = "support"
label = { ja = "サポート", en = "Support" }
summary = { ja = "問い合わせに答える", en = "Answers questions" }
goal = { ja = "{month_end}までに満足度{target}", en = "Reach {target} by {month_end}" }

[[kpis]]
id = "satisfaction"
label = { ja = "満足度", en = "Satisfaction" }
level = "KGI"
unit = "score"
period = "month"
direction = "higher"
target = 4.5
measure = { mean = "survey" }
problem = { ja = "満足度が低い", en = "Low satisfaction" }

[[kpis]]
id = "answers"
label = { ja = "一次解決", en = "First answers" }
words = ["ファーコン"]
level = "活動"
unit = "count"
period = "day"
direction = "higher"
target = 20
drives = "satisfaction"
measure = { count = "call" }
problem = { ja = "回答が少ない", en = "Too few answers" }
"""
GOAL = "今の8本から12月末までにファーコンを15本にする"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "support.toml").write_text(SUPPORT, encoding="utf-8")
    return tmp_path


class Book:
    """A workbook as Excel tells of it."""

    def __init__(self, path):
        self.api = self
        self.FullName = str(path)


def test_its_words_are_read_in_its_workbook(folder):
    """ファーコン is a word of one company: R is told by its own tree, and nowhere else."""
    role = own_role_of(Book(folder / "book.xlsm"), {"BOOK_ROLE": "support"})
    assert call("KPI_SMART", GOAL) == "S○ M○ A○ R△ T○"
    with in_workbook_of(role):
        assert call("KPI_SMART", GOAL) == "S○ M○ A○ R○ T○"
        assert role_named("サポート") is role
    assert call("KPI_SMART", GOAL) == "S○ M○ A○ R△ T○"


@pytest.mark.parametrize("named", ["field_sales", "", "nothing", "../support", None, 3.0])
def test_a_workbook_of_no_own_role_reads_no_file(folder, named):
    """A cell of a workbook from elsewhere names no file outside its folder."""
    (folder / "books").mkdir()
    assert own_role_of(Book(folder / "books" / "book.xlsm"), {"BOOK_ROLE": named}) is None


@pytest.mark.parametrize("path", ["https://example.sharepoint.com/sites/x/book.xlsm", "Book1"])
def test_a_workbook_in_the_cloud_or_not_saved_has_nothing_beside_it(path):
    assert own_role_of(Book(path), {"BOOK_ROLE": "support"}) is None


def test_a_changed_definition_is_read_again_and_a_faulty_one_leaves_the_goal_without_it(folder):
    book, names = Book(folder / "book.xlsm"), {"BOOK_ROLE": "support"}
    assert own_role_of(book, names) == read_role(role_file_beside(folder, "support"))
    (folder / "support.toml").write_text("[role]\n", encoding="utf-8")
    assert own_role_of(book, names) is None
