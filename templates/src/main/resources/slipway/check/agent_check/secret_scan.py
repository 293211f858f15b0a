"""Finds credentials in code, by what they look like and by the name they are given; never repeats one."""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from collections.abc import Iterator

from agent_check.code import Code, dotted
from agent_check.findings import Findings, lines_of
from slipway_runtime.trees import walk

_KINDS: list[tuple[str, str]] = [
    ("an Anthropic API key", r"\bsk-ant-[A-Za-z0-9_-]{20,}"),
    ("an OpenAI API key", r"\bsk-(?=[A-Za-z0-9_-]*\d)(?:proj-|svcacct-|admin-)?[A-Za-z0-9_-]{20,}"),
    ("an AWS access key id", r"\b(?:AKIA|ASIA)[A-Z2-7][A-Z0-9]{15}\b"),
    ("a Bedrock API key", r"\b(?:ABSK|bedrock-api-key-)[A-Za-z0-9+/=]{40,}"),
    ("a GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{40,})"),
    ("a GitLab token", r"\bglpat-[A-Za-z0-9_-]{20,}"),
    ("a Google API key", r"\bAIza[0-9A-Za-z_-]{35}"),
    ("a Slack token", r"\bxox[abeprs]-[0-9A-Za-z-]{10,}"),
    ("a Slack webhook", r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{16,}"),
    ("a Stripe key", r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}"),
    ("a Hugging Face token", r"\bhf_[A-Za-z0-9]{30,}"),
    ("a Groq API key", r"\bgsk_[A-Za-z0-9]{40,}"),
    ("an xAI API key", r"\bxai-[A-Za-z0-9]{40,}"),
    ("a Tavily API key", r"\btvly-(?:dev-|prod-)?[A-Za-z0-9]{20,}"),
    ("a Perplexity API key", r"\bpplx-[A-Za-z0-9]{32,}"),
    ("a Replicate token", r"\br8_[A-Za-z0-9]{32,}"),
    ("a Pinecone API key", r"\bpcsk_[A-Za-z0-9_]{40,}"),
    ("a LangSmith API key", r"\blsv2_(?:pt|sk)_[A-Za-z0-9_]{32,}"),
    ("a SendGrid API key", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("a Twilio API key", r"\bSK[0-9a-f]{32}\b"),
    ("an ElevenLabs API key", r"\bsk_[0-9a-f]{48}\b"),
    ("an NVIDIA API key", r"\bnvapi-[A-Za-z0-9_-]{40,}"),
    ("a Cerebras API key", r"\bcsk-[A-Za-z0-9]{40,}"),
    ("a Voyage API key", r"\bpa-(?=[A-Za-z0-9_-]*\d)[A-Za-z0-9_-]{40,}"),
    ("a Jina API key", r"\bjina_[A-Za-z0-9]{40,}"),
    ("a Firecrawl API key", r"\bfc-[0-9a-f]{32}\b"),
    ("an E2B API key", r"\be2b_[0-9a-f]{40}\b"),
    ("a Discord bot token", r"\b[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,}"),
    ("an Airtable token", r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b"),
    ("a Databricks token", r"\bdapi[0-9a-f]{32}\b"),
    ("a Shopify token", r"\bshp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}\b"),
    ("a Linear API key", r"\blin_api_[A-Za-z0-9]{40,}"),
    ("a Figma token", r"\bfigd_[A-Za-z0-9_-]{40,}"),
    ("a Supabase token", r"\bsbp_[0-9a-f]{40}\b"),
    ("a New Relic key", r"\bNRAK-[A-Z0-9]{27}\b"),
    ("a Grafana token", r"\bgl(?:sa|c)_[A-Za-z0-9_=]{32,}"),
    ("a Doppler token", r"\bdp\.(?:pt|st|ct)\.[A-Za-z0-9]{40,}"),
    ("a HashiCorp Vault token", r"\bhvs\.[A-Za-z0-9_-]{24,}"),
    ("a Postman API key", r"\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b"),
    ("a Heroku API key", r"\bHRKU-[0-9a-fA-F-]{36}\b"),
    ("a Mailgun API key", r"\bkey-[0-9a-f]{32}\b"),
    ("a DigitalOcean token", r"\bdo[opr]_v1_[0-9a-f]{64}\b"),
    ("an npm token", r"\bnpm_[A-Za-z0-9]{36}"),
    ("a PyPI token", r"\bpypi-[A-Za-z0-9_-]{50,}"),
    ("a Notion token", r"\b(?:secret|ntn)_[A-Za-z0-9]{43,}"),
    ("a Telegram bot token", r"\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b"),
    # The line alone is how programs look for a key; a key has a body.
    ("a private key", r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----(?:\\[nr]|[\s\"'+#\\])*[A-Za-z0-9+/]{16,}"),
    ("a JSON web token", r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"),
    ("an Azure storage key", r"AccountKey=[A-Za-z0-9+/]{60,}={0,2}"),
]
_KEY_BEGINS = "PRIVATE KEY-----"
# What a pattern begins with, as far as that is the same in every match: to look for it is cheap.
_BEGINS = re.compile(r"(?:\\b)?((?:[A-Za-z0-9_=-]|\\\.)*)(?![?*{])")
_PATTERNS = [(kind, _BEGINS.match(one).group(1).replace("\\", ""), re.compile(one)) for kind, one in _KINDS]  # type: ignore[union-attr]
_MAX_LINE = 10_000
_WITH_TEXT = (ast.Constant, ast.JoinedStr, ast.FormattedValue, ast.BinOp, ast.Call)
_URL_PASSWORD = re.compile(r"[a-z][a-z0-9+.-]*://[^/\s:@]+:([^/\s@]{6,})@([^/\s:]*)")
_QUERY_KEY = re.compile(r"[?&](?:api_?key|app_?id|access_?token|token|key|secret)=([A-Za-z0-9_-]{20,})", re.I)
_THIS_MACHINE = ("localhost", "127.0.0.1", "0.0.0.0", "host.docker.internal")
_BEARER = re.compile(r"^(?:Bearer|Basic|token)\s+(\S{16,})$", re.I)

_NAME = re.compile(
    r"(?:api|access|secret|private|auth|signing|encryption)[_-]?key|"
    r"secret|passw(?:or)?d|passphrase|token|credential|authorization",
    re.I,
)
_PASSWORD_NAME = re.compile(r"passw(?:or)?d|passphrase|(?:api|access|secret)[_-]?key|client[_-]?secret|auth[_-]?token", re.I)
_HARMLESS_NAME = re.compile(
    r"max|min|num|count|limit|usage|budget|tokeniz|tokens$|input_token|output_token|stop|eos|pad_|separator|"
    r"_?(?:name|arn|id|path|file|url|uri|env|var|field|header|param|type|prefix|suffix|manager|version|length|"
    r"pattern|regex|prompt|hint|label|message|error)$",
    re.I,
)
_PLACEHOLDER = re.compile(
    r"your|xxxx|\*\*\*|\.\.\.|…|<|>|\{|\}|placeholder|change.?me|replace|dummy|fake|todo|insert|redacted|not.?set|"
    r"^A(?:KIA|SIA)[A-Z0-9]*EXAMPLE$|EXAMPLEKEY$|^(?:none|null|test|stub|secret|password|token|example|local|anonymous|unused|ollama|sk-no-key.*)$",
    re.I,
)
# Keys that documentation shows: of Stripe, of GitHub, and the signatures of jwt.io's and RFC 7519's tokens.
_DOCUMENTED = (
    "4eC39HqLyjWDarjtT1zdp7dc",
    "BQokikJOvBiI2HlWgH4olfQ2",
    "16C7e42F292c6912E7710c838347Ae178B4a",
    "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c",
    "KMUFsIDTnFmyG3nMiGM6H9FNFUROf3wh7SmqJp-QV30",
    "TJVA95OrM7E2cBab30RMHrHDcEfxjoYZgeFONFh7HgQ",
    "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
)
_OPAQUE = re.compile(r"^[A-Za-z0-9+/=_.:-]+$")
# As other scanners read it; whoever writes it answers for it, so the deployment records where it is.
_ALLOWED = re.compile(r"(?:#|//|<!--|;)\s*pragma:\s*allowlist[ -]secret\b", re.I)
_HINT = "Pass it in api_keys and read it with os.environ[…]; then replace this key: it has been exposed. What is no key may be marked: # pragma: allowlist secret"


def scan_text(text: str, findings: Findings) -> None:
    """Credentials that appear in one piece anywhere, including comments and code that does not parse."""
    lines = lines_of(text)
    kinds = _kinds_in(text) if max(map(len, lines), default=0) <= _MAX_LINE else _PATTERNS
    for number, line in enumerate(lines if kinds else (), 1):
        follows = lines[number][:200] if _KEY_BEGINS in line and number < len(lines) else ""
        kind, column = _kind_and_column(f"{line[:_MAX_LINE]}\n{follows}", kinds)
        if kind and _ALLOWED.search(line):
            _allow(findings, number, column, f"This looks like {kind}")
        elif kind:
            findings.error_at("hardcoded_secret", number, column, f"This looks like {kind}", _HINT)


def _allow(findings: Findings, line: int, column: int | None, message: str) -> None:
    hint = "Nothing to do if it is no key; otherwise remove the comment and the key"
    findings.warn_at("secret_allowed", line, column, f"{message}; a comment says that it is none", hint)


def _refuse(findings: Findings, node: ast.AST, message: str, hint: str, code: Code) -> None:
    """An error, unless a comment on one of the node's lines says otherwise."""
    first, last = node.lineno, node.end_lineno or node.lineno  # type: ignore[attr-defined]
    if any(_ALLOWED.search(line) for line in code.lines[first - 1 : last]):
        if not findings.has_warning_between("secret_allowed", first, last):
            _allow(findings, first, None, message)
    else:
        findings.error("hardcoded_secret", node, message, hint)


def scan_tree(code: Code, findings: Findings) -> None:
    """Credentials assembled from parts, and strings bound to a telling name."""
    inner: set[int] = set()
    for node in code.everything:
        if not isinstance(node, _WITH_TEXT) or id(node) in inner:
            continue
        text = code.text_of(node)
        if text is None or len(text) > 100_000:
            continue
        inner.update(id(part) for part in walk(node) if part is not node)
        kind, _ = _kind_and_column(text, _kinds_in(text))
        if kind and not _reported(findings, node):
            _refuse(findings, node, f"This looks like {kind}", _HINT, code)
        elif not kind:
            _judge_url(text, node, code, findings)
    for name, node in _named_values(code):
        _judge_named(name, node, code, findings)


def _reported(findings: Findings, node: ast.AST) -> bool:
    first, last = node.lineno, node.end_lineno or node.lineno  # type: ignore[attr-defined]
    return findings.has_error_between("hardcoded_secret", first, last)


def _kinds_in(text: str) -> list[tuple[str, str, re.Pattern[str]]]:
    """The kinds that occur in a text at all: in nearly every one there are none."""
    return [one for one in _PATTERNS if one[1] in text and one[2].search(text)]


def _kind_and_column(text: str, kinds: list[tuple[str, str, re.Pattern[str]]]) -> tuple[str | None, int]:
    for kind, _, pattern in kinds:
        for match in pattern.finditer(text):
            value = match.group()
            if kind == "a private key" or not _is_placeholder(value):
                return kind, match.start() + 1
    return None, 0


def _is_placeholder(value: str) -> bool:
    return bool(_PLACEHOLDER.search(value)) or len(set(value[-16:])) <= 4 or value.endswith(_DOCUMENTED)


def _judge_url(text: str, node: ast.AST, code: Code, findings: Findings) -> None:
    hint = "Put the credential into api_keys and build the URL from os.environ"
    if any(_is_random(match.group(1)) for match in _QUERY_KEY.finditer(text)):
        _refuse(findings, node, "A URL with a key in it", hint, code)
        return
    match = _URL_PASSWORD.search(text)
    if match is None or _is_placeholder(match.group(1)):
        return
    if _is_password(match.group(1)) and match.group(2) not in _THIS_MACHINE:
        _refuse(findings, node, "A URL with a password in it", hint, code)
    else:
        findings.warn("possible_secret", node, "A URL with a password in it", hint)


def _named_values(code: Code) -> Iterator[tuple[str, ast.expr]]:
    for node in code.everything:
        if isinstance(node, ast.keyword) and node.arg:
            yield node.arg, node.value
        elif isinstance(node, ast.Dict):
            yield from ((key.value, value) for key, value in zip(node.keys, node.values) if _is_text(key))  # type: ignore[union-attr,misc]
        elif isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((name, node.value) for target in targets if (name := _target_name(target)))
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            yield from _defaults(node.args)
        elif isinstance(node, ast.Call) and len(node.args) == 2 and _is_text(node.args[0]):
            if dotted(node.func).rpartition(".")[2] in ("get", "getenv", "setdefault", "putenv", "pop"):
                yield node.args[0].value, node.args[1]  # type: ignore[attr-defined]


def _is_text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _target_name(target: ast.expr) -> str | None:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute):
        return target.attr
    if isinstance(target, ast.Subscript) and _is_text(target.slice):
        return target.slice.value  # type: ignore[attr-defined]
    return None


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    positional = [*arguments.posonlyargs, *arguments.args]
    for parameter, value in zip(reversed(positional), reversed(arguments.defaults)):
        yield parameter.arg, value
    for parameter, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        if default is not None:
            yield parameter.arg, default


def _judge_named(name: str, node: ast.expr, code: Code, findings: Findings) -> None:
    value = code.text_of(node)
    if value is None or not _NAME.search(name) or _HARMLESS_NAME.search(name):
        return
    bearer = _BEARER.match(value)
    value = bearer.group(1) if bearer else value
    if len(value) < 8 or _is_placeholder(value) or re.search(r"\s", value) or _is_identifier(value) or _reported(findings, node):
        return
    if _is_random(value) or (_PASSWORD_NAME.search(name) and _is_password(value)):
        _refuse(findings, node, f"This looks like the value of a credential ({name[:40]})", _HINT, code)
    else:
        message = f"A fixed string is assigned to {name[:40]}"
        findings.warn("possible_secret", node, message, "If it is a credential, pass it in api_keys and read os.environ")


def _is_identifier(value: str) -> bool:
    """Names of variables, headers, paths and settings, such as OPENAI_API_KEY or my-app/token."""
    return bool(re.fullmatch(r"[A-Z][A-Z0-9_]*|[a-z]+(?:[_.:/ -][a-z]+)*|(?:[A-Z][a-z]+-?)+|(?:https?|s3|arn|/|\./).*", value))


def _is_password(value: str) -> bool:
    """Whether a telling name is evidence enough: letters and something else, as people and services choose them."""
    return bool(re.search(r"[A-Za-z]", value) and re.search(r"\d", value))


def _is_random(value: str) -> bool:
    """Whether no person would type this: long, opaque, letters and digits mixed, high entropy."""
    if len(value) < 20 or not _OPAQUE.match(value):
        return False
    if not (re.search(r"\d", value) and re.search(r"[A-Za-z]", value)):
        return False
    entropy = -sum(count / len(value) * math.log2(count / len(value)) for count in Counter(value).values())
    longest_word = max((len(word) for word in re.findall(r"[a-z]+|[A-Z]+", value)), default=0)
    return entropy >= 3.3 and longest_word <= 7
