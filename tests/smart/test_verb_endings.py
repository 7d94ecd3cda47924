"""A verb that leads on is written as it ends a sentence."""

from __future__ import annotations

import pytest

from kpi_xl.smart.splitting.verb_endings import ended


@pytest.mark.parametrize(
    ("leads_on", "ends"),
    [
        ("商談を増やし", "商談を増やす"),
        ("商談を増やして", "商談を増やす"),
        ("在庫を消化して", "在庫を消化する"),
        ("売上を維持しつつ", "売上を維持する"),
        ("解約を減らしながら", "解約を減らす"),
        ("見積を出し", "見積を出す"),
        ("既存先を回り", "既存先を回る"),
        ("受注10件", "受注10件"),
        ("", ""),
    ],
)
def test_a_clause_ends_as_a_sentence_does(leads_on, ends):
    assert ended(leads_on) == ends
