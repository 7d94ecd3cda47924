"""How well and how fast goals are judged: ``python -m benchmarks.smart``.

Labelled goals come from ``shared/eval`` beside the project where it is there, else from our own
(tests/smart/goals.toml). Disputed labels are left out; so are A and R where a page judged them from
more than the sentence.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.size import sized
from kpi_xl.smart import check_cell, check_goal

ROOT = Path(__file__).resolve().parent.parent
LABELLED = ROOT.parent / "shared" / "eval" / "smart_goals_dev.jsonl"
OWN = ROOT / "tests" / "smart" / "goals.toml"
TODAY = date(2026, 11, 23)
ROUNDS = sized(7)


@dataclass(frozen=True)
class LabelledGoal:
    """One goal with the letters that readers agree on."""

    text: str
    letters: dict[str, bool]


def labelled(path: Path) -> list[LabelledGoal]:
    """The goals of a labelled file, JSON lines or TOML."""
    if path.suffix == ".toml":
        rows = tomllib.loads(path.read_text(encoding="utf-8"))["goal"]
        return [LabelledGoal(row["text"], own_letters(row)) for row in rows]
    return [_from_row(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def own_letters(row: dict[str, str]) -> dict[str, bool]:
    """``holds = "SMT"``, ``lacks = "AR"``; a letter in neither is open."""
    return {**dict.fromkeys(row["holds"], True), **dict.fromkeys(row["lacks"], False)}


def _from_row(row: dict[str, object]) -> LabelledGoal:
    labels, disputed, page = row["labels"], row["disputed"], row["page_labels"]
    assert isinstance(labels, dict)
    assert isinstance(disputed, list)
    assert isinstance(page, list)
    left_out = {*disputed, *(letter for letter in page if letter in "AR")}
    return LabelledGoal(
        str(row["text"]), {letter: bool(label) for letter, label in labels.items() if label is not None and letter not in left_out}
    )


def scores(goals: Sequence[LabelledGoal]) -> Iterator[str]:
    """Agreement, precision and recall of each letter, then every disagreement."""
    said = [check_goal(goal.text, today=TODAY).letters for goal in goals]
    yield "letter  labels  agree   precision  recall"
    wrong = []
    for letter in "SMART":
        pairs = [(goal, goal.letters[letter], found[letter] is True) for goal, found in zip(goals, said, strict=True) if letter in goal.letters]
        hits = sum(label and found for _, label, found in pairs)
        agree = sum(label == found for _, label, found in pairs)
        yield (
            f"{letter:6}  {len(pairs):6}  {_share(agree, len(pairs))}  {_share(hits, sum(found for *_, found in pairs)):>9}"
            f"  {_share(hits, sum(label for _, label, _ in pairs))}"
        )
        wrong += [(letter, label, goal.text) for goal, label, found in pairs if label != found]
    yield ""
    for letter, label, text in wrong:
        yield f"{letter} should {'hold' if label else 'fail'}: {text}"


def per_second(judge: Callable[..., object], goals: Sequence[LabelledGoal]) -> float:
    """Goals judged in a second of one processor, the median of some rounds over all goals."""
    texts = [goal.text for goal in goals] * max(1, 1_000 // len(goals))
    seconds = []
    for _ in range(ROUNDS):
        start = process_time()
        for text in texts:
            judge(text, today=TODAY)
        seconds.append(process_time() - start)
    return len(texts) / sorted(seconds)[ROUNDS // 2]


def growth() -> float:
    """How much longer a text of eight times the length takes; 8 is linear."""
    seconds = []
    for times in (1_000, 8_000):
        start = process_time()
        check_cell("2026年" * times, today=TODAY)
        seconds.append(process_time() - start)
    return seconds[1] / seconds[0]


def _share(part: int, whole: int) -> str:
    return f"{part / whole:6.1%}" if whole else "     —"


def main() -> None:
    """Print figures for the labelled goals, or for our own with ``--own``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", action="store_true", help="our own goals even where the labelled ones are there")
    source = OWN if parser.parse_args().own or not LABELLED.exists() else LABELLED
    goals = labelled(source)
    started = perf_counter()
    check_goal("", today=TODAY)
    print(f"{len(goals)} goals of {source.name}; the first takes {perf_counter() - started:.3f} s")
    for line in scores(goals):
        print(line)
    print(f"\n{per_second(check_goal, goals):,.0f} goals and {per_second(check_cell, goals):,.0f} cells a second on one core")
    print(f"A text of 8 times the length takes {growth():.1f} times as long")


if __name__ == "__main__":
    main()
