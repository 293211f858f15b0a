"""Mutates agents as editors, merges and models do, always the same way for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

_TOKEN = re.compile(rb"\w+|[^\w\s]|[ \t]+|\n")
_SPLINTERS = (
    b"async ", b"await ", b"yield ", b"lambda: ", b"global agent\n", b"del agent\n", b"*", b"**", b":=", b"@", b"(", b")", b"[", b"}",
    b'"""', b"'", b"\\", b"f'{", b"#", b"\t", b"\r", b"\x0c", b"\x00", b"\xef\xbb\xbf", b"\xff", "…".encode(), "\u2028".encode(),
    b"if True:\n", b"while True:\n", b"try:\n", b"else:\n", b"with agent:\n", b"class A(A):\n", b"def main(main=main):\n", b"match x:\n",
    b"agent = agent\n", b"import agent\n", b"from . import *\n", b"return agent\n", b"__name__ == '__main__'", b"boto3.client('s3')",
    b"open(__file__)", b"os.environ['A']", b"a/a/a/a", b"9" * 40, b"MCPClient(", b"Agent(", b"-----BEGIN PRIVATE KEY-----",
)

Mutator = Callable[[bytes, random.Random, list[bytes]], bytes]


def mutant(seed: int, agents: list[bytes]) -> bytes:
    """The code of a seed: an agent after one change or a few."""
    dice = random.Random(seed)
    code = dice.choice(agents)
    for _ in range(dice.choice((1, 1, 1, 2, 3, 6))):
        code = dice.choice(_MUTATORS)(code, dice, agents)
    return code


def agents_in(*folders: Path) -> list[bytes]:
    """The code to begin with, in a fixed order."""
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.py"))]


def _lines(change: Callable[[list[bytes], random.Random], None]) -> Mutator:
    def mutate(code: bytes, dice: random.Random, agents: list[bytes]) -> bytes:
        lines = code.splitlines(keepends=True)
        if lines:
            change(lines, dice)
        return b"".join(lines)

    return mutate


def _drop(lines: list[bytes], dice: random.Random) -> None:
    begin = dice.randrange(len(lines))
    del lines[begin : begin + dice.randint(1, 3)]


def _repeat(lines: list[bytes], dice: random.Random) -> None:
    line = dice.randrange(len(lines))
    lines[line:line] = [lines[line]] * dice.choice((1, 1, 2, 50))


def _swap(lines: list[bytes], dice: random.Random) -> None:
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def _indent(lines: list[bytes], dice: random.Random) -> None:
    begin = dice.randrange(len(lines))
    step = dice.choice((b"    ", b"  ", b"\t", b""))
    for line in range(begin, min(len(lines), begin + dice.randint(1, 30))):
        lines[line] = step + lines[line] if step else lines[line].lstrip()


def _cut(code: bytes, dice: random.Random, agents: list[bytes]) -> bytes:
    return code[: dice.randrange(len(code) + 1)]


def _splinter(code: bytes, dice: random.Random, agents: list[bytes]) -> bytes:
    place = dice.randrange(len(code) + 1)
    return code[:place] + dice.choice(_SPLINTERS) + code[place:]


def _splice(code: bytes, dice: random.Random, agents: list[bytes]) -> bytes:
    place, other = dice.randrange(len(code) + 1), dice.choice(agents)
    begin = dice.randrange(len(other) + 1)
    return code[:place] + other[begin : begin + dice.randint(1, 400)] + code[place:]


def _token(code: bytes, dice: random.Random, agents: list[bytes]) -> bytes:
    tokens = _TOKEN.findall(code)
    if tokens:
        tokens[dice.randrange(len(tokens))] = dice.choice(_TOKEN.findall(dice.choice(agents)) or [b"x"])
    return b"".join(tokens)


_MUTATORS: tuple[Mutator, ...] = (
    _lines(_drop), _lines(_repeat), _lines(_swap), _lines(_indent), _cut, _splinter, _splinter, _splice, _token, _token, _token,
)
