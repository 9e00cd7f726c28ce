"""The errors a person can do something about, and the exit codes they lead to.

    UserFacingError        one sentence, and the next step
    ├── UsageError         the question was wrong (exit 2)
    ├── RefusedError       a rule of the process or of the desk says no (exit 3)
    └── EnvironmentFault   disk full, file locked, not our file, newer file … (exit 4)

Everything else that is raised is a fault of the program, and is reported as such.
"""

from __future__ import annotations


class UserFacingError(Exception):
    """Something a person can mend: ``message`` says what is wrong, ``next_step`` what to do about it."""

    exit_code = 1

    def __init__(self, message: str, next_step: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.message} {self.next_step}".strip()


class UsageError(UserFacingError):
    """What was asked for does not exist or is written wrongly."""

    exit_code = 2


class RefusedError(UserFacingError):
    """A rule refuses what was asked; nothing was changed."""

    exit_code = 3


class EnvironmentFault(UserFacingError):  # noqa: N818 - a fault is no error of ours
    """The computer around the program does not do what is needed; nothing was lost."""

    exit_code = 4
