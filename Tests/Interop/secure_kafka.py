"""Has flink-deploy sample a topic over TLS and SASL, and refuse what it must refuse.

Usage: flink-sandbox run -- python3 secure_kafka.py. The sandbox's Kafka has neither, so a front stands before it, on the
same port of 127.0.0.2: it ends TLS, asks for SASL as a broker does (SaslHandshake, SaslAuthenticate; RFC 4616, 5802), and
passes everything else on, with its own address in place of the broker's. openssl makes the certificates.
"""
import base64
import hashlib
import hmac
import json
import os
import socket
import ssl
import struct
import subprocess
import tempfile
import threading

USER, PASSWORD = "sampler", "correct-horse-4711"
BROKER = ("127.0.0.1", int(os.environ["KAFKA_BOOTSTRAP_SERVERS"].rsplit(":", 1)[1]))
FRONT = "127.0.0.2"
API_VERSIONS, SASL_HANDSHAKE, SASL_AUTHENTICATE = 18, 17, 36
UNSUPPORTED_VERSION, AUTHENTICATION_FAILED = 35, 58


def receive(stream, count):
    data = b""
    while len(data) < count:
        part = stream.recv(count - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def frame(stream):
    return receive(stream, struct.unpack(">i", receive(stream, 4))[0])


def send(stream, data):
    stream.sendall(struct.pack(">i", len(data)) + data)


class Scram:
    """The server's side of RFC 5802."""

    def __init__(self, digest):
        self.digest, self.salt, self.first = digest, os.urandom(16), None

    def answer(self, message):
        fields = dict(part.split("=", 1) for part in message.decode().removeprefix("n,,").split(","))
        if self.first is None:
            nonce = fields["r"] + "server"
            self.first = message.decode().removeprefix("n,,")
            self.reply = f"r={nonce},s={base64.b64encode(self.salt).decode()},i=4096"
            return self.reply.encode(), False
        salted = hashlib.pbkdf2_hmac(self.digest, PASSWORD.encode(), self.salt, 4096)
        sign = lambda key, text: hmac.new(key, text, self.digest).digest()
        client_key = sign(salted, b"Client Key")
        text = ",".join([self.first, self.reply, message.decode().rsplit(",p=", 1)[0]]).encode()
        signature = sign(hashlib.new(self.digest, client_key).digest(), text)
        proof = bytes(a ^ b for a, b in zip(client_key, signature))
        if base64.b64decode(fields["p"]) != proof:
            return None, True
        return b"v=" + base64.b64encode(sign(sign(salted, b"Server Key"), text)), True


class Plain:
    """The server's side of RFC 4616."""

    def answer(self, message):
        return (b"" if message == f"\0{USER}\0{PASSWORD}".encode() else None), True


MECHANISMS = {"PLAIN": Plain, "SCRAM-SHA-256": lambda: Scram("sha256"), "SCRAM-SHA-512": lambda: Scram("sha512")}


class Front:
    """One listener before the broker."""

    def __init__(self, context, mechanism):
        self.context, self.mechanism = context, mechanism
        self.listener = socket.create_server((FRONT, BROKER[1]))
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                stream, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(stream,), daemon=True).start()

    def serve(self, stream):
        try:
            if self.context:
                stream = self.context.wrap_socket(stream, server_side=True)
            broker = socket.create_connection(BROKER)
            mechanism, is_in = None, self.mechanism is None
            while True:
                request = frame(stream)
                key, version, correlation = struct.unpack(">hhi", request[:8])
                body = request[10 + struct.unpack(">h", request[8:10])[0]:]
                if key == API_VERSIONS:
                    send(stream, self.versions(broker, correlation, version))
                elif key == SASL_HANDSHAKE:
                    mechanism = MECHANISMS[self.mechanism]()
                    name = self.mechanism.encode()
                    send(stream, struct.pack(">ihih", correlation, 0, 1, len(name)) + name)
                elif key == SASL_AUTHENTICATE:
                    reply, is_in = mechanism.answer(body[4:])
                    if reply is None:
                        text = b"Authentication failed"
                        send(stream, struct.pack(">ihh", correlation, AUTHENTICATION_FAILED, len(text)) + text
                             + struct.pack(">i", 0))
                        return stream.close()
                    send(stream, struct.pack(">ihhi", correlation, 0, -1, len(reply)) + reply)
                elif is_in:
                    send(broker, request)
                    send(stream, frame(broker).replace(BROKER[0].encode(), FRONT.encode()))
                else:
                    return stream.close()
        except (EOFError, OSError):
            stream.close()

    def versions(self, broker, correlation, version):
        """What the broker has and SASL, in the oldest form, which every client understands."""
        if version > 0:
            return struct.pack(">ihi", correlation, UNSUPPORTED_VERSION, 0)
        send(broker, struct.pack(">hhih", API_VERSIONS, 0, correlation, -1))
        answer = frame(broker)
        count = struct.unpack(">i", answer[6:10])[0]
        sasl = struct.pack(">hhhhhh", SASL_HANDSHAKE, 0, 1, SASL_AUTHENTICATE, 0, 0)
        return answer[:6] + struct.pack(">i", count + 2) + answer[10:10 + 6 * count] + sasl

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()


def certificate(directory, name, address):
    """A self-signed certificate and its key."""
    paths = [os.path.join(directory, f"{name}.{kind}") for kind in ("pem", "key")]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName=IP:{address}", "-out", paths[0], "-keyout", paths[1]],
        check=True, capture_output=True)
    return paths


def sample(protocol, mechanism, **settings):
    """A dry run over the front; its result and all that it printed."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("KAFKA_")}
    environment |= {"KAFKA_BOOTSTRAP_SERVERS": f"{FRONT}:{BROKER[1]}", "KAFKA_SECURITY_PROTOCOL": protocol}
    if mechanism:
        environment |= {"KAFKA_SASL_MECHANISM": mechanism, "KAFKA_SASL_USERNAME": USER, "KAFKA_SASL_PASSWORD": PASSWORD}
    environment |= {f"KAFKA_{key}": value for key, value in settings.items()}
    run = subprocess.run(["flink-deploy", "deploy", "orders", "public.orders", "--dry-run", "--json"],
                         env=environment, capture_output=True, text=True, timeout=60)
    return json.loads(run.stdout), run.stdout + run.stderr


def check(condition, *told):
    if not condition:
        raise SystemExit(" ".join(str(part) for part in told))


with tempfile.TemporaryDirectory() as directory:
    server = certificate(directory, "server", FRONT)
    stranger = certificate(directory, "stranger", "127.0.0.9")
    client = certificate(directory, "client", FRONT)

    def context(pair=server, wants_client=False):
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(*pair)
        if wants_client:
            tls.verify_mode = ssl.CERT_REQUIRED
            tls.load_verify_locations(client[0])
        return tls

    trusted = {"SSL_CA_LOCATION": server[0]}
    identity = {"SSL_CERTIFICATE_LOCATION": client[0], "SSL_KEY_LOCATION": client[1]}
    unnamed = {"SSL_CA_LOCATION": stranger[0]}
    good = [
        ("SASL_SSL", mechanism, context(), trusted) for mechanism in MECHANISMS
    ] + [
        ("SASL_PLAINTEXT", mechanism, None, {}) for mechanism in MECHANISMS
    ] + [
        ("SSL", None, context(), trusted), ("SSL", None, context(wants_client=True), trusted | identity),
        ("SSL", None, context(stranger), unnamed | {"SSL_ENDPOINT_IDENTIFICATION_ALGORITHM": "none"}),
    ]
    bad = [
        ("SASL_SSL", mechanism, context(), trusted | {"SASL_PASSWORD": "wrong-battery-0815"}) for mechanism in MECHANISMS
    ] + [
        ("SSL", None, context(), {"SSL_CA_LOCATION": stranger[0]}), ("SSL", None, context(stranger), unnamed),
        ("SSL", None, context(wants_client=True), trusted),
    ]
    for protocol, mechanism, tls, settings in good + bad:
        front = Front(tls, mechanism)
        result, printed = sample(protocol, mechanism, **settings)
        front.close()
        told = (protocol, mechanism, sorted(settings), printed[:1500])
        if (protocol, mechanism, tls, settings) in bad:
            check(result["error"]["code"].startswith("kafka_"), "not refused:", *told)
        else:
            check(result.get("dry_parse", {}).get("messages") == 200, "not sampled:", *told)
        for secret in (PASSWORD, "wrong-battery-0815"):
            check(secret not in printed, "a password was printed:", *told)
print(f"{len(good)} ways in, {len(bad)} refused")
