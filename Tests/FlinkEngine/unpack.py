"""Unpacks the engine's jars from the downloaded archive. Usage: unpack.py DOWNLOADS JARS

Flink ships the planner inside a loader jar that hides its parser. Both must be on one class path here, so the planner is
unpacked and the loader deleted.
"""

import pathlib
import sys
import tarfile
import zipfile

downloads, jars = map(pathlib.Path, sys.argv[1:])
jars.mkdir(parents=True)
[archive] = downloads.iterdir()
with tarfile.open(archive) as tar:
    for member in tar:
        path = pathlib.PurePosixPath(member.name)
        if path.suffix == ".jar" and path.parent.as_posix().endswith("deps/lib"):
            (jars / path.name).write_bytes(tar.extractfile(member).read())
[loader] = jars.glob("flink-table-planner-loader-*.jar")
with zipfile.ZipFile(loader) as container:
    container.extract("flink-table-planner.jar", jars)
loader.unlink()
