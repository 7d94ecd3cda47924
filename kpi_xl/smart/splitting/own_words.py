"""Own words: a goal that stood among others, as it stands by itself."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of


def own_words(words: str) -> str:
    words = _WITH.sub("", words.strip().strip("、,;；。—–").strip())
    return words if words.count("「") == words.count("」") else words.replace("「", "").replace("」", "")


def without_joint(words: str) -> str:
    """The words without それと, また or Also before them."""
    if joint := _JOINS_EN.match(words):
        rest = words[joint.end() :]
        return rest[:1].upper() + rest[1:] if words[:1].isupper() else rest
    return _JOINS.sub("", words)


def by_itself(words: str) -> str:
    """A goal that stands alone needs no それと before it, no とともに after it, and no どちらも or "both" within."""
    words = _COUNTS_GOALS.sub(r"\1", words)
    words = _ALSO.sub(r"\1を", without_joint(_BESIDES.sub(r"\1", words)))
    words = _THAT.sub("", words)
    words = _EACH_OF_THEM.sub("", words)
    words = _SAID_OF_ALL.sub(_joint, _LEADS_ON.sub(r"\g<verb>", words))
    return _OPENED.sub(r"\1", words).strip().strip("、")


def _joint(said: re.Match[str]) -> str:
    if not said["ja"]:
        return " "
    return "" if said.string[: said.start()].endswith(("。", "!", "！")) else "、"


_COUNTS_GOALS = re.compile(r"^([^、。\d]{1,6}の)[^、。]{0,4}目標は[^、。]{1,6}つ(?:です|ある|あります)?[。、:]\s*")
"""今月の目標は3つ。訪問30件、…: their month is that of the first, too."""
_WITH = re.compile(r"(?<=[一-龥ァ-ヶー件社名人回])と$")
"""3名採用と、…: what only joins goes."""
_JOINS = re.compile(
    r"^(?:プラス\s)?(?:[^。、]{0,8}目標は[^。、]{1,6}つ(?:です|ある|あります)?[。、:]\s*)?"
    r"(?:(?:それと|それから)、?(?!は)|あと(?=(?![数半一二三四五六七八九十])[一-龥ァ-ヶー]{2,8}[のはをも])|(?:まずは?|その後|そのあと|続いて)(?=\d|[一-龥ァ-ヶ])|(?:また|さらに|加えて|そして|まず|その後|続いて|次に|最後に|あと)、|(?:[1-5一二三四五]つ目|[1-5一二三四五]点目)(?:は|に|として)、?"
    r"|そして(?=\d|[今来年月])|うち(?=\d+[社名人件])|(?:あわせて|併せて|合わせて)(?!.{0,2}\d(?!\d?[月/]))、?|(?:及び|および|かつ|並びに|ならびに)\s?)?"
)
_JOINS_EN = re.compile(r"(?:(?:also|then|and|plus),? |(?:first|firstly|second|secondly|finally|next), )(?=[a-z])", re.IGNORECASE)
_BESIDES = re.compile(r"(?:ついでに|おまけに)、?([^、。\d]+)も(?=[。!]*$)")
"""ついでに机まわりの片づけも."""
_ALSO = re.compile(r"^([^、。\s\d]{1,14})(?<![にでとへ])も(?=[\d約月週])")
"""アポ数も40件: beside nothing it is アポ数を40件."""
_LEADS_ON = re.compile(r"(?P<verb>[うくすつぬむぐぶる])(?:とともに|と共に|と同時に|一方で?|ほか)$")
_THAT = re.compile(r"(?<=[うくすつぬむぐぶる])こと(?:と|です|である)[。.]?$")
"""売上を伸ばすことと、新規を増やすことです."""
_EACH_OF_THEM = re.compile(r"(?<=[をにへ、])(?:それぞれ|各々)")
_SAID_OF_ALL = re.compile(
    rf"[\s、※]*(?P<ja>{any_of('shared', 'ja')})(?=\d|今|来|年|期|月|[qQＱ]|[上下三四半]|令和)\s*"
    r"|(?:,|\s[-–]|(?<=[\d%sk])) (?:both|all|each) (?=by |in |for |before |due |until )"
)
_OPENED = re.compile(r"([(（])[ 、]")
