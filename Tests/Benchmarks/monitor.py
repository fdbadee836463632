"""What the monitor of many jobs costs: API calls a second, peak memory, CPU time of a round, and how soon it ends.

Usage: flink-sandbox run --durations 20,20,20 -- python3 monitor.py PATH_OF_FLINK_DEPLOY [JOBS] [ROUNDS]. Each round is a
minute. The calls are those that the emulator counts. Exits 1 if they are more than 15 a second, if the process takes more
than 100 MB, if a round fails or SIGTERM takes 500 ms.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

from tool_server import ToolServer

MOST_CALLS, MOST_MEGABYTES, MOST_SECONDS, INTERVAL = 15, 100, 0.5, 60
program = sys.argv[1]
jobs = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 3


def counts():
    with urllib.request.urlopen(os.environ["ALIYUN_ENDPOINT"] + "/_emulator/counts") as answer:
        return json.load(answer)


def deploy():
    """How many of the jobs run."""
    server = ToolServer(program)
    names = [f"job-{index}" for index in range(jobs)]
    for name in names:
        server.begin(name, "generate_and_deploy", {
            "topic": "orders", "hologres_table": "public.orders", "name": name, "wait_seconds": 600,
            "columns": [{"name": "order_id", "type": "BIGINT"}]})
    running = sum(server.wait(name, 900)[1]["status"] == "RUNNING" for name in names)
    server.end()
    return running


class Monitor:
    """A monitor, and what the operating system and its metrics file say of it."""

    def __init__(self, folder):
        self.file = folder + "/flink_deploy.prom"
        self.process = subprocess.Popen([program, "monitor", "--interval", str(INTERVAL), "--metrics-file", self.file],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def metric(self, name):
        """The value of a sample without labels; 0 if there is none."""
        try:
            with open(self.file) as lines:
                return next((float(line.split()[1]) for line in lines if line.startswith(f"flink_deploy_monitor_{name} ")), 0)
        except FileNotFoundError:
            return 0

    def peak(self):
        """The largest resident memory in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(status.read().split("VmHWM:")[1].split()[0]) / 1024

    def cpu(self):
        """The seconds of CPU time."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self):
        """The seconds from SIGTERM to the end, and the exit code."""
        start = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait()
        return time.perf_counter() - start, code


def watch(monitor):
    """The API calls in each second of the rounds."""
    start, seconds, before = time.perf_counter(), [], counts()
    while len(seconds) < rounds * INTERVAL and monitor.process.poll() is None:
        time.sleep(max(0, start + len(seconds) + 1 - time.perf_counter()))
        now = counts()
        seconds.append(sum(now.values()) - sum(before.values()))
        before = now
    return seconds


running = deploy()
print(f"{running} of {jobs} jobs run", flush=True)
with tempfile.TemporaryDirectory() as folder:
    begun = counts()
    monitor = Monitor(folder)
    seconds = watch(monitor)
    made = {name: count - begun.get(name, 0) for name, count in counts().items() if count != begun.get(name, 0)}
    rate, memory, cpu = sum(seconds) / max(1, len(seconds)), monitor.peak(), monitor.cpu()
    failed, seen = monitor.metric("failed_rounds"), monitor.metric("deployments")
    took, code = monitor.end()
print(f"{rounds} rounds of {jobs} jobs in {len(seconds)} s: {rate:.1f} API calls a second (limit {MOST_CALLS}), "
      f"{max(seconds, default=0)} in the busiest second, {cpu / rounds:.2f} s of CPU time a round")
print("  " + ", ".join(f"{name} {count}" for name, count in sorted(made.items())))
print(f"  peak memory {memory:.0f} MB (limit {MOST_MEGABYTES}), {failed:.0f} failed rounds, "
      f"ends {took * 1000:.0f} ms after SIGTERM (limit {MOST_SECONDS * 1000:.0f})")
sys.exit(0 if running == jobs == seen and rate <= MOST_CALLS and memory <= MOST_MEGABYTES and not failed and code == 0
         and took < MOST_SECONDS else 1)
