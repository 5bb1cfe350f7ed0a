#!/usr/bin/env python3
"""Sets Heard up and runs it: see python3 start.py --help."""

# This file keeps to what every Python 3 can read, so that an old one gets a sentence and not a traceback.
import os
import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Heard needs Python 3.11 or newer, not %d.%d: install one and run start.py with it." % sys.version_info[:2]
    )
if os.name != "posix":
    sys.exit("Heard runs on Linux and macOS: on Windows, install WSL and run start.py inside it.")

from starting.main import main

sys.exit(main(sys.argv[1:]))
