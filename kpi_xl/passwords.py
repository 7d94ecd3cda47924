"""Passwords in addresses: found however they are written, and never repeated.

A command line stays in the shell's history and in the list of processes, a message in a log: neither is a place for them.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

ENCODED_TIMES = 3
"""Percent signs are encoded again by whoever passes an address on."""
MASK = "***"

_SECRET_NAME = (
    r"[\w.-]*(?:passw|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|private[-_]?key(?![-_]?(?:file|path))|credential)[\w.-]*"
    r"|pass|pw|key|auth|authorization|sig|signature|sas"
)
_LOGIN = re.compile(r"^[a-z][\w+.-]*:(?:[a-z]+:)?/{0,2}[^@]*:[^@]*@", re.IGNORECASE | re.DOTALL)
"""A name, a colon and a password before @, also one with the / or # that should have been written as %2F, %23."""
_PARAMETER = re.compile(rf"[?&;#](?:{_SECRET_NAME})\s*=", re.IGNORECASE)
_KEYWORD = re.compile(r"""(?<![\w.-])(pass(?:word|wd|phrase)|pwd)(\s*=\s*)(?:'[^']*'|"[^"]*"|[^\s&;"'」]+)""", re.IGNORECASE)
"""As PostgreSQL and ODBC write it: host=db password=..."""
_ADDRESS = re.compile(r"""[A-Za-z][\w+.-]*:(?:[A-Za-z]+:)?(?:/{1,2}|(?=[^\s/:]+:[^\s/@]+@))[^\s"'「」<>]+""")


def holds_password(text: str) -> bool:
    """Whether an address, or words in the manner of a connection string, hold one.

    >>> holds_password("postgres://me:pw@host/db"), holds_password("postgres://host/db?p%61sswd=pw"), holds_password("postgres://me@host:5432/db")
    (True, True, False)
    """
    plain = _decoded(text)
    return bool((":" in plain and (_LOGIN.match(plain) or ("://" in plain and _PARAMETER.search(plain)))) or _KEYWORD.search(plain))


def without_passwords(text: str) -> str:
    """*text* with every address that holds a password cut down to its scheme.

    >>> without_passwords("postgres://me:pw@host/db does not exist")
    'postgres://*** does not exist'
    """
    if ":" in text:
        text = _ADDRESS.sub(lambda found: _cut(found[0]), text)
    return _KEYWORD.sub(rf"\1\2{MASK}", text) if "=" in text else text


def _cut(address: str) -> str:
    scheme, _, rest = address.partition(":")
    return f"{scheme}://{MASK}" if holds_password(f"{scheme}://{rest.lstrip('/')}") else address


def _decoded(text: str) -> str:
    """Full-width signs as their ASCII kin, percent signs undone."""
    for _ in range(ENCODED_TIMES):
        text = unquote(text)
    return unicodedata.normalize("NFKC", text)
