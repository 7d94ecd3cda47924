"""What readers of rewritten goals found awkward or wrong reads as a person would write it."""

from __future__ import annotations

from datetime import date

import pytest

from kpi_xl.smart import check_goals
from kpi_xl.smart.reading.sense import Sense

TODAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("MRR ＋80万（2月末）", ["MRR ＋80万（2月末／現在は〔現在値〕）"]),  # 2月末、現在は… would be 2月末現在
        ("失注を月3件以下に抑える", ["失注を月3件以下に抑える（現在は〔現在値〕）"]),  # it may be so already
        ("見積の回答を早くする", ["見積の回答を早くする"]),
        ("お客様に喜ばれる提案をする", ["お客様に喜ばれる提案をする"]),
        ("担当12社全社に年始挨拶　1月中", ["担当12社全社に年始挨拶　1月中"]),
        ("Close the three stuck renewals by 12/18", ["Close the three stuck renewals by 12/18"]),
        ("12/24までに歳末の挨拶を主要20社へ", ["12/24までに歳末の挨拶を主要20社へ"]),
        ("Cut refunds from 4% to 3% by calling every new buyer", ["Cut refunds from 4% to 3% by [deadline] by calling every new buyer"]),
        ("Shorten ramp time by ten days (avg. is 64 now)", ["Shorten ramp time by ten days by [deadline] (avg. is 64 now)"]),
        ("Win 4 deals in Q1 and grow ARR by $90k in the same period",
         ["Win 4 deals in Q1", "grow ARR by $90k in Q1 (now [current value])"]),
        ("口コミ評価4.1→4.4、件数は月5件ペースで", ["〔期限〕までに、口コミ評価4.1→4.4", "件数は月5件ペースで（現在は〔現在値〕）"]),
        ("boost team spirit, be more visible", ["boost team spirit", "be more visible"]),
    ],
)  # fmt: skip
def test_blanks_that_nobody_would_write_stay_out(text: str, rewritten: list[str]) -> None:
    assert [goal.rewritten for goal in check_goals(text, today=TODAY, first_month=1 if text.isascii() else 4)] == rewritten


def test_inside_a_time_is_at_most() -> None:
    (goal,) = check_goals("Answer every demo request inside 15 minutes", today=TODAY)
    assert goal.statement.sense is Sense.AT_MOST
    assert goal.rewritten == "Answer every demo request inside 15 minutes"
