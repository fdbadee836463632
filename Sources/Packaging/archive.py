"""Makes the release archive: binaries, man pages, completions, pages, notices and an SBOM; the same bytes each time.

Usage: archive.py --bin FOLDER --manuals FOLDER --checkouts FOLDER --epoch SECONDS --output FOLDER [--strip PROGRAM]

FOLDER of --bin has the release builds of `flink-deploy` and `flink-sandbox`. --epoch is the time of the commit: it is
the time of each file. Prints the path of the archive.
"""
import argparse
import gzip
import hashlib
import io
import json
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile

import components

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAMS = ["flink-deploy", "flink-sandbox"]
CATALOG = "Sources/FlinkDeploy/Documentation.docc/"
PAGES = ["README.md", "README.zh-CN.md", "CHANGELOG.md", "Sources/ARCHITECTURE.md"]
COMPLETIONS = {
    "bash": "share/bash-completion/completions/{0}",
    "zsh": "share/zsh/site-functions/_{0}",
    "fish": "share/fish/vendor_completions.d/{0}.fish",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ["bin", "manuals", "checkouts", "output"]:
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    parser.add_argument("--epoch", required=True, type=int)
    parser.add_argument("--strip", default="strip", help="the program that removes symbols")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tree = pathlib.Path(folder)
        version = add_programs(tree, arguments.bin, arguments.strip)
        check_changelog(version)
        add_manuals(tree, arguments.manuals)
        add_completions(tree)
        add_documents(tree, arguments.checkouts, version, arguments.epoch)
        name = f"flink-deploy-{version}-linux-{platform.machine()}"
        archive = arguments.output / f"{name}.tar.gz"
        arguments.output.mkdir(parents=True, exist_ok=True)
        archive.write_bytes(packed(tree, name, arguments.epoch))
    print(archive)


def add_programs(tree, folder, strip):
    """Adds the stripped programs; returns the version that they state."""
    for program in PROGRAMS:
        target = tree / "bin" / program
        target.parent.mkdir(exist_ok=True)
        # Both sections depend on the folder of the build.
        hashes = ["--remove-section=.swift_modhash", "--remove-section=.note.gnu.build-id"]
        subprocess.run([strip, "--strip-all", *hashes, "-o", target, folder / program], check=True)
        target.chmod(0o755)
    return subprocess.run(
        [tree / "bin/flink-deploy", "--version"], check=True, capture_output=True, text=True).stdout.strip()


def add_manuals(tree, folder):
    """Adds the man pages that argument-parser's generator made."""
    pages = sorted(folder.rglob("*.1"))
    if not pages:
        sys.exit(f"{folder} has no man pages")
    target = tree / "share/man/man1"
    target.mkdir(parents=True)
    for page in pages:
        shutil.copy(page, target / page.name)


def add_completions(tree):
    """Adds what the programs print for each shell."""
    for program in PROGRAMS:
        for shell, path in COMPLETIONS.items():
            script = subprocess.run(
                [tree / "bin" / program, "--generate-completion-script", shell],
                check=True, capture_output=True, env={"LC_ALL": "C"}).stdout
            target = tree / path.format(program)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(script)


def check_changelog(version):
    """Stops unless the newest entry of the changelog is that of this version."""
    heading = re.search(r"^## \[(.*?)\]", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE).group(1)
    if heading != version:
        sys.exit(f"The newest entry of CHANGELOG.md is {heading}, and the program says {version}")


def page_text(path):
    """A page whose links lead to other pages of the same folder."""
    text = re.sub(r"<doc:(\w+)>", r"[\1](\1.md)", path.read_text())
    return re.sub(r"\]\(Sources/(?:\w+/)*(?:Documentation\.docc/)?(\w+\.md)\)", r"](\1)", text)


def add_documents(tree, checkouts, version, epoch):
    """Adds the pages, the notices of what the programs contain, and the SBOM."""
    folder = tree / "share/doc/flink-deploy"
    folder.mkdir(parents=True)
    for path in [*(ROOT / page for page in PAGES), *sorted((ROOT / CATALOG).glob("*.md"))]:
        (folder / path.name).write_text(page_text(path))
    shutil.copy(ROOT / ".env.example", folder / "env.example")
    parts = components.linked(checkouts)
    (folder / "NOTICES.txt").write_text(components.notices(parts))
    programs = {program: sha256(tree / "bin" / program) for program in PROGRAMS}
    document = components.spdx(parts, version, programs, epoch)
    (folder / "sbom.spdx.json").write_text(json.dumps(document, indent=2, sort_keys=True) + "\n")


def packed(tree, name, epoch):
    """The archive of a folder, with names in order and nothing of this machine."""
    def plain(member):
        member.mtime = epoch
        member.uid = member.gid = 0
        member.uname = member.gname = "root"
        member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
        return member

    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in [tree, *sorted(tree.rglob("*"))]:
            archive.add(path, pathlib.PurePath(name) / path.relative_to(tree), recursive=False, filter=plain)
    return gzip.compress(tar.getvalue(), mtime=epoch)


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
