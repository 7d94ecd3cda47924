"""Roles as cells name them: by id, or by their name in either language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.errors import UnknownNameError
from kpi_xl.language import Text

_OF_WORKBOOK: ContextVar[RoleTemplate | None] = ContextVar("the company's own role that the open workbook is of", default=None)


@contextmanager
def in_workbook_of(role: RoleTemplate | None) -> Iterator[None]:
    """For what is computed within, a company's own *role* is known, as a host read it beside the open workbook."""
    token = _OF_WORKBOOK.set(role)
    try:
        yield
    finally:
        _OF_WORKBOOK.reset(token)


def role_of_workbook() -> RoleTemplate | None:
    """The company's own role that the open workbook is of; None: it is of a shipped one, or the host does not know."""
    return _OF_WORKBOOK.get()


def role_named(word: str) -> RoleTemplate:
    """The role called *word*: a shipped one (``field_sales`` or フィールドセールス), or that of the open workbook. Never a file.

    Raises:
        UnknownNameError: there is none.
    """
    own = role_of_workbook()
    for role in (*([own] if own else ()), *all_roles()):
        if word.casefold() in map(str.casefold, words_of_role(role)):
            return role
    raise UnknownNameError("role", word, [str(role.label) for role in all_roles()], Text("役割", "role"))


def words_of_role(role: RoleTemplate) -> tuple[str, ...]:
    """What a role is called."""
    return (role.id, *role.label.both())
