"""The metrics file of the monitor, read by both parsers of the official client of Prometheus.

Usage: flink-sandbox run -- python3 metrics.py. One parser reads the text format of Prometheus, as node exporter does, and
the other one OpenMetrics. Both must find the same samples.
"""
import json
import os
import subprocess
import tempfile

from prometheus_client import parser
from prometheus_client.openmetrics import parser as open_parser

# What labels must escape, and what they must not.
NAMES = ['or"ders\\n', "订单 a'b"]


def run(*arguments):
    return subprocess.run(["flink-deploy", *arguments], check=True, capture_output=True, text=True).stdout


def samples(families):
    """The samples by their names and labels; each family is one of ours, and has a help and a type."""
    found = {}
    for family in families:
        assert family.name.startswith("flink_deploy_") and family.type == "gauge" and family.documentation, family
        for sample in family.samples:
            key = (sample.name, tuple(sorted(sample.labels.items())))
            assert key not in found, key
            found[key] = sample.value
    return found


deployed = [json.loads(run("deploy", "orders", "public.orders", "--name", name, "--json")) for name in NAMES]
assert all(result["status"] == "RUNNING" for result in deployed), deployed
with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "flink_deploy.prom")
    run("monitor", "--once", "--metrics-file", file)
    assert os.listdir(folder) == ["flink_deploy.prom"], os.listdir(folder)
    assert os.stat(file).st_mode & 0o044 == 0o044, "node exporter is another user"
    with open(file, encoding="utf-8") as stream:
        text = stream.read()

classic = samples(parser.text_string_to_metric_families(text))
assert classic == samples(open_parser.text_string_to_metric_families(text))
for name, result in zip(NAMES, deployed):
    labels = {"deployment_id": result["deployment_id"], "deployment": name}
    verdicts = {key: value for key, value in classic.items()
                if key[0] == "flink_deploy_job_verdict" and labels.items() <= dict(key[1]).items()}
    assert len(verdicts) == 9 and sum(verdicts.values()) == 1, verdicts
assert classic[("flink_deploy_monitor_deployments", ())] == 2
assert classic[("flink_deploy_monitor_leads", ())] == 1
print("ok")
