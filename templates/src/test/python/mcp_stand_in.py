"""Two real MCP servers on ports of their own, over HTTP and SSE; prints an address a line once they answer."""

from __future__ import annotations

import asyncio
import socket

import uvicorn
from mcp.server.fastmcp import FastMCP


def depth(harbour: str) -> str:
    """How deep a harbour is."""
    return f"{harbour} is 12 metres deep"


def arrivals(day: str) -> str:
    """Which ships arrive on a day."""
    return f"the Marigold arrives on {day}"


async def main() -> None:
    """Serve until the process is ended."""
    docs, events = FastMCP("docs"), FastMCP("events")
    docs.tool()(depth)
    events.tool()(arrivals)
    apps = (docs.streamable_http_app(), "/mcp"), (events.sse_app(), "/sse")
    servers = []
    for app, path in apps:
        listening = socket.create_server(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        servers.append(asyncio.create_task(server.serve(sockets=[listening])))
        # The kernel already takes connections; they are answered as soon as the loop runs.
        print(f"http://127.0.0.1:{listening.getsockname()[1]}{path}", flush=True)
    await asyncio.gather(*servers)


if __name__ == "__main__":
    asyncio.run(main())
