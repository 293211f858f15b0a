"""MCP client handed directly to the agent (managed)."""
import sys
from strands import Agent
from strands.tools.mcp import MCPClient
from mcp import stdio_client, StdioServerParameters
SERVER = "from mcp.server.fastmcp import FastMCP\nm = FastMCP('t')\n@m.tool()\ndef now(city: str) -> str:\n    'time'\n    return 'noon ' + city\nm.run()\n"
client = MCPClient(lambda: stdio_client(StdioServerParameters(command=sys.executable, args=["-c", SERVER])))
agent = Agent(model="us.amazon.nova-lite-v1:0", tools=[client], callback_handler=None)
async def main(user_input_arg: str = None, messages_arg: str = None):
    result = await agent.invoke_async(user_input_arg or "Hello")
    return str(result)
