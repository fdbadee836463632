"""Writes messages to partitions of a Kafka topic over one connection, without a client library."""
import socket
import struct
import threading

PRODUCE, VERSION = 0, 3


def crc_table():
    table = []
    for index in range(256):
        for _ in range(8):
            index = index >> 1 ^ (0x82F63B78 if index & 1 else 0)
        table.append(index)
    return table


CRC_TABLE = crc_table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ CRC_TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


def varint(number):
    """A zigzag number of Kafka's records."""
    number = number << 1 ^ number >> 63
    encoded = bytearray()
    while number > 0x7F:
        encoded.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes(encoded + bytes([number]))


def string(text):
    data = text.encode()
    return struct.pack(">h", len(data)) + data


def batch(values, milliseconds):
    """Values without keys as one batch of records."""
    records = bytearray()
    for index, value in enumerate(values):
        record = b"\0" + varint(0) + varint(index) + varint(-1) + varint(len(value)) + value + varint(0)
        records += varint(len(record)) + record
    body = struct.pack(
        ">hiqqqhii", 0, len(values) - 1, milliseconds, milliseconds, -1, -1, -1, len(values)) + records
    checked = struct.pack(">ibI", -1, 2, crc32c(body)) + body
    return struct.pack(">qi", 0, len(checked)) + checked


class KafkaWriter:
    """A connection to the sandbox's broker, which leads all partitions. Threads may share it."""

    def __init__(self, servers):
        host, port = servers.split(",")[0].rsplit(":", 1)
        self.socket = socket.create_connection((host, int(port)), timeout=20)
        self.answers = self.socket.makefile("rb")
        self.lock = threading.Lock()

    def write(self, topic, partition, values, milliseconds):
        """Returns when the broker has the messages."""
        records = batch(values, milliseconds)
        request = (
            struct.pack(">hhi", PRODUCE, VERSION, 1) + string("verdicts") + struct.pack(">hhii", -1, -1, 10_000, 1)
            + string(topic) + struct.pack(">iii", 1, partition, len(records)) + records)
        with self.lock:
            self.socket.sendall(struct.pack(">i", len(request)) + request)
            size, = struct.unpack(">i", self.answers.read(4))
            answer = self.answers.read(size)
        # Correlation, topics, the topic's name, partitions, number, error.
        error, = struct.unpack_from(">h", answer, 4 + 4 + len(string(topic)) + 4 + 4)
        if error:
            raise RuntimeError(f"the broker refused messages for {topic}/{partition}: error {error}")
