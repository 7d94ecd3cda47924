"""What the extension was installed with, from the files beside its code."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from com.sun.star.beans import PropertyValue

FOLDER = Path(__file__).resolve().parents[2]


def interpreter() -> str:
    """The Python that kpi-xl is installed for, with its full path."""
    return str(_read("settings.json")["interpreter"])


def words(context: Any, name: str) -> str:
    """A message, or the label of a command, in the language of LibreOffice's menus; English where that is not ours."""
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    path = PropertyValue()
    path.Name, path.Value = "nodepath", "/org.openoffice.Setup/L10N"
    access = provider.createInstanceWithArguments("com.sun.star.configuration.ConfigurationAccess", (path,))
    language = "ja" if access.getByName("ooLocale").startswith("ja") else "en"
    return _read("words.json")[language][name]


def methods() -> dict:
    """Each method's function, and the named cells that stand in for its arguments."""
    return _read("functions.json")


def lambda_names() -> list:
    """The names that an .xlsx has for our functions where nothing is installed, the longest formula first."""
    return _read("settings.json")["lambda_names"]


@lru_cache(maxsize=None)
def _read(name: str) -> dict:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))
