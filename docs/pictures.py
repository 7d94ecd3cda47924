"""The pictures of README and docs, made from the sample company: ``make pictures`` takes them all again.

docs/images/made_from.json keeps a digest of what each was taken of; a test makes that again, and says when a picture shows what is no longer drawn.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
RECORD = IMAGES / "made_from.json"
DPI, WIDTH, COLOURS = 130, 1200, 128
PHONE_WIDTH, PHONE_HEIGHT = 390, 1400


@dataclass(frozen=True)
class Source:
    """What a picture is taken of."""

    path: Path
    words: str = ""  #: that the page of a workbook holds, blanks left out, and none before it


def made_sources(folder: Path) -> Mapping[str, Source]:
    """README's company and its month in *folder*: picture -> what it shows."""
    from kpi_xl.cli import main
    from kpi_xl.demo.run import make_demo

    make_demo(folder / "demo")
    book, log = folder / "2026-11.xlsx", folder / "demo" / "activity.csv"
    report, page, cards = folder / "report.xlsx", folder / "page.html", folder / "cards"
    month = ("report", str(log), "--plan", str(folder / "demo" / "company.xlsx"), "--month", "2026-11", "--as-of", "2026-11-16")
    for arguments in (
        ("new", "company", "-o", str(book), "--month", "2026-11", "--set", "売上=3,600万", "--set", "新規=2,100万",
         "--members", str(folder / "demo" / "members.csv")),
        (*month, "-o", str(report), "--html", str(page), "--one-on-one", str(cards)),
    ):  # fmt: skip
        try:
            main([*arguments, "--lang", "ja"])
        except SystemExit as left:
            if left.code:
                raise
    card = next(cards.glob("*高橋*.xlsx"))
    return {
        "company": Source(report, "2026年11月全社"), "team": Source(report, "2026年11月東京"), "member": Source(report, "2026年11月佐藤花子"),
        "forecast": Source(report, "2026年11月東京見込みの推移と精度"),
        "kgi": Source(book, "①KGI："), "card": Source(card), "phone": Source(page),
    }  # fmt: skip


def digest(path: Path) -> str:
    """Of a page its bytes; of a workbook its parts, whichever way they were packed."""
    found = hashlib.sha256()
    if path.suffix == ".html":
        found.update(path.read_bytes())
        return found.hexdigest()
    with zipfile.ZipFile(path) as package:
        for name in sorted(package.namelist()):
            found.update(name.encode())
            found.update(package.read(name))
    return found.hexdigest()


def take(sources: Mapping[str, Source], folder: Path) -> None:
    """Take every picture."""
    sys.path.insert(0, str(ROOT))
    from tests.spreadsheet import to_pdf

    books = list({source.path: None for source in sources.values() if source.path.suffix != ".html"})
    pdfs = to_pdf(books, folder)
    for name, source in sources.items():
        taken = folder / f"{name}.png"
        if source.path.suffix == ".html":
            _of_page(source.path, taken)
        else:
            _of_sheet(pdfs[source.path], source.words, taken)
        _run("convert", str(taken), *_DRESSED, str(IMAGES / f"{name}.png"))


_DRESSED = (
    "-trim", "+repage", "-bordercolor", "white", "-border", "24", "-resize", f"{WIDTH}x>", "-dither", "None", "-colors", str(COLOURS),
)  # fmt: skip
"""White cut off, as wide as a page, few colours: small files."""


def _of_sheet(pdf: Path, words: str, taken: Path) -> None:
    """The first page that holds the words."""
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    number = next(place for place, page in enumerate(said.split("\f"), start=1) if words in "".join(page.split()))
    _run("pdftoppm", "-r", str(DPI), "-f", str(number), "-l", str(number), "-singlefile", "-png", str(pdf), str(taken.with_suffix("")))


def _of_page(page: Path, taken: Path) -> None:
    from tests.browser import browser

    with browser(PHONE_WIDTH, PHONE_HEIGHT) as driver:
        driver.get(page.as_uri())
        driver.save_screenshot(str(taken))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Make what is shown, take the pictures, keep the digests."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        sources = made_sources(folder)
        take(sources, folder / "pictures")
        RECORD.write_text(json.dumps({name: digest(source.path) for name, source in sources.items()}, indent=1) + "\n", "utf-8")
    print(f"{len(sources)} pictures in {IMAGES}")


if __name__ == "__main__":
    main()
