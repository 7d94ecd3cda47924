"""Explanations: sentences beside a goal that say why, how or from where, and set no goal of their own."""

from __future__ import annotations

import re

from kpi_xl.smart.grounds.ways import says_way
from kpi_xl.smart.words.text import tidied


def has_sentences(text: str) -> bool:
    """True where one sentence may follow another."""
    return "。" in text or ". " in text or "!" in text


def explains(text: str, start: int, end: int) -> bool:
    """True of a clause in a later sentence that begins or ends as an explanation (そのために…, 先月は…見込み, Last quarter we won 7)."""
    begin = _begin(text, start)
    if not begin and not _ASIDE.match(text, start):
        return False
    return is_remark(text[begin or start : _stop(text, end)])


def is_remark(sentence: str) -> bool:
    """True of a sentence beside a goal that says why, how, who or how things stand, and sets none itself."""
    sentence = sentence.strip(" 。.!()").lower()
    if _IS_SO.match(sentence) is not None or _BEGINS.match(sentence) is not None or states_fact(sentence) or _ENDS.search(sentence) is not None:
        return True
    return _OTHERS_DO.match(sentence) is not None or says_way(sentence)


def with_sentence_ends(text: str) -> str:
    """The text with a full stop before every line that is a remark: what it tells is no part of the sentence above it."""
    lines = text.split("\n")
    stop = ". " if text.isascii() else "。"
    for at, line in enumerate(lines[1:]):
        above = lines[at].rstrip()
        if above and not above.endswith(_STOPS) and _is_beside(above, line):
            lines[at] = above + stop
    return "\n".join(lines)


def _is_beside(above: str, line: str) -> bool:
    """True of a line with its label, or of one that is said of the line above it."""
    if not line.strip() or _LABEL.match(line):
        return bool(line.strip())
    return _is_said_below(above, line) or is_remark(tidied(line))


def _is_said_below(above: str, line: str) -> bool:
    """True of a line of words below a line with a figure that is at its end."""
    return _AT_ITS_END.search(above) is not None and _WORDS_ALONE.fullmatch(line) is not None


def is_remark_in_brackets(text: str, at: int) -> bool:
    """True of a place in brackets that hold a remark （そのために毎日20件架電する）."""
    opens = text.rfind("(", max(0, at - LONGEST_SENTENCE), at)
    if opens < 0 or text.rfind(")", opens, at) >= 0:
        return False
    closes = text.find(")", at)
    return is_remark(text[opens + 1 : closes if closes >= 0 else len(text)])


def states_fact(sentence: str) -> bool:
    """True of what says how things stand (pipeline has 48 opps, 3 of the 31 accounts are at risk, 案件が48件あり…)."""
    return _STATES.match(sentence) is not None and _SETS.search(sentence) is None


def fact_stated(text: str) -> str | None:
    """The first sentence after the goal's that says how things stand."""
    if not has_sentences(text):
        return None
    sentences = (each.strip() for each in _SENTENCE_END.split(text[:LONGEST_SENTENCE])[1:])
    return next((each for each in sentences if states_fact(each)), None)


def _begin(text: str, at: int) -> int:
    """Where the sentence begins; 0 in the first, or one that is longer than anybody writes."""
    earliest = max(0, at - LONGEST_SENTENCE)
    return max((found + len(mark) for mark in _SENTENCE_ENDS if (found := text.rfind(mark, earliest, at)) >= 0), default=0)


def _stop(text: str, at: int) -> int:
    latest = min(len(text), at + LONGEST_SENTENCE)
    return min((found for mark in _SENTENCE_ENDS if (found := text.find(mark, at, latest)) >= 0), default=latest)


def tells_past(text: str, start: int, end: int) -> bool:
    """True of a clause that says what has happened (上期は1.1億で着地した, we won 11): no goal."""
    clause = text[start:end].strip(" 。.!")
    return _PAST.search(clause) is not None or _WAS_THEN.match(clause) is not None


def tells_state(text: str, start: int, end: int) -> bool:
    """True of an English clause that says how things are (my win rate's been at 28%, two expansions are already agreed): no goal."""
    return _IS_SO.match(text, start, end) is not None


def may_tell(text: str) -> bool:
    """True where a sentence may tell something beside the one with the goal."""
    return has_sentences(text) or "; " in text


def is_told(text: str, at: int) -> bool:
    """True of a place in a sentence that tells or explains, or whose figures the next sentence takes up (10月7件。これを…)."""
    begin, stop = _begin(text, at), _stop(text, at)
    return tells_past(text, begin, stop) or explains(text, at, at) or _TAKEN_UP.match(text, stop) is not None


def is_means(words: str) -> bool:
    """True of words that begin with what a goal is reached by (using…, via…)."""
    return _MEANS.match(words) is not None


LONGEST_SENTENCE = 400
_LABEL = re.compile(
    r"\W*(?:(?:deadline|due|timeline|time-?bound|by when)\b"
    r"|(?:手段|方法|施策|打ち手|行動|アクション|理由|根拠|背景|目的|担当|備考)\s?[:：])",
    re.IGNORECASE,
)
_AT_ITS_END = re.compile(r"[0-9０-９].*(?:[うくすつぬむぐぶる件社名円%％人回本台)）0-9上下内満超増減]|[a-z]{3,})$|[0-9]$")
_WORDS_ALONE = re.compile(r"\s*(?![をにはがでとへもの])[A-Zぁ-んァ-ヶー一-龥「][^0-9０-９\n:：]{5,}")
_STOPS = ("。", ".", "!", "！", "?", "？", "、", "：", ":", ";")
_PAST = re.compile(
    r"(?:[しっえけせてねべめれちいきみ出来見得経]た|んだ|だった|でした)(?:が|けど|けれど)?$"
    r"|^(?:and |but )?(?:we|i|they|it|our team|the team) (?:[a-z]+ )?(?:[a-z]+ed|won|got|had|did|made|sold|was|were|saw|ran|held|lost|brought|hit)\b"
    r"|^(?:but|though|although) [^,;]{1,40}\b(?:was|were|had)\b"
)
_IS_SO = re.compile(
    r"\s*(?:the|my|our|we|i|it|they|he|she|this|that|these|those|both|all|one|two|three|four|five|six|\d+)\b"
    r"(?![^.;,]*\b(?:target|goal|aim|plan|to|by|until)\b)[^.;,]{0,60}?(?:'s|'re|'ve| is| are| has| have)"
    r" (?:been|already|now|still|just|verbally|both|mostly|about to)\b"
    r"|\s*(?:a |the |our )?[a-z]+ of \d+[a-z ]{0,20} (?:is|are|has|have)\b"
    r"|[^.;]{3,80} (?:is|are) (?:the way|how we|what gets us)\b"
    r"|\s*(?:(?:we|i) )?(?:have|got|has) \d+ [a-z][^.;,]*\b(?:already|open|in (?:the )?(?:pipeline|play|legal|negotiation)|now|so far)\b"
    r"|\s*(?:(?:the|my|our) )?(?:[a-z]+ ){1,3}(?:currently|today|already)(?: (?:at|is|stands at))? [$€£]?\d(?!.* to )"
    r"|\s*(?:one|two|three|four|five|six|\d+|some|most|many|half|both|none) of (?:them|these|those|us)"
    r" (?:is|are|was|were|has|have|had|left|came|went|said|asked|signed|stalled|slipped|churned|renewed)\b"
)
_WAS_THEN = re.compile(
    r"(?:前(?:月|期|年度?|四半期|回|週|q)|先(?:月|週|期|々月)|昨(?:年度?|期|季)|去年|一昨年|前々(?:月|期|年)|これまで|今まで|(?:昨年|去年)の?\d{1,2}月)(?:の[^、。\d]{0,10})?(?:は|:)"
    r"(?!.*(?:→|->|から|(?<![比上以])より|比|超|上回|並み|倍))"
)
"""前月は架電800件でアポ12件 sets no goal."""
_TAKEN_UP = re.compile(r"。(?:これ|それ|この(?:件数|数字|数))を")
_MEANS = re.compile(
    r"\s*(?:from \d[\d,]* [a-z]+(?!.*\bto\b)|using|via|through|(?:off|on) the back of|coming off"
    r"|with the help of|by means of|by (?:means of )?[a-z]+ing|because|thanks to"
    r"|ideally|mostly|mainly|preferably|including|incl|especially)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。!]|\. |; ")
_OTHERS_DO = re.compile(
    r"(?!(?:each|every|all) )(?:(?:the|our|my|a|an|one|two|three|four|\d) )?(?:[a-z'-]+ ){1,3}"
    r"(?:sends?|starts?|joins?|gives?|supplies|provides?|brings|helps?|supports?|handles?|covers?|pays|frees?|owns|approves?|leaves|comes?|opens"
    r"|belongs?|remains?|stays? with|needs|wants|asked|says|knows|depends?|matters?|arrives?|begins?) (?!to \d)"
    r"|(?:no|not) (?:[a-z'-]+ ){1,3}(?:for|on|with|in|until|before|this|needed|allowed|required)\b(?!.*\d)|(?:we|i)'ll (?!also\b)"
    r"|(?:stretch(?: goal| target)?|owner|lead|responsible|who|contact|tool|source|method|means|how|budget|approach)\s?:"
    r"|[^、。:]{2,14}が(?:[^、。:]{0,12}(?:から|に|へ|で|より))?(?:加わ|入[るりっ]|増え|参加|始ま|異動|着任|抜け|担当|戻[るりっ]|辞め|退職|開店|稼働|リリース|発売|導入|控え)[^、。:]{0,6}"
)
"""Marketing sends 30 leads a week, 新人2名が1月から加わる: what others do, or what is the case, is no goal of the writer's."""
_STATES = re.compile(
    r"(?:(?:the|our|my) )?(?!every\b|each\b|all\b|i\b|we\b)[a-z]+(?: [a-z]+){0,2} (?:has|have|holds?|is|are|stands? at|sits? at)"
    r" (?:(?:now|at|about|only|already) )*[$€£]?\d"
    r"|(?:that|this|it)(?:'s| is| means) [^.;]*\d"
    r"|\d+ of (?:(?:the|our|my|these) )?\d+ (?:[a-z]+ ){1,2}(?:is|are|have|has|look)\b"
    r"|[^、。\d]{1,16}[がはも](?:既に|すでに|現在|今|約)?[¥$]?\d[\d,.]*[^\s\d、。]{0,3}(?:あり|おり|あって|いて)(?:、|$)"
    r"|(?:今|いま|現在|現状|手持ち)の[^、。\d]{1,12}[はが]約?\d(?!.*[にへをま→])"
)
_SETS = re.compile(r"\b(?:target|goal|aim|plan|due|by|until|to)\b|まで|目標")
_SENTENCE_ENDS = ("。", ". ", "; ", "!")
_ASIDE = re.compile(r"\s*(?:その(?:ため|理由|根拠|方法|手段)|なぜなら|理由は|根拠は|方法は|手段は|施策は|ちなみに|なお)")
_BEGINS = re.compile(
    r"(?:[^をは。]*で(?:実現|達成|到達)(?:する|します)$|[^、。]{0,14}\d+(?:か月|ヶ月|週間?|日)前(?:と|、|に|から|の)|目安(?:は|として)|その(?:ため|うち|内|手段|方法|結果|理由|根拠|分)|このため|なぜなら|というのも|理由は|根拠は|背景は|狙いは|目的は|結果は|議事録は"
    r"|(?:(?:営業)?ロープレ|ロールプレイ(?:ング)?|トーク練習|練習|素振り)を(?!.*も)|これ(?:は|により|によって|で)|具体的に(?:は)?|方法は|手段は|手段として|施策は|施策として|打ち手は|内訳は|うち|例えば|たとえば|ちなみに|なお|参考|前提は|(?:他社|業界|競合|全社|全国|世間)の?平均)"
    r"|(?:this|that|it|we|which|there|because|since|our|these|those|i) (?!week|month|quarter|year|fy|fiscal|half|target|goal|aim"
    r"|will (?!(?:do|achieve|reach|get|make|use) (?:this|that|it|there|these)\b|use )|want|need|plan|must|should|would like|intend|hope|shall)"
    r"|if (?!possible|we can|i can|not )"
    r"|(?:the|our|my|most|some|all|both) (?:[a-z'-]+ ){1,3}(?:is|are|was|were|has|have|had)\b(?!.*\b(?:target|goal|to be|must)\b)"
    r"|(?:that|it|this|which|here)'s\b|last (?:week|month|quarter|year|half|time|season)\b"
    r"|(?:the )?(?:reason|why|how|means|basis|background|context|note|fyi)\b"
    r"|[^.;]{1,60} needs? (?:[a-z']+ ){0,3}(?:ok|okay|approval|sign-?off|permission)\b"
    r"|(?:for|to do|to get|with) (?:this|that|there)\b"
    r"|(?:managers?|leads?|reps?|ops|finance|everyone|everybody|nobody|anyone|anything|all [a-z]+) (?:[a-z]+ )?"
    r"(?:approves?|decides?|must|signs? off|reviews?|can|may|goes?)\b"
)
_ENDS = re.compile(
    r"(?:見込み?|見通し|計算|想定|とのこと|ため|から|ので|だった|でした|ている|ていた|てある|足りる|済み?"
    r"|届く(?:数字|計算|水準|範囲)?|いける|可能|十分|現実的|根拠|[たるい]はず)"
    r"(?:です|だ|である|と(?:(?:考え|見)(?:る|ます|ている)|思(?:う|います)))?$"
    r"|(?:こと|の)で(?:これを|目標を)?(?:達成|実現|到達|クリア)(?:する|します|を(?:図|目指)[るすし](?:ます)?)?$"
    r"|(?:ています|ていました|ました|あります|足ります|届きます|いけます|できます|できる)$"
)
