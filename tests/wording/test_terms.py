"""The words of the house: one term for one concept, in both languages, and the signs of each language.

The list of what is never said stands in terms.toml. Sentences are read from the sources, so that a new one is held to it
the day it is written.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from kpi_xl.definitions import all_roles
from kpi_xl.language import Text, counted, speaking
from kpi_xl.units import Unit
from tests.wording.texts import JAPANESE, Said, pages, texts

TERMS = tomllib.loads((Path(__file__).parent / "terms.toml").read_text(encoding="utf-8"))
NEVER = [(language, term) for language in ("ja", "en") for term in TERMS[language]]


def broken(pattern: str, language: str, over: tuple[Said, ...], allowed: tuple[str, ...] = ()) -> list[str]:
    """The texts in which *pattern* is found."""
    rule = re.compile(pattern)
    return [
        str(said) for said in over
        if said.language == language and rule.search(said.words) and not any(part in said.words for part in allowed)
    ]  # fmt: skip


def test_the_walk_finds_the_texts():
    """A walk that finds nothing forbids nothing."""
    known = {said.words for said in texts()}
    assert len(texts()) > 3_000
    assert {"着地見込み", "Month-end forecast", "平均受注単価", "何を：{}", "Salesforce 商談（＝案件）"} <= known
    assert sum(said.language == "ja" for said in pages()) > 200
    assert sum(said.language == "en" for said in pages()) > 200


@pytest.mark.parametrize(("language", "term"), NEVER, ids=[f"{language}: {term['never']}" for language, term in NEVER])
def test_no_text_says_what_the_list_forbids(language: str, term: dict):
    """Two words for one thing make readers look for two things."""
    allowed = tuple(each["part"] for each in term.get("allowed", ()))
    found = broken(term["never"], language, (*texts(), *pages()), allowed)
    assert found == [], f"say {term['instead']} instead"


def test_every_exception_is_still_needed():
    """An exception that nothing uses hides the next slip."""
    everything = " ".join(said.words for said in (*texts(), *pages()))
    parts = [each["part"] for _, term in NEVER for each in term.get("allowed", ())]
    assert [part for part in parts if part not in everything] == []
    assert all(each["why"] for _, term in NEVER for each in term.get("allowed", ()))


SIGNS = "[▲、。「」：（）〜・？！　]"


def test_english_has_no_japanese_sign():
    """▲ means nothing to an English reader; names and examples of Japanese input keep theirs."""
    examples = ("the text ", "full width")
    found = [
        str(said) for said in texts()
        if said.language == "en" and (re.search(SIGNS, said.words) or JAPANESE.search(said.words))
        and not any(part in said.words for part in examples) and said.words != "Yu Gothic" and "[日本語]" not in said.words
    ]  # fmt: skip
    assert found == []


def test_negatives_have_the_sign_of_the_language():
    """Formats and sentences alike: ▲ in Japanese, − in English."""
    kpis = [kpi for role in all_roles() for kpi in role.kpis]
    for language, sign, other in (("ja", "▲", "−"), ("en", "−", "▲")):
        with speaking(language):
            said = [*(unit.show(-12.0) for unit in Unit), *(kpi.number_format for kpi in kpis)]
            assert all(sign in each and other not in each for each in said)


def test_japanese_has_full_width_colons_and_brackets():
    """A half-width colon beside Japanese looks like a slip; times, paths, addresses and code keep theirs."""
    found = broken(r"[\u3040-\u30ff\u4e00-\u9fff}][:(](?!//|[A-Za-z~0-9])|[\u3040-\u30ff\u4e00-\u9fff]\?", "ja", texts())
    assert found == []


def test_no_space_parts_a_number_from_its_unit_in_japanese():
    """月 1,400 件 reads as three things."""
    found = broken(r'[0-9#}]"? "?[件名日月円人回社行点倍週年](?!本)', "ja", texts())
    assert found == []


def test_a_sentence_ends_with_its_full_stop():
    """In cells too; notes that are one clause of a hint or a remedy get theirs where they are shown."""
    sheets = tuple(said for said in texts() if said.place.startswith("kpi_xl/sheets/monthly") and "role" not in said.place)
    found = broken(r"(です|ます|ません|ました|ください)$", "ja", sheets, CARD_NOTES)
    assert found == []


CARD_NOTES = ("作成した文です", "売上への影響がマイナスのKPIはありません", "KGI以外のKPIはありません", "来月の目安", "から{now}に")
"""Notes of a card or a heading, one clause each, and lines that others follow."""


NUMBERS = r"\{(count|rows|members|days|wins|won|months|sheets|files|promises|trials|logs|places|goals)\}"
PLURAL = re.compile(NUMBERS + r" (working )?[a-z-]+s\b(?! of\b)")
NEVER_ONE = {
    "last {count} months": "a chart of six months",
}


def test_counts_agree_with_their_nouns_in_english():
    """"1 members" is what a machine writes; `counted` writes the noun with the number."""
    found = [
        str(said) for said in texts()
        if said.language == "en" and PLURAL.search(said.words) and not any(part in said.words for part in NEVER_ONE)
    ]  # fmt: skip
    assert found == []
    assert (counted(1, "member"), counted(2, "member"), counted(1, "person", "people")) == ("1 member", "2 members", "1 person")


HEADS = ("kpi_xl/sheets/monthly/table/drawing.py", "kpi_xl/sheets/monthly/table/month_columns.py", "kpi_xl/sheets/monthly/listing.py")


def width(words: str) -> float:
    """Full-width characters; a half-width one counts half."""
    return sum(1 if ord(char) > 0x2000 else 0.5 for char in words)


def test_heads_fit_their_columns():
    """Twelve full-width characters are what a column shows."""
    heads = [said for said in texts() if said.language == "ja" and said.place.startswith(HEADS)]
    labels = [Said(role.id, "ja", kpi.label.ja) for role in all_roles() for kpi in role.kpis]
    assert [str(said) for said in heads if width(said.words) > 12] == []
    assert [str(said) for said in labels if width(said.words) > 14] == []


def test_every_text_exists_in_both_languages():
    """English is complete: where Japanese has words, English has too, units aside."""
    assert Text("名", "").both() == ("名", "")
    empty = {}
    for said in texts():
        empty.setdefault(said.place, {}).setdefault(said.language, []).append(said.words)
    lacking = [place for place, words in empty.items() if place.endswith(".toml") and len(words.get("ja", [])) != len(words.get("en", []))]
    assert lacking == []
