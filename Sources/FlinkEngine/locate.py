"""Prints where pip would download a file from. Usage: locate.py PACKAGE SHA256

pip knows the index, mirrors and certificates that this machine is configured for. After an interruption, `pip download`
itself starts again from the beginning, so only the address comes from pip.
"""

import logging
import sys

from pip._internal.commands import create_command

package, digest = sys.argv[1:]
logging.disable(logging.CRITICAL)
command = create_command("download")
with command.main_context():
  options, _ = command.parse_args(["--ignore-requires-python", package])
  session = command.get_default_session(options)
  finder = command._build_package_finder(options, session, ignore_requires_python=True)
  links = [candidate.link for candidate in finder.find_all_candidates(package)]
urls = [link.url_without_fragment for link in links if link.hash_name == "sha256" and link.hash == digest]
if not urls:
  sys.exit(f"pip does not find {package} with the SHA-256 {digest}")
print(urls[0])
