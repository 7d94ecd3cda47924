"""The table in the warehouse: what its columns have to be, and what its texts mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import LOG_SCHEMA, REQUIRED, Field
from kpi_xl.activity.warehouse.translation import Relation, mark
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text

if TYPE_CHECKING:
    from sqlglot import exp

WHOLE = frozenset({
    "smallint", "integer", "int", "bigint", "tinyint", "int2", "int4", "int8", "int64", "byteint", "long", "short", "fixed",
})  # fmt: skip
"""Names that warehouses give to types of whole numbers; Snowflake's FIXED is any NUMBER."""
EXACT = WHOLE | {"numeric", "decimal", "bignumeric", "number"}
TEXTS = frozenset({"text", "varchar", "string", "character varying"})
TYPES = {"DATE": frozenset({"date"}), "VARCHAR": TEXTS, "BIGINT": WHOLE}
"""Type in `LOG_SCHEMA` -> names of types that will do; any other type there is a decimal number."""
_BLANK = {"VARCHAR": "''", "BIGINT": "1"}
"""Type in `LOG_SCHEMA` -> what a row without a value, or a table without the column, stands for."""
SOUND = "date IS NOT NULL AND count >= 0 AND (score IS NULL OR score >= 0)"
"""SQL that is true for rows of ``given`` whose day and numbers can be."""
READABLE = f"member <> '' AND kind IS NOT NULL AND {SOUND}"
"""SQL that is true for those that count."""

Meanings = Mapping[Field, Mapping[str, str | None]]
"""Field -> text -> what it stands for, where that is another text; None for a kind that is none."""


@dataclass(frozen=True)
class Table:
    """A table whose columns were found fit."""

    name: exp.Table
    columns: Mapping[Field, str]  #: as the table spells them

    @classmethod
    def of(cls, name: exp.Table, types: Mapping[str, str], place: str) -> Table:
        """Check the columns, by name and type; in which case their names are written does not matter.

        Raises:
            InputError: every column that is missing or of another type.
        """
        spelled = {column.casefold(): column for column in types}
        columns = {field: spelled[field.key] for field in Field if field.key in spelled}
        findings = [
            Finding(f"{place} {field.key}", NO_VALUE, _NO_COLUMN, did_you_mean(field.key, types))
            for field in REQUIRED
            if field not in columns
        ]
        for field, column in columns.items():
            wanted = LOG_SCHEMA[field.key]
            if types[column].lower() not in TYPES.get(wanted, EXACT):
                remedy = _MAKE_VIEW.format(column=field.key, type=wanted)
                findings.append(Finding(f"{place} {column}", types[column], _OTHER_TYPE.format(type=wanted), remedy))
        if findings:
            raise InputError(findings)
        return cls(name, columns)

    def relations(self, meanings: Meanings) -> tuple[Relation, Relation]:
        """``given``: every row, its texts as they are meant, NULL for a kind that is none; ``log``: the rows that count."""
        from sqlglot import exp

        bound: dict[str, Any] = {}
        selected = [exp.alias_(self._value(field, meanings.get(field, {}), bound), field.key) for field in Field]
        log = exp.select(*map(exp.column, LOG_SCHEMA)).from_("given").where(READABLE, dialect="duckdb")
        return Relation("given", exp.select(*selected).from_(self.name), bound), Relation("log", log, {})

    def _value(self, field: Field, meant: Mapping[str, str | None], bound: dict[str, Any]) -> exp.Expr:
        """A field's column with what stands for a blank; a text among *meant* becomes what it means."""
        from sqlglot import exp

        blank: exp.Expr = exp.maybe_parse(_BLANK.get(LOG_SCHEMA[field.key], "CAST(NULL AS BIGINT)"))
        if field not in self.columns:
            return blank
        value: exp.Expr = exp.column(self.columns[field], quoted=True)
        if LOG_SCHEMA[field.key] in _BLANK:
            value = exp.func("COALESCE", value, blank)
        case = exp.Case(default=value)
        for place, (text, meaning) in enumerate(meant.items()):
            asked, answer = f"{field.key}_{place}", f"{field.key}_{place}_means"
            bound |= {asked: text} if meaning is None else {asked: text, answer: meaning}
            case = case.when(value.eq(mark(asked)), exp.null() if meaning is None else mark(answer))
        return case if meant else value


_NO_COLUMN = Text("という列がありません", "is a column that the table does not have")
_OTHER_TYPE = Text("は使えない型です（{type}が必要です）", "is not a type that can be counted in; {type} is needed")
_MAKE_VIEW = Text(
    "列を CAST({column} AS {type}) としたビューを作り、--table で指定してください",
    "Make a view with CAST({column} AS {type}) and name it with --table",
)
