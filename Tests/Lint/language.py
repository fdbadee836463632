"""Checks the mechanical rules of the project's plain language over every text of the repository.

Usage: python3 Tests/Lint/language.py [ROOT]

ROOT is a Git working tree; by default the one that holds this file. Prints `path:line: what` for each finding and a
count at the end; the exit status is 1 if there are findings.

- Phrases that the style guide rules out fail in literals and comments of Swift, in comments of C, Java and Python, in
  docstrings, Markdown, makefiles, shell scripts, and in titles and descriptions of tool schemas.
- English catalogue (CATALOGUE/*+English.swift): a sentence has at most 30 words, a text has no semicolon, and an error
  message (*Problem+English.swift) does not end with a period.
- Chinese catalogue (CATALOGUE/*+Chinese.swift): punctuation is full-width, and the passive is not used.

Data is exempt: recorded messages and golden files are not read, nor is what CHANGELOG.md quotes in backticks.
"""

import ast
import io
import re
import subprocess
import sys
import tokenize
from fnmatch import fnmatchcase
from pathlib import Path

sys.dont_write_bytecode = True
from swift_source import SwiftSource, Text  # noqa: E402

CATALOGUE = "Sources/FlinkDeploy/Catalogue"
LONGEST_SENTENCE = 30

PARTICIPLE = (
  r"(?:\w+ed|been|yet|become|begun|broken|chosen|come|done|found|given|gone|had|held|kept|known|left|lost|made|met|read"
  r"|run|seen|sent|set|shown|taken|written)")
RULED_OUT = re.compile(
  r"\b(?:is told|told of|held against|anew|for ever|somebody else|whoever|surely|goes into|stands in|takes back"
  r"|(?:is|are) no [a-z]+|has not\b(?! PARTICIPLE\b)|what is (?:to|outside|after))\b"
  .replace("PARTICIPLE", PARTICIPLE).replace(" ", r"(?:[ \t]+|[ \t]*\n[ \t]*)"), re.IGNORECASE)
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:(]")

CODE_OF_C = re.compile(r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'|(//[^\n]*|/\*.*?\*/)', re.DOTALL)
COMMENT_PREFIX = re.compile(r"^[ \t]*(?:/\*+|//+|\*|#+!?|>)", re.MULTILINE)
SCHEMA_TEXT = re.compile(r'"(?:title|description)"\s*:\s*"((?:\\.|[^"\\])*)"')
CODE_SPAN = re.compile(r"`[^`\n]+`")


def line_of(text, offset):
  """The line of a character."""
  return text.count("\n", 0, offset) + 1


def without_signs(text):
  """A text without the signs that make its lines comments, list items or headings."""
  return COMMENT_PREFIX.sub("", text)


def texts_of_comments(comments):
  """One text for comments on lines that follow each other; each is given as its text and its first line."""
  texts, next_line = [], None
  for comment, line in comments:
    if line == next_line:
      texts[-1].append("\n" + without_signs(comment), line - 1)
    else:
      texts.append(Text(without_signs(comment), line))
    next_line = line + comment.count("\n") + 1
  return texts


def texts_of_swift(text):
  source = SwiftSource(text)
  return source.strings + source.comments


def texts_of_c(text):
  """Comments of C and Java."""
  return texts_of_comments(
    (match.group(1), line_of(text, match.start())) for match in CODE_OF_C.finditer(text) if match.group(1))


def texts_of_python(text):
  """Comments and docstrings."""
  tokens = tokenize.generate_tokens(io.StringIO(text).readline)
  texts = texts_of_comments((token.string, token.start[0]) for token in tokens if token.type == tokenize.COMMENT)
  documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
  for node in ast.walk(ast.parse(text)):
    if isinstance(node, documented) and ast.get_docstring(node):
      texts.append(Text(node.body[0].value.value, node.body[0].lineno))
  return texts


def texts_of_schema(text):
  return [Text(match.group(1), line_of(text, match.start(1))) for match in SCHEMA_TEXT.finditer(text)]


def texts_of_changelog(text):
  return [Text(CODE_SPAN.sub(lambda span: "`" * len(span.group()), text), 1)]


def texts_of_lines(text):
  """Everything, in files whose code almost never looks like prose."""
  return [Text(without_signs(text), 1)]


READERS = [
  ("*.swift", texts_of_swift),
  ("*.[ch]", texts_of_c), ("*.java", texts_of_c),
  ("*.py", texts_of_python),
  ("tool-schemas/*.json", texts_of_schema),
  ("*CHANGELOG.md", texts_of_changelog),
  ("*.md", texts_of_lines), ("*.tutorial", texts_of_lines),
  ("*Makefile", texts_of_lines), ("*.sh", texts_of_lines), ("*.env.example", texts_of_lines),
]


def reader_of(path, text):
  """How to find the texts of a file; None for data."""
  for pattern, reader in READERS:
    if fnmatchcase(path, pattern):
      return reader
  return texts_of_lines if re.match(r"#!.*\b(?:ba)?sh\b", text) else None


def ruled_out(text):
  for match in RULED_OUT.finditer(text.value):
    yield text.line(match.start()), f"'{' '.join(match.group().split())}' is ruled out by the style guide"


def english(path, text):
  """What is wrong with a text of the English catalogue."""
  start = 0
  for sentence in SENTENCE_END.split(text.value):
    words = len(sentence.split())
    if words > LONGEST_SENTENCE:
      yield text.line(text.value.index(sentence, start)), f"a sentence of {words} words; at most {LONGEST_SENTENCE}"
    start += len(sentence)
  if ";" in text.value:
    yield text.line(text.value.index(";")), "a semicolon in a text; write two sentences"
  if fnmatchcase(path, "*Problem+English.swift") and text.value.endswith("."):
    yield text.line(len(text.value) - 1), "an error message ends with a period"


def chinese(text):
  """What is wrong with a text of the Chinese catalogue."""
  for match in HALF_WIDTH.finditer(text.value):
    yield text.line(match.start()), f"half-width '{match.group()[1]}' after '{match.group()[0]}'"
  for match in re.finditer("被", text.value):
    yield text.line(match.start()), "被: write the sentence without the passive"


def findings(path, content):
  """The lines and descriptions of what is wrong in a file; None if it is not read."""
  reader = reader_of(path, content)
  if not reader:
    return None
  found = [finding for text in reader(content) for finding in ruled_out(text)]
  if fnmatchcase(path, f"{CATALOGUE}/*+English.swift"):
    found += [finding for text in SwiftSource(content).strings for finding in english(path, text)]
  if fnmatchcase(path, f"{CATALOGUE}/*+Chinese.swift"):
    found += [finding for text in SwiftSource(content).strings for finding in chinese(text)]
  return sorted(set(found))


def main():
  root = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[2])
  # Files that are not committed yet count; ignored ones do not.
  listed = subprocess.run(
    ["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True,
    capture_output=True, text=True)
  read = count = 0
  for path in sorted(set(listed.stdout.split("\0")) - {""}):
    try:
      found = findings(path, (root / path).read_text(encoding="utf-8"))
    except (FileNotFoundError, UnicodeDecodeError):
      continue  # deleted, or not a text
    if found is None:
      continue
    read += 1
    count += len(found)
    for line, what in found:
      print(f"{path}:{line}: {what}")
  print(f"language: {count} findings in {read} files")
  return 1 if count else 0


if __name__ == "__main__":
  sys.exit(main())
