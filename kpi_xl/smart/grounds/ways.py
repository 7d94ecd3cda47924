"""Ways: sentences beside a goal that say by what it is reached, or what helps it. What they count is no goal."""

from __future__ import annotations

import re

from kpi_xl.smart.words.phrases import any_of


def says_way(sentence: str) -> bool:
    """True of 既存6社にこちらからお願いする, メール3通のシナリオを入れる, two new resellers sign in January.

    >>> says_way("既存6社にこちらからお願いする"), says_way("既存6社から受注する")
    (True, False)
    >>> says_way("two new resellers sign in january"), says_way("sign two new resellers in january")
    (True, False)
    """
    if sentence.isascii():
        return any(pattern.match(sentence) is not None for pattern in _WAYS_EN) or _SURE_EN.search(sentence) is not None
    if _DUE_JA.search(sentence) is not None or _BESIDES_JA.search(sentence) is not None or _RESULT_JA.search(sentence) is not None:
        return False
    return any(pattern.search(sentence) is not None for pattern in _WAYS_JA)


_RESULT = any_of("ways", "results_ja")
_FIGURE = r"\d[\d,.]*[万億千]?(?:[^\s\d、。のをにへがはでとから]{1,3})"
_DUE_JA = re.compile(r"(?:まで|迄)に|[月日年期末度]中に")
"""By its own day it is a goal of its own."""
_BESIDES_JA = re.compile(r"^(?:あと|また|それと|さらに|加えて|次に|ついでに|そして)|(?:やって|こと|ください|下さい)$")
"""What is wanted besides, and what somebody is told to do, is a goal of its own."""
_RESULT_JA = re.compile(
    rf"{_RESULT}(?:件数|数|率|額|高)?(?:を|は|が|も|:|\s)?[約月週日計年間毎新規あと]{{0,4}}\d"
    rf"|\d[^、。\d]{{0,3}}の?(?:新規)?{_RESULT}|も(?:月|週)?\d"
)
"""受注を3件 is an end, wherever it stands."""
_WAYS_JA = (
    re.compile(
        rf"{_FIGURE}(?:の[^、。\dをにへ]{{1,12}})?(?:に(?:対して|は)?|へ|から|と|を(?:中心|起点|優先|軸|対象|もと))(?!\d)"
        rf"[^、。\d]{{0,14}}{any_of('ways', 'towards_ja')}"
    ),
    re.compile(rf"{_FIGURE}の[^、。\dをにへがは]{{1,12}}を[^、。\d]{{0,8}}{any_of('ways', 'put_ja')}"),
    re.compile(rf"{any_of('ways', 'inputs_ja')}[^、。\d]{{0,5}}[をがはに]?(?:毎?[日週月]に?)?{_FIGURE}"),
    re.compile(rf"[^、。\d]{{2,}}[がは][^、。を]{{0,16}}{any_of('ways', 'happens_ja')}$"),
    re.compile(r"^[^、。を]{2,}が[^、。を\d]{0,14}[うくすつぬむぐぶる]$"),
    re.compile(r"[にへで][月週]に?\d回[^、。\d]{0,14}[うくすつぬむぐぶる]$"),
    re.compile(r"^(?:まず|最初)は?、?[^、。]*(?:から|を優先)|^毎[朝晩][^、。]*\d+(?:分|時間)"),
    re.compile(rf"^[^、。\dも]{{2,}}{any_of('ways', 'acts_ja')}(?:の(?:回数|件数|時間|頻度))?を(?:増や|徹底|強化|継続)"),
    re.compile(r"^[^、。\d]{2,16}で[^、。\dも]{2,12}を(?:なく|減ら|防)"),
    re.compile(r"^(?:毎週)?[月火水木金土]曜日?(?:の?(?:朝|夕方?|午前|午後))?(?:に|は|の)?(?!まで)"),
    re.compile(rf"^(?:毎?[週月日]\d?回?|隔週)(?:で|の|は|に|、)?{any_of('ways', 'inputs_ja')}"),
    re.compile(r"\d[名人]の?(?:増員|採用|入社|配属|追加|加入|復帰|異動)"),
    re.compile(r"後は?、?\d+(?:営業)?[日時]間?以内"),
)
_SOMEBODY = (
    r"(?:(?:the|our|my|a|an|one|two|three|four|some|most|both|\d+) )?"
    r"(?:(?:more|new|of|them|other|additional) )*(?!every\b|each\b|all\b)[a-z'&-]+(?: (?!by\b|before\b|in\b|at\b|until\b|to\b|per\b)[a-z'&-]+){0,3}"
)
_BEGINS_EN = re.compile(rf"{any_of('ways', 'begins_en')}")
_HAPPENS_EN = re.compile(rf"(?!{any_of('ways', 'orders_en')}\b){_SOMEBODY} (?:already |now |also )?{any_of('ways', 'happens_en')}(?:$| (?!to \d))")
_SURE_EN = re.compile(
    rf"\b{any_of('ways', 'doable_en')}\b"
    rf"|^(?:\d+|one|two|three|four|five|six|a few|several)\b[^.;]*\b{any_of('ways', 'in_hand_en')}$"
)
_KNOWN_EN = re.compile(rf"{any_of('ways', 'towards_en')} (?:[a-z]+ ){{0,2}}the (?:\d+|top \d+|[a-z]+) ")
"""Call the 60 lapsed accounts: whom, as it is known who they are."""
_WAYS_EN = (_BEGINS_EN, _HAPPENS_EN, _KNOWN_EN)
