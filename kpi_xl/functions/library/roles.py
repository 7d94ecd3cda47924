"""Roles as cells name them: by id, or by their name in either language."""

from __future__ import annotations

from kpi_xl.definitions import RoleTemplate, all_roles
from kpi_xl.errors import UnknownNameError
from kpi_xl.language import Text


def role_named(word: str) -> RoleTemplate:
    """The shipped role called *word*: ``field_sales`` or フィールドセールス. Never a file.

    Raises:
        UnknownNameError: there is none.
    """
    for role in all_roles():
        if word.casefold() in map(str.casefold, words_of_role(role)):
            return role
    raise UnknownNameError("role", word, [str(role.label) for role in all_roles()], Text("役割", "role"))


def words_of_role(role: RoleTemplate) -> tuple[str, ...]:
    """What a role is called."""
    return (role.id, *role.label.both())
