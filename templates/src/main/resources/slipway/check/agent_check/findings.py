"""Collects what the check finds, in the order of the code."""

from __future__ import annotations

import ast
import re
from dataclasses import asdict, dataclass
from typing import Any

# Enough to see the pattern; a file with more findings needs rethinking altogether.
MAX_FINDINGS = 200
_LINE_END = re.compile(r"\r\n|\r|\n")


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them: a form feed or a line separator inside a string does not end one."""
    return _LINE_END.split(text)


@dataclass(frozen=True)
class Finding:
    """One error or warning: where it is, what it is, what to do about it."""

    code: str
    line: int | None
    column: int | None
    message: str
    hint: str
    file: str | None = None  # in a folder: where the line is


class Findings:
    """Errors and warnings, each once per code and place."""

    def __init__(self, source: str = "", file: str | None = None) -> None:
        self._lines = lines_of(source)
        self._file = file
        self._error_lines: dict[str, set[int]] = {}
        self._errors: dict[tuple[str, int | None, str], Finding] = {}
        self._warnings: dict[tuple[str, int | None, str], Finding] = {}

    @property
    def has_errors(self) -> bool:
        """Whether the code is refused."""
        return bool(self._errors)

    def error(self, code: str, where: ast.AST | None, message: str, hint: str) -> None:
        """Refuse the code because of a node."""
        self.error_at(code, *self._place(where), message, hint)

    def error_at(self, code: str, line: int | None, column: int | None, message: str, hint: str) -> None:
        """Refuse the code because of a place."""
        self._errors.setdefault((code, line, message), Finding(code, line, column, message, hint, self._file))
        if line is not None:
            self._error_lines.setdefault(code, set()).add(line)

    def has_error_between(self, code: str, first: int, last: int) -> bool:
        """Whether one of these lines has such an error already."""
        lines = self._error_lines.get(code, set())
        if last - first < len(lines):
            return any(line in lines for line in range(first, last + 1))
        return any(first <= line <= last for line in lines)

    def has_warning_between(self, code: str, first: int, last: int) -> bool:
        """Whether one of these lines has such a warning already."""
        return any(kind == code and line is not None and first <= line <= last for kind, line, _ in self._warnings)

    def warn(self, code: str, where: ast.AST | None, message: str, hint: str) -> None:
        """Note something that may go wrong, at a node."""
        self.warn_at(code, *self._place(where), message, hint)

    def warn_at(self, code: str, line: int | None, column: int | None, message: str, hint: str) -> None:
        """Note something that may go wrong, at a place."""
        self._warnings.setdefault((code, line, message), Finding(code, line, column, message, hint, self._file))

    def errors(self) -> list[dict[str, Any]]:
        """The errors for the answer."""
        return _sorted(self._errors)

    def warnings(self) -> list[dict[str, Any]]:
        """The warnings for the answer."""
        return _sorted(self._warnings)

    def _place(self, node: ast.AST | None) -> tuple[int | None, int | None]:
        line = getattr(node, "lineno", None)
        if line is None:
            return None, None
        # Nodes count UTF-8 bytes from 0, people count characters from 1.
        text = self._lines[line - 1] if line <= len(self._lines) else ""
        offset = getattr(node, "col_offset", 0)
        return line, len(text.encode("utf-8", "replace")[:offset].decode("utf-8", "ignore")) + 1


def _sorted(findings: dict[Any, Finding]) -> list[dict[str, Any]]:
    ordered = sorted(findings.values(), key=lambda finding: (finding.line or 0, finding.column or 0))
    return [asdict(finding) for finding in ordered[:MAX_FINDINGS]]
