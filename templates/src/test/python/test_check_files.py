"""Files that Lambda does not have, and files that it cannot write, however their paths are put together."""

from __future__ import annotations

import pytest

MAIN = "def main(p):\n    return p\n"
BASE = "import os\nfrom pathlib import Path\nHERE = Path(__file__).resolve().parent\nFOLDER = os.path.dirname(os.path.abspath(__file__))\n"
READ = {
    "(HERE / 'prompts' / 'a.md').read_text()": "prompts/a.md",
    "PROMPTS = HERE / 'prompts'\ntext = (PROMPTS / 'a.md').read_text()": "prompts/a.md",
    "open(os.path.join(FOLDER, 'prompts', 'a.md')).read()": "prompts/a.md",
    "open(FOLDER + '/a.md').read()": "a.md",
    "Path('prompts', 'a.md').read_bytes()": "prompts/a.md",
    "HERE.joinpath('prompts', 'a.md').read_text()": "prompts/a.md",
    "Path(__file__).with_name('a.md').read_text()": "a.md",
    "(Path(__file__).resolve().parents[1] / 'a.md').read_text()": "../a.md",
    "(HERE.parent / 'a.md').read_text()": "../a.md",
    "with (HERE / 'a.json').open() as f:\n    text = f.read()": "a.json",
    "with open('a.md', encoding='utf-8') as f:\n    text = f.read()": "a.md",
    "def load(name):\n    return (HERE / 'prompts' / f'{name}.md').read_text()\nload(os.name)": "prompts/….md",
    "def load(path):\n    with open(path) as f:\n        return f.read()\nload('prompts/a.md')": "prompts/a.md",
    "for path in (HERE / 'prompts').glob('*.md'):\n    path.read_text()": "prompts",
    "os.listdir('data')": "data",
    "import pandas as pd\npd.read_csv('data/a.csv')": "data/a.csv",
    "from jinja2 import Environment, FileSystemLoader\nEnvironment(loader=FileSystemLoader('templates'))": "templates",
    "from strands import Agent\nAgent(tools=['./tools/tide.py'])": "./tools/tide.py",
    "open('/home/ada/agent/a.md').read()": "/home/ada/agent/a.md",
}
WRITTEN = {
    "OUT = Path('out')\nOUT.mkdir(exist_ok=True)": "out",
    "LOG = HERE / 'logs' / 'a.log'\nLOG.parent.mkdir()": "logs",
    "with Path('a.txt').open('w') as f:\n    f.write('x')": "a.txt",
    "import logging\nlogging.getLogger().addHandler(logging.FileHandler(filename='a.log'))": "a.log",
    "from logging.handlers import TimedRotatingFileHandler as Timed\nTimed('a.log')": "a.log",
    "import logging.config\nSETTINGS = {'handlers': {'f': {'class': 'logging.FileHandler', 'filename': 'a.log'}}}\n"
    "logging.config.dictConfig(SETTINGS)": "a.log",
    "from loguru import logger\nlogger.add('a.log', rotation='1 MB')": "a.log",
    "import sqlite3\nDB = HERE / 'memory.db'\nsqlite3.connect(DB)": "memory.db",
    "from sqlalchemy import create_engine\ncreate_engine('sqlite:///memory.db')": "memory.db",
    "import chromadb\nchromadb.PersistentClient(path='./store')": "./store",
    "import shutil\nshutil.copy('/opt/a', 'a.txt')": "a.txt",
    "import pandas as pd\npd.DataFrame().to_csv('a.csv')": "a.csv",
    "import matplotlib.pyplot as plt\nplt.savefig('a.png')": "a.png",
    "import gzip\ngzip.open('a.gz', 'wb')": "a.gz",
    "from strands.session.file_session_manager import FileSessionManager\n"
    "FileSessionManager('s', os.path.join(os.getcwd(), 'sessions'))": "sessions",
    "open('/var/log/agent.log', 'a')": "/var/log/agent.log",
}
ABOUT_FILES = ("file_not_deployed", "file_write", "session_not_kept")


def about_files(check, line: str) -> list[tuple[str, str]]:
    """The warnings about files: what is wrong, and with which."""
    found = [finding for finding in check(BASE + line + "\n" + MAIN)["warnings"] if finding["code"] in ABOUT_FILES]
    return [(finding["code"], finding["message"].split(" ")[0]) for finding in found]


@pytest.mark.parametrize("line", READ)
def test_a_file_beside_the_code_is_not_deployed(check, line: str) -> None:
    assert about_files(check, line) == [("file_not_deployed", READ[line])]


@pytest.mark.parametrize("line", WRITTEN)
def test_a_file_outside_tmp_cannot_be_written(check, line: str) -> None:
    assert about_files(check, line) == [("file_write", WRITTEN[line])]


@pytest.mark.parametrize("place", ["", ", '/tmp/sessions'", ", os.environ['FOLDER']"])
def test_sessions_in_files_are_not_kept(check, place: str) -> None:
    code = "from strands.session.file_session_manager import FileSessionManager\nFileSessionManager('s'%s)"
    assert about_files(check, code % place) == [("session_not_kept", "A")]


FINE = [
    "TMP = Path('/tmp')\n(TMP / 'a').write_text('x')\n(TMP / 'a').read_text()",
    "(Path.home() / '.agent').mkdir()",
    "open(os.path.expanduser('~/notes'), 'a')",
    "open(os.devnull, 'w')",
    "open(os.environ.get('OUT', 'a.txt'), 'w')",
    "import tempfile\n(Path(tempfile.gettempdir()) / 'a').write_text('x')",
    "import pandas as pd\npd.read_csv('s3://bucket/a.csv').to_csv('s3://bucket/b.csv')",
    "from sqlalchemy import create_engine\ncreate_engine('sqlite://')\ncreate_engine('sqlite:////tmp/a.db')\ncreate_engine('postgresql://h/d')",
    "def read(path):\n    return Path(path).read_text()",
    "path = Path('/tmp')\nfor part in 'ab':\n    path = path / part\npath.mkdir(parents=True)",
    "from strands import Agent\nAgent(tools=['strands_tools.calculator'])",
    "class Store:\n    def open(self, mode='r'): return self\nStore().open('w')",
    "print(__file__, Path(__file__).name)",
]


@pytest.mark.parametrize("line", FINE)
def test_what_lambda_has_or_only_the_run_knows_is_no_warning(check, line: str) -> None:
    assert about_files(check, line) == []


def test_paths_without_end_get_an_answer(check) -> None:
    chain = "".join(f"p{number} = p{number + 1} / p{number + 1}\n" for number in range(200))
    assert check(BASE + chain + "p200 = Path('a')\np0.mkdir()\n" + MAIN)["ok"]
