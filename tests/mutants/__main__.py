"""Would a test notice? A seeded sample of small changes to the code that counts, each judged by the tests: ``make mutants``.

A change that no test notices is listed with its lines. Those that cannot matter stand in survivors.toml with their reason;
any other is a gap in the tests. What is changed and which tests judge it stands in pyproject.toml. mutmut makes the changes
and leaves decorated functions alone (properties, spreadsheet functions); what these call is changed.

Killed is what a test that fails has seen: tests that did not end, or crashed, are told apart and count as not killed. A run
that was interrupted goes on where it stopped, as long as neither code nor tests have changed; ``--keep-killed`` after tests
were added, and none was taken away, judges again only what was not killed. Names of mutants judge just these.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tomllib
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from tests.mutants.making import Change, change, function_of, make_mutants, mutants_made
from tests.mutants.record import Record
from tests.mutants.trial import Coverage, Verdict, judged, tests_pass

REASONS = Path(__file__).with_name("survivors.toml")
WANTED = 0.9


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the sample; 0 where nine in ten are killed and each other one has its reason."""
    options = _options(arguments)
    record = Record.of_this_state(options.keep_killed)
    names = mutants_made() if record.tests_pass else make_mutants()
    sample = options.names or _drawn(names, options.seed, options.count)
    record.tests_pass = record.tests_pass or tests_pass()
    if not record.tests_pass:
        raise SystemExit("tests fail without any mutant: they can tell nothing about one")
    waiting = [name for name in sample if name not in record.verdicts]
    print(f"{len(waiting)} to judge; {len(sample) - len(waiting)} were judged before", flush=True)
    _judge(waiting, Coverage.of_stats(), record, options.workers)
    return _report({name: record.verdicts[name] for name in sample}, f"of {len(names)} mutants (seed {options.seed})")


def _drawn(names: Sequence[str], seed: int, count: int) -> list[str]:
    """The first *count* in an order of chance. Each name's place is its own: a change of the code redraws what it changes."""
    return sorted(sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())[:count])


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="mutants to judge, in place of the sample")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--keep-killed", action="store_true", help="believe what the same code's record says is killed")
    return parser.parse_args(arguments)


def _judge(names: Sequence[str], tests: Coverage, record: Record, workers: int) -> None:
    quick_first = sorted(names, key=lambda name: tests.duration(tests.of_function(function_of(name))))
    with ThreadPoolExecutor(max(1, workers)) as pool:
        waiting = {pool.submit(judged, name, tests): name for name in quick_first}
        for count, done in enumerate(as_completed(waiting), 1):
            name, verdict = waiting[done], done.result()
            record.note(name, verdict)
            print(f"{count}/{len(names)} {verdict.value}: {name}", flush=True)


def _report(verdicts: dict[str, Verdict], of_what: str) -> int:
    reasons = {(each["function"], each["change"].strip()) for each in tomllib.loads(REASONS.read_text("utf-8")).get("survivor", [])}
    others = {name: verdict for name, verdict in verdicts.items() if verdict is not Verdict.KILLED}
    changes: dict[str, Change] = {name: change(name) for name in others}
    unexplained = [name for name, each in changes.items() if (each.function, each.lines) not in reasons]
    for name in unexplained:
        print(f"\n{others[name].value}, and no reason is given: {name}\n{changes[name].lines}")
    counts, killed = Counter(others.values()), 1 - len(others) / len(verdicts)
    told = ", ".join(f"{count} {verdict.value}" for verdict, count in sorted(counts.items(), key=lambda each: each[0].value))
    print(f"\n{len(verdicts)} {of_what}: {killed:.1%} killed; {told or 'all'}; {len(others) - len(unexplained)} have a reason")
    return 0 if killed >= WANTED and not unexplained else 1


if __name__ == "__main__":
    sys.exit(main())
