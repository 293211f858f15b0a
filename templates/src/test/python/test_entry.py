"""The handler as Lambda calls it: secrets, failures, deadlines, printed answers."""

from __future__ import annotations

import json

import pytest

SECRET = "s3cret-value-of-the-key"


def test_printed_text_is_the_answer_when_main_returns_nothing(deploy) -> None:
    agent = deploy("def main(prompt):\n    print('said', prompt)\n")
    assert agent.text("x") == "said x"


def test_what_main_returns_wins_over_what_it_prints(deploy) -> None:
    assert deploy("def main(prompt):\n    print('noise')\n    return prompt\n").text("x") == "x"


@pytest.mark.parametrize(
    ("code", "error_type"),
    [
        ("def main(prompt):\n    raise ValueError('internal detail')\n", "ValueError"),
        ("import sys\ndef main(prompt):\n    sys.exit(3)\n", "SystemExit"),
        ("import os\ndef main(prompt):\n    os._exit(0)\n", "Crashed"),
        ("def main(prompt):\n    return main(prompt)\n", "RecursionError"),
        ("import not_there\ndef main(prompt):\n    return 1\n", "ModuleNotFoundError"),
        ("raise SystemExit(1)\n", "SystemExit"),
        ("x = 1\n", "NothingToCall"),
        ("async def main(prompt):\n    import asyncio\n    raise asyncio.CancelledError()\n", "CancelledError"),
    ],
)
def test_every_failure_answers_500_without_a_trace(deploy, code: str, error_type: str) -> None:
    agent = deploy(code)
    for number in (1, 2):
        status, body = agent.ask("x")
        assert (status, body["error_type"], body["request_id"]) == (500, error_type, f"request-{number}")
        assert "Traceback" not in json.dumps(body) and "internal detail" not in json.dumps(body)
    assert any(line["level"] == "ERROR" for line in agent.events())


def test_a_failure_while_loading_is_retried(deploy, tmp_path) -> None:
    marker = tmp_path / "ready"
    agent = deploy(f"import pathlib\nassert pathlib.Path({str(marker)!r}).exists()\ndef main(prompt):\n    return 'up'\n")
    assert agent.ask("x")[0] == 500
    marker.touch()
    assert agent.text("x") == "up"


@pytest.mark.parametrize("code", [
    "import signal\ndef main(prompt):\n    signal.pause() if prompt == 'wait' else None\n    return 'ok'\n",
    "import asyncio, time\nasync def main(prompt):\n    while prompt == 'wait':\n        pass\n    return 'ok'\n",
])
def test_a_deadline_answers_504_and_the_next_caller_is_served(deploy, code: str) -> None:
    agent = deploy(code)
    status, body = agent.ask("wait", milliseconds=2500)
    assert (status, body["success"]) == (504, False)
    assert agent.text("next") == "ok"


def test_a_bad_request_does_not_reach_the_agent(deploy) -> None:
    answer = deploy("def main(prompt):\n    return 1 / 0\n").call({"nothing": 1})
    assert answer["statusCode"] == 400


def test_a_preflight_is_answered_with_cors(deploy) -> None:
    answer = deploy("def main(prompt):\n    return 1 / 0\n", SLIPWAY_CORS_ALLOW_ORIGIN="https://a.example").call(
        {"requestContext": {"http": {"method": "OPTIONS"}}}
    )
    assert (answer["statusCode"], answer["body"]) == (204, "")
    assert answer["headers"]["Access-Control-Allow-Origin"] == "https://a.example"


@pytest.mark.parametrize(("prints", "logged"), [("true", True), ("", True), ("false", False)])
def test_what_is_printed_is_logged_unless_that_is_switched_off(deploy, prints: str, logged: bool) -> None:
    agent = deploy("def main(prompt):\n    print('printed:', prompt)\n    return 'answer'\n", SLIPWAY_LOG_PRINTS=prints)
    agent.text("private words")
    assert ("printed: private words\n" in agent.log()) is logged


def test_prompts_and_answers_stay_out_of_the_log(deploy) -> None:
    agent = deploy("def main(prompt):\n    return 'answer:' + prompt\n")
    agent.text("private words")
    assert "private words" not in agent.log()


def test_home_and_consent_are_set_before_the_code_loads(deploy) -> None:
    code = "import os\nSEEN = os.environ['HOME'], os.environ['BYPASS_TOOL_CONSENT']\ndef main(prompt):\n    return str(SEEN)\n"
    assert deploy(code).text("x") == "('/tmp', 'true')"


def test_a_python_that_the_agent_starts_finds_the_same_packages(deploy) -> None:
    code = (
        "import subprocess, sys\ndef main(prompt):\n    done = subprocess.run([sys.executable, '-c', "
        "'import slipway_runtime; print(1)'], cwd='/', capture_output=True, text=True)\n    return done.stdout + done.stderr\n"
    )
    assert deploy(code).text("x") == "1\n"


def test_an_unknown_isolation_mode_is_refused(deploy) -> None:
    agent = deploy("def main(prompt):\n    return 1\n", SLIPWAY_ISOLATION="sometimes")
    with pytest.raises((AssertionError, BrokenPipeError)):
        agent.text("x")
    assert "expected: one of call, reload, environment" in agent.log()


def test_long_answers_are_cut(deploy) -> None:
    status, body = deploy("def main(prompt):\n    return 'x' * 9_000_000\n").ask("x")
    assert status == 200 and body["truncated"] and "cut here" in body["response"][-200:]


def test_dataclasses_and_type_hints_find_their_module(deploy) -> None:
    code = (
        "from __future__ import annotations\nimport dataclasses, typing, pickle\n"
        "@dataclasses.dataclass\nclass Point:\n    x: typing.ClassVar[int] = 1\n    y: int = 2\n"
        "def main(prompt: str | None = None):\n    return str(pickle.loads(pickle.dumps(Point())).y) + str(typing.get_type_hints(Point)['y'])\n"
    )
    assert deploy(code).text("x") == "2<class 'int'>"


MAINS = {
    "def main(p): return p": "x",
    "def main(p) -> int:\n    print(p)\n    return 0": "x",
    "def main(p) -> int:\n    return 0": "0",
    "import sys\ndef main(p):\n    print(p)\n    sys.exit()": "x",
    "import sys\ndef main(p): return str(sys.argv)": "['agent_handler.py']",
    "def main(args): return args.prompt + str(args.verbose) + args.strip()": "xNonex",
    "async def main(p): return p": "x",
    "def main(p):\n    yield p\n    yield p": "xx",
    "async def main(p):\n    yield p\n    yield p": "xx",
    "import asyncio\nasync def inner(p): return p\ndef main(p): return asyncio.run(inner(p))": "x",
    "import asyncio\nasync def inner(p): return p\ndef main(p): return asyncio.get_event_loop().run_until_complete(inner(p))": "x",
    "import signal\ndef main(p):\n    signal.signal(signal.SIGALRM, signal.SIG_IGN)\n    return p": "x",
    "import functools\ndef wrap(f):\n    @functools.wraps(f)\n    def inner(*a, **k): return f(*a, **k)\n    return inner\n@wrap\nasync def main(p): return p": "x",
    "class M:\n    async def __call__(self, prompt): return prompt\nmain = M()": "x",
    "main = lambda prompt: prompt": "x",
}


@pytest.mark.parametrize("code", MAINS)
def test_every_kind_of_main_is_called(deploy, code: str) -> None:
    assert deploy(code + "\n").text("x") == MAINS[code]


ODD = {
    "raises an error": "raise TypeError('no text')",
    "exits": "raise SystemExit(3)",
    "returns no text": "return 3",
    "calls itself": "return str(self)",
}


@pytest.mark.parametrize("kind", ODD)
def test_an_error_whose_text_cannot_be_had_is_named_with_its_line(deploy, kind: str) -> None:
    code = f"class Odd(Exception):\n    def __str__(self):\n        {ODD[kind]}\n    __repr__ = __str__\ndef main(p):\n    raise Odd()\n"
    agent = deploy(code)
    assert agent.ask("x")[1]["error_type"] == "Odd"
    assert agent.events()[-1]["line"] == 6 and "no text" in agent.events()[-1]["error"]


def test_an_error_that_hides_what_is_behind_it_is_named_with_its_line(deploy) -> None:
    code = (
        "class Odd(Exception):\n    @property\n    def exceptions(self):\n        raise TypeError('hidden')\n"
        "def main(p):\n    raise Odd('shown')\n"
    )
    agent = deploy(code)
    assert agent.ask("x")[1]["error_type"] == "Odd"
    assert (agent.events()[-1]["line"], agent.events()[-1]["error"]) == (6, "shown")


UNREADABLE = {
    "nothing of it can be read": "class Odd(Exception):\n    def __getattribute__(self, name):\n        raise RuntimeError(name)\n",
    "its class hides its name": "class Kind(type):\n    @property\n    def __name__(cls):\n        raise RuntimeError()\n"
    "class Odd(Exception, metaclass=Kind): pass\n",
    "it says it is another": "class Odd(Exception):\n    __class__ = property(lambda self: 1 / 0)\n",
    "it is no ordinary error": "class Odd(BaseException): pass\n",
}


@pytest.mark.parametrize("kind", UNREADABLE)
@pytest.mark.parametrize("entry", ["main(prompt)", "lambda_handler(event, context)"])
def test_an_error_that_resists_is_named_with_its_line(deploy, kind: str, entry: str) -> None:
    agent = deploy(UNREADABLE[kind] + f"def {entry}:\n    raise Odd('words')\n")
    assert agent.ask("x")[1]["error_type"] == "Odd"
    assert agent.events()[-1]["code"] == "raise Odd('words')"


STREAMS = [
    "sys.stdout.reconfigure(encoding='utf-8', line_buffering=True)",
    "sys.stdout.buffer.write(b'')",
    "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')",
    "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.buffer)",
    "sys.stdout.isatty() or sys.stdout.flush()",
]


@pytest.mark.parametrize("line", STREAMS)
def test_standard_output_can_be_set_up_as_in_a_script(deploy, line: str) -> None:
    code = f"import codecs, io, sys\ndef main(p):\n    {line}\n    print('é', p)\n"
    assert deploy(code).text("x") == "é x"
    assert deploy(f"import codecs, io, sys\n{line}\ndef main(p):\n    print('é', p)\n").text("x") == "é x"
