"""A day's work in a few seconds: hundreds of pages come and go, and the program stays."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

A_DAY = """
import sys
from pathlib import Path

from incidentdesk import bootstrap
from incidentdesk.base.paths import desk_paths
from incidentdesk.gui.application import make_application, opened
from incidentdesk.gui.settling import settle
from incidentdesk.services.lists.queue import ListQuestion
from incidentdesk.services.lists.views import view_of

make_application()
paths = desk_paths(Path(sys.argv[1]) / "desk.sqlite3")
cases = bootstrap.use_cases(paths, bootstrap.system_time())
cases.desk.database.connect(write=True, read=True)
person = cases.people.whoever_is("", "tester")
bootstrap.fill_practice_desk(paths, person.name)
question = ListQuestion(view_of("open").condition)
uids = [row.uid for row in cases.queue.rows(question, person.uid, limit=200).rows]
cases.desk.database.disconnect()
drafting = bootstrap.drafting(cases, paths, person)
with opened(cases, drafting, person, paths, sample=True, theme="light") as shown:
    shown.window.show()
    for number in range(200):
        shown.window.show_room("incident", uids[number % len(uids)])
        settle(shown.window, shown.tasks)
    sys.stdout.write(f"{number + 1} incidents opened\\n")
"""


@pytest.mark.slow
def test_hundreds_of_incidents_are_opened_and_nothing_breaks(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", A_DAY, str(tmp_path)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert "200 incidents opened" in ended.stdout
