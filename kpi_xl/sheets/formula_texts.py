"""Texts that formulas build, in the words that every spreadsheet reads alike.

Only digits go through TEXT, rounded before: its letters for days depend on the language of the computer, few
programs heed a condition such as ``[>=10000000]`` in it, and they round halves differently.
"""

from __future__ import annotations

from kpi_xl.units import half_up


def literal(text: str) -> str:
    """A text as it stands inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def number_text(number: str, places: int, number_format: str) -> str:
    """A number rounded to *places* in *number_format*.

    >>> number_text("A1", 3, "0.0%")
    'TEXT(ROUND(A1,3),"0.0%")'
    """
    return f"TEXT(ROUND({number},{places}),{literal(number_format)})"


def man_yen_text(yen: str) -> str:
    """Yen in 万円, losses in yen: what `kpi_xl.units.CARD_YEN_FORMAT` shows in Japanese, without its .0 of whole 万円."""
    rounded = f"ROUND({yen},-3)"
    return f'IF({rounded}<0,"▲"&TEXT(-{rounded},"#,##0")&"円",TEXT({rounded}/10000,IF(MOD({rounded},10000)=0,"#,##0","#,##0.0"))&"万円")'


def man_yen(yen: float) -> str:
    """What `man_yen_text` gives: 2,400,000 is 240万円, 2,455,000 is 245.5万円."""
    thousands = int(half_up(abs(yen), -3)) // 1000
    if yen < 0 and thousands:
        return f"▲{thousands * 1000:,}円"
    return f"{thousands // 10:,}.{thousands % 10}万円".replace(".0万円", "万円")
