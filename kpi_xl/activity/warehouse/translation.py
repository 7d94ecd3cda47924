"""Translation: a query over ``log`` in DuckDB's SQL becomes one over the warehouse's table, in its dialect."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kpi_xl.activity.fields import LOG_SCHEMA

if TYPE_CHECKING:
    from sqlglot import exp

BEGIN, END = "\x02", "\x03"
"""Around the name of a bound value, until the driver's own mark takes its place."""
_MARK = re.compile(f"{BEGIN}(\\w+){END}")


@dataclass(frozen=True)
class Statement:
    """SQL in a warehouse's dialect and the values that it binds."""

    text: str  #: with names of values between BEGIN and END
    bound: Mapping[str, Any]

    def as_pyformat(self) -> tuple[str, dict[str, Any]]:
        """``%(name)s``: psycopg, BigQuery, Snowflake."""
        return _MARK.sub(r"%(\1)s", self.text.replace("%", "%%")), self._used()

    def as_named(self) -> tuple[str, dict[str, Any]]:
        """``:name``: Spark."""
        return _MARK.sub(r":\1", self.text), self._used()

    def as_positions(self) -> tuple[str, list[Any]]:
        """``?``: Trino."""
        return _MARK.sub("?", self.text), [self.bound[name] for name in _MARK.findall(self.text)]

    def _used(self) -> dict[str, Any]:
        return {name: self.bound[name] for name in dict.fromkeys(_MARK.findall(self.text))}


@dataclass(frozen=True)
class Relation:
    """A relation that queries may name, with the columns of `LOG_SCHEMA`, as the warehouse makes it from its table."""

    name: str
    select: exp.Select
    bound: Mapping[str, Any]


def translated(query: str, bound: Mapping[str, Any], relations: Sequence[Relation], dialect: str) -> Statement:
    """A query of ours in the warehouse's dialect, with the relations that it names put before it."""
    import sqlglot
    from sqlglot.optimizer.qualify import qualify

    bound = dict(bound)
    tree = sqlglot.parse_one(query, dialect="duckdb").transform(_lists_spelled_out, bound)
    # stars are spelled out: where a dialect knows no QUALIFY, its stand-in is one more column
    tree = qualify(tree, dialect="duckdb", schema={each.name: LOG_SCHEMA for each in relations})
    needed = _named(tree, relations)
    tree = _with_relations(_plain(tree), needed)
    for each in needed:
        bound |= each.bound
    return Statement(tree.sql(dialect=dialect, identify=True), bound)


def mark(name: str) -> exp.Expr:
    """The place of a bound value."""
    from sqlglot import exp

    return exp.Var(this=f"{BEGIN}{name}{END}")


def _named(tree: exp.Expr, relations: Sequence[Relation]) -> list[Relation]:
    """The relations that a query names, and those that they name. PostgreSQL stores what stands there twice, used or not, row by row."""
    from sqlglot import exp

    asked = {table.name for table in tree.find_all(exp.Table)}
    needed: list[Relation] = []
    for each in reversed(relations):
        if each.name in asked:
            asked |= {table.name for table in each.select.find_all(exp.Table)}
            needed.insert(0, each)
    return needed


def _with_relations(tree: exp.Expr, relations: Sequence[Relation]) -> exp.Expr:
    """The query with the relations before its own."""
    from sqlglot import exp

    assert isinstance(tree, exp.Query)
    first = [exp.CTE(this=each.select.copy(), alias=exp.TableAlias(this=exp.to_identifier(each.name))) for each in relations]
    if first:
        tree.set("with_", exp.With(expressions=[*first, *tree.ctes]))
    return tree


def _plain(tree: exp.Expr) -> exp.Expr:
    """Without what other dialects lack or mean otherwise."""
    from sqlglot import exp

    for relation in tree.find_all(exp.CTE):
        relation.set("materialized", None)
    for column in tree.find_all(exp.Column):
        column.set("table", None)  # each SELECT reads one relation, and which one changes with the stand-in of QUALIFY
    for month in list(tree.find_all(exp.TimestampTrunc)):  # a date, not an instant in some time zone
        month.replace(exp.cast(exp.DateTrunc(this=month.this, unit=month.args["unit"]), "date"))
    for value in list(tree.find_all(exp.Placeholder)):
        value.replace(mark(value.name))
    return tree


def _lists_spelled_out(node: exp.Expr, bound: dict[str, Any]) -> exp.Expr:
    """``list_contains($names, x)`` as ``x IN ($names_0, $names_1)``: not every driver binds lists."""
    from sqlglot import exp

    name = _list_name(node, bound)
    if name is None:
        return node
    values = bound[name]
    if isinstance(node, exp.Length):
        return exp.Literal.number(len(values))
    bound.update({f"{name}_{place}": value for place, value in enumerate(values)})
    marks = [exp.Placeholder(this=f"{name}_{place}") for place in range(len(values))]
    return exp.In(this=node.expression.copy(), expressions=marks) if marks else exp.false()


def _list_name(node: exp.Expr, bound: Mapping[str, Any]) -> str | None:
    """The name of the bound list that *node* is about, if it is."""
    from sqlglot import exp

    if isinstance(node, (exp.ArrayContains, exp.Length)):
        inner = node.this.this if isinstance(node.this, exp.Cast) else node.this
        if isinstance(inner, exp.Placeholder) and isinstance(bound.get(inner.name), list):
            return inner.name
    return None
