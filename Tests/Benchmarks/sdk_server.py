"""A server of the same shape on the official Python SDK, to measure against: one tool, on standard input and output."""
from mcp.server.fastmcp import FastMCP

server = FastMCP("sdk")


@server.tool()
def get_job_status(job_id: str) -> dict:
    """Tells how a job is."""
    return {"job_id": job_id}


server.run()
