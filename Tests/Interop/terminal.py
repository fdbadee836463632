"""Looks at the live view of a job as a person does: in a terminal, whose cells an emulator records.

Usage: flink-sandbox run -- python3 terminal.py. Each step prints one line, and the first wrong cell ends the run.
"""
import json
import os
import re
import signal
import subprocess
import time
import urllib.request

from screen import Terminal

BARS = set("▁▂▃▄▅▆▇█")
ENGLISH = {**os.environ, "FLINK_DEPLOY_LANGUAGE": "en"}
CHINESE = {**os.environ, "FLINK_DEPLOY_LANGUAGE": "zh"}
ENGLISH.pop("NO_COLOR", None)
CHINESE.pop("NO_COLOR", None)
begin = time.monotonic()


def done(step):
    print(f"{time.monotonic() - begin:5.1f} s  {step}", flush=True)


def flink_deploy(*words):
    run = subprocess.run(["flink-deploy", *words, "--json"], capture_output=True, text=True, timeout=120, env=ENGLISH)
    return json.loads(run.stdout)


def play(scenario, job_id):
    urllib.request.urlopen(
        os.environ["ALIYUN_ENDPOINT"] + "/_emulator/scenarios",
        json.dumps({"scenario": scenario, "job": job_id}).encode())


def view(job_id, environment=ENGLISH, **size):
    """The live view in a shell, which shows what is left of the terminal behind it."""
    shell = 'echo before; flink-deploy status "$0" --watch; echo "after $?"; sleep 0.3'
    return Terminal(["/bin/sh", "-c", shell, job_id], environment, **size)


def check_box(terminal, columns, lines):
    """The border has its edges in the first and the last column, also behind wide characters."""
    last = columns - 1
    corners = [terminal.cell(x, y).data for y in (0, lines - 1) for x in (0, last)]
    assert corners == ["┌", "┐", "└", "┘"], (corners, terminal.text)
    for line in range(1, lines - 1):
        edges = terminal.cell(0, line).data, terminal.cell(last, line).data
        assert edges == ("│", "│"), (line, edges, terminal.text)


def check_left(terminal, code=0):
    """The view has ended, and the terminal is as before."""
    terminal.until(lambda it: f"after {code}" in it.text, 20)
    assert terminal.is_restored, terminal.text
    assert terminal.screen.display[0].startswith("before"), terminal.text
    assert terminal.end() == 0
    assert not any(edge in terminal.text for edge in "┌┐└┘"), terminal.text


deployed = [flink_deploy("deploy", topic, f"public.{topic}") for topic in ("orders", "clicks")]
broken, flowing = [result["job_id"] for result in deployed]
play("crash_loop", broken)
done("deployed two jobs")

terminal = view(broken)
terminal.until(lambda it: "CRASH_LOOP" in it.text)
cells = terminal.find("CRASH_LOOP")
assert all(cell.fg == "red" and cell.bold for cell in cells), cells
check_box(terminal, 80, 24)
assert "orders" in terminal.screen.display[0] and "RUNNING" in terminal.screen.display[0], terminal.text
assert terminal.screen.cursor.hidden
done("a crash loop is red, in a box of 80 x 24")

terminal.resize(60, 20)
terminal.until(lambda it: it.cell(59, 0).data == "┐" and it.cell(59, 19).data == "┘", 5)
check_box(terminal, 60, 20)
assert all(cell.fg == "red" for cell in terminal.find("CRASH_LOOP"))
terminal.resize(18, 3)
terminal.until(lambda it: it.screen.display[0].startswith("CRASH_LOOP"), 5)
terminal.resize(100, 30)
terminal.until(lambda it: it.cell(99, 29).data == "┘", 5)
check_box(terminal, 100, 30)
done("it follows the size of the terminal")

terminal.press(b"xX\x1b[A\x1a")
terminal.read(0.3)
assert "CRASH_LOOP" in terminal.text and not terminal.is_restored
terminal.press(b"q")
check_left(terminal)
done("q ends it with exit code 0 and restores screen, cursor and input; other keys do nothing")

terminal = view(flowing, CHINESE)
terminal.until(lambda it: "FLOWING" in it.text)
assert all(cell.fg == "green" for cell in terminal.find("FLOWING"))
check_box(terminal, 80, 24)
assert "系统检查点" in terminal.text, terminal.text
terminal.until(lambda it: sum(cell in BARS for cell in it.text) >= 4)
check_box(terminal, 80, 24)
done("Chinese: green, in a box whose edges stand below each other, with bars")

flink_deploy("stop", flowing)
terminal.until(lambda it: "after 0" in it.text, 30)
assert terminal.is_restored and "CANCELLED" in terminal.text, terminal.text
assert terminal.end() == 0
done("it ends by itself when the job has ended, and leaves the status on the screen")

terminal = view(broken, {**ENGLISH, "NO_COLOR": "1"})
terminal.until(lambda it: "CRASH_LOOP" in it.text)
check_box(terminal, 80, 24)
cells = [terminal.cell(x, y) for x in range(80) for y in range(24)]
assert {(cell.fg, cell.bg, cell.bold) for cell in cells} == {("default", "default", False)}
terminal.press(b"\x03")
check_left(terminal)
done("NO_COLOR: no cell has a colour; Ctrl-C ends it with exit code 0")

for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    terminal = view(broken)
    terminal.until(lambda it: it.cell(0, 0).data == "┌")
    with open(f"/proc/{terminal.pid}/task/{terminal.pid}/children") as children:
        os.kill(int(children.read().split()[0]), number)
    check_left(terminal)
done("signals end it, and the terminal is restored")

command = ["flink-deploy", "status", broken, "--watch"]
for environment in ({}, {"TERM": "dumb"}):
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**ENGLISH, **environment})
    lines = [process.stdout.readline() for _ in range(2)]
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    for line in lines:
        assert re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ  RUNNING  [A-Z_]+  in ", line), lines
        assert "\x1b" not in line, lines
terminal = Terminal(command, {**ENGLISH, "TERM": "dumb"}, columns=200)
terminal.until(lambda it: "RUNNING  " in it.text)
assert b"\x1b" not in terminal.bytes
terminal.press(b"\x03")
assert terminal.end() == 0
done("without a terminal that places its cursor: a line for each reading, without control sequences")
