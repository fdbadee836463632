"""Drives the emulator with the official SDK: draft, deploy, configure, start, stop with a savepoint, clean up."""
import json
import os
import subprocess
import time

from alibabacloud_tea_openapi.utils_models import Config
from alibabacloud_ververica20220718 import models
from alibabacloud_ververica20220718.client import Client
from darabonba.runtime import RuntimeOptions

NAMESPACE = os.environ["ALIYUN_FLINK_NAMESPACE"]
SQL = (
    "CREATE TEMPORARY TABLE `源` (id BIGINT) WITH ('connector' = 'datagen');\n"
    "CREATE TEMPORARY TABLE `汇` (id BIGINT) WITH ('connector' = 'blackhole');\n"
    "INSERT INTO `汇` SELECT id FROM `源`;\n"
)
runtime = RuntimeOptions(read_timeout=10000, connect_timeout=5000)


def client(**changes):
    settings = dict(
        access_key_id=os.environ["ALIYUN_ACCESS_KEY_ID"],
        access_key_secret=os.environ["ALIYUN_ACCESS_KEY_SECRET"],
        region_id="cn-hangzhou",
        endpoint=os.environ["ALIYUN_ENDPOINT"].split("://")[1],
        protocol="http",
    )
    settings.update(changes)
    return Client(Config(**settings))


def headers(operation):
    return getattr(models, operation + "Headers")(workspace=os.environ["ALIYUN_FLINK_WORKSPACE_ID"])


def data(response, code=""):
    body = response.body
    assert (body.error_code or "") == code, (body.error_code, body.error_message)
    assert body.success is (code == ""), body
    return getattr(body, "data", None)


cloud = client()
engines = data(cloud.list_engine_version_metadata_with_options(headers("ListEngineVersionMetadata"), runtime))
targets = data(cloud.list_deployment_targets_with_options(
    NAMESPACE, models.ListDeploymentTargetsRequest(page_index=1, page_size=100), headers("ListDeploymentTargets"), runtime))
validation = data(cloud.validate_sql_statement_with_options(
    NAMESPACE, models.ValidateSqlStatementRequest(body=models.SqlStatementWithContext(
        statement=SQL, batch_mode=False, version_name=engines.default_engine_version)),
    headers("ValidateSqlStatement"), runtime))
assert validation.success


def create(name):
    return cloud.create_deployment_draft_with_options(
        NAMESPACE, models.CreateDeploymentDraftRequest(body=models.DeploymentDraft(
            name=name, execution_mode="STREAMING", engine_version=engines.default_engine_version,
            artifact=models.Artifact(kind="SQLSCRIPT", sql_artifact=models.SqlArtifact(sql_script=SQL)),
            labels={"team": "数据"})), headers("CreateDeploymentDraft"), runtime)


draft = data(create("orders etl*~+中文"))
assert create("orders etl*~+中文").body.success is False, "a second draft of the same name"
drafts = data(cloud.list_deployment_drafts_with_options(
    NAMESPACE, models.ListDeploymentDraftsRequest(page_index=1, page_size=10), headers("ListDeploymentDrafts"), runtime))
assert [d.deployment_draft_id for d in drafts] == [draft.deployment_draft_id]

ticket = data(cloud.deploy_deployment_draft_async_with_options(
    NAMESPACE, models.DeployDeploymentDraftAsyncRequest(body=models.DraftDeployParams(
        deployment_draft_id=draft.deployment_draft_id, skip_validate=False,
        deployment_target=models.BriefDeploymentTarget(mode="PER_JOB", name=targets[0].name))),
    headers("DeployDeploymentDraftAsync"), runtime))


def until(ask, is_done):
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        answer = data(ask())
        if is_done(answer):
            return answer
        time.sleep(0.05)
    raise AssertionError("it never happened")


result = until(
    lambda: cloud.get_deploy_deployment_draft_result_with_options(
        NAMESPACE, ticket.ticket_id, headers("GetDeployDeploymentDraftResult"), runtime),
    lambda answer: answer.ticket_status in ("FINISHED", "FAILED"))
assert result.success, result.message
deployment_id = result.deployment_id
deployment = data(cloud.get_deployment_with_options(NAMESPACE, deployment_id, headers("GetDeployment"), runtime))
assert deployment.labels == {"team": "数据"} and deployment.artifact.sql_artifact.sql_script == SQL
updated = data(cloud.update_deployment_with_options(
    NAMESPACE, deployment_id, models.UpdateDeploymentRequest(body=models.Deployment(
        flink_conf={"execution.checkpointing.interval": "60s"})), headers("UpdateDeployment"), runtime))
assert updated.flink_conf["execution.checkpointing.interval"] == "60s"
found = data(cloud.get_deployments_by_name_with_options(
    NAMESPACE, "orders etl*~+中文", models.GetDeploymentsByNameRequest(), headers("GetDeploymentsByName"), runtime))
assert [d.deployment_id for d in found] == [deployment_id]


def start():
    return cloud.start_job_with_params_with_options(
        NAMESPACE, models.StartJobWithParamsRequest(body=models.JobStartParameters(
            deployment_id=deployment_id, restore_strategy=models.DeploymentRestoreStrategy(kind="NONE"))),
        headers("StartJobWithParams"), runtime)


job = data(start())
assert start().body.success is False, "a second job of one deployment"


def state():
    return cloud.get_job_with_options(NAMESPACE, job.job_id, headers("GetJob"), runtime)


until(state, lambda answer: answer.status.current_job_status == "RUNNING")
refused = cloud.delete_deployment_with_options(NAMESPACE, deployment_id, headers("DeleteDeployment"), runtime)
assert refused.body.success is False, "deleted while a job runs"
data(cloud.stop_job_with_options(
    NAMESPACE, job.job_id, models.StopJobRequest(body=models.StopJobRequestBody(stop_strategy="STOP_WITH_SAVEPOINT")),
    headers("StopJob"), runtime))
until(state, lambda answer: answer.status.current_job_status == "CANCELLED")
savepoints = data(cloud.list_savepoints_with_options(
    NAMESPACE, models.ListSavepointsRequest(deployment_id=deployment_id), headers("ListSavepoints"), runtime))
assert [s.status.state for s in savepoints] == ["COMPLETED"]
refused = cloud.delete_deployment_draft_with_options(
    NAMESPACE, draft.deployment_draft_id, headers("DeleteDeploymentDraft"), runtime)
assert refused.body.success is False, "draft deleted while its deployment exists"
data(cloud.delete_deployment_with_options(NAMESPACE, deployment_id, headers("DeleteDeployment"), runtime))
data(cloud.delete_deployment_draft_with_options(
    NAMESPACE, draft.deployment_draft_id, headers("DeleteDeploymentDraft"), runtime))
data(cloud.get_deployment_with_options(NAMESPACE, deployment_id, headers("GetDeployment"), runtime), code="990301")

# A temporary key; a wrong secret.
sts = client(access_key_id="STS.testKeyId", access_key_secret="stsTestSecret", security_token="stsTestToken+/=")
data(sts.list_deployment_targets_with_options(
    NAMESPACE, models.ListDeploymentTargetsRequest(), headers("ListDeploymentTargets"), runtime))
try:
    client(access_key_secret="wrong").list_deployment_targets_with_options(
        NAMESPACE, models.ListDeploymentTargetsRequest(), headers("ListDeploymentTargets"), runtime)
    raise AssertionError("a wrong secret was accepted")
except Exception as error:
    assert getattr(error, "code", None) == "SignatureDoesNotMatch", error

# Now flink-deploy, against the same emulator; the official SDK reads what it made.
deployed = json.loads(subprocess.run(
    ["flink-deploy", "deploy", "clicks", "public.clicks", "--json", "--parallelism", "3", "--checkpoint-interval", "90"],
    check=True, capture_output=True, text=True).stdout)
assert deployed["status"] == "RUNNING", deployed
made = data(cloud.get_deployment_with_options(NAMESPACE, deployed["deployment_id"], headers("GetDeployment"), runtime))
assert made.name == deployed["deployment_name"] and "`duration_ms`" in made.artifact.sql_artifact.sql_script
assert made.flink_conf["execution.checkpointing.interval"] == "90s"
assert made.streaming_resource_setting.basic_resource_setting.parallelism == 3
running = data(cloud.get_job_with_options(NAMESPACE, deployed["job_id"], headers("GetJob"), runtime))
assert running.status.current_job_status == "RUNNING" and running.deployment_id == deployed["deployment_id"]
print("ok")
