"""Markup: elements and their attributes in the bytes of a part, whatever prefix its namespace has."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape


@lru_cache(maxsize=64)
def attribute(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"""(?:^|\s)%s\s*=\s*(?:"([^"]*)"|'([^']*)')""" % name.encode())


def value_of(tag: bytes, name: str) -> str | None:
    """An attribute of an element, from the text between its name and its end."""
    match = attribute(name).search(tag)
    if match is None:
        return None
    return unescape((match[1] if match[1] is not None else match[2]).decode())


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The tag with the attribute replaced, added, or without it."""
    new = b"" if value is None else b' %s="%s"' % (name.encode(), value.encode())
    match = attribute(name).search(tag)
    if match is None:
        return tag if value is None else tag.rstrip() + new
    return tag[: match.start()] + new + tag[match.end() :]


class Patterns:
    """The expressions for one namespace prefix, which Excel leaves empty and others write as ``x:``."""

    def __init__(self, prefix: bytes) -> None:
        self.prefix = p = prefix
        self.data = re.compile(rb"<%ssheetData(?=[\s/>])([^>]*?)(/?)>" % p)
        self.row = re.compile(rb"<%srow(?=[\s/>])([^>]*?)(/?)>" % p)
        self.row_end = b"</%srow>" % p
        self.cell = re.compile(rb"<%sc(?=[\s/>])([^>]*?)(?:/>|>(.*?)</%sc>)" % (p, p), re.DOTALL)
        self.formula = re.compile(rb"<%sf(?=[\s/>])([^>]*?)(?:/>|>([^<]*)</%sf>)" % (p, p))
        self.value = re.compile(
            rb"<%sv(?=[\s/>])[^>]*?(?:/>|>[^<]*</%sv>)|<%sis(?=[\s/>])[^>]*?(?:/>|>.*?</%sis>)" % (p, p, p, p),
            re.DOTALL,
        )
        self.merge = re.compile(rb"<%smergeCell\s([^>]*?)/?>" % p)
        self.protection = re.compile(rb"<%ssheetProtection\s([^>]*?)/?>" % p)
        self.column = re.compile(rb"<%scol\s([^>]*?)/?>" % p)
        self.dimension = re.compile(rb"<%sdimension\s([^>]*?)(/?)>" % p)


@lru_cache(maxsize=8)
def patterns(prefix: bytes) -> Patterns:
    return Patterns(prefix)


_ROOT = re.compile(rb"<(?!\?)(?:([\w.-]+):)?[\w.-]+(?=[\s/>])")


def prefix_of(part: bytes) -> bytes:
    """The namespace prefix of a part's root element, with its colon."""
    match = _ROOT.search(part)
    return match[1] + b":" if match and match[1] else b""
