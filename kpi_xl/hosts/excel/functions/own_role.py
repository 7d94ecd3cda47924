"""The company's own role that a workbook is of, for the functions that read goals: ``<role>.toml`` beside the workbook."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kpi_xl.definitions import ROLE_IDS, RoleTemplate, read_role, role_file_beside
from kpi_xl.errors import InputError
from kpi_xl.sheets.role.parts.names import BOOK_ROLE

if TYPE_CHECKING:
    import xlwings


def own_role_of(book: xlwings.Book, names: Mapping[str, Any]) -> RoleTemplate | None:
    """The role by the workbook's named cell and folder; None: a shipped role, a book in the cloud, no definition or a faulty one.

    A definition with faults is told by `kpi-xl check`; in a cell the goal is then read without it.
    """
    role_id = names.get(BOOK_ROLE)
    if not isinstance(role_id, str) or role_id.partition(":")[0] in ROLE_IDS or not _is_plain(role_id):
        return None
    folder = Path(book.api.FullName).parent  # as Excel says it: xlwings itself would look for the local copy of a book in the cloud
    path = role_file_beside(folder, role_id) if folder.is_absolute() else None
    return None if path is None else _read(path, path.stat().st_mtime_ns)


def _is_plain(role_id: str) -> bool:
    """A name and no path: a workbook from elsewhere names no file outside its folder."""
    return bool(role_id) and not set(role_id) & set("/\\:")


@lru_cache(maxsize=8)
def _read(path: Path, _: int) -> RoleTemplate | None:
    """Read once for each time that it was written: every cell asks."""
    try:
        return read_role(path)
    except InputError:
        return None
