"""What the declarations of commands share: their form, and the options that several take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kpi_xl.cli.terminal.help import SpokenCommand, SpokenOption
from kpi_xl.cli.terminal.options import OneOf
from kpi_xl.language import LANGUAGES, Text

FILE = click.Path(path_type=Path, readable=False)  # who may read it is told where it is read, in the language spoken


def language() -> click.Option:
    return SpokenOption(["--lang"], type=OneOf(LANGUAGES), help=str(LANG))


def command_of(name: str, text: Text, examples: tuple[str | Text, ...], *params: click.Parameter) -> Callable[[Any], click.Command]:
    """A command whose help ends with examples; ``--lang`` is everywhere and was read before."""

    def make(callback: Callable[..., None]) -> click.Command:
        def without_language(lang: str | None, **values: Any) -> None:
            from kpi_xl.disks import clean_up  # late: help leaves nothing

            clean_up()
            callback(**values)

        return SpokenCommand(
            name, help=with_examples(text, examples), options_metavar=str(OPTIONS), callback=without_language,
            params=[*params, language()],
        )  # fmt: skip

    return make


def reading_options() -> tuple[click.Option, ...]:
    """How logs are read: what kind, by which mapping, in which order and zone days are written."""
    return (
        option(
            "--preset", "presets", multiple=True, metavar="NAME",
            help=Text("ログの種類（省略時は見出しから判定。例 salesforce）", "kind of log, such as salesforce (by its headers when omitted)"),
        ),
        option(
            "--map", "mappings", type=FILE, multiple=True,
            help=Text("列と値の対応表（TOML）", "mapping file for the columns and values of another table"),
        ),
        option(
            "--date-order", "date_order", type=OneOf(["ymd", "mdy", "dmy"]),
            help=Text("日付の年月日の順（省略時は列から判定）", "order of day, month and year (by the column when omitted)"),
        ),
        option(
            "--timezone", metavar="ZONE",
            help=Text("UTCなどの時刻を日付にする地域（省略時は Asia/Tokyo）", "zone in which UTC stamps are days (Asia/Tokyo when omitted)"),
        ),
    )  # fmt: skip


def with_examples(text: Text, examples: tuple[str | Text, ...]) -> str:
    return f"{text}\n\n\b\n{Text('例：', 'Examples:')}\n" + "\n".join(f"  {line}" for line in examples)


def option(*names: str, help: Text, **settings: Any) -> click.Option:
    return SpokenOption(list(names), help=str(help), **settings)


def argument(name: str, shown: Text, **settings: Any) -> click.Argument:
    return click.Argument([name], metavar=str(shown), **settings)


OPTIONS = Text("[オプション]", "[OPTIONS]")
ROLE = Text("役割", "ROLE")
ROLES = Text(
    "役割：inside_sales（:sdr、:bdr）、field_sales、customer_success、manager、または定義ファイル（.toml）",
    "ROLE: inside_sales (:sdr, :bdr), field_sales, customer_success, manager, or a definition file (.toml)",
)
ROLES_OF_BOOKS = Text(f"company（会社全体）、または{ROLES.ja}", f"company, or {ROLES.en}")
ROLE_OR_BOOK = Text("役割または計画ブック", "ROLE_OR_BOOK")
LANG = Text("言語（ja または en）", "language (ja or en)")
OUTPUT = Text("出力ファイル", "output file")
SET = Text("入力値を指定する（例 KGI_AMOUNT=1,000万）", "set an input, such as KGI_AMOUNT=10000000")
JSON = Text("JSONで出力する", "print JSON")
