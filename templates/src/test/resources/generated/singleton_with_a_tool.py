import asyncio
from abc import ABC, abstractmethod
from strands import Agent, tool
from strands.models import BedrockModel
class BaseBot(ABC):
    @abstractmethod
    def run(self, text: str) -> str: ...
class SupportBot(BaseBot):
    _instance = None
    def __new__(cls):
        if cls._instance is None:
            cls._instance = super().__new__(cls)
            cls._instance.agent = Agent(model=BedrockModel(model_id="us.amazon.nova-lite-v1:0"), tools=[cls.lookup], callback_handler=None)
            cls._instance.history = []
        return cls._instance
    @staticmethod
    @tool
    def lookup(order_id: str) -> str:
        """Look up an order."""
        return f"order {order_id} shipped"
    def run(self, text: str) -> str:
        self.history.append(text)
        return f"{self.agent(text)} ({len(self.history)})"
bot = SupportBot()
async def main(user_input_arg=None, messages_arg=None):
    return bot.run(user_input_arg)
