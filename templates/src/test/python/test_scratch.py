"""Files of a call do not outlive it, and nobody else's files are touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from slipway_runtime import scratch


def test_what_a_call_wrote_is_removed_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "loaded").write_text("cache")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    before = scratch.entries(tmp_path)
    (tmp_path / "notes.txt").write_text("canary")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "deep").write_text("canary")
    (tmp_path / "link").symlink_to(outside, target_is_directory=True)
    scratch.remove_new(tmp_path, before)
    assert os.listdir(tmp_path) == ["loaded"]
    assert outside.is_dir()


def test_only_on_lambda_is_tmp_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_LAMBDA_RUNTIME_API", raising=False)
    assert scratch.folder() is None
    monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
    assert scratch.folder() == Path("/tmp")


def test_without_a_folder_nothing_is_removed() -> None:
    assert scratch.entries(None) == frozenset()
    scratch.remove_new(None, frozenset())
