"""One pretended Excel for all tests of this room."""

from __future__ import annotations

import pytest

from tests.hosts.excel.pretended_excel import pretended_excel


@pytest.fixture(scope="session")
def excel():
    with pretended_excel() as started:
        yield started
