"""Knows which calls write and read files, and where in a call the path is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from agent_check.code import Code, argument, last_name
from agent_check.findings import Findings
from agent_check.paths import paths_of

# By the function's name: the parameter with the path, and its place.
_WRITERS = {
    "basicConfig": ("filename", 99),
    "FileHandler": ("filename", 0),
    "RotatingFileHandler": ("filename", 0),
    "TimedRotatingFileHandler": ("filename", 0),
    "WatchedFileHandler": ("filename", 0),
    "FileSessionManager": ("storage_dir", 1),
    "PersistentClient": ("path", 0),
    "savefig": ("fname", 0),
    "to_csv": ("path_or_buf", 0),
    "to_json": ("path_or_buf", 0),
    "to_pickle": ("path", 0),
    "to_parquet": ("path", 0),
    "to_excel": ("excel_writer", 0),
    "urlretrieve": ("filename", 1),
}
# By the full name.
_MODULE_WRITERS = {
    "sqlite3.connect": ("database", 0),
    "aiosqlite.connect": ("database", 0),
    "shelve.open": ("filename", 0),
    "dbm.open": ("file", 0),
    "os.mkdir": ("path", 0),
    "os.makedirs": ("name", 0),
    "shutil.copy": ("dst", 1),
    "shutil.copy2": ("dst", 1),
    "shutil.copyfile": ("dst", 1),
    "shutil.copytree": ("dst", 1),
    "shutil.move": ("dst", 1),
    "loguru.logger.add": ("sink", 0),
}
_READERS = {
    "FileSystemLoader": ("searchpath", 0),
    "AgentSkills": ("skills", 0),
    "read_csv": ("filepath_or_buffer", 0),
    "read_excel": ("io", 0),
    "read_json": ("path_or_buf", 0),
    "read_parquet": ("path", 0),
}
_MODULE_READERS = {
    "os.listdir": ("path", 0),
    "os.scandir": ("path", 0),
    "os.walk": ("top", 0),
    "glob.glob": ("pathname", 0),
    "glob.iglob": ("pathname", 0),
}
_OPENERS = ("open", "io.open", "codecs.open", "gzip.open", "bz2.open", "lzma.open", "aiofiles.open")
# Methods of a path.
_WRITING_METHODS = ("write_text", "write_bytes", "mkdir", "touch")
_READING_METHODS = ("read_text", "read_bytes", "iterdir", "glob", "rglob")
_ENGINES = ("create_engine", "create_async_engine", "from_uri")
# Where people keep things on their own machines.
_HOMES = ("/home/", "/Users/", "/root/")
_SQLITE_FILE = re.compile(r"sqlite(?:\+\w+)?:///([^?]+)")


class Files:
    """The files that calls touch."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._receivers = code.receivers

    def written(self, call: ast.Call) -> Iterator[str]:
        """The paths that a call writes to, or may."""
        full = self._receivers.full_name(call.func)
        name = full.rpartition(".")[2]
        if name in _ENGINES:
            for text in paths_of(argument(call, "url", 0), self._code):
                match = _SQLITE_FILE.match(text)
                yield from [match.group(1)] if match else []
        elif name == "dictConfig":
            yield from self._configured()
        else:
            place = _MODULE_WRITERS.get(full) or _WRITERS.get(name)
            yield from paths_of(self._path(call, full, place, _WRITING_METHODS, writes=True), self._code)

    def read(self, call: ast.Call) -> Iterator[str]:
        """The paths that a call reads."""
        full = self._receivers.full_name(call.func)
        place = _MODULE_READERS.get(full) or _READERS.get(full.rpartition(".")[2])
        yield from paths_of(self._path(call, full, place, _READING_METHODS, writes=False), self._code)
        if full.rpartition(".")[2] == "Agent":
            tools = argument(call, "tools")
            for tool in tools.elts if isinstance(tools, (ast.List, ast.Tuple)) else ():
                yield from (path for path in paths_of(tool, self._code) if path.endswith(".py"))

    def _path(
        self, call: ast.Call, full: str, place: tuple[str, int] | None, methods: tuple[str, ...], writes: bool
    ) -> ast.expr | None:
        if place is not None:
            return argument(call, *place)
        if full in _OPENERS and not (full == "open" and isinstance(call.func, ast.Attribute)):
            return argument(call, "file", 0) if self._writes(argument(call, "mode", 1)) is writes else None
        if not isinstance(call.func, ast.Attribute):
            return None
        opens = call.func.attr == "open" and self._writes(argument(call, "mode", 0)) is writes
        return call.func.value if call.func.attr in methods or opens else None

    def _writes(self, mode: ast.expr | None) -> bool:
        return bool(set(self._code.text_of(mode) or "r") & set("wax+"))

    def _configured(self) -> Iterator[str]:
        """The files of handlers in a dictionary for logging."""
        for node in self._code.reachable:
            if isinstance(node, ast.Dict):
                entries = {self._code.text_of(key): value for key, value in zip(node.keys, node.values)}
                if "class" in entries:
                    yield from paths_of(entries.get("filename"), self._code)


def keeps_sessions(call: ast.Call) -> bool:
    """Whether a call makes a session manager that stores conversations in files."""
    return last_name(call.func) == "FileSessionManager"


def report_missing_file(text: str | None, node: ast.AST, hint: str, code: Code, findings: Findings) -> None:
    """Says that a path leads to nothing on Lambda, if that is certain."""
    if not text or _is_elsewhere(text):
        return
    if code.place is None:
        message = f"{text[:100]} is not deployed: only this one file is"
        findings.warn("file_not_deployed", node, message, f"Deploy the folder. Or: {hint}")
    elif not code.place.project.has(text, code.place.file):
        message = f"{text[:100]} is not in the folder"
        findings.warn("file_not_deployed", node, message, "Add it to the folder, or take it out of the ignore rules")


def _is_elsewhere(path: str) -> bool:
    """Whether a path may lead to something that Lambda has: not below a person's home."""
    return "://" in path or path.startswith(("/", "~", "…")) and not path.startswith(_HOMES)
