"""Lists the skills: one folder with a SKILL.md each."""

from pathlib import Path


def skills() -> list[str]:
    """Their names."""
    return sorted(file.parent.name for file in Path("skills").glob("*/SKILL.md"))
