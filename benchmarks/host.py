"""What the numbers hold for: processor, cores, system, file system, versions."""

import importlib.metadata
import os
import platform
import subprocess
from pathlib import Path

PACKAGES = ("dexcli", "typer", "tomli")


def named(folder: Path) -> str:
    """Return the machine and the versions in a line; ``folder`` is where the files were."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    return (
        f"{_processor()}, {os.cpu_count()} cores; {platform.system()} {_kernel()}; "
        f"{_file_system(folder)}; {platform.python_implementation()} "
        f"{platform.python_version()}; {_git()}; {versions}"
    )


def _kernel() -> str:
    return ".".join(platform.release().split(".")[:2])


def _git() -> str:
    words = ["git", "--version"]
    return subprocess.run(words, capture_output=True, check=True, text=True).stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _file_system(folder: Path) -> str:
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "file system unknown"
    fields = [mount.split() for mount in mounts]
    above = [(len(f[1]), f[2]) for f in fields if folder.resolve().is_relative_to(f[1])]
    return max(above, default=(0, "file system unknown"))[1]
