"""Finds the Bedrock models the code names and warns about retired ones."""

from __future__ import annotations

import ast
from typing import Any

from agent_check.code import Code, argument, dotted, last_name
from agent_check.data import load
from agent_check.findings import Findings
from agent_check.variables import looked_up

# Settings that may lead a model to another region, another account or no Bedrock at all; None is **settings.
_ELSEWHERE = ("region_name", "boto_session", "endpoint_url", None)
_ID_NAMES = ("model_id", "modelId")
_LOOKUPS = ("os.environ.get", "os.getenv", "environ.get", "getenv")


def find(code: Code, given: frozenset[str] | None, findings: Findings) -> dict[str, Any]:
    """Model ids in the order of the code; models_complete is false when some id is only known at run time.

    asks_elsewhere is true when a model may be asked in another region than the agent's. given are the variables of the
    deployment, if it is for one: a default that it keeps is judged too.
    """
    found: dict[str, ast.AST] = {}
    elsewhere = False
    otherwise = _asks_otherwise(code)
    complete, uses_bedrock = not otherwise, False
    for node in code.calls:
        is_bedrock, model = _model_of(code, node)
        if not is_bedrock:
            continue
        uses_bedrock = True
        elsewhere = elsewhere or _is_elsewhere(node)
        text = load("models.json")["default_model"] if model is None else _known_text(code, model)
        if text is None:
            complete = False
        else:
            found.setdefault(text, node if model is None else model)
    for model_id, where in {**_named_otherwise(code, given), **found}.items():
        _judge(model_id, where, findings)
    return {
        "models": list(found),
        "models_complete": complete and uses_bedrock,
        "asks_elsewhere": elsewhere,
        "bedrock": uses_bedrock,
        "asks_otherwise": otherwise,
    }


def _named_otherwise(code: Code, given: frozenset[str] | None) -> dict[str, ast.AST]:
    """Ids that are judged although the run may choose others: defaults, entries of settings, what AWS's client is given."""
    found: dict[str, ast.AST] = {}
    for node in code.reachable:
        values: list[ast.expr | None] = []
        if isinstance(node, ast.Call):
            values = [part.value for part in node.keywords if part.arg in _ID_NAMES]
            values += [argument(node, "model", 0)] if last_name(node.func) == "Agent" else []
        elif isinstance(node, ast.Dict):
            values = [value for key, value in zip(node.keys, node.values) if code.text_of(key) in _ID_NAMES]
        for value in values:
            for part in code.scopes.behind(value) if isinstance(value, ast.Name) else [value]:
                text = _text_or_default(part, given, code)
                if text and _without_profile(text, load("models.json")["profile_prefixes"]) in load("models.json")["profile_only"]:
                    found.setdefault(text, value or node)
    return found


def _text_or_default(node: ast.expr | None, given: frozenset[str] | None, code: Code) -> str | None:
    variable = looked_up(node, code)
    if variable is None:
        return code.text_of(node, code.constants)
    return code.text_of(argument(node, "default", 1), code.constants) if variable not in (given or ()) else None  # type: ignore[arg-type]


def _is_elsewhere(call: ast.Call) -> bool:
    return last_name(call.func) == "BedrockModel" and any(keyword.arg in _ELSEWHERE for keyword in call.keywords)


def _asks_otherwise(code: Code) -> bool:
    """Whether a model may be chosen where its id can't be read: by a tool, a renamed class, or AWS's own client."""
    called = {id(node.func) for node in code.every(ast.Call)}
    return any(_is_another_way(node, called) for node in code.everything)


def _is_another_way(node: ast.AST, called: set[int]) -> bool:
    if isinstance(node, (ast.Name, ast.Attribute)):
        return last_name(node) == "BedrockModel" and id(node) not in called
    if isinstance(node, ast.ImportFrom):
        return any(_may_hide(node.module or "", alias) for alias in node.names)
    if isinstance(node, ast.Import):
        return any(alias.name.partition(".")[0] == "strands_tools" for alias in node.names)
    if isinstance(node, ast.Call):
        return last_name(node.func) == "update_config"
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("bedrock-")


def _may_hide(module: str, alias: ast.alias) -> bool:
    if module.partition(".")[0] == "strands_tools":
        return alias.name in load("models.json")["tools_with_models"]
    return alias.asname is not None and alias.name in ("Agent", "BedrockModel")


def _model_of(code: Code, call: ast.Call) -> tuple[bool, ast.expr | None]:
    """Whether the call uses a Bedrock model, and the expression that names it (None: the library's default)."""
    if any(keyword.arg is None for keyword in call.keywords) and last_name(call.func) == "BedrockModel":
        return True, argument(call, "model_id") or ast.Name(id="")
    if last_name(call.func) == "BedrockModel":
        return True, argument(call, "model_id")
    if last_name(call.func) == "Agent":
        model = argument(call, "model", 0)
        if model is None:
            return not any(keyword.arg is None for keyword in call.keywords), None
        is_text = isinstance(model, (ast.Constant, ast.JoinedStr)) or code.text_of(model, code.constants) is not None
        return is_text, model
    return False, None


def _known_text(code: Code, node: ast.expr) -> str | None:
    text = code.text_of(node, code.constants)
    if text is None and isinstance(node, ast.Name):
        node = _assigned(code, node.id) or node
    if text is None and isinstance(node, ast.Call) and dotted(node.func) in _LOOKUPS and len(node.args) == 2:
        return None  # the default is a guess: the environment decides
    return text


def _assigned(code: Code, name: str) -> ast.expr | None:
    values = [node.value for node in code.every(ast.Assign) if _binds(node, name)]
    return values[-1] if len(values) == 1 else None


def _binds(node: ast.Assign, name: str) -> bool:
    return any(isinstance(target, ast.Name) and target.id == name for target in node.targets)


def _judge(model_id: str, where: ast.AST, findings: Findings) -> None:
    if model_id.startswith("arn:"):
        return
    data = load("models.json")
    base = _without_profile(model_id, data["profile_prefixes"])
    retired = data["retired"].get(base)
    if retired:
        message = f"The model {model_id} was retired ({retired['since']})"
        findings.warn("retired_model", where, message, f"Use {retired['instead']} or another active model")
    elif base == model_id and base in data["profile_only"]:
        message = f"Bedrock runs {model_id} through an inference profile only"
        findings.warn("model_needs_profile", where, message, _profiles(model_id))
    elif base not in data["known"]:
        message = f"The model id {model_id[:100]} was not known on {data['as_of']}"
        findings.warn("unknown_model", where, message, "Check it against the Bedrock console; a newer model may be fine")


def _profiles(model_id: str) -> str:
    """Anthropic's models have a profile for every region since Sonnet 4; others have those of geographies only."""
    if model_id.startswith("anthropic."):
        return f"Use global.{model_id}, or the profile of your region: us., eu., apac."
    return f"Use us.{model_id}, or the profile of your region, if there is one: eu., apac."


def _without_profile(model_id: str, prefixes: list[str]) -> str:
    head, _, rest = model_id.partition(".")
    return rest if head in prefixes and rest else model_id
