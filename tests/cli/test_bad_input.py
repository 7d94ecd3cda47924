"""What people get for a mistake: one message, exact to the letter; exit status 2; nothing printed, nothing written."""

from __future__ import annotations

from pathlib import Path

import pytest

NOVEMBER = ("--role", "field_sales", "--month", "2026-11")
REPORT = ("report", "log.csv", *NOVEMBER)
FORMULA = "「KPI_REQUIRED_CALLS(10000000,500000,20%,5%)」のように書いてください。"
INPUTS = "使えるのは KGI_AMOUNT、UNIT_PRICE、WIN_RATE、SHOW_RATE、APPOINTMENT_RATE、REQUEST_RATE です。"

COMMAND_LINE = {
    "no command": ((), "kpi-xl：「コマンド」が指定されていません。「kpi-xl --help」で使い方を確認してください。"),
    "only a language": (
        ("--lang", "ja"),
        "kpi-xl：「コマンド」が指定されていません。「kpi-xl --help」で使い方を確認してください。",
    ),
    "an unknown command": (("nwe",), "kpi-xl：「nwe」というコマンドはありません。もしかして「new」ですか。"),
    "a command like none": (
        ("冷蔵庫",),
        "kpi-xl：「冷蔵庫」というコマンドはありません。使えるのは new、targets、adopt、actuals、diff、check、import、"
        "report、month-end、export-targets、templates、functions などです。",
    ),
    "an unknown option": (
        ("report", "log.csv", "--mont", "2026-11"),
        "kpi-xl report：「--mont」というオプションはありません。もしかして「--month」ですか。",
    ),
    "an option like none": (
        (*REPORT, "--xyz"),
        "kpi-xl report：「--xyz」というオプションはありません。「kpi-xl report --help」で使い方を確認してください。",
    ),
    "an option without its value": (
        ("report", "log.csv", "--month"),
        "kpi-xl report：「--month」の値がありません。「kpi-xl report --help」で使い方を確認してください。",
    ),
    "a value for a switch": (
        (*REPORT, "--json=yes"),
        "kpi-xl report：「--json」には値を付けられません。「kpi-xl report --help」で使い方を確認してください。",
    ),
    "a missing argument": (
        ("targets",),
        "kpi-xl targets：「役割または計画ブック」が指定されていません。「kpi-xl targets --help」で使い方を確認してください。",
    ),
    "no log": (
        ("report", "--role", "field_sales", "--month", "2026-11"),
        "LOG がありません。活動ログのファイルか --source、--store を指定するか、計画ブックのシート「活動ログ」に入力してください。",
    ),
    "files and a warehouse": (
        (*REPORT, "--source", "postgres://db.example/sales"),
        "LOG / --source：同時には指定できません。ファイルか --source の一方を指定してください。",
    ),
    "a table without its warehouse": (
        (*REPORT, "--table", "activity"),
        "--table：「activity」は --source と一緒に指定します。--source postgres://host/database を付けてください。",
    ),
    "options of files for a warehouse": (
        (
            "report", "--source", "mysql://db.example/sales", "--preset", "salesforce", "--rejects", "rejects.csv",
            "--role", "field_sales", "--month", "2026-11",
        ),
        "--source：「mysql」という接続先には対応していません。"
        "使えるのは postgres、postgresql、spark、sc、bigquery、snowflake、trino です。\n"
        "--preset はファイルのログにだけ使えます。活動ログのファイルを指定するか、これを外してください。\n"
        "--rejects はファイルのログにだけ使えます。活動ログのファイルを指定するか、これを外してください。",
    ),
    "a password on the command line": (
        ("report", "--source", "postgres://anna:hunter2@db.example/sales", "--role", "field_sales", "--month", "2026-11"),
        "--source にパスワードを書くことはできません（コマンドの履歴に残ります）。"
        "環境変数 PGPASSWORD か、~/.pgpass、接続サービスファイル（PGSERVICE）に置いてください。",
    ),
    "a store that is none": (
        (*REPORT, "--store", "text.duckdb"),
        "text.duckdb は kpi-xl の蓄積ファイルではありません。別の名前を指定してください。",
    ),
    "a store of another suffix": (
        (*REPORT, "--store", "sales.db"),
        "sales.db：「.db」では保存できません。拡張子を .duckdb にしてください。",
    ),
    "a store that is not there yet": (
        ("report", "--store", "sales.duckdb", "--role", "field_sales", "--month", "2026-11"),
        "sales.duckdb は蓄積ファイルですが、まだありません。先に活動ログを指定して作ってください。",
    ),
    "no month": (
        ("report", "log.csv", "--role", "field_sales"),
        "kpi-xl report：「--month」が指定されていません。「kpi-xl report --help」で使い方を確認してください。",
    ),
    "no output": (
        ("new", "field_sales"),
        "kpi-xl new：「--output」が指定されていません。「kpi-xl new --help」で使い方を確認してください。",
    ),
    "an argument too many": (
        ("targets", "field_sales", "2026-11"),
        "kpi-xl targets：「2026-11」は余分な引数です。空白を含む値は引用符で囲んでください。",
    ),
    "two arguments too many": (
        ("eval", "1", "+", "2"),
        "kpi-xl eval：「+ 2」は余分な引数です。空白を含む値は引用符で囲んでください。",
    ),
    "an unknown language": (
        ("targets", "field_sales", "--lang", "fr"),
        "--lang：「fr」という選択肢はありません。使えるのは ja、en です。",
    ),
    "an unknown rounding": (
        ("targets", "field_sales", "--rounding", "ends"),
        "--rounding：「ends」という選択肢はありません。もしかして「end」ですか。",
    ),
    "no members": (
        ("targets", "field_sales", "--members", "0"),
        "--members：「0」は1から10,000までの整数ではありません。「3」のように指定してください。",
    ),
    "half a member": (
        ("targets", "field_sales", "--members", "2.5"),
        "--members：「2.5」は1から10,000までの整数ではありません。「3」のように指定してください。",
    ),
    "members in words": (
        ("targets", "field_sales", "--members", "三人"),
        "--members：「三人」は1から10,000までの整数ではありません。「3」のように指定してください。",
    ),
    "control characters": (
        ("targets", "\x1b[31mfield\x00_sales"),
        "役割：「\\x1b[31mfield\\x00_sales」という役割はありません。もしかして「field_sales」ですか。",
    ),
}

ROLES_AND_MONTHS = {
    "an unknown role": (
        ("targets", "field_salse"),
        "役割：「field_salse」という役割はありません。もしかして「field_sales」ですか。",
    ),
    "an unknown track": (
        ("report", "log.csv", "--role", "inside_sales:bdx", "--month", "2026-11"),
        "inside_sales：「bdx」というトラックはありません。もしかして「bdr」ですか。",
    ),
    "a month 13": (
        ("report", "log.csv", "--role", "field_sales", "--month", "2026-13"),
        "--month：「2026-13」は月として読めません。「2026-11」のように入力してください。",
    ),
    "a month without year": (
        ("targets", "field_sales", "--month", "11月"),
        "--month：「11月」は月として読めません。「2026-11」のように入力してください。",
    ),
    "neither plan nor role": (
        ("report", "log.csv", "--month", "2026-11"),
        "--plan / --role：どちらかが必要です。計画ブック（--plan）か役割（--role）の一方を指定してください。",
    ),
    "both plan and role": (
        ("report", "log.csv", "--plan", "log.xlsx", *NOVEMBER),
        "--plan / --role：同時には指定できません。計画ブック（--plan）か役割（--role）の一方を指定してください。",
    ),
    "a day of another month": (
        (*REPORT, "--as-of", "2026-12-01"),
        "--as-of：「2026-12-01」は対象月の日付ではありません。「2026-11-15」のように指定してください。",
    ),
    "a day in words": (
        (*REPORT, "--as-of", "きのう"),
        "--as-of：「きのう」は対象月の日付ではありません。「2026-11-15」のように指定してください。",
    ),
    "a broken role definition": (
        ("targets", "role.toml"),
        "role.toml: role.id：「1」は使えません。文字列が必要です。二重引用符で囲んでください。\n"
        "role.toml: role.summary が必要です。「summary = …」を加えてください。\n"
        "role.toml: role.goal が必要です。「goal = …」を加えてください。",
    ),
    "a role definition that is not there": (
        ("targets", "none.toml"),
        "none.toml：ファイルがありません。ファイルの場所と名前を確認してください。",
    ),
}

SETTINGS = {
    "a rate typed as 25": (
        ("targets", "field_sales", "--set", "WIN_RATE=25"),
        "--set WIN_RATE：「25」は使えません。率は0より大きく100%以下です。"
        "25%は「25%」または「0.25」と入力してください。",
    ),
    "a rate of 0": (
        ("new", "field_sales", "-o", "new.xlsx", "--set", "WIN_RATE=0%"),
        "--set WIN_RATE：「0%」は使えません。率は0より大きく100%以下です。"
        "25%は「25%」または「0.25」と入力してください。",
    ),
    "an unknown name": (
        ("targets", "field_sales", "--set", "WIN_RAET=0.2"),
        "--set：「WIN_RAET」という入力はこのブックにありません。もしかして「WIN_RATE」ですか。",
    ),
    "a name like none": (
        ("targets", "field_sales", "--set", "利益=1"),
        "--set：「利益」という入力はこのブックにありません。使えるのは 売上、平均受注単価、成約率、商談実施率、アポイント率、商談設定率 です。",
    ),
    "no equals sign": (
        ("targets", "field_sales", "--set", "WIN_RATE"),
        "--set：「WIN_RATE」は「名前=値」の形ではありません。「--set KGI_AMOUNT=1,000万」のように指定してください。",
    ),
    "a text for a number": (
        ("targets", "field_sales", "--set", "KGI_AMOUNT=たくさん"),
        "--set KGI_AMOUNT：「たくさん」は数として読めません。「10000000」や「1,000万」のように入力してください。",
    ),
    "nothing for a number": (
        ("targets", "field_sales", "--set", "WIN_RATE="),
        "--set WIN_RATE は数として読めません。「20%」または「0.2」のように入力してください。",
    ),
    "infinity": (
        ("targets", "field_sales", "--set", "KGI_AMOUNT=1e400"),
        "--set KGI_AMOUNT：「1e400」は数として読めません。「10000000」や「1,000万」のように入力してください。",
    ),
    "a negative amount": (
        ("targets", "field_sales", "--set", "KGI_AMOUNT=-5"),
        "--set KGI_AMOUNT：「-5」は使えません。0以上の数が必要です。「10000000」や「1,000万」のように入力してください。",
    ),
    "a price of 0": (
        ("targets", "field_sales", "--set", "UNIT_PRICE=0"),
        "--set UNIT_PRICE：「0」は使えません。0より大きい数が必要です。「50万」のように指定してください。",
    ),
    "a 13th month": (
        ("targets", "field_sales", "--weights", "13=2"),
        "--weights：「13=2」は「月=重み」の形ではありません。「8=0.8,3=1.3」のように指定してください。",
    ),
    "two weights that are none": (
        ("targets", "field_sales", "--weights", "8,9=x,10=1"),
        "--weights：「8」は「月=重み」の形ではありません。「8=0.8,3=1.3」のように指定してください。\n"
        "--weights：「9=x」は「月=重み」の形ではありません。「8=0.8,3=1.3」のように指定してください。",
    ),
    "a year of zeros": (
        ("targets", "field_sales", "--weights", ",".join(f"{month}=0" for month in range(1, 13))),
        "--weights：「1=0,2=0,3=0,4=0,5=0,6=0,7=0,8=0,9=0,10=0,11=0,12=0」は0ばかりです。"
        "「8=0.8,3=1.3」のように指定してください。",
    ),
}

LOGS = {
    "no such log": (("report", "none.csv", *NOVEMBER), "none.csv：ファイルがありません。場所と名前を確認してください。"),
    "a folder": (("report", "folder", *NOVEMBER), "folder：ファイルではありません。場所と名前を確認してください。"),
    "an empty file": (
        ("report", "empty.csv", *NOVEMBER),
        "empty.csv：中身がありません。見出し行のある活動ログを書き出し直してください。",
    ),
    "a header alone": (
        ("report", "header.csv", *NOVEMBER),
        "header.csv：活動が1行もありません。期間を確認して書き出し直してください。",
    ),
    "missing columns": (
        ("report", "columns.csv", *NOVEMBER),
        "columns.csv：「担当者」の列がありません。もしかして「担当社」ですか。\n"
        "columns.csv：「種別」の列がありません。使えるのは 日付、担当社、種類 です。",
    ),
    "a photo": (
        ("report", "photo.csv", *NOVEMBER),
        "photo.csv：テキストのCSVではありません。CSV（UTF-8かShift_JIS）かExcelブックで保存し直してください。",
    ),
    "undecodable bytes": (
        ("report", "bytes.csv", *NOVEMBER),
        "bytes.csv 2行目：UTF-8でもShift_JISでも読めない文字があります。「CSV UTF-8」で保存し直してください。",
    ),
    "an unclosed quote": (
        ("report", "quote.csv", *NOVEMBER),
        'quote.csv 2行目：引用符（"）が正しく閉じていません。この行から先の「"」を直してください。',
    ),
    "not one readable row": (
        ("report", "all_bad.csv", *NOVEMBER),
        "all_bad.csv 2行目 日付：「2026-11-31」は日付として読めません。"
        "「2026/11/30」の形にするか、--map の date_order を指定してください。\n"
        "all_bad.csv 3行目 日付が空欄です。「2026/11/30」の形にするか、--map の date_order を指定してください。",
    ),
    "one bad row where none may be": (
        ("report", "one_bad.csv", *NOVEMBER, "--strict", "-o", "new.xlsx"),
        "one_bad.csv 4行目 種別：「昼食」という種別はありません。"
        "架電・アポイント・商談・受注などの種別にするか、--map で対応づけてください。",
    ),
    "an old workbook": (
        ("report", "old.xls", *NOVEMBER),
        "old.xls：「.xls」は読めない形式です。CSVか .xlsx で保存し直してください。",
    ),
    "a text named .xlsx": (
        ("report", "text.xlsx", *NOVEMBER),
        "text.xlsx：Excelブックではありません。Excelで開き、パスワードなしの .xlsx として保存し直してください。",
    ),
    "half a workbook": (
        ("report", "cut.xlsx", *NOVEMBER),
        "cut.xlsx：ファイルが壊れています。Excelで開いて保存し直すか、元のファイルをもう一度受け取ってください。",
    ),
    "a zip that is no workbook": (
        ("report", "album.xlsx", *NOVEMBER),
        "album.xlsx：Excelブックではありません。Excelで開き、パスワードなしの .xlsx として保存し直してください。",
    ),
    "a zip bomb": (
        ("report", "bomb.xlsx", *NOVEMBER),
        "bomb.xlsx：展開すると異常に大きくなるファイルです。ファイルの出どころを確認してください。",
    ),
    "a mapping with an unknown field": (
        (*REPORT, "--map", "odd.toml"),
        "odd.toml: columns.d：「day」という項目は活動ログにありません。"
        "使えるのは date、member、team、kind、count、amount、score、account、source、record です。",
    ),
    "a mapping that is no TOML": (
        (*REPORT, "--map", "open.toml"),
        "open.toml 2行目：TOMLとして読めません。「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください。",
    ),
    "no such mapping": (
        (*REPORT, "--map", "none.toml"),
        "none.toml：ファイルがありません。ファイルの場所と名前を確認してください。",
    ),
    "a folder as mapping": (
        (*REPORT, "--map", "folder"),
        "folder：ファイルとして開けません。ファイルの場所と名前を確認してください。",
    ),
}

OUTPUTS = {
    "no such folder": (
        (*REPORT, "-o", "nowhere/new.xlsx"),
        "nowhere：フォルダーがありません。先にフォルダーを作るか、別の場所を指定してください。",
    ),
    "the wrong suffix": (
        (*REPORT, "-o", "new.csv"),
        "new.csv：「.csv」では保存できません。拡張子を .xlsx にしてください。",
    ),
    "no suffix": ((*REPORT, "-o", "new"), "new に拡張子がありません。拡張子を .xlsx にしてください。"),
    "macros": (
        ("new", "field_sales", "-o", "new.xlsb"),
        "new.xlsb：「.xlsb」では保存できません。拡張子を .xlsx、.xlsm にしてください。",
    ),
    "the log itself": (
        ("report", "log.xlsx", *NOVEMBER, "-o", "./log.xlsx"),
        "log.xlsx は入力と同じファイルです。別の名前を指定してください。",
    ),
    "a link": ((*REPORT, "-o", "link.xlsx"), "link.xlsx は通常のファイルではありません。別の名前を指定してください。"),
    "a pipe": ((*REPORT, "-o", "pipe.xlsx"), "pipe.xlsx は通常のファイルではありません。別の名前を指定してください。"),
    "a device": (
        (*REPORT, "-o", "/dev/null"),
        "/dev/null に拡張子がありません。拡張子を .xlsx にしてください。\n"
        "/dev/null は通常のファイルではありません。別の名前を指定してください。",
    ),
    "a workbook that is there": (
        ("new", "field_sales", "-o", "there.xlsx"),
        "there.xlsx：同じ名前のファイルがすでにあります。別の名前にするか、置き換えてよければ --force を付けてください。",
    ),
    "a PDF of nothing": (
        (*REPORT, "--pdf"),
        "--pdf：PDFには出力ファイルの指定が必要です。-o FILE.xlsx を付けてください。",
    ),
    "a PDF where a folder is": (
        (*REPORT, "-o", "report.xlsx", "--pdf"),
        "report.pdf は通常のファイルではありません。別の名前を指定してください。",
    ),
    "a demo where a file is": (
        ("demo", "-o", "there.xlsx"),
        "there.xlsx：フォルダーではありません。別の場所を指定してください。",
    ),
}

EXPRESSIONS = {
    "an unknown function": (
        ("eval", "KPI_REQUIRED_CALS(1)"),
        "関数：「KPI_REQUIRED_CALS」という関数はありません。もしかして「KPI_REQUIRED_CALLS」ですか。",
    ),
    "no expression": (("eval", " = "), f"式が空です。{FORMULA}"),
    "half an expression": (("eval", "1+"), f"式：「1+」は式として読めません。{FORMULA}"),
    "an open bracket": (
        ("eval", "KPI_REQUIRED_DEALS(1,2"),
        f"式：「KPI_REQUIRED_DEALS(1,2」は式として読めません。{FORMULA}",
    ),
    "a rate of 25": (
        ("eval", "KPI_REQUIRED_CALLS(10000000,500000,25,5%)"),
        "win_rate：「25」は使えません。率は0より大きく100%以下です。25%は「25%」または「0.25」と入力してください。",
    ),
    "an argument too many for a function": (
        ("eval", "KPI_REQUIRED_DEALS(1,2,3)"),
        "KPI_REQUIRED_DEALS：「3」は引数の数として多すぎます。"
        "「KPI_REQUIRED_DEALS(revenue, unit_price)」の形で書いてください。",
    ),
    "an argument too few": (
        ("eval", "KPI_REQUIRED_DEALS(1)"),
        "KPI_REQUIRED_DEALS.unit_price：引数「平均受注単価（円）」がありません。"
        "値を指定するか、UNIT_PRICE という名前のセルを用意してください。",
    ),
    "a word for a number": (
        ("eval", 'KPI_REQUIRED_DEALS("abc",2)'),
        "revenue：「abc」は数として読めません。売上目標（円）を指定してください。",
    ),
    "a negative cell in a range": (
        ("eval", "KPI_REQUIRED_DEALS({1,-2},5)"),
        "revenue[2]：「-2」は使えません。0以上の数が必要です。売上目標（円）を指定してください。",
    ),
    "ranges of two sizes": (
        ("eval", "KPI_REQUIRED_DEALS({1,2},{1,2,3})"),
        "KPI_REQUIRED_DEALS：「2, 3」は範囲の大きさがそろっていません。同じ大きさの範囲を指定してください。",
    ),
    "a division by zero": (("eval", "1/0"), "式：「1/0」は計算できません。0で割らない、桁あふれしない式にしてください。"),
    "an overflow": (("eval", "1e308*10"), "式：「1e308*10」は計算できません。0で割らない、桁あふれしない式にしてください。"),
    "a text a thousand million times": (
        ("eval", '"a"*1000000000'),
        '式：「"a"*1000000000」は計算できません。0で割らない、桁あふれしない式にしてください。',
    ),
    "a power tower": (("eval", "9**9**9"), f"式：「9**9**9」は式として読めません。{FORMULA}"),
    "an attempt to reach Python": (
        ("eval", "().__class__.__bases__"),
        f"式：「().__class__.__bases__」は式として読めません。{FORMULA}",
    ),
    "3,000 brackets": (("eval", "(" * 3_000), f"式：「{'(' * 57}...」は式として読めません。{FORMULA}"),
    "a formula longer than Excel's": (
        ("eval", "1+" * 5_000 + "1"),
        f"式：「{'1+' * 28}1...」は式として読めません。{FORMULA}",
    ),
    "a number of 5,000 digits": (("eval", "9" * 5_000), f"式：「{'9' * 57}...」は式として読めません。{FORMULA}"),
    "600 additions": (
        ("eval", "1+" * 600 + "1"),
        f"式：「{'1+' * 28}1...」は長すぎて計算できません。いくつかの式に分けてください。",
    ),
    "an unknown name in an expression": (
        ("eval", "UNIT_PRIZE*2", "--set", "UNIT_PRICE=50万"),
        "式：「UNIT_PRIZE」という名前はありません。もしかして「UNIT_PRICE」ですか。",
    ),
    "a name without a value": (
        ("eval", "UNIT_PRICE*2"),
        "式：「UNIT_PRICE」という名前はありません。数で書くか、--set UNIT_PRICE=値 を付けてください。",
    ),
    "a day that is none": (
        ("eval", "KPI_PER_DAY(10,DATE(2026,13,1))"),
        "DATE：「2026,13,1」は日付になりません。「DATE(2026,11,30)」のように書いてください。",
    ),
}

CASES = {**COMMAND_LINE, **ROLES_AND_MONTHS, **SETTINGS, **LOGS, **OUTPUTS, **EXPRESSIONS}

ENGLISH = {
    "no command": "kpi-xl: 'COMMAND' is missing. See kpi-xl --help.",
    "an unknown command": "kpi-xl: 'nwe' is not a command. Did you mean 'new'?",
    "an unknown option": "kpi-xl report: '--mont' is not an option. Did you mean '--month'?",
    "an option without its value": "kpi-xl report: '--month' needs a value. See kpi-xl report --help.",
    "a missing argument": "kpi-xl targets: 'ROLE_OR_BOOK' is missing. See kpi-xl targets --help.",
    "no log": "LOG is missing. Name an activity log, give --source or --store, or type the log into the planning workbook (sheet Activity log).",
    "a password on the command line": "--source must not hold a password, which would stay in the shell's history."
    " Keep it in PGPASSWORD, ~/.pgpass or a connection service file (PGSERVICE).",
    "a store that is none": "text.duckdb is not a store of kpi-xl. Give another name.",
    "an argument too many": "kpi-xl targets: '2026-11' is one argument too many. Put a value with spaces in quotes.",
    "no members": "--members: '0' is not a whole number from 1 to 10,000. Write it as 3.",
    "an unknown role": "role: 'field_salse' is not a known role. Did you mean 'field_sales'?",
    "a month 13": "--month: '2026-13' is not a month. Write it as 2026-11.",
    "neither plan nor role": "--plan / --role: one of them is needed. "
    "Give either a planning workbook (--plan) or a role (--role).",
    "both plan and role": "--plan / --role cannot be given together. "
    "Give either a planning workbook (--plan) or a role (--role).",
    "a day of another month": "--as-of: '2026-12-01' is not a day of the report's month. Write it as 2026-11-15.",
    "a rate typed as 25": "--set WIN_RATE: got '25'; a rate is above 0 and at most 100%. Write 25% as 25% or 0.25.",
    "an unknown name": "--set: 'WIN_RAET' is not an input of this workbook. Did you mean 'WIN_RATE'?",
    "no equals sign": "--set: 'WIN_RATE' is not NAME=VALUE. Write it as --set KGI_AMOUNT=10000000.",
    "a price of 0": "--set UNIT_PRICE: '0' must be above 0. Write it as 500000.",
    "no such log": "none.csv does not exist. Check the path and the name.",
    "a folder": "folder is not a file. Check the path and the name.",
    "an empty file": "empty.csv is empty. Export the activity log again, with its header row.",
    "a header alone": "header.csv has no activity rows. Check the period and export it again.",
    "missing columns": "columns.csv: 'member' is a column that is missing. Known: 日付, 担当社, 種類.",
    "undecodable bytes": "bytes.csv line 2 has a character that is neither UTF-8 nor Shift_JIS. Save it as CSV UTF-8.",
    "an unclosed quote": "quote.csv line 2: a quote is not closed properly. Correct the quotes from this line on.",
    "one bad row where none may be": "one_bad.csv line 4 kind: '昼食' is not a known kind. "
    "Use a kind such as call or won, or map it with --map.",
    "an old workbook": "old.xls: '.xls' is a format that cannot be read. Save it as CSV or .xlsx.",
    "half a workbook": "cut.xlsx is damaged. Save it again from Excel, or fetch it once more.",
    "a zip bomb": "bomb.xlsx unpacks to an abnormal size. Check where the file comes from.",
    "no such folder": "nowhere: there is no such folder. Create it first, or name another one.",
    "the wrong suffix": "new.csv: '.csv' is not a suffix that can be written. End it in .xlsx.",
    "the log itself": "log.xlsx is one of the inputs. Give another name.",
    "a link": "link.xlsx is not an ordinary file. Give another name.",
    "a workbook that is there": "there.xlsx exists already. Give another name, or add --force to replace it.",
    "a PDF of nothing": "--pdf: a PDF needs an output file. Add -o FILE.xlsx.",
    "an unknown function": "function: 'KPI_REQUIRED_CALS' is not a known function. Did you mean 'KPI_REQUIRED_CALLS'?",
    "no expression": "expression is empty. Write it as KPI_REQUIRED_CALLS(10000000,500000,20%,5%).",
    "an argument too many for a function": "KPI_REQUIRED_DEALS: '3' is too many arguments. "
    "Write it as KPI_REQUIRED_DEALS(revenue, unit_price).",
    "a division by zero": "expression: '1/0' cannot be computed. Write a formula that does not divide by 0 or overflow.",
    "ranges of two sizes": "KPI_REQUIRED_DEALS: '2, 3' are sizes of ranges that do not match. Give ranges of one size.",
}


def everything_in(folder: Path) -> dict[Path, bytes | None]:
    """All files with their content; links and pipes are only noted."""
    return {path: path.read_bytes() if path.is_file() and not path.is_symlink() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("case", CASES)
def test_a_mistake_gets_its_message_and_leaves_nothing_behind(case: str, desk: Path, run):
    """Place, value, rule, remedy; a script sees status 2, and no half-written file is taken for a result."""
    arguments, message = CASES[case]
    before = everything_in(desk)
    assert run(*arguments) == (2, "", f"{message}\n")
    assert everything_in(desk) == before


@pytest.mark.parametrize("case", ENGLISH)
def test_english_speakers_get_the_same(case: str, desk: Path, run):
    """``--lang en`` works wherever it stands, for mistakes of the command line itself too."""
    arguments = CASES[case][0]
    for spoken in ((*arguments, "--lang", "en"), ("--lang=en", *arguments)):
        if case == "an option without its value" and spoken[0] != "--lang=en":
            continue  # `--month --lang` would take --lang for the month
        said = run(*spoken)
        assert said.status == 2
        assert said.out == ""
        assert said.err.splitlines()[0] == ENGLISH[case]


def test_everything_that_is_wrong_is_told_at_once(desk: Path, run):
    """One run tells all six mistakes of this line, in the order of the options' meaning."""
    said = run("report", "none.csv", "--role", "field_salse", "--month", "2026-99", "-o", "a/b.txt", "--map", "none.toml")
    assert said.err.splitlines() == [
        "--month：「2026-99」は月として読めません。「2026-11」のように入力してください。",
        "none.toml：ファイルがありません。ファイルの場所と名前を確認してください。",
        "役割：「field_salse」という役割はありません。もしかして「field_sales」ですか。",
        "a/b.txt：「.txt」では保存できません。拡張子を .xlsx にしてください。",
        "a：フォルダーがありません。先にフォルダーを作るか、別の場所を指定してください。",
        "none.csv：ファイルがありません。場所と名前を確認してください。",
    ]
    said = run("new", "sales", "-o", "new.txt", "--month", "x")
    assert len(said.err.splitlines()) == 3
    said = run("targets", "field_sales", "--set", "A=1", "--set", "WIN_RATE=25", "--month", "x", "--weights", "y")
    assert len(said.err.splitlines()) == 4


def test_the_language_of_the_environment_is_kept_to(desk: Path, run, monkeypatch: pytest.MonkeyPatch):
    """``KPI_XL_LANG`` speaks for those who never want to type ``--lang``; an unknown one is no reason to fail."""
    monkeypatch.setenv("KPI_XL_LANG", "en")
    assert run("nwe").err == "kpi-xl: 'nwe' is not a command. Did you mean 'new'?\n"
    assert run("nwe", "--lang", "ja").err == "kpi-xl：「nwe」というコマンドはありません。もしかして「new」ですか。\n"
    monkeypatch.setenv("KPI_XL_LANG", "fr")
    assert run("nwe").err.startswith("kpi-xl：")


def test_a_console_that_cannot_show_japanese_does_not_crash(desk: Path):
    """Windows consoles speak CP932, some servers ASCII: characters are replaced, the message comes."""
    import io
    import sys

    from kpi_xl.cli import main

    for encoding in ("ascii", "cp932"):
        stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        kept, sys.stderr = sys.stderr, stream
        try:
            with pytest.raises(SystemExit) as left:
                main(["targets", "髙い\U0001f600"])
        finally:
            sys.stderr = kept
        stream.flush()
        assert left.value.code == 2
        assert b"field_sales" in stream.buffer.getvalue()
