"""Reads the prompts from the working folder, which is the project's."""


def read(name: str) -> str:
    """The text of a prompt."""
    with open(f"prompts/{name}.md", encoding="utf-8") as file:
        return file.read().strip()
