"""Problems in people's own words: which KPI answers them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi_xl.attainment.diagnosis.problems import kpi_for
from kpi_xl.definitions import RoleTemplate, all_roles, load_role
from kpi_xl.language import Text

SAID = {
    "new_appointments": [
        "商談の数が足りない", "商談が少ない", "商談数が足りません", "商談不足", "商談が減っている", "アポイントが少ない", "too few meetings",
        "Not enough meetings",
    ],
    "win_rate": [
        "商談の質が低い", "商談の質が悪い", "成約率が低い", "失注が多い", "商談しても決まらない", "商談は多いのに受注につながらない",
        "受注率が下がっている", "Poor quality of meetings", "low win rate",
    ],
    "target_account_appointment_rate": ["アポが取れない", "アポ率が低い", "電話してもアポイントにならない"],
    "deals_won": ["受注の数が足りない", "受注が少ない", "売上が目標に届かない", "売上未達"],
    "average_order": ["単価が低い", "平均単価が下がった", "受注はあるのに売上が伸びない"],
    "key_person_rate": ["決裁者との接点が足りない", "キーマンに会えない"],
    "calls_per_day": ["活動量が足りない", "行動量が少ない", "架電数が足りない", "電話が少ない"],
    "visits_per_week": ["訪問が少ない"],
    "annual_churn": ["解約が多い", "解約が増えている", "チャーンが高い", "Too many customers leave", "churn is high"],
    "repeat_rate": ["リピートが続かない", "リピート率が低い"],
    "satisfaction": ["顧客満足度が低い"],
    "upsell_rate": ["アップセルが取れない"],
    "cross_sell_rate": ["クロスセルができていない"],
    "customer_meetings": ["顧客との接点が減っている"],
    "pipeline_coverage": ["先の案件が足りない", "パイプラインが足りない"],
    "members_attaining": ["メンバー間の差が大きい", "メンバーの差が大きい"],
    "joint_visits": ["新人の立ち上がりが遅い", "若手が育たない", "New members ramp up slowly"],
    "request_to_meeting_rate": ["資料請求が商談につながっていない", "資料請求から商談にならない"],
}


@pytest.mark.parametrize(("kpi", "words"), [(kpi, words) for kpi, said in SAID.items() for words in said])
def test_a_problem_is_understood_as_people_put_it(kpi, words):
    """Nobody types the sentence of the definition."""
    found = kpi_for(words)
    assert found is not None
    assert found.id == kpi


def test_every_problem_of_a_definition_finds_a_kpi_of_its_own_role_or_the_one_before():
    """The definitions' own words, in both languages; a goal that is missed is answered by what drives it."""
    asked_before: dict[str, str] = {}
    for role in all_roles():
        for kpi in role.kpis:
            answer = role.children(kpi.id)[0] if kpi is role.kgi else kpi
            for words in kpi.problem.both():
                found = kpi_for(words)
                assert found is not None
                assert found.id == asked_before.setdefault(words, answer.id)


WORDS_OF_ACCOUNTS = {
    "revenue": Text("重点顧客からの売上が目標に届かない", "Key account revenue misses the goal"),
    "deals_won": Text("重点顧客からの受注の数が足りない", "Too few deals with key accounts"),
    "meetings": Text("重点顧客への提案が足りない", "Too few proposals to key accounts"),
    "win_rate": Text("提案しても決まらない", "Proposals do not become deals"),
    "visits_per_week": Text("重点顧客との接点が足りない", "Too little contact with key accounts"),
}


def accounts() -> RoleTemplate:
    """A further role, in whose problems the same complaints come up again and again."""
    field_sales = load_role("field_sales")
    kpis = tuple(
        replace(kpi, label=Text(f"重点顧客の{kpi.label.ja}", f"Key account {kpi.label.en}"), problem=WORDS_OF_ACCOUNTS[kpi.id])
        for kpi in field_sales.kpis
        if kpi.id in WORDS_OF_ACCOUNTS
    )
    return replace(field_sales, id="accounts", kpis=kpis)


@pytest.mark.parametrize(("kpi", "words"), [(kpi, words) for kpi, said in SAID.items() for words in said])
def test_a_role_that_is_added_leaves_the_answers_of_the_others_as_they_are(kpi, words):
    """That a new role often says "too few" must not make calls that are too few a matter of how many become appointments."""
    found = kpi_for(words, [*all_roles(), accounts()])
    assert found is not None
    assert found.id == kpi


def test_a_role_that_is_added_answers_its_own_problems():
    """It would be of no use otherwise."""
    for kpi_id, words in WORDS_OF_ACCOUNTS.items():
        for text in words.both():
            found = kpi_for(text, [*all_roles(), accounts()])
            assert found is not None
            assert found.problem == WORDS_OF_ACCOUNTS["deals_won" if kpi_id == "revenue" else kpi_id]


@given(
    words=st.sampled_from([words for said in SAID.values() for words in said]),
    roles=st.lists(st.sampled_from((*all_roles(), accounts())), min_size=1, unique=True),
)
def test_who_answers_among_some_roles_is_the_same_whoever_stands_beside_them(words, roles):
    """Between two KPIs the nearer one wins; a third role can only answer itself."""
    together = kpi_for(words, roles)
    for without in roles:
        if together not in without.kpis:
            assert kpi_for(words, [role for role in roles if role is not without]) == together
