"""helm_binary.py FOLDER BINARY: takes Helm out of the AWS package that was installed into FOLDER."""

import io
import sys
import tarfile
import zipfile
from pathlib import Path

LAYER = "package/lib/layer.zip"
HELM = "helm/helm"


def main(folder: str, binary: str) -> None:
    packages = list(Path(folder).glob("aws_cdk/*/_jsii/*.jsii.tgz"))
    if len(packages) != 1:
        sys.exit(f"{folder}: {len(packages)} packages with a layer (expected: one)")
    with tarfile.open(packages[0]) as package, package.extractfile(LAYER) as layer:
        with zipfile.ZipFile(io.BytesIO(layer.read())) as files:
            helm = files.read(HELM)
    target = Path(binary)
    target.parent.mkdir(parents=True)
    target.write_bytes(helm)
    target.chmod(0o755)


if __name__ == "__main__":
    main(*sys.argv[1:])
