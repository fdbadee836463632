"""Collects jars. Usage: unpack.py SOURCE DIRECTORY PREFIX...

SOURCE is a folder, a wheel or a source archive. Jars whose names begin with one of the prefixes are linked from a
folder, or copied from an archive. Each prefix must match exactly one jar.

Flink ships the planner inside a loader jar that hides its parser. The engine needs both on one class path, so the
planner is taken out of the loader.
"""

import shutil
import sys
import tarfile
import zipfile
from pathlib import Path, PurePosixPath

LOADER = "flink-table-planner-loader"
PLANNER = "flink-table-planner.jar"


def members(source):
  """The jars of an archive: their names, and functions that open them."""
  if tarfile.is_tarfile(source):
    with tarfile.open(source) as archive:
      for member in archive:
        yield PurePosixPath(member.name), lambda: archive.extractfile(member)
  else:
    with zipfile.ZipFile(source) as archive:
      for name in archive.namelist():
        yield PurePosixPath(name), lambda: archive.open(name)


def collect(source, directory, prefixes):
  def is_wanted(path):
    return path.suffix == ".jar" and any(path.name.startswith(prefix) for prefix in prefixes)

  if source.is_dir():
    for path in filter(is_wanted, source.iterdir()):
      (directory / path.name).symlink_to(path.resolve())
    return
  for path, open_member in members(source):
    if is_wanted(path):
      with open_member() as jar, open(directory / path.name, "wb") as copy:
        shutil.copyfileobj(jar, copy)


def unpack_planner(directory):
  for loader in directory.glob(LOADER + "*.jar"):
    if not (directory / PLANNER).exists():
      with zipfile.ZipFile(loader) as container:
        container.extract(PLANNER, directory)
    loader.unlink()


def main():
  source, directory, *prefixes = sys.argv[1:]
  directory = Path(directory)
  collect(Path(source), directory, prefixes)
  unpack_planner(directory)
  for prefix in prefixes:
    found = [path.name for path in directory.glob("*.jar") if path.name.startswith(prefix)]
    if len(found) != 1:
      sys.exit(f"{source} must contain one {prefix}*.jar, and contains {len(found)}")


if __name__ == "__main__":
  main()
