from __future__ import annotations
from typing import List, Optional, Literal
from enum import Enum
from pydantic import BaseModel, Field, field_validator
from strands import Agent
from strands.models import BedrockModel
class Mood(str, Enum):
    HAPPY = "happy"
    SAD = "sad"
class Person(BaseModel):
    """A person"""
    name: str = Field(description="name")
    age: Optional[int] = Field(default=None, ge=0, le=150)
    tags: List[str] = Field(default_factory=list)
agent = Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), callback_handler=None)
async def main(user_input_arg: str = None, messages_arg: str = None):
    result = agent.structured_output(Person, user_input_arg or "Jane")
    return result
