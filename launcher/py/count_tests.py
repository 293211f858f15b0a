"""Sums the JUnit XML reports named on stdin, one a line: "passed failed" on stdout, the failed tests' names on stderr."""

import sys
import xml.etree.ElementTree as ElementTree


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
            if is_failed(case):
                failed += 1
                print(f"    failed: {case.get('classname')}.{case.get('name')}", file=sys.stderr)
            elif case.find("skipped") is None:
                passed += 1
    print(passed, failed)


def is_failed(case: ElementTree.Element) -> bool:
    return case.find("failure") is not None or case.find("error") is not None


if __name__ == "__main__":
    main(sys.stdin.read().splitlines())
