"""Sums the JUnit XML reports named on stdin, one a line: "passed failed" on stdout, the failed tests and why on stderr."""

import itertools
import sys
import xml.etree.ElementTree as ElementTree

# Enough for a message and where it comes from; the report has the whole.
LINES = 25
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
                for line in itertools.islice(why.splitlines(), LINES):
                    print(f"      {line[:WIDTH]}", file=sys.stderr)
            elif case.find("skipped") is None:
                passed += 1
    print(passed, failed)


def problem_of(case: ElementTree.Element) -> str | None:
    """Why a test has failed; None if it has not."""
    for kind in ("failure", "error"):
        problem = case.find(kind)
        if problem is not None:
            return problem.text or problem.get("message") or "no message"
    return None


if __name__ == "__main__":
    main(sys.stdin.read().splitlines())
