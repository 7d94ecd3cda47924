"""R of what no KPI tree lists: a figure of its own and customer relations hold with a question; study, desks and followers do not."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goal

TODAY = date(2026, 12, 1)


def sign(text: str) -> str:
    return check_goal(text, today=TODAY).signs.split()[3]


@pytest.mark.parametrize(
    "text",
    [
        "トラクターを月3台",
        "お試しキットを今月40箱",
        "18 used vans in January",
        "30 garden sheds in March",
        "得意先との関係を深める",
        "Keep our clients happy",
    ],
)
def test_what_counts_sales_in_its_own_words_holds_and_is_asked_what_for(text: str):
    assert sign(text) == "R△"


@pytest.mark.parametrize(
    "text",
    [
        "社内検定に3人合格",
        "営業本を月2冊読書",
        "残業を月15時間以内にする",
        "Take 2 courses by June",
        "Pass 2 exams by May",
        "社風を良くする",
    ],
)
def test_what_need_not_bring_sales_stays_open(text: str):
    assert sign(text) == "R？"


def test_a_matter_of_ones_own_fails():
    assert sign("体重を3kg減量") == "R×"
