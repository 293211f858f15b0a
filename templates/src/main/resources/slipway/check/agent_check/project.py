"""A folder that is deployed as it is: which modules are its own, and what a path in its code leads to."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property

_PACKAGE = "__init__.py"


@dataclass(frozen=True)
class Layout:
    """How the function finds the modules: what it loads the entry file as, and the folders it looks in, best first."""

    module: str
    paths: tuple[str, ...]


def layout(files: frozenset[str], entry: str, is_relative: bool) -> Layout:
    """Python's own way with a script, except that a file of a package is loaded as a part of it.

    is_relative says whether the entry file imports relatively, which makes its folder a package without __init__.py.
    """
    folder = posixpath.dirname(entry)
    base = folder
    while base and f"{base}/{_PACKAGE}" in files:
        base = posixpath.dirname(base)
    if is_relative and base == folder:
        base = posixpath.dirname(base)
    module = entry[len(base) :].lstrip("/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    paths = [base, ""]
    if f"src/{_PACKAGE}" not in files and any(file.startswith("src/") for file in files):
        paths.append("src")
    return Layout(module, tuple(dict.fromkeys(paths)))


@dataclass(frozen=True)
class Project:
    """The paths of all files, and where modules are looked for."""

    files: frozenset[str]
    paths: tuple[str, ...]

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder with a file below it; the project's own is empty text."""
        found = {""}
        for file in self.files:
            folder = posixpath.dirname(file)
            while folder not in found:
                found.add(folder)
                folder = posixpath.dirname(folder)
        return frozenset(found)

    def owns(self, module: str) -> bool:
        """Whether the first name of a module is found in the folder, whatever the rest of it is."""
        return self._home(module.partition(".")[0]) is not None

    def loads(self, module: str) -> list[str] | None:
        """The files that importing a module of the folder loads; None if it is not there."""
        home = self._home(module.partition(".")[0])
        return self._below(home, module) if home is not None else None

    def loads_relatively(self, file: str, level: int, module: str) -> list[str] | None:
        """The same for a relative import in a file of the folder."""
        folder = posixpath.dirname(file)
        for _ in range(level - 1):
            folder = posixpath.dirname(folder)
        if not folder:
            return None  # the project's own folder is no package
        if not module:
            return [path for path in (_joined(folder, _PACKAGE),) if path in self.files]
        return self._below(folder, module)

    def has(self, text: str, file: str) -> bool:
        """Whether a path of the code leads to something, from the project's folder or any between it and the file's."""
        text = text.removeprefix("./")
        folder = posixpath.dirname(file)
        while True:
            if self._exists(posixpath.normpath(_joined(folder, text))):
                return True
            if not folder:
                return False
            folder = posixpath.dirname(folder)

    def _exists(self, path: str) -> bool:
        """Whether there is such a file or folder; an ellipsis in a path is what only the run knows of it."""
        if "…" in path:
            known = re.compile(".*".join(map(re.escape, path.removeprefix("./").split("…"))))
            return any(known.match(file) for file in self.files)
        return path in self.files or path.removeprefix(".") in self.folders

    def _home(self, name: str) -> str | None:
        """The folder in which Python finds a module."""
        for path in self.paths:
            if _joined(path, name + ".py") in self.files or _joined(path, name) in self.folders:
                return path
        return None

    def _below(self, folder: str, module: str) -> list[str] | None:
        loaded = []
        for name in module.split("."):
            place = _joined(folder, name)
            if _joined(place, _PACKAGE) in self.files:
                loaded.append(_joined(place, _PACKAGE))
            elif place + ".py" in self.files:
                loaded.append(place + ".py")
            elif place not in self.folders:
                return None
            folder = place
        return loaded


@dataclass(frozen=True)
class Place:
    """Where a file stands in its project."""

    project: Project
    file: str
    is_entry: bool


def _joined(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name
