"""Code between the markers stays unchanged, byte for byte and value for value."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from conftest import RESOURCES, SAMPLES, inject
from hypothesis import given, settings
from hypothesis import strategies as st
from slipway_runtime import agent_module, source_facts
from slipway_runtime.agent_module import AgentModule

BEGIN = b"# === slipway: generated code begins ===\n"
END = b"# === slipway: generated code ends ===\n"

PIECES = st.sampled_from([*"ab $1\\{}'\"\t#\nä漢😀", BEGIN.decode(), END.decode()])
LITERALS = st.lists(PIECES, max_size=40).map("".join)


def between_markers(folder: Path) -> bytes:
    content = (folder / "agent_handler.py").read_bytes()
    assert content.startswith(BEGIN) and content.endswith(END)
    return content[len(BEGIN) : -len(END)]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(LITERALS, min_size=1, max_size=4), newline=st.sampled_from(["\n", "\r\n"]), bom=st.booleans())
def test_what_is_between_the_markers_is_the_code(texts: list[str], newline: str, bom: bool) -> None:
    lines = ["from __future__ import annotations", *(f"text{index} = {text!r}" for index, text in enumerate(texts))]
    lines += ["def main(prompt):", "\tglobal text0", "\ttext0 = '''", "  $1 \\\\ ", "'''", "\treturn text0"]
    code = (newline.join(lines) + newline).encode()
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "source"
        inject((b"\xef\xbb\xbf" if bom else b"") + code, target)
        assert between_markers(target) == code
        namespace: dict = {}
        exec(compile((target / "agent_handler.py").read_bytes(), "agent_handler.py", "exec"), namespace)
    assert [namespace[f"text{index}"] for index in range(len(texts))] == texts


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_samples_compile_in_place(sample: Path, tmp_path: Path) -> None:
    inject(sample.read_bytes(), tmp_path / "source")
    compile((tmp_path / "source" / "agent_handler.py").read_bytes(), "agent_handler.py", "exec")


def test_the_placeholder_fails_loudly(monkeypatch) -> None:
    monkeypatch.syspath_prepend(str(RESOURCES / "lambda" / "source"))
    with pytest.raises(RuntimeError, match="no agent code was put here"):
        AgentModule().execute()


def test_the_runtime_and_the_manifest_agree_on_names() -> None:
    injection = json.loads((RESOURCES / "manifest.json").read_text())["lambda"]["injection"]
    assert injection["begin_marker"].encode() + b"\n" == agent_module.BEGIN_MARKER == BEGIN
    assert injection["end_marker"].encode() == agent_module.END_MARKER
    assert injection["source_facts"] == source_facts.SOURCE_FACTS
    assert injection["folder"] == source_facts.FOLDER
