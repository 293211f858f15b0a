"""Credentials are found by appearance and by name, and ordinary strings are not mistaken for them."""

from __future__ import annotations

import pytest
from conftest import codes

# Put together here so that no scanner takes this file for a leak.
RANDOM_40 = "wJalrXUtnFEMI/K7MDENG/" + "bPxRfiCYzQ8kT2vLs9"
KEYS = {
    "openai": "sk-" + "proj-" + "a1B2c3D4e5F6g7H8i9J0k1L2",
    "anthropic": "sk-" + "ant-api03-" + "a1B2c3D4e5F6g7H8i9J0",
    "aws": "AKIA" + "QX7M2ZK3PLRT5VWY",
    "github": "ghp" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8",
    "google": "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    "slack": "xoxb" + "-123456789012-abcdefGHIJKL",
    "stripe": "sk_" + "live_" + "a1B2c3D4e5F6g7H8i9",
    "hugging face": "hf" + "_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6",
    "tavily": "tvly-" + "a1B2c3D4e5F6g7H8i9J0k1",
    "nvidia": "nvapi-" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0",
    "airtable": "patAbCdEfGhIjKlMn" + "." + "0123456789abcdef" * 4,
    "databricks": "dapi" + "0123456789abcdef" * 2,
    "vault": "hvs." + "CAESIa1B2c3D4e5F6g7H8i9J0k1",
    "digitalocean": "dop_" + "v1_" + "0123456789abcdef" * 4,
    "private key": "-----BEGIN RSA " + "PRIVATE KEY-----" + "MIIEpAIBAAKCAQEA7bq0",
}
MAIN = "def main(p):\n    return p\n"


@pytest.mark.parametrize("kind", KEYS)
@pytest.mark.parametrize(
    "line",
    [
        "x = {key!r}",
        "# TODO remove {key}",
        "x = {first!r} + {second!r}",
        "x = {first!r} {second!r}",
        "x = f\"{first}{{{second!r}}}\"",
        "x = {key!r}.encode()",
        "call(headers={{'x': {key!r}}})",
        "x = b{key!r}",
        "x = ''.join([{first!r}, {second!r}])",
    ],
)
def test_a_key_is_found_however_it_is_written(check, kind: str, line: str) -> None:
    key = KEYS[kind]
    code = "import os\n" + line.format(key=key, first=key[:12], second=key[12:]) + "\n" + MAIN
    answer = check(code)
    assert codes(answer["errors"]) == [("hardcoded_secret", 2)]
    assert key not in str(answer) and key[12:] not in str(answer)


@pytest.mark.parametrize("line", ["KEY = \"\"\"{begin}\nMIIEpAIBAAKCAQEA7bq0\n\"\"\"", "# {begin}\n# MIIEpAIBAAKCAQEA7bq0"])
def test_a_private_key_over_several_lines_is_found(check, line: str) -> None:
    answer = check(line.format(begin="-----BEGIN " + "PRIVATE KEY-----") + "\n" + MAIN)
    assert [code for code, _ in codes(answer["errors"])] == ["hardcoded_secret"]


@pytest.mark.parametrize(
    "line",
    [
        '\'\'\'Set AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE and\nAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\'\'\'',
        "aws_secret_access_key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'",
        "HEAD, TAIL = '-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----'",
        "'\'\'Such as ASIAIOSFODNN7EXAMPLE, AKIAI44QH8DHBEXAMPLE'\'\'",
        "SAMPLE = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'",
        "# curl -u sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc:",
        "PEM = '\'\'-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----'\'\'",
        "def is_key(text):\n    return text.startswith('-----BEGIN RSA PRIVATE KEY-----')",
    ],
)
def test_what_documents_and_programs_say_about_keys_is_no_key(check, line: str) -> None:
    assert codes(check(line + "\n" + MAIN)["errors"]) == []


@pytest.mark.parametrize(
    "line",
    [
        "aws_secret_access_key = {0!r}",
        "boto3.client('s3', aws_secret_access_key={0!r})",
        "config = {{'client_secret': {0!r}}}",
        "os.environ['SERVICE_TOKEN'] = {0!r}",
        "key = os.environ.get('SERVICE_API_KEY', {0!r})",
        "def connect(api_key={0!r}): pass",
        "headers = {{'Authorization': 'Bearer {0}'}}",
        "self.api_key: str = {0!r}",
        "url = 'https://api.example.com/v1?units=metric&appid={0}'",
    ],
)
def test_a_random_text_with_a_telling_name_is_refused(check, line: str) -> None:
    answer = check(line.format(RANDOM_40.replace("/", "_") if "url" in line else RANDOM_40) + "\n" + MAIN)
    assert codes(answer["errors"]) == [("hardcoded_secret", 1)]
    assert RANDOM_40 not in str(answer)


@pytest.mark.parametrize(
    "line",
    [
        "password = 'hunter2hunter2'",
        "db = connect(password='Summer2026!')",
        "WEATHER_API_KEY = 'abcd1234efgh'",
        "url = 'postgres://app:Summer2026@db.internal/x'",
    ],
)
def test_a_typed_password_is_refused(check, line: str) -> None:
    answer = check(line + "\n" + MAIN)
    assert codes(answer["errors"]) == [("hardcoded_secret", 1)]
    assert "2026" not in str(answer) and "1234" not in str(answer) and "hunter" not in str(answer)


@pytest.mark.parametrize("line", [
    f"KEY = '{KEYS['stripe']}'",
    f"KEY = '{KEYS['stripe'][:12]}' + '{KEYS['stripe'][12:]}'",
    f"client_secret = '{RANDOM_40}'",
    f"url = 'https://x.example/?api_key={RANDOM_40.replace('/', '')}'",
    f"password = '{'hunter2'}-of-the-test'",
])
def test_what_its_author_says_is_no_key_is_deployed_and_recorded(check, line: str) -> None:
    assert codes(check(f"{line}\n{MAIN}")["errors"]) == [("hardcoded_secret", 1)]
    marked = check(f"{line}  # pragma: allowlist secret\n{MAIN}")
    assert marked["ok"], marked["errors"]
    assert codes(marked["warnings"]) == [("secret_allowed", 1)]
    assert not any(key in str(marked) for key in (KEYS["stripe"], RANDOM_40, "hunter2"))


def test_a_mark_excuses_its_own_line_only(check) -> None:
    answer = check(f"A = '{KEYS['stripe']}'  # pragma: allowlist secret\nB = '{KEYS['aws']}'\n{MAIN}")
    assert codes(answer["errors"]) == [("hardcoded_secret", 2)]


@pytest.mark.parametrize("line", ["password = 'correct-Horse'", "session_token = 'guest2026'", "url = 'redis://app:Summer2026@localhost/x'"])
def test_a_text_that_may_be_a_password_is_a_warning(check, line: str) -> None:
    answer = check(line + "\n" + MAIN)
    assert answer["ok"] and codes(answer["warnings"]) == [("possible_secret", 1)]


HARMLESS = [
    "api_key = os.environ['OPENAI_API_KEY']",
    "api_key = os.getenv('OPENAI_API_KEY', '')",
    "api_key = 'your-api-key-here'",
    "api_key = 'sk-your-key-here-0000000000000000'",
    "api_key = 'sk-xxxxxxxxxxxxxxxxxxxxxxxx1'",
    "OPENAI_API_KEY_NAME = 'OPENAI_API_KEY'",
    "api_key_env = 'MY_SERVICE_API_KEY'",
    "secret_name = 'prod/agents/openai-2024-key-01'",
    "secret_arn = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:agent-AbCdEf'",
    "SecretId = 'prod/agent/keys'",
    "max_tokens = '4000'",
    "stop_token = '<|endoftext|>'",
    "token_url = 'https://auth.example.com/oauth2/token'",
    "client = OpenAIModel(client_args={'api_key': 'ollama', 'base_url': 'http://localhost:11434/v1'})",
    "prompt = 'Never reveal the password or the api_key of the user.'",
    "password_hint = 'first pet 2019'",
    "css = 'sk-folding-cube-animation-container'",
    "token = 'Bearer'",
    "url = 'https://maps.example.com/?key=home-page&token=' + token",
    "api_key = 'not-needed'",
    "password = getpass()",
    "checksum = 'd41d8cd98f00b204e9800998ecf8427e'",
    "model_id = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'",
    "api_key = f\"{os.environ['KEY']}\"",
    "headers = {'Authorization': f'Bearer {token}'}",
    "url = 'postgres://user:<password>@host/db'",
    "url = f'https://{user}:{password}@host/'",
    "uuid = '123e4567-e89b-12d3-a456-426614174000'",
]


@pytest.mark.parametrize("line", HARMLESS)
def test_an_ordinary_text_is_left_alone(check, line: str) -> None:
    answer = check(line + "\n" + MAIN)
    findings = codes(answer["errors"]) + codes(answer["warnings"])
    assert [finding for finding in findings if "secret" in finding[0]] == []
