"""Values that a filling makes stale are dropped or renewed; the others stay, so that previews show them."""

from __future__ import annotations

import pytest
import xlsxwriter

from kpi_xl.hosts.files.stamp import Template, stamp
from tests.hosts.files.stamp.feature_book import parts, with_parts
from tests.hosts.files.stamp.reading import cell_values, formulas
from tests.linked_books import bound_to_the_addin

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def chained(tmp_path):
    """B1..B9 depend on A1 in one way or another; C1..C8 do not."""
    path = tmp_path / "chain.xlsx"
    book = xlsxwriter.Workbook(path)
    one, two = book.add_worksheet("One"), book.add_worksheet("売 上")
    book.define_name("Rate", "=One!$A$1")
    book.define_name("Other", "=One!$A$2")
    depends = ["=A1", "=SUM(A:A)", "=Rate*2", "='売 上'!A1", '=INDIRECT("A"&1)', "=MYMACRO()", "=B1+1", "=SUM(One:売!A1)", "=$A$1:A3"]
    for row, formula in enumerate(depends):
        one.write_formula(row, 1, formula, None, 9)
    for row, formula in enumerate(["=A2", "=Other", '=LEN("A1")', "=1E1+2", "=TODAY()", "=[1]One!A1", "='売 上'!B1", "=C1"]):
        one.write_formula(row, 2, formula, None, 9)
    two.write_formula("A1", "=One!A1", None, 9)
    two.write_formula("B1", "=One!A2", None, 9)
    book.close()
    return path


def test_only_what_may_change_is_dropped(chained, tmp_path):
    stamp(chained, tmp_path / "out.xlsx", {"One!A1": 5})
    after = parts(tmp_path / "out.xlsx")
    assert sorted(cell_values(after[SHEET])) == ["A1", *(f"C{row}" for row in range(1, 9))]
    assert sorted(cell_values(after["xl/worksheets/sheet2.xml"])) == ["B1"]
    assert formulas(after[SHEET]) == formulas(parts(chained)[SHEET])
    assert b'fullCalcOnLoad="1"' in after["xl/workbook.xml"]


def test_a_call_that_excel_bound_to_the_add_in_may_change(tmp_path):
    """``[1]!KPI_GAP(A1,1)`` is a macro like any other: its formula and its link stay, its value does not."""
    with xlsxwriter.Workbook(tmp_path / "made.xlsx") as book:
        sheet = book.add_worksheet("One")
        book.define_name("Rate", "=One!$A$1")
        sheet.write_formula("B1", "=KPI_GAP(A1,1)", None, 9)
        sheet.write_formula("B2", "=A2", None, 9)
    assert bound_to_the_addin(tmp_path / "made.xlsx", tmp_path / "bound.xlsx") == 1
    stamp(tmp_path / "bound.xlsx", tmp_path / "out.xlsx", {"One!A1": 5})
    before, after = parts(tmp_path / "bound.xlsx"), parts(tmp_path / "out.xlsx")
    assert sorted(cell_values(after[SHEET])) == ["A1", "B2"]
    assert formulas(after[SHEET]) == formulas(before[SHEET])
    assert {name for name in after if "externalLink" in name} == {name for name in before if "externalLink" in name} != set()


def test_known_results_are_written(template, tmp_path):
    known = {"目標!B4": 18, "目標!B5": 90, "目標!B7": "large & so", "目標!E9:E10": [[9000], ["#N/A"]]}
    stamp(template, tmp_path / "out.xlsx", {"KGI_AMOUNT": 9000}, known=known)
    values = cell_values(parts(tmp_path / "out.xlsx")[SHEET])
    assert [values[cell] for cell in ("B4", "B5", "B7", "E9", "E10")] == [18, 90, "large & so", 9000, "#N/A"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b'<calcPr calcId="1"/>'),
        (b'<calcPr calcId="124519" fullCalcOnLoad="1"/>', b""),
    ],
)
def test_excel_is_asked_to_calculate(template, tmp_path, old, new):
    """XlsxWriter always asks; Excel's own files do not."""
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(template.read_bytes())
    with_parts(copy, {"xl/workbook.xml": lambda data: data.replace(old, new)})
    stamp(copy, tmp_path / "out.xlsx", {"KGI_AMOUNT": 1})
    book = parts(tmp_path / "out.xlsx")["xl/workbook.xml"]
    assert book.index(b"</definedNames>") < book.index(b'fullCalcOnLoad="1"') < book.index(b"<pivotCaches>")
    stamp(copy, tmp_path / "none.xlsx", {"目標!A30": 1})  # nothing depends on it
    assert parts(tmp_path / "none.xlsx")["xl/workbook.xml"] == parts(copy)["xl/workbook.xml"]


CHAIN = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</calcChain>'


def with_chain(path, links: bytes):
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    override = b'<Override PartName="/xl/calcChain.xml" ContentType="%s"/></Types>' % kind
    relation = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = b'<Relationship Id="rId77" Type="%s" Target="calcChain.xml"/></Relationships>' % relation
    return with_parts(
        path,
        {
            "xl/calcChain.xml": CHAIN % links,
            "[Content_Types].xml": lambda data: data.replace(b"</Types>", override),
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", relation),
        },
    )


@pytest.mark.parametrize(
    ("links", "wanted"),
    [
        (b'<c r="B4" i="1"/><c r="B5"/><c r="C1" i="4"/>', b'<c r="B5" i="1"/><c r="C1" i="4"/>'),
        (b'<c r="C1" i="4"/><c r="B4" i="1" l="1"/>', b'<c r="C1" i="4"/>'),
        (b'<c r="B4" i="1"/>', None),
    ],
)
def test_the_chain_names_only_formulas(template, tmp_path, links, wanted):
    """Excel repairs a workbook whose calculation chain names a cell without a formula."""
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(template.read_bytes())
    with_chain(copy, links)
    stamp(copy, tmp_path / "out.xlsx", {"目標!B4": 3}, allow_formulas=True)
    after = parts(tmp_path / "out.xlsx")
    assert after.get("xl/calcChain.xml") == (wanted and CHAIN % wanted)
    assert (b"calcChain" in after["[Content_Types].xml"] + after["xl/_rels/workbook.xml.rels"]) == (wanted is not None)
    assert cell_values(after[SHEET])["B4"] == 3


def test_a_template_file_becomes_a_workbook(template, tmp_path):
    """Only the content type tells Excel's templates from workbooks."""
    from kpi_xl.hosts.files.stamp.template import TYPES

    ours = tmp_path / "ours.xltx"
    ours.write_bytes(template.read_bytes())
    with_parts(ours, {"[Content_Types].xml": lambda data: data.replace(TYPES[".xlsx"], TYPES[".xltx"])})
    Template(ours).stamp(tmp_path / "out.xlsx", {})
    assert parts(tmp_path / "out.xlsx") == parts(template)


def test_a_column_of_a_table_is_not_the_whole_table(template, tmp_path):
    """A note beside the amounts changes no total."""
    stamp(template, tmp_path / "out.xlsx", {"Bob's 商談!F6": "note"})
    part = "xl/worksheets/sheet2.xml"
    before, after = (cell_values(parts(path)[part]) for path in (template, tmp_path / "out.xlsx"))
    assert {**before, "F6": "note"} == after


def test_a_formula_copied_down_reads_what_each_of_its_cells_reads(tmp_path):
    """It is understood once for all its rows: ends that move, that stay, that cross, and names of sheets that look like cells."""
    path = tmp_path / "copied.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheets = [book.add_worksheet(title) for title in ("One", "Q7", "Q8")]
        for row in range(3, 12):
            for col, text in enumerate((
                f"=C{row}+$D$5", f"=SUM(E$8:E{row})", f"=COUNTIF($F{row}:F$20,\">\"&F{row - 1})", f"='Q{row}'!A{row}" if row in (7, 8) else "=A3",
                f"=INDEX(A{row}:B{row + 2},1)", f"=LOG10(G{row})&\"G{row}\"",
            )):  # fmt: skip
                sheets[0].write_formula(row, 8 + col, text, None, 1)
    formulas_of = Template(path).formulas
    assert len(formulas_of.nodes) == 54
    for node in formulas_of.nodes:
        alone = formulas_of._read(node.formula.text, node.sheet, (0, 0, 0, 0))
        assert alone is not None
        assert set(node.reads or ()) == set(alone), node.formula.text
