"""Good files broken by chance: the seed decides what happens where."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

HOSTILE = (
    b"1e308", b"-1", b"1e-300", b"9999-12-31", b"0000-00-00", b"18446744073709551616", b"NaN", b"true", b"#N/A", b"XFD1048576",
    b"=1+1", "＝cmd|x".encode(), b"../../etc/passwd", b"https://me:pw@host/", b"%s%n{0}", b"A" * 5000, "１２３".encode(),
    b'"', b"'", b"[", b"{", b",,,,", b"<", b"&#0;", b"]]>", b"<!DOCTYPE x>",
    b"\x00", b"\xff\xfe", b"\r", b"\n\n", b"\xe3\x81", "\u202e".encode(), "名前".encode("utf-16"), b"",
)  # fmt: skip
"""Words with which others have broken programs."""
_PLACE = re.compile(rb"[0-9]+|[A-Za-z_]+|\"[^\"]*\"")


def broken(content: bytes, chance: random.Random, is_package: bool) -> bytes:
    """The content with one to four things done to it; of a package (a workbook) mostly to one of its parts."""
    if is_package and chance.random() < 0.75:
        return _with_broken_part(content, chance)
    for _ in range(chance.randint(1, 4)):
        content = chance.choice(_WAYS)(content, chance)
    return content


def _with_broken_part(content: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name = chance.choice([*parts, *(part for part in parts if "worksheets/" in part or "workbook.xml" in part)])
    match chance.randrange(8):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[chance.choice(list(parts))]
        case _:
            for _ in range(chance.randint(1, 4)):
                parts[name] = chance.choice(_WAYS)(parts[name], chance)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for part, text in parts.items():
            package.writestr(part, text)
    return target.getvalue()


def broken_tables(path: Path, chance: random.Random) -> None:
    """One to four things done to the tables of a DuckDB file, which stays one: what no flipped bit gets past its checksums."""
    import duckdb

    with duckdb.connect(str(path)) as connection:
        for _ in range(chance.randint(1, 4)):
            named = connection.execute("SELECT table_name, list(column_name ORDER BY 1) FROM duckdb_columns() GROUP BY 1 ORDER BY 1").fetchall()
            if not named:
                return
            table, columns = chance.choice(named)
            with suppress(duckdb.Error):  # a type that takes no such value stays as it is
                connection.execute(_statement(table, chance.choice(columns), chance))


def _statement(table: str, column: str, chance: random.Random) -> str:
    value = chance.choice(("NULL", "'nan'", "'inf'", "'1e308'", "-1", "''", "'=1+1'", "'9999-12-31'", "'0001-01-01'", "repeat('x', 100000)"))
    kind = chance.choice(("VARCHAR", "DOUBLE", "DATE", "BLOB", "INTEGER[]", "BIGINT"))
    return chance.choice((
        f'UPDATE "{table}" SET "{column}" = {value}', f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid % 3 = 0',
        f'ALTER TABLE "{table}" DROP COLUMN "{column}"', f'ALTER TABLE "{table}" ALTER COLUMN "{column}" TYPE {kind}',
        f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"', f'DROP TABLE "{table}"', f'DELETE FROM "{table}" WHERE rowid % 2 = 0',
        f'INSERT INTO "{table}" SELECT * FROM "{table}"', f'ALTER TABLE "{table}" ADD COLUMN "more" {kind}',
    ))  # fmt: skip


def _flip(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _swap(content: bytes, chance: random.Random) -> bytes:
    """Two stretches change places."""
    a, b, c, d = sorted(chance.randrange(len(content) + 1) for _ in range(4))
    return content[:a] + content[c:d] + content[b:c] + content[a:b] + content[d:]


def _swap_lines(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start : min(end, start + 20_000)] * chance.randint(1, 5) + content[end:]


def _drop(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + content[start + chance.randint(1, 200) :]


def _insert(content: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(content) + 1)
    return content[:start] + chance.choice(HOSTILE) + content[start:]


def _replace(content: bytes, chance: random.Random) -> bytes:
    """A word, a number or a quoted text becomes another."""
    places = list(_PLACE.finditer(content[:200_000]))
    if not places:
        return _insert(content, chance)
    place = chance.choice(places)
    return content[: place.start()] + chance.choice(HOSTILE) + content[place.end() :]


_WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (_flip, _cut, _swap, _swap_lines, _repeat, _drop, _insert, _replace, _replace)
