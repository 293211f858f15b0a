"""What builders and language models write besides the samples: it passes the check and keeps two callers apart."""

from __future__ import annotations

import sys

import pytest
from conftest import SAMPLES

GENERATED = SAMPLES.parent / "generated"
FIRST, SECOND = "canary-of-the-first-caller", "words-of-the-second-caller"
# It makes a record of the prompt, so that the model's echo is not the answer.
ANSWERS = {
    "structured_output": '{"name":"stub","age":null,"tags":[]}',
}


@pytest.mark.parametrize("path", sorted(GENERATED.glob("[!l]*.py")), ids=lambda path: path.stem)
def test_generated_code_keeps_two_callers_apart(check, deploy, path) -> None:
    assert check(path.read_bytes())["ok"]
    agent = deploy(path)
    first, second = agent.text(FIRST), agent.text(SECOND)
    assert ANSWERS.get(path.stem, "canary-of-the-first") in first
    assert ANSWERS.get(path.stem, "words-of-the-second") in second and "canary" not in second


@pytest.mark.parametrize("path", sorted(GENERATED.glob("later_*.py")), ids=lambda path: path.stem)
def test_what_only_a_later_python_reads_is_refused_for_an_older_one_only(check, path) -> None:
    later = sys.version_info >= (3, 12)
    answer = check(path.read_bytes())
    assert answer["ok"] is later
    assert later or [error["code"] for error in answer["errors"]] == ["syntax"]


def test_a_refused_f_string_says_which_python_reads_it(check) -> None:
    if sys.version_info >= (3, 12):
        pytest.skip("this Python reads it")
    error = check((GENERATED / "later_swarm_with_nested_f_string.py").read_bytes())["errors"][0]
    assert error["line"] == 85 and "choose runtime python3.12" in error["hint"]
