"""The check of a folder: every file by itself, what it imports of the others, and what it declares."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import archive, run_check

BASE = "strands-agents==1.62.0"
MAIN = "def main(p):\n    return p\n"
PROJECT = '[project]\nname = "harbour"\nversion = "1"\n'


def look(files: dict[str, Any], **options: str) -> dict[str, Any]:
    return run_check(archive(files), **options)


def places(findings: list[dict[str, Any]]) -> list[tuple[str, str | None, int | None]]:
    return [(finding["code"], finding["file"], finding["line"]) for finding in findings]


def test_each_finding_names_its_file_and_line() -> None:
    files = {
        "main.py": "import lib.a\n" + MAIN,
        "lib/a.py": "import os\nX = open('notes.txt').read()\nKEY = 'AKIAQ3EXAMPL7YZRT4WB'\n",
        "lib/b.py": "def broken(:\n",
        "notes/keys.md": "first\nAKIAQ3EXAMPL7YZRT4WB\n",
    }
    report = look(files)

    assert places(report["errors"]) == [("hardcoded_secret", "lib/a.py", 3), ("hardcoded_secret", "notes/keys.md", 2)]
    assert places(report["warnings"]) == [("file_not_deployed", "lib/a.py", 2), ("syntax", "lib/b.py", 1)]


def test_a_file_that_the_agent_loads_must_be_python() -> None:
    report = look({"main.py": "from lib import b\n" + MAIN, "lib/b.py": "def broken(:\n"})

    assert places(report["errors"]) == [("syntax", "lib/b.py", 1)]


def test_own_modules_are_never_taken_from_pypi() -> None:
    files = {
        "main.py": "from utils.prompts import A\nfrom utils.gone import B\nimport config\nimport tools\n" + MAIN,
        "utils/__init__.py": "",
        "utils/prompts.py": "from .lost import C\nA = 1\n",
        "tools/x.py": "import requests",
    }
    report = look(files)

    assert report["requirements"] == [BASE]
    assert places(report["errors"]) == [
        ("own_module", "main.py", 2),
        ("own_module", "main.py", 3),
        ("own_module", "utils/prompts.py", 1),
    ]


@pytest.mark.parametrize(
    ("path", "known"),
    [
        ("'prompts/a.md'", True),
        ("Path('prompts') / 'a.md'", True),
        ("Path(__file__).parent / 'own.md'", True),
        ("Path(__file__).parent.parent / 'prompts' / 'a.md'", True),
        ("f'prompts/{name}.md'", True),
        ("'prompts/b.md'", False),
        ("f'pictures/{name}.md'", False),
        ("Path(__file__).parent / 'b.md'", False),
    ],
)
def test_files_that_are_in_the_folder_are_no_warning(path: str, known: bool) -> None:
    reader = f"from pathlib import Path\ndef read(name):\n    return open({path}).read()\n"
    files = {"main.py": "from lib.reader import read\n" + MAIN, "lib/reader.py": reader, "lib/own.md": "", "prompts/a.md": ""}

    assert places(look(files)["warnings"]) == ([] if known else [("file_not_deployed", "lib/reader.py", 3)])


@pytest.mark.parametrize(
    ("files", "entry", "found"),
    [
        ({"main.py": MAIN, "agent.py": MAIN, "app.py": MAIN}, None, "main.py main"),
        ({"agent.py": MAIN, "app.py": MAIN}, None, "agent.py main"),
        ({"harbour.py": MAIN, "lib.py": "X = 1"}, None, "harbour.py main"),
        ({"start.py": "from parts import agent\n" + MAIN, "parts.py": "from strands import Agent\nagent = Agent()"}, None, "start.py main"),
        ({"a.py": MAIN, "tests/b.py": MAIN, "test_c.py": MAIN}, None, "a.py main"),
        ({"a.py": MAIN, "skills/x/scripts/b.py": MAIN, "scripts/c.py": MAIN}, None, "a.py main"),
        ({"examples/a.py": MAIN}, None, "examples/a.py main"),
        ({"a.py": MAIN, "b.py": MAIN}, "b.py", "b.py main"),
        ({"a.py": "def other(p): return p", "main.py": MAIN}, "a.py:other", "a.py other"),
        ({"src/pkg/__init__.py": "", "src/pkg/go.py": "from .x import y\n" + MAIN, "src/pkg/x.py": "y = 1"}, None, "src/pkg/go.py main"),
    ],
)
def test_the_entry_point_is_found_or_named(files: dict[str, str], entry: str | None, found: str) -> None:
    report = look(files, entry=entry) if entry else look(files)

    assert report["errors"] == []
    assert f"{report['project']['entry']} {report['entry_point']['name']}" == found


@pytest.mark.parametrize(
    ("files", "entry", "error", "words"),
    [
        ({"a.py": MAIN, "b.py": MAIN}, None, "entry_ambiguous", "a.py, b.py"),
        ({"a.py": "X = 1"}, None, "no_entry_point", "main"),
        ({"a.txt": "X = 1"}, None, "no_python", "no Python file"),
        ({"a.py": MAIN}, "c.py:main", "entry_not_found", "c.py"),
        ({"a.py": MAIN}, "a.py:run", "no_entry_point", "run"),
    ],
)
def test_what_cannot_be_chosen_is_an_error(files: dict[str, str], entry: str | None, error: str, words: str) -> None:
    errors = look(files, entry=entry)["errors"] if entry else look(files)["errors"]

    assert [one["code"] for one in errors] == [error]
    assert words in errors[0]["message"]


@pytest.mark.parametrize(
    ("declared", "requirements"),
    [
        ({"requirements.txt": "# first\nstrands-agents>=1.0 # ours\nhttpx[http2] >= 0.27, <1\n\n"}, ["strands-agents>=1.0", "httpx[http2]<1,>=0.27", "pandas"]),
        ({"requirements.txt": "pandas==2.2.0 \\\n    --hash=sha256:aa\n"}, ["pandas==2.2.0", BASE]),
        ({"pyproject.toml": PROJECT + 'dependencies = ["pandas<3", "Strands_Agents[openai]~=1.60"]\n'}, ["pandas<3", "strands-agents[openai]~=1.60"]),
        ({"pyproject.toml": PROJECT}, ["pandas", BASE]),
    ],
)
def test_requirements_come_from_what_the_folder_declares(declared: dict[str, str], requirements: list[str]) -> None:
    report = look({"main.py": "import pandas\n" + MAIN, **declared})

    assert (report["errors"], sorted(report["requirements"])) == ([], sorted(requirements))


def test_a_package_that_no_one_declares_is_not_guessed() -> None:
    report = look({"main.py": "import seaport\nimport dateutil_x\n" + MAIN, "requirements.txt": "py-seaport-sdk\n"})

    assert report["requirements"] == ["py-seaport-sdk", BASE]
    assert places(report["warnings"]) == [("unmapped_import", "main.py", 2)]


@pytest.mark.parametrize(
    ("files", "error", "place"),
    [
        ({"requirements.txt": "httpx\n-e .\n"}, "requirement", ("requirements.txt", 2)),
        ({"requirements.txt": "git+https://example.com/x.git\n"}, "requirement", ("requirements.txt", 1)),
        ({"pyproject.toml": PROJECT + 'requires-python = ">=3.12"\n'}, "requires_python", ("pyproject.toml", 4)),
        ({"pyproject.toml": PROJECT + "dependencies = [}\n"}, "toml", ("pyproject.toml", 4)),
        ({"pyproject.toml": PROJECT + 'dependencies = [\n "x",\n "y @ https://example.com/y.whl",\n]\n'}, "requirement", ("pyproject.toml", 6)),
        ({"pyproject.toml": b"\xff\xfe"}, "encoding", ("pyproject.toml", None)),
    ],
)
def test_a_declaration_that_cannot_be_followed_is_refused(files: dict[str, Any], error: str, place: tuple[str, int | None]) -> None:
    assert places(look({"main.py": MAIN, **files}, runtime="3.11")["errors"]) == [(error, *place)]


def lock(python: str = ">=3.11", specifier: str = ">=1.0", source: str = 'registry = "https://pypi.org/simple"') -> str:
    return f"""version = 1
requires-python = "{python}"

[[package]]
name = "harbour"
version = "1"
source = {{ virtual = "." }}
dependencies = [{{ name = "strands-agents", extra = ["openai"] }}]

[package.metadata]
requires-dist = [{{ name = "strands-agents", extras = ["openai"], specifier = "{specifier}" }}]

[[package]]
name = "strands-agents"
version = "1.60.0"
source = {{ {source} }}
dependencies = [{{ name = "httpx" }}]

[package.optional-dependencies]
openai = [{{ name = "openai" }}]

[[package]]
name = "httpx"
version = "0.28.1"
source = {{ registry = "https://pypi.org/simple" }}

[[package]]
name = "openai"
version = "2.1.0"
source = {{ registry = "https://pypi.org/simple" }}

[[package]]
name = "pytest"
version = "9.0.0"
source = {{ registry = "https://pypi.org/simple" }}
"""


WITH_LOCK = {"main.py": MAIN, "pyproject.toml": PROJECT + 'dependencies = ["strands-agents[openai] >=1.0"]\n'}


def test_a_lock_pins_what_the_agent_needs_and_nothing_else() -> None:
    report = look({**WITH_LOCK, "uv.lock": lock()})

    assert report["errors"] == []
    assert report["requirements"] == ["strands-agents[openai]>=1.0"]
    assert report["constraints"] == ["strands-agents==1.60.0", "httpx==0.28.1", "openai==2.1.0"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (lock(python=">=3.13"), "lock_python"),
        (lock(specifier=">=1.1"), "lock_stale"),
        (lock().replace("virtual", "registry"), "lock_stale"),
        (lock(source='git = "https://example.com/x?rev=1"'), "lock_source"),
        ("version = [", "toml"),
    ],
)
def test_a_lock_that_does_not_fit_is_refused(text: str, error: str) -> None:
    found = look({**WITH_LOCK, "uv.lock": text}, runtime="3.11")["errors"]

    assert [(one["code"], one["file"]) for one in found] == [(error, "uv.lock")]
