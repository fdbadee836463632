"""The official MCP SDK 1.x as the client."""
import asyncio

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

import session


async def main():
    command, environment = session.server()
    async with stdio_client(StdioServerParameters(command=command, args=["serve"], env=environment)) as (read, write):
        async with ClientSession(read, write) as client:
            initialized = await client.initialize()
            assert initialized.protocolVersion == "2025-11-25", initialized

            async def call(name, arguments, on_progress):
                result = await client.call_tool(name, arguments, progress_callback=on_progress)
                return result.structuredContent, result.isError

            await session.play(client.list_tools, call)


asyncio.run(main())
