"""Headers as they are compared: products decorate them, people retype them."""

from __future__ import annotations

import re

from kpi_xl.definitions.kinds import folded

_REMARK = re.compile(r"(?:[(\[【〔<](?:※|管理番号|必須|任意|required|optional|mandatory)[^()\[\]【】〔〕<>]*[)\]】〕>]|[*※])$")


def header_key(title: str) -> str:
    """A header without what does not matter: width, case, spaces, underscores, byte order mark, remarks behind it.

    >>> header_key("受注予定日（※必須項目です）") == header_key("受注予定日(※必須項目です)") == header_key("受注 予定日 *")
    True
    >>> header_key("CallDisposition") == header_key("call_disposition") == header_key("\\ufeffCall Disposition")
    True
    >>> header_key("金額（税込）") == header_key("金額")
    False
    """
    key = folded(title.replace("\ufeff", "")).replace("_", "")
    while (shorter := _REMARK.sub("", key)) != key:
        key = shorter
    return key or folded(title)
