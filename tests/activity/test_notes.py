"""What is said of many files alike is one line, and nothing of it is lost."""

from __future__ import annotations

from kpi_xl.activity.notes import About, Note, file_note, files_named, together, weightiest
from kpi_xl.language import Text, speaking

HIDDEN = Text("{name}：非表示のシートは読んでいません：{sheets}", "{name}: hidden sheets were not read: {sheets}")
IGNORED = Text("{name}：活動に数えない行：{listed}", "{name}: rows that are no activity: {listed}")
PLAIN = Note(About.TOTAL, Text("合計の行", "totals"), 3)


def hidden(month: int) -> Note:
    return file_note(About.SHEET, HIDDEN, f"{month}月.xlsx", 10, sheets=(f"{month - 1}月(旧)",))


def test_a_note_of_twelve_files_is_one_line_with_their_number_and_the_first_names():
    """A company of many exports would not find what matters among eighty lines."""
    found = together([*map(hidden, range(1, 13)), PLAIN])
    assert [note.about for note in found] == [About.SHEET, About.TOTAL]
    assert found[0].rows == 120
    assert found[0].text.ja == (
        "1月.xlsx、2月.xlsx など12ファイル：非表示のシートは読んでいません：0月(旧)、1月(旧)、2月(旧)、3月(旧)、4月(旧)、ほか7件"
    )
    with speaking("en"):
        assert str(found[0].text).startswith("1月.xlsx, 2月.xlsx and others, 12 in all: hidden sheets were not read: 0月(旧), ")


def test_numbers_are_added_word_by_word():
    """着信 40行 of one file and 48行 of another are 88 rows that do not count."""
    notes = [
        file_note(About.IGNORED, IGNORED, "a.csv", 57, listed={"着信": 40, "内線": 17}),
        file_note(About.IGNORED, IGNORED, "b.csv", 48, listed={"着信": 48}),
    ]
    (found,) = together(notes)
    assert found.text.ja == "a.csv、b.csv：活動に数えない行：着信 88行、内線 17行"
    assert found.rows == 105


def test_a_note_of_one_file_stays_as_it_is_and_others_are_not_mixed_with_it():
    unfit = file_note(About.SHEET, Text("{name}：見出しが合わない", "{name}: headings do not fit"), "3月.xlsx")
    assert together([hidden(3), unfit, PLAIN]) == (hidden(3), unfit, PLAIN)


def test_more_that_is_different_fits_among_the_weightiest():
    """Twelve like notes are one of the five that a sheet shows."""
    others = [Note(about, Text(about.name, about.name)) for about in (About.REJECTED, About.AMOUNT, About.RECORD, About.TOTAL)]
    assert len(weightiest(together([*map(hidden, range(1, 13)), *others]))) == 5


def test_two_files_are_named_both():
    assert files_named(["a.csv", "b.csv"]).en == "a.csv, b.csv"
