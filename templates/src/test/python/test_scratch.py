"""The folder for scratch files is restored, and no one else's files are touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from slipway_runtime import scratch
from slipway_runtime.scratch import Scratch


def test_what_a_call_wrote_is_removed_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "loaded").write_text("cache")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "kept").write_text("kept")
    before = Scratch(tmp_path)
    (tmp_path / "notes.txt").write_text("canary")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "deep").write_text("canary")
    (tmp_path / "link").symlink_to(outside, target_is_directory=True)
    before.restore()
    assert os.listdir(tmp_path) == ["loaded"]
    assert (outside / "kept").read_text() == "kept"


def test_a_changed_file_gets_its_content_permissions_and_inode_back(tmp_path: Path) -> None:
    loaded = tmp_path / "loaded"
    loaded.write_text("cache")
    loaded.chmod(0o640)
    before, inode = Scratch(tmp_path), loaded.stat().st_ino
    for _ in range(2):
        loaded.write_text("longer than before")
        loaded.chmod(0o400)
        before.restore()
        assert (loaded.read_text(), loaded.stat().st_mode & 0o777, loaded.stat().st_ino) == ("cache", 0o640, inode)


def test_a_folder_that_became_a_link_does_not_lead_outside(tmp_path: Path) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").write_text("mine")
    before = Scratch(tmp_path)
    os.rename(tmp_path / "folder", outside / "taken")
    (tmp_path / "folder").symlink_to(outside, target_is_directory=True)
    before.restore()
    assert (tmp_path / "folder" / "file").read_text() == "mine"
    assert not (tmp_path / "folder").is_symlink() and os.listdir(outside) == ["taken"]


def test_a_changed_file_that_is_too_large_to_keep_is_removed(tmp_path: Path, monkeypatch, capfd) -> None:
    monkeypatch.setattr(scratch, "MAX_KEPT_BYTES", 10)
    (tmp_path / "weights").write_text("x" * 11)
    (tmp_path / "untouched").write_text("y" * 11)
    before = Scratch(tmp_path)
    (tmp_path / "weights").write_text("canary")
    before.restore()
    assert os.listdir(tmp_path) == ["untouched"]
    assert "scratch_file_removed" in capfd.readouterr().err


def test_tmp_is_ours_only_on_lambda(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_LAMBDA_RUNTIME_API", raising=False)
    assert scratch.folder() is None
    monkeypatch.setenv("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001")
    assert scratch.folder() == Path("/tmp")
    assert Scratch.of(None) is None
