"""The samples: good ones pass with the right facts, bad ones are refused at the right line."""

from __future__ import annotations

import pytest
from conftest import SAMPLES, codes

BAD = {
    "bad_01_syntax_missing_paren": [("syntax", 2)],
    "bad_02_indentation": [("indentation", 5)],
    "bad_04_hardcoded_key": [("hardcoded_secret", 4)],
    "bad_06_markdown_fence": [("markdown_fence", 1)],
    "bad_07_top_level_await": [("top_level_await", 3)],
    "bad_08_unescaped_triple_quote_prompt": [("syntax", 2)],
    "bad_10_nul_byte": [("nul_byte", 2)],
}
REQUIREMENTS = {
    "03_custom_tools": ["strands-agents==1.62.0"],
    "07_mcp_http": ["strands-agents==1.62.0", "mcp<2"],
    "09_streaming": ["strands-agents==1.62.0", "strands-agents-tools==0.8.10"],
    "11_openai_env_key": ["strands-agents[openai]==1.62.0"],
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_sample_is_refused_at_its_line(check, name: str) -> None:
    answer = check((SAMPLES / f"{name}.py").read_bytes())
    assert not answer["ok"]
    assert codes(answer["errors"]) == BAD[name]
    assert all(error["hint"] and error["message"] for error in answer["errors"])


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_a_good_sample_passes(check, path) -> None:
    answer = check(path.read_bytes())
    assert answer["ok"], answer["errors"]
    assert answer["entry_point"]["kind"] == "main" and answer["entry_point"]["async"]
    assert answer["agents"] >= 1
    assert answer["version_exact"]


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_are_minimal(check, name: str) -> None:
    assert check((SAMPLES / f"{name}.py").read_bytes())["requirements"] == REQUIREMENTS[name]


def test_the_triple_quote_sample_gets_a_helpful_hint(check) -> None:
    error = check((SAMPLES / "bad_08_unescaped_triple_quote_prompt.py").read_bytes())["errors"][0]
    assert "triple quotes" in error["hint"]


def test_a_secret_is_never_repeated(check) -> None:
    text = str(check((SAMPLES / "bad_04_hardcoded_key.py").read_bytes()))
    assert "EXAMPLE" not in text and "AKIA" not in text
