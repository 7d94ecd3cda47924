"""Libraries that talk to warehouses, each of which may be missing."""

from __future__ import annotations

import importlib
from typing import Any

from kpi_xl.errors import MissingProgramError
from kpi_xl.language import Text


def library(name: str, extra: str) -> Any:
    """A library by its name.

    Raises:
        MissingProgramError: it is not installed.
    """
    try:
        importlib.import_module("sqlglot")
        return importlib.import_module(name)
    except ImportError as error:
        raise MissingProgramError(_NO_LIBRARY.format(library=error.name or name, extra=extra)) from error


_NO_LIBRARY = Text(
    "{library} が入っていません。`pip install kpi-xl[{extra}]` でインストールしてください。",
    "{library} is not installed. Install it: pip install kpi-xl[{extra}]",
)
