"""Reading a TOML table key by key, collecting everything that is wrong instead of stopping at the first."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from kpi_xl.disks import refusal
from kpi_xl.errors import NO_VALUE, Finding, InputError, did_you_mean
from kpi_xl.language import Text
from kpi_xl.rounding import is_sane

T = TypeVar("T")

LARGEST = 1_000_000
"""Bytes; a role of 400 KPIs has 200,000. Parsing takes time and memory by the megabyte."""
DEEPEST = 50
"""Dots in one key; the parser's time goes with their square."""
_DEEP_KEY = re.compile(rf"""(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{DEEPEST}}}""")


def parse_toml(path: Path | Any, place: str) -> dict[str, Any]:
    """The file's content.

    Raises:
        InputError: the file cannot be read or is no TOML; the message carries the line that TOML names.
    """
    try:
        text = _content(path, place).decode("utf-8-sig")
        if deep := _DEEP_KEY.search(text):
            line = text.count("\n", 0, deep.start()) + 1
            raise InputError([Finding(Text(f"{place} {line}行目", f"{place} line {line}"), NO_VALUE, _TOO_DEEP, _FIX_TOML)])
        return tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise InputError([Finding(place, NO_VALUE, _NOT_UTF8, _SAVE_AS_UTF8)]) from error
    except FileNotFoundError as error:
        raise InputError([Finding(str(path), NO_VALUE, _NO_FILE, _CHECK_PATH)]) from error
    except OSError as error:
        raise InputError([refusal(error, str(path))]) from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError, an integer of 5,000 digits, 3,000 brackets
        raise InputError([Finding(_line_of(error, place), NO_VALUE, _NOT_TOML, _FIX_TOML)]) from error


def _content(path: Path | Any, place: str) -> bytes:
    """What an ordinary file of a sane size holds: a device has no end, a pipe may never have a beginning.

    Raises:
        InputError: it is neither ordinary nor of a sane size.
    """
    if path.exists() and not path.is_file():
        raise InputError([Finding(str(path), NO_VALUE, _UNREADABLE, _CHECK_PATH)])
    with path.open("rb") as file:
        content: bytes = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InputError([Finding(place, NO_VALUE, _TOO_LARGE, _ONLY_TOML)])
    return content


def _line_of(error: Exception, place: str) -> Text:
    """The place with the line that the parser names at the end of its message."""
    line = re.search(r"\(at line (\d+), column \d+\)$", str(error))
    return Text(f"{place} {line[1]}行目", f"{place} line {line[1]}") if line else Text(place, place)


class TableReader:
    """One TOML table, its keys taken one by one; what was not taken is unknown."""

    def __init__(self, table: object, place: str, findings: list[Finding]) -> None:
        self.place, self.findings = place, findings
        self._table: Mapping[str, Any] = table if isinstance(table, Mapping) else {}
        self._taken: list[str] = []
        self._is_table = isinstance(table, Mapping)
        if not self._is_table:
            self.report(None, table, _NOT_TABLE, _SEE_SHIPPED)

    def report(self, key: str | None, value: object, rule: Text, remedy: Text) -> None:
        self.findings.append(Finding(self.at(key), value, rule, remedy))

    def at(self, key: str | None) -> str:
        if key is None:
            return self.place
        return f"{self.place}{key}" if self._is_root else f"{self.place}.{key}"

    @property
    def _is_root(self) -> bool:
        return self.place.endswith(": ")

    def keys(self) -> tuple[str, ...]:
        """All keys, for tables whose keys are people's own words."""
        return tuple(self._table)

    def has(self, key: str) -> bool:
        return key in self._table

    def raw(self, key: str, required: bool = False) -> Any:
        """The value as TOML gave it; None where the key is missing (a finding when *required*)."""
        self._taken.append(key)
        if required and self._is_table and key not in self._table:
            self.report(key, NO_VALUE, _MISSING, (_ADD_TABLE if self._is_root else _ADD_KEY).format(key=key))
        return self._table.get(key)

    def string(self, key: str, required: bool = False) -> str | None:
        value = self.raw(key, required)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.report(key, value, _NOT_STRING, _QUOTE_IT)
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """One string or a list of them."""
        value = self.raw(key)
        items = [value] if isinstance(value, str) else value
        if items is None:
            return ()
        if isinstance(items, list) and all(isinstance(item, str) for item in items):
            return tuple(items)
        self.report(key, value, _NOT_STRINGS, _QUOTE_IT)
        return ()

    def number(self, key: str, required: bool = False) -> float | None:
        value = self.raw(key, required)
        if value is None or (isinstance(value, (int, float)) and not isinstance(value, bool) and is_sane(value)):
            return None if value is None else float(value)
        self.report(key, value, _NOT_NUMBER, _BARE_NUMBER)
        return None

    def whole(self, key: str, most: int) -> int:
        """A whole number from 0 to *most*; 0 where the key is missing."""
        value = self.raw(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most):
            return value or 0
        self.report(key, value, _NOT_WHOLE.format(most=most), _BARE_NUMBER)
        return 0

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.report(key, value, _NOT_FLAG, _TRUE_OR_FALSE)
        return False

    def text(self, key: str, required: bool = False) -> Text | None:
        """A label in both languages: ``{ ja = "…", en = "…" }``."""
        value = self.raw(key, required)
        if value is None:
            return None
        match value:
            case {"ja": str(ja), "en": str(en), **rest} if ja.strip() and en.strip() and not rest:
                return Text(ja, en)
        self.report(key, value, _NOT_TEXT, _BOTH_LANGUAGES)
        return None

    def choice(self, key: str, options: Mapping[str, T], required: bool = False) -> T | None:
        """One of a few words, looked up in *options*."""
        value = self.string(key, required)
        if value is None:
            return None
        if value not in options:
            self.report(key, value, _NOT_A_CHOICE, did_you_mean(value, options))
            return None
        return options[value]

    def table(self, key: str, required: bool = False) -> TableReader | None:
        value = self.raw(key, required)
        return None if value is None else TableReader(value, self.at(key), self.findings)

    def tables(self, key: str) -> list[TableReader]:
        """An array of tables, ``[[key]]``."""
        value = self.raw(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.report(key, value, _NOT_TABLES, _DOUBLE_BRACKETS.format(key=key))
            return []
        return [TableReader(item, f"{self.at(key)}[{index}]", self.findings) for index, item in enumerate(value, 1)]

    def done(self) -> None:
        """Refuse every key that nobody asked for."""
        for key in self._table:
            if key not in self._taken:
                self.report(key, NO_VALUE, _UNKNOWN_KEY, did_you_mean(key, self._taken))


_NOT_UTF8 = Text("UTF-8で書かれていません", "is not written in UTF-8")
_SAVE_AS_UTF8 = Text("エディターでUTF-8として保存し直してください", "Save it as UTF-8 in your editor")
_NO_FILE = Text("ファイルがありません", "does not exist")
_UNREADABLE = Text("ファイルとして開けません", "cannot be opened as a file")
_CHECK_PATH = Text("ファイルの場所と名前を確認してください", "Check the path and the name")
_NOT_TOML = Text("TOMLとして読めません", "is not valid TOML")
_FIX_TOML = Text("「キー = 値」の形、引用符、括弧の閉じ忘れを確認してください", "Check 'key = value', quotes and closing brackets there")
_NOT_TABLE = Text("表（テーブル）が必要です", "must be a table")
_SEE_SHIPPED = Text("付属の定義ファイルの書き方にならってください", "Follow the definitions that come with kpi-xl")
_MISSING = Text("が必要です", "is required")
_ADD_TABLE = Text("「[{key}]」の表を加えてください", "Add a table [{key}]")
_ADD_KEY = Text("「{key} = …」を加えてください", "Add '{key} = ...'")
_NOT_STRING = Text("文字列が必要です", "must be a text")
_NOT_STRINGS = Text("文字列か、そのリストが必要です", "must be a text or a list of texts")
_QUOTE_IT = Text("二重引用符で囲んでください", "Put it in double quotes")
_TOO_LARGE = Text("が1MBを超えています", "is larger than 1 MB")
_ONLY_TOML = Text("定義や対応表だけのファイルにしてください", "Give a file with the definition or the mapping alone")
_TOO_DEEP = Text("キーの「.」が多すぎます", "a key has too many dots")
_NOT_WHOLE = Text("0から{most}までの整数が必要です", "must be a whole number from 0 to {most}")
_NOT_NUMBER = Text("数が必要です", "must be a number")
_BARE_NUMBER = Text("引用符を付けずに数字で書いてください", "Write it in digits without quotes")
_NOT_FLAG = Text("true か false が必要です", "must be true or false")
_TRUE_OR_FALSE = Text("true か false と書いてください", "Write true or false")
_NOT_TEXT = Text("日本語と英語のラベルが必要です", "must be a label in Japanese and English")
_BOTH_LANGUAGES = Text('{ ja = "…", en = "…" } の形で書いてください', 'Write { ja = "...", en = "..." }')
_NOT_A_CHOICE = Text("という選択肢はありません", "is not one of the choices")
_NOT_TABLES = Text("表の並びが必要です", "must be a list of tables")
_DOUBLE_BRACKETS = Text("[[{key}]] の形で書いてください", "Write [[{key}]]")
_UNKNOWN_KEY = Text("は使えないキーです", "is an unknown key")
