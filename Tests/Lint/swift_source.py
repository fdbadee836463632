"""Splits Swift source into code, string literals and comments, for the checks beside it.

`SwiftSource(text)` has three members:

- `code`: the text with comments and the contents of literals replaced by spaces, so that offsets and lines stay;
  code inside an interpolation is kept.
- `strings`: one `Text` per literal, each interpolation replaced by `\\()`; literals joined by `+` are one text.
- `comments`: one `Text` per block of comment lines, without their `//`, `///`, `/*` and `*`.
"""

import re
from bisect import bisect_right

IN_CODE = re.compile(r'//[^\n]*|/\*|(#*)("""|")')
IN_INTERPOLATION = re.compile(r'//[^\n]*|/\*|(#*)("""|")|[()]')
COMMENT_EDGE = re.compile(r'/\*|\*/')
COMMENT_PREFIX = re.compile(r'^[ \t]*(?:/\*+|/{2,}|\*(?!/))[ \t]?', re.MULTILINE)


class Text:
  """A piece of prose that knows the line of each of its characters."""

  def __init__(self, value, line):
    self.value, self._starts, self._lines = value, [0], [line]

  def append(self, value, line):
    """Adds what follows, which begins on `line`."""
    self._starts.append(len(self.value))
    self._lines.append(line)
    self.value += value

  def line(self, offset):
    """The line of the character at `offset`."""
    piece = bisect_right(self._starts, offset) - 1
    return self._lines[piece] + self.value.count("\n", self._starts[piece], offset)


class SwiftSource:
  """The parts of one Swift file."""

  def __init__(self, text):
    self._text = text
    self._lines = [0] + [match.end() for match in re.finditer("\n", text)]
    self._code, self._kept = [], 0
    self._strings, self._comments = [], []
    self._scan_code(0, IN_CODE)
    self._code.append(text[self._kept:])
    self.code = "".join(self._code)
    self.strings = self._join_literals()
    self.comments = self._join_comments()

  def line(self, offset):
    """The line of the character at `offset` of the file."""
    return bisect_right(self._lines, offset)

  def _blank(self, start, end):
    """Replaces a range by spaces in the code; what lies between the last range and this one is kept."""
    self._code.append(self._text[self._kept:start])
    self._code.append(re.sub(r"[^\n]", " ", self._text[start:end]))
    self._kept = end

  def _scan_code(self, position, tokens):
    """Scans code up to the end of the file, or of the interpolation; returns where that is."""
    depth = 0
    while match := tokens.search(self._text, position):
      token, position = match.group(), match.end()
      if token == "(":
        depth += 1
      elif token == ")":
        if depth == 0:
          return match.start()
        depth -= 1
      elif match.group(2):
        position = self._scan_string(match)
      else:
        if token == "/*":
          position = self._end_of_comment(position)
        self._comments.append((match.start(), position, self._text[match.start():position]))
        self._blank(match.start(), position)
    return len(self._text)

  def _end_of_comment(self, position):
    depth = 1
    while depth and (edge := COMMENT_EDGE.search(self._text, position)):
      depth += 1 if edge.group() == "/*" else -1
      position = edge.end()
    return position if depth == 0 else len(self._text)

  def _scan_string(self, opening):
    """Scans a literal whose opening quotes were matched; returns the position after it."""
    hashes, quotes = opening.groups()
    escape = "\\" + hashes
    inside = re.compile(rf"{re.escape(escape)}\(|{re.escape(escape)}.|{quotes}{hashes}", re.DOTALL)
    value, start = "", opening.end()
    position = start
    while match := inside.search(self._text, position):
      value += self._text[position:match.start()]
      position = match.end()
      if match.group() == escape + "(":
        self._blank(start, match.start())
        position = start = self._scan_code(position, IN_INTERPOLATION) + 1
        value += "\\()"
      elif match.group().startswith("\\"):
        # An escaped line break joins two lines; it stays, so that lines can be counted.
        value += {"n": " ", "t": " ", "\n": "\n"}.get(match.group()[-1], match.group()[-1])
      else:
        break
    self._blank(min(start, position), position)
    self._strings.append((opening.start(), position, value))
    return position

  def _join_literals(self):
    """One text for literals with only `+` between them."""
    texts, by_end = [], {}
    for start, end, value in sorted(self._strings):
      before = self._text[:start].rstrip()
      whole = by_end.pop(len(before[:-1].rstrip()), None) if before.endswith("+") else None
      if whole:
        whole.append(value, self.line(start))
      else:
        whole = Text(value, self.line(start))
        texts.append(whole)
      by_end[end] = whole
    return texts

  def _join_comments(self):
    """One text for comments on lines that follow each other."""
    texts, last_end = [], -1
    for start, end, value in self._comments:
      value = COMMENT_PREFIX.sub("", value)
      if last_end >= 0 and re.fullmatch(r"[ \t]*\n[ \t]*", self._text[last_end:start]):
        texts[-1].append("\n" + value, self.line(start) - 1)
      else:
        texts.append(Text(value, self.line(start)))
      last_end = end
    return texts
