"""Asks Python's own compiler for the verdict and explains it where generators go wrong."""

from __future__ import annotations

import ast
import re
import sys

from agent_check.findings import Findings, lines_of
from slipway_runtime.trees import children

_FENCE = re.compile(r"^\s*(```|~~~)")
_TRIPLE = re.compile(r'"""|\'\'\'')
_MERGE = re.compile(r"<{7} |={7}$|>{7} ")
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#39);")
_TOO_DEEP = "The code is nested too deeply or too large for Python to compile"
_TOO_DEEP_HINT = "Split long expressions and deeply nested brackets into smaller statements"


def parse(text: str, findings: Findings) -> ast.Module | None:
    """The tree of code that at least parses; compile() has judged it, never run it."""
    try:
        tree = ast.parse(text, "agent.py")
    except SyntaxError as error:
        _report(error, text, findings)
        return None
    except (RecursionError, MemoryError, OverflowError, ValueError):
        findings.error_at("syntax", None, None, _TOO_DEEP, _TOO_DEEP_HINT)
        return None
    _compile(text, tree, findings)
    return tree


def _compile(text: str, tree: ast.Module, findings: Findings) -> None:
    # The parser accepts what only the compiler refuses: await and return outside functions, a late __future__ import.
    try:
        compile(text, "agent.py", "exec", dont_inherit=True, optimize=0)
    except SyntaxError as error:
        if not _outside_functions(tree, findings):
            _report(error, text, findings)
    except (RecursionError, MemoryError, OverflowError, ValueError):
        findings.error_at("syntax", None, None, _TOO_DEEP, _TOO_DEEP_HINT)


def _outside_functions(tree: ast.Module, findings: Findings) -> bool:
    """Every await and return at the top level at once; the compiler names only the first."""
    found = False
    pending: list[ast.AST] = list(tree.body)
    while pending:
        node = pending.pop()
        if isinstance(node, (ast.Await, ast.AsyncFor, ast.AsyncWith)):
            hint = "Put it into 'async def main(user_input_arg=None)' and let Slipway call main"
            findings.error("top_level_await", node, "await outside a function", hint)
            found = True
        if isinstance(node, ast.Return):
            findings.error("top_level_return", node, "return outside a function", "Put the code into main()")
            found = True
        if isinstance(node, ast.ClassDef):
            pending.extend(node.body)
        elif not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending.extend(children(node))
    return found


def _report(error: SyntaxError, text: str, findings: Findings) -> None:
    lines = lines_of(text)
    line = error.lineno if error.lineno else None
    fence = _fence_line(lines, line)
    if fence is not None:
        message, hint = "The code is wrapped in a Markdown code fence", "Send only the code between the ``` lines"
        findings.error_at("markdown_fence", fence, 1, message, hint)
        return
    column = error.offset if error.offset and error.offset > 0 else None
    message = error.msg or "invalid syntax"
    findings.error_at(_code(error), line, column, message, _hint(error, lines))


def _code(error: SyntaxError) -> str:
    if isinstance(error, TabError) or "inconsistent use of tabs" in (error.msg or ""):
        return "mixed_indentation"
    if isinstance(error, IndentationError):
        return "indentation"
    message = error.msg or ""
    if "'await' outside function" in message or "outside async function" in message:
        return "top_level_await" if "outside function" in message else "syntax"
    return "top_level_return" if "'return' outside function" in message else "syntax"


def _hint(error: SyntaxError, lines: list[str]) -> str:
    code = _code(error)
    if code == "mixed_indentation":
        return "Indent with spaces only: tabs and spaces are mixed here"
    if code == "indentation":
        return "Align this line with the lines of its block"
    message = error.msg or ""
    if _breaks_a_triple_quoted_text(error, lines):
        return (
            'A triple-quoted string seems to end early: write quotes inside it as \\"\\"\\", '
            "or delimit the string with the other kind of triple quotes"
        )
    hint = _hint_by_text(message, lines[error.lineno - 1] if error.lineno and error.lineno <= len(lines) else "")
    if hint:
        return hint
    if "never closed" in message:
        return "Close this bracket"
    if "async function" in message:
        return "Declare the function around it with 'async def'"
    if "from __future__" in message:
        return "Move the __future__ import to the first line"
    return "Fix this line; the message is Python's own"


def _hint_by_text(message: str, line: str) -> str | None:
    """What generators, copies from a web page and merges leave behind."""
    if "f-string" in message and sys.version_info < (3, 12):
        return (
            "Python 3.12 and later accept more in an f-string: choose runtime python3.12, "
            "or assign the expression to a name on the line before"
        )
    if "invalid character" in message or "non-printable" in message:
        return "Replace this character: quotes, dashes and blanks from a formatted page are not valid in Python"
    if _MERGE.match(line):
        return "Resolve the merge conflict"
    if _ENTITY.search(line):
        return "The code was escaped for HTML: write <, > and & literally"
    return None


def _breaks_a_triple_quoted_text(error: SyntaxError, lines: list[str]) -> bool:
    if "triple-quoted" in (error.msg or ""):
        return True
    if not error.lineno or error.lineno > len(lines):
        return False
    before = "\n".join(lines[: error.lineno - 1])
    line = lines[error.lineno - 1]
    return bool(_TRIPLE.search(line)) and len(_TRIPLE.findall(before + line)) >= 2


def _fence_line(lines: list[str], error_line: int | None) -> int | None:
    first = next((number for number, line in enumerate(lines, 1) if line.strip()), None)
    if first is not None and _FENCE.match(lines[first - 1]):
        return first
    if error_line is None or error_line > len(lines):
        return None
    if _FENCE.match(lines[error_line - 1]):
        return error_line
    # Prose before the code ("Here is your agent:") fails before the fence is reached.
    if not _TRIPLE.search("\n".join(lines[:error_line])) and error_line <= 10:
        return next((number for number, line in enumerate(lines, 1) if number > error_line and _FENCE.match(line)), None)
    return None
