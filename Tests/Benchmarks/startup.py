"""Start-up and throughput of a release build, beside a floor in C measured in the same run.

Usage: startup.py PATH_OF_FLINK_DEPLOY. Settings point at addresses where nobody listens: database and cloud are down.
"""
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time

FLOOR = r"""
#include <string.h>
#include <unistd.h>
int main(void) {
  char buffer[65536], reply[] = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}\n";
  ssize_t count;
  while ((count = read(0, buffer, sizeof buffer)) > 0)
    for (char *at = buffer; (at = memchr(at, '\n', buffer + count - at)); at++) write(1, reply, sizeof reply - 1);
}
"""
ENVIRONMENT = {"PATH": os.environ["PATH"], "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
               "ALIYUN_ENDPOINT": "http://127.0.0.1:1"}
HELLO = (json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {
    "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "benchmark", "version": "1"}}}) + "\n").encode()


def spawn(command):
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env=ENVIRONMENT, bufsize=0)


def start(command, runs=20):
    """Milliseconds from spawn to the answer to initialize."""
    times = []
    for _ in range(runs):
        begin = time.perf_counter()
        process = spawn(command)
        process.stdin.write(HELLO)
        process.stdout.read(1)
        times.append((time.perf_counter() - begin) * 1e3)
        process.kill()
        process.wait()
    return statistics.median(times)


def round_trip(command, count=5000):
    """Microseconds from a ping to its answer, median."""
    process = spawn(command)
    process.stdin.write(HELLO)
    process.stdout.read(65536)
    times = []
    for index in range(count):
        begin = time.perf_counter()
        process.stdin.write(b'{"jsonrpc":"2.0","id":%d,"method":"ping"}\n' % index)
        process.stdout.read(65536)
        times.append((time.perf_counter() - begin) * 1e6)
    process.kill()
    process.wait()
    return statistics.median(times)


def throughput(command, method, count):
    """Answers a second to requests that are sent without waiting, and peak memory in kB."""
    process = spawn(command)
    process.stdin.write(HELLO)
    process.stdout.read(65536)
    requests = b"".join(b'{"jsonrpc":"2.0","id":%d,"method":"%s"}\n' % (i, method) for i in range(count))
    begin = time.perf_counter()
    threading.Thread(target=lambda: [process.stdin.write(requests[i:i + 65536]) for i in range(0, len(requests), 65536)]).start()
    seen = 0
    while seen < count:
        seen += os.read(process.stdout.fileno(), 1 << 20).count(b"\n")
    rate = count / (time.perf_counter() - begin)
    with open(f"/proc/{process.pid}/status") as status:
        peak = int(status.read().split("VmHWM:")[1].split()[0])
    process.kill()
    process.wait()
    return rate, peak


with tempfile.TemporaryDirectory() as directory:
    floor = os.path.join(directory, "floor")
    subprocess.run(["cc", "-O2", "-x", "c", "-", "-o", floor], input=FLOOR.encode(), check=True)
    ours = [sys.argv[1], "serve"]
    rows = [("start to initialize, ms", start([floor]), start(ours)), ("ping round trip, us", round_trip([floor]), round_trip(ours))]
    for label, method, count in (("pings a second", b"ping", 200_000), ("tools/list a second", b"tools/list", 10_000)):
        rows.append((label, throughput([floor], method, count)[0], throughput(ours, method, count)[0]))
    rows.append(("peak memory after pings, kB", throughput([floor], b"ping", 10_000)[1], throughput(ours, b"ping", 200_000)[1]))
    print(f"{'':30}{'C floor':>12}{'ours':>12}{'ratio':>8}")
    for label, base, value in rows:
        print(f"{label:30}{base:12.1f}{value:12.1f}{value / base:8.2f}")
