"""What cannot be filled is said in one line each, in both languages, and nothing is written."""

from __future__ import annotations

import zipfile

import pytest

from kpi_xl.errors import InputError
from kpi_xl.hosts.files.stamp import stamp
from kpi_xl.language import speaking
from tests.hosts.files.stamp.feature_book import with_parts


def said(template, output, fills=None, tables=None, **more) -> tuple[list[str], list[str]]:
    """The messages in Japanese and in English."""
    found = []
    for language in ("ja", "en"):
        with speaking(language), pytest.raises(InputError) as refused:
            stamp(template, output, fills or {}, tables or {}, **more)
        with speaking(language):
            found.append(str(refused.value).splitlines())
    assert not output.exists()
    assert not list(output.parent.glob(".kpi-xl-*"))
    return found[0], found[1]


@pytest.fixture
def copy(template, tmp_path):
    path = tmp_path / "copy.xlsx"
    path.write_bytes(template.read_bytes())
    return path


CELLS = [
    ({"KGI_AMONT": 1}, "ours.xlsx：「KGI_AMONT」という名前はテンプレートにありません。もしかして「KGI_AMOUNT」ですか。",
     "ours.xlsx: 'KGI_AMONT' is not a name in the template. Did you mean 'KGI_AMOUNT'?"),
    ({"Rest!LOCL": 1}, "ours.xlsx：「Rest!LOCL」という名前はテンプレートにありません。もしかして「Rest!LOCAL」ですか。",
     "ours.xlsx: 'Rest!LOCL' is not a name in the template. Did you mean 'Rest!LOCAL'?"),
    ({"Rost!B3": 1}, "Rost!B3：「Rost」というシートはありません。もしかして「Rest」ですか。",
     "Rost!B3: 'Rost' is not a sheet of the template. Did you mean 'Rest'?"),
    ({"MANY": 1},
     "MANY：「=目標!$B$2,目標!$B$3」が指すのは1つのセル範囲ではありません。"
     "Excelの［数式］＞［名前の管理］で、セルを直接指すように直してください。",
     "MANY: '=目標!$B$2,目標!$B$3' does not point to one range of cells. Let it point to cells directly:"
     " Formulas > Name Manager in Excel."),
    ({"LOST": 1},
     "LOST：「=#REF!」が指すのは1つのセル範囲ではありません。"
     "Excelの［数式］＞［名前の管理］で、セルを直接指すように直してください。",
     "LOST: '=#REF!' does not point to one range of cells. Let it point to cells directly: Formulas > Name Manager in Excel."),
    ({"NOTES": [[1, 2]]}, "NOTES：「1行×2列」は使えません。3行×2列の範囲です。同じ大きさの値を渡してください。",
     "NOTES: got '1 row and 2 columns'; the range has 3 rows and 2 columns. Give values of that shape."),
    ({"NOTES": 5}, "NOTES：3行×2列の範囲です。同じ大きさの値を渡してください。",
     "NOTES: the range has 3 rows and 2 columns. Give values of that shape."),
    ({"COVERED": 5}, "COVERED (目標!F21) は結合セル E20:G21 に隠れています。左上のセル E20 に入れてください。",
     "COVERED (目標!F21) is covered by the merged cells E20:G21. Fill the top left cell E20."),
    ({"OWNER": 1, "目標!B2": 2}, "目標!B2：「OWNER」には別の名前からも値が入ります。どちらか一方にしてください。",
     "目標!B2: 'OWNER' is filled through another name too. Give one of the two."),
    ({"目標!B4": 1}, "目標!B4：「=B3/500」には数式があります。数式を消すか、入力用のセルに名前を付け直してください。",
     "目標!B4: '=B3/500' holds a formula. Clear the formula, or let the name point to an input cell."),
    ({"目標!E10": 1}, "目標!E10 は E9:E10 の配列数式・スピル・データテーブルの一部です。数式を消すか、入力用のセルに名前を付け直してください。",
     "目標!E10 is part of the array, spill or data table E9:E10. Clear the formula, or let the name point to an input cell."),
    ({"目標!D11": 1}, "目標!D11 は D9:D11 の配列数式・スピル・データテーブルの一部です。数式を消すか、入力用のセルに名前を付け直してください。",
     "目標!D11 is part of the array, spill or data table D9:D11. Clear the formula, or let the name point to an input cell."),
    ({"Rest!A1": 1}, "Rest!A1 は保護されたシートのロックされたセルです。シートの保護を解除するか、セルの書式設定で「ロック」を外してください。",
     "Rest!A1 is a locked cell of a protected sheet. Unprotect the sheet, or unlock the cell in Format Cells."),
    ({"Bob's 商談!B4": 1}, "Bob's 商談!B4 はテーブル Deals の見出しです。見出しの下のセルに入れてください。",
     "Bob's 商談!B4 is a header of the table Deals. Fill a cell below the header."),
    ({"OWNER": "長" * 32768}, f"OWNER (目標!B2)：「{'長' * 57}...」は32,767文字を超えています。短くしてください。",
     f"OWNER (目標!B2): '{'長' * 57}...' is longer than 32,767 characters. Shorten it."),
    ({"OWNER": float("nan")}, "OWNER (目標!B2)：「nan」は数値として保存できません。有限の数値にするか、空にしてください。",
     "OWNER (目標!B2): 'nan' is not a number that Excel can hold. Give a finite number, or nothing."),
    ({"OWNER": float("-inf")}, "OWNER (目標!B2)：「-inf」は数値として保存できません。有限の数値にするか、空にしてください。",
     "OWNER (目標!B2): '-inf' is not a number that Excel can hold. Give a finite number, or nothing."),
    ({"OWNER": "\ud800"}, "OWNER (目標!B2)：「\\xd800」に文字の一部だけが含まれています。その文字を入力し直してください。",
     "OWNER (目標!B2): '\\xd800' has half a character. Type that character again."),
]  # fmt: skip


@pytest.mark.parametrize(("fills", "ja", "en"), CELLS)
def test_cells(template, tmp_path, fills, ja, en):
    assert said(template, tmp_path / "out.xlsx", fills) == ([ja], [en])


TABLES = [
    ({"Deal": []}, "ours.xlsx：「Deal」というテーブルはテンプレートにありません。もしかして「Deals」ですか。",
     "ours.xlsx: 'Deal' is not a table of the template. Did you mean 'Deals'?"),
    ({"Deals": [{"予定": 1}]}, "Deals：「予定」という列はテーブルにありません。もしかして「予定日」ですか。",
     "Deals: '予定' is not a column of the table. Did you mean '予定日'?"),
    ({"Deals": [[1, 2, 3, 4, 5, 6]]}, "Deals：「6」は使えません。テーブルの列は5列です。その列数以下で渡してください。",
     "Deals: got '6'; the table has 5 columns. Give at most as many."),
    ({"Deals": [{"見込": 1}]},
     "Deals[見込] (Bob's 商談!E5)：「=Deals[[#This Row],[金額]]*設定!$B$1」には数式があります。"
     "数式を消すか、入力用のセルに名前を付け直してください。",
     "Deals[見込] (Bob's 商談!E5): '=Deals[[#This Row],[金額]]*設定!$B$1' holds a formula. Clear the formula, or let the name"
     " point to an input cell."),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "ja", "en"), TABLES)
def test_tables(template, tmp_path, tables, ja, en):
    assert said(template, tmp_path / "out.xlsx", None, tables) == ([ja], [en])


def test_a_table_grows_over_nothing(copy, tmp_path):
    """What stands below a table is somebody's work."""
    stamp(copy, tmp_path / "note.xlsx", {"Bob's 商談!C10": "note"})
    rows = [{"顧客": "x"}] * 6
    assert said(tmp_path / "note.xlsx", tmp_path / "out.xlsx", None, {"Deals": rows}) == (
        ["Deals の下に Bob's 商談!C10 があるため、テーブルを伸ばせません。テーブルの下を空けるか、行数を増やしておいてください。"],
        ["Deals cannot grow: Bob's 商談!C10 is below it. Clear what is below, or add rows to the table beforehand."],
    )
    stamp(tmp_path / "note.xlsx", tmp_path / "fits.xlsx", {}, {"Deals": rows[:5]})


def test_everything_wrong_is_said_at_once(template, tmp_path):
    ja, _ = said(template, tmp_path / "out.xlsx", {"X": 1, "LOST": 2, "目標!B4": 3}, {"Nothing": []})
    assert len(ja) == 4


def test_a_result_needs_a_formula(template, tmp_path):
    assert said(template, tmp_path / "out.xlsx", {}, known={"OWNER": 1}) == (
        ["OWNER (目標!B2) には数式がないため、計算結果を入れられません。値として入れてください。"],
        ["OWNER (目標!B2) has no formula that could have a result. Fill it as a value."],
    )


# --- packages --------------------------------------------------------------------------------------------------------


def replaced(old: bytes, new: bytes):
    return lambda data: data.replace(old, new)


STRICT = replaced(
    b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
)
PACKAGES = [
    ({"xl/workbook.xml": STRICT},
     "copy.xlsx：「Strict Open XML」形式のブックです。Excelで「Excel ブック (*.xlsx)」として保存し直してください。",
     "copy.xlsx is a Strict Open XML workbook. Save it from Excel as 'Excel Workbook (*.xlsx)'."),
    ({"_xmlsignatures/sig1.xml": b"<Signature/>"},
     "copy.xlsx にデジタル署名があり、記入すると署名が無効になります。署名を外したテンプレートを用意し、記入後のブックに署名してください。",
     "copy.xlsx has a digital signature, which filling would break. Use a template without the signature, and sign the"
     " filled workbook."),
    ({"xl/workbook.xml": None},
     "copy.xlsx：Excelブックではありません。Excelで開き、パスワードなしの .xlsx として保存し直してください。",
     "copy.xlsx is not an Excel workbook. Save it from Excel as .xlsx without a password."),
    ({"xl/media/image9.png": b"\0" * 20_000_000},
     "copy.xlsx：展開すると異常に大きくなるファイルです。ファイルの出どころを確認してください。",
     "copy.xlsx unpacks to an abnormal size. Check where the file comes from."),
    ({"xl/worksheets/sheet1.xml": replaced(b"<sheetData>", b"<sheetData><!-- <c r='A1'/> -->")},
     "copy.xlsx 目標にExcelが書かない形式のXMLがあります。Excelで開いて保存し直してください。",
     "copy.xlsx 目標 has XML that Excel never writes. Open it in Excel and save it again."),
    ({"XL/Workbook.xml": b"<x/>"},
     "copy.xlsx に同じ名前の部品が2つあります。Excelで開いて保存し直してください。",
     "copy.xlsx has two parts of the same name. Open it in Excel and save it again."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "ja", "en"), PACKAGES)
def test_packages(copy, tmp_path, changes, ja, en):
    with_parts(copy, changes)
    assert said(copy, tmp_path / "out.xlsx", {"OWNER": "x"}) == ([ja], [en])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_members_of_one_name(copy, tmp_path):
    with zipfile.ZipFile(copy, "a") as package:
        package.writestr("xl/workbook.xml", b"<other/>")
    ja, _ = said(copy, tmp_path / "out.xlsx")
    assert ja == ["copy.xlsx に同じ名前の部品が2つあります。Excelで開いて保存し直してください。"]


def test_a_password(tmp_path):
    """Excel wraps an encrypted workbook into an OLE file."""
    path = tmp_path / "secret.xlsx"
    path.write_bytes(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(500) + "EncryptedPackage".encode("utf-16-le"))
    assert said(path, tmp_path / "out.xlsx") == (
        ["secret.xlsx：パスワードで保護されています。Excelで開き、パスワードなしの .xlsx として保存し直してください。"],
        ["secret.xlsx is protected by a password. Save it from Excel as .xlsx without a password."],
    )


PARTS = ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/theme/theme1.xml", "docProps/app.xml")
"""One that is filled, others that are only copied."""


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_a_damaged_part(copy, tmp_path, part, place):
    """A part whose bytes do not give its checksum is neither filled nor handed on."""
    with zipfile.ZipFile(copy) as package:
        item = package.getinfo(part)
    data = bytearray(copy.read_bytes())
    at = item.header_offset + 30 + len(item.filename) + int(item.compress_size * place)
    data[at : at + 4] = bytes(byte ^ 0xFF for byte in data[at : at + 4])
    copy.write_bytes(data)
    ja, _ = said(copy, tmp_path / "out.xlsx", {"OWNER": "x"})
    assert ja == ["copy.xlsx：ファイルが壊れています。Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください。"]


@pytest.mark.parametrize(
    ("old", "new"), [(b'<row r="2"', b'<row r="x"'), (b"</row></sheetData>", b"</sheetData>"), (b"older", b"\xff\xfe"), (b"B3/500", b"B3/\xff")]
)
def test_xml_that_is_none(copy, tmp_path, old, new):
    """Whatever stands in a part, there is a message and no traceback, or a filled file."""
    with_parts(copy, {"xl/worksheets/sheet1.xml": replaced(old, new)})
    try:
        stamp(copy, tmp_path / "out.xlsx", {"OWNER": "x", "目標!A90": 1, "目標!A40": 1})
    except InputError as refused:
        assert "ファイルが壊れています" in str(refused)  # noqa: PT017


@pytest.mark.parametrize("size", [0, 10, 100, 3000])
def test_a_broken_package(copy, tmp_path, size):
    copy.write_bytes(copy.read_bytes()[:size])
    ja, en = said(copy, tmp_path / "out.xlsx")
    assert len(ja) == len(en) == 1


def test_macros_stay_in_a_macro_workbook(macro_template, tmp_path):
    """Excel refuses a file whose suffix and content differ."""
    ja, _ = said(macro_template, tmp_path / "out.xlsx")
    assert ja[0].endswith("「.xlsx」では保存できません。拡張子を .xlsm、.xltm にしてください。")


def test_the_template_is_never_overwritten(copy):
    before = copy.read_bytes()
    with pytest.raises(InputError, match="入力と同じファイル"):
        stamp(copy, copy, {"OWNER": "x"})
    assert copy.read_bytes() == before
