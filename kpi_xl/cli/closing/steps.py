"""What a close is doing: a bar on a terminal; with ``--progress`` a line on standard error for each step, which a button shows in passing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import click

from kpi_xl.cli.terminal.tables import progress_bar
from kpi_xl.hosts.base import Progress
from kpi_xl.hosts.new_files import step_line
from kpi_xl.language import Text


@contextmanager
def told_steps(by_lines: bool, total: int) -> Iterator[Progress]:
    """Tell each of *total* steps as it begins."""
    if not by_lines:
        with progress_bar(_CLOSING, total) as progress:
            yield progress
        return
    numbers = count(1)
    yield lambda step, /: click.echo(step_line(next(numbers), total, step), err=True)


_CLOSING = Text("締め", "Closing")
