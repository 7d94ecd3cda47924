"""What the functions say of problems, and the standard targets of every role."""

from __future__ import annotations

import pytest

from kpi_xl.definitions import all_roles
from kpi_xl.errors import ArgumentError, UnknownNameError
from kpi_xl.functions import call
from kpi_xl.language import speaking


@pytest.mark.parametrize("words", ["", "少ない", "天気が悪い", "猫", "営業成績を向上させる", "低い", "bad weather"])
def test_what_is_not_understood_is_not_guessed(words):
    """A complaint about nothing known gets no KPI."""
    with pytest.raises(ArgumentError):
        call("KPI_ADVISE", words)


def test_advice_is_in_the_language_of_the_user():
    """The label is what the user finds in the workbook."""
    with speaking("en"):
        assert call("KPI_ADVISE", ["解約が多い", "poor quality of meetings"]) == ["Annual churn", "Win rate"]


def test_every_standard_target_is_found_by_id_and_by_either_label():
    """Whatever language the workbook is in."""
    for role in all_roles():
        for kpi in role.kpis:
            for place, name in zip((role.id, *role.label.both()), (kpi.id, *kpi.label.both()), strict=True):
                assert call("KPI_DEFAULT", place.upper(), f" {name} ") == kpi.target


def test_an_unknown_kpi_names_the_nearest():
    """A slip in the name is answered with the name."""
    with pytest.raises(UnknownNameError, match="もしかして「成約率」ですか"):
        call("KPI_DEFAULT", "フィールドセールス", "成約立")
