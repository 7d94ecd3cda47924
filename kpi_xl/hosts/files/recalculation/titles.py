"""Titles of sheets as the engine reads them: in quotes. Excel and LibreOffice leave those of ①KGI away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kpi_xl.sheets.references import quoted_title


class QuotedTitles:
    """Puts the titles of a workbook's sheets into quotes wherever a reference names them."""

    def __init__(self, titles: Iterable[str]) -> None:
        named = sorted((title for title in titles if quoted_title(title) != title), key=len, reverse=True)
        self._pattern = re.compile(rf"(?<![\w'\]])({'|'.join(map(re.escape, named))})!") if named else None

    def in_formula(self, text: str) -> str:
        """
        >>> QuotedTitles(["①KGI", "Days"]).in_formula("SUM(①KGI!$A$1,'①KGI'!B2,Days!C3)")
        "SUM('①KGI'!$A$1,'①KGI'!B2,Days!C3)"
        """
        return text if self._pattern is None else self._pattern.sub(r"'\1'!", text)

    def in_part(self, part: bytes) -> bytes:
        """A part with quotes in all its formulas and names."""
        return _FORMULA.sub(lambda match: self.in_formula(match[0].decode()).encode(), part)


_FORMULA = re.compile(rb"<(?:\w+:)?(f|definedName)(?=[\s>])[^>]*>[^<]*!")
