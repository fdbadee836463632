"""What waiting costs: one deploy beside the cloud's own time, how soon a change is noticed, and what many waits ask for.

Usage: flink-sandbox run --durations 2300,7000,500 -- python3 waits.py PATH_OF_FLINK_DEPLOY [WAITS]. Times are of one run;
the ratio is the measure. Exits 1 if a deploy takes more than 1.1 times the cloud's own time or 30 calls, or if the waits
ask for more than 10 calls a second.
"""
import json
import os
import sys
import time
import urllib.request

from tool_server import ToolServer

EMULATOR = os.environ["ALIYUN_ENDPOINT"]
OWN_TIME = 9.3
program, waits = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 200


def calls():
    with urllib.request.urlopen(EMULATOR + "/_emulator/counts") as answer:
        return sum(json.load(answer).values())


def deploy(server, name):
    server.begin(name, "generate_and_deploy", {
        "topic": "orders", "hologres_table": "public.orders", "name": name, "wait_seconds": 600,
        "columns": [{"name": "order_id", "type": "BIGINT"}]})


server, good = ToolServer(program), True
before, start = calls(), time.perf_counter()
deploy(server, "alone")
took = server.wait("alone")[0] - start
cost = calls() - before
good = good and took <= OWN_TIME * 1.1 and cost <= 30
print(f"one deploy: {took:.2f} s, the cloud's own time {OWN_TIME} s, ratio {took / OWN_TIME:.3f}, {cost} API calls")

names = [f"wait-{index}" for index in range(waits)]
for name in names:
    deploy(server, name)
jobs = {name: server.wait(name)[1]["job_id"] for name in names}
for name in names:
    server.begin(f"for-{name}", "get_job_status",
                 {"job_id": jobs[name], "wait_for": ["CANCELLED"], "wait_seconds": 100})
time.sleep(3)  # until each has asked for its job once
before, start = calls(), time.perf_counter()
time.sleep(10)
rate = (calls() - before) / (time.perf_counter() - start)
good = good and rate <= 10
print(f"{waits} waits for a status: {rate:.1f} API calls a second")

stopped = {}
for name in names[:20]:
    server.begin(f"stop-{name}", "stop_job", {"job_id": jobs[name], "wait_seconds": 0, "stop_strategy": "NONE"})
    stopped[name] = time.perf_counter() + 0.5
    time.sleep(0.13)
delays = sorted(server.wait(f"for-{name}")[0] - stopped[name] for name in stopped)
print(f"a job that ends is noticed after {delays[len(delays) // 2]:.2f} s (median), {delays[-2]:.2f} s (p95)")
server.end()
sys.exit(0 if good else 1)
