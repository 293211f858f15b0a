"""unpack.py ARCHIVE SHA512 FOLDER: verifies a release archive and unpacks its single top folder into FOLDER."""

import hashlib
import pathlib
import sys
import tarfile


def main(archive: str, expected: str, folder: str) -> None:
    with open(archive, "rb") as file:
        found = hashlib.file_digest(file, "sha512").hexdigest()
    if found != expected:
        sys.exit(f"{archive}: sha512 {found} (expected: {expected}). It was changed or truncated in transit.")
    with tarfile.open(archive) as tar:
        for member in tar.getmembers():
            _, _, inner = member.name.partition("/")
            if inner:
                member.name = inner
                extract(tar, member, pathlib.Path(folder))


def extract(tar: tarfile.TarFile, member: tarfile.TarInfo, folder: pathlib.Path) -> None:
    if hasattr(tarfile, "data_filter"):
        tar.extract(member, folder, filter="data")
    else:  # Python before 3.11.4 has no filters; the hash above already vouches for the archive.
        tar.extract(member, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
