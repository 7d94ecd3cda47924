"""Kinds of activity: what one row of the activity log can be about."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from kpi_xl.language import Text


@dataclass(frozen=True)
class Kind:
    """One kind of activity."""

    id: str
    label: Text
    synonyms: tuple[str, ...] = ()  #: other words people write for it
    is_stock: bool = False
    """A stock (open pipeline, customers under contract) is counted as it stood last in the month: a later
    row of the same member and account replaces the earlier one. All other kinds are flows and add up."""


KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("request", Text("資料請求", "Information requests"), ("リード", "問い合わせ", "lead", "inquiry")),
        Kind("call", Text("架電", "Calls"), ("電話", "コール", "テレアポ", "phone", "phone call")),
        Kind("connect", Text("通電", "Connects"), ("接続", "通話", "connected")),
        Kind("appointment", Text("アポイント", "Appointments"), ("アポ", "アポ獲得", "アポイント獲得", "appo")),
        Kind("meeting", Text("商談", "Meetings"), ("打ち合わせ", "打合せ", "面談", "初回商談", "顧客面談")),
        Kind("key_person", Text("キーパーソン接触", "Key-person contacts"), ("キーパーソン", "決裁者接触", "決裁者")),
        Kind("visit", Text("訪問", "Visits"), ("往訪", "客先訪問")),
        Kind("proposal", Text("提案", "Proposals"), ("見積", "見積提出", "quote")),
        Kind("won", Text("受注", "Deals won"), ("成約", "契約", "売上", "closed won")),
        Kind("lost", Text("失注", "Deals lost"), ("closed lost",)),
        Kind("active_customer", Text("契約中顧客", "Active customers"), ("契約顧客", "稼働顧客", "顧客数"), is_stock=True),
        Kind("repeat", Text("リピート", "Repeat orders"), ("継続", "更新", "リピート購入", "renewal")),
        Kind("churn", Text("解約", "Churned customers"), ("チャーン", "離脱")),
        Kind("upsell", Text("アップセル", "Upsells"), ("up-sell",)),
        Kind("cross_sell", Text("クロスセル", "Cross-sells"), ("cross-sell", "crosssell")),
        Kind("survey", Text("満足度調査", "Surveys"), ("満足度", "アンケート", "csat", "nps")),
        Kind("joint_visit", Text("同行", "Joint visits"), ("同行訪問", "営業同行", "新人同行", "新人との同行")),
        Kind("pipeline", Text("パイプライン", "Open pipeline"), ("見込み案件", "見込", "案件"), is_stock=True),
    )
}

STOCK_KINDS = tuple(kind.id for kind in KINDS.values() if kind.is_stock)


_INVISIBLE = dict.fromkeys([
    0x00AD, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), *range(0x2066, 0x206A), 0xFEFF,
])  # fmt: skip


def visible(text: str) -> str:
    """A text without characters of no width: soft hyphens, joiners, marks of direction and of byte order.

    >>> visible("山田\u200b太郎\u200e")
    '山田太郎'
    """
    return text if text.isascii() else text.translate(_INVISIBLE)


@lru_cache(maxsize=2**16)
def folded(word: str) -> str:
    """A word as it is compared: width, case, white space and invisible characters do not matter."""
    return "".join(unicodedata.normalize("NFKC", visible(word)).casefold().split())


_KIND_BY_WORD = {
    folded(word): kind.id
    for kind in KINDS.values()
    for word in (kind.id, kind.id.replace("_", " "), *kind.label.both(), *kind.synonyms)
}


def kind_of(word: str) -> str | None:
    """The kind that a word in a log means, in either language, or None.

    >>> kind_of("商談"), kind_of(" Ｃａｌｌ "), kind_of("昼食")
    ('meeting', 'call', None)
    """
    return _KIND_BY_WORD.get(folded(word))
