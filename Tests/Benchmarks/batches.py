"""A batch of many pipelines: the time to plan it, to apply it, and to apply it again.

Usage: batches.py PATH_OF_FLINK_SANDBOX PATH_OF_FLINK_DEPLOY [PIPELINES]. Each step is a process of its own, and its time is
that of the process. The sandbox allows 100 requests a second for each operation of the API, of which flink-deploy uses 95. A
start takes 19 s in it, where Alibaba Cloud takes about a minute, since flink-deploy looks every half second.

No batch can be faster than this: the first pipelines begin at 95 a second, as many as max_parallel allows, each next one when
one before it has ended, and each takes as long as one alone. Exits 1 if apply takes more than 1.2 times as long, if planning
takes more than 5 s, or if a repetition needs more than 2 requests for each pipeline.
"""
import json
import math
import os
import subprocess
import sys
import tempfile
import time
import urllib.request

PACE, PARALLEL = 95, 100
PLAN_LIMIT, RATIO_LIMIT, CALL_LIMIT = 5, 1.2, 2
DURATIONS = "1000,19000,500"
INSIDE = "--in-sandbox"


def emulator(path):
    with urllib.request.urlopen(os.environ["ALIYUN_ENDPOINT"] + path) as answer:
        return json.load(answer)


def manifest(folder, label, count):
    path = os.path.join(folder, f"{label}.json")
    pipelines = [{"topic": f"{label}_{number}", "hologres_table": "public.orders"} for number in range(count)]
    defaults = {"columns": [{"name": "order_id", "type": "BIGINT"}]}
    with open(path, "w") as file:
        json.dump({"version": 1, "max_parallel": PARALLEL, "defaults": defaults, "pipelines": pipelines}, file)
    return path


def apply(program, path, outcome, *flags):
    """Seconds, and the requests of each operation; ends the program if not all pipelines have the outcome."""
    before = emulator("/_emulator/counts")
    start = time.perf_counter()
    done = subprocess.run([program, "apply", path, "--json", *flags], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL)
    took = time.perf_counter() - start
    after = emulator("/_emulator/counts")
    result = json.loads(done.stdout)
    if done.returncode != 0 or result["counts"][outcome] != len(result["results"]):
        sys.exit(f"apply exited with {done.returncode}: {json.dumps(result)[:2000]}")
    return took, {name: number - before.get(name, 0) for name, number in after.items() if number > before.get(name, 0)}


def shown(calls, count):
    each = ", ".join(f"{name} {number / count:.2f}" for name, number in sorted(calls.items()))
    return f"  {sum(calls.values()) / count:.2f} requests for each ({each})"


def measure(program, count):
    with tempfile.TemporaryDirectory() as folder:
        alone, _ = apply(program, manifest(folder, "alone", 1), "succeeded")
        path = manifest(folder, "many", count)
        planned, plan_calls = apply(program, path, "succeeded", "--dry-run")
        took, calls = apply(program, path, "succeeded")
        again, again_calls = apply(program, path, "unchanged")
    floor = min(count, PARALLEL) / PACE + math.ceil(count / PARALLEL) * alone
    print(f"{count} pipelines planned in {planned:.1f} s, limit {PLAN_LIMIT} s")
    print(shown(plan_calls, count))
    print(f"applied in {took:.1f} s, one alone in {alone:.1f} s, floor {floor:.1f} s, "
          f"ratio {took / floor:.2f}, limit {RATIO_LIMIT}")
    print(shown(calls, count))
    print(f"repeated in {again:.1f} s, limit {CALL_LIMIT} requests for each")
    print(shown(again_calls, count))
    state = emulator("/_emulator/state")
    made = [len(state[kind]) for kind in ("drafts", "deployments", "jobs")]
    print("the cloud has {} drafts, {} deployments and {} jobs".format(*made))
    return (planned <= PLAN_LIMIT and took <= RATIO_LIMIT * floor and made == [count + 1] * 3
            and sum(again_calls.values()) <= CALL_LIMIT * count)


programs, count = sys.argv[1:3], int(sys.argv[3]) if len(sys.argv) > 3 else 200
if INSIDE in sys.argv:
    sys.exit(0 if measure(programs[1], count) else 1)
sys.exit(subprocess.run([programs[0], "run", "--durations", DURATIONS, "--", sys.executable, __file__, *programs, str(count),
                         INSIDE]).returncode)
