"""Totals: rows that sum up others. 合計 is no person, and 東京 計 is one only where nobody and nothing is called 東京."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from importlib.resources import files

from kpi_xl.definitions.kinds import folded, visible
from kpi_xl.definitions.toml_reader import parse_toml

_TABLE = parse_toml(files("kpi_xl.activity.words").joinpath("totals.toml"), "totals.toml")
_WHOLE = frozenset(_TABLE["whole"])
_BEGINS = re.compile(r"(?:合計|小計|総計|総合計|集計|累計|grand\s*totals?|sub-?\s*totals?|totals?)\s*[:：(（\d=].*")
_REMARK = r"\s*(?:[(\[][^()\[\]]*[)\]])?\s*[:：]?"
_ENDS = re.compile(rf"(.+?)\s*(?:合計|小計|総計|集計|累計|平均|目標|達成率|前年比|前月比){_REMARK}")
_ENDS_ENGLISH = re.compile(rf"(.+?)\s+(?:(?:sub-?\s*)?totals?|average|target|quota){_REMARK}")
_SUMMED = re.compile(r"(.+?)\s*計[:：]?")
_GROUPS = tuple(_TABLE["groups"])


def is_total(text: str, known: Container[str] = ()) -> bool:
    """Whether a text labels a total.

    Args:
        known: folded names of members and teams: 東京 計 sums up the team 東京, while 鈴木 計 may be a person.

    >>> [is_total(text) for text in ("合計", "佐藤 花子 集計", "Grand Total", "合計 (3 件)", "計良 一郎", "鈴木 計", "設計")]
    [True, True, True, True, False, False, False]
    >>> is_total("東京 計", {"東京"}), is_total("第1営業部 計"), is_total("1人あたり平均"), is_total("チーム合計(2名)"), is_total("目標 達也")
    (True, True, True, True, False)
    """
    said = unicodedata.normalize("NFKC", visible(text)).casefold().strip(" *-—:：【】[]<>《》")
    if folded(said) in _WHOLE or _BEGINS.fullmatch(said) or _ENDS.fullmatch(said) or _ENDS_ENGLISH.fullmatch(said):
        return True
    summed = _SUMMED.fullmatch(said)
    return summed is not None and (folded(summed[1]) in known or summed[1].endswith(_GROUPS))
