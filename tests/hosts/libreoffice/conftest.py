"""LibreOffice with our extension: one for all tests that need no window."""

from __future__ import annotations

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.libreoffice.install import find_programs
from tests.hosts.libreoffice.office import TestOffice, installed_office
from tests.spreadsheet import in_ci


@pytest.fixture(scope="session")
def programs():
    """LibreOffice and a Python for it. CI must not leave these tests out."""
    try:
        return find_programs()
    except InputError as missing:
        if in_ci():
            pytest.fail(str(missing), pytrace=False)
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def office(programs, tmp_path_factory) -> TestOffice:
    """Without a window."""
    made = installed_office(programs, tmp_path_factory.mktemp("libreoffice"), "--headless")
    yield made
    made.close()
