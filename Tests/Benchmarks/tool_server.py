"""A flink-deploy that is asked many things at once."""
import json
import subprocess
import threading
import time


class ToolServer:
    """One process; answers arrive on a thread with the time at which they came."""

    def __init__(self, program):
        self.process = subprocess.Popen([program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL)
        self.answers, self.arrived = {}, threading.Condition()
        threading.Thread(target=self._read, daemon=True).start()
        self._send("hello", "initialize", {"protocolVersion": "2025-11-25", "capabilities": {},
                                           "clientInfo": {"name": "benchmark", "version": "1"}})

    def begin(self, name, tool, arguments):
        """Calls a tool; `name` is of this call alone."""
        self._send(name, "tools/call", {"name": tool, "arguments": arguments})

    def wait(self, name, seconds=120):
        """The time at which the answer of a call came, and its result."""
        with self.arrived:
            self.arrived.wait_for(lambda: name in self.answers, timeout=seconds)
            moment, message = self.answers[name]
        return moment, message["result"]["structuredContent"]

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def _send(self, name, method, params):
        line = json.dumps({"jsonrpc": "2.0", "id": name, "method": method, "params": params}) + "\n"
        self.process.stdin.write(line.encode())
        self.process.stdin.flush()

    def _read(self):
        for line in self.process.stdout:
            message = json.loads(line)
            with self.arrived:
                self.answers[message.get("id")] = (time.perf_counter(), message)
                self.arrived.notify_all()
