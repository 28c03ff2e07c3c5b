"""What the tests with real tools share: the binary, and what is not installed.

They are run with `python3 -m pytest tests/tools` after `cargo build`; a test whose tool is missing
is skipped with its name, unless `KUBELINT_TOOLS=required` is set, as continuous integration does.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def kubelint() -> Path:
    """The binary under test: `$KUBELINT`, else the one that `cargo build` makes."""
    given = os.environ.get("KUBELINT")
    if given:
        return Path(given).resolve()
    subprocess.run(["cargo", "build", "--quiet"], cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return target / "debug" / "kubelint"


@pytest.fixture(scope="session")
def tool():
    """Finds a program, beside this Python or on the path; skips the test when there is none."""

    def find(*names: str) -> str:
        for name in names:
            beside = Path(sys.executable).parent / name
            found = str(beside) if beside.exists() else shutil.which(name)
            if found:
                return found
        missing = f"{names[0]} is not installed"
        if os.environ.get("KUBELINT_TOOLS") == "required":
            pytest.fail(missing)
        pytest.skip(missing)

    return find
