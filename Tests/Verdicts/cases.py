"""The cases of the matrix: what happens to a job, and which verdict is right from when on."""
import subprocess
import time

import sandbox
from course import QUICK_RESTARTS

FLOWING, IDLE, LAGGING, BACKPRESSURED = {"FLOWING"}, {"IDLE"}, {"LAGGING"}, {"BACKPRESSURED"}
NOT_WRITING, CRASH_LOOP, STARTING, NOT_RUNNING = {"NOT_WRITING"}, {"CRASH_LOOP"}, {"STARTING"}, {"NOT_RUNNING"}


def flow(course, per_second=20, hold=6, **deployment):
    """A job that writes a steady flow of messages."""
    course.prepare(messages=20, partitions=deployment.pop("partitions", 1))
    course.producer.begin(per_second)
    course.deploy(**deployment)
    flows(course, hold=hold)


def flows(course, name="flows", cause=None, passing=frozenset(), hold=10):
    course.phase(name, FLOWING, cause, STARTING | passing, hold=hold, rows="grow")


def flowing(course):
    flow(course, hold=30)
    course.phase("silent", IDLE, course.producer.end, hold=20)


def idle(course):
    course.prepare(messages=100)
    course.deploy()
    course.phase("silent", IDLE, passing=STARTING | FLOWING, hold=30)
    flows(course, cause=lambda: course.producer.begin(20))


def empty_topic(course):
    course.prepare()
    course.deploy()
    course.phase("empty", IDLE, passing=STARTING, hold=30)
    flows(course, cause=lambda: course.producer.begin(20))


def lagging(course):
    course.prepare(messages=80_000)
    slow(course, 2)
    course.deploy()
    course.phase("lags", LAGGING, passing=STARTING, hold=30, rows="grow")

    def drain():
        slow(course, 0)
        while course.rows() < 80_000:
            time.sleep(0.5)

    course.phase("drained", IDLE, drain, passing=FLOWING, hold=10)


def slow(course, milliseconds):
    sandbox.sandbox("break", "slow-table", course.table, "--milliseconds", str(milliseconds))


def slow_sink(course):
    flow(course, per_second=100)
    course.phase("slow", BACKPRESSURED, lambda: slow(course, 20), hold=40, rows="grow")
    flows(course, "fast", lambda: slow(course, 0))


def lock(course):
    """Locks the table, and returns when the lock is held."""
    subprocess.Popen(
        ["flink-sandbox", "break", "lock-table", course.table, "--seconds", "300"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    held = f"select count(*) from pg_locks where granted and mode = 'AccessExclusiveLock' and {locked(course)}"
    while sandbox.value(held) == "0":
        time.sleep(0.1)


def unlock(course):
    sandbox.query(
        "select pg_terminate_backend(pid) from pg_locks"
        f" where granted and mode = 'AccessExclusiveLock' and {locked(course)}")


def locked(course):
    return f"relation = '{course.table}'::regclass"


def locked_sink(course):
    flow(course)
    course.phase("locked", NOT_WRITING, lambda: lock(course), hold=30)
    flows(course, "free", lambda: unlock(course))


def locked_while_idle(course):
    """The rows that come first after a silence do not prove that more can follow."""
    course.prepare(messages=20)
    course.deploy()
    course.phase("silent", IDLE, passing=STARTING | FLOWING, hold=20)
    course.phase("locked", IDLE, lambda: lock(course), hold=20)
    course.phase("written", NOT_WRITING, lambda: course.producer.write(3), hold=20)
    course.phase("free", FLOWING | IDLE, lambda: unlock(course), hold=20)


def skewed_slow_sink(course):
    """One of two subtasks gets all messages; the other one does nothing."""
    course.prepare(messages=20, partitions=2)
    course.producer.begin(100)
    course.deploy(resources={"parallelism": 2})
    flows(course, hold=10)
    course.phase("slow", BACKPRESSURED, lambda: slow(course, 20), hold=40)
    flows(course, "fast", lambda: slow(course, 0))


def dropped_table(course):
    flow(course)
    course.phase(
        "dropped", CRASH_LOOP, lambda: sandbox.sandbox("break", "drop-table", course.table), hold=30)
    flows(course, "back", lambda: sandbox.query(f"create table {course.table} (id bigint primary key, at bigint)"))


def wrong_password(course):
    role = course.name
    sandbox.query(f"create role {role} login password 'sandbox' in role checked")
    course.prepare(messages=20)
    sandbox.query(f"grant all on {course.table} to {role}")
    course.producer.begin(20)
    course.deploy_sql(course.script(user=role))
    flows(course, hold=6)

    def change():
        sandbox.query(
            f"alter role {role} password 'other';"
            f" select pg_terminate_backend(pid) from pg_stat_activity where usename = '{role}'")

    course.phase("wrong", CRASH_LOOP, change, hold=30)
    flows(course, "right", lambda: sandbox.query(f"alter role {role} password 'sandbox'"))


def spoil(course):
    sandbox.sandbox("break", "bad-message", course.name)


def stop(course, strategy="NONE"):
    course.server.call("stop_job", deployment_id=course.deployment_id, stop_strategy=strategy, wait_seconds=30)


def bad_message_fixed(course):
    flow(course)
    course.phase("spoiled", CRASH_LOOP, lambda: spoil(course), hold=30)
    course.phase("stopped", NOT_RUNNING, lambda: stop(course), hold=4)


def bad_message_exponential(course):
    flow(course, conf={"restart-strategy": "exponential-delay"})
    course.phase("spoiled", CRASH_LOOP, lambda: spoil(course), hold=75)
    course.phase("stopped", NOT_RUNNING, lambda: stop(course), hold=4)


TIMEOUTS = {
    **QUICK_RESTARTS, "execution.checkpointing.timeout": "3s",
    "execution.checkpointing.tolerable-failed-checkpoints": "100000"}


def checkpoint_timeouts(course):
    flow(course, conf=TIMEOUTS)
    course.phase("locked", NOT_WRITING, lambda: lock(course), hold=30)
    flows(course, "free", lambda: unlock(course))


def checkpoint_timeouts_slow(course):
    """Rows arrive, 500 at a time and every 10 seconds, while each checkpoint expires."""
    flow(course, per_second=100, conf=TIMEOUTS)
    course.phase("slow", BACKPRESSURED, lambda: slow(course, 20), hold=40, rows="grow")
    flows(course, "fast", lambda: slow(course, 0))


def empty_partition(course):
    flow(course, hold=30, partitions=2, event_time="kafka_timestamp")
    course.phase("silent", IDLE, course.producer.end, hold=20)


def fresh_start(course):
    course.prepare(messages=20)
    course.producer.begin(20)
    while not course.job_id:
        # The same call again returns the same operation.
        course.deploy(wait_seconds=0)
        time.sleep(0.05)
    course.phase("starts", STARTING, hold=0, interval=0.2)
    flows(course, cause=lambda: course.deploy(), hold=20)


def stopped(course):
    flow(course)
    course.phase("stopped", NOT_RUNNING, lambda: stop(course, "STOP_WITH_SAVEPOINT"), hold=10)

    def start():
        course.job_id = course.server.call(
            "start_job", deployment_id=course.deployment_id, wait_seconds=60)["job_id"]

    flows(course, "started", start)


def finished(course):
    course.prepare(messages=100)
    course.deploy_sql(course.script(source=", 'scan.bounded.mode' = 'latest-offset'"))
    course.phase("finished", NOT_RUNNING, passing=STARTING | FLOWING | IDLE, hold=10)


def failed(course):
    flow(course, conf={"restart-strategy": "none"})
    course.phase("failed", NOT_RUNNING, lambda: spoil(course), hold=10)


def killed_task_manager(course):
    flow(course)
    flows(course, "killed", lambda: sandbox.sandbox("break", "task-manager"), hold=30)


def killed_again(course):
    """Single failures that the job survives are not a crash loop."""
    flow(course)
    for number in range(1, 5):
        flows(course, f"killed {number}", lambda: sandbox.sandbox("break", "task-manager"), hold=40)


CASES = {case.__name__: case for case in [
    flowing, idle, empty_topic, lagging, slow_sink, skewed_slow_sink, locked_sink, locked_while_idle, dropped_table,
    wrong_password, bad_message_fixed, bad_message_exponential, checkpoint_timeouts, checkpoint_timeouts_slow,
    empty_partition, fresh_start, stopped, finished, failed, killed_task_manager, killed_again]}
ALONE = {"killed_task_manager", "killed_again"}
"""Cases that break what all jobs share."""
