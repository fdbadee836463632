"""Reads the targets of Package.swift as text, since asking SwiftPM would lock the build.

`targets(root)` returns the targets of the package at `root`. It understands `.target`, `.executableTarget`,
`.testTarget` and functions of the manifest that return a target, such as `test("Name", [...])`, and in their
dependencies constants of the types `Target.Dependency` and `[Target.Dependency]`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

COMMENT = re.compile(r"(?<!:)//[^\n]*")
CONSTANT = re.compile(r"\blet (\w+): \[?Target\.Dependency\]? = ")
FUNCTION = re.compile(r"\bfunc (\w+)\s*\([^{]*\)\s*->\s*Target\s*\{")
# The second argument of a call, without a label.
SECOND = re.compile(r'\(\s*"[^"]+",\s*(?!\w+:)')
# Names in a list of dependencies; a package or a trait is not one.
NO_NAME = re.compile(r'\bpackage:\s*"[^"]*"|\bcondition:\s*\.when\((?:[^()]|\([^()]*\))*\)')
NAME = re.compile(r'"([^"]+)"|(?<![.\w])([a-z]\w*)\b(?!\s*:)')


@dataclass
class Target:
  """A target of the package."""
  name: str
  # `target`, `executableTarget` or `testTarget`; for one that a function of the manifest makes, `testTarget`.
  kind: str
  folder: Path
  files: list
  line: int
  # Names of targets and products, with the line of each.
  dependencies: dict
  # Those that the function of the manifest adds to each target that it makes.
  shared: dict

  @property
  def module(self):
    """What an import calls it."""
    return self.name.replace("-", "_")


def end_of_part(text, start):
  """Where the argument or expression at `start` ends: at a comma, a closing bracket or the end of a line."""
  depth = 0
  for position in range(start, len(text)):
    depth += (text[position] in "([{") - (text[position] in ")]}")
    if depth < 0 or depth == 0 and (text[position] == "," or text[position] == "\n" and text[start:position].strip()):
      return position
  return len(text)


class Manifest:
  """The text of a Package.swift, with its comments blanked."""

  def __init__(self, root):
    self.root = root
    source = (root / "Package.swift").read_text(encoding="utf-8")
    self.text = COMMENT.sub(lambda comment: " " * len(comment.group()), source)
    self.constants = {match.group(1): self.part(match.end()) for match in CONSTANT.finditer(self.text)}
    self.functions = {match.group(1): self.part(match.end() - 1) for match in FUNCTION.finditer(self.text)}

  def part(self, start):
    """The range of the argument or expression that begins at `start`."""
    return start, end_of_part(self.text, start)

  def line(self, offset):
    return self.text.count("\n", 0, offset) + 1

  def names(self, start, end):
    """The targets and products that an expression of dependencies names, with their lines."""
    found = {}
    text = NO_NAME.sub(lambda match: " " * len(match.group()), self.text[start:end])
    for match in NAME.finditer(text):
      literal, constant = match.groups()
      names = [literal] if literal else self.names(*self.constants[constant]) if constant in self.constants else []
      found.update((name, self.line(start + match.start())) for name in names)
    return found

  def argument(self, label, start, end):
    """The range of a labelled argument; None without one."""
    match = re.compile(rf"\b{label}:\s*").search(self.text, start, end)
    return self.part(match.end()) if match else None

  def literals(self, label, start, end):
    """The literals in a labelled argument."""
    where = self.argument(label, start, end)
    return re.findall(r'"([^"]+)"', self.text[slice(*where)]) if where else []

  def target(self, call):
    """The target that a call makes."""
    maker, name = call.groups()
    start, end = call.end(), end_of_part(self.text, call.end())
    function = self.functions.get(maker)
    dependencies, shared = self.argument("dependencies", start, end), None
    if function:
      dependencies = self.part(start + match.end()) if (match := SECOND.match(self.text[start:end])) else None
      shared = self.argument("dependencies", *function)
    kind = "testTarget" if function else maker.lstrip(".")
    path = self.literals("path", start, end) or [f"{'Tests' if kind == 'testTarget' else 'Sources'}/{name}"]
    folder = self.root / path[0]
    excluded = [folder / path for path in self.literals("exclude", start, end)]
    files = [
      file for file in sorted(folder.rglob("*"))
      if file.suffix in {".swift", ".c", ".h"} and not any(file.is_relative_to(path) for path in excluded)]
    return Target(
      name, kind, folder, files, self.line(call.start()), self.names(*dependencies) if dependencies else {},
      self.names(*shared) if shared else {})


def targets(root):
  """The targets of the package at `root`, in their order."""
  manifest = Manifest(root)
  makers = [r"\.target", r"\.executableTarget", r"\.testTarget", *manifest.functions]
  call = re.compile(rf'(?<![\w.])({"|".join(makers)})(?=\(\s*(?:name:\s*)?"([^"]+)")')
  # In a list of dependencies `.target(name:)` is not a declaration.
  found, last_end = [], 0
  for match in call.finditer(manifest.text):
    if match.start() < last_end or any(start <= match.start() < end for start, end in manifest.constants.values()):
      continue
    found.append(manifest.target(match))
    last_end = end_of_part(manifest.text, match.end())
  return found
