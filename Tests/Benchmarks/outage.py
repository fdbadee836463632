"""How long nothing runs in an update, beyond what the platform's own stop and start take.

Usage: outage.py PATH_OF_FLINK_SANDBOX PATH_OF_FLINK_DEPLOY [UPDATES_OF_EACH]. Each sandbox stops jobs within another time, since
flink-deploy looks at intervals whether a job has ended. The time is the platform's: from the end of one job to the call
that starts the next one. Exits 1 if an update fails, two jobs of the deployment ran at once, or it was longer than 0.5 s once.
"""
import json
import os
import subprocess
import sys
import urllib.request

LIMIT = 0.5
TICKET, START, STOPS = 50, 300, [520, 620, 720, 820, 920, 1020]
INSIDE = "--in-sandbox"


class Server:
    """One flink-deploy that is asked one thing at a time."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.asked = 0
        self.ask("initialize", {"protocolVersion": "2025-11-25", "capabilities": {},
                                "clientInfo": {"name": "outage", "version": "1"}})

    def ask(self, method, params):
        self.asked += 1
        message = {"jsonrpc": "2.0", "id": self.asked, "method": method, "params": params}
        self.process.stdin.write((json.dumps(message) + "\n").encode())
        self.process.stdin.flush()
        for line in self.process.stdout:
            answer = json.loads(line)
            if answer.get("id") == self.asked:
                return answer["result"]
        sys.exit("flink-deploy ended")

    def call(self, tool, **arguments):
        result = self.ask("tools/call", {"name": tool, "arguments": {"wait_seconds": 60, **arguments}})["structuredContent"]
        if not result["success"]:
            sys.exit(f"{tool} failed: {json.dumps(result)}")
        return result

    def end(self):
        self.process.stdin.close()
        self.process.wait()


def jobs():
    with urllib.request.urlopen(os.environ["ALIYUN_ENDPOINT"] + "/_emulator/state") as answer:
        state = json.load(answer)
    return sorted(state["jobs"].values(), key=lambda job: job["startTime"])


def columns(update):
    return [{"name": "order_id", "type": "BIGINT"}] + [{"name": "status", "type": "STRING"}] * (update % 2)


def measure(program, updates):
    """Prints, for each update, the seconds between two jobs and those that the answer says, as one JSON text."""
    server = Server(program)
    deployed = server.call("generate_and_deploy", topic="orders", hologres_table="public.orders", columns=columns(0))
    said = [server.call("update_job", deployment_id=deployed["deployment_id"], wait_until="RUNNING",
                        columns=columns(1 + update))["outage_seconds"] for update in range(updates)]
    server.end()
    ran = jobs()
    gaps = [(after["startTime"] - before["endTime"]) / 1000 for before, after in zip(ran, ran[1:])]
    print(json.dumps([gaps, said]))


def sandbox(programs, stop, updates):
    done = subprocess.run(
        [programs[0], "run", "--durations", f"{TICKET},{START},{stop}", "--", sys.executable, __file__, *programs,
         str(updates), INSIDE], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(1)
    gaps, said = json.loads(done.stdout)
    if len(gaps) != updates:
        sys.exit(f"{updates} updates started {len(gaps)} jobs")
    return gaps, said


def summary(values):
    values = sorted(values)
    return f"median {values[len(values) // 2]:.2f} s, worst {values[-1]:.2f} s"


programs, updates = sys.argv[1:3], int(sys.argv[3]) if len(sys.argv) > 3 else 3
if INSIDE in sys.argv:
    measure(programs[1], updates)
    sys.exit()
results = [sandbox(programs, stop, updates) for stop in STOPS]
gaps = sorted(gap for gaps, _ in results for gap in gaps)
errors = [said - gap - START / 1000 for gaps, answers in results for gap, said in zip(gaps, answers)]
print(f"{len(gaps)} updates: time down beyond stop and start {summary(gaps)}, limit {LIMIT} s, ratio {gaps[-1] / LIMIT:.2f}")
print(f"  outage_seconds differs from the platform's time by {summary([abs(error) for error in errors])}")
sys.exit(0 if 0 <= gaps[0] and gaps[-1] <= LIMIT else 1)
