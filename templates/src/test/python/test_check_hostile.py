"""Hostile code costs bounded time and memory and still gets an answer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time

import pytest
from conftest import RESOURCES

MAIN = b"def main(p):\n    return p\n"
DEEP = {
    "brackets": b"x = " + b"(" * 1_000_000,
    "closed brackets": b"x = " + b"[" * 150 + b"]" * 150 + b"\n" + MAIN,
    "unary": b"x = " + b"-" * 500_000 + b"1\n" + MAIN,
    "not": b"x = " + b"not " * 200_000 + b"1\n" + MAIN,
    "attributes": b"x = a" + b".a" * 500_000 + b"\n" + MAIN,
    "calls": b"x = a" + b"()" * 300_000 + b"\n" + MAIN,
    "sums": b"x = 1" + b"+1" * 500_000 + b"\n" + MAIN,
    "texts": b"x = 'a'" + b"+'a'" * 300_000 + b"\n" + MAIN,
    "indents": b"".join(b" " * depth + b"if 1:\n" for depth in range(99)) + b" " * 99 + b"pass\n" + MAIN,
    "lambdas": b"x = " + b"lambda: " * 100_000 + b"1\n" + MAIN,
    "f-strings": b"x = " + b"f'{" * 200 + b"1" + b"}'" * 200 + b"\n" + MAIN,
    "a long number": b"x = " + b"9" * 4_000_000 + b"\n" + MAIN,
    "many statements": b"x=1\n" * 1_200_000,
    "many statements on a line": b"x=1;" * 90_000 + b"\n" + MAIN,
    "many secrets": b"k='AKIAQX7M2ZK3PLRT5VWY'\n" * 20_000 + MAIN,
    "else if": b"if 1: pass\n" + b"elif 1: pass\n" * 100_000 + MAIN,
}


@pytest.mark.parametrize("name", DEEP)
def test_depth_and_mass_get_an_answer(check, name: str) -> None:
    began = time.monotonic()
    answer = check(DEEP[name])
    assert answer["ok"] is (not answer["errors"])
    assert time.monotonic() - began < 40


def test_a_hundred_megabytes_of_brackets_are_too_large(check) -> None:
    answer = check(b"(" * 100_000_000)
    assert [error["code"] for error in answer["errors"]] == ["too_large"]


def test_a_crash_of_the_reader_is_an_answer(check, tmp_path) -> None:
    folder = tmp_path / "check"
    shutil.copytree(RESOURCES / "check", folder)
    shutil.copytree(RESOURCES / "data", tmp_path / "data")
    shutil.copytree(RESOURCES / "lambda" / "source", tmp_path / "lambda" / "source")
    parser = folder / "agent_check" / "syntax.py"
    parser.write_text("import os, signal\ndef parse(text, findings): os.kill(os.getpid(), signal.SIGKILL)\n")
    command = [sys.executable, "-I", str(folder / "check_agent.py"), "--runtime", "3.11"]
    done = subprocess.run(command, input=MAIN, capture_output=True, check=True)
    assert [error["code"] for error in json.loads(done.stdout)["errors"]] == ["syntax"]


def test_code_is_never_run(check, tmp_path) -> None:
    trace = tmp_path / "ran"
    code = f"import pathlib\npathlib.Path({str(trace)!r}).touch()\nimport os\nwhile True:\n    os.fork()\n" + MAIN.decode()
    assert check(code)["ok"]
    assert not trace.exists()


def test_the_process_limits_itself() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(RESOURCES / 'check')!r})\n"
        "from agent_check import limits\nlimits.apply()\nimport resource\n"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0], resource.getrlimit(resource.RLIMIT_CPU)[0])\n"
        "try:\n    bytearray(2 << 30)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(1 << 30), "20", "refused"]


def test_bytecode_is_written_only_where_it_is_asked_for(tmp_path) -> None:
    for part in ("check", "data", "lambda/source"):
        shutil.copytree(RESOURCES / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    command = [str(tmp_path / "check" / "check_agent.py"), "--runtime", "3.11"]
    subprocess.run([sys.executable, "-I", *command], input=MAIN, capture_output=True, check=True)
    assert not list(tmp_path.rglob("*.pyc"))
    subprocess.run([sys.executable, "-I", "-X", "keep_compiled", *command], input=MAIN, capture_output=True, check=True)
    assert list((tmp_path / "check").rglob("*.pyc"))
