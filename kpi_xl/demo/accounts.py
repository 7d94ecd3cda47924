"""Made-up companies: the accounts that members call, visit and win."""

from __future__ import annotations

_PLACES = (
    "葵坂", "白樫", "星見野", "水越", "朝凪", "風待", "千歳台", "若草野", "青嶺", "緑ヶ淵", "花見川原", "月見里", "鳴瀬川", "霧ヶ浜", "日向野",
    "雪見台", "鶴ヶ原", "松葉浜", "竹園坂", "梅ヶ里", "椿山台", "楓野", "柏葉坂", "桐ヶ丘", "銀杏坂", "すみれ野", "つばさ丘", "みなと坂", "ひばり原", "こだま台",
)  # fmt: skip
_TRADES = (
    "製作所", "物流", "商事", "システムズ", "フーズ", "印刷", "建設", "電機", "化成", "精機", "運輸", "不動産", "メディカル", "繊維", "工業", "エナジー",
    "薬品", "ソフト", "住設", "産業",
)  # fmt: skip

ACCOUNTS = tuple(
    # the trade goes round faster than the place, so that neighbours in the list are not namesakes
    f"株式会社{place}{trade}" if (number + turn) % 3 else f"{place}{trade}株式会社"
    for turn in range(len(_TRADES))
    for number, place in enumerate(_PLACES)
    for trade in (_TRADES[(number + turn) % len(_TRADES)],)
)
"""600 of them, no two alike."""
