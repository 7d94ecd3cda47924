"""Tables of a company workbook: rows of cells by the words of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from kpi_xl.definitions.kinds import folded
from kpi_xl.errors import did_you_mean
from kpi_xl.hosts.plans.cells import PlanCell, PlanTable
from kpi_xl.hosts.plans.values import PlanValues
from kpi_xl.language import Text

Row = dict[Text, PlanCell]
NO_SYNONYMS: Mapping[Text, Sequence[str]] = MappingProxyType({})


def filled_rows(
    values: PlanValues, table: PlanTable, columns: Sequence[Text], words: Text, needed: Sequence[Text] | None = None,
    synonyms: Mapping[Text, Sequence[str]] = NO_SYNONYMS,
) -> list[Row]:
    """The rows that hold anything; a column that is gone is a finding.

    Args:
        words: what the table is called.
        needed: the columns that must be there, all of them where nothing is said; others are blank then.
        synonyms: what else a column may be headed.
    """
    heads = {folded(cell.text): index for index, cell in enumerate(table.heads)}
    places = {
        column: next(
            (heads[folded(word)] for word in (*column.both(), *synonyms.get(column, ())) if folded(word) in heads), None
        )
        for column in columns
    }
    missing = [column for column in (columns if needed is None else needed) if places[column] is None]
    for column in missing:
        remedy = did_you_mean(str(column), [cell.text for cell in table.heads])
        values.report(table.place, str(column), _NO_COLUMN.format(table=words), remedy)
    if missing:
        return []
    rows = [
        {column: PlanCell(table.place, None) if place is None else row[place] for column, place in places.items()}
        for row in table.rows
    ]
    return [row for row in rows if not all(cell.is_blank for cell in row.values())]


_NO_COLUMN = Text("という列が{table}の表にありません", "is not a column of the table of {table}")
