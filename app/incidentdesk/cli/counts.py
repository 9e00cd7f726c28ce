"""Numbers on the command line; argparse tells of a wrong one."""

from __future__ import annotations


def count(word: str) -> int:
    """A number from 1 on."""
    number = int(word)
    if number < 1:
        raise ValueError
    return number


def place(word: str) -> int:
    """A number from 0 on."""
    number = int(word)
    if number < 0:
        raise ValueError
    return number
