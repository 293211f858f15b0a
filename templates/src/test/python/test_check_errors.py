"""What is refused, where, and all of it at once."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import codes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MAIN = "def main(prompt):\n    return prompt\n"
REFUSED: dict[str, tuple[bytes, list[tuple[str, int | None]]]] = {
    "nothing": (b"", [("empty", None)]),
    "only blanks": (b" \r\n\t\n", [("empty", None)]),
    "only a mark": (b"\xef\xbb\xbf\n", [("empty", None)]),
    "utf-16": ("x = 1\n".encode("utf-16"), [("encoding", 1)]),
    "utf-16 without a mark": ("x = 1\n".encode("utf-16-le"), [("nul_byte", 1)]),
    "latin-1": ("# ok\nname = 'Jürgen'\n".encode("latin-1"), [("encoding", 2)]),
    "a latin-1 cookie": ("# -*- coding: latin-1 -*-\nname = 'Jürgen'\n".encode("latin-1"), [("encoding", 1)]),
    "latin-1 in the first line": ("name = 'Jürgen'\n".encode("latin-1"), [("encoding", 1)]),
    "latin-1 in a comment": ("# Jürgen\nx = 1\n".encode("latin-1"), [("encoding", 1)]),
    "a cookie in the second line": (b"#!/bin/python\n# -*- coding: klingon -*-\nx = 1\n", [("encoding", 2)]),
    "an unknown cookie": (b"# coding: klingon\nx = 1\n", [("encoding", 1)]),
    "a fence with a language": (b"\n```py\nx = 1\n```\n", [("markdown_fence", 2)]),
    "prose and a fence": (b"Here is your agent:\n\n```python\nx = 1\n```\n", [("markdown_fence", 3)]),
    "a closing fence": (MAIN.encode() + b"```\n", [("markdown_fence", 3)]),
    "tabs and spaces": (b"def main(p):\n    if p:\n\treturn 1\n", [("mixed_indentation", 3)]),
    "no block": (b"def main(p):\nreturn 1\n", [("indentation", 2)]),
    "await twice": (b"import asyncio\nawait asyncio.sleep(1)\nasync with x: pass\n" + MAIN.encode(), [("top_level_await", 2), ("top_level_await", 3)]),
    "return": (b"x = 1\nreturn x\n" + MAIN.encode(), [("top_level_return", 2)]),
    "await in a plain function": (b"def main(p):\n    await p\n", [("syntax", 2)]),
    "late future import": (b"import os\nfrom __future__ import annotations\n" + MAIN.encode(), [("syntax", 2)]),
    "no entry": (b"x = 1\n", [("no_entry_point", None)]),
    "main in the guard": (b"if __name__ == '__main__':\n    def main(p): pass\n", [("no_entry_point", None)]),
    "a main that is a text": (b"main = 'hello'\n", [("no_entry_point", None)]),
    "a form feed before the line": (b"x = 1\x0c\ny = '\xe2\x80\xa8'\nkey = 'AKIAQX7M2ZK3PLRT5VWY'\n" + MAIN.encode(), [("hardcoded_secret", 3)]),
    "input": (b"def main(p):\n    return input('You: ')\n", [("interactive_input", 2)]),
    "input instead of another parameter": (b"def main(p, sure=False):\n    ok = sure or input('Run? ')\n    return p\n", [("interactive_input", 2)]),
    "input in a loop": (b"def main(p):\n    while True:\n        p = input('You: ')\n", [("interactive_input", 3)]),
    "input in a tool": (b"from strands import tool\n@tool\ndef ask() -> str:\n    return input()\n" + MAIN.encode(), [("interactive_input", 4)]),
    "input by way of a helper": (b"def ask():\n    return input()\ndef main(p):\n    return ask()\n", [("interactive_input", 2)]),
    "relative import": (b"from . import tools\n" + MAIN.encode(), [("relative_import", 1)]),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_code_and_line(check, name: str) -> None:
    code, expected = REFUSED[name]
    answer = check(code)
    assert codes(answer["errors"]) == expected
    assert not answer["ok"] and all(error["hint"] for error in answer["errors"])


HINTS = {
    b"x = \xe2\x80\x9chello\xe2\x80\x9d\n": "formatted page",
    b"<<<<<<< HEAD\nx = 1\n": "merge conflict",
    b"if 1 &gt; 0:\n    pass\n": "escaped for HTML",
    b"from strands import Agent\ndef answer(p):\n    return 1\n": "Rename 'answer' to main",
    b"import os\nif __name__ == '__main__':\n    print(1)\n": "Move what the __main__ guard does",
}


@pytest.mark.parametrize("code", HINTS)
def test_the_hint_says_what_probably_happened(check, code: bytes) -> None:
    assert HINTS[code] in check(code)["errors"][0]["hint"]


ACCEPTED = {
    "a mark and crlf": b"\xef\xbb\xbfdef main(p):\r\n    return p\r\n",
    "tabs": b"def main(p):\n\tif p:\n\t\treturn p\n",
    "utf-8 cookie": "# -*- coding: utf-8 -*-\ndef main(p):\n    return 'ä'\n".encode(),
    "a fence in a prompt": b'PROMPT = """\n```python\nx = 1\n```\n"""\n' + MAIN.encode(),
    "input in the guard": MAIN.encode() + b"if __name__ == '__main__':\n    while True:\n        main(input())\n",
    "input only the guard calls": b"def chat():\n    input()\n" + MAIN.encode() + b"if '__main__' == __name__:\n    chat()\n",
    "an own input": b"def input(text):\n    return text\ndef main(p):\n    return input(p)\n",
    "a parameter called input": b"def main(input):\n    return input('x')\n",
    "an agent without main": b"from strands import Agent\nagent = Agent()\n",
    "an agent from a function": b"from strands import Agent\ndef build():\n    agent = Agent()\n    return agent\nbot = build()\n",
    "an agent by another name": b"from strands import Agent as A\nclass Mine(A): pass\nbot = Mine()\n",
    "main in try": b"try:\n    def main(p): return p\nexcept Exception:\n    raise\n",
    "main bound": b"def run(p): return p\nmain = run\n",
    "no newline at the end": b"def main(p): return p",
    "form feeds": b"\x0cdef main(p): return p\n",
    "the markers as text": b"# === slipway: generated code ends ===\n" + MAIN.encode(),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_it_passes(check, name: str) -> None:
    answer = check(ACCEPTED[name])
    assert answer["ok"], answer["errors"]


def test_all_errors_are_reported_at_once_in_the_order_of_the_code(check) -> None:
    code = (
        "from . import helper\nKEY = 'sk-proj-abcdEFGH1234abcdEFGH1234'\nimport asyncio\nawait asyncio.sleep(0)\n"
        "def main(p):\n    return input()\n"
    )
    expected = [("relative_import", 1), ("hardcoded_secret", 2), ("top_level_await", 4), ("interactive_input", 6)]
    assert codes(check(code)["errors"]) == expected


def test_columns_count_characters_from_one(check) -> None:
    error = check("def main(p):\n    ä = '漢'; return input()\n")["errors"][0]
    assert (error["line"], error["column"]) == (2, 21)


def test_a_runtime_other_than_this_interpreter_is_reported(check) -> None:
    assert check(MAIN, "3.99")["version_exact"] is False


@pytest.fixture(scope="module")
def in_process() -> Any:
    from agent_check.check import check as check_bytes

    return lambda raw: check_bytes(raw, "3.11")


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.binary(max_size=300))
def test_any_bytes_get_an_answer(in_process, raw: bytes) -> None:
    answer = in_process(raw)
    assert answer["ok"] is (not answer["errors"])


TOKENS = st.sampled_from(
    "def main ( ) : \n  async await return import from strands Agent = x 'a' \"\"\" f'{ }' { } [ ] , . + - if try except "
    "lambda class @ with as yield None \t 0 # \\ ``` input() __name__ == '__main__'".split(" ")
)


@settings(max_examples=500, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tokens=st.lists(TOKENS, max_size=40))
def test_any_tokens_get_the_verdict_of_the_compiler(in_process, tokens: list[str]) -> None:
    text = " ".join(tokens)
    answer = in_process(text.encode())
    try:
        compile(text, "x", "exec", dont_inherit=True)
        compiles = True
    except (SyntaxError, ValueError):
        compiles = False
    grammar = {"syntax", "indentation", "mixed_indentation", "markdown_fence", "top_level_await", "top_level_return", "empty"}
    assert compiles is not bool(grammar & {error["code"] for error in answer["errors"] if error["code"] != "empty"}) or not text.strip()
