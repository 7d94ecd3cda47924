"""Encodings of text files: UTF-8, UTF-16 with its mark, CP932."""

from __future__ import annotations

import codecs
from pathlib import Path

from kpi_xl.activity.files.recoding import recode_in_parts
from kpi_xl.activity.files.source import line_of
from kpi_xl.errors import NO_VALUE, Finding, InputError
from kpi_xl.language import Text

CHUNK = 1 << 20


def encoding_of(path: Path) -> str:
    """What the start of the file is written in: utf-8, utf-8-sig, utf-16 or cp932.

    Raises:
        InputError: neither of them, or no text at all.
    """
    with path.open("rb") as file:
        start = file.read(CHUNK)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start[:4] == b"PK\x03\x04":
        raise InputError([Finding(path.name, NO_VALUE, _WORKBOOK, _NAME_XLSX)])
    if looks_like_html(start):
        raise InputError([Finding(path.name, NO_VALUE, IS_HTML, SAVE_WORKBOOK)])
    if b"\x00" in start:
        raise InputError([Finding(path.name, NO_VALUE, _NO_TEXT, _EXPORT_CSV)])
    if start.startswith(codecs.BOM_UTF8):
        return _checked(path, "utf-8-sig", start)
    wrong = _first_wrong(start, "utf-8")
    if wrong is None:
        return "utf-8"
    if not start[:wrong].isascii():  # UTF-8 so far; CP932 reads as UTF-8 by chance only in rare places
        return whole_encoding_of(path)
    return _checked(path, "cp932", start)


def looks_like_html(start: bytes) -> bool:
    """Whether a file is a web page, whatever it is called: some systems write one as .xls, or as .csv when a session has ended."""
    head = start[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"").lower()
    return head.startswith(_PAGES) or (head.startswith(b"<?xml") and (b"<html" in head or b"<workbook" in head))


def whole_encoding_of(path: Path, supposed: str = "utf-8") -> str:
    """What the whole file is written in, where its start looked like *supposed*; a late CP932 character changes utf-8.

    Raises:
        InputError: neither of them; the line is that of the first character that is not *supposed*.
    """
    line = first_wrong_line(path, supposed)
    if line is None:
        return supposed
    if supposed == "utf-8" and first_wrong_line(path, "cp932") is None:
        return "cp932"
    raise undecodable(path, line)


def first_wrong_line(path: Path, encoding: str) -> int | None:
    """None where the whole file decodes, else the line of the first byte that does not."""
    # a decoder that swallows the mark counts its bytes from behind it
    decoder, line = codecs.getincrementaldecoder(encoding.removesuffix("-sig"))(), 1
    with path.open("rb") as file:
        while True:
            chunk = file.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return line + chunk[: error.start].count(b"\n")
            if not chunk:
                return None
            line += chunk.count(b"\n")


def undecodable(path: Path, line: int) -> InputError:
    return InputError([Finding(line_of(path.name, line), NO_VALUE, _NO_ENCODING, _SAVE_UTF8)])


def recoded(path: Path, encoding: str, target: Path) -> Path:
    """Write the same text in UTF-8 to *target*.

    Raises:
        InputError: it is not written in *encoding*.
    """
    try:
        recode_in_parts(path, encoding, target)
    except UnicodeError as error:
        raise undecodable(path, first_wrong_line(path, encoding) or 1) from error
    return target


def _checked(path: Path, encoding: str, start: bytes) -> str:
    if _first_wrong(start, encoding) is not None:
        raise undecodable(path, first_wrong_line(path, encoding) or 1)
    return encoding


def _first_wrong(start: bytes, encoding: str) -> int | None:
    """Where the start of a file stops being text; a character that is cut off at its end is none of that."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(start, final=len(start) < CHUNK)
    except UnicodeDecodeError as error:
        return error.start
    return None


_PAGES = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<meta", b"<div", b"<style", b"<script", b"<!--", b"mime-version:")
IS_HTML = Text("の中身はWebページ（HTML）です", "is a web page (HTML) inside")
SAVE_WORKBOOK = Text(
    "Excelで開いて .xlsx で保存し直すか、CSV形式で書き出し直してください", "Open it in Excel and save it as .xlsx, or export it again as CSV"
)
_WORKBOOK = Text("の中身はExcelブックです", "is an Excel workbook inside")
_NAME_XLSX = Text("名前の終わりを .xlsx に変えてください", "Change the end of its name to .xlsx")
_NO_TEXT = Text("テキストのCSVではありません", "is not a text file")
_EXPORT_CSV = Text("CSV（UTF-8かShift_JIS）かExcelブックで保存し直してください", "Save it as CSV (UTF-8 or Shift_JIS) or as .xlsx")
_NO_ENCODING = Text("UTF-8でもShift_JISでも読めない文字があります", "has a character that is neither UTF-8 nor Shift_JIS")
_SAVE_UTF8 = Text("「CSV UTF-8」で保存し直してください", "Save it as CSV UTF-8")
