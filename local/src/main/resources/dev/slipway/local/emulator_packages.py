"""Keeps the code of AgentCore runtimes: as on AWS, a version has the package as it was when the version was made."""

import hashlib
import io
import os
import pathlib
import shutil
import stat
import tempfile
import zipfile

from ministack.services import s3

# Where packages outlive the emulator.
STORE = pathlib.Path(os.environ.get("STATE_DIR") or tempfile.gettempdir()) / "agentcore-packages"
SCRATCH = pathlib.Path(tempfile.gettempdir()) / "slipway-agentcore"
# Dependencies: many and large, so that sessions share them. The rest of a package is each session's own.
SHARED = "python"
# AWS's own limits.
MAX_ZIPPED, MAX_UNZIPPED = 250 * 1024 * 1024, 750 * 1024 * 1024


class BadPackage(Exception):
    """What is wrong with a package; the message is for whoever deploys it."""


def keep(artifact):
    """Keep the package of a version that is being made; return its name in the store. The caller's account is AWS's."""
    place = artifact["code"]["s3"]
    where = f"s3://{place['bucket']}/{place['prefix']}"
    data = s3._get_object_data(place["bucket"], place["prefix"], place.get("versionId"))
    if data is None:
        raise BadPackage(f"code.s3: {where} (expected: an object that exists)")
    if len(data) > MAX_ZIPPED:
        raise BadPackage(f"code.s3: {where} has {len(data)} bytes (expected: at most {MAX_ZIPPED})")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except zipfile.BadZipFile:
        raise BadPackage(f"code.s3: {where} (expected: a zip file)") from None
    size = sum(entry.file_size for entry in entries)
    if size > MAX_UNZIPPED:
        raise BadPackage(f"code.s3: {where} has {size} bytes unzipped (expected: at most {MAX_UNZIPPED})")
    names = {entry.filename for entry in entries}
    program = artifact["entryPoint"][-1]
    if program not in names:
        raise BadPackage(f"entryPoint: {program} (expected: a file in the package)")
    return store(data)


def store(data):
    name = hashlib.sha256(data).hexdigest()
    if not (STORE / name).exists():
        STORE.mkdir(parents=True, exist_ok=True)
        partial = STORE / f"{name}.partial"
        partial.write_bytes(data)
        partial.replace(STORE / name)
    return name


def forget_all_but(names):
    """Packages of versions that are gone."""
    for path in STORE.glob("*"):
        if path.name not in names:
            path.unlink(missing_ok=True)
            shutil.rmtree(SCRATCH / path.name, ignore_errors=True)


def lay_out(name):
    """A folder with a package's files, for one session."""
    whole = unpacked(name)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="session-", dir=SCRATCH))
    for entry in whole.iterdir():
        if entry.name == SHARED:
            (folder / SHARED).symlink_to(entry)
        elif entry.is_dir():
            shutil.copytree(entry, folder / entry.name, symlinks=True)
        else:
            shutil.copy2(entry, folder / entry.name)
    return folder


def unpacked(name):
    """The package, unpacked once."""
    folder = SCRATCH / name
    if folder.exists():
        return folder
    if not (STORE / name).exists():
        raise BadPackage("the package of this version is no longer on this machine (deploy it again)")
    SCRATCH.mkdir(mode=0o700, parents=True, exist_ok=True)
    partial = pathlib.Path(tempfile.mkdtemp(prefix="partial-", dir=SCRATCH))
    with zipfile.ZipFile(STORE / name) as package:
        for entry in package.infolist():
            made = pathlib.Path(package.extract(entry, partial))
            mode = stat.S_IMODE(entry.external_attr >> 16)
            if mode and not entry.is_dir():
                made.chmod(mode | stat.S_IRUSR | stat.S_IWUSR)
    try:
        partial.rename(folder)
    except OSError:  # another session was faster
        shutil.rmtree(partial, ignore_errors=True)
    return folder
