"""The meeting's text as Markdown (Teams, Slack, wikis) and as plain text (mail)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kpi_xl.handouts import wording
from kpi_xl.handouts.meeting import MeetingBlock, MeetingText
from kpi_xl.language import Text

_MARKED = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(text: MeetingText) -> str:
    """Headings, lists, numbered actions; names and labels are text, whatever is in them."""
    lines = [f"# {_escaped(text.title)}", "", _escaped(text.subtitle)]
    for block in text.blocks:
        lines += ["", f"## {_escaped(block.title)}", "", *(f"- {_escaped(line)}" for line in block.lines)]
        if block.actions:
            lines += ["", f"**{wording.ACTIONS}**", "", *_numbered(block, escaped=True)]
    return "\n".join(lines) + "\n"


def plain(text: MeetingText) -> str:
    """The same for a mail."""
    lines = [str(text.title), str(text.subtitle)]
    for block in text.blocks:
        lines += ["", f"■ {block.title}", *(f"・{line}" for line in block.lines)]
        if block.actions:
            lines += [f"{wording.ACTIONS}", *_numbered(block, escaped=False)]
    return "\n".join(lines) + "\n"


def _numbered(block: MeetingBlock, escaped: bool) -> Iterator[str]:
    for number, action in enumerate(block.actions, start=1):
        yield f"{number}. {_escaped(action) if escaped else action}"


def _escaped(words: Text) -> str:
    return _MARKED.sub(r"\\\1", " ".join(str(words).split()))
