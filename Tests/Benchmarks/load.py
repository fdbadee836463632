"""Many deploys at once: so many in each of so many processes on one database.

Usage: flink-sandbox run -- python3 load.py PATH_OF_FLINK_DEPLOY PROCESSES DEPLOYS_OF_EACH. The sandbox allows 100 requests a second for each
operation of the API, as the platform documents. The floor is what that limit alone takes: the operation that every deploy
needs once, 100 a second. Exits 1 when a deploy did not succeed, or one was made twice.
"""
import json
import os
import subprocess
import sys
import threading
import time
import urllib.request

LIMIT = 100
EMULATOR = os.environ["ALIYUN_ENDPOINT"]


def emulator(path):
    with urllib.request.urlopen(EMULATOR + path) as answer:
        return json.load(answer)


class Server:
    """One flink-deploy, and the deploys that are asked of it."""

    def __init__(self, program, names):
        self.names = names
        self.process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.answers = {}
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def send(self, message):
        self.process.stdin.write((json.dumps(message) + "\n").encode())

    def begin(self):
        self.send({"jsonrpc": "2.0", "id": "hello", "method": "initialize", "params": {
            "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "load", "version": "1"}}})
        self.send({"jsonrpc": "2.0", "method": "notifications/initialized"})
        for name in self.names:
            self.send({"jsonrpc": "2.0", "id": name, "method": "tools/call", "params": {
                "name": "generate_and_deploy", "arguments": {
                    "topic": "orders", "hologres_table": "public.orders", "name": name, "wait_seconds": 600,
                    "columns": [{"name": "order_id", "type": "BIGINT"}]}}})
        self.process.stdin.flush()

    def read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            if message.get("id") in self.wanted():
                self.answers[message["id"]] = message["result"]["structuredContent"]
                if len(self.answers) == len(self.names):
                    return

    def wanted(self):
        return set(self.names)

    def memory(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(status.read().split("VmHWM:")[1].split()[0]) / 1024

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def run(program, processes, each, label, alone=0.0):
    before = emulator("/_emulator/counts")
    servers = [Server(program, [f"{label}-{p}-{i}" for i in range(each)]) for p in range(processes)]
    start = time.perf_counter()
    for server in servers:
        server.begin()
    for server in servers:
        server.thread.join(timeout=600)
    took = time.perf_counter() - start
    memory = max(server.memory() for server in servers)
    answers = [answer for server in servers for answer in server.answers.values()]
    for server in servers:
        server.end()
    count = processes * each
    after = emulator("/_emulator/counts")
    calls = {name: after[name] - before.get(name, 0) for name in after if after[name] != before.get(name, 0)}
    running = [answer for answer in answers if answer["status"] == "RUNNING"]
    floor = count / LIMIT + (alone or took)
    print(f"{processes} x {each} deploys: {len(running)} running, {took:.1f} s, floor {floor:.1f} s, "
          f"ratio {took / floor:.2f}, peak memory {memory:.0f} MB a process")
    print("  API calls a deployment: " + f"{sum(calls.values()) / count:.2f} (" +
          ", ".join(f"{name} {number / count:.2f}" for name, number in sorted(calls.items())) + ")")
    for answer in answers:
        if answer["status"] != "RUNNING":
            print("  not running:", json.dumps(answer)[:500])
            break
    return took, len(running) == count and len({answer["job_id"] for answer in running}) == count


program, processes, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
alone, good = run(program, 1, 1, "alone")
good = run(program, processes, each, "many", alone)[1] and good
state = emulator("/_emulator/state")
names = [draft["name"] for draft in state["drafts"].values()]
print(f"the cloud has {len(state['drafts'])} drafts, {len(state['deployments'])} deployments, {len(state['jobs'])} jobs, "
      f"{len(names) - len(set(names))} doubled names")
sys.exit(0 if good and len(names) == len(set(names)) == len(state["deployments"]) == len(state["jobs"]) == processes * each + 1 else 1)
