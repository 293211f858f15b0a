"""What the check of a large folder costs, counted and not timed: how often it looks at each node and each line."""

from __future__ import annotations

import ast

import pytest
from agent_check import check as checks
from agent_check import secret_scan, syntax
from conftest import RESOURCES, archive
from slipway_runtime import trees

FILES = 200
MODULE = '''
import os

class Harbour{n}:
    """Ships, and what they carry."""

    def __init__(self, name="harbour-{n}", table=os.environ.get("TABLE")):
        self.name, self.table = name, table

    def unload(self, ships):
        weights = [ship.weight * 2 for ship in ships if ship.name and ship.name != self.name]
        if not weights:
            raise ValueError(f"nothing to unload at {{self.name}}")
        with open("/tmp/ships.txt", "a") as log:
            log.write(", ".join(str(weight) for weight in weights))
        return {{"weight": sum(weights), "ships": len(weights)}}
'''


@pytest.fixture(scope="module")
def folder() -> dict[str, str]:
    """An agent of 200 files that loads them all."""
    names = [f"quay{number}" for number in range(FILES - 1)]
    modules = {f"lib/{name}.py": MODULE.format(n=name) * 4 for name in names}
    main = "".join(f"from lib import {name}\n" for name in names) + "def main(p):\n    return p\n"
    return {"main.py": main, **modules}


def test_the_whole_folder_is_passed_over_a_few_times(folder, monkeypatch) -> None:
    visits, parsed = [0], [0]
    collect, parse = trees._collect, syntax.parse

    def counted(node, found):
        visits[0] += 1
        collect(node, found)

    def parsing(text, findings):
        parsed[0] += 1
        return parse(text, findings)

    monkeypatch.setattr(trees, "_collect", counted)
    monkeypatch.setattr(syntax, "parse", parsing)
    answer = checks.check(archive(folder), "3.11")

    nodes = sum(len(trees.walk(ast.parse(text))) for text in folder.values())
    assert answer["ok"], answer["errors"]
    assert parsed[0] == FILES
    assert visits[0] - nodes < 6 * nodes


def test_lines_without_a_key_are_not_looked_at_one_by_one(folder, monkeypatch) -> None:
    looks = [0]
    look = secret_scan._kind_and_column

    def counted(text, kinds):
        looks[0] += bool(kinds)
        return look(text, kinds)

    monkeypatch.setattr(secret_scan, "_kind_and_column", counted)
    checks.check(archive({**folder, "lib/key.py": "KEY = 'AKIAQ3EXAMPL7YZRT4WB'\n"}), "3.11")

    assert looks[0] <= 2


@pytest.mark.parametrize(("kind", "begins"), [(kind, begins) for kind, begins, _ in secret_scan._PATTERNS])
def test_what_is_looked_for_first_begins_every_match(kind, begins) -> None:
    pattern = dict(secret_scan._KINDS)[kind]
    assert pattern.replace("\\", "").removeprefix("b").startswith(begins)
    assert pattern.removeprefix("\\b").replace("\\.", ".")[len(begins) :][:1] not in {"?", "*", "{"}


def test_only_contexts_and_operators_are_left_out() -> None:
    for path in sorted((RESOURCES / "check").rglob("*.py")):
        tree = ast.parse(path.read_text())
        left_out = (ast.expr_context, ast.operator, ast.unaryop, ast.cmpop, ast.boolop)
        expected = [node for node in ast.walk(tree) if not isinstance(node, left_out)]
        assert trees.walk(tree) == expected
