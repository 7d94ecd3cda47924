"""Addresses of warehouses: ``postgres://host/database``. They never hold a password."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text
from kpi_xl.passwords import holds_password

SOURCE = "--source"
DIALECTS = {
    "postgres": "postgres", "postgresql": "postgres", "spark": "spark", "sc": "spark", "bigquery": "bigquery",
    "snowflake": "snowflake", "trino": "trino",
}  # fmt: skip
"""Scheme -> dialect of SQL."""


@dataclass(frozen=True)
class Address:
    """Where a warehouse is."""

    url: str
    parts: SplitResult
    dialect: str

    def __str__(self) -> str:
        """As it is named in messages: without user and parameters."""
        path = self.parts.path.partition(";")[0]
        return f"{self.parts.scheme}://{self.parts.netloc.rpartition('@')[2]}{path}"


def read_address(text: str) -> Address:
    """The address that ``--source`` names.

    Raises:
        InputError: it is none, of a warehouse that is not known, or holds a password. The message does not repeat it.
    """
    scheme, separator, _ = text.partition("://")
    if holds_password(text):
        raise InputError([Finding(SOURCE, NO_VALUE, _HOLDS_PASSWORD, _REMEDY_BY_SCHEME.get(scheme, _KEEP_ELSEWHERE))])
    if not separator:
        raise InputError([Finding(SOURCE, NO_VALUE, _NO_ADDRESS, _WRITE_ADDRESS)])
    if scheme not in DIALECTS:
        raise InputError([Finding(SOURCE, scheme, _NO_WAREHOUSE, did_you_mean(scheme, DIALECTS))])
    try:
        parts = urlsplit(text)
        _ = "," in parts.netloc or parts.port  # libpq takes several hosts, each with its port
    except ValueError:
        raise InputError([Finding(SOURCE, NO_VALUE, _NO_ADDRESS, _WRITE_ADDRESS)]) from None  # it quotes the address
    return Address(text, parts, DIALECTS[scheme])


_NO_ADDRESS = Text("は接続先のURLではありません", "is not the address of a warehouse")
_WRITE_ADDRESS = Text("「postgres://host/database」のように指定してください", "Write it as postgres://host/database")
_NO_WAREHOUSE = Text("という接続先には対応していません", "is not a known kind of warehouse")
_HOLDS_PASSWORD = Text(
    "にパスワードを書くことはできません（コマンドの履歴に残ります）", "must not hold a password, which would stay in the shell's history"
)
_KEEP_ELSEWHERE = Text("環境変数か設定ファイルに置いてください", "Keep it in the environment or in a service file")
_LIBPQ = Text(
    "環境変数 PGPASSWORD か、~/.pgpass、接続サービスファイル（PGSERVICE）に置いてください",
    "Keep it in PGPASSWORD, ~/.pgpass or a connection service file (PGSERVICE)",
)
_REMEDY_BY_SCHEME = {
    "postgres": _LIBPQ,
    "postgresql": _LIBPQ,
    "trino": Text("環境変数 TRINO_PASSWORD に置いてください", "Keep it in TRINO_PASSWORD"),
    "snowflake": Text(
        "connections.toml に書き、その接続名を snowflake://NAME と指定してください",
        "Keep it in connections.toml and name the connection: snowflake://NAME",
    ),
    "sc": Text("環境変数 SPARK_REMOTE に置いてください", "Keep it in SPARK_REMOTE"),
}
