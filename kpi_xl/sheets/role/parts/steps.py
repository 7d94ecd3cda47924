"""The sheets of the role workbook: a guide, the five steps of the method, and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kpi_xl.language import Text


@dataclass(frozen=True)
class Sheet:
    tab: Text
    title: Text
    lead: Text  #: one sentence under the title: what is done here


class Sheets(Enum):
    """The sheets of a workbook, in the order of the tabs; each member is a `Sheet`."""

    @property
    def tab(self) -> Text:
        return self.value.tab

    @property
    def title(self) -> Text:
        return self.value.title

    @property
    def lead(self) -> Text:
        return self.value.lead


class Step(Sheets):
    """Those of the role workbook."""

    GUIDE = Sheet(
        Text("使い方", "Guide"),
        Text("使い方", "Guide to this workbook"),
        Text(
            "目標から逆算して、毎日の行動まで落とし込むためのブックです。①から順に入力します",
            "This workbook works back from the goal to daily action. Fill it in from step 1",
        ),
    )
    GOAL = Sheet(
        Text("①KGI", "1 KGI"),
        Text("① KGIの明確化", "1  State the KGI"),
        Text(
            "最終目標を「いつまでに・いくら」の1文で言い切ります",
            "Say the final goal in one sentence: how much, by when",
        ),
    )
    CURRENT = Sheet(
        Text("②現状", "2 Current"),
        Text("② 現状分析", "2  Know where you stand"),
        Text(
            "現在の実績を入れて、目標との差と、逆算の前提になる率を確認します",
            "Enter the current values, see the gap, and check the rates used to work back",
        ),
    )
    KPIS = Sheet(
        Text("③KPI", "3 KPIs"),
        Text("③ KPI候補の選定", "3  Choose the KPIs"),
        Text(
            "解決したい課題に合うKPIに○を付けます。最初は少なく始め、慣れたら増やします",
            "Mark the KPIs that address your problem. Start with few, add more later",
        ),
    )
    TARGETS = Sheet(
        Text("④目標", "4 Targets"),
        Text("④ 目標数値の設定", "4  Set the targets"),
        Text(
            "年間の目標を月へ、月の目標を1日の行動へ、チームの目標を1人ずつへ割り振ります",
            "From the year to the month, from the month to the day, from the team to each member",
        ),
    )
    REVIEW = Sheet(
        Text("⑤運用", "5 Review"),
        Text("⑤ 運用と見直し", "5  Follow and review"),
        Text(
            "毎月の実績と会議の結論を残し、目標を変えたら理由を記録します",
            "Note each month's actuals and what was decided; when a target changes, record the reason",
        ),
    )
    SETTINGS = Sheet(
        Text("設定", "Settings"),
        Text("設定", "Settings"),
        Text(
            "担当者・休業日・判定の基準です。目標の配分と稼働日数に使います",
            "Members, days off and thresholds, used for shares and working days",
        ),
    )
