"""Makes the entry of flink-deploy for an MCP registry, server.json, from its bundle.

Usage: python3 registry.py BUNDLE.mcpb OUTPUT.json --namespace NAMESPACE --repository URL --download-base URL

NAMESPACE is the reverse domain name or io.github.USER that you can prove to own. The bundle is downloaded from
DOWNLOAD-BASE/BUNDLE.mcpb. The official registry only accepts releases on github.com and gitlab.com.
"""
import argparse
import hashlib
import json
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent
SOURCES = {"github.com": "github", "gitlab.com": "gitlab"}


def filled(value, names):
    """A template with the values of its @names@."""
    if isinstance(value, dict):
        return {key: filled(member, names) for key, member in value.items()}
    if isinstance(value, list):
        return [filled(element, names) for element in value]
    for name, text in names.items():
        value = value.replace(f"@{name}@", text)
    return value


def variable(name, option):
    """A setting of the manifest as an environment variable of the registry."""
    entry = {"name": name, "description": option["description"], "isRequired": option.get("required", False),
             "isSecret": option.get("sensitive", False), "format": option["type"]}
    if option.get("default", "") != "":
        default = option["default"]
        entry["default"] = json.dumps(default) if isinstance(default, bool) else str(default)
    return entry


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle")
    parser.add_argument("output")
    parser.add_argument("--namespace", required=True)
    parser.add_argument("--repository", required=True)
    parser.add_argument("--download-base", required=True)
    options = parser.parse_args()
    bundle = Path(options.bundle)
    with zipfile.ZipFile(bundle) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    host = urlsplit(options.repository).hostname or ""
    entry = filled(json.loads((HERE / "server.json").read_text()), {
        "namespace": options.namespace, "repository": options.repository, "source": SOURCES.get(host, host),
        "download-base": options.download_base.rstrip("/"), "file": bundle.name, "title": manifest["display_name"],
        "description": manifest["description"], "version": manifest["version"],
        "sha256": hashlib.sha256(bundle.read_bytes()).hexdigest()})
    entry["packages"][0]["environmentVariables"] = [
        variable(key.upper(), option) for key, option in manifest["user_config"].items()]
    Path(options.output).write_text(json.dumps(entry, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
