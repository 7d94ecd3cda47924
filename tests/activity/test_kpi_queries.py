"""Every KPI and funnel stage paired with SQL written by hand, which knows nothing of kpi_xl.

DuckDB reads the same CSV with its own reader; both must agree for every member and every team. A new KPI or
stage without its pair fails here.
"""

from __future__ import annotations

import functools
import inspect
import random
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from kpi_xl.activity import open_log
from kpi_xl.attainment import MonthlyReport, Result, build_report
from kpi_xl.definitions import all_roles, load_role
from kpi_xl.periods import Month
from kpi_xl.targets import Plan

WORKING_DAYS = {Month(2026, 10): 21, Month(2026, 11): 19}
"""From the calendar on the wall: スポーツの日 10/12; 文化の日 11/3 and 勤労感謝の日 11/23."""

KPIS = {
    ("inside_sales", "handovers"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("inside_sales", "new_appointments"): "coalesce(sum(n) FILTER (WHERE kind = 'アポ'), 0)",
    ("inside_sales", "request_to_meeting_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'アポ'
                 AND lower(source) NOT IN ('outbound', 'アウトバウンド', '架電', 'ターゲット', 'ターゲット企業')), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '資料請求'), 0), 0)""",
    ("inside_sales", "target_account_appointment_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'アポ' AND lower(source)
                 NOT IN ('request', '資料請求', 'inbound', 'インバウンド', '反響', 'web', '問い合わせ')), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '架電'), 0), 0)""",
    ("inside_sales", "calls_per_day"): "coalesce(sum(n) FILTER (WHERE kind = '架電'), 0) / $days",
    ("field_sales", "revenue"): "coalesce(sum(yen) FILTER (WHERE kind = '受注'), 0)",
    ("field_sales", "deals_won"): "coalesce(sum(n) FILTER (WHERE kind = '受注'), 0)",
    ("field_sales", "average_order"): """
        coalesce(sum(yen) FILTER (WHERE kind = '受注'), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '受注'), 0), 0)""",
    ("field_sales", "meetings"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("field_sales", "win_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = '受注'), 0) / nullif(coalesce(sum(n) FILTER (WHERE kind = '商談'), 0), 0)""",
    ("field_sales", "key_person_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'キーパーソン接触'), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '商談'), 0), 0)""",
    ("field_sales", "visits_per_week"): "coalesce(sum(n) FILTER (WHERE kind = '訪問'), 0) / ($days / 5.0)",
    ("customer_success", "existing_revenue"): """
        coalesce(sum(yen) FILTER (WHERE kind = 'リピート'), 0) + coalesce(sum(yen) FILTER (WHERE kind = 'アップセル'), 0)
        + coalesce(sum(yen) FILTER (WHERE kind = 'クロスセル'), 0)""",
    ("customer_success", "repeat_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'リピート'), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '契約中顧客'), 0), 0)""",
    ("customer_success", "annual_churn"): """
        1 - (1 - coalesce(sum(n) FILTER (WHERE kind = '解約'), 0)
                 / nullif(coalesce(sum(n) FILTER (WHERE kind = '契約中顧客'), 0), 0)) ** 12""",
    ("customer_success", "upsell_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'アップセル'), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '契約中顧客'), 0), 0)""",
    ("customer_success", "cross_sell_rate"): """
        coalesce(sum(n) FILTER (WHERE kind = 'クロスセル'), 0)
        / nullif(coalesce(sum(n) FILTER (WHERE kind = '契約中顧客'), 0), 0)""",
    ("customer_success", "satisfaction"): """
        sum(score * n) FILTER (WHERE kind = '満足度調査')
        / nullif(sum(n) FILTER (WHERE kind = '満足度調査' AND score IS NOT NULL), 0)""",
    ("customer_success", "customer_meetings"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("manager", "team_revenue"): "coalesce(sum(yen) FILTER (WHERE kind = '受注'), 0)",
    ("manager", "members_attaining"): """
        (SELECT avg(CASE WHEN won >= 0.8 * 10000000 / size THEN 1.0 ELSE 0.0 END)
         FROM (SELECT team, who, coalesce(sum(yen) FILTER (WHERE kind = '受注'), 0) AS won,
                      count(*) OVER (PARTITION BY team) AS size
               FROM people LEFT JOIN month USING (who, team) GROUP BY team, who) AS each
         WHERE each.team = people.team)""",
    ("manager", "pipeline_coverage"): "coalesce(sum(yen) FILTER (WHERE kind = 'パイプライン'), 0)",  # whole months: see _figure
    ("manager", "joint_visits"): "coalesce(sum(n) FILTER (WHERE kind = '同行'), 0)",
}

STAGES = {
    ("inside_sales", "requests"): "coalesce(sum(n) FILTER (WHERE kind = '資料請求'), 0)",
    ("inside_sales", "calls"): "coalesce(sum(n) FILTER (WHERE kind = '架電'), 0)",
    ("inside_sales", "appointments"): "coalesce(sum(n) FILTER (WHERE kind = 'アポ'), 0)",
    ("inside_sales", "handovers"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("field_sales", "visits"): "coalesce(sum(n) FILTER (WHERE kind = '訪問'), 0)",
    ("field_sales", "meetings"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("field_sales", "key_persons"): "coalesce(sum(n) FILTER (WHERE kind = 'キーパーソン接触'), 0)",
    ("field_sales", "deals"): "coalesce(sum(n) FILTER (WHERE kind = '受注'), 0)",
    ("customer_success", "customers"): "coalesce(sum(n) FILTER (WHERE kind = '契約中顧客'), 0)",
    ("customer_success", "repeats"): "coalesce(sum(n) FILTER (WHERE kind = 'リピート'), 0)",
    ("customer_success", "upsells"): "coalesce(sum(n) FILTER (WHERE kind = 'アップセル'), 0)",
    ("customer_success", "cross_sells"): "coalesce(sum(n) FILTER (WHERE kind = 'クロスセル'), 0)",
    ("manager", "calls"): "coalesce(sum(n) FILTER (WHERE kind = '架電'), 0)",
    ("manager", "appointments"): "coalesce(sum(n) FILTER (WHERE kind = 'アポ'), 0)",
    ("manager", "meetings"): "coalesce(sum(n) FILTER (WHERE kind = '商談'), 0)",
    ("manager", "deals"): "coalesce(sum(n) FILTER (WHERE kind = '受注'), 0)",
}

VIEWS = """
CREATE TABLE log AS
SELECT CAST("日付" AS DATE) AS day, "担当者" AS who, "チーム" AS team,
       CASE lower("種別") WHEN 'アポイント' THEN 'アポ' WHEN '電話' THEN '架電' WHEN 'call' THEN '架電'
                          WHEN '成約' THEN '受注' WHEN 'won' THEN '受注' WHEN '案件' THEN 'パイプライン'
                          WHEN 'meeting' THEN '商談' ELSE "種別" END AS kind,
       CAST(coalesce("件数", '1') AS BIGINT) AS n, CAST("金額" AS BIGINT) AS yen, CAST("評点" AS DOUBLE) AS score,
       coalesce("取引先", '') AS account, coalesce("流入元", '') AS source
FROM read_csv($path, header = true, all_varchar = true, delim = ',', quote = '"');

CREATE VIEW people AS SELECT DISTINCT who, team FROM log WHERE day <= getvariable('last');

-- a stock counts as it stood last: no later row of the same member, kind and account within the month
CREATE VIEW month AS
SELECT * FROM log AS this
WHERE day BETWEEN getvariable('first') AND getvariable('last')
  AND (kind NOT IN ('契約中顧客', 'パイプライン') OR NOT EXISTS (
       SELECT 1 FROM log AS later
       WHERE later.day BETWEEN getvariable('first') AND getvariable('last') AND later.day > this.day
         AND later.who = this.who AND later.kind = this.kind AND later.account = this.account));
"""

MEMBERS = {
    "東": ("髙橋 一郎", "佐藤 花子", "Suzuki", "田中"),  # 4 and 5: equal shares of 1,000万円 are whole yen
    "西": ("伊藤", "渡辺", "山本", "中村", "=小林"),
}
KINDS = {
    "架電": 30, "電話": 10, "Call": 6, "アポ": 9, "アポイント": 6, "商談": 16, "meeting": 3, "キーパーソン接触": 10, "訪問": 12,
    "受注": 8, "成約": 3, "Won": 2, "失注": 5, "資料請求": 8, "リピート": 9, "解約": 1, "アップセル": 3, "クロスセル": 3,
    "満足度調査": 6, "同行": 2, "提案": 5,
}  # fmt: skip
SOURCES = ["Web", "web", "資料請求", "架電", "OUTBOUND", "展示会", "ターゲット企業", "反響", "紹介", ""]


def write_year(path: Path) -> None:
    """Three months of nine people; one of them does nothing in October, another starts in November."""
    chance = random.Random(20261130)
    lines = ["日付,担当者,チーム,種別,件数,金額,評点,取引先,流入元"]
    for month in (Month(2026, 9), Month(2026, 10), Month(2026, 11)):
        days = [month.start + timedelta(days=index) for index in range((month.end - month.start).days)]
        for team, names in MEMBERS.items():
            for name in names:
                if (name, month.month) in {("田中", 10), ("中村", 9), ("中村", 10)}:
                    continue
                lines += [_flow(chance, days, name, team) for _ in range(chance.randint(90, 140))]
                lines += _stocks(chance, days, name, team)
    chance.shuffle(lines_of_rows := lines[1:])
    path.write_text("\n".join([lines[0], *lines_of_rows]) + "\n", encoding="utf-8")


def _flow(chance: random.Random, days: list[date], name: str, team: str) -> str:
    kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
    many = kind in ("架電", "電話", "Call")
    count = chance.choice(["", "0", str(chance.randint(2, 40) if many else 1), str(chance.randint(1, 3))])
    paid = kind in ("受注", "成約", "Won", "リピート", "アップセル", "クロスセル") and chance.random() < 0.9
    yen = str(chance.randrange(-50, 900) * 1_000) if paid else ""
    score = chance.choice(["", "3", "4.5", "4.75", "5"]) if kind == "満足度調査" else ""
    day = chance.choice([days[0], days[-1], *days])
    return f"{day},{name},{team},{kind},{count},{yen},{score},客{chance.randint(1, 30)},{chance.choice(SOURCES)}"


def _stocks(chance: random.Random, days: list[date], name: str, team: str) -> list[str]:
    """Several snapshots of some accounts, now and then two rows of one account on the same day."""
    lines = []
    for _ in range(40):
        day, account = chance.choice(days), chance.choice(["", *(f"客{number}" for number in range(1, 13))])
        lines.append(f"{day},{name},{team},契約中顧客,{chance.choice(['', '1', '2'])},,,{account},")
        for _ in range(chance.choice([1, 1, 2])):
            kind = chance.choice(["パイプライン", "案件"])
            lines.append(f"{day},{name},{team},{kind},,{chance.randrange(1, 900) * 10_000},,{account},")
    return lines


@pytest.fixture(scope="module")
def log_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kpis") / "activity.csv"
    write_year(path)
    return path


@pytest.fixture(scope="module")
def sql(log_path: Path):
    """Run an expression for each member or team: {name: value}."""
    with duckdb.connect() as connection:
        connection.execute(VIEWS.replace("$path", f"'{log_path}'"))

        @functools.cache
        def values(expression: str, month: Month, by: str) -> dict[str, float | None]:
            connection.execute(f"SET VARIABLE first = DATE '{month.start}'")
            connection.execute(f"SET VARIABLE last = DATE '{month.end - timedelta(days=1)}'")
            days = expression.replace("$days", str(WORKING_DAYS[month]))
            query = f"SELECT people.{by}, {days} FROM people LEFT JOIN month USING (who, team) GROUP BY people.{by}"
            return dict(connection.execute(query).fetchall())

        yield values


@pytest.fixture(scope="module")
def report(log_path: Path):
    """The report of a role against the method's standard."""

    @functools.cache
    def made(role: str, month: Month) -> MonthlyReport:
        with open_log(log_path) as log:
            assert log.summary(month, month.end).rejected == 0
            return build_report(log, Plan.standard(load_role(role)), month)

    return made


def owners(report: MonthlyReport, role: str) -> tuple[list[Result], list[Result]]:
    """(members, teams) of a report; a manager has no members of his own role."""
    if load_role(role).is_team:
        return [], [lead for team in report.teams for lead in team.led]
    return list(report.results), [block.total for team in report.teams for block in team.blocks]


def same(ours: dict[str, float | None], theirs: dict[str, float | None]) -> None:
    assert ours.keys() == theirs.keys()
    for name, value in theirs.items():
        if value is None:
            assert ours[name] is None, name
        else:
            assert ours[name] == pytest.approx(float(value), rel=1e-12, abs=1e-12), name


def test_no_kpi_and_no_stage_is_without_its_query():
    """A new KPI is shipped only when somebody has written down independently what it counts."""
    kpis = {(role.id, kpi.id) for role in all_roles() for kpi in role.kpis}
    stages = {(role.id, stage.id) for role in all_roles() for stage in role.funnel}
    remedy = "write the SQL that counts it into {} of this file, from the words of the method and not from the code"
    assert (kpis - set(KPIS), set(KPIS) - kpis) == (set(), set()), remedy.format("KPIS")
    assert (stages - set(STAGES), set(STAGES) - stages) == (set(), set()), remedy.format("STAGES")


@pytest.mark.parametrize("month", WORKING_DAYS, ids=str)
@pytest.mark.parametrize(("role", "kpi"), KPIS, ids=map(".".join, KPIS))
def test_a_kpi_is_what_its_query_says(role: str, kpi: str, month: Month, report, sql):
    """For every member, and pooled for every team."""
    members, teams = owners(report(role, month), role)
    if members:
        same({owner.name: _figure(owner, kpi) for owner in members}, sql(KPIS[role, kpi], month, "who"))
    same({owner.team: _figure(owner, kpi) for owner in teams}, sql(KPIS[role, kpi], month, "team"))


def _figure(owner: Result, kpi: str) -> float | None:
    """The actual; of the pipeline, which serves no month that is over, what is open."""
    return owner.pipeline.open if kpi == "pipeline_coverage" and owner.pipeline else owner.row(kpi).actual


@pytest.mark.parametrize(("role", "stage"), STAGES, ids=map(".".join, STAGES))
def test_a_funnel_stage_is_what_its_query_says(role: str, stage: str, report, sql):
    """The funnel chart shows the same counts as the table."""
    month = Month(2026, 11)
    members, teams = owners(report(role, month), role)
    if members:
        same({owner.name: _stage(owner, stage) for owner in members}, sql(STAGES[role, stage], month, "who"))
    same({owner.team: _stage(owner, stage) for owner in teams}, sql(STAGES[role, stage], month, "team"))


def _stage(owner: Result, stage: str) -> float:
    (row,) = [row for row in owner.funnel if row.stage.id == stage]
    return row.actual


def test_the_generated_log_is_worth_comparing(report, sql):
    """Empty queries agree with anything: every KPI differs between members, and some have nothing to divide by."""
    month = Month(2026, 11)
    for (role, kpi), expression in KPIS.items():
        values = sql(expression, month, "team" if load_role(role).is_team else "who")
        assert len(set(values.values())) > 1, (role, kpi)
    october = sql(KPIS["field_sales", "win_rate"], Month(2026, 10), "who")
    assert october["田中"] is None
    assert report("field_sales", Month(2026, 10)).log.rows > 2_000


def test_the_trend_shows_what_each_month_showed(report):
    """The KGI of October in November's trend is the KGI of October's report."""
    for name in ("伊藤", "田中", "中村"):
        now, before = (report("field_sales", month) for month in (Month(2026, 11), Month(2026, 10)))
        (november,) = [owner for owner in now.results if owner.name == name]
        earlier = [owner.kgi.actual for owner in before.results if owner.name == name]
        assert november.trend[-1].actual == november.kgi.actual
        assert [point.actual for point in november.trend if point.month == Month(2026, 10)] == (earlier or [0.0])


def test_counted_by_hand(tmp_path: Path):
    """
    日付,担当者,チーム,種別,件数,金額,評点,取引先,流入元
    2026-11-02,山田,東,訪問,10,,,,
    2026-11-10,山田,東,商談,8,,,,
    2026-11-10,山田,東,キーパーソン接触,6,,,,
    2026-11-20,山田,東,受注,,500000,,A社,
    2026-11-30,山田,東,受注,1,"1,100,000",,B社,
    2026-11-05,佐藤,東,訪問,28,,,,
    2026-11-06,佐藤,東,商談,2,,,,
    2026-10-31,佐藤,東,受注,5,9000000,,C社,
    2026-12-01,佐藤,東,受注,5,9000000,,C社,
    """
    table = inspect.cleandoc(test_counted_by_hand.__doc__ or "")
    path = tmp_path / "log.csv"
    path.write_text(table, encoding="utf-8")
    with open_log(path) as log:
        made = build_report(log, Plan.standard(load_role("field_sales")), Month(2026, 11))
    yamada, sato = made.results
    (total,) = owners(made, "field_sales")[1]
    by_hand = {
        "revenue": (1_600_000, 0, 1_600_000),
        "deals_won": (2, 0, 2),
        "average_order": (800_000, None, 800_000),
        "meetings": (8, 2, 10),
        "win_rate": (0.25, 0, 0.2),
        "key_person_rate": (0.75, 0, 0.6),
        "visits_per_week": (10 / 3.8, 28 / 3.8, 38 / 3.8),  # 19 working days are 3.8 weeks
    }
    for kpi, values in by_hand.items():
        for owner, value in zip((yamada, sato, total), values, strict=True):
            assert owner.row(kpi).actual == (None if value is None else pytest.approx(value)), (owner.name, kpi)
    assert [row.actual for row in total.funnel] == [38, 10, 6, 2]
