"""Headings as they are compared: products decorate them, people retype them."""

from __future__ import annotations

import re
import unicodedata

from kpi_xl.activity.words.money import MoneyUnit, money_unit
from kpi_xl.definitions.kinds import folded, visible

_UNITS = "件人名社回日点本個"
_REMARK = re.compile(
    r"(?:[(\[【〔<](?:(?:※|管理番号|必須|任意|required|optional|mandatory)[^()\[\]【】〔〕<>]*"
    rf"|(?:単位[:：]?)?[{_UNITS}])[)\]】〕>]|[*※])$"
)
_SORTED = "↑↓▲▼△▽⬆⬇"
"""Marks of the column by which a report is sorted, or grouped."""
_GROUPED = re.compile(r".*[↑↓⬆⬇]\s*$", re.DOTALL)
_LOCKED = re.compile(r"^\s*[(（](?:do not modify|変更不可|変更しないでください)[)）]\s*", re.IGNORECASE)
_OBJECT = re.compile(r"^(?:deal|activity|person|organization|取引|アクティビティ|商談)\s+-\s+", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（\[［【〔]([^()（）\[\]［］【】〔〕]*)[)）\]］】〕]\s*$")
_NOTED_UNIT = re.compile(r"(?:単位|unit)s?\s*[:：]?\s*([^\s()（）、,;]+)", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[［【〔<]([^()\[\]［］【】〔〕<>]*)[)\]］】〕>]")
_ABOUT_AMOUNTS = re.compile(
    r"(?:受注|売上|契約)?(?:金額|額)|売上|すべて|全て|表示|単位|いずれも|は|を|で|all|amounts?|figures?|values?|are|is|\bin\b|\bof\b|yen\s+in",
    re.IGNORECASE,
)
"""What a line says around the unit of amounts: 金額は千円, "amounts in thousands of yen"."""
_TAX = re.compile(
    r"税込み?|税抜き?|税別|内税|外税|消費税込み?|消費税抜き?|税込金額|tax incl(?:uded|\.)?|incl\. tax|tax excl(?:uded|\.)?|excl\. tax"
)


def header_key(title: str) -> str:
    """A heading without what does not matter: width, case, spaces, underscores, invisible characters, units and remarks behind it.

    >>> header_key("受注予定日（※必須項目です）") == header_key("受注予定日(※必須項目です)") == header_key("受注 予定日 *")
    True
    >>> header_key("CallDisposition") == header_key("call_disposition") == header_key("\\ufeffCall Disposition")
    True
    >>> header_key("金額（千円）") == header_key("金額 ↓") == header_key("金額"), header_key("Deal - Owner") == header_key("Owner")
    (True, True)
    >>> header_key("金額（税込）") == header_key("金額"), header_key("Amount (converted)") == header_key("Amount")
    (False, False)
    """
    plain = _OBJECT.sub("", _LOCKED.sub("", visible(title).strip())).rstrip().rstrip(_SORTED)
    while (match := _BRACKETS.search(plain)) and money_unit(match[1]):
        plain = plain[: match.start()]
    key = folded(plain).replace("_", "")
    while (shorter := _REMARK.sub("", key)) != key:
        key = shorter
    return key or folded(title)


def without_tax(title: str) -> str:
    """A heading without the remark that taxes are in it, or not.

    >>> without_tax("受注金額（税抜）"), without_tax("金額")
    ('受注金額', '金額')
    """
    match = _BRACKETS.search(title.rstrip())
    return title[: match.start()] if match and _TAX.fullmatch(unicodedata.normalize("NFKC", match[1]).strip().casefold()) else title


def is_net(title: str) -> bool:
    """Whether a heading says that its amounts are without tax.

    >>> is_net("金額（税抜）"), is_net("金額（税込）")
    (True, False)
    """
    return without_tax(title) != title and any(word in title.casefold() for word in ("税抜", "税別", "外税", "excl"))


def unit_of(title: str) -> MoneyUnit:
    """What a bare number under a heading counts: 金額（千円） thousands of yen.

    >>> unit_of("金額(千円)"), unit_of("Amount (USD)"), unit_of("金額")
    (MoneyUnit(factor=1000.0, currency='JPY'), MoneyUnit(factor=1.0, currency='USD'), MoneyUnit(factor=1.0, currency=''))
    """
    plain = visible(title).rstrip().rstrip(_SORTED)
    while match := _BRACKETS.search(plain):
        if unit := money_unit(match[1]):
            return unit
        plain = plain[: match.start()]
    return MoneyUnit()


def unit_in_note(text: str) -> MoneyUnit | None:
    """The unit that a line above a table names for its amounts; None where it names none.

    >>> unit_in_note("（単位：千円）"), unit_in_note("売上一覧 2026年11月　単位: 百万円"), unit_in_note("1,000円以上の取引")
    (MoneyUnit(factor=1000.0, currency='JPY'), MoneyUnit(factor=1000000.0, currency='JPY'), None)
    >>> unit_in_note("受注一覧（金額は千円）"), unit_in_note("Deals (amounts in millions)"), unit_in_note("（100万円以上の案件）")
    (MoneyUnit(factor=1000.0, currency='JPY'), MoneyUnit(factor=1000000.0, currency=''), None)
    """
    said = unicodedata.normalize("NFKC", visible(text)).strip()
    if match := _NOTED_UNIT.search(said):
        return money_unit(match[1])
    noted = [_ABOUT_AMOUNTS.sub(" ", part) for part in (*_IN_BRACKETS.findall(said), said)]
    return next((unit for part in noted if (unit := money_unit(part)) and unit.factor != 1.0), None)


def is_grouped(title: str) -> bool:
    """Whether rows are grouped by the column: its value stands in the first of them only.

    >>> is_grouped("商談 所有者  ↑"), is_grouped("商談 所有者")
    (True, False)
    """
    return _GROUPED.fullmatch(title) is not None
