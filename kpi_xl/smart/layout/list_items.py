"""List items: the lines, bullets and numbered points of a cell. A marker (①, 1., ・) is no part of what it marks."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple


class ListItem(NamedTuple):
    """One line or point of a cell."""

    text: str  #: as typed, without its marker
    is_marked: bool
    is_remark: bool = False  #: begins with ※


def list_items(text: str) -> list[ListItem]:
    """What the lines and markers of a cell part; one item where it has neither. What the last point says of all stands by itself."""
    lines = _headed(text) or _lines(_HEADING.sub(r"\g<0>\n", text))
    items = [item for line in lines for item in _points(line)]
    if (len(items) >= FEWEST_HEADINGS and all(_LABELLED.match(words) for words, _, _ in items)) or _headed_lines(lines) >= FEWEST_HEADINGS:
        items = [(words, marked or _LABELLED.match(words) is not None, is_remark) for words, marked, is_remark in items]
    listed = [ListItem(words, marked, marked and is_remark) for words, marked, is_remark in items if words]
    if all(item.is_remark for item in listed):  # ※ is a bullet where nothing else marks
        listed = [item._replace(is_remark=False) for item in listed]
    return [*listed[:-1], *_without_shared_end(listed[-1])] if len(listed) > FEWEST_POINTS else listed


def _lines(text: str) -> list[str]:
    """The lines; a slash within brackets parts none (（1月18件／2月19件）), nor one before a row's deadline."""
    text = _SLASH_LIST.sub(" / ", text) if len(_SLASH_LIST.findall(text)) >= FEWEST_HEADINGS else text
    cuts = [each.span() for each in _LINES.finditer(text) if each[0] not in _SLASHES or not _joins(text, each)]
    begins, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(text)]
    return [text[begin:end] for begin, end in zip(begins, ends, strict=True)]


def _joins(text: str, slash: re.Match[str]) -> bool:
    """Within brackets, and before nothing but when, where other lines have theirs: 忘年会 50件／11月20日まで."""
    return _is_in_brackets(text, slash.start()) or (_BREAK.search(text.strip()) is not None and _WHEN_ALONE.match(text, slash.end()) is not None)


def _headed_lines(lines: list[str]) -> int:
    """How many lines begin with a heading in brackets: 【定量】売上480万円."""
    return sum(line.lstrip().startswith("【") and _LABELLED.match(line) is not None for line in lines)


def with_headings(text: str) -> str:
    """A heading on a line of its own (契約更新率) with the figure below it (92%), where a cell has several of these."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    heads = [at for at, line in enumerate(lines[:-1]) if _heads(line, lines[at + 1])]
    if len(heads) < FEWEST_HEADINGS:
        return text
    joined = [_below(line, lines[at + 1]) if at in heads else line for at, line in enumerate(lines) if at - 1 not in heads]
    return "\n".join(joined)


def _below(head: str, line: str) -> str:
    """契約更新率 92%; of ■定性 what stands below it."""
    return f"■{line}" if _KIND_OF_GOAL.fullmatch(head) else f"{head} {line}"


def _heads(line: str, below: str) -> bool:
    """契約更新率 over 92%, ●新規 over 受注10件, ■定性 over any."""
    if _KIND_OF_GOAL.fullmatch(line):
        return _BULLET.match(below) is None
    if _HEADING_LINE.fullmatch(line) and _FIGURE_LINE.match(below):
        return True
    return _MARKED_HEADING.fullmatch(line) is not None and _BULLET.match(below) is None and any(char.isdigit() for char in below)


def _headed(text: str) -> list[str]:
    """【個人】受注5件／12月 and 【チーム】受注30件／12月: what has two headings is parted there and nowhere else."""
    starts = [each.start() for each in _HEADED.finditer(text)]
    if len(starts) < FEWEST_HEADINGS or "\n" in text.strip():
        return []
    return [text[begin:end] for begin, end in zip([0, *starts], [*starts, len(text)], strict=True) if text[begin:end].strip()]


def _without_shared_end(last: ListItem) -> list[ListItem]:
    """The last point, and "- both for Q3" or （いずれも3月末） that follows it."""
    end = _SHARED_END.search(last.text)
    if end is None or not end.start():
        return [last]
    said = end["all"] or end["due"] or end["note"]
    return [last._replace(text=_trimmed(last.text[: end.start()])), ListItem(said.rstrip(")） "), False)]


def _points(line: str) -> list[tuple[str, bool, bool]]:
    found = [(each.start(), each.end()) for each in _CIRCLED.finditer(line)] or _key_results(line) or _numbered(line) or _bullets(line)
    starts = [each for each in found if not _is_in_brackets(line, each[0])]
    if not starts:
        return [(_trimmed(line), False, False)]
    ends = [start for start, _ in starts[1:]] + [len(line)]
    points = [(_trimmed(line[begin:end]), True, "※" in line[start:begin]) for (start, begin), end in zip(starts, ends, strict=True)]
    return [(_trimmed(line[: starts[0][0]]), False, False), *points]


def _is_in_brackets(line: str, at: int) -> bool:
    """（方法：①…、②…） lists what belongs to the goal around it."""
    before = line[max(0, at - LONGEST_BRACKETS) : at]
    return before.count("(") + before.count("（") > before.count(")") + before.count("）")


def _key_results(line: str) -> list[tuple[int, int]]:
    """KR1: … KR2: …, 目標1：… 目標2：…, and the headings in brackets of 【売上】3,000万円【粗利】900万円."""
    found = [(each.start(), each.end()) for each in _KEY_RESULT.finditer(line)]
    if not found and line.startswith(("一、", "一.", "一．", "一)", "一）")):
        return [(each.start(), each.end()) for each in _KANJI.finditer(line)]
    return found or [(each.start(), each.start()) for each in _HEADED.finditer(line)] or _labels(line)


def _labels(line: str) -> list[tuple[int, int]]:
    """既存：単価10%アップ 新規：5社: labels of the writer's own, each after a blank, of which one has its figure."""
    starts = [each.start() for each in _LABEL_ON_LINE.finditer(line)]
    if len(starts) < FEWEST_HEADINGS or line[: starts[0]].strip() or not any(char.isdigit() for char in line):
        return []
    return [(start, start) for start in starts]


def _numbered(line: str) -> list[tuple[int, int]]:
    """1. … 2. … or A. … B. … in order; one number alone marks the line that it begins."""
    found, wanted = [], None
    for each in _NUMBER.finditer(line):
        number = _rank(each)
        is_glued = each.start() > 0 and not line[each.start() - 1].isspace()
        if each["b"] and _is_in_brackets(line, each.start()):
            continue  # the 9) of (now 9)
        if number == wanted or (wanted is None and (number in _FIRST or not is_glued)):
            found.append((each.start(), each.end()))
            wanted = number + 1
    return found if len(found) > 1 or (found and not line[: found[0][0]].strip()) else []


def _rank(marker: re.Match[str]) -> int:
    """2 of (2), the code of B of (b), iii as 3."""
    if marker["roman"]:
        return _ROMANS.index(marker["roman"].lower()) + 1
    if kana := marker["k"] or marker["kana"]:
        return _KANA.index(unicodedata.normalize("NFKC", kana)) + 1
    letter = marker["c"] or marker["d"]
    return ord(unicodedata.normalize("NFKC", letter).upper()) if letter else int(marker["a"] or marker["b"])


def _bullets(line: str) -> list[tuple[int, int]]:
    """・ between words joins them; it marks where a line, blank or colon comes before it, and then after every figure too."""
    found = [(each.start(), each.end()) for each in _BULLET.finditer(line)]
    if found and not line[: found[0][0]].strip(" \u3000"):  # a line of its own mark: a dash within it is none
        mark = line[found[0][0] : found[0][1]].strip()
        found = [each for each in found if line[each[0] : each[1]].strip() == mark or mark == ""]
    if len(found) > 1 and _LABEL_BEFORE.search(line, 0, found[1][0]):
        return []  # Q1 - 14 roofs, Q2 - 22 roofs
    if not found or not (len(found) > 1 or not line[: found[0][0]].strip(" \u3000") or line[found[0][0] - 1] in ":："):
        return []
    return sorted([*found, *((each.start(), each.end()) for each in _GLUED_BULLET.finditer(line, found[0][1]))])


def _trimmed(words: str) -> str:
    return words.strip().strip("、,;；").rstrip("／|｜").strip()


_LINES = re.compile(
    r"[\r\n\v\f\u2028\u2029]+|(?<![件回社名人本台円枚組万億％%])／(?!\s?[日週月年人名社](?:$|[\s、。,]))|／(?!\s?[日週月年人名社回店組台](?![末一-龥\d０-９]))"
    r"|(?<=\s)//(?=\s)|(?<=\s)/(?=\s)(?!\s(?:day|week|wk|month|mo|quarter|qtr|year|yr|rep|person|head)\b)"
)
"""30件／月 is one figure."""
_BREAK = re.compile(r"[\r\n]")
_WHEN_ALONE = re.compile(
    r"[ \u3000]?(?:[0-9０-９]{1,2}月[0-9０-９]{0,2}日?|[今来]月|[上下今来]?期|[今来]?年度?|年)(?:まで|迄|末|中|内)*"
    r"\s*(?:[(（][^()（）\r\n]*[)）])?[ \u3000]*(?=[\r\n]|$)"
)
_SLASH_LIST = re.compile(r"(?<=[一-龥ァ-ヶぁ-ん\d%％])[/／](?=[A-Za-zＡ-Ｚァ-ヶー一-龥][^/／\s]{1,12}[はをにが\d][^/／])")
"""一次対応は当日中/FAQを12月20日までに公開/満足度4.5以上: two slashes and more part what has its noun each."""
_SLASHES = ("/", "／")
_HEADING = re.compile(r"^[^\r\n:：]{0,24}(?:goals|targets|objectives|目標)\s*(?:[:：]|\s[-–—])(?=\s*\S.*\s/\s)", re.IGNORECASE)
_CIRCLED = re.compile(r"[①-⓿❶-➓㉑-㉟㊱-㊿]\s*")
_KANJI = re.compile(r"(?:^|(?<=[\s　]))[一二三四五六][、.．)）]\s*")
_NUMBER = re.compile(
    r"(?:[(（](?:(?P<a>[0-9０-９]{1,2})|(?P<d>[A-Fa-fＡ-Ｆａ-ｆ])|(?P<kana>[アイウエオｱｲｳｴｵ])|(?P<roman>i{1,3}|iv|v))[)）]"
    r"|(?:^|(?<=[\s　。、;；:：]))(?:(?P<b>[0-9０-９]{1,2})(?:[.．)）:：](?![0-9０-９])|-(?=\s))|(?P<c>[A-Fa-fＡ-Ｆａ-ｆ])(?:[.．)）](?=\s)|[:：])"
    r"|(?P<k>[アイウエオｱｲｳｴｵ])[.．)）、:：]))\s*"
)
_KEY_RESULT = re.compile(
    r"^目標\s?(?:[0-9０-９]{1,2}|[①-⑨])[ 　]+(?=\S)|(?:^|(?<=[\s　。.;、,]))[(（]?(?:kr|key result|goal|target|目標|指標)"
    r"\s?(?:[0-9０-９]{1,2}\s?(?:[:：.．)）]|[-–](?=\s))|[①-⑨]\s?[:：]?)\s*",
    re.IGNORECASE,
)
_HEADED = re.compile(
    r"【(?!(?:現状|現在|実績|前年|目標|期限|期日|締切|目的|理由|背景|方法|施策|手段|備考|指標|kpi|kgi|項目|内訳|担当|達成|根拠|評価))"
    r"(?:[^】\d]{1,12}|\d{1,2}月|[1-4]q|q[1-4])】(?=[^【】]{0,16}[0-9０-９]|(?<=【定性】)|(?<=【行動】)[^【】]{2})",
    re.IGNORECASE,
)
_HEADING_LINE = re.compile(r"(?![・･•●■◆※①-⓿*-])[^\d０-９。.!?:：、,;→]{2,24}[:：]?")
_MARKED_HEADING = re.compile(r"[●■◆◇□▪▶○◎★☆]\s?[^\d０-９。.!?:：、,;→\s]{2,12}[:：]?")
_KIND_OF_GOAL = re.compile(r"[●■◆◇□▪▶○◎★☆＊*【\[]?\s?(?:定量|定性|数値|行動|業績|プロセス|能力開発|自己啓発)(?:目標|面)?[】\]:：]?")
_FIGURE_LINE = re.compile(r"(?:現状|現在|今|目標|約|月|週|年内に?|[1-9１-９][0-9０-９]?月[^、。]{0,6})?[\s:：]?[$€£¥₹]?[\d０-９]")
_NO_LABELS = (
    r"(?:期間|時期|現状|現在|実績|進捗|状況|status|前年|目標|ゴール|期限|期日|締切|〆切|納期|目的|理由|背景|根拠|方法|施策|手段|手順|備考|補足|メモ|注|指標|kpi|kgi|kr|項目|内訳|担当|達成|評価|頻度|行動|アクション|何を|いつ|誰|なぜ|どう"
    r"|具体|測定|関連|数値|[smart]\b|goals?|targets?|objectives?|deadline|due|by|now|current|today|baseline|why|how|what|when|who|owner|notes?|actions?|methods?|means|approach|tools?|budget|risks?|reason|metrics?|specific|measurable|achievable|relevant|time)"
)
_LABELLED = re.compile(
    rf"[ \u3000]*(?!【?{_NO_LABELS})(?:【[^】\d０-９]{{1,12}}】|[^\s:：、。,.【】\d０-９]{{1,10}}[:：])\s*(?=\S)",
    re.IGNORECASE,
)
"""売上：もっと！ and 【定量】…: a label of the writer's own, and not what a form calls its lines."""
_LABEL_ON_LINE = re.compile(
    rf"(?:^|(?<=[\s\u3000]))(?!{_NO_LABELS})[^\s:：、。,.【】\d０-９a-zA-Z]{{2,8}}[:：](?=[^\s:：]{{2}})", re.IGNORECASE
)
LONGEST_BRACKETS = 60
FEWEST_HEADINGS = 2
_FIRST = (1, ord("A"))
_KANA = "アイウエオ"
_ROMANS = ("i", "ii", "iii", "iv", "v")
_BULLET = re.compile(
    r"(?:^|(?<=[\s　]))[\s　]*(?:[・･•●■◆◇□▪▶➤✓✔✅☑☐※]|^[○◯◎★☆](?=\S)|^[→⇒➡](?=\s?\S)"
    r"|(?:[-*–—○◯★☆▼]|[>＞](?![\s　]*[\d０-９]))(?=[\s　]))[\s　]*|(?<=[:：])[・･•]\s*"
)
_LABEL_BEFORE = re.compile(r"\d[^、]*[,.;]\s?[A-Za-z][A-Za-z0-9]{0,9}\s*$")
_GLUED_BULLET = re.compile(r"(?<=[件社回名人円%％本台割点億万])[・･•]\s*")
_SHARED_END = re.compile(
    r"(?:\s[-–—]|[(（、,;；。※]|\.|\s(?=どっちも|どちらも|いずれも|すべて|全て|全部|両方|[2-9２-９]つとも|期限|期日|締切|〆切))\s*"
    r"(?P<all>(?:deadline|due)(?: date)?(?: for (?:all|both|everything))?\s?[:=]\s?.{3,20}"
    r"|(?:both|all|each) (?:of them |are )?(?:due |done )?(?:by|before|in|from|for|until|this|next|within)\b.*"
    r"|(?:いずれも|どちらも|どっちも|両方(?:とも)?|ともに|共に|全部|[2-9２-９]つとも|(?:すべて|全て)(?:を|で|の)?(?:期限)?|(?:期限|期日|締め?切り?|〆切)(?:は|[:：]|(?=[0-9０-９一二三四五六七八九十]))).{0,14})$"
    r"|\s*(?P<due>【(?:期限|期日|締め?切り?|〆切|納期)】.{2,14})$"
    r"|\s*※\s*(?P<note>[^、。:：※]{1,12}(?:まで|迄|末|中|内|〆|期限|(?<=[\d０-９])月[分度]?)(?:に?(?:達成|到達|完了|実施))?)$",
    re.IGNORECASE,
)
FEWEST_POINTS = 1
"""Of what is not listed nothing is said for all."""
