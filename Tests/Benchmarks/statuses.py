"""The health of many jobs read at once, over and over: how many verdicts are fresh, how long it takes, and what it asks of the API.

Usage: flink-sandbox run -- python3 statuses.py PATH_OF_FLINK_DEPLOY [JOBS]. The sandbox allows 100 requests a second for each
operation of the API, as the platform documents. A reading takes six of them or seven, so about eighty jobs can be read while
a call lasts. The others are judged by a stored reading of a minute at most, or say that they wait. Each job seems to flow,
which its second reading sees. Exits 1 if a call fails or takes more than 10 s, one status asks for more than 8 API calls,
more than one request in 200 is over the limit (a busy machine delays some into the next second), a verdict is wrong or blames
Flink, some job has no fresh reading within 30 rounds, or few jobs at once are not all FLOWING.
"""
import collections
import json
import os
import sys
import time
import urllib.request

from tool_server import ToolServer

MOST_CALLS, MOST_SECONDS, MOST_ROUNDS, MOST_THROTTLED, FEW = 8, 10, 30, 1 / 200, 50
# How the texts of the reasons show where a verdict comes from.
STORED, WAITING, BLAMED = "is based on a reading of", "was not read in time", "unreachable"
program, jobs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1000


def emulator(path):
    with urllib.request.urlopen(os.environ["ALIYUN_ENDPOINT"] + "/_emulator/" + path) as answer:
        return json.load(answer)


def call(server, tool, calls):
    """The results of many calls at once, each with its seconds."""
    start = time.perf_counter()
    for name, arguments in calls.items():
        server.begin(name, tool, arguments)
    answers = {name: server.wait(name, 900) for name in calls}
    return {name: (moment - start, result) for name, (moment, result) in answers.items()}


def show(counter, most=None):
    return "; ".join(f"{number} x {what}" for what, number in counter.most_common(most)) or "none"


def source(health):
    """Where a verdict comes from."""
    reasons = " ".join(health.get("reasons", []))
    return "stored" if STORED in reasons else "waiting" if WAITING in reasons else "fresh"


def read(server, ids, label):
    """Asks for the status of each job at once; whether that was good, the API calls, and the health of each job."""
    calls, throttled = emulator("counts"), emulator("throttled")
    results = call(server, "get_job_status", {f"{label} {job}": {"job_id": job} for job in ids})
    calls = {name: count - calls.get(name, 0) for name, count in emulator("counts").items() if count != calls.get(name)}
    throttled = sum(emulator("throttled").values()) - sum(throttled.values())
    healths = {job: results[f"{label} {job}"][1].get("health") or {} for job in ids if f"{label} {job}" in results}
    seconds = sorted(seconds for seconds, _ in results.values())
    verdicts = collections.Counter(found.get("verdict") for found in healths.values())
    failed = [result for _, result in results.values() if not result["success"]]
    blamed = sum(any(BLAMED in reason for reason in found.get("reasons", [])) for found in healths.values())
    print(f"{label}: {len(results)} of {len(ids)} statuses, median {seconds[len(seconds) // 2]:.1f} s, slowest {seconds[-1]:.1f} s, "
          f"{throttled} requests over the limit, {sum(result['stale'] for _, result in results.values())} stale")
    print(f"  readings: {show(collections.Counter(map(source, healths.values())))}; verdicts: {show(verdicts)}; API calls: " +
          show(collections.Counter(calls)))
    if failed:
        print("  failed:", json.dumps(failed[0])[:500])
    if blamed:
        print(f"  {blamed} verdicts blame Flink")
    good = (len(results) == len(ids) and not failed and not blamed and seconds[-1] <= MOST_SECONDS
            and set(verdicts) <= {"FLOWING", "UNKNOWN"})
    return good, calls, healths


def listed(server):
    """The verdicts of all jobs in the list, page by page."""
    verdicts, cursor, start, pages = collections.Counter(), None, time.perf_counter(), 0
    while cursor or not pages:
        pages += 1
        name = f"page {pages}"
        page = call(server, "get_job_status", {name: {"cursor": cursor} if cursor else {}})[name][1]
        verdicts.update(job["verdict"] for job in page["jobs"])
        cursor = page["next_cursor"]
    print(f"list: {sum(verdicts.values())} jobs on {pages} pages, {time.perf_counter() - start:.1f} s; verdicts: {show(verdicts)}")


def rounds(server, ids):
    """Whether all jobs have a fresh reading after a few rounds that are good."""
    unread, good, before, throttled = set(ids), True, emulator("counts"), emulator("throttled")
    for number in range(1, MOST_ROUNDS + 1):
        is_good, _, healths = read(server, ids, f"round {number}")
        good = good and is_good
        unread -= {job for job, health in healths.items() if source(health) == "fresh"}
        if not unread:
            break
    share = (sum(emulator("throttled").values()) - sum(throttled.values())) / (
        sum(emulator("counts").values()) - sum(before.values()))
    print(f"{len(ids) - len(unread)} of {len(ids)} jobs have a fresh reading after {number} rounds; "
          f"{share:.2%} of the requests were over the limit")
    return good and not unread and share <= MOST_THROTTLED


server = ToolServer(program)
deployed = call(server, "generate_and_deploy", {f"job-{index}": {
    "topic": "orders", "hologres_table": "public.orders", "name": f"job-{index}", "wait_seconds": 600,
    "columns": [{"name": "order_id", "type": "BIGINT"}]} for index in range(jobs)})
ids = [result["job_id"] for _, result in deployed.values() if result["status"] == "RUNNING"]
print(f"{len(ids)} of {jobs} jobs run")
alone, calls, _ = read(server, ids[:1], "alone")
together = rounds(server, ids)
listed(server)
few = read(server, ids[:FEW], "few")[0]
time.sleep(11)  # a second reading is one that Flink's metrics can differ from
again, _, healths = read(server, ids[:FEW], "few again")
flowing = {health.get("verdict") for health in healths.values()} == {"FLOWING"}
server.end()
sys.exit(0 if len(ids) == jobs and alone and sum(calls.values()) <= MOST_CALLS and together and few and again and flowing else 1)
