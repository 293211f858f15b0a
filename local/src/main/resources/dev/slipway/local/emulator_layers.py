"""Unpacks a layer once, for all processes of functions that have it.

MiniStack does so for each process, which took most of a cold start and most of the emulator's own time.

Written for the pinned release: ministack.core.lambda_runtime (Worker._spawn, for its use of zipfile).
"""

import functools
import hashlib
import os
import pathlib
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
# A layer that no process has any more: how long the next cold start still finds it.
KEPT_SECONDS = 600
LOCK = threading.Lock()


def install():
    # What a killed emulator left may be half a layer.
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(mode=0o700)
    lambda_runtime.zipfile = types.SimpleNamespace(**{**vars(zipfile), "ZipFile": SharedLayer})


class SharedLayer(zipfile.ZipFile):
    """A zip file that leaves a link to its files where it is unpacked, if it is a layer's."""

    @functools.cached_property
    def files(self):
        with open(self.filename, "rb") as file:
            return FOLDER / hashlib.file_digest(file, "sha256").hexdigest()

    def namelist(self):
        """What is still to be examined."""
        return [] if self.files.exists() else super().namelist()

    def extractall(self, path=None, members=None, pwd=None):
        place = pathlib.Path(path)
        if not place.name.startswith(PLACE):
            super().extractall(path, super().namelist() if members is None else members, pwd)
            return
        with LOCK:
            if not self.files.exists():
                partial = pathlib.Path(tempfile.mkdtemp(prefix="partial-", dir=FOLDER))
                super().extractall(partial, super().namelist())
                partial.rename(self.files)
            os.utime(self.files)
            place.rmdir()
            place.symlink_to(self.files)
        os.unlink(self.filename)


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
