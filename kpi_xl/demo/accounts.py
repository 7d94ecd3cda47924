"""Made-up companies: the accounts that members call, visit and win."""

from __future__ import annotations

_PLACES = (
    "葵坂", "白樫", "星見野", "水越", "朝凪", "風待", "千歳台", "若草野", "青嶺", "緑ヶ淵", "花見川原",
    "月見里", "鳴瀬川", "霧ヶ浜", "日向野", "雪見台", "鶴ヶ原", "松葉浜", "竹園坂", "梅ヶ里", "椿山台", "楓野",
    "柏葉坂", "桐ヶ丘", "銀杏坂", "すみれ野", "つばさ丘", "みなと坂", "ひばり原", "こだま台", "さざなみ町", "あかね坂",
)  # fmt: skip
_TRADES = (
    "製作所", "物流", "商事", "システムズ", "フーズ", "印刷", "建設", "電機", "化成", "精機", "運輸", "不動産",
    "メディカル", "繊維", "工業", "エナジー", "薬品", "ソフト", "住設", "産業", "倉庫", "機工", "デザイン", "農園",
)  # fmt: skip


def _company(place: str, number: int) -> str:
    trade = _TRADES[number % len(_TRADES)]
    return f"株式会社{place}{trade}" if number % 3 else f"{place}{trade}株式会社"


ACCOUNTS = tuple(_company(place, start + turn) for turn in range(len(_TRADES)) for start, place in enumerate(_PLACES))
"""768 companies, no two alike; place and trade both change from one to the next."""
