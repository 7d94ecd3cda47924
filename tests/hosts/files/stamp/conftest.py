"""Templates, made once for each test process."""

from __future__ import annotations

import pytest

from tests.hosts.files.stamp.feature_book import feature_book, with_pivot


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    return with_pivot(feature_book(tmp_path_factory.mktemp("template") / "ours.xlsx"))


@pytest.fixture(scope="session")
def macro_template(tmp_path_factory):
    return feature_book(tmp_path_factory.mktemp("template") / "ours.xlsm", macros=True)
