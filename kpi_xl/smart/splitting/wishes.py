"""Wishes and deeds that one line strings together, told apart without a figure (売上を伸ばす、チームワークを良くする; visit …; clean up …)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi_xl.smart.reading.explanations import is_remark
from kpi_xl.smart.reading.facts import is_subject
from kpi_xl.smart.reading.statement import GoalStatement
from kpi_xl.smart.splitting.stretches import Part, begins_sentence, ends_sentence, has_own_verb, is_verb, within
from kpi_xl.smart.words.lexicon import Word, WordKind
from kpi_xl.smart.words.phrases import any_of


def wishes(goal: GoalStatement) -> list[Part]:
    """The wishes of a text without numbers, where every piece between its commas is one by itself; else nothing."""
    if not _SEPARATOR.search(goal.plain):
        return []
    pieces = list(_pieces(goal))
    named = [wished(goal, start, end) or _routine(goal, start, end) for start, end in pieces]
    if all(_ATTITUDE.fullmatch(goal.plain, start, end) for start, end in pieces):
        return []
    return pieces if len(pieces) > 1 and None not in named and len(set(named)) == len(named) else []


def _pieces(goal: GoalStatement) -> list[Part]:
    text = goal.plain
    verbs = {word.start for word in goal.words if changes(word) or word.text in _MORE}
    cuts = [each.span() for each in _SEPARATOR.finditer(text.rstrip("。.!、 ")) if each[0] not in _AND or each.end() in verbs]
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return list(zip(begins, ends, strict=True))


def wished(goal: GoalStatement, start: int, end: int) -> str | None:
    """What a piece wants to change; None of one that leads on to the next, or that qualifies its noun."""
    inside = within(goal.words, start, end)
    piece = goal.plain[start:end].strip(" 。.!")
    if goal.language == "en" and _COMPARATIVE.fullmatch(piece):
        return piece
    if not inside or len(piece) > LONGEST:
        return None
    if goal.language == "en":
        return _wished_in_english(inside, piece)
    is_sentence = begins_sentence(goal, start) and ends_sentence(goal, end)
    piece = _GOING_ON.sub("する", piece)
    if not (_SENTENCE if is_sentence else _WISH).fullmatch(piece) and not _TO_GAIN.fullmatch(piece) and not (is_sentence and _KEPT.fullmatch(piece)):
        return None
    if _TO_GAIN.fullmatch(piece):
        return piece
    if is_sentence and (_MADE_SO.fullmatch(piece) or _KEPT.fullmatch(piece)):
        return piece
    nouns = [word for word in inside if is_what(word)]
    is_named = bool(nouns) or is_sentence or _CHANGE_OF.fullmatch(piece) is not None
    return (nouns[-1].text if nouns else piece) if is_named and any(changes(word) for word in inside[-2:]) else None


def _wished_in_english(inside: Sequence[Word], piece: str) -> str | None:
    """Improve morale, build more pipeline: a verb first, and what it is to change."""
    if _TURNED.fullmatch(piece):
        return piece
    leads = inside[0].text in _MORE or changes(inside[0])
    if not _WISH_EN.fullmatch(piece) or not (leads or (is_verb(inside[0]) and any(map(changes, inside)))):
        return None
    named = next((word.text for word in inside[1:] if is_what(word)), piece)
    return named if piece.startswith(inside[0].text) else None


def _routine(goal: GoalStatement, start: int, end: int) -> str | None:
    """What is done at every time (勉強会に毎週参加。), where it is a sentence of its own."""
    is_sentence = begins_sentence(goal, start) and ends_sentence(goal, end)
    recurs = any(phrase.is_recurring for phrase in within(goal.times, start, end))
    piece = goal.plain[start:end].strip(" 。.!")
    return piece if goal.language == "ja" and is_sentence and recurs and len(piece) <= LONGEST else None


def deed_list(goal: GoalStatement) -> list[Part]:
    """The stretches of three deeds and more; nothing of any other text."""
    if goal.language != "en":
        return []
    if headed := _headed_deeds(goal):
        return headed
    for mark in _MARKS:
        cuts = [each.span() for each in mark.finditer(goal.plain, 0, LONGEST_LIST)]
        if len(cuts) + 1 < FEWEST:
            continue
        parts = list(zip([0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(goal.plain)], strict=True))
        if all(_is_deed(goal, part) for part in parts):
            return parts
    return []


def _headed_deeds(goal: GoalStatement) -> list[Part]:
    """Q1 priorities: close Acme, launch the portal, hire a manager by Feb 28."""
    head = _HEAD.match(goal.plain)
    if head is None:
        return []
    cuts = [each.span() for each in _COMMA.finditer(goal.plain, head.end(), LONGEST_LIST)]
    begins = [head.end(), *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(goal.plain)]
    if len(begins) < FEWEST or not all(_ORDERS.match(goal.plain, begin, end) for begin, end in zip(begins, ends, strict=True)):
        return []
    return list(zip([0, *begins[1:]], ends, strict=True))


def _is_deed(goal: GoalStatement, part: Part) -> bool:
    words = goal.plain[slice(*part)]
    return (_ORDERS.match(words) is not None or has_own_verb(goal, part)) and not is_remark(words)


def is_what(word: Word) -> bool:
    return is_subject(word) or word.meaning.kind is WordKind.SOFT


def changes(word: Word) -> bool:
    """増やす, 良くする, 強化, improve."""
    return word.meaning.kind in (WordKind.RAISE, WordKind.LOWER, WordKind.KEEP) or word.meaning.family is not None


LONGEST = 40
"""Characters of a wish; longer ones say how."""
_COMPARATIVE = re.compile(r"[a-z]{3,12}(?: [a-z-]+){0,1} (?:faster|more|less|better|harder|earlier|smarter|sooner|more often)")
"""Sell more, complain less."""
_SEPARATOR = re.compile(r"[、。;](?=.)|, (?:and |plus )?| and | & |\. (?=[a-z])")
_MORE = frozenset({"more", "fewer", "less", "better", "stronger", "faster", "closer", "smarter"})
"""More pipeline, less discounting."""
_AND = (" and ", " & ")
"""Parts only before a verb: sales and marketing are one."""
_WISH = re.compile(
    r"(?:[一-龥ァ-ヶー]{2,10}で)?(?:もっと|さらに|より)?(?:[^、。をがにでとてはるすくたい]|の){1,14}(?:[をがも](?:もっと|さらに|より|しっかり)?)?"
    r"(?:[^、。をがにで]{0,6}(?:[くに])?(?:する|させる|やす|らす|ばす|げる|める|える|ぐ|る|す|したい|たい|います|します)|(?<=[一-龥ァ-ヶー])(?<![をがも]))"
)
_CHANGE_OF = re.compile(r"[一-龥ァ-ヶー]{2,8}(?:アップ|up|削減|強化|改善|向上|拡大|活性化|定着)")
"""コスト削減: a noun and what is to become of it."""
_MADE_SO = re.compile(r"[^、。\d]{1,14}を(?:もっと|さらに|より)?(?:早|速|多|少な|短|高|良|よ|低|安|強)く(?:する|したい|します)")
_KEPT = re.compile(r"[^、。\d]{1,14}[はをも](?:絶対に?|これ以上)?(?:落とさ|下げ|減らさ|増やさ|割ら|切ら|崩さ)ない")
"""返信を早くする, 粗利は落とさない: sentences that want something so."""
_TO_GAIN = re.compile(r"[^、。\d]{2,12}(?:力|スキル)を(?:つける|付ける|身につける|磨く|養う|高める|伸ばす)")
_GOING_ON = re.compile(r"し?ていき(?:たい|ます)$|していく$")
"""良くしていきたい: as 良くする."""
_ATTITUDE = re.compile(r"\s*(?:(?:stay|be|keep|remain|get) [a-z]+|(?:work|try|think|push) [a-z]+er)[.! ]*")
"""Stay positive and keep learning: nothing that anybody follows by itself."""
_TURNED = re.compile(r"(?:get|bring|drive|push|keep) (?!to\b|the )(?:[a-z'-]+ ){1,3}(?:up|down)")
"""Get churn down."""
_SENTENCE = re.compile(
    r"(?!(?:その(?:ため|うち|手段|方法)|理由|方法|施策|具体的))(?!.*(?:ため|ように|ことで|より、|[いえし]て|ので|から|まで))"
    r"[^、。:]+(?:[うくすつぬむぐぶる]|たい|ます|アップ|強化|改善|向上|徹底|推進|拡大|削減|底上げ|活性化|定着|浸透|充実)"
)
"""A sentence of its own may say more than a piece of one, and still gives no reason and no way."""
_WISH_EN = re.compile(r"(?!.*\b(?:by|through|via|to|so|for|because|since|while)\b)(?:[a-z'-]+ ){1,6}[a-z'-]+")
FEWEST, LONGEST_LIST = 3, 400
_HEAD = re.compile(r"(?:[a-z0-9' ]{1,16} )?(?:priorities|goals|to-?dos?|focus|objectives|targets|big rocks)(?: for [a-z0-9 ]{2,16})?: ")
_COMMA = re.compile(r"[,;] (?:and )?(?!\d)")
_MARKS = (re.compile(r";\s"), re.compile(r"\s\+\s"))
_ORDERS = re.compile(rf"(?:and )?(?:{any_of('ways', 'orders_en')}|{any_of('ways', 'deeds_en')})\b")
