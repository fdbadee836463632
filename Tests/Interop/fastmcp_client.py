"""FastMCP as the client, in the mode that the first argument names."""
import asyncio
import sys
from types import SimpleNamespace

from fastmcp import Client
from fastmcp.client.transports import StdioTransport

import session


async def main(mode):
    command, environment = session.server()
    server = StdioTransport(command=command, args=["serve"], env=environment, keep_alive=False)
    async with Client(server, mode=mode) as client:

        async def list_tools():
            return SimpleNamespace(tools=await client.list_tools())

        async def call(name, arguments, on_progress):
            result = await client.call_tool(name, arguments, progress_handler=on_progress, raise_on_error=False)
            return result.structured_content, result.is_error

        await session.play(list_tools, call)


asyncio.run(main(sys.argv[1]))
