"""A figure of one role on the page of a team that has several names the role; what is the whole team's does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi_xl.attainment.report.model import TeamResult
from kpi_xl.language import LANGUAGES
from tests.sheets.monthly.outlook_fixture import MID_MONTH, demo_month
from tests.sheets.monthly.report_fixture import FIELD, SDR, block, field_members, field_report, inside_members, report
from tests.sheets.monthly.test_monthly import cells, drawn

TOKYO = "東京"


def said(folder: Path, name: str = TOKYO, language: str = "ja") -> list[str]:
    return [str(value) for value in cells(drawn(folder, demo_month(MID_MONTH), language=language))[name].values()]


def test_what_the_field_sales_lost_is_not_the_teams(tmp_path: Path):
    """The headline adds renewals to what field sales won: the waterfall below it does not, and says so."""
    words = said(tmp_path)
    assert "売上（フィールドセールス）：目標から実績まで" in words
    assert [each for each in words if each.endswith("（売上への影響）：フィールドセールス")]
    assert [each for each in words if each.startswith("1　フィールドセールス：")]
    for about in ("来月の達成確率", "必要人数"):
        assert words[words.index(about) + 1].startswith("フィールドセールス：")
    assert "チーム売上：直近6か月" in words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_names_it(tmp_path: Path, language: str):
    role = {"ja": "フィールドセールス", "en": "Field sales"}[language]
    heads = [each for each in said(tmp_path, language=language) if role in each and ("目標から実績まで" in each or "from target to actual" in each)]
    assert len(heads) == 1


def test_without_a_manager_the_headline_is_of_the_role_that_earns(tmp_path: Path):
    members = field_members(TOKYO)
    blocks = (block(FIELD, members, TOKYO), block(SDR, inside_members(SDR, TOKYO), TOKYO))
    sheet = cells(drawn(tmp_path, report([TeamResult(TOKYO, blocks, ())])))[TOKYO]
    assert str(sheet["B4"]).startswith("フィールドセールスの売上（目標")
    assert "売上（フィールドセールス）：直近6か月" in sheet.values()


def test_a_team_of_one_role_repeats_nothing(tmp_path: Path):
    sheet = next(iter(cells(drawn(tmp_path, field_report())).values()))
    assert str(sheet["B4"]).startswith("売上（目標")
    assert "売上：直近6か月" in sheet.values()
    assert [value for value in sheet.values() if "フィールドセールス：" in str(value)] == ["フィールドセールス：担当者別の達成率"]
    assert not [value for value in sheet.values() if "（フィールドセールス）" in str(value)]
