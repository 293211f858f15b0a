"""Sums the JUnit XML reports named on stdin, one a line: "passed failed" on stdout, the failed tests and why on stderr."""

import itertools
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator

# Enough for a deployment's view, a message and where it comes from; the report has the whole.
LINES = 40
WIDTH = 300


def main(reports: list[str]) -> None:
    passed = failed = 0
    for report in reports:
        try:
            cases = list(ElementTree.parse(report).iter("testcase"))
        except (ElementTree.ParseError, OSError) as problem:
            print(f"    {report}: not readable ({problem})", file=sys.stderr)
            failed += 1
            continue
        for case in cases:
            why = problem_of(case)
            if why is not None:
                failed += 1
                print(f"    failed: {case.get('classname')}.{case.get('name')}", file=sys.stderr)
                for line in itertools.islice(folded(why), LINES):
                    print(f"      {line}", file=sys.stderr)
            elif case.find("skipped") is None:
                passed += 1
    print(passed, failed)


def folded(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from (line[start : start + WIDTH] for start in range(0, len(line), WIDTH))


def problem_of(case: ElementTree.Element) -> str | None:
    """Why a test has failed; None if it has not."""
    for kind in ("failure", "error"):
        problem = case.find(kind)
        if problem is not None:
            return problem.text or problem.get("message") or "no message"
    return None


if __name__ == "__main__":
    main(sys.stdin.read().splitlines())
