"""Corrects what MiniStack's control plane of AgentCore does otherwise than AWS."""

import hashlib
import json
from urllib.parse import unquote

from ministack.core.responses import error_response_json, get_account_id, get_region, json_response
from ministack.services import bedrock_agentcore

import emulator_packages

# Of a runtime's record: its packages by version, and its tags. MiniStack keeps what begins with _ to itself.
PACKAGES, TAGS = "_packages", "_tags"
# AWS's defaults.
IDLE_SECONDS, LIFE_SECONDS = 900, 28_800
# What was answered to a client token; AWS remembers for hours, the emulator until it stops.
MOST_TOKENS = 1_000

_answered = {}


async def handle(original, method, inner, headers, body, query):
    """The answer to a call of the control plane."""
    if inner.startswith("tags/"):
        return tags(method, unquote(inner.removeprefix("tags/")), body, query)
    if not inner.startswith("runtimes") or method not in ("PUT", "DELETE"):
        return await original(method, f"/{inner}", headers, body, query)
    data = bedrock_agentcore._parse_body(body)
    token = data.get("clientToken") or bedrock_agentcore._agentcore_query_value(query, "clientToken")
    call = (get_account_id(), get_region(), method, inner.rstrip("/"), token)
    digest = hashlib.sha256(json.dumps([data, query], sort_keys=True).encode()).hexdigest()
    if token and call in _answered:
        known, answer = _answered[call]
        if known != digest:
            message = f"clientToken: {token} was used for another request (expected: a token for each)"
            return error_response_json("ConflictException", message, 409)
        return copy_of(answer)
    answer = await change(original, method, inner, headers, data, query)
    if answer[0] == 200:
        answer = (202, *answer[1:])
        if token:
            _answered[call] = (digest, copy_of(answer))
            while len(_answered) > MOST_TOKENS:
                del _answered[next(iter(_answered))]
    return answer


def copy_of(answer):
    status, headers, body = answer
    return status, dict(headers), body


async def change(original, method, inner, headers, data, query):
    parts = [unquote(part) for part in inner.split("/") if part]
    version = bedrock_agentcore._agentcore_query_value(query, "version")
    if method == "DELETE" and len(parts) == 2 and version is not None:
        return delete_version(parts[1], str(version))
    package, refused = None, None
    if method == "PUT" and len(parts) <= 2:
        package, refused = accept(data)
    if refused is not None:
        return refused
    answer = await original(method, f"/{inner}", headers, json.dumps(data).encode(), query)
    if answer[0] == 200:
        remember(method, parts, data, package, json.loads(answer[2]))
    return answer


def accept(data):
    """The package of a version that is to be made, with the defaults that AWS would have; or why there can be none."""
    data["lifecycleConfiguration"] = {
        "idleRuntimeSessionTimeout": IDLE_SECONDS,
        "maxLifetime": LIFE_SECONDS,
        **(data.get("lifecycleConfiguration") or {}),
    }
    data.setdefault("protocolConfiguration", {"serverProtocol": "HTTP"})
    code = (data.get("agentRuntimeArtifact") or {}).get("codeConfiguration")
    if code is None:
        return None, None
    try:
        return emulator_packages.keep(code), None
    except (KeyError, TypeError, IndexError) as error:
        return None, error_response_json("ValidationException", f"codeConfiguration: {error} is missing", 400)
    except emulator_packages.BadPackage as error:
        return None, error_response_json("ValidationException", str(error), 400)


def remember(method, parts, data, package, answered):
    runtime = bedrock_agentcore._runtimes.get(answered.get("agentRuntimeId") or (parts + [""])[1])
    if method == "DELETE":
        forget_packages()
    elif package is not None:
        runtime.setdefault(PACKAGES, {})[answered["agentRuntimeVersion"]] = package
    if method == "PUT" and data.get("tags"):
        record = holder(answered.get("agentRuntimeEndpointArn") or answered["agentRuntimeArn"])
        record[TAGS] = dict(data["tags"])


def delete_version(runtime_id, version):
    runtime = bedrock_agentcore._runtimes.get(runtime_id)
    if runtime is None:
        return bedrock_agentcore._runtime_not_found(runtime_id)
    versions = bedrock_agentcore._runtime_versions(runtime)
    if version not in versions:
        return bedrock_agentcore._not_found(f"Agent runtime version {version} for runtime {runtime_id} not found")
    for endpoint in (bedrock_agentcore._endpoints.get(runtime_id) or {}).values():
        if version in (endpoint["liveVersion"], endpoint["targetVersion"]):
            message = f"Version {version} is used by the endpoint {endpoint['name']} (expected: a version without endpoints)"
            return error_response_json("ConflictException", message, 409)
    del versions[version]
    (runtime.get(PACKAGES) or {}).pop(version, None)
    forget_packages()
    return json_response({"status": "DELETING", "agentRuntimeId": runtime_id})


def forget_packages():
    kept = bedrock_agentcore._runtimes._data.values()
    emulator_packages.forget_all_but({name for runtime in kept for name in (runtime.get(PACKAGES) or {}).values()})


def holder(arn):
    """The record of a runtime or an endpoint, or None."""
    runtime_arn, _, endpoint = arn.partition("/runtime-endpoint/")
    runtime, account, region = bedrock_agentcore._find_runtime(runtime_arn)
    if runtime is None or not endpoint:
        return runtime
    return bedrock_agentcore._endpoint_for_qualifier(runtime, account, region, endpoint)


def tags(method, arn, body, query):
    record = holder(arn)
    if record is None:
        return bedrock_agentcore._not_found(f"Resource {arn} not found")
    known = record.setdefault(TAGS, {})
    if method == "GET":
        return json_response({"tags": known})
    if method == "POST":
        known.update(bedrock_agentcore._parse_body(body).get("tags") or {})
        return json_response({})
    for name in query.get("tagKeys") or []:
        known.pop(name, None)
    return json_response({})
