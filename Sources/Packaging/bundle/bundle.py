"""Makes the one-click bundle of flink-deploy, an MCPB file for MCP clients.

Usage: python3 bundle.py PROGRAM OUTPUT.mcpb [--ask PROGRAM] [--author NAME] [--license ID] [--repository URL]
                         [--privacy URL] [--notices FILE]

PROGRAM is the flink-deploy for Linux that the bundle contains. Its name, version, tools and prompts are those that the
server itself lists; --ask names another build of it to ask, if PROGRAM is for another processor. --privacy is the
public address of Privacy.md, --notices a file about the licenses of what is linked.

Equal inputs make equal bytes. Times are SOURCE_DATE_EPOCH, or 1980 without it.
"""
import argparse
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

sys.dont_write_bytecode = True
import icon  # noqa: E402

HERE = Path(__file__).resolve().parent
PRIVACY = HERE.parent.parent / "FlinkDeploy/Documentation.docc/Privacy.md"
MACHINES = {62: "x86_64", 183: "aarch64"}
HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bundle", "version": "1"}}


def machine(program):
    """The processor that an ELF file is for."""
    head = program[:20]
    if head[:4] != b"\x7fELF":
        raise SystemExit("bundle.py: PROGRAM is not an ELF file")
    number = struct.unpack_from("<H", head, 18)[0]
    return MACHINES.get(number, f"machine {number}")


def ask(program, *requests):
    """The results of requests to the server, which runs without settings."""
    messages = [("initialize", HELLO), *requests]
    lines = [json.dumps({"jsonrpc": "2.0", "id": place, "method": method, "params": params})
             for place, (method, params) in enumerate(messages)]
    lines.insert(1, json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}))
    with tempfile.TemporaryDirectory() as directory:
        run = subprocess.run([os.path.abspath(program), "serve"], input="\n".join(lines) + "\n", cwd=directory,
                             env={"PATH": "/usr/bin:/bin"}, stdout=subprocess.PIPE, text=True, timeout=120, check=True)
    answers = {answer["id"]: answer["result"] for answer in map(json.loads, run.stdout.splitlines())}
    return [answers[place] for place in range(len(messages))]


def prompt_entries(program, prompts):
    """The prompts of the manifest: their texts, with a placeholder for each required argument."""
    names = [[argument["name"] for argument in prompt.get("arguments", []) if argument.get("required")]
             for prompt in prompts]
    requests = [("prompts/get", {"name": prompt["name"],
                                 "arguments": {name: "${arguments.%s}" % name for name in required}})
                for prompt, required in zip(prompts, names)]
    for prompt, required, answer in zip(prompts, names, ask(program, *requests)[1:]):
        text = "\n\n".join(message["content"]["text"] for message in answer["messages"])
        yield {"name": prompt["name"], "description": prompt["description"], "arguments": required, "text": text}


def manifest(program, options):
    """The manifest: the template, and what the server says of itself."""
    asked = options.ask or options.program
    hello, tools, prompts = ask(asked, ("tools/list", {}), ("prompts/list", {}))
    identity = hello["serverInfo"]
    text = json.loads((HERE / "manifest.json").read_text().replace("@machine@", machine(program)))
    if text["name"] != identity["name"]:
        raise SystemExit("bundle.py: a client does not accept a manifest with another name than the server's")
    # A client passes ${user_config.x} on as it stands if x has neither a value nor a default.
    for option in text["user_config"].values():
        if not option.get("required"):
            option.setdefault("default", "")
    text["server"]["mcp_config"]["env"] = {name.upper(): "${user_config.%s}" % name for name in text["user_config"]}
    text["display_name"], text["description"] = identity["title"], identity["description"]
    text["version"], text["author"] = identity["version"], {"name": options.author}
    text["tools"] = [{"name": tool["name"], "description": tool["description"]} for tool in tools["tools"]]
    text["prompts"] = list(prompt_entries(asked, prompts["prompts"]))
    if options.license:
        text["license"] = options.license
    if options.repository:
        text["repository"] = {"type": "git", "url": options.repository}
    if options.privacy:
        text["privacy_policies"].insert(0, options.privacy)
    return text


def privacy():
    """The privacy statement, with plain words in place of links to other pages."""
    return re.sub(r"<doc:(\w+)>", r"the page \1", PRIVACY.read_text()).encode()


def write(output, files):
    """Writes a ZIP file of `files`: content and executable bit by path."""
    moment = time.gmtime(max(315_532_800, int(os.environ.get("SOURCE_DATE_EPOCH", "0"))))[:6]
    with zipfile.ZipFile(output, "w") as archive:
        for path, (content, is_executable) in sorted(files.items()):
            entry = zipfile.ZipInfo(path, moment)
            entry.create_system = 3
            entry.external_attr = (0o100755 if is_executable else 0o100644) << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("output")
    parser.add_argument("--ask")
    parser.add_argument("--author", default="The flink-deploy project")
    parser.add_argument("--license")
    parser.add_argument("--repository")
    parser.add_argument("--privacy")
    parser.add_argument("--notices")
    options = parser.parse_args()
    program = Path(options.program).read_bytes()
    text = manifest(program, options)
    files = {
        "manifest.json": (json.dumps(text, indent=2, ensure_ascii=False).encode() + b"\n", False),
        "icon.png": (icon.png(), False),
        "PRIVACY.md": (privacy(), False),
        text["server"]["entry_point"]: (program, True),
    }
    if options.notices:
        files["NOTICES.txt"] = (Path(options.notices).read_bytes(), False)
    write(options.output, files)


if __name__ == "__main__":
    main()
