"""What sends updates is loaded where one is sent: the window and all other commands start without it."""

from __future__ import annotations

import subprocess
import sys


def test_nothing_of_it_is_loaded_with_the_window_or_a_command() -> None:
    program = (
        "import sys, incidentdesk.cli.main, incidentdesk.cli.parser, incidentdesk.gui.application\n"
        "import incidentdesk.gui.settings.settings_page, incidentdesk.gui.response.room_page\n"
        "import incidentdesk.services.updates.updates, incidentdesk.services.updates.secrets_kept\n"
        "from incidentdesk.bootstrap import channel_kinds, secrets\n"
        "channel_kinds(), secrets()\n"
        "print(sorted({'apprise', 'keyring', 'requests', 'urllib3'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
