"""The course of one run: a topic, a table, a job, and the verdicts on it from phase to phase."""
import threading
import time

import sandbox
from judgement import DEADLINE, Phase

INTERVAL = 2
"""Seconds between two verdicts."""
QUICK_RESTARTS = {
    "restart-strategy": "fixed-delay", "restart-strategy.fixed-delay.delay": "1s",
    "restart-strategy.fixed-delay.attempts": "100000"}


class Cause:
    """Something that is done to a job while others look at it."""

    def __init__(self, action):
        self.action = action
        self.error = None
        self.begun = time.monotonic()
        self.effective = self.begun
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()

    def run(self):
        try:
            if self.action:
                self.action()
        except Exception as error:
            self.error = error
        self.effective = time.monotonic()

    def is_over(self):
        """Whether it is in effect; raises its error."""
        if self.thread.is_alive():
            return False
        if self.error:
            raise self.error
        return True


class Course:
    """One run of a case."""

    def __init__(self, server, name):
        self.server = server
        self.name = name
        self.table = name
        self.producer = None
        self.job_id = None
        self.deployment_id = None
        self.phases = []

    def prepare(self, messages=0, partitions=1):
        """Creates the topic and the table."""
        sandbox.create_topic(self.name, partitions)
        sandbox.query(f"create table {self.table} (id bigint primary key, at bigint)")
        self.producer = sandbox.Producer(self.name)
        for begin in range(0, messages, 5000):
            self.producer.write(min(5000, messages - begin))

    def deploy(self, conf=None, checkpoint_seconds=2, wait_seconds=60, **arguments):
        """Deploys the topic to the table, and returns the result; by default the job runs then."""
        result = self.server.call(
            "generate_and_deploy", topic=self.name, hologres_table=f"public.{self.table}",
            columns=[{"name": "id", "type": "BIGINT"}, {"name": "at", "type": "BIGINT"}],
            checkpoint_interval_seconds=checkpoint_seconds, flink_conf=conf or QUICK_RESTARTS,
            wait_seconds=wait_seconds, **arguments)
        return self.deployed(result)

    def deploy_sql(self, script, conf=None):
        result = self.server.call(
            "generate_and_deploy", topic=self.name, hologres_table=f"public.{self.table}", sql=script,
            checkpoint_interval_seconds=2, flink_conf=conf or QUICK_RESTARTS, wait_seconds=60)
        return self.deployed(result)

    def deployed(self, result):
        if result["outcome"] == "failed":
            raise RuntimeError(f"{self.name}: {result['error']}")
        self.job_id, self.deployment_id = result["job_id"], result["deployment_id"]
        return result

    def script(self, source="", user="postgres"):
        """The SQL of the job with further options of the source, or another user of the database."""
        return f"""
            CREATE TEMPORARY TABLE `source` (`id` BIGINT, `at` BIGINT) WITH (
              'connector' = 'kafka', 'topic' = '{self.name}',
              'properties.bootstrap.servers' = 'kafka.sandbox.internal:9092',
              'properties.group.id' = '{self.name}', 'scan.startup.mode' = 'earliest-offset',
              'format' = 'json'{source});
            CREATE TEMPORARY TABLE `sink` (`id` BIGINT, `at` BIGINT) WITH (
              'connector' = 'hologres', 'endpoint' = 'hologres.sandbox.internal:80', 'dbname' = 'holo_demo',
              'tablename' = 'public.{self.table}', 'username' = '{user}',
              'password' = '${{secret_values.hologres_password}}');
            INSERT INTO `sink` SELECT `id`, `at` FROM `source`;
            """

    def rows(self):
        return int(sandbox.value(f"select count(*) from {self.table}"))

    def status(self):
        """The job's status now, with its health."""
        status = self.server.call("get_job_status", job_id=self.job_id)
        if "health" not in status:
            raise RuntimeError(f"{self.name}: {status}")
        return status

    def phase(self, name, right, cause=None, passing=(), hold=16, interval=INTERVAL, rows=None):
        """Brings `cause` into effect and watches until the right verdict has stood for `hold` seconds.

        `rows` is what the table must do from then on, `grow` or `stand`, so that the case is what it says.
        """
        cause = Cause(cause)
        phase = Phase(name, frozenset(right), cause.begun, None, frozenset(passing))
        self.phases.append(phase)
        before, end = None, float("inf")
        while time.monotonic() < end:
            turn = time.monotonic()
            if phase.effective is None and cause.is_over():
                phase.effective = cause.effective
                before = self.rows() if rows else None
            health = self.status()["health"]
            phase.seen.append((time.monotonic(), health["verdict"], health["reasons"]))
            if phase.effective is not None:
                found = [moment for moment, verdict, _ in phase.seen if verdict in phase.right]
                end = max(found[0], phase.effective) + hold if found else phase.effective + DEADLINE + INTERVAL
            time.sleep(max(0, turn + interval - time.monotonic()))
        if rows:
            grown = self.rows() - before
            if (grown > 0) != (rows == "grow"):
                raise RuntimeError(f"{self.name}: {name}: the table got {grown} rows, so that it did not {rows}")

    def end(self):
        """Ends the flow of messages and the job."""
        if self.producer:
            self.producer.end()
        if self.deployment_id:
            self.server.call(
                "stop_job", deployment_id=self.deployment_id, stop_strategy="NONE", wait_seconds=30)
