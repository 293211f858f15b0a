import logging
import time
from strands import Agent, tool
from strands.hooks import HookProvider, HookRegistry, BeforeInvocationEvent, AfterInvocationEvent, BeforeToolCallEvent
from strands.models.bedrock import BedrockModel
from strands.agent.conversation_manager import SlidingWindowConversationManager, SummarizingConversationManager
from strands.session.file_session_manager import FileSessionManager

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
logger = logging.getLogger(__name__)

class LoggingHooks(HookProvider):
    def __init__(self) -> None:
        self.calls: list[str] = []
    def register_hooks(self, registry: HookRegistry, **kwargs) -> None:
        registry.add_callback(BeforeInvocationEvent, self.before)
        registry.add_callback(AfterInvocationEvent, self.after)
        registry.add_callback(BeforeToolCallEvent, self.tool)
    def before(self, event): self.calls.append("before")
    def after(self, event): self.calls.append("after")
    def tool(self, event): logger.info("tool %s", event.tool_use["name"])

@tool
def get_weather(city: str, unit: str = "celsius") -> dict:
    """Get weather.

    Args:
        city: City name
        unit: celsius or fahrenheit
    """
    return {"status": "success", "content": [{"json": {"city": city, "temp": 20, "unit": unit}}]}

hooks = LoggingHooks()
agent = Agent(
    name="Weather", model=BedrockModel(model_id="eu.anthropic.claude-sonnet-4-5-20250929-v1:0"),
    tools=[get_weather], hooks=[hooks],
    conversation_manager=SlidingWindowConversationManager(window_size=10),
    state={"visits": 0},
)
def main(prompt: str = "hi", **kwargs) -> dict:
    start = time.perf_counter()
    result = agent(prompt)
    return {"answer": result.message["content"][0]["text"], "stop": result.stop_reason, "calls": hooks.calls, "took": round(time.perf_counter() - start) * 0}
