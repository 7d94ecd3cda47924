"""Right of シナリオ's table: the load as bars, what to read in it, and the case that is to be adopted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kpi_xl.language import Text
from kpi_xl.rounding import exact_sum
from kpi_xl.sheets.company.parts import looks, names
from kpi_xl.sheets.company.parts.page import CompanyPage
from kpi_xl.sheets.company.scenario import rows
from kpi_xl.sheets.company.scenario.cases import CASES
from kpi_xl.sheets.live.areas import area, highest
from kpi_xl.sheets.live.figures import digits
from kpi_xl.sheets.live.values import Live, all_of, choice, compared, difference, filled, is_number, number, text
from kpi_xl.sheets.role.parts.page import FIRST_ROW, Hint
from kpi_xl.sheets.styles import BODY, FONT, INK, MUTED, NAVY, PLAN, ROW_HEIGHT, WHITE

ASIDE, LAST = 14, 17
COLOURS = (PLAN, NAVY, "#8FA1BA")
HEAD = FIRST_ROW
LABELS = {"value": True, "position": "inside_end", "num_format": '[>1]"× "0%;0%'}


def draw_aside(page: CompanyPage, values: Sequence[Mapping[str, Live]], places: Mapping[str, int], typed: Sequence[int]) -> None:
    """Its headings stand in the rows of the table's, so that no line falls into the air between two parts."""
    page.heading(HEAD, ASIDE, LAST, Text("受け持てる量に対する負荷", "Load against capacity"))
    _legend(page)
    row = places[rows.NEEDED[0].id] - 1
    _chart(page, values, places, typed, row - HEAD - 3)
    page.heading(row, ASIDE, LAST, Text("読み方", "How to read it"))
    for offset, (words, case) in enumerate(zip(CASES, values, strict=True), start=1):
        page.canvas.live(row + offset, ASIDE, _reading(words, case, places, typed[offset - 1] + 1, page), BODY)
    _adopt(page, places[rows.EACH_DAY[0].id] - 1)


def _legend(page: CompanyPage) -> None:
    for offset, (words, colour) in enumerate(zip(CASES, COLOURS, strict=True)):
        book, plain = page.draft.book, looks.NOTE.but(font_color=INK)
        mark = book.format(plain.but(font_color=colour))
        page.canvas.sheet.write_rich_string(HEAD + 1, ASIDE + offset, mark, "■ ", book.format(plain), str(words), book.format(plain))
    page.canvas.text(HEAD + 1, LAST, Text("線：100%", "line: 100%"), looks.NOTE_RIGHT)


def _chart(page: CompanyPage, values: Sequence[Mapping[str, Live]], places: Mapping[str, int], typed: Sequence[int], height: int) -> None:
    canvas, first, last = page.canvas, places[rows.LOAD[0].id], places[rows.LOAD[-1].id]
    chart = page.draft.book.writer.add_chart({"type": "bar"})
    label = {"name": str(FONT), "size": 9, "color": INK}
    for words, col, colour in zip(CASES, typed, COLOURS, strict=True):
        chart.add_series(
            {
                "name": str(words), "categories": f"={canvas.reference(first, 1, last)}", "values": f"={canvas.reference(first, col + 1, last)}",
                "fill": {"color": colour}, "gap": 45, "overlap": 0,
                "data_labels": {**LABELS, "font": {**label, "color": WHITE if colour == NAVY else INK}},
            }
        )  # fmt: skip
    chart.set_y_axis({"reverse": True, "num_font": label, "line": {"color": MUTED}, "major_tick_mark": "none"})
    loads = [float(case[line.id].value) for case in values for line in rows.LOAD if not isinstance(case[line.id].value, str)]
    axis = {"min": 0, "max": max(1.3, min(1.95, max(loads, default=1) * 1.2)), "major_unit": 1, "num_font": {"color": "white", "size": 1}}
    limit = {"visible": True, "line": {"color": INK, "dash_type": "dash"}}
    chart.set_x_axis({**axis, "line": {"none": True}, "major_gridlines": limit, "label_position": "none"})
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    chart.set_plotarea({"fill": {"none": True}})
    width = exact_sum(round(page.widths[col] * 7 + 5) for col in range(ASIDE, LAST + 1))
    chart.set_size({"width": width, "height": round(height * ROW_HEIGHT * 4 / 3)})
    canvas.sheet.insert_chart(HEAD + 2, ASIDE, chart, {"object_position": 1, "description": str(CHART_WORDS)})


def _reading(words: Text, case: Mapping[str, Live], places: Mapping[str, int], col: int, page: CompanyPage) -> Live:
    """Who overflows, or that everybody fits in; and the chance."""
    loads = [case[line.id] for line in rows.LOAD]
    first, last = (page.canvas.a1(places[rows.LOAD[place].id], col, True) for place in (0, -1))
    cells = area(f"{first}:{last}", [_value(each) for each in loads])
    most = highest(cells)
    who: Live = text(rows.LOAD[-1].label)
    for line in reversed(rows.LOAD[:-1]):
        who = choice(compared(case[line.id], "=", most), line.label, who)
    over = filled(OVER, who=who, share=digits(difference(most, number(1)), 2, "0%"))
    fits = choice(compared(most, ">", number(1)), over, FITS)
    chance = choice(is_number(case["chance"]), filled(CHANCE, chance=digits(case["chance"], 2, "0%")), "")
    known = all_of(compared(most, ">", number(0)))
    return filled(READING, case=text(words), fits=choice(known, fits, NOBODY), chance=chance)


def _value(live: Live) -> float | str:
    return live.value if isinstance(live.value, str) else float(live.value)


def _adopt(page: CompanyPage, row: int) -> None:
    canvas = page.canvas
    page.heading(row, ASIDE, LAST, Text("この案にする", "Adopt a case"))
    canvas.fill(row + 1, ASIDE, LAST, looks.ROW)
    canvas.text(row + 1, ASIDE, Text("案", "Case"), looks.MUTED_ROW)
    page.text_input(row + 1, ASIDE + 1, str(CASES[1]), None, looks.INPUT.but(align="center", bold=True))
    options = {"validate": "list", "source": [str(words) for words in CASES], "error_message": ADOPT_HINT.message}
    page.validate(row + 1, ASIDE + 1, options, ADOPT_HINT)
    page.name(names.ADOPT_CASE, row + 1, ASIDE + 1)
    canvas.text(row + 2, ASIDE, Text("理由", "Reason"), looks.MUTED_ROW)
    canvas.merged(row + 2, ASIDE + 1, LAST, "", looks.INPUT.but(align="left", text_wrap=True))
    page.text_input(row + 2, ASIDE + 1, "", REASON_HINT, looks.INPUT.but(align="left", text_wrap=True))
    page.name(names.ADOPT_REASON, row + 2, ASIDE + 1)
    canvas.text(row + 3, ASIDE, ADOPT_NOTE, looks.NOTE)


CHART_WORDS = Text("受け持てる量に対する負荷", "Load against capacity")
READING = Text("{case}：{fits}{chance}", "{case}: {fits}{chance}")
OVER = Text("{who}が{share}超過。", "{who} is {share} over. ")
FITS = Text("全員が収まる。", "Everybody fits in. ")
NOBODY = Text("人か受け持てる量がない。", "People or capacity are missing. ")
CHANCE = Text("届く確率{chance}", "Chance {chance}.")
ADOPT_HINT = Hint(Text("この案にする", "Adopt a case"), Text("①の入力に書き込む案を選びます", "The case that goes into the inputs of sheet 1"))
REASON_HINT = Hint(Text("理由", "Reason"), Text("見直しの記録に残す理由です", "Kept in the revision log"))
ADOPT_NOTE = Text("①の入力に書き込み、見直しの記録（⑤）に残します", "Goes into sheet 1 and the revision log of sheet 5")
