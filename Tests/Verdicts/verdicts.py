"""The verdict matrix: breaks jobs on a real Flink in every way that a verdict names, and judges each verdict.

Usage: verdicts.py [--runs N] [--cases A,B] [--versions 1.17,1.20] [--parallel N] [--keep FOLDER]

Needs `flink-sandbox` and `flink-deploy` on the PATH. Right is: the verdict within 30 s of its cause, no other
one from then on, and none but the one before until then. UNKNOWN is right for 15 s. Prints a table; the exit status is
1 if a verdict was wrong or late, or a run failed. --keep writes what was seen and read in each run to a file.
"""
import argparse
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import traceback

from cases import ALONE, CASES
from course import Course
from judgement import judgements
import sandbox


def run(server, case, number, keep):
    """Runs a case once, and returns what came of it."""
    course = Course(server, f"{case}_{number}")
    result = {"case": case, "number": number, "error": None}
    try:
        try:
            CASES[case](course)
        finally:
            course.end()
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {error}"
        traceback.print_exc()
    epoch = time.time() - time.monotonic()
    result["phases"] = [
        {"name": judged.phase.name, "right": sorted(judged.phase.right), "passing": sorted(judged.phase.passing),
         "is_right": judged.is_right, "right_after": judged.right_after, "is_late": judged.is_late,
         "wrong": judged.wrong, "effective_at": judged.phase.effective + epoch,
         "seen": [(moment - judged.phase.effective, verdict, reasons)
                  for moment, verdict, reasons in judged.phase.seen]}
        for judged in judgements(course.phases)]
    if keep:
        result["readings"] = sandbox.stored_readings(course.deployment_id)
        path = pathlib.Path(keep) / f"{case}-{os.environ['VERDICTS_VERSION']}-{number}.json"
        path.write_text(json.dumps(result, indent=1))
    return result


def inside(arguments):
    """Runs all cases in the sandbox that runs this process."""
    sandbox.require_passwords()
    server = sandbox.Server()
    todo = [(case, number) for number in range(1, arguments.runs + 1) for case in arguments.cases if case not in ALONE]
    lock = threading.Lock()

    def report(result):
        with lock, open(arguments.inside, "a") as file:
            file.write(json.dumps(result) + "\n")

    def work(wait):
        time.sleep(wait)
        while True:
            with lock:
                if not todo:
                    return
                case, number = todo.pop(0)
            report(run(server, case, number, arguments.keep))

    threads = [threading.Thread(target=work, args=(3 * index,)) for index in range(arguments.parallel)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for number in range(1, arguments.runs + 1):
        for case in arguments.cases:
            if case in ALONE:
                report(run(server, case, number, arguments.keep))
    server.end()


def results(arguments, version):
    """Starts a sandbox that runs all cases, and yields the results as they come."""
    with tempfile.NamedTemporaryFile("r") as file:
        command = [
            "flink-sandbox", "run", "--engine", f"flink:{version}", "--",
            sys.executable, __file__, "--inside", file.name, "--runs", str(arguments.runs),
            "--cases", ",".join(arguments.cases), "--parallel", str(arguments.parallel)]
        command += ["--keep", arguments.keep] if arguments.keep else []
        process = subprocess.Popen(command, env={**os.environ, "VERDICTS_VERSION": version})
        try:
            while True:
                is_over = process.poll() is not None
                while line := file.readline():
                    yield json.loads(line)
                if is_over:
                    break
                time.sleep(0.5)
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


def explain(result, version):
    """What was wrong in a run, one line each."""
    name = f"{result['case']} {version} run {result['number']}"
    if result["error"]:
        yield f"{name}: {result['error']}"
    for phase in result["phases"]:
        for verdict, ages in itertools.groupby(phase["wrong"], key=lambda wrong: wrong[1]):
            ages = list(ages)
            yield (f"{name}, {phase['name']}: {verdict} {ages[0][0]:.0f} to {ages[-1][0]:.0f} s after the cause: "
                   + "; ".join(ages[0][2] or []))
        if phase["is_late"]:
            after = "did not come" if phase["right_after"] is None else f"came after {phase['right_after']:.0f} s"
            yield f"{name}, {phase['name']}: {' or '.join(phase['right'])} {after}"


def table(found):
    """A line for each case and version; `found` are lists of results by both."""
    yield f"{'case':26} {'version':7} {'runs':>4} {'right':>5} {'wrong':>5}   seconds to the verdict: median, most"
    for (case, version), runs in sorted(found.items()):
        right = sum(not result["error"] and all(phase["is_right"] for phase in result["phases"]) for result in runs)
        names = list(dict.fromkeys(phase["name"] for result in runs for phase in result["phases"]))
        times = []
        for name in names:
            seconds = [phase["right_after"] for result in runs for phase in result["phases"]
                       if phase["name"] == name and phase["right_after"] is not None]
            if seconds:
                times.append(f"{name} {statistics.median(seconds):.0f}, {max(seconds):.0f}")
        yield f"{case:26} {version:7} {len(runs):4} {right:5} {len(runs) - right:5}   {'; '.join(times)}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1)
    parser.add_argument("--cases", type=lambda text: text.split(","), default=list(CASES))
    parser.add_argument("--versions", type=lambda text: text.split(","), default=["1.17", "1.20"])
    parser.add_argument("--parallel", type=int, default=6)
    parser.add_argument("--keep")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = set(arguments.cases) - set(CASES)
    if unknown:
        parser.error(f"unknown cases: {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
    if arguments.inside:
        return inside(arguments)
    if arguments.keep:
        pathlib.Path(arguments.keep).mkdir(parents=True, exist_ok=True)
    found, is_right = {}, True
    for version in arguments.versions:
        for result in results(arguments, version):
            found.setdefault((result["case"], version), []).append(result)
            problems = list(explain(result, version))
            is_right = is_right and not problems
            print("\n".join(problems or [f"{result['case']} {version} run {result['number']}: right"]), flush=True)
        missing = [case for case in arguments.cases if len(found.get((case, version), [])) < arguments.runs]
        if missing:
            is_right = False
            print(f"{version}: not all runs of {', '.join(missing)} came to an end")
    print("\n".join(table(found)))
    sys.exit(0 if is_right else 1)


if __name__ == "__main__":
    main()
