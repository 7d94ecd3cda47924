"""Alike for each: several things that one figure is said of (売上、粗利をそれぞれ前年比110%; calls and demos each up 10%)."""

from __future__ import annotations

import re


def each_alike(text: str) -> list[tuple[str, str]]:
    """(as typed, as meant) of each of them; none where the text is no such sentence.

    >>> each_alike("売上、粗利をそれぞれ前年比110%")
    [('売上', '売上を前年比110%'), ('粗利', '粗利を前年比110%')]
    """
    said = _ALIKE_JA.fullmatch(text.strip()) or _ALIKE_EN.fullmatch(text.strip())
    if said is None:
        return []
    names = [each.strip() for each in _JOINTS.split(said["names"]) if each.strip()]
    return [(name, f"{said['before'] or ''}{name}{said['joint']}{said['figure']}") for name in names]


_NAME_JA = r"[一-龥ァ-ヶーA-Za-zＡ-Ｚ]{2,10}"
_ALIKE_JA = re.compile(
    rf"(?P<before>[^、。]{{2,12}}(?:まで|中|末|月|期|年度|Q)(?:に|で|は)?、?)?(?P<names>(?:{_NAME_JA}[、・と]){{1,3}}{_NAME_JA})(?P<joint>を|は|で)"
    r"(?:それぞれ|各々|いずれも|どちらも|ともに|共に)(?P<figure>[^。]*[\d０-９][^。]*。?)"
)
_NAME_EN = r"[A-Za-z][A-Za-z-]*(?: [A-Za-z][A-Za-z-]*)?"
_ALIKE_EN = re.compile(
    rf"(?P<before>)(?P<names>(?:{_NAME_EN}, ){{0,3}}{_NAME_EN},? and {_NAME_EN})(?P<joint> )(?:each|both|all) "
    r"(?P<figure>(?:up|down|at|to|by|above|below|over) [^.;,]*\d[^;,]*)"
)
_JOINTS = re.compile(r"[、・]|(?<=[一-龥ァ-ヶー])と|,? and |, ")
