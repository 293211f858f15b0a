"""Maps the code's imports to the fewest PyPI requirements that make it run."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass, field

from agent_check.code import Code, argument, last_name
from agent_check.data import load
from agent_check.declared import NOTHING, Declared
from agent_check.findings import Findings
from agent_check.imports import Import, imports
from agent_check.project import Place
from agent_check.stdio_servers import modules

_BASE, _TOOLS = "strands-agents", "strands-agents-tools"
# As people name the files of an agent; the packages that are named so are known before this is asked.
_OWN_NAME = re.compile(r"(?:^(?:my|our)_|_(?:agents?|tools?|prompts?|utils?|helpers?|config|settings|handlers?|servers?)$)")
_MCP_MODULES = ("mcp", "strands.tools.mcp")
# Google's libraries have a module for each edition of an API: google.cloud.pubsub_v1.
_EDITION = re.compile(r"^(google\.cloud\.\w+?)_v\d\w*")


@dataclass
class Needed:
    """What the code needs."""

    lines: list[str] = field(default_factory=list)
    tools: dict[str, ast.AST] = field(default_factory=dict)
    mcp: bool = False


def find(code: Code, findings: Findings, declared: Declared = NOTHING) -> Needed:
    """The requirements, the strands tools with the node that names each, and whether MCP is used.

    What the folder declares in a file of its own is not looked for again.
    """
    wanted = [item for item in imports(code.tree) if not _own(item, code, findings)]
    data = load("requirements.json")
    extras: dict[str, set[str]] = {_BASE: _model_extras(wanted, code, data)}
    tools = _strands_tools(wanted, code)
    if any(item.module.split(".")[0] == "strands_tools" for item in wanted) or _named_tools(code):
        extras[_TOOLS] = {data["tool_extras"][tool] for tool in tools if tool in data["tool_extras"]}
    others = {line for item in wanted if (line := _requirement(item, code.place, data, declared, findings))}
    started = (module for module in modules(code) if code.place is None or not code.place.project.owns(module))
    others |= {line for module in started if (line := _known(module, data["imports"]))}
    _judge_tools(tools, code, data, findings)
    lines = [_line(package, chosen, data["pins"]) for package, chosen in extras.items()] + sorted(others)
    mcp = any(item.full == module or item.full.startswith(module + ".") for item in wanted for module in _MCP_MODULES)
    return Needed(lines, tools, mcp)


def _judge_tools(tools: dict[str, ast.AST], code: Code, data: dict, findings: Findings) -> None:
    used = {node.id for node in code.every(ast.Name)} | {node.attr for node in code.every(ast.Attribute)}
    used |= set(_named_tools(code))
    for tool, node in tools.items():
        reason = data["unsuitable_tools"].get(tool)
        if reason is None:
            continue
        if tool in used:
            hint = "Leave the tool out if the agent can do without it"
            findings.warn("unsuitable_tool", node, f"strands_tools.{tool}: {reason}", hint)
        else:
            message = f"strands_tools.{tool} is imported and not used: {reason}"
            findings.warn("unsuitable_tool", node, message, "Remove the import")


def _line(package: str, extras: set[str], pins: dict[str, str]) -> str:
    chosen = f"[{','.join(sorted(extras))}]" if extras else ""
    return f"{package}{chosen}=={pins[package]}"


def _own(item: Import, code: Code, findings: Findings) -> bool:
    """Whether an import is of the author's own modules; those that are not deployed are reported."""
    place = code.place
    if place is None:
        if item.level:
            hint = "Deploy the folder instead of the file, or put everything into the one file"
            findings.error("relative_import", item.node, "A relative import: the code is deployed as one file", hint)
        return item.level > 0
    if item.level:
        loaded = place.project.loads_relatively(place.file, item.level, item.module)
    elif place.project.owns(item.module):
        loaded = place.project.loads(item.module)
    else:
        return False
    if loaded is None and not item.optional:
        message = f"'{'.' * item.level}{item.module}' is not in the folder"
        hint = "Add its file to the folder, or take it out of the ignore rules; it is never installed from PyPI"
        findings.error("own_module", item.node, message, hint)
    return True


def _requirement(item: Import, place: Place | None, data: dict, declared: Declared, findings: Findings) -> str | None:
    root = item.module.split(".")[0]
    full = _EDITION.sub(r"\1", item.full)
    if root in sys.stdlib_module_names or root in ("strands", "strands_tools", "__future__"):
        return None
    if _is_provided(full, data["provided_in_namespaces"]):
        return None
    known = _known(full, data["imports"]) or _in_namespace(full, data["namespaces"])
    if known:
        return known
    if root in data["provided_by_strands"] or item.optional:
        return None  # an optional import: the code says that it runs without it
    span = _versions_with(root, data)
    if span:
        message = f"'{root}' is part of Python {span} only"
        findings.warn("stdlib_version", item.node, message, "Choose such a runtime, or add a replacement package to requirements")
        return None
    # Likely, but no more: most of these packages are called like their module, and anyone may have taken the other names.
    likely = _in_namespace(full, data["likely_namespaces"])
    if likely:
        root = ".".join(full.split(".")[:3])
    package = likely or root.lower().replace("_", "-")
    if declared.provides(package):
        return None
    if root.lower() in data["own_modules"] or _OWN_NAME.search(root.lower()):
        message = f"'{item.module}' looks like a module of your own, and " + ("only this one file is deployed" if place is None else "it is not in the folder")
        way = "Deploy the folder, or put its code into this file" if place is None else "Add its file to the folder"
        hint = f"{way}; a package called '{root}' on PyPI is a stranger's and is not installed"
        findings.error("own_module", item.node, message, hint)
        return None
    if declared.may_provide(package):
        return None
    if declared.source is not None:
        message = f"'{root}' is neither in the folder nor a package that {declared.source} names"
        findings.warn("unmapped_import", item.node, message, f"Add the package that has it to {declared.source}")
        return None
    message = f"'{root}' is no package that Slipway knows, and anyone may have put one of that name on PyPI"
    hint = f"Name the package that has it: --require {package} (requirements over HTTP), if it is that one; or deploy its folder"
    findings.error("unmapped_import", item.node, message, hint)
    return None


def _known(full: str, imports: dict[str, str]) -> str | None:
    parts = full.split(".")
    for length in range(len(parts), 0, -1):
        name = ".".join(parts[:length])
        if name in imports:
            return imports[name]
    return None


def _is_provided(full: str, modules: list[str]) -> bool:
    """Whether this part of a namespace comes with strands-agents; others of the same namespace do not."""
    return any(full == module or full.startswith(module + ".") for module in modules)


def _versions_with(root: str, data: dict) -> str | None:
    """Which Pythons have a module of the standard library that this one does not have."""
    if root in data["stdlib_until"]:
        return f"up to {data['stdlib_until'][root]}"
    return f"{data['stdlib_since'][root]} and later" if root in data["stdlib_since"] else None


def _in_namespace(full: str, namespaces: dict[str, str]) -> str | None:
    """The package of a part of a namespace whose packages are all named alike."""
    for namespace, prefix in namespaces.items():
        if full.startswith(namespace + "."):
            return prefix + full[len(namespace) + 1 :].split(".")[0].replace("_", "-")
    return None


def _model_extras(imports: list[Import], code: Code, data: dict) -> set[str]:
    known = data["model_extras"]
    extras: set[str] = set()
    for item in imports:
        if not item.module.startswith("strands"):
            continue
        parts = item.full.split(".")
        if parts[:2] == ["strands", "models"] and len(parts) > 2:
            extras.update(known["modules"].get(part, known["classes"].get(part)) for part in parts[2:])
        extras.update(extra for package, extra in known["packages"].items() if item.full.startswith(package))
    # strands.models.OpenAIModel(...) through an imported module
    by_name = {**known["classes"], **known["calls"]}
    extras.update(by_name.get(node.attr) for node in code.every(ast.Attribute))
    return {extra for extra in extras if extra}


def _strands_tools(imports: list[Import], code: Code) -> dict[str, ast.AST]:
    tools: dict[str, ast.AST] = {}
    for item in imports:
        parts = item.full.split(".")
        if parts[0] == "strands_tools" and len(parts) > 1 and parts[1] != "*":
            tools.setdefault(parts[1], item.node)
    for node in code.every(ast.Attribute):
        if isinstance(node.value, ast.Name) and node.value.id == "strands_tools":
            tools.setdefault(node.attr, node)
    tools.update({name: node for name, node in _named_tools(code).items() if name not in tools})
    return tools


def _named_tools(code: Code) -> dict[str, ast.AST]:
    """Tools that an agent is given by name, such as "strands_tools.retrieve"."""
    found: dict[str, ast.AST] = {}
    for node in code.calls:
        given = argument(node, "tools") if last_name(node.func) == "Agent" else None
        for part in given.elts if isinstance(given, (ast.List, ast.Tuple)) else ():
            package, _, name = (code.text_of(part, code.constants) or "").partition(".")
            if package == "strands_tools" and name:
                found.setdefault(name.partition(".")[0].partition(":")[0], part)
    return found
