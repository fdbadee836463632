"""Answers the questions of `flink-deploy init` as a person does: at a terminal, which shows what is typed or hides it.

Usage: flink-sandbox run -- python3 init.py. Each step prints one line, and the first failure ends the run.
"""
import json
import os
import signal
import stat
import tempfile
import time

from screen import Terminal

SECRETS = [os.environ["ALIYUN_ACCESS_KEY_SECRET"], "typed-s3cret"]
ASKED = ("ALIYUN_", "DATABASE_URL", "PG", "KAFKA_", "HOLOGRES_", "FLINK_KAFKA_", "FLINK_HOLOGRES_")
BARE = {name: value for name, value in os.environ.items() if not name.startswith(ASKED)}
ENVIRONMENT = {**BARE, "FLINK_DEPLOY_LANGUAGE": "en", "ALIYUN_ENDPOINT": os.environ["ALIYUN_ENDPOINT"]}
begin = time.monotonic()


def done(step):
    print(f"{time.monotonic() - begin:5.1f} s  {step}", flush=True)


def dialogue(folder, *flags):
    """The command in a shell, which shows what it leaves behind."""
    # Ctrl-C also goes to the shell, which must not end.
    shell = 'trap : INT; cd "$0" && flink-deploy init "$@"; echo "after $?"'
    return Terminal(["/bin/sh", "-c", shell, folder, *flags], ENVIRONMENT, columns=200, lines=80)


def current_line(terminal):
    return terminal.screen.display[terminal.screen.cursor.y]


def answer(terminal, question, text):
    terminal.until(lambda it: question in current_line(it))
    line = terminal.screen.cursor.y
    terminal.press(text.encode() + b"\n")
    # The next question can be the same one again.
    terminal.until(lambda it: it.screen.cursor.y != line)


def check_hidden(terminal):
    for secret in SECRETS:
        assert secret.encode() not in terminal.bytes, terminal.text


def end(terminal, code):
    terminal.until(lambda it: f"after {code}" in it.text, 20)
    assert terminal.is_restored, terminal.text
    assert terminal.end() == 0
    check_hidden(terminal)


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, ".env")

    terminal = dialogue(folder)
    answer(terminal, "Workspace ID", "")
    answer(terminal, "Workspace ID", os.environ["ALIYUN_FLINK_WORKSPACE_ID"])
    answer(terminal, "namespace", os.environ["ALIYUN_FLINK_NAMESPACE"])
    answer(terminal, "AccessKey ID", os.environ["ALIYUN_ACCESS_KEY_ID"])
    answer(terminal, "AccessKey secret", SECRETS[1])
    answer(terminal, "Press Enter to correct", "")
    answer(terminal, "Workspace ID", "")
    answer(terminal, "namespace", "")
    answer(terminal, "AccessKey ID", "")
    answer(terminal, "AccessKey secret", SECRETS[0])
    terminal.until(lambda it: "ok  available" in it.text)
    check_hidden(terminal)
    done("asks for what is missing, and asks again after the API has refused the key; no secret is shown")

    answer(terminal, "URI of the metadata database", os.environ["DATABASE_URL"].replace("postgresql", "mysql"))
    answer(terminal, "URI of the metadata database", "postgresql://u@127.0.0.1:1/d")
    terminal.until(lambda it: "(not shown)" in current_line(it))
    terminal.press(b"\x03")
    end(terminal, 130)
    assert os.listdir(folder) == []
    done("Ctrl-C at a secret restores the echo, and leaves no file")

    for number in (signal.SIGTERM, signal.SIGHUP):
        terminal = dialogue(folder, "--workspace", "w", "--namespace", "n", "--access-key-id", "i")
        terminal.until(lambda it: "(not shown)" in current_line(it))
        with open(f"/proc/{terminal.pid}/task/{terminal.pid}/children") as children:
            os.kill(int(children.read().split()[0]), number)
        end(terminal, 130)
        assert os.listdir(folder) == []
    done("signals restore the echo, and leave no file")

    ENVIRONMENT.update((name, os.environ[name]) for name in os.environ if name.startswith(("ALIYUN_", "DATABASE_URL")))
    terminal = dialogue(folder)
    terminal.until(lambda it: "Kafka bootstrap servers" in it.text)
    terminal.press(b"\x04")
    end(terminal, 0)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    lines = [line.rstrip() for line in terminal.screen.display]
    block = json.loads("".join(lines[lines.index("{"):lines.index("}") + 1]))
    assert block["mcpServers"]["flink-deploy"]["env"] == {"FLINK_DEPLOY_ENV_FILE": os.path.realpath(path)}, block
    done("Ctrl-D skips the optional questions; the file has mode 600, and the block of clients names it")

    with open(path, "a") as file:
        file.write("FLINK_DEPLOY_READ_ONLY=true\n")
    ENVIRONMENT["ALIYUN_ACCESS_KEY_SECRET"] = SECRETS[1]
    terminal = dialogue(folder)
    answer(terminal, "[y/N]", "y")
    answer(terminal, "Press Enter to correct", "k")
    terminal.until(lambda it: "Kafka bootstrap servers" in current_line(it))
    terminal.press(b"\x04")
    end(terminal, 0)
    assert "Kept from the former file: FLINK_DEPLOY_READ_ONLY" in terminal.text, terminal.text
    assert "FLINK_DEPLOY_READ_ONLY=true" in open(path).read()
    done("answers stay that do not connect if the user says so, and other settings of a file that is replaced")

    before = open(path).read()
    terminal = dialogue(folder)
    terminal.until(lambda it: "[y/N]" in it.text)
    terminal.press(b"n\n")
    end(terminal, 1)
    assert open(path).read() == before
    done("a file that exists stays as it is unless the user agrees")
