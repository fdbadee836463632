"""Finds which folder of a target declares the names that a file uses.

A name counts if one folder alone declares it, once: types, functions and variables outside of types, and members of
extensions with six letters or more. Private declarations and local variables do not count.
"""

import re
from collections import Counter, defaultdict

TYPES = "struct|class|enum|actor|protocol|typealias|macro"
# A brace, or a declaration.
DECLARATION = re.compile(rf"[{{}}]|\b(extension|{TYPES}|func|var|let)[ \t]+(?!func\b|var\b)(\w+)")
PRIVATE = re.compile(r"\b(?:file)?private\b(?!\()")
CASES = re.compile(r"\bcase[ \t]+([a-z][^\n]*)")
PAYLOAD = re.compile(r"\([^()]*\)")
# A name. In lower case and before a colon it is the label of an argument, unless it follows a dot.
NAME = re.compile(r"(?<=[^.]\.)[A-Za-z_]\w*|\b(?:[A-Z_]\w*|[a-z]\w*\b(?!:))")
SHORTEST_MEMBER = 6


class FolderNames:
  """The names that the folders of a target declare, as far as other files can see them."""

  def __init__(self, sources):
    """Reads the files of a target, each given as its folder and its source."""
    # Names that a file declares outside of types, and names of members that extensions declare.
    self.types, self.members = defaultdict(set), defaultdict(set)
    # How often a name is declared, wherever.
    self.count = Counter()
    for folder, source in sources:
      self._read(folder, source.code)

  def _read(self, folder, code):
    # For each open brace whether it is that of an extension.
    open_braces, pending = [], None
    for match in DECLARATION.finditer(code):
      if match.group() == "{":
        open_braces.append(pending)
        pending = None
        continue
      if match.group() == "}":
        open_braces = open_braces[:-1]
        continue
      kind, name = match.groups()
      is_private = PRIVATE.search(code, code.rfind("\n", 0, match.start()) + 1, match.start())
      if kind == "extension":
        pending = not is_private
        continue
      pending = None
      self.count[name] += 1
      if is_private:
        continue
      if not open_braces:
        (self.types if kind in TYPES.split("|") else self.members)[name].add(folder)
      elif open_braces == [True]:
        self.members[name].add(folder)
    for match in CASES.finditer(code):
      self.count.update(re.findall(r"(?:^|,)\s*([a-z]\w*)", PAYLOAD.sub("", match.group(1))))

  def _owner(self, name, follows_dot):
    """The folder that alone declares a name; None where a name says too little."""
    if name in self.types:
      folders = () if follows_dot else self.types[name]
    else:
      folders = self.members.get(name, ()) if len(name) >= SHORTEST_MEMBER else ()
    return next(iter(folders)) if len(folders) == 1 and self.count[name] == 1 else None

  def uses(self, source, module):
    """Each name of a folder that a file uses: the name, the folder and the line of the first use."""
    seen = set()
    for match in NAME.finditer(source.code):
      name, start = match.group(), match.start()
      if name in seen or name not in self.count:
        continue
      before = source.code[max(0, start - len(module) - 1):start]
      follows_dot = before.endswith(".") and not before.endswith("..") and before != module + "."
      if owner := self._owner(name, follows_dot):
        if not follows_dot and name[0].islower() and re.search(rf"\b{name}[ \t]*:", source.code):
          continue  # a parameter or a local variable of this file
        seen.add(name)
        yield name, owner, source.line(start)
