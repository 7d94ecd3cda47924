"""The company workbook: the figures of the reference case, the same in every sheet and in the program, however it is edited."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from kpi_xl.hosts.files.reading.plan_reader import read_plans
from kpi_xl.language import LANGUAGES, speaking
from kpi_xl.periods import Month
from kpi_xl.sheets.company import CompanySettings
from kpi_xl.sheets.company.parts import names
from kpi_xl.sheets.company.parts import page as company_page
from kpi_xl.sheets.company.parts.checks import members_check
from kpi_xl.sheets.company.targets.styles import GAP_FORMAT
from kpi_xl.sheets.formula_kind import FormulaKind
from kpi_xl.sheets.references import Area, address
from kpi_xl.sheets.styles import BAD
from kpi_xl.targets import Company, Plan, RolePlan, Team
from tests.ironcalc_engine import Computed, destroyed, needs_ironcalc, same
from tests.role_books import cell_of, edited, typed
from tests.sheets.company.company_cases import DECEMBER, NOVEMBER, REFERENCE, demanding, write_company_book
from tests.spreadsheet import needs_soffice, recalculated
from tests.workbooks import cached, formulas, in_plain_excel

pytestmark = pytest.mark.xdist_group("company")

FEBRUARY = Month(2027, 2)
"""When nobody is new any more."""
SETTINGS = {"reference": REFERENCE, "demanding": demanding(), "demanding in November": demanding(NOVEMBER)}


@pytest.fixture(scope="module")
def books(tmp_path_factory) -> dict[Path, CompanySettings]:
    """Both cases, in both languages, with our functions and with ordinary formulas."""
    folder, made = tmp_path_factory.mktemp("company"), {}
    cases = {name: settings for name, settings in SETTINGS.items() if "November" not in name}
    for language, kind, (name, settings) in product(LANGUAGES, (FormulaKind.LAMBDAS, FormulaKind.PLAIN), cases.items()):
        with speaking(language):
            path = write_company_book(folder / f"{name}-{language}-{kind.value}.xlsx", settings, kind)
        made[path] = settings
    return made


def shown(book: Workbook, name: str) -> object:
    return cell_of(book, name).value


def carried(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, data_only=True)


# --- the reference case -------------------------------------------------------------------------------------------------


BY_HAND = {
    "CHAIN_NEW": 12_000_000, "CHAIN_DEALS": 15, "CHAIN_MEETINGS": 84, "CHAIN_HANDOVERS": 84, "CHAIN_HANDOVERS_SDR": 56,
    "CHAIN_HANDOVERS_BDR": 28, "CHAIN_REQUESTS": 374, "CHAIN_CALLS": 560, "CHAIN_EXISTING": 3_000_000, "CHAIN_RENEWALS": 20,
    "CHAIN_ADDED": 4, "CHAIN_CUSTOMER_MEETINGS": 40, "DAYS_OF_MONTH": 18, "TARGET_CALLS_PER_DAY": 32, "TARGET_REVENUE": 12_000_000,
    "TARGET_EXISTING_REVENUE": 3_000_000, "TARGET_TEAM_REVENUE": 15_000_000, "TARGET_HANDOVERS": 84, "COMPANY_PEOPLE": 9, "COMPANY_WEIGHT": 8.5,
}  # fmt: skip
"""1,200万 / 80万 = 15; 15 / 18% = 84; two of three people in inside sales are SDRs: 56 / 15% = 374, 28 / 5% = 560, over 18 days 32."""


def test_the_goal_reaches_every_roles_day_by_hand(tmp_path):
    book = carried(write_company_book(tmp_path / "book.xlsx"))
    assert {name: shown(book, name) for name in BY_HAND} == BY_HAND
    texts = {cell.value for row in book["①KGI"].iter_rows() for cell in row}
    assert {"4名（換算3.5）", "84件 ÷ 換算3.5名 ÷ 18日", "25社 × 80%・12万円", "60万円 ÷ 15万円", "○ 目標と一致"} <= texts
    assert {1.4, 11.0, 32.0, 2.3, 7.0} <= texts  # a day, and a week of field sales


def test_a_new_member_counts_half_and_the_parts_are_whole(tmp_path):
    """1,200万 / 3.5 is 342.86万: whole 万円 and whole meetings that still sum."""
    of = members_shown(carried(write_company_book(tmp_path / "book.xlsx")), 1, 7)
    assert {name: (parts["売上\n（円／月）"], parts["商談数\n（件／月）"]) for name, parts in of.items()} == {
        "佐藤 花子": (3_430_000, 24), "鈴木 一郎": (3_430_000, 24), "髙橋 美咲": (3_430_000, 24), "伊藤 翔": (1_710_000, 12),
    }  # fmt: skip
    december = members_shown(carried(write_company_book(tmp_path / "december.xlsx", replace(REFERENCE, month=DECEMBER))), 1, 7)
    assert december["伊藤 翔"]["換算"] == 0.75
    texts = {cell.value for row in carried(tmp_path / "december.xlsx")["①KGI"].iter_rows() for cell in row}
    assert {"4名（換算3.75）", "84件 ÷ 換算3.75名 ÷ 23日"} <= texts


@needs_soffice
def test_percent_without_its_sign_is_percent(tmp_path, soffice_profile):
    """100, 100, 100 and 50 are how people type weights: nobody counts as a hundred people."""
    path = write_company_book(tmp_path / "book.xlsx", replace(REFERENCE, month=FEBRUARY), FormulaKind.PLAIN)
    weights = [typed("MEMBERS_LIST", weight, down, 5) for down, weight in enumerate((100, 100, 100, 50), start=1)]
    edited(path, *weights)
    plan = read_plans([path])
    assert [each["meetings"] for each in plan.all_targets(FEBRUARY)[:4]] == [24, 24, 24, 12]
    shown_now = recalculated([path], tmp_path, soffice_profile)[path]["④目標"]
    area = Area.parse(next(iter(openpyxl.load_workbook(path).defined_names[names.role_shown(1)].destinations))[1])
    assert area is not None
    assert [shown_now[address(area.top + place, 11)] for place in range(4)] == [24, 24, 24, 12]


def test_a_typed_split_holds_instead_of_people(tmp_path):
    company = replace(REFERENCE.company, sdr_share=0.75)
    book = carried(write_company_book(tmp_path / "book.xlsx", replace(REFERENCE, company=company)))
    links = ("HANDOVERS_SDR", "HANDOVERS_BDR", "REQUESTS", "CALLS")
    assert [shown(book, f"CHAIN_{link}") for link in links] == [63, 21, 420, 420]


def members_shown(book: Workbook, role: int, columns: int) -> dict[str, dict[str, object]]:
    """Member -> head of ④ -> what stands under it, of the role of that place."""
    title, address = next(iter(book.defined_names[names.role_shown(role)].destinations))
    area = Area.parse(address)
    sheet = book[title]
    heads = [sheet.cell(area.top - 2, col).value for col in range(area.left, area.left + 12)]
    rows = [[sheet.cell(row, col).value for col in range(area.left, area.left + 12)] for row in range(area.top, area.bottom + 1)]
    assert len(heads) > columns
    return {row[0]: dict(zip(heads, row, strict=True)) for row in rows if row[0] != "—"}


@pytest.mark.parametrize("name", list(SETTINGS))
def test_members_have_on_sheet_4_what_the_program_measures_against(tmp_path, name):
    """A target that the sheet and the report write differently is nobody's target."""
    settings = SETTINGS[name]
    book, wanted = carried(write_company_book(tmp_path / "book.xlsx", settings)), plan_of(settings).all_targets(settings.month)
    compared = 0
    for place, role in enumerate(settings.company.roles, start=1):
        found = rows_shown(book, place)
        owed = [(member, targets) for member, targets in zip(settings.members, wanted, strict=True) if member.role.id == role.id]
        assert [row["担当者"] for row in found] == [member.name for member, _ in owed]
        for row, (member, targets) in zip(found, owed, strict=True):
            for kpi in (each for each in member.role.kpis if each.is_additive):
                head = next(head for head in row if str(head).startswith(f"{kpi.label}\n"))
                assert row[head] == pytest.approx(targets[kpi.id]), (member.name, member.team, kpi.id)
                compared += 1
    assert compared > 20


@needs_ironcalc
def test_of_equal_rests_the_earlier_member_has_one_more(tmp_path):
    """2.5 visits each: 2.5 and 7.5 of 10, 2.5 and 5 and 2.5 of 10, 2.67 of 8. Members of other teams stand between and do not count."""
    weights = {"東京": (1, 3), "大阪": (3, 1), "名古屋": (1, 2, 1), "福岡": (1, 1, 1)}
    rows = sorted((place, team, weight) for team, each in weights.items() for place, weight in enumerate(each))
    mixed = tuple(replace(REFERENCE.members[0], name=f"{team}{place}", team=team, weight=weight) for place, team, weight in rows)
    settings = replace(REFERENCE, members=mixed + REFERENCE.members[4:-1], overrides={"visits_per_week": 2.5})
    path = write_company_book(tmp_path / "book.xlsx", settings, FormulaKind.PLAIN)
    found: dict[object, list[object]] = {}
    for row in rows_shown(carried(path), 1):
        found.setdefault(row["チーム"], []).extend(row[head] for head in row if str(head).startswith("週あたり訪問数"))
    assert found == {"東京": [3, 7], "大阪": [8, 2], "名古屋": [3, 5, 2], "福岡": [3, 3, 2]}
    assert Computed(path, tmp_path).differences() == []


def rows_shown(book: Workbook, role: int) -> list[dict[str, object]]:
    title, address = next(iter(book.defined_names[names.role_shown(role)].destinations))
    area, sheet = Area.parse(address), book[title]
    columns = range(area.left, area.left + 13)
    heads = [sheet.cell(area.top - 2, col).value for col in columns]
    rows = [dict(zip(heads, (sheet.cell(row, col).value for col in columns), strict=True)) for row in range(area.top, area.bottom + 1)]
    return [row for row in rows if row["担当者"] != "—"]


def plan_of(settings: CompanySettings) -> Plan:
    whole = settings.whole
    roles = tuple(RolePlan(role, {**role.defaults, **whole.inputs}, settings.overrides) for role in whole.roles)
    return Plan(roles, settings.members, settings.work_calendar, settings.thresholds, settings.first_month, settings.month, company=whole)


def test_top_down_stands_beside_bottom_up(tmp_path):
    """The gap of a member, a team and the company: 810万 promised of 1,200万."""
    book = carried(write_company_book(tmp_path / "book.xlsx"))
    of = members_shown(book, 1, 7)
    assert {name: (parts["積み上げ\n（本人）"], parts["差"]) for name, parts in of.items()} == {
        "佐藤 花子": (3_600_000, 170_000), "鈴木 一郎": (3_000_000, -430_000), "髙橋 美咲": ("—", "—"), "伊藤 翔": (1_500_000, -210_000),
    }  # fmt: skip
    lines = {row[1].value: [cell.value for cell in row[2:5]] for row in book["④目標"].iter_rows(min_row=14, max_row=22)}
    assert lines["会社"] == [12_000_000, 8_100_000, -3_900_000]
    assert lines["東京"] == [6_860_000, 6_600_000, -260_000]
    assert lines["大阪"] == [5_140_000, 1_500_000, -3_640_000]


def test_who_is_short_is_red_before_any_other_rule(tmp_path):
    """LibreOffice shows the first rule that holds: a line under the row would leave the gap of a team black."""
    sheet = openpyxl.load_workbook(write_company_book(tmp_path / "book.xlsx"))["④目標"]
    gaps = [cell for row in sheet.iter_rows() for cell in row if cell.number_format == GAP_FORMAT.ja]
    assert len(gaps) > 30
    for gap in gaps:
        rules = [rule for area in sheet.conditional_formatting if gap.coordinate in area for rule in area.rules]
        first = min(rules, key=lambda rule: rule.priority)
        assert (first.operator, first.formula, first.dxf.font.color.rgb) == ("lessThan", ["0"], f"FF{BAD[1:]}"), gap.coordinate


# --- contradictions beside the cells ------------------------------------------------------------------------------------


def test_contradictions_are_told_where_they_are(tmp_path):
    """Another month or amount in the sentence, parts that do not add up, a manager's team that nobody is in."""
    members = (*REFERENCE.members[:-1], replace(REFERENCE.members[-1], leads=("東京", "福岡")))
    company = replace(REFERENCE.company, existing=2_500_000)
    settings = replace(REFERENCE, company=company, members=members, goal="2026年12月31日までに、月間売上を1,000万円にする")
    book = carried(write_company_book(tmp_path / "book.xlsx", settings))
    texts = {str(cell.value) for row in book["①KGI"].iter_rows() for cell in row}
    assert any(text.startswith("× 文の金額か期限が、下の入力と違います：1,500万円、2026年11月30日") for text in texts)
    assert "× 目標より少ない 50万円" in texts
    assert members_shown(book, 4, 7)["小林 直樹"]["チーム売上\n（円／月）"] == "—"  # the others keep theirs
    assert members_shown(book, 1, 7)["佐藤 花子"]["売上\n（円／月）"] == 3_430_000
    assert str(shown(book, "MEMBERS_CHECK")).startswith("△ 担当チームに、だれもいないチームがあります")


def kgi_texts(book: Workbook) -> set[str]:
    return {str(cell.value) for row in book["①KGI"].iter_rows() for cell in row}


NOBODY = "× 担う人がいません（0名）"


@pytest.mark.parametrize(
    ("without", "lanes"), [("customer_success", 1), ("field_sales", 1), ("inside_sales", 2), ("", 0)], ids=["success", "field", "inside", "all"]
)
def test_a_part_of_the_goal_that_is_nobodys_is_told_in_its_lane(tmp_path, without, lanes):
    """300万 of existing revenue and no customer success: ④ asks it of nobody, and the goal is missed from the first day."""
    members = tuple(member for member in REFERENCE.members if member.role.id != without)
    book = carried(write_company_book(tmp_path / "book.xlsx", replace(REFERENCE, members=members)))
    assert [cell.value for row in book["①KGI"].iter_rows() for cell in row].count(NOBODY) == lanes


def test_a_part_of_the_goal_without_its_role_is_told_by_sheet_and_program(tmp_path):
    """1,200万 typed as new business of a company without customer success: 300万 would stand in no chain."""
    roles = tuple(role for role in REFERENCE.company.roles if role.id != "customer_success")
    members = tuple(member for member in REFERENCE.members if member.role.id != "customer_success")
    for existing, is_told in ((None, True), (0, False)):
        goal = 12_000_000 if existing == 0 else 15_000_000
        company = replace(REFERENCE.company, roles=roles, goal=goal, existing=existing)
        path = write_company_book(tmp_path / f"{existing}.xlsx", replace(REFERENCE, company=company, members=members))
        assert ("× 既存を担う役割がありません" in kgi_texts(carried(path))) is is_told
        said = [str(finding) for finding in read_plans([path]).contradictions if "既存を担う役割" in str(finding)]
        assert len(said) == int(is_told), said


def test_a_typed_split_with_nobody_of_the_track_is_told(tmp_path):
    """75 : 25 with BDRs alone: 63 hand-overs on nobody."""
    members = tuple(member for member in REFERENCE.members if member.role.track != "sdr")
    company = replace(REFERENCE.company, sdr_share=0.75)
    assert NOBODY in kgi_texts(carried(write_company_book(tmp_path / "typed.xlsx", replace(REFERENCE, company=company, members=members))))
    assert NOBODY not in kgi_texts(carried(write_company_book(tmp_path / "people.xlsx", replace(REFERENCE, members=members))))


@pytest.mark.parametrize(("each", "said"), [(2_000_000, "△ 手入力：①は1,200万円"), (3_428_571, "△ 手入力：①は1,200万円"), (None, "①から")])
def test_targets_by_hand_that_make_another_amount_are_told_beside_the_kpi(tmp_path, each, said):
    """200万 typed for each of 3.5 members is 700万 of the 1,200万 that ① asks."""
    overrides = {"revenue": each} if each else {}
    book = carried(write_company_book(tmp_path / "book.xlsx", replace(REFERENCE, overrides=overrides)))
    target = cell_of(book, "TARGET_REVENUE")
    assert book["④目標"].cell(target.row, target.column + 3).value == said


@needs_soffice
def test_what_is_typed_wrong_on_the_first_sheet_is_told_beside_it(tmp_path, soffice_profile):
    """75:25 is a time of day to a spreadsheet, and a text where it is pasted: the chain would go by people, and say nothing."""
    typings = {"SDR_SHARE": "75:25", "WIN_RATE": 18, "UNIT_PRICE": "80万円"}
    for kind, wrong in (("wrong", typings), ("right", {"SDR_SHARE": 0.75, "WIN_RATE": 0.18, "UNIT_PRICE": 800_000})):
        path = write_company_book(tmp_path / f"{kind}.xlsx", REFERENCE, FormulaKind.PLAIN)
        found = recalculated([edited(path, *(typed(name, value) for name, value in wrong.items()))], tmp_path, soffice_profile)[path]
        book = openpyxl.load_workbook(path)
        beside = {name: found["①KGI"][address(cell_of(book, name).row, cell_of(book, name).column + 1)] for name in typings}
        faults = {"SDR_SHARE": "× 例 75%", "WIN_RATE": "× 例 75%", "UNIT_PRICE": "× 数字で"}
        assert beside == (faults if kind == "wrong" else dict.fromkeys(typings, "—"))


@needs_soffice
def test_the_sign_of_an_assumption_is_explained_where_it_stands(tmp_path, soffice_profile):
    note = "△：前提が現在の値（②）より高い"
    path = write_company_book(tmp_path / "book.xlsx", REFERENCE, FormulaKind.PLAIN)
    assert note not in kgi_texts(carried(path))
    found = recalculated([edited(path, typed("BASELINE_WIN_RATE", 0.15))], tmp_path, soffice_profile)[path]["①KGI"].values()
    assert {note, "△ 15.0%"} <= set(found)


@needs_soffice
def test_a_kpi_that_nobody_follows_has_no_goal_sentence(tmp_path, soffice_profile):
    """Its mark is cleared in ③; the sentence would still ask for it."""
    path = write_company_book(tmp_path / "book.xlsx", REFERENCE, FormulaKind.PLAIN)

    def sentences(cells: dict[str, object]) -> list[str]:
        return [str(value) for value in cells.values() if "ために、商談数を現在の" in str(value)]

    assert len(sentences(recalculated([path], tmp_path / "before", soffice_profile)[path]["③KPI"])) == 1
    edited(path, typed("ADOPTED_MEETINGS", None))
    assert sentences(recalculated([path], tmp_path / "after", soffice_profile)[path]["③KPI"]) == []


SHARES = {
    (0.6, 0.5): "× 配分の合計が100%を超えています", (0.6, 0.3): "× 配分の合計が100%になりません",
    (7_000_000, None): "× 配分は60%のような割合で入力してください", (0.6, None): "配分が空欄のチームは、残りを人数（換算）で分けます",
}  # fmt: skip


@needs_soffice
def test_shares_that_are_no_whole_are_told_beside_the_teams(tmp_path, soffice_profile):
    """110% would be silently made 100%."""
    teams = [tuple(Team(name, share) for name, share in zip(("東京", "大阪"), shares, strict=True)) for shares in SHARES]
    cases = [replace(REFERENCE, company=replace(REFERENCE.company, teams=each)) for each in teams]
    paths = [write_company_book(tmp_path / f"{place}.xlsx", each, FormulaKind.PLAIN) for place, each in enumerate(cases)]
    computed = recalculated(paths, tmp_path, soffice_profile)
    for path, said in zip(paths, SHARES.values(), strict=True):
        assert said in {cell.value for row in carried(path)["設定"].iter_rows() for cell in row}
        assert said in computed[path]["設定"].values()


@needs_soffice
def test_a_pasted_amount_is_read_as_the_number_it_is(tmp_path, soffice_profile):
    """1,200万円 as a text would make #VALUE! of the whole chain."""
    path = write_company_book(tmp_path / "book.xlsx", REFERENCE, FormulaKind.PLAIN)
    found = recalculated([edited(path, typed("NEW_GOAL", "1,100万円"))], tmp_path, soffice_profile)[path]
    assert 11_000_000 in found["①KGI"].values()
    assert not [value for cells in found.values() for value in cells.values() if str(value).startswith("#")]


def test_a_manager_of_all_may_say_so_as_the_team(tmp_path):
    """全社 in the column チーム is what people type; a team whose name has a ・ in it is one team."""
    field = [replace(member, team="東京・横浜" if member.team == "東京" else member.team) for member in REFERENCE.members[:4]]
    manager = REFERENCE.members[-1]
    leaders = (
        replace(manager, team="全社", leads=()), replace(manager, name="課長", leads=("東京・横浜",)),
        replace(manager, name="係長", team="大阪", leads=()),
    )  # fmt: skip
    book = carried(write_company_book(tmp_path / "book.xlsx", replace(REFERENCE, members=(*field, *leaders))))
    of = members_shown(book, 4, 7)
    assert {name: row["チーム売上\n（円／月）"] for name, row in of.items()} == {
        "小林 直樹": 12_000_000, "課長": 6_860_000, "係長": 5_140_000,
    }  # fmt: skip
    assert not str(shown(book, "MEMBERS_CHECK")).startswith("⚠")


# --- every cell recomputed ----------------------------------------------------------------------------------------------


@needs_soffice
def test_libreoffice_computes_the_values_that_every_cell_carries(books, tmp_path, soffice_profile, record_property):
    plain = {path: in_plain_excel(path, tmp_path / path.name) for path in books}
    found = recalculated(list(plain.values()), tmp_path, soffice_profile)
    compared, wrong = 0, []
    for path, copy in plain.items():
        wanted = cached(path)
        for sheet, cell, formula in formulas(path):
            compared += 1
            got = found[copy][sheet].get(cell)
            if not as_shown(wanted[sheet, cell], got):
                wrong.append(f"{path.stem} {sheet}!{cell}: carries {wanted[sheet, cell]!r}, computed {got!r}: {formula[:200]}")
    record_property("compared", f"{compared:,} formula cells of {len(books)} company workbooks, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert compared > 25_000


def as_shown(wanted: object, got: object) -> bool:
    if isinstance(wanted, (int, float)) and isinstance(got, (int, float)):
        return got == pytest.approx(wanted, rel=1e-9, abs=1e-9)
    return (wanted or "") == (got or "")


@needs_ironcalc
def test_ironcalc_computes_the_values_that_every_cell_carries(books, tmp_path, record_property):
    """All carried values are destroyed first."""
    cells, wrong = 0, []
    for path in books:
        computed = Computed(path, tmp_path)
        cells += len(computed.formulas)
        wrong += [f"{path.stem} {difference}" for difference in computed.differences()]
    record_property("ironcalc", f"{cells:,} formula cells of {len(books)} company workbooks, {len(wrong)} differ")
    assert not wrong, "\n".join(wrong[:20])
    assert cells > 25_000


EDITS: tuple[dict[str, float], ...] = (
    {"KGI_AMOUNT": 20_000_000, "WIN_RATE": 0.27, "APPOINTMENT_RATE": 0.083, "SHOW_RATE": 0.72, "OWN_MEETINGS": 12},
    {"KGI_AMOUNT": 9_999_500, "NEW_GOAL": 9_000_001, "SDR_SHARE": 0.4, "CUSTOMERS_DUE": 0, "MEETINGS_PER_CUSTOMER": 0.4},
    {"UNIT_PRICE": 33_333, "EXISTING_GOAL": 0.1, "RENEWAL_RATE": 0.333, "ADDED_AMOUNT": 7_000},
)
"""What somebody types one after the other."""


@needs_ironcalc
@pytest.mark.parametrize("name", ["reference", "demanding"])
def test_an_edited_workbook_comes_to_where_a_new_one_begins(tmp_path, name):
    settings = SETTINGS[name]
    edited = Computed(write_company_book(tmp_path / "before.xlsx", settings), tmp_path)
    changed, wrong = 0, []
    for edits in EDITS:
        edited.type(edits)
        settings = replace(settings, company=typed_into(settings.company, edits), goal=goal_of(SETTINGS[name]))
        new = destroyed(write_company_book(tmp_path / "after.xlsx", settings), tmp_path / "copy.xlsx")
        for old, each in zip(edited.formulas, new, strict=True):
            if each.sheet == "シナリオ":
                continue  # its cases begin with figures made from ①
            changed += old.carried != each.carried
            if not same(each.carried, got := edited.value(each.sheet, each.address)):
                wrong.append(f"{edits} {each.sheet}!{each.address}: {each.carried!r}, computed {got!r}: {each.text[:200]}")
    assert not wrong, "\n".join(wrong[:20])
    assert changed > 300


def typed_into(company: Company, edits: dict[str, float]) -> Company:
    own = {"KGI_AMOUNT": "goal", "NEW_GOAL": "new", "EXISTING_GOAL": "existing", "SDR_SHARE": "sdr_share", "OWN_MEETINGS": "own_meetings"}
    fields = {own[name]: value for name, value in edits.items() if name in own}
    inputs = {name: value for name, value in edits.items() if name not in own}
    return replace(company, inputs={**company.inputs, **inputs}, **fields)


def goal_of(settings: CompanySettings) -> str:
    """The sentence as the workbook before the edit has it: nobody rewrote it."""
    day = settings.month.end.toordinal() - 1
    end = settings.month.end.fromordinal(day)
    return f"{end.year}年{end.month}月{end.day}日までに、月間売上{settings.company.goal / 10_000:,.1f}万円を達成する".replace(".0万円", "万円")


# --- what Excel would mend ----------------------------------------------------------------------------------------------


OWN_SHEETS = ("①KGI", "④目標", "シナリオ", "設定", "計算")
"""The company's own pages."""


def test_no_formula_of_the_companys_pages_is_in_merged_cells(books):
    """Excel refuses to take a function of ours there; boxes are centred across their cells instead."""
    formulas_seen = merged_seen = 0
    for path in (path for path in books if "-ja-" in path.name):
        book = openpyxl.load_workbook(path)
        for sheet in (book[title] for title in OWN_SHEETS):
            merged = [Area.parse(str(each)) for each in sheet.merged_cells.ranges]
            merged_seen += len(merged)
            for row in sheet.iter_rows():
                for cell in (each for each in row if each.data_type == "f"):
                    formulas_seen += 1
                    assert not any(area.holds(cell.row, cell.column) for area in merged if area), f"{path.name} {sheet.title}!{cell.coordinate}"
    assert formulas_seen > 10_000
    assert merged_seen > 10


def test_two_builds_are_identical(books, tmp_path):
    of_ours = [(path, settings) for path, settings in books.items() if path.stem.endswith(f"-ja-{FormulaKind.LAMBDAS.value}")]
    assert of_ours
    for path, settings in of_ours:
        with speaking("ja"):
            again = write_company_book(tmp_path / path.name, settings, FormulaKind.LAMBDAS)
        assert again.read_bytes() == path.read_bytes()


def test_the_members_list_is_checked_as_often_whatever_its_length(tmp_path, monkeypatch):
    """Each cell of ④ reads the check's answer; worked out for each of them it took four fifths of a company of 1,000 members."""
    asked: list[int] = []

    def counted(settings: CompanySettings) -> str:
        asked.append(len(settings.members))
        return members_check(settings)

    monkeypatch.setattr(company_page, "members_check", counted)
    for times in (1, 3):
        members = tuple(replace(each, name=f"{each.name}{n}") for n in range(times) for each in REFERENCE.members)
        write_company_book(tmp_path / f"{times}.xlsx", replace(REFERENCE, members=members))
    few, many = len(REFERENCE.members), 3 * len(REFERENCE.members)
    assert 0 < asked.count(few) == asked.count(many) < few
