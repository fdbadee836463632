"""What a burst leaves behind: resident memory idle, with 10,000 answers unread, and after the last was read.

Usage: memory.py PATH_OF_FLINK_DEPLOY. Exits 1 if more than 1.5 times the idle memory is left.
"""
import subprocess
import sys
import threading
import time

BURST = 10_000
CALL = ',"params":{"name":"get_job_status","arguments":{"job_id":"x","deployment_id":"y"}}'


def resident(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))


def settled(process):
    """The resident memory once it does not fall any more."""
    before, now = None, resident(process)
    while before is None or now < before:
        time.sleep(0.5)
        before, now = now, resident(process)
    return now


def burst(method, params):
    process = subprocess.Popen([sys.argv[1], "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"})
    process.stdin.write(
        b'{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-11-25",'
        b'"capabilities":{},"clientInfo":{"name":"memory","version":"1"}}}\n'
        b'{"jsonrpc":"2.0","method":"notifications/initialized"}\n')
    process.stdin.flush()
    process.stdout.readline()
    idle = settled(process)

    def write():
        for index in range(BURST):
            process.stdin.write(f'{{"jsonrpc":"2.0","id":{index},"method":"{method}"{params}}}\n'.encode())
        process.stdin.flush()

    threading.Thread(target=write, daemon=True).start()
    time.sleep(3)
    unread = resident(process)
    for _ in range(BURST):
        process.stdout.readline()
    left = settled(process)
    process.stdin.close()
    process.wait()
    print(f"{method}: idle {idle:.1f} MB, {BURST} answers unread {unread:.1f} MB, all read {left:.1f} MB")
    return left <= 1.5 * idle


results = [burst("ping", ""), burst("tools/list", ""), burst("tools/call", CALL)]
sys.exit(0 if all(results) else 1)
