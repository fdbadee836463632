"""The session that every client plays: list, deploy with progress, repeat, status, stop."""
import os
import shutil

NAMES = ["generate_and_deploy", "start_job", "stop_job", "get_job_status", "update_job", "deploy_pipelines"]
ARGUMENTS = {"topic": "orders", "hologres_table": "public.orders", "wait_seconds": 30}


def server():
    """The command and the settings; clients pass on next to nothing of their own environment."""
    prefixes = ("ALIYUN_", "DATABASE_", "KAFKA_", "HOLOGRES_", "FLINK_")
    return shutil.which("flink-deploy"), {k: v for k, v in os.environ.items() if k.startswith(prefixes)}


async def play(list_tools, call):
    """`call(name, arguments, on_progress)` gives (structured content, is error)."""
    assert [tool.name for tool in (await list_tools()).tools] == NAMES
    seen = []

    async def on_progress(progress, total, message):
        seen.append((progress, total, message))

    deployed, failed = await call("generate_and_deploy", ARGUMENTS, on_progress)
    assert not failed and deployed["status"] == "RUNNING", deployed
    values = [value for value, _, _ in seen]
    assert len(values) >= 4 and values == sorted(set(values)), values
    assert all(message for _, _, message in seen), seen
    again, _ = await call("generate_and_deploy", ARGUMENTS, None)
    assert again["job_id"] == deployed["job_id"], again
    status, _ = await call("get_job_status", {"job_id": deployed["job_id"]}, None)
    assert status["status"] == "RUNNING" and status["stale"] is False, status
    stopped, failed = await call("stop_job", {"deployment_id": deployed["deployment_id"]}, None)
    assert not failed and stopped["status"] == "CANCELLED", stopped
    wrong, failed = await call("get_job_status", {"job_id": "no-such-job"}, None)
    assert failed and wrong["error"]["code"] == "not_found", wrong
    print("ok", len(values), "progress notifications")
