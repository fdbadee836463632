"""The official MCP SDK 2.x as the client, in the mode that the first argument names."""
import asyncio
import sys

from mcp import StdioServerParameters
from mcp.client.client import Client

import session


async def main(mode):
    command, environment = session.server()
    server = StdioServerParameters(command=command, args=["serve"], env=environment)
    async with Client(server, mode=mode) as client:

        async def call(name, arguments, on_progress):
            result = await client.call_tool(name, arguments, progress_callback=on_progress)
            return result.structured_content, result.is_error

        await session.play(client.list_tools, call)


asyncio.run(main(sys.argv[1]))
