"""Broken inputs: each gets one message in plain words, exact to the letter, and never a Python error.

A file is described by its name and content; those that need more to be made have a function of their own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest

from kpi_xl.activity import LogFile, LogMapping, open_log, read_mapping
from kpi_xl.errors import InputError
from tests.activity.logs import HEADER

PLAIN = "日付,担当者,種別\n2026-11-02,山田,受注\n"

KIND = "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。"
DAY = "「2026/11/30」の形にするか、--map の date_order を指定してください。"
ORDER = "--date-order mdy（月/日/年）か dmy（日/月/年）を指定してください。"
FORMULA = "は数式のエラー値です。元のセルの数式を直してから書き出してください。"
COUNT = "は使えません。件数は0以上の整数です。整数にするか、空欄（1件）にしてください。"
AMOUNT = "は金額として読めません。「500000」や「50万」のように入力してください。"
SCORE = "は評点として読めません。「4.5」のように入力してください。"

ROWS = {
    "2026-11-02,山田,東,昼食,1,,,,": f"種別：「昼食」という種別はありません。{KIND}",
    "2026-11-02,山田,東,,1,,,,": f"種別が空欄です。{KIND}",
    "2026-11-02,山田,東,#N/A,1,,,,": f"種別：「#N/A」{FORMULA}",
    "2026-11-31,山田,東,受注,1,,,,": f"日付：「2026-11-31」は日付として読めません。{DAY}",
    "2026/13/01,山田,東,受注,1,,,,": f"日付：「2026/13/01」は日付として読めません。{DAY}",
    "11/2,山田,東,受注,1,,,,": f"日付：「11/2」は日付として読めません。{DAY}",
    "きのう,山田,東,受注,1,,,,": f"日付：「きのう」は日付として読めません。{DAY}",
    "4/1/2026,山田,東,受注,1,,,,": f"日付：「4/1/2026」は月と日のどちらが先か決められません。{ORDER}",
    "令和8年13月1日,山田,東,受注,1,,,,": f"日付：「令和8年13月1日」は日付として読めません。{DAY}",
    "09:30,山田,東,受注,1,,,,": f"日付：「09:30」は日付として読めません。{DAY}",
    ",山田,東,受注,1,,,,": f"日付が空欄です。{DAY}",
    "2026-11-02,,東,受注,1,,,,": "担当者が空欄です。担当者を入れてください。",
    '2026-11-02,"　 ",東,受注,1,,,,': "担当者が空欄です。担当者を入れてください。",
    "2026-11-02,#N/A,東,受注,1,,,,": f"担当者：「#N/A」{FORMULA}",
    "2026-11-02,山田,#REF!,受注,1,,,,": f"チーム：「#REF!」{FORMULA}",
    "2026-11-02,山田,東,受注,1,,,#VALUE!,": f"取引先：「#VALUE!」{FORMULA}",
    "2026-11-02,山田,東,受注,1,,,,#NAME?": f"流入元：「#NAME?」{FORMULA}",
    "2026-11-02,山田,東,受注,1,#DIV/0!,,,": f"金額：「#DIV/0!」{FORMULA}",
    "2026-11-02,山田,東,受注,-1,,,,": f"件数：「-1」{COUNT}",
    "2026-11-02,山田,東,受注,1.5,,,,": f"件数：「1.5」{COUNT}",
    "2026-11-02,山田,東,受注,三,,,,": f"件数：「三」{COUNT}",
    "2026-11-02,山田,東,受注,1,未定,,,": f"金額：「未定」{AMOUNT}",
    "2026-11-02,山田,東,受注,1,1e400,,,": f"金額：「1e400」{AMOUNT}",
    "2026-11-02,山田,東,受注,1,NaN,,,": f"金額：「NaN」{AMOUNT}",
    "2026-11-02,山田,東,受注,1,€500,,,": (
        "金額：「€500」は外貨なので、円として数えていません。"
        "対応表（--map）に [rates] を作り EUR = 150 のように書くか、円に換算した列を加えて書き出してください。"
    ),
    "2026-11-02,山田,東,満足度調査,1,,-1,,": f"評点：「-1」{SCORE}",
    "2026-11-02,山田,東,満足度調査,1,,良い,,": f"評点：「良い」{SCORE}",
    "2026-11-02,山田,東,\x1b[31m赤,1,,,,": f"種別：「\\x1b[31m赤」という種別はありません。{KIND}",
}

NO_TEXT = "log.csv：テキストのCSVではありません。CSV（UTF-8かShift_JIS）かExcelブックで保存し直してください。"
SAVE_XLSX = "Excelで開き、パスワードなしの .xlsx として保存し直してください。"
NO_WORKBOOK = f"log.xlsx：Excelブックではありません。{SAVE_XLSX}"
DAMAGED = "log.xlsx：ファイルが壊れています。Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください。"
ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4_096) + "EncryptedPackage".encode("utf-16-le")
EMPTY = "log.csv：中身がありません。見出し行のある活動ログを書き出し直してください。"
NAME_PRESET = "--preset でプリセットを、--map で列の対応を指定してください。"
ENCODING = "UTF-8でもShift_JISでも読めない文字があります。「CSV UTF-8」で保存し直してください。"
QUOTES = "引用符（\"）が正しく閉じていません。この行から先の「\"」を直してください。"


def zipped(parts: dict[str, bytes]) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return package.getvalue()


def workbook(*rows: list[object], far: str = "") -> bytes:
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    if far:
        book.active[far] = "x"
    book.save(packed)
    return packed.getvalue()


def xml_bomb() -> bytes:
    """A cell of nine nested entities: 20 letters times 20 to the eighth, half a trillion."""
    entities = "".join(f'<!ENTITY {chr(98 + level)} "{f"&{chr(97 + level)};" * 20}">' for level in range(8))
    with zipfile.ZipFile(io.BytesIO(workbook(["日付", "担当者", "種別"], ["2026-11-02", "山田", "受注"]))) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].replace(
        b"<worksheet", f'<!DOCTYPE x [<!ENTITY a "{"a" * 20}">{entities}]><worksheet'.encode(), 1
    )
    bomb = b'<row r="3"><c r="A3" t="inlineStr"><is><t>&i;</t></is></c></row></sheetData>'
    return zipped({**parts, "xl/worksheets/sheet1.xml": sheet.replace(b"</sheetData>", bomb)})


FILES: dict[str, tuple[str, bytes, str]] = {
    "nothing": ("log.csv", b"", EMPTY),
    "line ends alone": ("log.csv", b"\n\r\n\n", EMPTY),
    "a header alone": ("log.csv", "日付,担当者,種別".encode(), "log.csv：活動が1行もありません。期間を確認して書き出し直してください。"),
    "a picture": ("log.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NO_TEXT),
    "UTF-16 without its mark": ("log.csv", PLAIN.encode("utf-16-le"), NO_TEXT),
    "half a character of UTF-16": ("log.csv", PLAIN.encode("utf-16")[:-1], f"log.csv 3行目：{ENCODING}"),
    "neither encoding": ("log.csv", "日付,担当者,種別\n".encode("cp932") + b"2026-11-02,\x82\x20,x\n", f"log.csv 2行目：{ENCODING}"),
    "a broken byte behind a byte order mark": ("log.csv", b"\xef\xbb\xbf" + PLAIN.encode() + b"\xff,a,b\n", f"log.csv 3行目：{ENCODING}"),
    "a broken byte in UTF-8": ("log.csv", PLAIN.encode() + b"2026-11-02,\xff,x\n", f"log.csv 3行目：{ENCODING}"),
    "a quote that never closes": ("log.csv", (PLAIN + '2026-11-03,"佐藤,受注\n').encode(), f"log.csv 3行目：{QUOTES}"),
    "text behind a quote": ("log.csv", (PLAIN + '2026-11-03,"佐藤"様,受注\n').encode("cp932"), f"log.csv 3行目：{QUOTES}"),
    "a missing column": ("log.csv", "日付,担当社,種別\n".encode(), "log.csv：「担当者」の列がありません。もしかして「担当社」ですか。"),
    "a title for a header": (
        "log.csv",
        "2026年11月 活動ログ\n".encode(),
        "".join(f"log.csv：「{name}」の列がありません。使えるのは 2026年11月 活動ログ です。\n" for name in ("日付", "担当者", "種別"))[:-1],
    ),
    "a column twice": (
        "log.csv",
        "日付,担当者,種別,member\n".encode(),
        "log.csv：「member」と同じ項目の列がほかにもあります。どちらか1列だけにしてください。",
    ),
    "a preset's column twice": (
        "log.csv",
        "名刺交換日,名刺所有者,会社名,会社名\n".encode(),
        "log.csv：「会社名」と同じ項目の列がほかにもあります。どちらか1列だけにしてください。",
    ),
    "almost Salesforce": (
        "log.csv",
        b"Id,OwnerId,StageName,Amount,IsWon,CloseDay\n",
        f"log.csv：「CloseDate」の列がありません。もしかして「CloseDay」ですか。\n"
        f"log.csv：いちばん近いプリセットは「Salesforce 商談（＝案件）」（salesforce_opportunity）です。{NAME_PRESET}",
    ),
    "a row wider than the header": (
        "log.csv",
        "日付,担当者,種別,金額\n2026-11-02,山田,受注,1,000\n".encode(),
        "log.csv 2行目：「2026-11-02,山田,受注,1,000」は見出しより列が多い行です。カンマを含む値は「\"」で囲んでください。",
    ),
    "text for a workbook": ("log.xlsx", PLAIN.encode(), NO_WORKBOOK),
    "a zip of something": ("log.xlsx", zipped({"photo.jpg": b"x"}), NO_WORKBOOK),
    "half a workbook": ("log.xlsx", workbook(["日付", "担当者", "種別"])[:2_000], DAMAGED),
    "a workbook with a password": ("log.xlsx", ENCRYPTED, f"log.xlsx：パスワードで保護されています。{SAVE_XLSX}"),
    "a workbook without rows": (
        "log.xlsx", workbook(), "log.xlsx：活動ログの表がありません。見出し（日付、担当者、種別）のある表を入れてください。",
    ),
    "a workbook with another header": (
        "log.xlsx", workbook(["題"], ["日付", "担当社", "種別"]), "log.xlsx Sheet!2行目：「担当者」の列がありません。もしかして「担当社」ですか。",
    ),
    "an error value in a workbook": (
        "log.xlsx", workbook(["日付", "担当者", "種別"], ["#REF!", "山田", "受注"]), f"log.xlsx Sheet!2行目 日付：「#REF!」{FORMULA}",
    ),
    "a zip bomb": (
        "log.xlsx", zipped({"xl/workbook.xml": b"x", "xl/worksheets/sheet1.xml": b"0" * 60_000_000}),
        "log.xlsx：展開すると異常に大きくなるファイルです。ファイルの出どころを確認してください。",
    ),
    "a zip bomb of many parts": (
        "log.xlsx", zipped({"xl/workbook.xml": b"x", **{f"xl/media/{number}.bin": b"0" * 1_000_000 for number in range(60)}}),
        "log.xlsx：展開すると異常に大きくなるファイルです。ファイルの出どころを確認してください。",
    ),
    "an XML bomb": (
        "log.xlsx", xml_bomb(), "log.xlsx：Excelが書かない宣言（DTD）を含むファイルです。ファイルの出どころを確認してください。",
    ),
    "text for a Parquet file": ("log.parquet", PLAIN.encode(), "log.parquet：Parquetファイルとして開けません。活動ログを書き出し直してください。"),
    "text for a DuckDB file": ("log.duckdb", PLAIN.encode() * 200, "log.duckdb：DuckDBファイルとして開けません。活動ログを書き出し直してください。"),
    "an old workbook": ("log.xls", b"x", "log.xls：「.xls」は読めない形式です。CSVか .xlsx で保存し直してください。"),
    "a binary workbook": ("log.xlsb", b"x", "log.xlsb：「.xlsb」は読めない形式です。CSVか .xlsx で保存し直してください。"),
    "a zip": ("log.zip", b"x", "log.zip：「.zip」は読めない形式です。CSVか .xlsx で保存し直してください。"),
    "a PDF": ("log.pdf", b"x", "log.pdf：「.pdf」は読めない形式です。CSVか .xlsx で保存し直してください。"),
}  # fmt: skip


def no_file(folder: Path) -> Path:
    return folder / "none.csv"


def a_folder(folder: Path) -> Path:
    (folder / "log.csv").mkdir()
    return folder / "log.csv"


def parquet_of(query: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        duckdb.sql(query).write_parquet(str(folder / "log.parquet"))
        return folder / "log.parquet"

    return make


def half_a_parquet(folder: Path) -> Path:
    path = parquet_of("SELECT 'x' AS date")(folder)
    path.write_bytes(path.read_bytes()[:-20])
    return path


def duckdb_of(*statements: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with duckdb.connect(str(folder / "log.duckdb")) as connection:
            for statement in statements:
                connection.execute(statement)
        return folder / "log.duckdb"

    return make


MADE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no file": (no_file, "{folder}/none.csv：ファイルがありません。場所と名前を確認してください。"),
    "a folder": (a_folder, "{folder}/log.csv：ファイルではありません。場所と名前を確認してください。"),
    "half a Parquet file": (half_a_parquet, "log.parquet：Parquetファイルとして開けません。活動ログを書き出し直してください。"),
    "a Parquet file with other columns": (
        parquet_of("SELECT 'x' AS date, 'y' AS member, 'z' AS sort"),
        "log.parquet：「種別」の列がありません。使えるのは date、member、sort です。",
    ),
    "a Parquet file with a list for a member": (
        parquet_of("SELECT DATE '2026-11-02' AS date, ['a', 'b'] AS member, 'lunch' AS kind"),
        f"log.parquet 1行目 種別：「lunch」という種別はありません。{KIND}",
    ),
    "a DuckDB file without tables": (duckdb_of("SELECT 1"), "log.duckdb：表がありません。活動ログを書き出し直してください。"),
    "a DuckDB file with a view alone": (
        duckdb_of("CREATE VIEW log AS SELECT 'x' AS date, 'y' AS member, 'won' AS kind"),
        "log.duckdb：表がありません。活動ログを書き出し直してください。",
    ),
    "a DuckDB file with other tables": (
        duckdb_of('CREATE TABLE "a.b""c" AS SELECT 1 AS x', "CREATE TABLE log AS SELECT 'x' AS date, 'y' AS membr, 'won' AS kind"),
        "log.duckdb log：「担当者」の列がありません。使えるのは date、membr、kind です。",
    ),
}

COLUMNS = '[columns]\n"日付" = "date"\n"担当者" = "member"\n"種別" = "kind"\n'
MAPPINGS = {
    COLUMNS + '"金額" = "amount"\n': "log.csv：「金額」の列がありません。使えるのは 日付、担当者、種別 です。",
    COLUMNS + '[members]\nfile = "none.csv"\nmember = "x"\n': "{folder}/none.csv：ファイルがありません。場所と名前を確認してください。",
    COLUMNS + '[members]\nfile = "log.csv"\nmember = "氏名"\n': (
        "log.csv は、対応表の [members] が名指す担当者の表として読めません。[members] に書いた列（氏名）が見出しにあるかを確認してください。"
    ),
    COLUMNS + '[members]\nfile = "../people.csv"\nmember = "x"\n': (
        "map.toml: members.file：「../people.csv」は同じフォルダーのファイルではありません。"
        "ファイルを同じフォルダーに置き、フォルダーを付けずに名前だけを書いてください。"
    ),
    COLUMNS + '[[rules]]\nkind = "won"\nwhen = { phase = "x" }\n': (
        "map.toml: rules[1].when.phase：「phase」という列は [values] にありません。使えるのは date、member、kind です。"
    ),
    COLUMNS + '[[rules]]\nwhen = { kind = "x" }\n': "map.toml: rules[1].kind が必要です。「kind = …」を加えてください。",
    COLUMNS + '[[rules]]\nkind = ["won", "wonn"]\n': "map.toml: rules[1].kind：「wonn」という種別はありません。もしかして「won」ですか。",
    COLUMNS + "[[rules]]\nkind = false\nwhen = { kind = {} }\n": (
        "map.toml: rules[1].when.kind：条件がありません。contains、blank、at_least_seconds のどれかを書いてください。"
    ),
    COLUMNS + '[durations]\nlength = "seconds"\n': (
        "map.toml: durations.length：「length」という列は [values] にありません。使えるものはありません。"
    ),
    COLUMNS + '[values]\nlength = "x"\n[durations]\nlength = "second"\n': (
        "map.toml: durations.length：「second」という選択肢はありません。もしかして「seconds」ですか。"
    ),
}


def refused(path: Path, mapping: LogMapping | None = None) -> str:
    with pytest.raises(InputError) as caught, open_log([LogFile(path, mapping)]):
        pass
    return str(caught.value).replace(str(path.parent), "{folder}")


def test_there_are_enough_of_them():
    """At least sixty, none twice."""
    assert len(ROWS) + len(FILES) + len(MADE) + len(MAPPINGS) >= 60


@pytest.mark.parametrize("row", ROWS)
def test_a_row_that_cannot_be_read(tmp_path: Path, row: str):
    """Alone in its log, so that nothing is left to read."""
    (tmp_path / "log.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    said = refused(tmp_path / "log.csv")
    assert said == f"log.csv 2行目{'' if ROWS[row].startswith('：') else ' '}{ROWS[row]}"


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read(tmp_path: Path, case: str):
    """Empty, undecodable, not what its suffix says, hostile."""
    name, content, message = FILES[case]
    (tmp_path / name).write_bytes(content)
    assert refused(tmp_path / name) == message


@pytest.mark.parametrize("case", MADE)
def test_a_source_that_cannot_be_read(tmp_path: Path, case: str):
    """Not there, no file, a database without a log."""
    make, message = MADE[case]
    assert refused(make(tmp_path)) == message


@pytest.mark.parametrize("text", MAPPINGS)
def test_a_mapping_that_does_not_fit(tmp_path: Path, text: str):
    """Wrong in itself, or for this log."""
    (tmp_path / "map.toml").write_text(text, encoding="utf-8")
    (tmp_path / "log.csv").write_text(PLAIN, encoding="utf-8")
    with pytest.raises(InputError) as caught, open_log(tmp_path / "log.csv", read_mapping(tmp_path / "map.toml")):
        pass
    assert str(caught.value).replace(str(tmp_path), "{folder}") == MAPPINGS[text]
