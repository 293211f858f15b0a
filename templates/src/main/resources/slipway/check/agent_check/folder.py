"""Parses each Python file of a folder once, finds the one to start with, and what it leads to."""

from __future__ import annotations

import ast
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property

from agent_check import syntax
from agent_check.code import Code
from agent_check.findings import Findings
from agent_check.imports import Import, imports
from agent_check.project import Layout, Place, Project, layout
from agent_check.source import decode
from slipway_runtime import entry_choice
from slipway_runtime.trees import walk

# Where an entry point is looked for first.
CONVENTIONS = ("main.py", "agent.py", "app.py")
# Folders of what has a main of its own and is not the agent.
_BESIDE = re.compile(r"(^|/)(scripts|skills|examples?|docs|benchmarks?)/")
_TESTS = re.compile(r"(^|/)(tests?/|test_[^/]*\.py$|[^/]*_test\.py$|conftest\.py$|setup\.py$|noxfile\.py$)")


@dataclass
class File:
    """One Python file; no tree if Python cannot read it."""

    path: str
    tree: ast.Module | None
    text: str
    findings: Findings

    @cached_property
    def imports(self) -> list[Import]:
        """What it imports on Lambda."""
        return list(imports(self.tree)) if self.tree is not None else []

    @property
    def is_relative(self) -> bool:
        """Whether it imports from its own package by dots."""
        return any(item.level for item in self.imports)


class Folder:
    """The Python files of a folder by path."""

    def __init__(self, raw: dict[str, bytes]) -> None:
        self.paths = frozenset(raw)
        self.files = {path: _file(path, raw[path]) for path in sorted(raw) if path.endswith(".py")}

    def candidates(self) -> list[str]:
        """The files that may be meant to be called: one, or those between which only the author can choose."""
        for name in CONVENTIONS:
            if name in self.files and _offers_entry(self.files[name]):
                return [name]
        every = [path for path, file in self.files.items() if not is_test(path) and _offers_entry(file)]
        offered = [path for path in every if not _BESIDE.search(path)] or every
        used = {file.path for path in offered for file in self.reached(path, self.project(path)) if file.path != path}
        return [path for path in offered if path not in used] or offered

    def project(self, entry: str) -> Project:
        """The folder as the code sees it that starts with an entry file."""
        return Project(self.paths, self.layout(entry).paths)

    def layout(self, entry: str) -> Layout:
        """How the function loads an entry file and what belongs to it."""
        return layout(self.paths, entry, self.files[entry].is_relative)

    def reached(self, entry: str, project: Project) -> list[File]:
        """The entry file and what it may load: imports, files and modules it names, tools that Strands finds itself."""
        found: dict[str, File] = {}
        waiting = [entry]
        while waiting:
            file = self.files.get(waiting.pop())
            if file is None or file.path in found:
                continue
            found[file.path] = file
            for item in file.imports:
                waiting += _loaded(item, file.path, project)
            waiting += self._named(file, project)
        return [file for path, file in self.files.items() if path in found]

    def _named(self, file: File, project: Project) -> list[str]:
        named: list[str] = []
        for node in walk(file.tree) if file.tree is not None else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 300:
                text = node.value.removeprefix("./")
                if text.endswith(".py"):
                    named += [text, posixpath.join(posixpath.dirname(file.path), text)]
                elif "." in text and text.replace(".", "_").isidentifier():
                    named += project.loads(text) or []
            elif isinstance(node, ast.keyword) and node.arg == "load_tools_from_directory":
                named += [path for path in self.files if path.startswith("tools/") and path.count("/") == 1]
        return named

    def code(self, file: File, entry: str, entry_name: str | None, project: Project) -> Code:
        """What the parts of the check read of one file."""
        is_entry = file.path == entry
        assert file.tree is not None
        place = Place(project, file.path, is_entry)
        return Code(file.text, file.tree, entry_name if is_entry else None, place)


def is_test(path: str) -> bool:
    """Whether a file is there for the author's tools, and not for the agent."""
    return bool(_TESTS.search(path))


def _offers_entry(file: File) -> bool:
    return file.tree is not None and entry_choice.choose(file.tree) is not None


def _file(path: str, raw: bytes) -> File:
    findings = Findings(file=path)
    if not raw.strip():
        return File(path, ast.Module([], []), "", findings)  # an empty __init__.py
    text = decode(raw, findings)
    if text is None:
        return File(path, None, "", findings)
    findings = Findings(text, path)
    return File(path, syntax.parse(text, findings), text, findings)


def _loaded(item: Import, path: str, project: Project) -> list[str]:
    """The files of the folder that an import loads, whether it imports a module or a name in one."""
    names = [item.module] if item.name is None else [item.module, item.full.lstrip(".")]
    found: list[str] = []
    for name in names:
        if item.level:
            found += project.loads_relatively(path, item.level, name) or []
        elif project.owns(name):
            found += project.loads(name) or []
    return found
