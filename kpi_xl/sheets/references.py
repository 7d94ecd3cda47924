"""References to other sheets."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"(?!(?:true|false)$)[a-z_]{4,}[0-9]*", re.IGNORECASE | re.ASCII)
"""Four letters are too many for a column, and no row or column of R1C1 begins with two."""


def quoted_title(title: str) -> str:
    """A sheet's title as it stands before the exclamation mark.

    Excel leaves more titles without quotes than others do, ① among them, and takes fewer than they do, 𠮷 not; quotes
    are right everywhere.

    >>> quoted_title("Review"), quoted_title("①KGI"), quoted_title("O'Neil"), quoted_title("FY2026")
    ('Review', "'①KGI'", "'O''Neil'", "'FY2026'")
    """
    return title if _PLAIN.fullmatch(title) else "'" + title.replace("'", "''") + "'"
