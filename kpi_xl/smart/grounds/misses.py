"""Misses: by how much something was missed, or how many leave or join, which says neither where a figure stands nor what is wanted."""

from __future__ import annotations

import re

from kpi_xl.smart.numbers.quantity import Quantity


def is_gap(text: str, number: Quantity) -> bool:
    """目標を1,800万円下回った, missed plan by $40k, 人が1名減るけど: no figure of what is wanted."""
    if _MISSED.match(text, number.end):
        return True
    return _MISSED_BY.search(text, max(0, number.start - LONGEST_MISS), number.start) is not None


LONGEST_MISS = 40
_MISSED = re.compile(
    r"(?:ほど|程度|近く|も|分)*(?:(?:を)?(?:下回っ[たて]|下回り)|(?<!%)上回っ[たて]|に?(?:届か|及ば)(?:な|ず)|足り(?:な|ず)|の?未達|の?不足|ショート)"
    r"|(?:が|も)?(?:減る|減り|増える|増え|抜ける|抜け|辞める|辞め|休む|休み|異動する)[^、。\d]{0,4}(?:けど|けれど|が、|ものの|中、|中で)"
    r"| short of (?:the |our |my )?(?:target|goal|plan|quota|budget)"
)
_MISSED_BY = re.compile(r"\b(?:missed|fell short|came up short|fell behind)\b[^.;\d]*\bby (?:about |around |roughly |only )?[$€£]?$")
