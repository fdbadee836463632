"""What the released programs contain: their parts with versions and licences, as notices and as an SBOM."""
import datetime
import json
import pathlib
import re
import subprocess
import typing
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]

# Packages whose modules are linked into a released program; the others of the checkouts serve builds and tests only.
# Found by the mangled names of modules in the symbol tables of both programs.
SWIFT = "Apache-2.0 WITH Swift-exception"
DEPLOY, SANDBOX = "flink-deploy", "flink-sandbox"
LINKED = [
    ("swift-argument-parser", SWIFT, [DEPLOY, SANDBOX]),
    ("swift-atomics", SWIFT, [SANDBOX]),
    ("swift-collections", SWIFT, [SANDBOX]),
    ("swift-log", "Apache-2.0", [DEPLOY, SANDBOX]),
    ("swift-nio", "Apache-2.0", [SANDBOX]),
    ("swift-service-lifecycle", "Apache-2.0", [DEPLOY, SANDBOX]),
]
# Loaded when first used, never part of an archive.
LOADED = [
    ("libcrypto (OpenSSL)", "Apache-2.0", [DEPLOY, SANDBOX]),
    ("libcurl", "curl", [DEPLOY, SANDBOX]),
    ("libpq", "PostgreSQL", [DEPLOY, SANDBOX]),
    ("librdkafka", "BSD-2-Clause", [DEPLOY, SANDBOX]),
    ("libyaml", "MIT", [DEPLOY]),
]


class Part(typing.NamedTuple):
    """A package that is linked into programs, with its licence texts."""
    name: str
    version: str
    licence: str
    source: str
    programs: list
    texts: list


def linked(checkouts):
    """The linked packages by name, the Swift runtime first."""
    versions = resolved_versions()
    parts = [swift_runtime()]
    for name, licence, programs in LINKED:
        texts = [path.read_text() for pattern in ["LICENSE*", "NOTICE*"]
                 for path in sorted((checkouts / name).glob(pattern))]
        if not texts:
            raise SystemExit(f"{checkouts / name} has no licence")
        location, version = versions[name]
        parts.append(Part(name, version, licence, location, programs, texts))
    return parts


def resolved_versions():
    """Address and version of each dependency, as the package manager resolved them."""
    pins = json.loads((ROOT / "Package.resolved").read_text())["pins"]
    return {pin["identity"]: (pin["location"], pin["state"]["version"]) for pin in pins}


def swift_runtime():
    """The Swift runtime: standard library, Concurrency, Dispatch and FoundationEssentials."""
    about = json.loads(subprocess.run(
        ["swiftc", "-print-target-info"], check=True, capture_output=True, text=True).stdout)
    version = re.search(r"swift-([0-9.]+)", about["compilerVersion"]) or re.search(r"([0-9.]+)", about["compilerVersion"])
    resources = pathlib.Path(about["paths"]["runtimeResourcePath"])
    licence = resources.parents[1] / "share/swift/LICENSE.txt"
    return Part(
        "swift-runtime", version[1], SWIFT, "https://github.com/swiftlang/swift", [DEPLOY, SANDBOX],
        [licence.read_text()])


def notices(parts):
    """The text of NOTICES.txt."""
    rule = "=" * 78
    head = "flink-deploy contains the following software. Each has its own licence.\n"
    body = "".join(
        f"\n{rule}\n{part.name} {part.version}\n{part.source}\n{part.licence}\n{rule}\n\n" + "\n".join(part.texts)
        for part in parts)
    loaded = "".join(f"  {name}: {licence}\n" for name, licence, _ in LOADED)
    return f"{head}{body}\n{rule}\nLoaded from the system when first used, and not contained:\n{loaded}"


def spdx(parts, version, programs, epoch):
    """The SBOM as an SPDX 2.3 document.

    programs: SHA-256 by name of program. epoch: seconds since 1970, the time of the commit.
    """
    digest = "".join(programs[name] for name in sorted(programs))
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc)
    packages = [
        package(name, version, "NOASSERTION", "NOASSERTION")
        | {"checksums": [{"algorithm": "SHA256", "checksumValue": programs[name]}]} for name in sorted(programs)]
    packages += [package(part.name, part.version, part.licence, part.source) for part in parts]
    packages += [package(name, "NOASSERTION", licence, "NOASSERTION") for name, licence, _ in LOADED]
    relations = [relation("SPDXRef-DOCUMENT", "DESCRIBES", identifier(name)) for name in sorted(programs)]
    relations += [
        relation(identifier(name), "STATIC_LINK", identifier(part.name)) for part in parts for name in part.programs]
    relations += [
        relation(identifier(name), "DYNAMIC_LINK", identifier(library)) for library, _, names in LOADED for name in names]
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"flink-deploy-{version}",
        "documentNamespace": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}",
        "creationInfo": {
            "created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: flink-deploy make dist"]},
        "packages": packages,
        "relationships": relations,
    }


def package(name, version, licence, source):
    """A package of the SBOM; the licence of the program itself is its owner's to choose."""
    entry = {
        "SPDXID": identifier(name), "name": name, "downloadLocation": source, "filesAnalyzed": False,
        "licenseConcluded": licence, "licenseDeclared": licence, "copyrightText": "NOASSERTION"}
    if version != "NOASSERTION":
        entry["versionInfo"] = version
    return entry


def relation(element, kind, other):
    return {"spdxElementId": element, "relationshipType": kind, "relatedSpdxElement": other}


def identifier(name):
    return "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]+", "-", name).strip("-")
