"""Checks a bundle, and its entry for an MCP registry, against the rules of their schemas.

Usage: python3 check.py BUNDLE.mcpb [SERVER.json]

The rules are those of the MCPB manifest 0.4 and of server.json 2025-12-11, as far as both files use them, and those
that a schema cannot state: what the archive contains, and which members name each other. Prints one line for each
violation; the exit status is 1 if there is one.
"""
import hashlib
import json
import re
import stat
import struct
import sys
import zipfile
from pathlib import Path

URL = r"https://[^\s/]+(/\S*)?"
VERSION = r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?"


def text(pattern=None, longest=None):
    """A string, which has a form or a largest length."""
    def rule(value, path):
        if not isinstance(value, str):
            yield f"{path}: not a string"
        elif pattern and not re.fullmatch(pattern, value):
            yield f"{path}: {value!r} does not have the form {pattern}"
        elif not value or longest and len(value) > longest:
            yield f"{path}: {len(value)} characters"
    return rule


def one_of(*choices):
    """One of these values."""
    def rule(value, path):
        if not any(type(value) is type(choice) and value == choice for choice in choices):
            yield f"{path}: {value!r} is none of {choices}"
    return rule


def list_of(element):
    """A list of at least one element."""
    def rule(value, path):
        if not isinstance(value, list) or not value:
            yield f"{path}: not a list with elements"
            return
        for place, member in enumerate(value):
            yield from element(member, f"{path}[{place}]")
    return rule


def map_of(member, key=r".+"):
    """An object whose keys have a form."""
    def rule(value, path):
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        for name, inner in value.items():
            if not re.fullmatch(key, name):
                yield f"{path}: {name!r} does not have the form {key}"
            yield from member(inner, f"{path}.{name}")
    return rule


def members(required, optional=None):
    """An object with these members and no others."""
    known = {**required, **(optional or {})}

    def rule(value, path):
        if not isinstance(value, dict):
            yield f"{path}: not an object"
            return
        for name in required:
            if name not in value:
                yield f"{path}: {name} is missing"
        for name, inner in value.items():
            if name in known:
                yield from known[name](inner, f"{path}.{name}")
            else:
                yield f"{path}: {name} is unknown"
    return rule


def default(value, path):
    """A default of a setting; an empty one is a value, too."""
    if not isinstance(value, (str, bool, int, float)):
        yield f"{path}: neither text nor number nor truth value"


TRUTH = one_of(True, False)
SETTING = members(
    {"type": one_of("string", "number", "boolean", "directory", "file"), "title": text(), "description": text()},
    {"required": TRUTH, "sensitive": TRUTH, "default": default})
MANIFEST = members(
    {
        "manifest_version": one_of("0.4"), "name": text(r"[a-z0-9-]+"), "version": text(VERSION), "description": text(),
        "author": members({"name": text()}, {"email": text(r"\S+@\S+"), "url": text(URL)}),
        "server": members({
            "type": one_of("binary"), "entry_point": text(r"[^/.][^\\]*"),
            "mcp_config": members({"command": text()}, {
                "args": list_of(text()), "env": map_of(text(), r"[A-Z][A-Z0-9_]*")}),
        }),
        # The specification makes them optional; this bundle has them all.
        "display_name": text(), "icon": text(r"[\w./-]+\.png"), "privacy_policies": list_of(text(URL)),
        "tools": list_of(members({"name": text(r"[a-z_]+"), "description": text()})),
        "prompts": list_of(members(
            {"name": text(r"[a-z_]+"), "description": text(), "arguments": list_of(text(r"[a-z_]+")), "text": text()})),
        "user_config": map_of(SETTING, r"[a-z][a-z0-9_]*"),
        "compatibility": members({"platforms": list_of(one_of("darwin", "win32", "linux"))}),
    },
    {
        "long_description": text(), "keywords": list_of(text()), "license": text(),
        "repository": members({"type": text(), "url": text(URL)}),
    })
VARIABLE = members(
    {"name": text(r"[A-Z][A-Z0-9_]*"), "description": text(), "isRequired": TRUTH, "isSecret": TRUTH},
    {"format": one_of("string", "number", "boolean", "filepath"), "default": text()})
SERVER = members({
    "$schema": one_of("https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json"),
    "name": text(r"[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+", 200), "title": text(longest=100), "description": text(longest=100),
    "version": text(VERSION, 255), "repository": members({"url": text(URL), "source": text()}),
    "packages": list_of(members({
        # Registries ask for `mcp` in the address.
        "registryType": one_of("mcpb"), "identifier": text(r"https://\S+\.mcpb"), "version": text(VERSION, 255),
        "fileSha256": text(r"[a-f0-9]{64}"), "transport": members({"type": one_of("stdio")}),
        "environmentVariables": list_of(VARIABLE),
    })),
})


def archive_problems(archive, manifest):
    """What is wrong with the files of the bundle."""
    entries = {entry.filename: entry for entry in archive.infolist()}
    names = [entry.filename for entry in archive.infolist()]
    if names != sorted(set(names)):
        yield "archive: the files are not in the order of their names"
    if len({entry.date_time for entry in entries.values()}) != 1:
        yield "archive: the files have several times"
    for name, entry in entries.items():
        mode = entry.external_attr >> 16
        is_program = name == manifest["server"]["entry_point"]
        if mode != stat.S_IFREG | (0o755 if is_program else 0o644):
            yield f"archive: {name} has the mode {mode:o}"
        if name.startswith("/") or ".." in name.split("/"):
            yield f"archive: {name} is outside the bundle"
    for name in (manifest["server"]["entry_point"], manifest["icon"], "PRIVACY.md"):
        if name not in entries:
            yield f"archive: {name} is missing"
    if manifest["icon"] in entries:
        picture = archive.read(manifest["icon"])
        if picture[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack_from(">II", picture, 16) != (512, 512):
            yield f"archive: {manifest['icon']} is not a PNG of 512 x 512 pixels"


def reference_problems(manifest):
    """Which members of the manifest name something that does not exist, or leave something unused."""
    configuration = manifest["server"]["mcp_config"]
    if configuration["command"] != "${__dirname}/" + manifest["server"]["entry_point"]:
        yield "manifest.server: the command is not the entry point"
    used = set(re.findall(r"\$\{user_config\.(\w+)\}", json.dumps(configuration)))
    for name in sorted(used ^ set(manifest["user_config"])):
        yield f"manifest.user_config.{name}: not declared, or not used"
    for name, setting in manifest["user_config"].items():
        if setting.get("required", False) == ("default" in setting):
            yield f"manifest.user_config.{name}: either it is required, or it has a default"
    for prompt in manifest["prompts"]:
        if set(re.findall(r"\$\{arguments\.(\w+)\}", prompt["text"])) != set(prompt["arguments"]):
            yield f"manifest.prompts: the text of {prompt['name']} does not use the arguments"


def entry_problems(entry, manifest, bundle):
    """Where the entry of the registry differs from the bundle."""
    package = entry["packages"][0]
    if package["fileSha256"] != hashlib.sha256(bundle.read_bytes()).hexdigest():
        yield "server.packages[0].fileSha256: the bundle has another one"
    if {entry["version"], package["version"]} != {manifest["version"]}:
        yield "server.version: the bundle has another one"
    names = [variable["name"] for variable in package["environmentVariables"]]
    if names != list(manifest["server"]["mcp_config"]["env"]):
        yield "server.packages[0].environmentVariables: the bundle has others"


def problems(bundle, entry):
    """All violations; those of references only if every member has its form."""
    with zipfile.ZipFile(bundle) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        found = list(MANIFEST(manifest, "manifest"))
        is_readable = not found
        if is_readable:
            found += [*archive_problems(archive, manifest), *reference_problems(manifest)]
    if entry is not None:
        forms = list(SERVER(entry, "server"))
        found += forms
        if is_readable and not forms:
            found += entry_problems(entry, manifest, bundle)
    return found


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.strip())
    entry = json.loads(Path(sys.argv[2]).read_text()) if len(sys.argv) == 3 else None
    found = problems(Path(sys.argv[1]), entry)
    print("\n".join([*found, f"violations: {len(found)}"]))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
