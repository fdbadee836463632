"""Checks that dependencies are declared and used, and that they point down only.

Usage: python3 Tests/Lint/layers.py [ROOT]

ROOT is the folder of Package.swift; by default that of the repository that holds this file. Prints `path:line: what`
for each finding and a count at the end; the exit status is 1 if there are findings.

1. A target imports what it declares, and declares what it imports.
2. A target uses only targets of lower layers (STACKS). Tests may use all.
3. A folder of a target does not use certain other folders of that target (FOLDERS). Swift has no imports between
   folders, so the names of declarations decide.
"""

import re
import sys
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
from folder_names import FolderNames  # noqa: E402
from package_manifest import targets  # noqa: E402
from swift_source import SwiftSource  # noqa: E402

# Layers, lowest first. A target may use those of the layers before its own, in a stack that it is part of.
SHARED_LAYERS = [
  ["CLazyLoading"],
  ["CLibCurl", "CLibPQ", "CLibYAML", "CMalloc", "COpenSSL", "CRdKafka", "CSpawn"],
  ["Notices", "JSONCoding", "Hashing", "YAML"],
  ["PipelineTypes", "JobHealth"],
  ["HTTPTransport", "JSONRPC", "Postgres"],
  ["Alerting", "AliyunFlink", "FlinkSQL", "SQLLint", "HologresCatalog", "KafkaSampling", "ModelContextProtocol"],
  ["PipelineChanges"],
  ["Deployments"],
  ["DeploymentStore"],
]
STACKS = [
  SHARED_LAYERS + [["ToolSchemas"], ["FlinkDeploy"], ["flink-deploy"]],
  SHARED_LAYERS + [["AliyunFlinkEmulator"], ["Sandbox"], ["flink-sandbox"]],
]
# Arrows that point down and are wrong all the same: the domain does not know the protocol.
BARRED = {
  "Deployments": {"JSONRPC", "ModelContextProtocol"},
  "DeploymentStore": {"JSONRPC", "ModelContextProtocol"},
}

# For each folder of a target the folders that it may not use.
FOLDERS = {
  "Alerting": {
    "Alerts": {"Causes", "Channels", "Delivery", "Rules"},
    "Causes": {"Channels", "Delivery", "Rules"},
    "Channels": {"Causes", "Rules"},
    "Delivery": {"Causes", "Channels"},
    "Rules": {"Channels"},
  },
  "FlinkSQL": {
    "Messages": {
      "Notes", "Reader", "Inference", "Mapping", "Suggestion", "Generation", "DryParse", "Constraints", "Arrival"},
    "Notes": {"Reader", "Inference", "Mapping", "Suggestion", "Generation", "DryParse", "Constraints", "Arrival"},
    "Reader": {"Inference", "Mapping", "Suggestion", "Generation", "DryParse", "Constraints", "Arrival"},
    "Inference": {"Mapping", "Suggestion", "Generation", "DryParse", "Constraints", "Arrival"},
    "Mapping": {"Suggestion", "Generation", "DryParse", "Constraints", "Arrival"},
    "Suggestion": {"Generation", "DryParse", "Constraints", "Arrival"},
    "Generation": {"Suggestion", "DryParse", "Constraints", "Arrival"},
    "DryParse": {"Mapping", "Suggestion", "Generation", "Constraints", "Arrival"},
    "Constraints": {"Suggestion", "Arrival"},
    "Arrival": {"Suggestion", "Constraints"},
  },
  "Deployments": {
    "Batch": set(),
    "Cloud": set(),
    "Failures": set(),
    "Journal": {"Service"},
    "Machine": {"Service", "Reads"},
    "Reads": set(),
    "Service": set(),
  },
}
# Uses to overlook, as (file name, name): a name that means something else in that file.
OVERLOOKED = set()

SCRIPT = "Tests/Lint/layers.py"
TOOLCHAIN = re.compile(
  r"Foundation\w*|Glibc|Musl|Bionic|Android|Darwin|WinSDK|Dispatch|Synchronization|Testing|XCTest|Swift|_\w+")
IMPORT = re.compile(
  r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?[ \t]+)*(?:(?:public|package|internal|fileprivate|private)[ \t]+)?import[ \t]+"
  r"(?:(?:class|struct|enum|protocol|func|var|let|typealias|actor)[ \t]+)?(\w+)", re.MULTILINE)
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', re.MULTILINE)


def imports(target, sources, headers):
  """The modules that a target imports, each with the places (file, line)."""
  found = defaultdict(list)
  for file in target.files:
    if file.suffix == ".swift":
      source = sources[file]
      for match in IMPORT.finditer(source.code):
        if not TOOLCHAIN.fullmatch(match.group(1)):
          found[match.group(1)].append((file, source.line(match.start(1))))
    else:
      text = file.read_text(encoding="utf-8")
      for match in INCLUDE.finditer(text):
        owner = headers.get(match.group(1))
        if owner and owner != target.name:
          found[owner].append((file, text.count("\n", 0, match.start()) + 1))
  return found


def dependency_findings(package, used):
  """Rule 1: a target imports what it declares, and declares what it imports."""
  executables = {target.name for target in package if target.kind == "executableTarget"}
  shared = {}
  for target in package:
    shared.update(target.shared)
    modules = {name.replace("-", "_") for name in [*target.dependencies, *target.shared]}
    for module, places in used[target.name].items():
      if module not in modules:
        for file, line in places:
          yield file, line, f"imports {module}, which {target.name} does not declare"
    for name, line in target.dependencies.items():
      # A test that runs an executable declares it so that it is built, and does not import it.
      if name.replace("-", "_") not in used[target.name] and name not in executables:
        yield "Package.swift", line, f"{target.name} declares {name}, which none of its files imports"
  for name, line in shared.items():
    if not any(name in used[target.name] for target in package if name in target.shared):
      yield "Package.swift", line, f"{name} is added to targets, and none of them imports it"


def layer_findings(package, used, root):
  """Rule 2: a target uses only targets of lower layers."""
  own = {target.module: target.name for target in package}
  listed = {name for stack in STACKS for layer in stack for name in layer}
  for name in sorted(listed - set(own.values())):
    yield SCRIPT, 1, f"STACKS lists {name}, which is not a target"
  for target in package:
    if target.folder.is_relative_to(root / "Tests"):
      continue
    if target.name not in listed:
      yield "Package.swift", target.line, f"{target.name} has no layer in {SCRIPT}"
      continue
    lower = set()
    for stack in STACKS:
      height = next((height for height, layer in enumerate(stack) if target.name in layer), 0)
      lower.update(name for layer in stack[:height] for name in layer)
    for module, places in used[target.name].items():
      name = own.get(module)
      if name and name not in lower:
        why = "which is not in a layer below"
      elif name in BARRED.get(target.name, ()):
        why = f"which BARRED of {SCRIPT} rules out"
      else:
        continue
      for file, line in places:
        yield file, line, f"{target.name} may not use {name}, {why}"
  for folder in sorted((root / "Sources").iterdir()):
    # The engine of the sandbox is a Java program, which the Swift package does not build.
    is_ours = any(folder.rglob("*.swift")) or any(folder.rglob("*.h"))
    if folder.is_dir() and is_ours and not any(target.folder == folder for target in package):
      yield folder, 1, "no target of Package.swift has this folder"


def folder_findings(target, sources):
  """Rule 3: a folder of a target does not use those that it may not."""
  barred = FOLDERS[target.name]
  # A file without a folder may use all, and all may use it.
  files = [
    (path.parts[0], file) for file in target.files
    if len((path := file.relative_to(target.folder)).parts) > 1 and file.suffix == ".swift"]
  present = {folder for folder, _ in files}
  for folder in sorted(present - set(barred)):
    yield target.folder / folder, 1, f"{folder} has no line in FOLDERS of {SCRIPT}"
  for folder in sorted(set(barred) - present):
    yield SCRIPT, 1, f"FOLDERS lists {folder}, which {target.name} does not have"
  names = FolderNames([(folder, sources[file]) for folder, file in files])
  for folder, file in files:
    for name, owner, line in names.uses(sources[file], target.module):
      if owner in barred.get(folder, ()) and (file.name, name) not in OVERLOOKED:
        yield file, line, f"{folder} may not use {owner}, which declares {name}"


def main():
  root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2]).resolve()
  package = targets(root)
  sources = {
    file: SwiftSource(file.read_text(encoding="utf-8"))
    for target in package for file in target.files if file.suffix == ".swift"}
  headers = {
    str(file.relative_to(target.folder / "include")): target.name
    for target in package for file in target.files if file.is_relative_to(target.folder / "include")}
  used = {target.name: imports(target, sources, headers) for target in package}
  found = [*dependency_findings(package, used), *layer_findings(package, used, root)]
  for target in package:
    if target.name in FOLDERS:
      found += folder_findings(target, sources)
  for path, line, what in sorted((str((root / path).relative_to(root)), line, what) for path, line, what in found):
    print(f"{path}:{line}: {what}")
  print(f"layers: {len(found)} findings in {len(package)} targets")
  return 1 if found else 0


if __name__ == "__main__":
  sys.exit(main())
