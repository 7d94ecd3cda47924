"""The sheets of the company workbook, in the order of the tabs."""

from __future__ import annotations

from kpi_xl.language import Text
from kpi_xl.sheets.role.parts.steps import Sheet, Sheets, Step


class Tab(Sheets):
    """Those of the company workbook."""

    GUIDE = Sheet(
        Step.GUIDE.tab,
        Text("使い方", "Guide to this workbook"),
        Text("会社の目標を、役割ごとの1人1日まで落とし込むブックです", "From the company's goal to what each person does a day"),
    )
    GOAL = Sheet(
        Step.GOAL.tab,
        Text("① KGI：会社の目標から、1人の1日まで", "1  KGI: from the company's goal to one person's day"),
        Text("黄色のセルに入力します。ほかはすべて計算です", "Type in the yellow cells. Everything else is computed"),
    )
    CURRENT = Sheet(Step.CURRENT.tab, Step.CURRENT.title, Step.CURRENT.lead)
    KPIS = Sheet(Step.KPIS.tab, Step.KPIS.title, Step.KPIS.lead)
    TARGETS = Sheet(Step.TARGETS.tab, Step.TARGETS.title, Step.TARGETS.lead)
    REVIEW = Sheet(Step.REVIEW.tab, Step.REVIEW.title, Step.REVIEW.lead)
    SCENARIO = Sheet(
        Text("シナリオ", "Scenarios"),
        Text("シナリオ：3つの案を比べる", "Scenarios: three cases side by side"),
        Text(
            "黄色のセルに、①KGIから変える値だけを入れます。空欄は①のままです",
            "Type what differs from sheet 1 in the yellow cells. A blank cell is as in sheet 1",
        ),
    )
    SETTINGS = Sheet(
        Step.SETTINGS.tab,
        Step.SETTINGS.title,
        Text(
            "担当者・チーム・立ち上がり・受け持てる量・休業日です。担当者はここだけに入力します",
            "Members, teams, ramp, capacity and days off. Members are entered here and nowhere else",
        ),
    )
    FUNCTIONS = Sheet(
        Text("関数", "Functions"),
        Text("使える関数", "Functions"),
        Text("どのセルでも、範囲でも使えます", "In any cell, for ranges too"),
    )
    WORKINGS = Sheet(
        Text("計算", "Workings"),
        Text("計算用", "Workings"),
        Text(
            "「設定」の担当者とチームを上から順に読み、今月の重みと逆算を計算します。入力するセルはありません",
            "Reads members and teams of Settings from the top and works out the month. Nothing is typed here",
        ),
    )


CHIPS = tuple(tab for tab in Tab if tab not in (Tab.FUNCTIONS, Tab.WORKINGS))
"""Those that every sheet links to."""
