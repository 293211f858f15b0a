"""An agent that is a folder, running as Lambda would run it: modules, files, working folder, entry point."""

from __future__ import annotations

import sys

import pytest
from slipway_runtime.agent_module import AgentModule

TIDES = {
    "main.py": """
from pathlib import Path
from harbour.tide import height
from harbour.prompts import RULES
SKILLS = sorted(path.parent.name for path in Path("skills").glob("*/SKILL.md"))
def main(prompt):
    return f"{RULES.strip()} {height(prompt)} {SKILLS} {open('data/ports.txt').read().strip()}"
""",
    "harbour/__init__.py": "",
    "harbour/tide.py": "from . import numbers\nfrom .numbers import METRES\ndef height(port):\n    return f'{port}: {METRES}'\n",
    "harbour/numbers.py": "METRES = 4\n",
    "harbour/prompts.py": "from pathlib import Path\nRULES = (Path(__file__).parent.parent / 'prompts' / 'rules.md').read_text()\n",
    "prompts/rules.md": "Be brief.\n",
    "skills/tides/SKILL.md": "---\nname: tides\ndescription: Tides\n---\n",
    "data/ports.txt": "Cuxhaven\n",
}


def test_modules_prompts_skills_and_data_are_where_the_author_had_them(deploy) -> None:
    assert deploy(TIDES).text("Hamburg") == "Be brief. Hamburg: 4 ['tides'] Cuxhaven"


@pytest.mark.parametrize("isolation", ["reload", "environment"])
def test_each_kind_of_isolation_finds_them(deploy, isolation: str) -> None:
    agent = deploy(TIDES, SLIPWAY_ISOLATION=isolation)

    assert [agent.text("A"), agent.text("B")] == ["Be brief. A: 4 ['tides'] Cuxhaven", "Be brief. B: 4 ['tides'] Cuxhaven"]


@pytest.mark.parametrize(
    ("files", "entry", "answer"),
    [
        ({"agent.py": "def run(p): return p + '!'\ndef main(p): return p"}, "agent.py:run", "hi!"),
        ({"agent.py": "def lambda_handler(event, context): return event['prompt'] + '?'"}, None, "hi?"),
        ({"app/main.py": "from .tool import t\ndef main(p): return t(p)", "app/tool.py": "t = str.upper"}, None, "HI"),
        ({"app/main.py": "from tool import t\ndef main(p): return t(p)", "app/tool.py": "t = str.title"}, None, "Hi"),
        (
            {"src/pkg/__init__.py": "A = 'a'", "src/pkg/run.py": "from pkg import A\nfrom pkg import run\ndef main(p): return A + run.__name__"},
            None,
            "apkg.run",
        ),
        ({"main.py": "import run\ndef main(p): return run.x(p)", "src/run.py": "def x(p): return p * 2"}, None, "hihi"),
        ({"my-agent.py": "def main(p): return __name__"}, None, "my-agent"),
        ({"main.py": "import os, json\ndef main(p): return os.path.basename(os.getcwd())"}, None, "project"),
        ({"main.py": "import other\nSEEN = 1\ndef main(p): return other.seen()", "other.py": "def seen():\n    import main\n    return main.SEEN"}, None, "1"),
    ],
)
def test_the_entry_file_is_loaded_as_python_would(deploy, files: dict[str, str], entry: str | None, answer: str) -> None:
    assert deploy(files, entry=entry).text("hi") == answer


def test_a_python_that_the_agent_starts_finds_the_modules_too(deploy) -> None:
    code = "import subprocess\ndef main(p): return subprocess.run(['python', '-m', 'jobs.one'], capture_output=True, text=True).stdout"
    files = {"main.py": code, "jobs/one.py": "from shared import WORD\nprint(WORD)", "shared.py": "WORD = 'done'"}

    assert deploy(files).text("hi").strip() == "done"


def test_what_the_folder_hides_is_hidden_from_the_agent_alone(deploy) -> None:
    files = {"main.py": "import queue\ndef main(p): return queue.MINE", "queue.py": "MINE = 'mine'"}

    assert deploy(files).text("hi") == "mine"


def test_a_failure_names_the_file_and_the_line(deploy) -> None:
    agent = deploy({"main.py": "from lib.depth import sound\ndef main(p): return sound(p)", "lib/depth.py": "def sound(p):\n    return 1 / 0\n"})

    status, answer = agent.ask("hi")

    assert status == 500
    assert answer and '"file": "lib/depth.py"' in agent.log() and '"line": 2' in agent.log()


def test_the_runtime_may_be_in_a_layer(tmp_path, monkeypatch) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "main.py").write_text("def main(p): return p")
    (tmp_path / "agent_source.json").write_text('{"file": "main.py", "module": "main", "paths": [""]}')
    monkeypatch.setattr(sys, "path", [path for path in sys.path if not path.endswith("source")] + [str(tmp_path)])

    assert AgentModule().file == str(tmp_path / "project" / "main.py")


def test_calls_are_kept_apart_in_own_modules(deploy) -> None:
    files = {"main.py": "import memory\ndef main(p):\n    memory.SEEN.append(p)\n    return str(memory.SEEN)", "memory.py": "SEEN = []"}
    agent = deploy(files)

    assert [agent.text("a"), agent.text("b")] == ["['a']", "['b']"]
