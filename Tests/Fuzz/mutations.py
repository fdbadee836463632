"""The corpus, and lines made from it at random.

Each `*.jsonl` file of the corpus has one line of input a line; each `*.hex` file has lines that are not text.
"""
import json
import pathlib

CORPUS = pathlib.Path(__file__).parent / "corpus"
TOKENS = [b"\x00", b"\xff", b"\xc3", b"\\", b'"', b"{", b"}", b"[", b"]", b",", b":", b"\r", b"\n",
          b"\\u0000", b"\\ud800", b"\\udfff", b"1e999", b"-", b"9" * 400, b"null", b"\xe2\x80\xa8",
          b"\xef\xbb\xbf", b"[" * 300, b'{"a":' * 260]
VALUES = [None, True, False, 0, -1, 1, 2**53, 2**63, -(2**63), 10**40, 0.5, -0.0, 1e308, "", "a", "\x00", "\ud800",
          "\u2028", "é", "e\u0301", "\U0001f600", "x" * 5000, [], {}, [[]], {"": {}}, "2.0", "ping", "tools/call",
          "2025-03-26", "2026-07-28", "notifications/cancelled", "generate_and_deploy"]


def load():
    """The lines of each file, by its name."""
    lines = {}
    for path in sorted(CORPUS.iterdir()):
        raw = path.read_bytes().removesuffix(b"\n").split(b"\n")
        if path.suffix == ".hex":
            raw = [bytes.fromhex(line.decode().split("#")[0]) for line in raw if not line.startswith(b"#")]
        lines[path.stem] = raw
    return lines


def nodes(value):
    """Every (container, key) below `value`."""
    found, todo = [], [value]
    while todo:
        node = todo.pop()
        children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
        for name, child in children:
            found.append((node, name))
            todo.append(child)
    return found


class Mutator:
    """Makes lines with the choices of `random`."""

    def __init__(self, random):
        self.random = random
        self.groups = load()
        self.lines = [line for group in self.groups.values() for line in group]

    def round_input(self):
        """The input of one round, mostly with a handshake in front, sometimes with half a line at the end."""
        lines = []
        if self.random.random() < 0.7:
            handshakes = self.groups["handshakes"]
            lines += [self.random.choice(handshakes[:4]), handshakes[8]]
        lines += [self.line() for _ in range(self.random.randint(1, 60))]
        if self.random.random() < 0.1:
            lines.insert(self.random.randint(0, len(lines)), self.blow_up(self.line()))
        if self.random.random() < 0.03:
            lines += self.flood(self.random.choice([300, 5000]))
        end = self.random.choice(self.lines) if self.random.random() < 0.3 else b""
        return b"\n".join(lines) + b"\n" + end[:self.random.randint(0, len(end))].replace(b"\n", b"")

    def line(self):
        """A line of the corpus, as it is or changed a few times."""
        line = self.random.choice(self.lines)
        for _ in range(self.random.choice([0, 0, 1, 1, 1, 2, 4])):
            line = self.random.choice([self.flip, self.delete, self.duplicate, self.insert, self.splice,
                                       self.restructure, self.restructure, self.restructure])(line)
        return line

    def flood(self, count):
        """One request again and again, each under an id of its own: more calls, or more output, than is held.

        Calls that ask the cloud are left out: it is down, each is tried again in its turn, and all are awaited.
        """
        message = json.loads(self.random.choice(self.groups["calls"] + self.groups["methods"][2:3]))
        return [json.dumps({**message, "id": f"flood-{index}"}).encode() for index in range(count)]

    def cut(self, line):
        """Two places in the line, in order."""
        return sorted(self.random.randint(0, len(line)) for _ in range(2))

    def flip(self, line):
        changed = bytearray(line or b" ")
        for _ in range(self.random.randint(1, 3)):
            changed[self.random.randrange(len(changed))] ^= 1 << self.random.randrange(8)
        return bytes(changed)

    def delete(self, line):
        start, end = self.cut(line)
        return line[:start] + line[end:]

    def duplicate(self, line):
        start, end = self.cut(line)
        return line[:end] + line[start:]

    def insert(self, line):
        at = self.random.randint(0, len(line))
        return line[:at] + self.random.choice(TOKENS) + line[at:]

    def splice(self, line):
        other = self.random.choice(self.lines)
        return line[:self.random.randint(0, len(line))] + other[self.random.randint(0, len(other)):]

    def blow_up(self, line):
        """The line with a part of it, or a token, repeated up to some megabytes."""
        start, end = self.cut(line)
        part = line[start:end][:200] or b" "
        part = self.random.choice([part, self.random.choice(TOKENS), b"[],", b"1,", b"\\u00e9"])
        if self.random.random() < 0.5:  # where it may well stay JSON
            start = end = line.find(b'"', self.random.randint(0, len(line))) + 1
        return line[:start] + part * (self.random.choice([10_000, 300_000, 3_000_000]) // len(part)) + line[end:]

    def restructure(self, line):
        """The line with one JSON value in it replaced, removed, doubled, nested or taken from elsewhere."""
        try:
            value = json.loads(line)
            other = json.loads(self.random.choice(self.lines))
        except (ValueError, RecursionError):
            return self.flip(line)
        holder = [value]
        container, name = self.random.choice(nodes(holder))
        what = self.random.choice(["replace", "replace", "remove", "nest", "take", "batch", "rename"])
        if what == "replace":
            container[name] = self.random.choice(VALUES)
        elif what == "remove":
            del container[name]
        elif what == "nest":
            for _ in range(self.random.choice([1, 2, 250, 253, 256, 257])):
                container[name] = [container[name]] if self.random.random() < 0.5 else {"a": container[name]}
        elif what == "take":
            source = [other]
            from_container, from_name = self.random.choice(nodes(source))
            container[name] = from_container[from_name]
        elif what == "batch":
            holder = [[holder[0], other] * self.random.randint(1, 20)]
        elif isinstance(container, dict):
            container[str(self.random.choice(VALUES))] = container.pop(name)
        try:
            text = json.dumps(holder[0], ensure_ascii=self.random.random() < 0.5) if holder else ""
        except RecursionError:
            return line
        return text.encode(errors="surrogatepass")
