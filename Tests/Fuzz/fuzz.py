"""Feeds random input to `flink-deploy serve` over pipes and checks that it stays alive and answers what it owes.

Usage: fuzz.py PATH_OF_FLINK_DEPLOY [--seconds N] [--seed N]
       fuzz.py PATH_OF_FLINK_DEPLOY --replay FILE [--pace PACE]

Each round starts a server, sends lines made from the corpus (mutations.py) and then a ping that must be answered, ends
the input, and checks the whole output (expectations.py), the exit code, peak memory and standard error. Settings point
at addresses where nobody listens. The input of a round that fails is kept in a file, which --replay sends again.
"""
import argparse
import json
import os
import pathlib
import random
import selectors
import subprocess
import sys
import tempfile
import time

from expectations import Expectations
from mutations import Mutator

PING_SECONDS = 60  # a debug build on a busy machine, behind some megabytes
EXIT_SECONDS = 5
BASE_MEMORY = 256 << 20
MEMORY_PER_BYTE = 100  # of the longest line: a JSON value of two bytes takes some tens as a tree
CRASHES = (b"Fatal error", b"Program crashed", b"Sanitizer", b"terminate called")
SETTINGS = {
    "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "ALIYUN_ENDPOINT": "http://127.0.0.1:1",
    "ALIYUN_REGION": "cn-hangzhou", "ALIYUN_FLINK_WORKSPACE_ID": "w", "ALIYUN_FLINK_NAMESPACE": "n",
    "ALIYUN_ACCESS_KEY_ID": "id", "ALIYUN_ACCESS_KEY_SECRET": "secret", "FLINK_KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1",
    "FLINK_HOLOGRES_ENDPOINT": "127.0.0.1:1", "HOLOGRES_DATABASE": "d", "KAFKA_BOOTSTRAP_SERVERS": "127.0.0.1:1"}
# How the client reads: (seconds for which the pace lasts, bytes at a time, seconds between two reads).
PACES = {"prompt": (0, 0, 0), "slow": (1, 500, 0.01), "deaf": (0.7, 0, 0.1)}


class Failure(Exception):
    """What a round found."""


class Session:
    """One server process and its pipes."""

    def __init__(self, program, directory, pace):
        self.lasts, self.size, self.gap = PACES[pace]
        self.errors = open(os.path.join(directory, "stderr"), "w+b")
        self.process = subprocess.Popen(
            [program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors, cwd=directory,
            bufsize=0, env=SETTINGS)
        self.selector = selectors.DefaultSelector()
        self.output = bytearray()
        for stream in (self.process.stdin, self.process.stdout):
            os.set_blocking(stream.fileno(), False)
        self.selector.register(self.process.stdin, selectors.EVENT_WRITE)
        self.selector.register(self.process.stdout, selectors.EVENT_READ)

    def send(self, data, until, tail=b""):
        """Writes `data` while reading, until the output contains `until`; then writes `tail`."""
        begin, view = time.monotonic(), memoryview(data)
        searched = 0
        while self.output.find(until, max(0, searched - len(until))) < 0:
            searched = len(self.output)
            if time.monotonic() - begin > PING_SECONDS:
                raise Failure(f"the last ping is not answered after {PING_SECONDS} s; {len(view)} bytes are not taken")
            is_held = time.monotonic() - begin < self.lasts
            for chosen, _ in self.selector.select(0.1):
                if chosen.fileobj is self.process.stdin:
                    view = self.write(view)
                elif not is_held or self.size:
                    self.read(self.size if is_held else 1 << 20)
            if is_held:
                time.sleep(self.gap)
        if tail:
            self.process.stdin.write(tail)

    def write(self, view):
        if view:
            try:
                view = view[self.process.stdin.write(view[:1 << 16]) or 0:]
            except BrokenPipeError:
                raise Failure("the server takes no more input") from None
        if not view:
            self.selector.unregister(self.process.stdin)
        return view

    def read(self, size):
        data = os.read(self.process.stdout.fileno(), size)
        if not data:
            raise Failure("the server has closed its output before it was told to end")
        self.output += data

    def peak_memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) << 10

    def end(self):
        """Ends the input and reads the rest."""
        self.process.stdin.close()
        os.set_blocking(self.process.stdout.fileno(), True)
        deadline = time.monotonic() + EXIT_SECONDS
        reader = selectors.DefaultSelector()
        reader.register(self.process.stdout, selectors.EVENT_READ)
        while reader.select(max(0, deadline - time.monotonic())):
            data = os.read(self.process.stdout.fileno(), 1 << 20)
            if not data:
                break
            self.output += data
        try:
            code = self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            raise Failure(f"still running {EXIT_SECONDS} s after the end of input") from None
        if code != 0:
            raise Failure(f"exit code {code}")

    def close(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        if not self.process.stdin.closed:
            self.process.stdin.close()
        self.selector.close()
        self.errors.seek(0)
        log = self.errors.read()
        self.errors.close()
        return log


def play(program, data, pace):
    """One round; the peak memory of the server."""
    end = data.rfind(b"\n") + 1
    ping = f"last-{random.getrandbits(64):x}"
    messages = data[:end] + json.dumps({"jsonrpc": "2.0", "id": ping, "method": "ping"}).encode() + b"\n"
    with tempfile.TemporaryDirectory() as directory:
        session = Session(program, directory, pace)
        failure, peak = None, 0
        try:
            session.send(messages, until=f'"{ping}"'.encode(), tail=data[end:])
            peak = session.peak_memory()
            session.end()
        except Failure as found:
            failure = f"{found} (exit code {session.process.poll()})"
        log = session.close()
    crashes = [line for line in log.split(b"\n") if any(word in line for word in CRASHES)]
    limit = BASE_MEMORY + MEMORY_PER_BYTE * max(map(len, data.split(b"\n")))
    if crashes:
        failure = f"standard error says {crashes[0][:300]!r}; {failure}"
    elif not failure and peak > limit:
        failure = f"{peak >> 20} MB of memory, more than {limit >> 20}"
    failure = failure or Expectations(messages).complaint(bytes(session.output))
    if failure:
        raise Failure(failure)
    return peak


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--replay", type=pathlib.Path)
    parser.add_argument("--pace", choices=PACES, default="prompt")
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    if options.replay:
        try:
            play(program, options.replay.read_bytes(), options.pace)
        except Failure as failure:
            sys.exit(f"FAILURE: {failure}")
        return print("no failure")
    begin, rounds, messages, peak = time.monotonic(), 0, 0, 0
    while time.monotonic() - begin < options.seconds:
        choices = random.Random(f"{options.seed} {rounds}")
        data = Mutator(choices).round_input()
        pace = choices.choice(["prompt", "prompt", "prompt", "slow", "deaf"])
        try:
            peak = max(peak, play(program, data, pace))
        except Failure as failure:
            path = pathlib.Path(tempfile.mkdtemp(prefix="fuzz-")) / "input"
            path.write_bytes(data)
            print(f"FAILURE: {failure}\nseed {options.seed}, round {rounds}; again:")
            sys.exit(f"python3 {sys.argv[0]} {options.program} --replay {path} --pace {pace}")
        rounds += 1
        messages += sum(1 for line in data.split(b"\n") if line.strip())
    print(f"peak memory {peak >> 20} MB")
    print(f"{rounds} rounds, {messages} messages, seed {options.seed}: no failure")


if __name__ == "__main__":
    main()
