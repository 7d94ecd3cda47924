"""What others have broken it with, one by one, each run as people run it and measured: ``python -m tests.hostile.cases --record``.

Every run must answer as expected (status, a part of what is said), below a gigabyte and 20 seconds of the processor; the figures go into
docs/reliability.md beside what each did before.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kpi_xl.cli import main as kpi_xl
from kpi_xl.language import Text
from tests.hostile import odd_files as odd
from tests.hostile.imports import know_everything
from tests.hostile.page import record_cases
from tests.hostile.trial import DONE, MOST_MB, MOST_SECONDS, REFUSED, has_formula

LONGEST_WAIT = 600
SECRET = "hunter2"


@dataclass(frozen=True)
class Run:
    """One command and what must come of it."""

    arguments: tuple[str, ...]
    status: int = REFUSED
    said: str = ""  #: a part of what is printed
    as_nobody: bool = False  #: by a user who may write nowhere but in the folder


@dataclass(frozen=True)
class Case:
    """One way to break it."""

    what: Text
    before: Text
    now: Text
    make: Callable[[Path], Sequence[Run]]  #: in a folder that holds log.csv and plan.xlsx


@dataclass(frozen=True)
class Measured:
    """What a run took."""

    seconds: float  #: of the processor
    megabytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all cases; 0 where each answered as expected."""
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.cases", description=__doc__)
    parser.add_argument("--only", help="a part of the English name of a case")
    parser.add_argument("--record", action="store_true", help="write the figures into docs/reliability.md")
    options = parser.parse_args(arguments)
    know_everything()
    found: dict[Case, list[Measured]] = {}
    misses = 0
    for case in CASES:
        if options.only and options.only not in case.what.en:
            continue
        with tempfile.TemporaryDirectory(prefix="cases-") as name:
            folder = Path(name)
            folder.chmod(0o777)
            odd.lay_desk(folder)
            runs = case.make(folder)
            found[case] = measured = []
            for run in runs:
                result, missed = _ran(run, folder)
                measured.append(result)
                misses += len(missed)
                for each in missed:
                    print(f"MISSED {case.what.en}: kpi-xl {' '.join(run.arguments)[:200]}: {each}", flush=True)
        most = Measured(max(each.seconds for each in measured), max(each.megabytes for each in measured))
        print(f"{case.what.en}: {len(measured)} runs, at most {most.seconds:.1f} s and {most.megabytes:.0f} MB", flush=True)
    print(f"{len(found)} cases, {sum(map(len, found.values()))} runs, {misses} missed")
    if options.record:
        record_cases([(case.what, case.before, case.now, found[case]) for case in CASES])
    return 1 if misses else 0


def _ran(run: Run, folder: Path) -> tuple[Measured, list[str]]:
    said = folder / ".said"
    before = {path.name for path in folder.iterdir()}
    child = _begun(run, folder, said)
    begun = time.monotonic()
    while not (ended := os.wait4(child, os.WNOHANG))[0]:
        if time.monotonic() - begun > LONGEST_WAIT:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.01)
    _, status, used = ended
    measured = Measured(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    return measured, list(_misses(run, os.waitstatus_to_exitcode(status), measured, said.read_text("utf-8", "replace"), folder, before))


def _begun(run: Run, folder: Path, said: Path) -> int:
    """The process that runs it: a new one as people begin it, or, as nobody, a fork of this one: nobody may read where Python lies."""
    child = os.fork()
    if not child:
        os.chdir(folder)
        os.environ |= {"KPI_XL_LANG": "en", "TMPDIR": str(folder)}
        handle = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(handle, stream)
        if not run.as_nobody:
            words = "import sys; sys.path.insert(0, sys.argv.pop(1)); from kpi_xl.cli import main; main()"
            os.execv(sys.executable, [sys.executable, "-c", words, str(odd.ROOT), *run.arguments])
        if os.getuid() == 0:
            os.setgid(odd.NOBODY)
            os.setuid(odd.NOBODY)
        status = 1
        try:
            kpi_xl(run.arguments)
        except SystemExit as left:
            status = int(left.code or 0)
        finally:
            os._exit(status)
    return child


def _misses(run: Run, status: int, measured: Measured, said: str, folder: Path, before: set[str]) -> list[str]:
    found = []
    if status != run.status:
        found.append(f"exit status {status}: {said[-300:]}")
    if run.said not in said:
        found.append(f"says {said[:300]!r}")
    if "Traceback" in said or "panicked at" in said:
        found.append("traceback")
    if SECRET in said:
        found.append("a password was repeated")
    if measured.seconds > MOST_SECONDS or measured.megabytes > MOST_MB:
        found.append(f"{measured.seconds:.1f} s, {measured.megabytes:.0f} MB")
    new = {path.name for path in folder.iterdir()} - before - {".said"}
    found += [f"{name} has a formula" for name in new if name.endswith(".csv") and has_formula(folder / name)]
    if status == REFUSED and new:
        found.append(f"left {sorted(new)[:3]}")
    return found


_REPORT = ("--role", "field_sales", "--month", "2026-11")


def _sheet(content: str) -> Callable[[Path], Sequence[Run]]:
    def make(folder: Path) -> Sequence[Run]:
        odd.workbook(folder / "odd.xlsx", content)
        return [Run(("import", "odd.xlsx", "-o", "x.csv"), DONE, "odd.xlsx: 2 rows")]

    return make


def _wide_rows(folder: Path) -> Sequence[Run]:
    odd.workbook(folder / "odd.xlsx", odd.one_cell_a_row_in_xfc(3000))
    return [Run(("import", "odd.xlsx", "-o", "x.csv"), DONE, "odd.xlsx: 2 rows")]


def _long_record(folder: Path) -> Sequence[Run]:
    (folder / "long.csv").write_text(f"{odd.LOG}2026-11-02,{'山' * 700_000},東,架電,1,\n", encoding="utf-8")
    return [
        Run(("report", "long.csv", *_REPORT), REFUSED, "longer than 2 MB"),
        Run(("import", "long.csv", "-o", "x.csv"), REFUSED, "longer than 2 MB"),
    ]


def _columns(folder: Path) -> Sequence[Run]:
    odd.wide_log(folder / "wide.csv", 100_000)
    return [Run(("report", "wide.csv", *_REPORT), REFUSED, "16,384"), Run(("import", "wide.csv", "-o", "x.csv"), REFUSED, "16,384")]


def _readers(name: str, said: str = "") -> list[Run]:
    """Every command that reads a file by that name."""
    commands: tuple[tuple[str, ...], ...] = (
        ("report", name, *_REPORT), ("check", f"{name}.csv"),
        ("report", "log.csv", *_REPORT, "--map", name), ("report", "log.csv", "--plan", name, "--month", "2026-11"),
        ("report", "log.csv", "--role", f"./{name}.toml", "--month", "2026-11"), ("report", "log.csv", *_REPORT, "--store", f"{name}.duckdb"),
        ("import", name, "-o", "x.csv"), ("new", "company", "--members", name, "-o", "x.xlsx"), ("new", "--from", name, "-o", "x.xlsx"),
        ("targets", name), ("diff", name, "plan.xlsx"), ("adopt", name, "--case", "1"), ("actuals", name, "--log", "log.csv"),
        ("month-end", name), ("month-end", "plan.xlsx", name), ("export-targets", name, "--to", "csv", "-o", "x.csv"),
        ("export-targets", "company.xlsx", "--to", "hubspot", "--ids", name, "-o", "x.csv"), ("templates", "check", name, "--role", "field_sales"),
    )  # fmt: skip
    return [Run(command, REFUSED, said) for command in commands]


def _pipes(folder: Path) -> Sequence[Run]:
    for name in ("pipe", "pipe.csv", "pipe.toml", "pipe.duckdb"):
        os.mkfifo(folder / name)
    return _readers("pipe")


def _devices(folder: Path) -> Sequence[Run]:
    for name in ("zero", "zero.csv", "zero.toml", "zero.duckdb"):
        (folder / name).symlink_to("/dev/zero")
    return _readers("zero")


def _large_toml(folder: Path) -> Sequence[Run]:
    with (folder / "large.toml").open("wb") as file:
        for _ in range(200):
            file.write(b"# " + b"x" * 999_997 + b"\n")
    return [
        Run(("targets", "large.toml"), REFUSED, "larger than 1 MB"), Run(("new", "large.toml", "-o", "x.xlsx"), REFUSED, "larger than 1 MB"),
        Run(("report", "log.csv", *_REPORT, "--map", "large.toml"), REFUSED, "larger than 1 MB"),
    ]  # fmt: skip


def _decimals(folder: Path) -> Sequence[Run]:
    runs = []
    for place, number in enumerate(("1e9", "1000000000", "-3")):
        (folder / f"own{place}.toml").write_text(odd.ROLE.replace("[[kpis]]", f"[[kpis]]\ndecimals = {number}", 1), encoding="utf-8")
        runs.append(Run(("new", f"own{place}.toml", "-o", "x.xlsx"), REFUSED, "must be a whole number from 0 to 10"))
    return runs


def _long_names(folder: Path) -> Sequence[Run]:
    name = "長" * 100
    options = (
        ("-o", ".xlsx"), ("--map", ".toml"), ("--plan", ".xlsx"), ("--store", ".duckdb"), ("--rejects", ".csv"), ("--each-member", ""),
        ("--one-on-one", ""), ("--text", ".md"), ("--html", ".html"),
    )  # fmt: skip
    against = {"--plan": ("--month", "2026-11")}
    runs = [Run(("report", "log.csv", *against.get(option, _REPORT), option, name + suffix)) for option, suffix in options]
    more = (("report", f"{name}.csv", *_REPORT), ("export-targets", "company.xlsx", "--to", "csv", "-o", f"{name}.csv"),
            ("month-end", "plan.xlsx", "log.csv", "--out", name), ("new", "field_sales", "-o", f"{name}.xlsx"))  # fmt: skip
    return [*runs, *map(Run, more)]


def _no_utf8(folder: Path) -> Sequence[Run]:
    runs = []
    for suffix in (".csv", ".xlsx", ".parquet", ".duckdb"):
        name = os.fsdecode(b"\x83\x8d\x83O" + suffix.encode())
        (folder / name).write_bytes((folder / "log.csv").read_bytes())
        runs.append(Run(("report", name, *_REPORT)))
    return runs


def _closed_folders(folder: Path) -> Sequence[Run]:
    closed = folder / "closed"
    closed.mkdir(mode=0o000)
    commands = (
        ("report", "closed/log.csv", *_REPORT), ("report", "log.csv", *_REPORT, "-o", "closed/x.xlsx"), ("import", "log.csv", "-o", "closed/x.csv"),
        ("report", "log.csv", *_REPORT, "--each-member", "closed"), ("report", "log.csv", *_REPORT, "--one-on-one", "closed"),
        ("report", "log.csv", *_REPORT, "--text", "closed/x.md"), ("report", "log.csv", *_REPORT, "--html", "closed/x.html"),
        ("report", "log.csv", *_REPORT, "--store", "closed/x.duckdb"), ("month-end", "plan.xlsx", "log.csv", "--out", "closed"),
        ("new", "field_sales", "-o", "closed/x.xlsx"), ("export-targets", "company.xlsx", "--to", "csv", "-o", "closed/x.csv"),
    )  # fmt: skip
    return [Run(command, as_nobody=True) for command in commands]


def _ragged(folder: Path) -> Sequence[Run]:
    (folder / "people.csv").write_text("氏名,課\n山田,東\n佐藤,西,余分\n鈴木\n", encoding="utf-8")
    (folder / "map.toml").write_text(odd.MAPPING.format(file="people.csv", member="氏名"), encoding="utf-8")
    (folder / "own.csv").write_text(f"担当者,チーム,役割\n高橋,東,field_sales{',' * 3_000_000}\n山田,東,field_sales\n", encoding="utf-8")
    (folder / "ids.csv").write_text("担当者,ユーザーID,メール\n山田,1\n佐藤,2,a@b.co,余分\n", encoding="utf-8")
    return [
        Run(("report", "log.csv", "--map", "map.toml", *_REPORT), DONE), Run(("new", "company", "--members", "own.csv", "-o", "x.xlsx"), DONE),
        Run(("export-targets", "company.xlsx", "--to", "hubspot", "--ids", "ids.csv", "-o", "x.csv")),
    ]  # fmt: skip


def _numbers(folder: Path) -> Sequence[Run]:
    runs = [Run(("targets", "field_sales", "--month", "9999-12"), REFUSED, "--month"), Run(("eval", 'KPI_WORKING_DAYS("9999-12-31","9999-12-31")'))]
    for number in ("1e308", "1e-300"):
        (folder / f"{number}.toml").write_text(odd.ROLE.replace("target = 500_000", f"target = {number}", 1), encoding="utf-8")
        (folder / f"{number}.csv").write_text(f"担当者,役割,重み,積み上げ\n山田,field_sales,1,{number}\n", encoding="utf-8")
        odd.plan_with(folder, f"{number}.xlsx", "KGI_AMOUNT", float(number))
        runs += [
            Run(("targets", "field_sales", "--set", f"KGI_AMOUNT={number}"), REFUSED, "KGI_AMOUNT"),
            Run(("targets", f"{number}.toml"), REFUSED, "target"),
            Run(("new", "company", "--members", f"{number}.csv", "-o", "x.xlsx"), REFUSED, f"{number}.csv"),
            Run(("report", "log.csv", "--plan", f"{number}.xlsx", "--month", "2026-11"), REFUSED, f"{number}.xlsx"),
        ]  # fmt: skip
    return runs


def _strangers(folder: Path) -> Sequence[Run]:
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "people.csv").write_text(f"{SECRET},x\n1,2\n", encoding="utf-8")
    (folder / "elsewhere" / "own.toml").write_text(f"[{SECRET}]\nx = 1\n", encoding="utf-8")
    (folder / "linked.csv").symlink_to(folder / "elsewhere" / "people.csv")
    (folder / "linked.toml").symlink_to(folder / "elsewhere" / "own.toml")
    runs = []
    for place, name in enumerate(("elsewhere/people.csv", str(folder / "elsewhere" / "people.csv"), "linked.csv", "..")):
        (folder / f"map{place}.toml").write_text(odd.MAPPING.format(file=name, member="氏名"), encoding="utf-8")
        runs.append(Run(("report", "log.csv", "--map", f"map{place}.toml", *_REPORT)))
    for place, role in enumerate(("elsewhere/own", str(folder / "elsewhere" / "own.toml"), "linked", "../elsewhere/own")):
        odd.plan_with(folder, f"strange{place}.xlsx", "BOOK_ROLE", role)
        runs.append(Run(("report", "log.csv", "--plan", f"strange{place}.xlsx", "--month", "2026-11")))
    for place, (name, value) in enumerate((("CLOSING_STORE", "../x.duckdb"), ("CLOSING_FOLDER", "/tmp"), ("CLOSING_MAP", "~/map.toml"))):
        odd.plan_with(folder, f"close{place}.xlsx", name, value)
        runs.append(Run(("month-end", f"close{place}.xlsx", "log.csv"), REFUSED, "outside the workbook's folder"))
    return runs


def _secrets(folder: Path) -> Sequence[Run]:
    forms = (
        f"postgres://me:{SECRET}@host/db", f"postgres://host/db?passwd={SECRET}", f"postgres://host/db?pwd={SECRET}",
        f"postgres://host/db?apikey={SECRET}", f"postgres://me%3A{SECRET}%40host/db", f"postgres://host/db?p%61sswd={SECRET}",
        f"postgres://me：{SECRET}＠host/db",
    )  # fmt: skip
    places: tuple[tuple[str, ...], ...] = (
        ("report", "{}", *_REPORT), *(("report", "log.csv", *_REPORT, option, "{}") for option in (
            "--table", "--store", "-o", "--map", "--rejects", "--each-member", "--one-on-one", "--text", "--html", "--source",
        )),
        ("report", "log.csv", "--month", "2026-11", "--plan", "{}"), ("month-end", "{}"), ("month-end", "plan.xlsx", "--out", "{}"),
        ("month-end", "company.xlsx", "--source", "{}"),
        ("export-targets", "company.xlsx", "--to", "csv", "--ids", "{}", "-o", "x.csv"), ("diff", "{}", "plan.xlsx"),
        ("actuals", "plan.xlsx", "--log", "{}"),
        ("new", "--from", "{}", "-o", "x.xlsx"), ("report", *_REPORT, "--json", "--source", "{}"),
    )  # fmt: skip
    every = [(place, forms[number % len(forms)]) for number, place in enumerate(places)] + [(places[9], form) for form in forms]
    return [Run(tuple(word.format(form) for word in place), REFUSED, "password") for place, form in every]


def _formulas(folder: Path) -> Sequence[Run]:
    odd.hostile_names(folder)
    return [
        Run(("import", "formulas.csv", "-o", "made.csv", "--rejects", "rejects.csv"), DONE),
        Run(("report", "formulas.csv", *_REPORT, "--rejects", "rejects2.csv"), DONE),
        Run(("export-targets", "formulas.xlsx", "--to", "csv", "-o", "targets.csv"), DONE),
        Run(("export-targets", "formulas.xlsx", "--to", "hubspot", "--ids", "formula-ids.csv", "-o", "hubspot.csv"), DONE),
    ]  # fmt: skip


def _long_text(times: int) -> Callable[[Path], Sequence[Run]]:
    return lambda folder: [Run(("check", "2026年" * times), DONE)]


def _many_kpis(folder: Path) -> Sequence[Run]:
    (folder / "many.toml").write_text(odd.role_of(200), encoding="utf-8")
    return [Run(("new", "many.toml", "--month", "2026-11", "-o", "x.xlsx"), DONE)]


def _wide(columns: int) -> Callable[[Path], Sequence[Run]]:
    def make(folder: Path) -> Sequence[Run]:
        odd.wide_log(folder / "wide.csv", columns)
        return [Run(("report", "wide.csv", *_REPORT), DONE)]

    return make


def _names_of_everything(folder: Path) -> Sequence[Run]:
    """Cards, reports, records and connections whose content is not what it was."""
    odd.close_by_strangers(folder)
    close = ("month-end", "plan.xlsx", "log.csv", "--make", "report,cards")
    return [
        Run((*close, "--out", "whole-sheet-card"), REFUSED, "damaged"), Run((*close, "--out", "whole-sheet-notes"), REFUSED, "damaged"),
        Run((*close, "--out", "deep-record"), REFUSED, "record of a close"), Run((*close, "--out", "text-record"), REFUSED, "record of a close"),
    ]  # fmt: skip


_BROKEN, _NOT_LINEAR = Text("約束を破った", "did not hold"), Text("列数に比例しない", "not linear")
_ABORTED = Text("549GBを要求して異常終了", "aborted: asked for 549 GB")
_READ = Text("表の行だけを読む", "the rows of the table are read")
CASES = (
    *(
        Case(
            Text(f"XFD1048576に離れた値：{ja}", f"stray cell in XFD1048576: {en}"), _ABORTED, _READ, _sheet(content),
        ) for ja, en, content in (
            ("普通の書き方", "as usual", odd.STRAY), ("逆順の行", "rows in reverse", odd.REVERSED),
            ("番号のない行", "rows without number", odd.UNNUMBERED),
            ("タグの中の改行", "line breaks in tags", odd.BROKEN_TAGS), ("接頭辞つきのタグ", "prefixes in tags", odd.PREFIXED),
        )
    ),
    Case(Text("3,000行、XFC列に1セルずつ", "3,000 rows, a cell each in column XFC"), Text("2GB", "2 GB"), _READ, _wide_rows),
    Case(
        Text("2MBを超えるCSVの1行", "a CSV line over 2 MB"), _BROKEN,
        Text("行番号を示して断る", "refused, with its line"), _long_record,
    ),
    Case(
        Text("100,000列のCSV", "a CSV of 100,000 columns"), _NOT_LINEAR,
        Text("16,384列までと断る", "refused: up to 16,384 columns"), _columns,
    ),
    Case(
        Text("パイプ（18通りの読み込み）", "a pipe, in 18 places"), _BROKEN,
        Text("通常のファイルではないと断る", "refused: not an ordinary file"), _pipes,
    ),
    Case(
        Text("/dev/zero（18通りの読み込み）", "/dev/zero, in 18 places"), _BROKEN,
        Text("通常のファイルではないと断る", "refused: not an ordinary file"), _devices,
    ),
    Case(Text("200MBのTOML", "200 MB of TOML"), _BROKEN, Text("1MBまでと断る", "refused: up to 1 MB"), _large_toml),
    Case(
        Text("decimals = 1e9、-3", "decimals = 1e9, -3"), _BROKEN,
        Text("0から10までと断る", "refused: from 0 to 10"), _decimals,
    ),
    Case(
        Text("255バイトを超える名前（13か所）", "names over 255 bytes, in 13 places"), _BROKEN,
        Text("名前が長すぎると断る", "refused: too long a name"), _long_names,
    ),
    Case(
        Text("UTF-8でないログの名前", "log names that are not UTF-8"), _BROKEN,
        Text("名前の文字化けと断る", "refused: a name that is not UTF-8"), _no_utf8,
    ),
    Case(
        Text("読み書きできないフォルダー（11か所）", "unreadable folders, in 11 places"), _BROKEN,
        Text("権限を示して断る", "refused: may not be read or written"), _closed_folders,
    ),
    Case(
        Text("列数のそろわない担当者の表", "ragged tables of members"),
        _BROKEN,
        Text("読むか、行を示して断る", "read, or refused with the line"), _ragged,
    ),
    Case(
        Text("9999-12-31、1e308、1e-300の入力", "9999-12-31, 1e308, 1e-300 typed"),
        _BROKEN,
        Text("入力した場所で断る", "refused where they are typed"), _numbers,
    ),
    Case(
        Text("別の場所を指す [members] file、BOOK_ROLE、締めの欄", "[members] file, BOOK_ROLE, the month-end section, pointing elsewhere"),
        _BROKEN,
        Text("断る。中身は出さない", "refused; nothing repeated"), _strangers,
    ),
    Case(
        Text("パスワードを誤ったオプションに（27通り）", "passwords in wrong options, 27 ways"), _BROKEN,
        Text("断る。パスワードは出さない", "refused; never repeated"), _secrets,
    ),
    Case(
        Text("＝＋－＠で始まる名前（出力するCSV 5つ）", "names that begin with ＝ ＋ － ＠, in the 5 CSV files written"),
        _BROKEN, Text("先頭に ' を付ける", "a ' before each"), _formulas,
    ),
    *(
        Case(
            Text(f"checkに「2026年」を{times:,}回", f"check, {times:,} times 2026年"), before, Text("読む", "read"), _long_text(times),
        ) for times, before in ((1000, Text("—", "—")), (8000, Text("11.6秒（8倍の文に43倍）", "11.6 s (43 times for 8 times the text)")))
    ),
    Case(Text("KPIが200の役割の new", "new, of a role of 200 KPIs"), Text("30秒", "30 s"), Text("ブックを作る", "a workbook"), _many_kpis),
    *(
        Case(Text(f"{columns:,}列のCSV", f"a CSV of {columns:,} columns"), before, Text("読む", "read"), _wide(columns))
        for columns, before in ((8_000, Text("—", "—")), (16_000, _NOT_LINEAR))
    ),
    Case(
        Text("締めのカード・レポート・記録を壊す", "cards, reports and records of a close, broken"),
        Text("範囲を限らずに読む", "read without bounds"),
        Text("断る。書いたものは残る", "refused; what was written stays"), _names_of_everything,
    ),
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
