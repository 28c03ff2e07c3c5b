"""What the tests with real tools share: the binary, the wheel, and what is not installed.

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

# What is tested is that it builds and installs: the release profile of a person takes eight minutes.
CHEAP_PROFILE = {
    "CARGO_PROFILE_RELEASE_LTO": "off",
    "CARGO_PROFILE_RELEASE_OPT_LEVEL": "1",
    "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
}


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


@pytest.fixture(scope="session")
def release_environment() -> dict[str, str]:
    """The environment of release builds: cheap, and with one target folder for all of them.

    Where crates come from and which toolchain builds them is found below the home folder; the
    variables say so too, because tests have a home folder of their own.
    """
    home = Path.home()
    environment = {
        **CHEAP_PROFILE,
        "CARGO_TARGET_DIR": str(ROOT / "target" / "tools"),
        "CARGO_HOME": str(home / ".cargo"),
        "RUSTUP_HOME": str(home / ".rustup"),
    }
    return {name: os.environ.get(name, value) for name, value in environment.items()}


@pytest.fixture(scope="session")
def wheel(tool, release_environment, tmp_path_factory) -> Path:
    """A wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheels")
    command = [tool("maturin"), "build", "--release", "--locked", "--out", folder]
    environment = {**os.environ, **release_environment}
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    (built,) = folder.glob("*.whl")
    return built
