"""Runs each function with the Python of its runtime, where this machine has it, and with no packages but Lambda's.

MiniStack runs them all with its own Python and finds its own packages for them: those of a layer that were compiled for
another Python don't load, and an agent that lacks a package works here and fails on AWS.

Written for the pinned release: ministack.core.lambda_runtime (_detect_runtime_binary).
"""

import importlib.util
import pathlib
import sys
import tempfile

import emulator_pythons
from ministack.core import lambda_runtime

# What Lambda's Python has without a layer. All of it is plain Python, so the emulator's copy serves every version.
SDK = ("boto3", "botocore", "dateutil", "jmespath", "s3transfer", "six", "urllib3")
FOLDER = pathlib.Path(tempfile.gettempdir()) / "slipway-sdk"
PATH = """import sys
sys.path[:] = [path for path in sys.path if not path.endswith(("site-packages", "dist-packages"))] + [{sdk!r}]
"""
NOTE = """print({note!r}, file=sys.stderr)
"""


def install():
    detect, path = lambda_runtime._detect_runtime_binary, PATH.format(sdk=sdk())

    def as_lambda_does(runtime):
        binary, program = detect(runtime)
        if binary != sys.executable:
            return binary, program
        try:
            return emulator_pythons.find(runtime), path + program
        except emulator_pythons.NoPython as missing:
            note = f"slipway: {missing}. The function runs with Python {sys.version.split()[0]}."
            return binary, path + NOTE.format(note=note) + program

    lambda_runtime._detect_runtime_binary = as_lambda_does


def sdk():
    """A folder with AWS's SDK alone."""
    FOLDER.mkdir(exist_ok=True)
    for name in SDK:
        origin = pathlib.Path(importlib.util.find_spec(name).origin)
        origin = origin.parent if origin.name == "__init__.py" else origin
        link = FOLDER / origin.name
        link.unlink(missing_ok=True)
        link.symlink_to(origin)
    return str(FOLDER)
