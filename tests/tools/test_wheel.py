"""The wheel and the source distribution that PyPI gets, built and installed with the real tools."""

import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest

MISTAKE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      targetPorts: 8080
"""


@pytest.fixture(scope="module")
def version(root) -> str:
    """The version in Cargo.toml."""
    return tomllib.loads((root / "Cargo.toml").read_text())["package"]["version"]


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """`kubelint` in a fresh virtual environment, installed without any index."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    programs = folder / ("Scripts" if sys.platform == "win32" else "bin")
    install = [programs / "python", "-m", "pip", "install", "--quiet", "--no-index", wheel]
    subprocess.run(install, check=True)
    return programs / "kubelint"


@pytest.fixture(scope="module")
def sdist(tool, root, tmp_path_factory) -> dict[str, bytes]:
    """The files of the source distribution, by their path in it."""
    folder = tmp_path_factory.mktemp("sdist")
    subprocess.run([tool("maturin"), "sdist", "--out", folder], cwd=root, check=True)
    (built,) = folder.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        return {
            member.name.partition("/")[2]: archive.extractfile(member).read() for member in files
        }


def run(program: Path, *arguments: str, folder: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [program, *arguments],
        cwd=folder,
        env={name: value for name, value in os.environ.items() if not name.startswith("KUBELINT")},
        capture_output=True,
        encoding="utf-8",
    )


def test_the_installed_binary_says_the_version_of_the_crate(installed, version, tmp_path):
    ran = run(installed, "--version", folder=tmp_path)
    assert (ran.returncode, ran.stdout) == (0, f"kubelint {version}\n")


def test_the_installed_binary_checks(installed, tmp_path):
    (tmp_path / "service.yaml").write_text(MISTAKE)
    ran = run(installed, "check", "--format", "concise", folder=tmp_path)
    assert ran.returncode == 1, ran.stderr
    assert ran.stdout.startswith("service.yaml:8:7: error[field-unknown]")


def test_the_wheel_is_the_binary_and_what_describes_it(wheel, version):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    about = f"kubelint-{version}.dist-info"
    assert {name for name in names if not name.startswith(about)} == {
        f"kubelint-{version}.data/scripts/kubelint"
    }
    assert f"{about}/licenses/LICENSE" in names


def test_the_wheel_is_for_every_python_and_depends_on_nothing(wheel, version):
    assert re.fullmatch(rf"kubelint-{re.escape(version)}-py3-none-\w+(\.\w+)*\.whl", wheel.name)
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"kubelint-{version}.dist-info/METADATA").decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert "Requires-Dist" not in metadata
    assert "](docs/" not in metadata, "links of the page on PyPI are absolute"


def test_the_binary_in_the_wheel_has_no_symbols(wheel, version):
    with zipfile.ZipFile(wheel) as archive:
        binary = archive.read(f"kubelint-{version}.data/scripts/kubelint")
    if not binary.startswith(b"\x7fELF"):
        pytest.skip("only the format of Linux is looked into")
    assert b".symtab" not in binary


def test_the_source_distribution_holds_what_the_build_reads(sdist):
    read = {"build.rs", "Cargo.toml", "Cargo.lock", "pyproject.toml", "src/main.rs", "LICENSE"}
    assert read <= set(sdist)
    folders = {name.partition("/")[0] for name in sdist if "/" in name}
    assert folders == {"packaging", "policies", "schemas", "src"}
    assert sum(map(len, sdist.values())) < 10_000_000


def test_the_source_distribution_is_a_crate(sdist, tmp_path):
    for name, content in sdist.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    command = ["cargo", "metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)


def test_the_crate_is_small_and_leaves_test_data_out(root):
    command = ["cargo", "package", "--list", "--allow-dirty"]
    listed = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    names = listed.stdout.splitlines()
    folders = {name.partition("/")[0] for name in names if "/" in name}
    assert folders == {"policies", "schemas", "src"}
    files = [root / name for name in names if (root / name).is_file()]
    # The limit of the registry, before compression: crates.io takes 10 MB compressed.
    assert sum(path.stat().st_size for path in files) < 10_000_000
