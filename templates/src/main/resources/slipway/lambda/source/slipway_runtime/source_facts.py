"""What the deployment says about the author's code: one file, whose text is in the handler, or a folder beside it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass

SOURCE_FACTS = "agent_source.json"
DEFAULT_NAME = "agent.py"
# Where the author's folder is, in the function's own.
FOLDER = "project"


@dataclass(frozen=True)
class SourceFacts:
    """The file's name as its author knows it, and what is called in it if the author names that.

    module and paths are of a folder: what its entry file is loaded as, and where in it modules are looked for.
    """

    file: str
    entry: str | None = None
    module: str | None = None
    paths: tuple[str, ...] = ()

    @property
    def is_folder(self) -> bool:
        """Whether a folder was deployed."""
        return self.module is not None


def find() -> str:
    """The file with the facts: it is in the function's folder, whereas the runtime may be in a layer."""
    places = (os.path.join(path, SOURCE_FACTS) for path in sys.path)
    return next((place for place in places if os.path.isfile(place)), SOURCE_FACTS)


def read(root: str) -> SourceFacts:
    """The facts in the function's folder; requests without a name are called agent.py."""
    try:
        with open(os.path.join(root, SOURCE_FACTS), encoding="utf-8") as file:
            facts = json.load(file)
        name = facts.get("file")
    except (OSError, ValueError, AttributeError):
        return SourceFacts(DEFAULT_NAME)
    entry, module = facts.get("entry"), facts.get("module")
    if module is None:
        named = isinstance(name, str) and name.strip(". ")
        return SourceFacts(os.path.basename(name) if named else DEFAULT_NAME, entry)
    return SourceFacts(name, entry, module, tuple(facts.get("paths", ())))


def enter(folder: str, facts: SourceFacts) -> None:
    """Make the author's folder what it is when its code runs as a script: the working folder, and first on the path.

    This is for the agent's own process: what the folder hides from Python is hidden from the agent alone.
    """
    paths = [os.path.normpath(os.path.join(folder, path)) for path in facts.paths]
    sys.path[:0] = [path for path in paths if path not in sys.path]
    handed_on = [*paths, *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(handed_on)  # for a Python that the agent starts
    os.chdir(folder)
