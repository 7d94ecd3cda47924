"""The people of the demo."""

from __future__ import annotations

from kpi_xl.definitions import ROLE_IDS, load_role
from kpi_xl.demo.people import PEOPLE
from kpi_xl.demo.run import demo_settings
from kpi_xl.demo.work import WORK


def test_every_role_has_people_who_work():
    """The demo writes a workbook for each role: without people its goal would be 0, and its report without a row."""
    assert {person.role.partition(":")[0] for person in PEOPLE} == set(WORK) == set(ROLE_IDS)
    for role_id in ROLE_IDS:
        assert demo_settings(load_role(role_id)).inputs["KGI_AMOUNT"] > 0
