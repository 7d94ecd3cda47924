"""Fields of the activity log, the headers that mean them in either language, and the schema of the relation ``log``.

`LOG_SCHEMA` is the contract between those who read logs (files here, warehouses elsewhere) and `tally_query`, the one
query that counts in them.
"""

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
    RECORD = Text("記録ID", "record")

    @property
    def key(self) -> str:
        return self.value.en

    @property
    def label(self) -> Text:
        return self.value


LOG_SCHEMA = {
    "date": "DATE",  # the day it happened; for open pipeline the day it is expected to close
    "member": "VARCHAR",  # one spelling for each person; never blank
    "team": "VARCHAR",  # '' where the log does not say
    "kind": "VARCHAR",  # an id of `kpi_xl.definitions.KINDS`
    "count": "BIGINT",  # 0 or more; 1 where the log does not say
    "amount": "DECIMAL(18,4)",  # yen; NULL where nobody entered one
    "score": "DECIMAL(9,4)",  # 0 or more; NULL where nobody gave one
    "account": "VARCHAR",  # '' where the log does not say
    "source": "VARCHAR",  # folded, see `folded`; '' where the log does not say
    "record": "VARCHAR",  # the id of the record in the system it comes from; '' where there is none
}
"""Columns of ``log`` and their types: one row for each activity. None is NULL unless it says so here.

A record may stand for several activities (a call that won an appointment): it has one row for each.
"""

NOT_COMPUTED = "#GETTING_DATA"
"""What a cell shows whose formula has no value yet."""
ERROR_VALUES = (
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#BUSY!",
    "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!", "#ERROR!", NOT_COMPUTED,
)  # fmt: skip
"""What a broken formula leaves in a cell. It names nobody, so it must not become a member or a team."""
FIELD_BY_KEY = {field.key: field for field in Field}
FIELD_BY_HEADER = {folded(word): field for field in Field for word in field.label.both()}
REQUIRED = (Field.DATE, Field.MEMBER, Field.KIND)
HANDWRITTEN = tuple(field for field in Field if field is not Field.RECORD)
"""The columns of a log that people keep by hand."""
