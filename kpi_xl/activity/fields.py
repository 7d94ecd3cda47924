"""Fields of the canonical activity log, and the headers that mean them in either language."""

from __future__ import annotations

from enum import Enum

from kpi_xl.definitions.kinds import folded
from kpi_xl.language import Text


class Field(Enum):
    """One column of the canonical log."""

    DATE = Text("日付", "date")
    MEMBER = Text("担当者", "member")
    TEAM = Text("チーム", "team")
    KIND = Text("種別", "kind")
    COUNT = Text("件数", "count")
    AMOUNT = Text("金額", "amount")
    SCORE = Text("評点", "score")
    ACCOUNT = Text("取引先", "account")
    SOURCE = Text("流入元", "source")

    @property
    def key(self) -> str:
        return self.value.en

    @property
    def label(self) -> Text:
        return self.value


FIELD_BY_KEY = {field.key: field for field in Field}
FIELD_BY_HEADER = {folded(word): field for field in Field for word in field.label.both()}
REQUIRED = (Field.DATE, Field.MEMBER, Field.KIND)
