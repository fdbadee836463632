"""What a case does to the sandbox: tables, topics, messages, faults, and calls of flink-deploy's tools."""
import glob
import json
import os
import queue
import re
import shutil
import subprocess
import threading
import time
import urllib.request

from kafka_writer import KafkaWriter

PATIENCE = 120


def sandbox(*words):
    """Runs `flink-sandbox`, and returns what it prints."""
    ended = subprocess.run(["flink-sandbox", *words], capture_output=True, text=True, timeout=PATIENCE)
    if ended.returncode:
        raise RuntimeError(f"flink-sandbox {' '.join(words)}: {ended.stderr}")
    return ended.stdout


def query(sql):
    return sandbox("query", sql)


def value(sql):
    """The one value that a query returns."""
    return re.search(r"^-+\n *(.*?)\s*$", query(sql), re.MULTILINE).group(1)


def create_topic(name, partitions):
    body = json.dumps({"name": name, "partitions": partitions}).encode()
    urllib.request.urlopen(os.environ["FLINK_SANDBOX_CONTROL"] + "/topics", body, timeout=PATIENCE).read()


def require_passwords():
    """Makes Postgres check the passwords of roles that are members of `checked`; all others it trusts."""
    query("create role checked")
    path = value("show hba_file")
    with open(path) as file:
        rules = file.read()
    with open(path, "w") as file:
        file.write("host all +checked 127.0.0.1/32 scram-sha-256\n" + rules)
    query("select pg_reload_conf()")


def stored_readings(deployment_id):
    """The verdicts and readings that flink-deploy stored of the jobs of a deployment."""
    programs = [shutil.which("psql")] + glob.glob("/usr/lib/postgresql/*/bin/psql")
    sql = ("select json_agg(json_build_object('read_at', read_at, 'verdict', verdict, 'reading', reading)"
           f" order by read_at) from job_health where deployment_id = '{deployment_id}'")
    ended = subprocess.run(
        [next(filter(None, programs)), "-XAtc", sql, os.environ["DATABASE_URL"]], capture_output=True, text=True)
    return json.loads(ended.stdout.strip() or "null")


class Server:
    """One `flink-deploy serve`, whose tools all threads call."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["flink-deploy", "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.waiting = {}
        self.count = 0
        self.lock = threading.Lock()
        threading.Thread(target=self.read, daemon=True).start()
        self.ask("initialize", {
            "protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "verdicts", "version": "1"}})
        self.send({"method": "notifications/initialized"})

    def send(self, message):
        self.process.stdin.write((json.dumps({"jsonrpc": "2.0", **message}) + "\n").encode())
        self.process.stdin.flush()

    def read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            waiting = self.waiting.pop(message.get("id"), None)
            if waiting:
                waiting.put(message)

    def ask(self, method, params):
        answer = queue.Queue()
        with self.lock:
            self.count += 1
            self.waiting[self.count] = answer
            self.send({"id": self.count, "method": method, "params": params})
        message = answer.get(timeout=PATIENCE)
        if "result" not in message:
            raise RuntimeError(f"{method}: {message}")
        return message["result"]

    def call(self, tool, **arguments):
        """The structured result of a tool."""
        return self.ask("tools/call", {"name": tool, "arguments": arguments})["structuredContent"]

    def end(self):
        self.process.stdin.close()
        self.process.wait(PATIENCE)


class Producer:
    """Writes JSON messages with growing ids to the first partition of a topic, or to more."""

    def __init__(self, topic):
        self.topic = topic
        self.writer = KafkaWriter(os.environ["KAFKA_BOOTSTRAP_SERVERS"])
        self.next = 0
        self.flow = None

    def write(self, count, partition=0):
        now = int(time.time() * 1000)
        ids = range(self.next, self.next + count)
        self.next += count
        self.writer.write(self.topic, partition, [json.dumps({"id": id, "at": now}).encode() for id in ids], now)

    def begin(self, per_second):
        """Writes so many messages a second from now on, in ten batches a second at most."""
        ended = threading.Event()

        def write():
            pause = max(0.1, 1 / per_second)
            due, begun = 0, time.monotonic()
            while not ended.wait(pause):
                count = int((time.monotonic() - begun) * per_second) - due
                if count > 0:
                    self.write(count)
                    due += count

        thread = threading.Thread(target=write, daemon=True)
        thread.start()
        self.flow = (ended, thread)

    def end(self):
        """Ends the flow."""
        if self.flow:
            ended, thread = self.flow
            self.flow = None
            ended.set()
            thread.join()
