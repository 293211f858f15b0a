"""What only the author's machine has: servers on localhost and named AWS profiles."""

from __future__ import annotations

import pytest
from conftest import codes

MAIN = "def main(p):\n    return p\n"
LOCAL = [
    "m = OpenAIModel(client_args={'base_url': 'http://localhost:8000/v1'})",
    "m = OllamaModel(host='http://127.0.0.1:11434', model_id='x')",
    "m = OllamaModel('http://host.docker.internal:11434')",
    "c = MCPClient(lambda: streamablehttp_client('http://localhost:8000/mcp'))",
    "PORT = config.port\nc = MCPClient(lambda: sse_client(url=f'http://localhost:{PORT}/sse'))",
    "URL = 'http://localhost:6333'\nc = QdrantClient(url=URL)",
    "c = psycopg.connect('postgresql://localhost/tides')",
    "c = psycopg2.connect(host='localhost', dbname='tides')",
    "c = Elasticsearch(['https://localhost:9200'])",
    "c = redis.from_url('redis://[::1]:6379/0')",
    "r = httpx.get('http://0.0.0.0:9000/health?x=1')",
]
PROFILES = [
    "s = boto3.Session(profile_name='dev')",
    "m = BedrockModel(boto_session=boto3.session.Session(region_name='us-east-1', profile_name='dev'))",
    "boto3.setup_default_session(profile_name='dev')",
    "import os\nPROFILE = os.getenv('AWS_PROFILE', 'dev')\ns = boto3.Session(profile_name=PROFILE)",
    "import os\nos.environ['AWS_PROFILE'] = 'dev'",
    "import os\nos.environ.setdefault('AWS_PROFILE', 'dev')",
]


@pytest.mark.parametrize(
    ("line", "warning"), [(x, "local_address") for x in LOCAL] + [(x, "named_profile") for x in PROFILES]
)
def test_what_lambda_does_not_have_is_a_warning(check, line: str, warning: str) -> None:
    code = f"import boto3\n{line}\n{MAIN}"
    assert [
        found["code"] for found in check(code)["warnings"] if found["code"] in ("local_address", "named_profile")
    ] == [warning]
    guarded = f"{MAIN}if __name__ == '__main__':\n    import boto3\n" + "".join(
        f"    {part}\n" for part in line.splitlines()
    )
    assert check(guarded)["warnings"] == []


FINE = [
    "import os\nm = OllamaModel(host=os.getenv('OLLAMA_HOST', 'http://localhost:11434'))",
    "app.add_middleware(CORSMiddleware, allow_origins=['http://localhost:3000'])",
    "o = OAuth(redirect_uri='http://localhost:8080/callback')",
    "a = Agent(system_prompt='http://localhost:8000 is where the docs are')",
    "print('http://localhost:8000')",
    "if url.startswith('http://localhost'):\n    pass",
    "if debug:\n    m = OllamaModel(host='http://localhost:11434')",
    "try:\n    m = OllamaModel(host='http://localhost:11434')\nexcept Exception:\n    m = None",
    "import subprocess\nsubprocess.Popen(['server'])\nc = connect('http://localhost:8000')",
    "m = OpenAIModel(client_args={'base_url': 'https://localhost.example.com/v1'})",
    "app.run(port=8000, host='127.0.0.1')",
    "server = make(host='tides.example.com', name='localhost')",
    "s = boto3.Session(region_name='us-east-1')",
    "s = boto3.Session(profile_name=None)",
    "import os\ns = boto3.Session(profile_name=os.getenv('AWS_PROFILE'))",
    "try:\n    s = boto3.Session(profile_name='dev')\nexcept ProfileNotFound:\n    s = boto3.Session()",
    "import os\ns = boto3.Session() if os.getenv('AWS_LAMBDA_FUNCTION_NAME') else boto3.Session(profile_name='dev')",
    "def helper():\n    return boto3.Session(profile_name='dev'), connect('http://localhost:1')",
]


@pytest.mark.parametrize("line", FINE)
def test_what_may_work_on_lambda_is_no_warning(check, line: str) -> None:
    assert codes(check(f"import boto3\n{line}\n{MAIN}")["warnings"]) == []


def test_a_local_default_is_a_warning_if_nobody_replaces_it(check) -> None:
    code = "import os\nm = OllamaModel(host=os.getenv('OLLAMA_HOST', 'http://localhost:11434'))\n" + MAIN
    assert codes(check(code, given="OTHER")["warnings"]) == [("local_address", 2)]
    assert codes(check(code, given="OLLAMA_HOST")["warnings"]) == []
