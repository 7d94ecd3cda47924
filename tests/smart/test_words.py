"""Words of the field: indicators with direction, unit and what they drive; a company's own words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi_xl.definitions import all_roles, load_role
from kpi_xl.smart import check_goal
from kpi_xl.smart.judging.relevance import PROFIT
from kpi_xl.smart.judging.tree import place_of
from kpi_xl.smart.words.lexicon import lexicon, subjects

TODAY = date(2026, 11, 23)
KPI_IDS = {kpi.id for role in all_roles() for kpi in role.kpis}


@pytest.mark.parametrize(
    "text",
    [
        "粗利率を35%にする", "受注額を2億円にする", "MRRを800万円にする", "ARRを1億円にする", "NRRを110%にする",
        "SQLを月20件にする", "MQLを月50件にする", "ACVを120万円にする", "キーマンとの面談を月10件にする",
        "決裁者商談を月5件にする", "接続率を20%にする", "同行を月2回にする", "掘り起こしを30社にする", "解約を月3件までに抑える",
        "Book 50 demos", "Raise the connect rate to 12%", "Build $2M of pipeline", "Reach 100% of quota", "Cut churn to 2%",
    ],
)  # fmt: skip
def test_words_of_the_field_are_indicators_that_drive_the_goal(text):
    check = check_goal(text, today=TODAY)
    assert check.statement.indicator.subject is not None
    assert (check.letters["S"], check.letters["R"]) == (True, True)


@pytest.mark.parametrize("text", ["もっと多くの顧客", "もっと顧客を増やす", "Get more customers", "More customers", "Be better at sales"])
def test_umbrella_words_with_a_comparative_are_not_specific(text):
    assert check_goal(text, today=TODAY).letters["S"] is False


@pytest.mark.parametrize("text", ["支店を1つ増やす", "2億円売る", "Open 2 new branches", "Sell $2M"])
def test_concrete_goals_need_no_kpi_noun(text):
    assert check_goal(text, today=TODAY).letters["S"] is True


@pytest.mark.parametrize(("text", "indicator"), [("失注理由を分析する", None), ("訪問計画を毎週出す", None), ("商談件数を増やす", "商談件数")])
def test_the_name_of_a_thing_is_no_indicator(text, indicator):
    """失注理由 is analysed, not lost."""
    found = check_goal(text, today=TODAY).statement.indicator
    assert (found and found.words) == indicator


def test_what_the_vocabulary_points_to_exists():
    """A KPI id that no role has would never be found."""
    for subject in subjects():
        assert {*subject.kpis, *subject.drives} <= KPI_IDS | {PROFIT}, subject.ja
        assert subject.unit in ("", "rate", "yen", "days"), subject.ja


def test_what_moves_a_kpi_of_the_role_is_relevant():
    field_sales, manager = load_role("field_sales"), load_role("manager")
    read = check_goal("接触回数を週10回にする", today=TODAY, role=field_sales)
    assert read.letters["R"] is True
    assert str(read.findings[3].reason) == "接触回数→商談数→受注件数→売上（フィールドセールスのKGI）につながる"
    assert place_of(read.statement.indicator, manager).role.id != manager.id


def test_a_company_adds_its_own_words_in_the_role():
    """Its definition says what else people call a KPI; the word is then an indicator, and relevant."""
    role = load_role("field_sales")
    kpis = tuple(replace(kpi, words=("ＴＣ", "ご面会")) if kpi.id == "meetings" else kpi for kpi in role.kpis)
    own = replace(role, kpis=kpis)
    text = "ご面会を今月末までに50にする"
    assert check_goal(text, today=TODAY, role=role).signs.endswith("R△ T○")
    said = check_goal(text, today=TODAY, role=own)
    assert said.statement.indicator.words == "ご面会"
    assert (said.letters["S"], said.signs[-5:-3]) == (True, "R○")
    assert check_goal("TCを50にする", today=TODAY, role=own).letters["R"] is True


def test_calls_are_counted_before_somebody_calls():
    assert lexicon().words_in("40 calls")[0].meaning.subject is not None
