"""Start-up and throughput of a release build, beside a floor in C and a server on the official Python SDK, in one run.

Usage: startup.py PATH_OF_FLINK_DEPLOY PYTHON_WITH_MCP. Settings point at addresses where nobody listens: database and
cloud are down. Everything is pinned to one CPU.
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


READY = b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n'
REFUSED = b'{"jsonrpc":"2.0","id":%d,"method":"tools/call","params":{"name":"stop_job","arguments":{"job_id":7}}}\n'


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


def greet(command):
    """A process that is through with the handshake."""
    process = spawn(command)
    process.stdin.write(HELLO)
    process.stdout.read(65536)
    process.stdin.write(READY)
    return process


def round_trip(command, count=5000):
    """Microseconds from a ping to its answer, median."""
    process = greet(command)
    times = []
    for index in range(count):
        begin = time.perf_counter()
        process.stdin.write(b'{"jsonrpc":"2.0","id":%d,"method":"ping"}\n' % index)
        process.stdout.read(65536)
        times.append((time.perf_counter() - begin) * 1e6)
    process.kill()
    process.wait()
    return statistics.median(times)


def throughput(command, request, count):
    """Answers a second to requests that are sent without waiting, and peak memory in kB."""
    process = greet(command)
    requests = b"".join(request % i for i in range(count))
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


def method(name):
    return b'{"jsonrpc":"2.0","id":%d,"method":"' + name + b'"}\n'


with tempfile.TemporaryDirectory() as directory:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    floor = os.path.join(directory, "floor")
    subprocess.run(["cc", "-O2", "-x", "c", "-", "-o", floor], input=FLOOR.encode(), check=True)
    floor, ours = [floor], [sys.argv[1], "serve"]
    sdk = [sys.argv[2], os.path.join(os.path.dirname(os.path.abspath(__file__)), "sdk_server.py")]
    rows = [
        ("start to initialize, ms", start(floor), start(ours), start(sdk, 3)),
        ("ping round trip, us", round_trip(floor), round_trip(ours), round_trip(sdk, 500)),
    ]
    for label, request, count, fewer in (
            ("pings a second", method(b"ping"), 400_000, 2_000), ("tools/list a second", method(b"tools/list"), 100_000, 1_000),
            ("refused tool calls a second", REFUSED, 200_000, 1_000)):
        rows.append((label, throughput(floor, request, count)[0], throughput(ours, request, count)[0],
                     throughput(sdk, request, fewer)[0]))
    memory = [throughput(ours, method(b"ping"), count)[1] for count in (1_000, 1_000_000)]
    rows.append(("peak memory after 1,000 pings, kB", throughput(floor, method(b"ping"), 1_000)[1], memory[0],
                 throughput(sdk, method(b"ping"), 1_000)[1]))
    rows.append(("peak memory after 1,000,000, kB", throughput(floor, method(b"ping"), 1_000_000)[1], memory[1], None))
    print(f"{'':36}{'C floor':>12}{'ours':>12}{'SDK':>12}{'ours/floor':>12}{'ours/SDK':>10}")
    for label, base, value, other in rows:
        rest = f"{other:12.1f}{value / base:12.2f}{value / other:10.3f}" if other else f"{'':12}{value / base:12.2f}"
        print(f"{label:36}{base:12.1f}{value:12.1f}{rest}")
