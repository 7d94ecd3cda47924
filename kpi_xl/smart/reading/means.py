"""Means: what leads to a goal's end in one sentence (毎日30件架電して、アポを週5件; with two new reps, win 9 deals). The end is the goal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kpi_xl.smart.numbers.quantity import Quantity


def where_means_end(text: str, numbers: Sequence[Quantity]) -> int:
    """Where the end begins that means with a figure lead to; 0 where none do."""
    if len(numbers) < FEWEST:
        return 0
    lead = _LEAD.match(text) if text[0] in _BEGINNINGS or " to " in text else None
    end = lead.end() if lead is not None and lead.end() <= numbers[-1].start else 0
    if text.isascii() or _MAY_LEAD.search(text) is None:
        return end
    for number, following in pairwise(numbers[:MOST]):
        led = _LED.match(text, number.end, following.start)
        if led is not None and _BESIDE.search(text, led.end(), following.start) is None:
            end = led.end()
    return end


FEWEST = 2
MOST = 40
"""Numbers that are looked at: nobody says more in one sentence."""
_BEGINNINGS = frozenset("bwuvtngsa")
_LEAD_WORDS = (
    r"(?:by (?:[a-z]+ly )?[a-z]+ing|with|using|via|through|thanks to|now that|given|since|after [a-z]+ing|between (?=\d+ [a-z]+ and))\b"
)
_LEAD = re.compile(
    r"[a-z]+ [^.;,]*\d[^.;,]*? to (?=(?:book|win|close|get|generate|source|land|sign|reach|bring in|create|add|drive) [$€£]?\d)"
    rf"|{_LEAD_WORDS}[^.;]*?, (?!and |or |but |we )(?=[a-z]+ (?![a-z]*ing\b))|{_LEAD_WORDS}[^.;]*?, (?!and |or )"
)
"""With two new reps, …; make 60 calls a day to book 10 demos."""
_TE = r"(?:(?<=[しいきちみりえけせてべめれげねび出見来])て|って|んで|ながら|つつ|ことで|により|によって)"
_MAY_LEAD = re.compile(r"て|で|ながら|つつ|ことで|により|によって")
_NOT_LED = "".join(f"(?<!{words})" for words in ("として", "合わせて", "あわせて", "併せて", "加えて", "に向けて", "比べて",
                                                 "対して", "について", "にとって"))
_LED = re.compile(rf"[^。!\d()]*?{_TE}{_NOT_LED}(?:、|(?=[一-龥ァ-ヶa-z]|$))|で(?!、)(?=[^、。\dは]{{1,12}}$)")
"""架電して、 after a figure, and the で of 架電200件でアポ20件."""
_BESIDE = re.compile(r"[。!]|(?:うち|そのうち|から|より|現状|現在|今(?![月期年週日度後]))[^、。\d]{0,6}$")
"""Another sentence, or where the figure stands."""
