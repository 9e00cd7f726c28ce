"""Sets the project up and does what is asked: run, test, bundle, lock.

    python3 packaging/dev.py run        opens the window on a sample desk
    python3 packaging/dev.py test       lint, types, contracts and all tests
    python3 packaging/dev.py bundle     the program as one folder that needs no Python, and its self-test
    python3 packaging/dev.py lock       writes packaging/requirements.lock anew from pyproject.toml

This file is written so that an old Python can read it far enough to say that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - nothing has checked it yet
    sys.exit(
        "Incident Desk needs Python 3.11 or newer, and this is Python %d.%d.\n"  # noqa: UP031
        "Install a newer one (python.org, or your system's packages) and call this file with it, "
        "for example: python3.11 packaging/dev.py run" % sys.version_info[:2]
    )

from dev_commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
