"""Numbers as their formats show them, as far as our formats go: sections, conditions, words, separators, dropped thousands."""

from __future__ import annotations

import re

_LITERAL = r'"[^"]*"|\\.'
_OTHER_THINGS = re.compile(r"[ymdghs@]|General", re.IGNORECASE)
"""Days, times, texts; and what Excel itself shortens until it fits."""


def shown(value: float, number_format: str) -> str | None:
    """A number in a cell; None for formats of other things."""
    sections = re.findall(rf"(?:{_LITERAL}|[^;])+", number_format)
    section, is_negated = _chosen(value, sections)
    bare = re.sub(rf"{_LITERAL}|\[[^\]]*\]", "", section)
    if _OTHER_THINGS.search(bare):
        return None
    text = _filled(abs(value), re.sub(r"^\[[^\]]*\]", "", section), bare)
    return f"-{text}" if is_negated else text


def _chosen(value: float, sections: list[str]) -> tuple[str, bool]:
    """The section, and whether a minus comes by itself."""
    if sections[0].startswith("["):
        for section in sections:
            condition = re.match(r"\[(>=|<)(\d+)\]", section)
            if condition is None:
                return section, value < 0
            if value >= float(condition[2]) if condition[1] == ">=" else value < float(condition[2]):
                return section, False
    return (sections[1], False) if value < 0 and len(sections) > 1 else (sections[0], value < 0)


def _filled(size: float, section: str, bare: str) -> str:
    pieces = re.findall(rf"{_LITERAL}|[#0.,%]+|.", section)
    words = [piece[1:-1] if piece[0] == '"' else piece[-1] if piece[0] == "\\" else piece for piece in pieces]
    numbers = [place for place, piece in enumerate(pieces) if re.fullmatch(r"[#0.,%]+", piece)]
    if not numbers:
        return "".join(words)
    size /= 1000 ** len(re.search(r",*$", bare.rstrip("%"))[0])
    if len(numbers) > 1:
        return _between_literals(round(size), pieces, words)
    places = len(bare.partition(".")[2].rstrip("%"))
    size *= 100 if "%" in bare else 1
    digits = f"{size:,.{places}f}" if "," in bare.rstrip(",%") else f"{size:.{places}f}"
    words[numbers[0]] = digits + ("%" if "%" in bare else "")
    return "".join(words)


def _between_literals(number: int, pieces: list[str], words: list[str]) -> str:
    r"""``#\,##0\.0``: digits from the right, the literal signs between them; the first place takes all that is left."""
    digits, out = list(str(number)), []
    signs = [(piece, word) for piece, word in zip(pieces, words, strict=True)]
    placed = [(sign, True) if re.fullmatch("[#0]", sign) else (sign, False) for sign in _singly(signs)]
    first = next(place for place, (_, is_place) in enumerate(placed) if is_place)
    for place in range(len(placed) - 1, -1, -1):
        sign, is_place = placed[place]
        if not is_place:
            out.append(sign)
        elif place == first:
            out.append("".join(digits) or ("0" if sign == "0" else ""))
        else:
            out.append(digits.pop() if digits else "0" if sign == "0" else "")
    return "".join(reversed(out))


def _singly(signs: list[tuple[str, str]]) -> list[str]:
    """Places one by one, literals whole; a comma that drops thousands shows nothing."""
    found = []
    for piece, word in signs:
        found += [sign for sign in piece if sign in "#0"] if re.fullmatch(r"[#0.,%]+", piece) else [word]
    return found
