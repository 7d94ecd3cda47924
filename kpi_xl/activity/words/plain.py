"""Plain: a cell without what programs put around and into it, and nobody sees."""

from __future__ import annotations

import re

from kpi_xl.definitions.kinds import visible

FORMULA_STARTS = (*"=+-@", *"＝＋－＠", *"﹦﹢﹣﹫", "\t", "\r")
"""Texts that begin so would be computed by a spreadsheet; some take full-width signs, and small ones, for their ASCII kin."""

_AS_FORMULA = re.compile(r'="(.*)"', re.DOTALL)


def plain(text: str) -> str:
    """A text without invisible characters, the ``="..."`` of exports that fear Excel, and the apostrophe before a formula.

    >>> plain(' 山田\\u200b　太郎 '), plain('="00123"'), plain("'=1+1"), plain("'26/11/05")
    ('山田 太郎', '00123', '=1+1', "'26/11/05")
    """
    said = " ".join(visible(text).split())
    if match := _AS_FORMULA.fullmatch(said):
        said = " ".join(match[1].replace('""', '"').split())
    if said.startswith("'") and said[1:].startswith(FORMULA_STARTS):
        said = said[1:]  # as `kpi-xl import` and others write it, so that it stays a text
    return said
