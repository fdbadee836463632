"""What a server owes for given input, and whether its output is that.

The rules are those of JSON-RPC 2.0 and of MCP over stdio: each line is a message of its own; a request is answered
once under its own id, exactly as it was written; a notification and a response, whatever is wrong with it, get nothing;
a line that is not a message gets an error, under its id where it has one. An answer to a tool call may be missing, since calls are cancelled.
"""
import json
import re
from collections import Counter

MAXIMUM_DEPTH = 256
SURROGATE = re.compile("[\ud800-\udfff]")


class Number(str):
    """A JSON number by its text."""


def refuse(text):
    raise ValueError(text)


def parse(line):
    """The value, numbers as their text; ValueError when the line is not JSON, not UTF-8 or nested too deep."""
    try:
        value = json.loads(line.decode(), parse_int=Number, parse_float=Number, parse_constant=refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if depth(value) > MAXIMUM_DEPTH:
        raise ValueError("nested too deep")
    return value


def depth(value):
    count, level = 0, [value]
    while containers := [node for node in level if isinstance(node, (dict, list))]:
        count += 1
        level = [child for node in containers for child in (node.values() if isinstance(node, dict) else node)]
    return count


def is_text(value):
    return isinstance(value, str) and not isinstance(value, Number)


def key(value):
    """An id as something to count by, or None for what cannot be one; half a surrogate pair comes back as U+FFFD."""
    if isinstance(value, Number):
        return None if re.search("[.eE]", value) else "number " + value
    return "text " + SURROGATE.sub("\ufffd", value) if isinstance(value, str) else None


class Expectations:
    """Answers owed (`least`) and allowed (`most`), by id; None stands for errors without an id."""

    def __init__(self, data):
        self.least, self.most = Counter(), Counter()
        for line in data.split(b"\n")[:-1]:  # the rest after the last line feed is not a message
            self.read(line[:-1] if line.endswith(b"\r") else line)

    def read(self, line):
        if not line.strip(b" \t"):
            return
        try:
            value = parse(line)
        except ValueError:
            return self.expect(None)
        if isinstance(value, list):
            self.most[None] += 1
            for message in value:
                self.message(message, is_certain=False)
        else:
            self.message(value)

    def expect(self, identifier, is_certain=True):
        self.most[identifier] += 1
        self.least[identifier] += is_certain

    def message(self, value, is_certain=True):
        if not isinstance(value, dict):
            return self.expect(None, is_certain)
        identifier, method = key(value.get("id")), value.get("method")
        if value.get("jsonrpc") == "2.0" and is_text(value["jsonrpc"]):
            if "method" not in value and ("result" in value or "error" in value):
                return
            if is_text(method) and "id" not in value:
                return
            if is_text(method) and identifier is not None and method == "tools/call":
                is_certain = False
        self.expect(identifier, is_certain)

    def complaint(self, output):
        """What is wrong with all that the server wrote, or None."""
        if output and not output.endswith(b"\n"):
            return "the output ends in the middle of a line"
        answers = Counter()
        for line in output.split(b"\n")[:-1]:
            try:
                value = parse(line)
            except ValueError as error:
                return f"not JSON: {error}: {line[:200]!r}"
            for message in value if isinstance(value, list) and value else [value]:
                if not isinstance(message, dict) or message.get("jsonrpc") != "2.0":
                    return f"not a message: {line[:200]!r}"
                if str(message.get("method", "")).startswith("notifications/") and "id" not in message:
                    continue
                if ("result" in message) == ("error" in message) or "method" in message:
                    return f"neither answer nor notification: {line[:200]!r}"
                answers[key(message.get("id"))] += 1
        for identifier in answers.keys() | self.least.keys():
            count, least, most = answers[identifier], self.least[identifier], self.most[identifier]
            if not least <= count <= most:
                owed = f"{least} to {most}" if most > least else str(least)
                return f"{count} answers instead of {owed} for id {identifier!r:.200}"
        return None
