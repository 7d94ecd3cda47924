"""R of what no KPI tree lists: a figure of its own and customer relations hold with a question; study, desks and followers do not."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goal

TODAY = date(2026, 12, 1)


def sign(text: str) -> str:
    return check_goal(text, today=TODAY).signs.split()[3]


@pytest.mark.parametrize(
    ("text", "of_goal"),
    [
        ("トラクターを月3台", "R△"),
        ("お試しキットを今月40箱", "R△"),
        ("18 used vans in January", "R△"),
        ("30 garden sheds in March", "R△"),
        ("得意先との関係を深める", "R△"),
        ("Keep our clients happy", "R△"),
        ("社内検定に3人合格", "R？"),
        ("営業本を月2冊読書", "R？"),
        ("残業を月15時間以内にする", "R？"),
        ("Take 2 courses by June", "R？"),
        ("Pass 2 exams by May", "R？"),
        ("社風を良くする", "R？"),
        ("体重を3kg減量", "R×"),
    ],
)
def test_what_counts_sales_in_its_own_words_holds_with_a_question_and_what_need_not_bring_them_stays_open(
    text: str, of_goal: str
):
    assert sign(text) == of_goal
