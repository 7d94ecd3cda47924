"""Whatever is pasted into the cell, it is judged; nothing is raised."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.smart import OWN, labelled
from kpi_xl.definitions import all_roles
from kpi_xl.smart import GoalColumns, check_cell, check_goal

PIECES = [piece for goal in labelled(OWN) for piece in (goal.text[:5], goal.text[3:9], goal.text[-6:])]
ODD = [
    "0年", "令和99年13月45日", "9999年12月31日", "999999か月以内", "1/0", "0分の1", "fy99", "by 2099", "within 99999 years", "2/30まで",
    "①", "½", "㍻", "−", "\x00", "İ",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES + ODD), max_size=8).map("".join))
DAYS = st.one_of(st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


@settings(max_examples=400, deadline=None)
@given(TEXTS, DAYS, st.sampled_from([None, *all_roles()]), st.integers(1, 12))
def test_any_text_on_any_day_is_judged(text, today, role, first_month):
    check = check_goal(text, today=today, role=role, first_month=first_month)
    assert len(check.findings) == 5
    assert check.rewritten
    assert all(str(each.reason) for each in (*check.findings,)), check.advice


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=10), st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False),
    st.one_of(st.dates(), st.text(max_size=5)),
)  # fmt: skip
def test_any_columns_are_judged(kpi, baseline, target, deadline):
    columns = GoalColumns(kpi or None, baseline, target, deadline)
    assert len(check_goal("", today=date(2026, 11, 23), columns=columns).signs.split()) == 5


@given(st.sampled_from([goal.text for goal in labelled(OWN)]))
def test_width_of_letters_never_matters(text):
    """Forms fill in full-width letters and digits."""
    wide = text.translate({code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1) if chr(code) not in "'"})
    assert check_goal(wide, today=date(2026, 11, 23)).letters == check_goal(text, today=date(2026, 11, 23)).letters


@pytest.mark.parametrize(
    "piece",
    ["2026年", "商談を50件、", "①商談50件", "・受注10件\n", "50件から", "ため、", "50 demos and ", "1. a ", "from 30 ", "3月15日",
     "従業員100名以上、", "reply within 14 days ", "by March ", "（現在", "〔現在値〕"],
)  # fmt: skip
def test_a_pasted_page_is_judged_as_soon_as_read(piece):
    """Whatever is repeated 8,000 times, reading it costs what its length costs: a step that looks back at all of it would never end."""
    cell = check_cell(piece * 8_000, today=date(2026, 11, 23))
    assert str(cell.signs)
    assert cell.goals[0].rewritten
