"""The lock file: every package with its version and hashes, for all systems and Pythons at once."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from dev_environment import Environment, SetUpError

OLDEST_PYTHON = "3.11"


def refresh_lock(root: Path, *, upgrade: bool) -> None:
    """Write ``packaging/requirements.lock`` anew from pyproject.toml, keeping versions unless ``upgrade``.

    Raises SetUpError if uv is missing or fails, or if its answer is no good lock; the old file then stays.
    """
    lock = root / "packaging" / "requirements.lock"
    own = Environment(root).script("uv")
    uv = str(own) if own.exists() else shutil.which("uv")
    if uv is None:
        raise SetUpError("Locking needs uv, which nothing else here does. Install it with: pip install uv")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / lock.name
        if lock.exists():
            shutil.copyfile(lock, fresh)  # uv keeps the versions that it finds there
        done = subprocess.run(
            compile_command(uv, root / "pyproject.toml", fresh, upgrade=upgrade),
            check=False,
            stdout=subprocess.DEVNULL,
            cwd=root,
            env={**os.environ, "UV_PYTHON_DOWNLOADS": "never"},
        )
        if done.returncode:
            raise SetUpError("uv could not resolve what pyproject.toml asks for; the lock file is as it was.")
        text = fresh.read_text(encoding="utf-8")
    faults = lock_faults(text)
    if faults:
        raise SetUpError("The new lock was not written: " + "; ".join(faults))
    lock.write_text(text, encoding="utf-8", newline="\n")
    print(f"{lock} names {len(requirements(text))} packages.")


def compile_command(uv: str, source: Path, target: Path, *, upgrade: bool) -> list[str]:
    """The call of uv: one lock for all systems, with hashes, and without the address it was resolved from."""
    options = ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--extra", "dev"]
    silence = ["--no-emit-index-url", "--no-header", "--no-annotate"]
    more = ["--upgrade"] if upgrade else []
    return [uv, "pip", "compile", *options, *silence, *more, str(source), "-o", str(target)]


def requirements(text: str) -> list[str]:
    """The requirements of a lock, each with its hashes on one line."""
    joined = re.sub(r"\\\r?\n\s*", "", text)
    return [line for line in joined.splitlines() if line.strip() and not line.startswith("#")]


def lock_faults(text: str) -> list[str]:
    """What is wrong with a lock: an address in it, an open version, or a package without a hash."""
    faults = ["it holds an address"] if "http" in text or "://" in text else []
    for line in requirements(text):
        name = line.split(" ", 1)[0]
        if line.startswith("-"):
            faults.append(f"{name} is an option of pip, not a package")
        elif "==" not in name:
            faults.append(f"{name} has no exact version")
        elif "--hash=sha256:" not in line:
            faults.append(f"{name} has no hash")
    return faults
