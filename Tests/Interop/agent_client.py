"""A Pydantic AI agent as the client: its loop calls the tools, a script plays the model."""
import asyncio
import json

from fastmcp.client.transports import StdioTransport
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel

import session

# What the model asks for next, given the results so far.
SCRIPT = [
    lambda results: ("generate_and_deploy", session.ARGUMENTS),
    lambda results: ("get_job_status", {"job_id": results[0]["job_id"]}),
    lambda results: ("stop_job", {"job_id": results[0]["job_id"]}),
    lambda results: ("start_job", {"deployment_id": results[0]["deployment_id"]}),
    lambda results: ("get_job_status", {"job_id": "no-such-job"}),
    lambda results: ("stop_job", {"deployment_id": results[0]["deployment_id"]}),
]


def returned(messages):
    """The results that the agent has shown to the model; a failed one comes as its JSON text."""
    parts = [part for message in messages for part in message.parts if isinstance(part, ToolReturnPart)]
    return [json.loads(part.content) if isinstance(part.content, str) else part.content for part in parts]


async def script(messages, info):
    assert [tool.name for tool in info.function_tools] == session.NAMES
    assert "generate_and_deploy" in info.instructions, info.instructions
    results = returned(messages)
    if len(results) == len(SCRIPT):
        return ModelResponse(parts=[TextPart("done")])
    name, arguments = SCRIPT[len(results)](results)
    return ModelResponse(parts=[ToolCallPart(name, arguments)])


async def main():
    command, environment = session.server()
    server = StdioTransport(command=command, args=["serve"], env=environment, keep_alive=False)
    progress = []

    async def on_progress(value, total, message):
        progress.append(message)

    tools = MCPToolset(server, tool_error_behavior="failed", include_instructions=True, progress_handler=on_progress)
    agent = Agent(FunctionModel(script), toolsets=[tools])
    async with agent:
        run = await agent.run("Move the topic orders into public.orders.")
    assert run.output == "done", run.output
    deployed, seen, stopped, started, wrong, ended = returned(run.all_messages())
    assert [r["status"] for r in (deployed, seen, stopped, started, ended)] == [
        "RUNNING", "RUNNING", "CANCELLED", "RUNNING", "CANCELLED"], run.all_messages()
    assert started["job_id"] != deployed["job_id"] and started["deployment_id"] == deployed["deployment_id"], started
    assert wrong["error"]["code"] == "not_found", wrong
    assert len(progress) >= 4 and all(progress), progress
    print("ok", len(progress), "progress notifications")


asyncio.run(main())
