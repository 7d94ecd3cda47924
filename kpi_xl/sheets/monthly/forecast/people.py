"""人ごと: how often the range of each member's forecasts held (of the company, each team's), in lines that fit the page."""

from __future__ import annotations

from collections.abc import Sequence

from kpi_xl.attainment.forecast.record.accuracy import Accuracy
from kpi_xl.language import Text, counted, spoken
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.live.figures import in_format
from kpi_xl.sheets.monthly.forecast.whose import Followed, Part
from kpi_xl.sheets.monthly.parts import wording
from kpi_xl.units import CHANGE_FORMAT

LINE_WIDTH = 170
"""In half-width characters."""
MOST_LINES = 3


def parts_lines(followed: Followed) -> list[str]:
    """None where there is one part alone; of more than the lines take, all together."""
    known = [part for part in followed.parts if isinstance(part[1], Accuracy)]
    if len(followed.parts) < 2 or not known:
        return []
    title = str(_BY_TEAM if followed.is_of_teams else _BY_PERSON)
    lines = _filled(title, [_part(each) for each in (known if followed.is_closed else followed.parts)])
    return lines if len(lines) <= MOST_LINES else [title + _together(followed)]


def _filled(title: str, parts: Sequence[str]) -> list[str]:
    lines, mark = [title], "、" if spoken() == "ja" else ", "
    for place, part in enumerate(parts):
        piece = part + (mark if place < len(parts) - 1 else "")
        if wording.width(lines[-1] + piece) > LINE_WIDTH:
            lines.append("")
        lines[-1] += piece
    return lines


def _part(part: Part) -> str:
    name, accuracy = part
    shown = wording.person(name, 24)
    if not isinstance(accuracy, Accuracy):
        return str(_UNKNOWN.format(name=shown))
    words = {"name": shown, "months": len(accuracy.months), "inside": accuracy.inside}
    if accuracy.bias is None:
        return str(_WITHOUT_BIAS.format(**words))
    return str(_WITH_BIAS.format(bias=in_format(accuracy.bias, 2, str(_WHOLE_CHANGE)), **words))


def _together(followed: Followed) -> str:
    known = [accuracy for _, accuracy in followed.parts if isinstance(accuracy, Accuracy)]
    months, inside = exact_sum(len(each.months) for each in known), exact_sum(each.inside for each in known)
    people = counted(len(known), "team") if followed.is_of_teams else counted(len(known), "member")
    words = _ALL_TEAMS if followed.is_of_teams else _ALL_PEOPLE
    return str(words.format(count=len(known), months=months, inside=inside, forecasts=counted(months, "forecast"), people=people))


_WHOLE_CHANGE = Text(CHANGE_FORMAT.ja.replace("0.0%", "0%"), CHANGE_FORMAT.en.replace("0.0%", "0%"))
_BY_PERSON, _BY_TEAM = Text("担当者ごと：", "By member: "), Text("チームごと：", "By team: ")
_WITH_BIAS = Text("{name} {months}回中{inside}回（偏り{bias}）", "{name} {inside} of {months} (bias {bias})")
_WITHOUT_BIAS = Text("{name} {months}回中{inside}回", "{name} {inside} of {months}")
_UNKNOWN = Text("{name} —（過去3か月分に満たない）", "{name} — (fewer than 3 past months)")
_ALL_PEOPLE = Text("{count}名の延べ{months}回のうち{inside}回、結果が8割の幅に入りました。", "{forecasts} of {people}, {inside} held")
_ALL_TEAMS = Text("{count}チームの延べ{months}回のうち{inside}回、結果が8割の幅に入りました。", "{forecasts} of {people}, {inside} held")
