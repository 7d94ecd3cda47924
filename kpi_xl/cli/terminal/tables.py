"""Tables and progress in the terminal."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from kpi_xl.hosts.base import Progress as Told
from kpi_xl.hosts.base import silent
from kpi_xl.language import Text


def console() -> Console:
    """The terminal as it is now; tables keep their width where the output is a file."""
    return Console(width=None if sys.stdout.isatty() else 110, highlight=False, soft_wrap=False)


def new_table(*heads: Text | str, title: str = "", left: Collection[int] = (0,)) -> Table:
    """A light table: the columns of *left* are text, the others numbers."""
    table = Table(box=box.SIMPLE_HEAD, title=title or None, title_justify="left", title_style="bold", pad_edge=False)
    for index, head in enumerate(heads):
        table.add_column(str(head), justify="left" if index in left else "right", no_wrap=index == 0)
    return table


@contextmanager
def progress_bar(words: Text, total: int | None = None) -> Iterator[Told]:
    """A progress bar on a terminal; silence elsewhere."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[step]}")
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(str(words), total=total, step="")

        def advance(step: str, /) -> None:
            bar.update(task, advance=1, step=step)

        yield advance
