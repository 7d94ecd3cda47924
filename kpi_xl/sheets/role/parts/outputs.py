"""What the month's close can make, in the order of 設定."""

from __future__ import annotations

from dataclasses import dataclass

from kpi_xl.language import Text

MARK = "○"


@dataclass(frozen=True)
class Output:
    """One kind of output."""

    key: str  #: for the command line and --json
    label: Text
    note: Text | None
    is_usual: bool  #: marked in a new workbook


OUTPUTS = (
    Output("report", Text("月次レポート", "monthly report"), None, True),
    Output("list", Text("一覧", "list"), Text("担当者×KPIの表", "every member and KPI in one table"), False),
    Output("pdf", Text("PDF", "PDF"), Text("LibreOfficeが必要です", "needs LibreOffice"), False),
    Output("members", Text("担当者ごとのブック", "a workbook a member"), Text("メール送付用", "for mailing"), False),
    Output("cards", Text("1on1カード", "1on1 cards"), Text("上司ごとに1冊", "a workbook a manager"), True),
    Output("text", Text("会議の文章", "the meeting's text"), None, True),
    Output("page", Text("スマートフォンのページ", "page for the phone"), None, True),
    Output("next", Text("翌月のブック", "next month's workbook"), None, True),
)
OUTPUT_BY_KEY = {output.key: output for output in OUTPUTS}
