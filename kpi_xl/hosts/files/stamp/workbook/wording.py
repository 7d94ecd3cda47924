"""What is said about templates that cannot be filled: the rules and the remedies."""

from __future__ import annotations

from kpi_xl.language import Text

# --- the package ---------------------------------------------------------------------------------------------------
TWICE = Text("に同じ名前の部品が2つあります", "has two parts of the same name")
ZIP64 = Text("はこのプログラムで扱えない圧縮形式です", "is packed in a way that cannot be filled")
SAVE_AGAIN = Text("Excelで開いて保存し直してください", "Open it in Excel and save it again")
STRICT = Text("「Strict Open XML」形式のブックです", "is a Strict Open XML workbook")
SAVE_ORDINARY = Text(
    "Excelで「Excel ブック (*.xlsx)」として保存し直してください", "Save it from Excel as 'Excel Workbook (*.xlsx)'"
)
SIGNED = Text(
    "にデジタル署名があり、記入すると署名が無効になります", "has a digital signature, which filling would break"
)
UNSIGN = Text(
    "署名を外したテンプレートを用意し、記入後のブックに署名してください",
    "Use a template without the signature, and sign the filled workbook",
)
ODD_XML = Text("にExcelが書かない形式のXMLがあります", "has XML that Excel never writes")
NO_CONTENT_TYPE = Text("ブックの種類が分かりません", "has no known type of workbook")

# --- where to write ------------------------------------------------------------------------------------------------
UNKNOWN_NAME = Text("という名前はテンプレートにありません", "is not a name in the template")
UNKNOWN_SHEET = Text("というシートはありません", "is not a sheet of the template")
NO_AREA = Text("が指すのは1つのセル範囲ではありません", "does not point to one range of cells")
POINT_TO_CELLS = Text(
    "Excelの［数式］＞［名前の管理］で、セルを直接指すように直してください",
    "Let it point to cells directly: Formulas > Name Manager in Excel",
)
CHART_SHEET = Text("はセルのないシートです", "is a sheet without cells")
NAME_WORKSHEET = Text("ワークシートのセルを指定してください", "Name a cell of a worksheet")
WRONG_SHAPE = Text("{rows}行×{columns}列の範囲です", "the range has {in_rows} and {in_columns}")
SHAPE = Text("{rows}行×{columns}列", "{in_rows} and {in_columns}")
SAME_SHAPE = Text("同じ大きさの値を渡してください", "Give values of that shape")
DOUBLE = Text("には別の名前からも値が入ります", "is filled through another name too")
ONE_OF_THEM = Text("どちらか一方にしてください", "Give one of the two")
COVERED = Text("は結合セル {area} に隠れています", "is covered by the merged cells {area}")
FILL_CORNER = Text("左上のセル {cell} に入れてください", "Fill the top left cell {cell}")
PROTECTED = Text("は保護されたシートのロックされたセルです", "is a locked cell of a protected sheet")
UNLOCK = Text(
    "シートの保護を解除するか、セルの書式設定で「ロック」を外してください",
    "Unprotect the sheet, or unlock the cell in Format Cells",
)
HEADER = Text("はテーブル {table} の見出しです", "is a header of the table {table}")
FILL_BELOW = Text("見出しの下のセルに入れてください", "Fill a cell below the header")
HAS_FORMULA = Text("には数式があります", "holds a formula")
LET_FORMULA = Text(
    "数式を消すか、入力用のセルに名前を付け直してください", "Clear the formula, or let the name point to an input cell"
)
PART_OF_ARRAY = Text(
    "は {area} の配列数式・スピル・データテーブルの一部です", "is part of the array, spill or data table {area}"
)
SHARED_MASTER = Text("の数式は {area} のほかのセルと共有されています", "shares its formula with other cells of {area}")
NO_FORMULA = Text("には数式がないため、計算結果を入れられません", "has no formula that could have a result")
FILL_INSTEAD = Text("値として入れてください", "Fill it as a value")

# --- what to write -------------------------------------------------------------------------------------------------
TOO_EARLY = Text("はExcelの日付より前です", "is before Excel's first day")
GIVE_TEXT = Text("文字列として渡してください", "Give it as text")

# --- tables --------------------------------------------------------------------------------------------------------
UNKNOWN_TABLE = Text("というテーブルはテンプレートにありません", "is not a table of the template")
UNKNOWN_COLUMN = Text("という列はテーブルにありません", "is not a column of the table")
TOO_MANY_COLUMNS = Text("テーブルの列は{columns}列です", "the table has {columns} columns")
FEWER_COLUMNS = Text("その列数以下で渡してください", "Give at most as many")
TOTALS_ROW = Text("には集計行があり、データ行は{rows}行です", "has a totals row below its data rows ({rows})")
REMOVE_TOTALS = Text(
    "集計行を外すか、行数を増やしておいてください", "Remove the totals row, or add rows to the table beforehand"
)
IN_THE_WAY = Text("の下に {cell} があるため、テーブルを伸ばせません", "cannot grow: {cell} is below it")
MAKE_ROOM = Text(
    "テーブルの下を空けるか、行数を増やしておいてください", "Clear what is below, or add rows to the table beforehand"
)
SHEET_ENDS = Text("はシートの最終行を超えます", "does not fit on the sheet")
FEWER_ROWS = Text("行数を減らしてください", "Give fewer rows")
ARRAY_COLUMN = Text(
    "の列「{column}」は配列数式のため、伸ばせません", "cannot grow: column '{column}' has array formulas"
)
PLAIN_COLUMN = Text("列の数式を普通の数式にしてください", "Use ordinary formulas in that column")
