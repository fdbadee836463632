"""Drives a real Flink through the emulator with the official SDK, and counts the rows that arrive.

Usage: flink-sandbox run --engine flink -- python3 engine_sdk.py. Each step prints one line, and the first wrong answer
ends the run.
"""
import json
import os
import re
import subprocess
import time
import urllib.request

from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
from alibabacloud_ververica20220718 import models
from alibabacloud_ververica20220718.client import Client
from darabonba.runtime import RuntimeOptions

NAMESPACE = os.environ["ALIYUN_FLINK_NAMESPACE"]
WORKSPACE = os.environ["ALIYUN_FLINK_WORKSPACE_ID"]
NAME = "events-to-sdk_events"
SCRIPT = """\
CREATE TEMPORARY TABLE `source` (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'kafka', 'topic' = 'sdk_events',
  'properties.bootstrap.servers' = 'kafka.sandbox.internal:9092', 'properties.group.id' = 'engine-sdk',
  'scan.startup.mode' = 'earliest-offset', 'format' = 'json'
);
CREATE TEMPORARY TABLE `sink` (
  `id` BIGINT,
  `name` STRING
) WITH (
  'connector' = 'hologres', 'endpoint' = 'hologres.sandbox.internal:80', 'dbname' = 'holo_demo',
  'tablename' = '${secret_values.sdk_table}', 'username' = '${secret_values.sdk_username}',
  'password' = '${secret_values.hologres_password}'
);
INSERT INTO `sink` SELECT `id`, `name` FROM `source`;
"""
VALID, INVALID = "VALIDATION_RESULT_VALID_INSERT_QUERY", "VALIDATION_RESULT_INVALID_QUERY"
ENDED = ("FAILED", "CANCELLED", "FINISHED")
runtime = RuntimeOptions(read_timeout=60000, connect_timeout=5000)
cloud = Client(Config(
    access_key_id=os.environ["ALIYUN_ACCESS_KEY_ID"], access_key_secret=os.environ["ALIYUN_ACCESS_KEY_SECRET"],
    region_id="cn-hangzhou", endpoint=os.environ["ALIYUN_ENDPOINT"].split("://")[1], protocol="http"))
begin = time.monotonic()


def done(step):
    print(f"{time.monotonic() - begin:5.1f} s  {step}", flush=True)


def call(operation, *arguments):
    """The body of an answer. Two operations have no namespace in their path."""
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", operation).lower()
    headers = getattr(models, operation + "Headers")(workspace=WORKSPACE)
    place = () if operation in ("FlinkApiProxy", "ListEngineVersionMetadata") else (NAMESPACE,)
    return getattr(cloud, name + "_with_options")(*place, *arguments, headers, runtime).body


def data(operation, *arguments):
    body = call(operation, *arguments)
    assert body.success is True and not body.error_code, (operation, body.error_code, body.error_message)
    return getattr(body, "data", None)


def refused(operation, *arguments, code=None):
    """The message of a refusal, which has the HTTP status 200."""
    body = call(operation, *arguments)
    assert body.success is False and body.error_code and body.error_message, (operation, body)
    assert code in (None, body.error_code), (operation, body.error_code, body.error_message)
    return body.error_message


def until(ask, is_done, seconds=60):
    deadline = time.monotonic() + seconds
    while True:
        answer = ask()
        if is_done(answer):
            return answer
        assert time.monotonic() < deadline, f"it never happened: {answer}"
        time.sleep(0.2)


def sandbox(*words, text=None):
    return subprocess.run(
        ["flink-sandbox", *words], input=text, check=True, capture_output=True, text=True, timeout=60).stdout


def number(sql):
    """The one number that a query returns."""
    return int(re.search(r"^ *(\d+)$", sandbox("query", sql), re.MULTILINE).group(1))


def produce(ids):
    messages = "".join(json.dumps({"id": id, "name": f"名{id}"}, ensure_ascii=False) + "\n" for id in ids)
    assert str(len(ids)) in sandbox("produce", "sdk_events", text=messages)


def validate(script):
    return data("ValidateSqlStatement", models.ValidateSqlStatementRequest(body=models.SqlStatementWithContext(
        statement=script, batch_mode=False, version_name=engines.default_engine_version)))


def deploy(draft_id):
    ticket = data("DeployDeploymentDraftAsync", models.DeployDeploymentDraftAsyncRequest(
        body=models.DraftDeployParams(
            deployment_draft_id=draft_id, skip_validate=False,
            deployment_target=models.BriefDeploymentTarget(mode="PER_JOB", name=targets[0].name))))
    return until(
        lambda: data("GetDeployDeploymentDraftResult", ticket.ticket_id),
        lambda result: result.ticket_status in ("FINISHED", "FAILED"))


def draft(name, script):
    return data("CreateDeploymentDraft", models.CreateDeploymentDraftRequest(body=models.DeploymentDraft(
        name=name, execution_mode="STREAMING", engine_version=engines.default_engine_version,
        artifact=models.Artifact(kind="SQLSCRIPT", sql_artifact=models.SqlArtifact(sql_script=script))))
    ).deployment_draft_id


def start(kind="NONE", savepoint_id=None):
    return data("StartJobWithParams", models.StartJobWithParamsRequest(body=models.JobStartParameters(
        deployment_id=deployment_id,
        restore_strategy=models.DeploymentRestoreStrategy(kind=kind, savepoint_id=savepoint_id)))).job_id


def state(job_id, *wanted):
    """The job, as soon as it has one of these states."""
    job = until(
        lambda: data("GetJob", job_id),
        lambda job: job.status.current_job_status in {*wanted, *ENDED})
    assert job.status.current_job_status in wanted, job.status
    return job


def request(path, resource, kind="jobs"):
    return models.FlinkApiProxyRequest(
        flink_api_path=path, namespace=NAMESPACE, resource_id=resource, resource_type=kind)


def flink(path):
    """The answer of Flink's REST API for the job that runs: JSON inside of a string."""
    return json.loads(data("FlinkApiProxy", request(path, job_id)))


def variables():
    found = data("ListVariables", models.ListVariablesRequest(page_index=1, page_size=100))
    return {variable.name: variable for variable in found}


# The planner and the connectors judge a script.
engines = data("ListEngineVersionMetadata")
targets = data("ListDeploymentTargets", models.ListDeploymentTargetsRequest(page_index=1, page_size=100))
verdict = validate(SCRIPT)
assert verdict.success and verdict.validation_result == VALID, verdict
verdict = validate(SCRIPT.replace("`id`, `name` FROM", "`id`,\n  `nick` FROM"))
place = verdict.error_details
assert not verdict.success and verdict.validation_result == INVALID and "nick" in verdict.message, verdict
assert (place.line_number, place.column_number, place.end_line_number) == ("18", "3", "18"), place
done(f"validated with {engines.default_engine_version}: a wrong column at {place.line_number}:{place.column_number}")
verdict = validate(SCRIPT.replace("'dbname' =", "'colour' = 'red', 'dbname' ="))
assert not verdict.success and "colour" in verdict.message, verdict
done("validated: an option that the connector does not have")

# Variables of the namespace.
assert variables()["hologres_password"].kind == "Encrypted"
for name, kind, value in [("sdk_username", "Encrypted", "postgres"), ("sdk_table", "Clear", "public.wrong")]:
    created = data("CreateVariable", models.CreateVariableRequest(
        body=models.Variable(name=name, kind=kind, value=value, description="of the test")))
    assert created.name == name and created.kind == kind and created.description == "of the test", created
refused("CreateVariable", models.CreateVariableRequest(
    body=models.Variable(name="sdk_table", kind="Clear", value="public.wrong")))
data("UpdateVariable", "sdk_table", models.UpdateVariableRequest(
    body=models.Variable(name="sdk_table", kind="Clear", value="public.sdk_events")))
assert variables()["sdk_table"].value == "public.sdk_events"
assert not any(variable.value for variable in variables().values() if variable.kind == "Encrypted"), variables()
refused("UpdateVariable", "missing", models.UpdateVariableRequest(
    body=models.Variable(name="missing", kind="Clear", value="x")))
done(f"variables {', '.join(variables())}: values that are encrypted are not shown")

# Draft, ticket, deployment.
sandbox("query", "create table sdk_events (id bigint primary key, name text); create table sdk_writes (id bigint)")
sandbox("query", """
    create function sdk_write() returns trigger language plpgsql as
      $$ begin insert into sdk_writes values (new.id); return null; end $$;
    create trigger sdk_write after insert or update on sdk_events for each row execute function sdk_write()""")
urllib.request.urlopen(
    os.environ["FLINK_SANDBOX_CONTROL"] + "/topics", json.dumps({"name": "sdk_events", "partitions": 2}).encode())
produce(range(100))
wrong_id = draft("wrong", SCRIPT.replace("FROM `source`", "FROM `sauce`"))
result = deploy(wrong_id)
detail = result.artifact_validation_detail
assert result.ticket_status == "FINISHED" and result.success is False and not result.deployment_id, result
assert detail.validation_result == INVALID and "sauce" in detail.error_details.message, detail
assert detail.error_details.line_number == "17", detail
data("DeleteDeploymentDraft", wrong_id)
draft_id = draft(NAME, SCRIPT)
result = deploy(draft_id)
assert result.ticket_status == "FINISHED" and result.success, result
deployment_id = result.deployment_id
updated = data("UpdateDeployment", deployment_id, models.UpdateDeploymentRequest(body=models.Deployment(
    flink_conf={"execution.checkpointing.interval": "1s"})))
assert updated.flink_conf["execution.checkpointing.interval"] == "1s", updated
assert updated.artifact.sql_artifact.sql_script == SCRIPT, updated
done("deployed; the ticket of a wrong script has line and column")

# A start without one of its variables.
data("DeleteVariable", "sdk_username")
job_id = start()
job = state(job_id, "FAILED")
assert "sdk_username" in job.status.failure.message and job.status.failure.reason, job.status
assert "sdk_username" in data("GetLatestJobStartLog", deployment_id)
data("CreateVariable", models.CreateVariableRequest(
    body=models.Variable(name="sdk_username", kind="Encrypted", value="postgres")))
done(f"a start fails: {job.status.failure.message}")

# Rows arrive.
job_id = start()
refused("StartJobWithParams", models.StartJobWithParamsRequest(
    body=models.JobStartParameters(deployment_id=deployment_id)))
job = state(job_id, "RUNNING")
assert job.deployment_id == deployment_id and job.artifact.sql_artifact.sql_script == SCRIPT, job
assert job.status.running.observed_flink_job_status == "RUNNING", job.status
until(lambda: number("select count(*) from sdk_events"), lambda count: count == 100)
assert number("select count(*) from sdk_events where name = '名' || id") == 100
done("100 rows are in the table")

# Flink's REST API, for this job only.
other = json.loads(subprocess.run(
    ["flink-deploy", "deploy", "orders", "public.orders", "--json"], check=True, capture_output=True, text=True).stdout)
other_id, flink_id = other["job_id"].replace("-", ""), job_id.replace("-", "")
assert other["status"] == "RUNNING", other
overview = flink("/jobs/overview")["jobs"]
assert [(entry["jid"], entry["name"], entry["state"]) for entry in overview] == [(flink_id, NAME, "RUNNING")], overview
assert [entry["id"] for entry in flink("/jobs")["jobs"]] == [flink_id]
vertices = flink(f"/jobs/{flink_id}")["vertices"]
assert vertices and all(vertex["parallelism"] == 1 for vertex in vertices), vertices
checkpoints = until(
    lambda: flink(f"/jobs/{flink_id}/checkpoints"), lambda answer: answer["counts"]["completed"] > 0)
assert checkpoints["latest"]["completed"]["status"] == "COMPLETED"
assert flink(f"/jobs/{flink_id}/exceptions")["exceptionHistory"]["entries"] == []
vertex = f"/jobs/{flink_id}/vertices/{vertices[0]['id']}/metrics"
names = until(lambda: [metric["id"] for metric in flink(vertex)], bool)
offsets = [name for name in names if ".topic.sdk_events." in name and name.endswith(".currentOffset")]
assert offsets, names
read = until(
    lambda: sum(int(metric["value"]) + 1 for metric in flink(f"{vertex}?get={','.join(offsets)}")),
    lambda count: count == 100)
done(f"the proxy shows {len(names)} metrics: the offsets say that {read} messages were read")

for path in (f"/jobs/{other_id}", f"/jobs/{other_id}/checkpoints", f"/jobs/{flink_id}/../{other_id}", "jobs"):
    refused("FlinkApiProxy", request(path, job_id))
refused("FlinkApiProxy", request(f"/jobs/{flink_id}/nothing", job_id))
refused("FlinkApiProxy", request("/overview", "session", kind="sessionclusters"))
refused("FlinkApiProxy", request("/jobs", "11111111-2222-3333-4444-555555555555"), code="990301")
assert json.loads(data("FlinkApiProxy", request("/jobs/overview", other["job_id"])))["jobs"][0]["jid"] == other_id
params = Params(
    action="FlinkApiProxy", version="2022-07-18", protocol="HTTP", pathname="/flink-ui/v2/proxy", method="POST",
    auth_type="AK", style="ROA", req_body_type="json", body_type="json")
try:
    answer = cloud.call_api(params, OpenApiRequest(headers={"workspace": WORKSPACE}, query={
        "flinkApiPath": f"/jobs/{flink_id}/stop", "namespace": NAMESPACE, "resourceId": job_id,
        "resourceType": "jobs"}), runtime)
    raise SystemExit(f"the proxy accepts POST: {answer}")
except Exception as error:
    assert "404" in str(error), error
    done(f"the proxy refuses the path of another job, and POST with {error.code}")

# A savepoint of a job that goes on.
created = data("CreateSavepoint", models.CreateSavepointRequest(
    deployment_id=deployment_id, description="by the test", native_format=False))
assert created.status.state in ("STARTED", "COMPLETED") and created.savepoint_origin == "USER_REQUEST", created
manual = until(
    lambda: data("GetSavepoint", created.savepoint_id), lambda savepoint: savepoint.status.state != "STARTED")
assert manual.status.state == "COMPLETED" and manual.savepoint_location, manual
assert manual.description == "by the test" and manual.job_id == job_id, manual
state(job_id, "RUNNING")
done(f"savepoint at {manual.savepoint_location}")

# Stop with a savepoint; what comes meanwhile is read once after the start.
data("StopJob", job_id, models.StopJobRequest(
    body=models.StopJobRequestBody(stop_strategy="STOP_WITH_SAVEPOINT")))
job = state(job_id, "CANCELLED", "FINISHED")
assert job.end_time > job.start_time, job
refused("FlinkApiProxy", request("/jobs/overview", job_id))
listed = data("ListSavepoints", models.ListSavepointsRequest(deployment_id=deployment_id, page_index=1, page_size=10))
assert [(savepoint.savepoint_origin, savepoint.status.state) for savepoint in listed] == [
    ("STOP_WITH_SAVEPOINT", "COMPLETED"), ("USER_REQUEST", "COMPLETED")], listed
assert data("ListSavepoints", models.ListSavepointsRequest(job_id=other["job_id"])) == []
produce(range(100, 150))
assert number("select count(*) from sdk_events") == 100
job_id = start("FROM_SAVEPOINT", listed[0].savepoint_id)
flink_id = job_id.replace("-", "")
state(job_id, "RUNNING")
until(lambda: number("select count(*) from sdk_events"), lambda count: count == 150)
assert flink(f"/jobs/{flink_id}/checkpoints")["latest"]["restored"]["is_savepoint"] is True
assert number("select count(*) from sdk_writes") == 150, "a message was written twice"
refused("StartJobWithParams", models.StartJobWithParamsRequest(body=models.JobStartParameters(
    deployment_id=deployment_id,
    restore_strategy=models.DeploymentRestoreStrategy(kind="FROM_SAVEPOINT", savepoint_id="missing"))))
done("stopped, produced 50, started from the savepoint: 150 rows, each written once")

# Another parallelism without a restart of the job.
setting = updated.streaming_resource_setting
setting.basic_resource_setting.parallelism = 2
data("UpdateDeployment", deployment_id, models.UpdateDeploymentRequest(
    body=models.Deployment(streaming_resource_setting=setting)))
update = data("HotUpdateJob", job_id)
assert update.job_id == job_id and update.hot_update_params.rescale_job_param.job_parallelism == 2, update
if "1.17" in engines.default_engine_version:
    wanted, parallelism = "FAILED", 1
else:
    wanted, parallelism = "HOT_UPDATED", 2
update = until(
    lambda: data("GetHotUpdateJobResult", update.job_hot_update_id),
    lambda answer: answer.status.status in ("HOT_UPDATED", "FAILED"))
assert update.status.status == wanted, update.status
assert wanted == "HOT_UPDATED" or update.status.failure.message, update.status
job = state(job_id, "RUNNING")
assert job.streaming_resource_setting.basic_resource_setting.parallelism == parallelism, job
assert {vertex["parallelism"] for vertex in flink(f"/jobs/{flink_id}")["vertices"]} == {parallelism}
produce(range(150, 170))
until(lambda: number("select count(*) from sdk_events"), lambda count: count == 170)
done(f"hot update to parallelism 2: {wanted}; 170 rows")

# What the platform says of the job.
events = data("GetEvents", models.GetEventsRequest(deployment_id=deployment_id, page_index=1, page_size=100))
assert {event.deployment_id for event in events} == {deployment_id} and all(event.event_name for event in events)
assert any(event.job_id == job_id and "RUNNING" in event.message for event in events), events
times = [int(event.created_at) for event in events]
assert times == sorted(times, reverse=True), "the newest event comes first"
by_name = data("GetEvents", models.GetEventsRequest(deployment_name=NAME, page_index=1, page_size=100))
assert [event.event_id for event in by_name] == [event.event_id for event in events]
diagnosis = data("GetJobDiagnosis", deployment_id, job_id)
assert diagnosis.diagnose_id and diagnosis.diagnose_time > job.start_time, diagnosis
assert diagnosis.health_score > 0 and diagnosis.risk_level.startswith("RISK_LEVEL_"), diagnosis
refused("GetJobDiagnosis", other["deployment_id"], job_id, code="990301")
log = data("GetLatestJobStartLog", deployment_id)
assert "org.apache.flink.runtime" in log and "to RUNNING" in log and "sdk_username" not in log, log
done(f"{len(events)} events, health {diagnosis.health_score}, {diagnosis.risk_level}")

# Everything is deleted.
refused("DeleteDeployment", deployment_id)
data("StopJob", job_id, models.StopJobRequest(body=models.StopJobRequestBody(stop_strategy="NONE")))
state(job_id, "CANCELLED")
for savepoint in listed:
    data("DeleteSavepoint", savepoint.savepoint_id)
    refused("GetSavepoint", savepoint.savepoint_id, code="990301")
place = manual.savepoint_location.removeprefix("file:")
until(lambda: os.path.exists(place), lambda exists: not exists, seconds=10)
data("DeleteJob", job_id)
refused("GetJob", job_id, code="990301")
refused("DeleteDeploymentDraft", draft_id)
data("DeleteDeployment", deployment_id)
data("DeleteDeploymentDraft", draft_id)
for name in ("sdk_username", "sdk_table"):
    data("DeleteVariable", name)
    refused("DeleteVariable", name, code="990301")
left = data("ListDeployments", models.ListDeploymentsRequest(page_index=1, page_size=100))
assert [entry.deployment_id for entry in left] == [other["deployment_id"]], left
assert sorted(variables()) == ["hologres_password", "hologres_username", "kafka_password", "kafka_username"]
done("deleted everything")
