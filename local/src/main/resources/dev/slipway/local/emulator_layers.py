"""Unpacks a layer once, for all processes of functions that have it.

MiniStack does so for each process, which took most of a cold start and most of the emulator's own time.

Written for the pinned release: ministack.core.lambda_runtime (Worker._spawn, for its use of open and zipfile).
"""

import builtins
import io
import os
import pathlib
import re
import shutil
import tempfile
import threading
import time
import types
import zipfile

from ministack.core import lambda_runtime

FOLDER = pathlib.Path(tempfile.gettempdir()) / "slipway-layers"
# What MiniStack calls the place of a function's first, second, … layer.
PLACE = "layer_"
ZIP = re.compile(f"{PLACE}[0-9]+[.]zip")
# A layer that no process has any more: how long the next cold start still finds it.
KEPT_SECONDS = 600
LOCK = threading.Lock()

# What MiniStack has written as a layer's zip and is about to unpack, by the path it believes it has written to.
_given = {}


def install():
    # What a killed emulator left may be half a layer.
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(mode=0o700)
    lambda_runtime.open = open_file
    lambda_runtime.zipfile = types.SimpleNamespace(**{**vars(zipfile), "ZipFile": open_zip})


def open_file(path, mode="r", *rest, **more):
    if mode == "wb" and ZIP.fullmatch(os.path.basename(path)):
        layer = _given[path] = Layer()
        return layer
    return builtins.open(path, mode, *rest, **more)


def open_zip(path, *rest, **more):
    return _given.pop(path, None) or zipfile.ZipFile(path, *rest, **more)


class Layer:
    """A layer's content, as the file that MiniStack writes and the zip that it reads, neither of which there is."""

    def __enter__(self):
        return self

    def __exit__(self, *ended):
        return None

    def write(self, content):
        self.content = content

    def namelist(self):
        """What is to be examined: nothing, since zipfile itself unpacks nothing to another place."""
        return []

    def files(self):
        # Python computes the hash of the same bytes once, however often a process is started with them.
        return FOLDER / f"{len(self.content)}-{hash(self.content) % 2**64:016x}"

    def extractall(self, path):
        """Leaves a link to its files there."""
        place, files = pathlib.Path(path), self.files()
        with LOCK:
            if not files.exists():
                partial = pathlib.Path(tempfile.mkdtemp(prefix="partial-", dir=FOLDER))
                with zipfile.ZipFile(io.BytesIO(self.content)) as packed:
                    packed.extractall(partial)
                partial.rename(files)
            os.utime(files)
            place.rmdir()
            place.symlink_to(files)


def forget_unused(folders):
    """Deletes the layers that none of the functions' folders has had for a while."""
    with LOCK:
        used = {target_of(link) for folder in folders for link in folder.glob(f"{PLACE}*")}
        for files in FOLDER.iterdir():
            if str(files) not in used and time.time() - files.stat().st_mtime > KEPT_SECONDS:
                shutil.rmtree(files, ignore_errors=True)


def target_of(link):
    try:
        return os.readlink(link)
    except OSError:  # no link, or gone with its function
        return None
