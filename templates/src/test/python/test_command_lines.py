"""A main for the command line gets the prompt; what a request does not name keeps its default."""

from __future__ import annotations

import importlib.util
import json

import pytest

CLICK = "import click\n@click.command()\n"
MAINS = {
    CLICK + "@click.option('--question', default='How deep?')\n@click.option('--shout', is_flag=True)\n"
    "def main(question, shout):\n    click.echo(question + str(shout))\n": "xFalse",
    CLICK + "@click.argument('words', nargs=-1)\ndef main(words):\n    return ' '.join(words)\n": "x",
    CLICK + "@click.argument('topic')\n@click.option('--days', type=int, default=3)\ndef main(topic, days):\n"
    "    return topic + str(days + 1)\n": "x4",
    CLICK + "@click.option('--city', required=True)\n@click.option('--model', default='nova')\n"
    "def main(model, city):\n    return city + model\n": "xnova",
    CLICK + "@click.option('--model', default='nova')\n@click.option('--about', default='a')\n"
    "def main(model, about):\n    return about + model\n": "xnova",
    CLICK + "@click.option('--ask', prompt='What?')\ndef main(ask):\n    return ask\n": "x",
    CLICK + "@click.pass_context\ndef main(context):\n    return type(context).__name__\n": "Context",
    CLICK + "@click.option('--prompt')\nasync def main(prompt):\n    return prompt\n": "x",
    "import click\n@click.command(no_args_is_help=True)\n@click.option('--prompt')\ndef main(prompt):\n"
    "    return prompt\n": "x",
    "import click\n@click.command()\n@click.option('--prompt')\ndef cli(prompt):\n    return prompt\nmain = cli\n": "x",
    "import click\n@click.group(invoke_without_command=True)\n@click.option('--prompt')\ndef main(prompt):\n"
    "    return prompt\n": "x",
    "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('question')\n"
    "    p.add_argument('--days', type=int, default=3)\n"
    "    a = p.parse_args()\n    return a.question + str(a.days)\n": "x3",
    "def main(argv=None):\n    import argparse\n    p = argparse.ArgumentParser()\n"
    "    p.add_argument('--city', required=True)\n    return p.parse_args(argv).city\n": "x",
    "import argparse\nasync def main():\n    p = argparse.ArgumentParser()\n"
    "    p.add_argument('words', nargs='+')\n    return ' '.join(p.parse_args().words)\n": "x",
    "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n"
    "    p.add_argument('prompt', nargs='?', default='Hello')\n    return p.parse_args().prompt\n": "x",
    "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('-q', '--question', default='Hello')\n"
    "    p.add_argument('--style', default='short')\n    a = p.parse_args()\n    return a.question + a.style\n": "xshort",
    "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('--city', default='Hull')\n"
    "    return p.parse_args().city\n": "Hull",
}


@pytest.mark.parametrize("code", MAINS)
def test_the_prompt_reaches_it_and_the_defaults_hold(check, deploy, code: str) -> None:
    answer = check(code)
    assert answer["ok"] and answer["entry_point"]["name"] == "main"
    assert deploy(code).text("x") == MAINS[code]


def test_a_request_names_options_by_their_parameters(deploy) -> None:
    code = CLICK + (
        "@click.option('--question')\n@click.option('--shout', is_flag=True)\n@click.option('--tag', multiple=True)\n"
        "@click.option('--days', type=int)\ndef main(**options):\n    return options\n"
    )
    event = {"question": "q", "shout": True, "tag": ["a", "b"], "days": 2, "unknown": 1}
    answer = json.loads(json.loads(deploy(code).call(event)["body"])["response"])
    assert answer == {"question": "q", "shout": True, "tag": ["a", "b"], "days": 2}


def test_a_request_names_the_arguments_of_a_parser(deploy) -> None:
    code = (
        "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('city')\n"
        "    p.add_argument('-n', '--number', type=int, default=2)\n    p.add_argument('-t', '--tag', nargs='*')\n"
        "    p.add_argument('--loud', action='store_true')\n    p.add_argument('--mode', choices=['a', 'b'], default='a')\n"
        "    return vars(p.parse_args())\n"
    )
    event = {"city": "Hull", "number": 5, "tag": ["x", "y"], "loud": True, "mode": "b", "unknown": 1}
    answer = json.loads(json.loads(deploy(code).call(event)["body"])["response"])
    assert answer == {"city": "Hull", "number": 5, "tag": ["x", "y"], "loud": True, "mode": "b"}


def test_a_parsers_own_words_are_the_evidence(deploy) -> None:
    code = (
        "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n"
        "    p.add_subparsers(dest='command', required=True)\n    return p.parse_args().command\n"
    )
    agent = deploy(code)
    assert agent.ask("x")[1]["error_type"] == "SystemExit"
    assert "arguments are required: command" in agent.events()[-1]["error"]


def test_a_prompt_that_begins_with_a_dash_is_no_option(deploy) -> None:
    code = (
        "import argparse\ndef main():\n    p = argparse.ArgumentParser()\n    p.add_argument('q')\n"
        "    return p.parse_args().q\n"
    )
    assert deploy(code).text("-v --help") == "-v --help"


def test_clicks_own_words_are_the_evidence(deploy) -> None:
    agent = deploy(CLICK + "@click.option('--days', type=int, required=True)\ndef main(days):\n    return days\n")
    assert agent.ask("x")[1]["error_type"] == "MissingParameter"
    assert "days" in agent.events()[-1]["error"]


def test_a_group_of_commands_is_refused(check) -> None:
    code = "import click\n@click.group()\ndef main(): pass\n@main.command()\ndef ask(): pass\n"
    error = check(code)["errors"][0]
    assert (error["code"], error["line"]) == ("no_entry_point", 3) and "'main = ask'" in error["hint"]


def test_a_command_of_another_name_is_offered(check) -> None:
    code = CLICK + "@click.option('--q')\ndef cli(q):\n    return q\nif __name__ == '__main__':\n    cli()\n"
    assert "Add 'main = cli'" in check(code)["errors"][0]["hint"]


TYPER = {
    "import typer\napp = typer.Typer()\n@app.command()\n"
    "def main(question: str = typer.Option('a'), days: int = typer.Option(3)):\n"
    "    typer.echo(question + str(days))\nif __name__ == '__main__':\n    app()\n": "x3",
    "import typer\nfrom typing_extensions import Annotated\n"
    "def main(topic: Annotated[str, typer.Argument()], loud: bool = False):\n"
    "    print(topic + str(loud))\nif __name__ == '__main__':\n    typer.run(main)\n": "xFalse",
    "import typer\napp = typer.Typer()\n@app.command()\ndef ask(question: str):\n    return question\n"
    "main = app\n": "x",
    "import enum, typer\nclass Tone(str, enum.Enum):\n    calm = 'calm'\napp = typer.Typer()\n@app.command()\n"
    "def main(question: str, tone: Tone = Tone.calm):\n    return question + tone.value\n": "xcalm",
}


@pytest.mark.skipif(importlib.util.find_spec("typer") is None, reason="typer is not installed here")
@pytest.mark.parametrize("code", TYPER)
def test_typer_too(check, deploy, code: str) -> None:
    assert check(code)["ok"]
    assert deploy(code).text("x") == TYPER[code]
