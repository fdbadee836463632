"""How soon the server is gone in the middle of a deploy: after each signal, when its parent has vanished, when both pipes
are closed, and after the end of its input.

Usage: flink-sandbox run -- python3 exits.py PATH_OF_FLINK_DEPLOY [RUNS]. All but the end of input, after which calls are
given time to answer, must take less than 500 ms; each deploy must stay journaled. Exits 1 otherwise.
"""
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request

LIMIT = 0.5
EMULATOR = os.environ["ALIYUN_ENDPOINT"]
program, runs = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10
made = 0


def counts():
    with urllib.request.urlopen(EMULATOR + "/_emulator/counts") as answer:
        return json.load(answer)


def lines():
    global made
    made += 1
    hello = {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {
        "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "exits", "version": "1"}}}
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "generate_and_deploy", "arguments": {
        "topic": "orders", "hologres_table": "public.orders", "name": f"exit-{os.getpid()}-{made}",
        "columns": [{"name": "order_id", "type": "BIGINT"}]}}}
    return (json.dumps(hello) + "\n" + json.dumps(call) + "\n").encode()


def until_deploying(before):
    while counts().get("CreateDeploymentDraft", 0) == before:
        time.sleep(0.005)


def seconds_until(is_gone):
    start = time.perf_counter()
    while not is_gone():
        time.sleep(0.0005)
        if time.perf_counter() - start > 30:
            break
    return time.perf_counter() - start


def start():
    before = counts().get("CreateDeploymentDraft", 0)
    process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    process.stdin.write(lines())
    process.stdin.flush()
    until_deploying(before)
    return process


def by_signal(number):
    def run():
        process = start()
        process.send_signal(number)
        return seconds_until(lambda: process.poll() is not None), process.returncode == 0
    return run


def by_closed_pipes():
    process = start()
    process.stdout.close()
    process.stdin.close()
    return seconds_until(lambda: process.poll() is not None), process.returncode == 0


def by_end_of_input():
    process = start()
    process.stdin.close()
    took = seconds_until(lambda: process.poll() is not None)
    return took, process.returncode == 0


def by_vanished_parent():
    """The parent is a shell that is killed, while this process holds the pipes on."""
    before = counts().get("CreateDeploymentDraft", 0)
    shell = subprocess.Popen(["/bin/sh", "-c", 'exec 3<&0; "$0" serve <&3 2>/dev/null & echo $! >&2; wait', program],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child = int(shell.stderr.readline())
    shell.stdin.write(lines())
    shell.stdin.flush()
    until_deploying(before)
    shell.kill()
    shell.wait()

    def is_gone():
        try:
            with open(f"/proc/{child}/stat") as stat:
                return ") Z " in stat.read()
        except FileNotFoundError:
            return True
    took = seconds_until(is_gone)
    shell.stdin.close()
    return took, True


good = True
for name, run, is_bound in [
    ("SIGTERM", by_signal(signal.SIGTERM), True), ("SIGINT", by_signal(signal.SIGINT), True),
    ("SIGHUP", by_signal(signal.SIGHUP), True), ("vanished parent", by_vanished_parent, True),
    ("both pipes closed", by_closed_pipes, True), ("end of input", by_end_of_input, False),
]:
    results = sorted(run() for _ in range(runs))
    times = [took for took, _ in results]
    is_good = all(ended for _, ended in results) and (not is_bound or times[-1] < LIMIT)
    good = good and is_good
    print(f"{name:18} median {times[len(times) // 2] * 1000:6.0f} ms, longest {times[-1] * 1000:6.0f} ms"
          f"{'' if is_good else '   TOO LATE, or not well'}")
rest = subprocess.run([program, "recover"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
with urllib.request.urlopen(EMULATOR + "/_emulator/state") as answer:
    state = json.load(answer)
running = len({job["deploymentId"] for job in state["jobs"].values()})
print(f"after recovery: {made} deploys were begun, {len(state['deployments'])} deployments, {running} with a job")
sys.exit(0 if good and rest.returncode == 0 and made == len(state["deployments"]) == running else 1)
