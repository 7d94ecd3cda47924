"""What the rules say, in both languages."""

from __future__ import annotations

from kpi_xl.language import Text

TOO_GENERAL = Text("何を変えるのかが広すぎる", "Too general: it does not say what is to change")
EFFORT = Text("意気込みは伝わるが、することが書かれていない", "States an intention, not an action")
NUMBER_OF_WHAT = Text("数字はあるが、何の数字か分からない", "There is a number, but of what?")
SAY_WHAT = Text("指標か活動の名前を書く（例：新規商談数、成約率）", "Name an indicator or activity, such as new meetings or win rate")
NO_NUMBER = Text("達成したかどうかを決める数字がない", "No number says when it is reached")
SAY_HOW_MUCH = Text("目標値を単位つきで書く（例：月間50件、20%）", "Give a target with its unit, such as 50 a month or 20%")
DONE_OR_NOT = Text("数字はないが、したかどうかで分かる", "No number, but it shows whether it was done")
OWN_MATTER = Text("することが書かれている", "Says what is to be done")
NOT_OF_SALES = Text("売上の成果とのつながりがない", "Has nothing to do with sales results")
AMOUNT = Text("目標の金額は売上になる", "The amount to be reached is revenue")
BEYOND_ALL = Text("100%を超えることはない", "It cannot be more than 100%")
SAY_SHARE = Text("100%以下の目標値にする", "Give a target of at most 100%")
NO_TIME = Text("期限も周期もない", "Neither a deadline nor a period")
SAY_WHEN = Text("期限を日付で書く（例：今月末、11月30日）", "Give a deadline, such as the end of this month")
SAY_NEW_DATE = Text("これからの日付にする", "Give a date that is still to come")
NO_BASELINE = Text("現在値がないので、できるかどうか判断できない", "Without the current value nobody can tell whether it can be done")
SAY_BASELINE = Text("現在値か、できる根拠を書く（例：現在の月間30件から）", "Give the current value or a reason, such as 'from 30 a month'")
SAY_TARGET = Text("現在値と違う目標値を書く", "Give a target that differs from the current value")
SAY_STAGES = Text("段階に分けるか、できる根拠を添える", "Split it into stages, or say why it can be done")
NO_PURPOSE = Text("何のためかが書かれていない", "It does not say what for")
COUNTED = Text("数える対象は分かるが、どのKPIにつながるかは書かれていない", "What is counted is said, not which KPI it drives")
FOR_CUSTOMERS = Text("顧客との関係は受注と継続につながる。目的は書かれていない", "Customer relations lead to deals won; what for is not said")
OF_SELLING = Text("売り方に関わるが、何のためかは書かれていない", "It is about selling; what for is not said")
SAY_WHY = Text("目的を書く（例：売上1,000万円を達成するために）", "Say what for, such as 'in order to reach revenue of ...'")
