"""The workflows, the scripts of a release and the image: linted with the real tools, and tried out."""

import hashlib
import json
import os
import re
import shutil
import stat
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

FAKE_BINARY = """\
#!/bin/sh
case "$1" in
  --version) echo "kubelint 1.2.3" ;;
  man)
    echo ".TH kubelint 1" >"$2/kubelint.1"
    echo ".TH check 1" >"$2/kubelint-check.1"
    echo "wrote the manual pages into $2"
    ;;
  completions) echo "completes $2" ;;
esac
"""

CHANGELOG = """\
# Changelog

## [Unreleased]

- Not yet.

## [1.2.3] - 2026-01-31

### Added

- A new rule.

## [1.2.3-rc.1] - 2026-01-01

- Before that.

[1.2.3]: https://github.com/kubelint/kubelint/releases/tag/v1.2.3
"""


@pytest.fixture(scope="module")
def actions(root) -> list[Path]:
    """The workflows, and the Action where there is one."""
    found = sorted((root / ".github" / "workflows").glob("*.yml"))
    assert {path.name for path in found} >= {"ci.yml", "release.yml"}
    return found + [path for path in [root / "action.yml"] if path.exists()]


@pytest.fixture
def checkout(root, tmp_path) -> Path:
    """A copy of what the scripts read and write, at version 1.2.3."""
    copy = tmp_path / "checkout"
    copy.mkdir()
    for folder in ["scripts/release", "packaging"]:
        shutil.copytree(root / folder, copy / folder)
    for file in ["Cargo.toml", "Cargo.lock", "README.md", "LICENSE", "docs/pre-commit.md"]:
        (copy / file).parent.mkdir(exist_ok=True)
        shutil.copy(root / file, copy / file)
    changelog = copy / "CHANGELOG.md"
    changelog.write_text("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A new rule.\n")
    script(copy, "prepare.sh", "1.2.3")
    changelog.write_text(CHANGELOG)
    return copy


def attempt(folder: Path, name: str, *arguments, **environment: str):
    return subprocess.run(
        [folder / "scripts" / "release" / name, *map(str, arguments)],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
    )


def script(folder: Path, name: str, *arguments, **environment: str) -> str:
    ran = attempt(folder, name, *arguments, **environment)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def program(folder: Path, name: str, text: str) -> Path:
    """An executable file."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text)
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "init.defaultBranch=main", *arguments]
    ran = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout


def test_actionlint_has_no_finding(tool, root):
    ran = subprocess.run([tool("actionlint"), "-color=false"], cwd=root, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_zizmor_has_no_finding(tool, actions):
    command = [tool("zizmor"), "--offline", "--no-progress", "--quiet", *actions]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_shellcheck_has_no_finding(tool, root):
    scripts = [*(root / "scripts" / "release").glob("*.sh"), *(root / "packaging").rglob("*.sh")]
    ran = subprocess.run(
        [tool("shellcheck"), *scripts, root / ".ci" / "run"], capture_output=True, text=True
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_actions_are_pinned_and_say_their_version(actions):
    for path in actions:
        for line in path.read_text().splitlines():
            used = re.match(r"\s*(?:- )?uses: (\S+)(.*)", line)
            if used and not used[1].startswith("./"):
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used[1]), f"{path.name}: {line}"
                assert re.fullmatch(r" # v\d+\.\d+\.\d+", used[2]), f"{path.name}: {line}"


def test_an_action_has_one_pin(actions):
    pins: dict[str, set[str]] = {}
    for path in actions:
        for name, pin in re.findall(r"uses: ([\w./-]+)@(\S+)", path.read_text()):
            pins.setdefault(name, set()).add(pin)
    assert {name: pin for name, pin in pins.items() if len(pin) > 1} == {}


def test_jobs_are_given_their_permissions_one_by_one(actions):
    for path in actions:
        workflow = yaml.safe_load(path.read_text())
        for name, job in workflow.get("jobs", {}).items():
            assert workflow["permissions"] == {}, path.name
            assert "permissions" in job, f"{path.name}: {name}"


def test_workflows_and_image_build_with_the_rust_of_the_crate(root, actions):
    wanted = tomllib.loads((root / "Cargo.toml").read_text())["package"]["rust-version"]
    for path in actions:
        for stated in re.findall(r'RUSTUP_TOOLCHAIN: "(.*)"', path.read_text()):
            assert stated == wanted, path.name
    assert f"FROM rust:{wanted}-alpine AS source" in (root / "Dockerfile").read_text()


def test_verify_takes_the_tag_of_the_version(checkout):
    assert script(checkout, "verify.sh", "v1.2.3") == "1.2.3\n"


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        ("Cargo.toml", '"1.2.3"', '"1.2.4"', "the version in Cargo.toml is 1.2.4"),
        ("Cargo.lock", '"1.2.3"', '"1.2.2"', "the version in Cargo.lock is 1.2.2"),
        ("packaging/pre-commit-mirror/pyproject.toml", "1.2.3", "1.2.2", "the mirror pins another version"),
        ("CHANGELOG.md", "[1.2.3] -", "[1.2.4] -", "says nothing about 1.2.3"),
    ],
)
def test_verify_refuses_a_checkout_of_another_version(checkout, file, before, after, message):
    path = checkout / file
    text = path.read_text()
    assert before in text
    name = 'name = "kubelint"\nversion = ' if file == "Cargo.lock" else ""
    path.write_text(text.replace(name + before, name + after))
    ran = attempt(checkout, "verify.sh", "v1.2.3")
    assert ran.returncode == 1
    assert message in ran.stderr


@pytest.mark.parametrize("tag", ["1.2.3", "v1.2", "v1.2.3 ", "vnext", "v1.2.3;ls"])
def test_verify_refuses_what_is_no_tag_of_a_version(checkout, tag):
    ran = attempt(checkout, "verify.sh", tag)
    assert ran.returncode == 1
    assert "is not of the form" in ran.stderr


def test_notes_are_the_section_of_the_version(checkout):
    assert script(checkout, "notes.sh", "1.2.3") == "### Added\n\n- A new rule.\n"
    assert script(checkout, "notes.sh", "1.2.3-rc.1") == "- Before that.\n"


def test_prepare_dates_the_changelog_and_keeps_what_is_unreleased_for_it(root, checkout):
    shutil.copy(root / "CHANGELOG.md", checkout)
    script(checkout, "prepare.sh", "1.3.0")
    text = (checkout / "CHANGELOG.md").read_text()
    assert re.search(r"## \[Unreleased\]\n\n## \[1\.3\.0\] - \d{4}-\d\d-\d\d\n\n### Added\n", text)
    assert 'version = "1.3.0"' in (checkout / "Cargo.toml").read_text()
    assert "rev: v1.3.0" in (checkout / "docs" / "pre-commit.md").read_text()
    assert "- uses: kubelint/kubelint@v1.3.0\n" in (checkout / "README.md").read_text()


@pytest.mark.parametrize("target", ["x86_64-unknown-linux-musl", "x86_64-pc-windows-msvc"])
def test_an_archive_holds_the_binary_and_what_belongs_to_it(checkout, tmp_path, target):
    windows = "windows" in target
    binary = program(tmp_path / "built", "kubelint.exe" if windows else "kubelint", FAKE_BINARY)
    printed = script(checkout, "archive.sh", binary, target, tmp_path / "dist")
    archive = Path(printed.strip())
    name = f"kubelint-v1.2.3-{target}"
    assert [path.name for path in (tmp_path / "dist").iterdir()] == [archive.name]
    if windows:
        assert archive.name == f"{name}.zip"
        files = {entry for entry in zipfile.ZipFile(archive).namelist() if not entry.endswith("/")}
    else:
        assert archive.name == f"{name}.tar.gz"
        with tarfile.open(archive) as opened:
            files = {member.name for member in opened if member.isfile()}
            assert opened.getmember(f"{name}/kubelint").mode == 0o755
    assert files == {
        f"{name}/{file}"
        for file in [
            binary.name,
            "README.md",
            "LICENSE",
            "CHANGELOG.md",
            "man/kubelint.1",
            "man/kubelint-check.1",
            "completions/kubelint.bash",
            "completions/_kubelint",
            "completions/kubelint.fish",
            "completions/_kubelint.ps1",
            "completions/kubelint.elv",
        ]
    }


def test_one_build_gives_the_archive_and_the_wheel(checkout, tmp_path):
    target = "x86_64-unknown-linux-musl"
    built = checkout / "target" / target / "release"
    program(
        tmp_path / "bin",
        "maturin",
        f'#!/bin/sh\necho "maturin $@"\nmkdir -p {built}\ncp {tmp_path}/bin/kubelint {built}\n',
    )
    program(tmp_path / "bin", "kubelint", FAKE_BINARY)
    program(tmp_path / "bin", "python3", '#!/bin/sh\necho "python3 $@"\n')
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    tags = "manylinux2014 musllinux_1_1"
    said = script(checkout, "build.sh", target, "dist", tags, PATH=path, CARGO_TARGET_DIR="target")
    assert said.splitlines() == [
        f"maturin build --release --locked --target {target} --compatibility {tags} --out dist/wheels",
        f"dist/archives/kubelint-v1.2.3-{target}.tar.gz",
        "python3 -m pip install --no-index --find-links dist/wheels kubelint",
        "kubelint 1.2.3",
    ]
    assert (checkout / "dist" / "archives" / f"kubelint-v1.2.3-{target}.tar.gz").exists()


def test_the_archives_are_where_binstall_looks(root, checkout, tmp_path):
    metadata = tomllib.loads((root / "Cargo.toml").read_text())["package"]["metadata"]["binstall"]
    for target, suffix in [("aarch64-apple-darwin", ""), ("x86_64-pc-windows-msvc", ".exe")]:
        binary = program(tmp_path / "built", f"kubelint{suffix}", FAKE_BINARY)
        archive = Path(script(checkout, "archive.sh", binary, target, tmp_path / "dist").strip())
        values = {"version": "1.2.3", "target": target, "bin": "kubelint", "binary-ext": suffix}
        stated = {**metadata, **metadata["overrides"].get(target, {})}

        def filled(key: str) -> str:
            return re.sub(r"\{ ([\w-]+) \}", lambda part: values.get(part[1], part[0]), stated[key])

        assert filled("pkg-url") == "{ repo }/releases/download/v1.2.3/" + archive.name
        opened = zipfile.ZipFile(archive).namelist() if suffix else tarfile.open(archive).getnames()
        assert filled("bin-dir") in opened


def test_checksums_are_those_of_the_files(checkout, tmp_path):
    contents = {"a.tar.gz": b"a", "b.zip": b"b"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    script(checkout, "checksums.sh", tmp_path)
    lines = {name: f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in contents.items()}
    for name, line in lines.items():
        assert (tmp_path / f"{name}.sha256").read_text() == line
    assert (tmp_path / "SHA256SUMS").read_text() == "".join(lines.values())


def test_checksums_of_nothing_fail(checkout, tmp_path):
    assert attempt(checkout, "checksums.sh", tmp_path).returncode == 1


def test_the_release_on_github_has_the_notes_and_the_files(checkout, tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "a.tar.gz").touch()
    program(tmp_path / "bin", "gh", '#!/bin/sh\necho "$@"\ncat\n')
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    said = script(checkout, "publish.sh", "1.2.3", tmp_path / "dist", PATH=path)
    assert said.startswith("release create v1.2.3 --verify-tag --title 1.2.3 --notes-file - /")
    assert said.endswith("/dist/a.tar.gz\n### Added\n\n- A new rule.\n")
    said = script(checkout, "publish.sh", "1.2.3-rc.1", tmp_path / "dist", PATH=path)
    assert "--prerelease" in said


def test_the_image_is_built_from_the_archives_of_both_architectures(checkout, tmp_path):
    for architecture in ["x86_64", "aarch64"]:
        binary = program(tmp_path / "built", "kubelint", f"{FAKE_BINARY}# {architecture}\n")
        script(checkout, "archive.sh", binary, f"{architecture}-unknown-linux-musl", tmp_path / "dist")
    digest = f"sha256:{'0' * 64}"
    written = json.dumps({"containerimage.digest": digest}, indent=2)
    program(
        tmp_path / "bin",
        "docker",
        f"#!/bin/sh\necho \"$@\" >>{tmp_path}/docker.txt\n[ $2 = create ] ||\n"
        f"cat >target/image/metadata.json <<'E'\n{written}\nE\n",
    )
    path = f"{tmp_path / 'bin'}:{os.environ['PATH']}"
    image = "ghcr.io/kubelint/kubelint"
    said = script(checkout, "image.sh", "1.2.3", tmp_path / "dist", image, PATH=path)
    assert said == f"{digest}\n"
    for platform, architecture in [("amd64", "x86_64"), ("arm64", "aarch64")]:
        binary = checkout / "target" / "image" / platform / "kubelint"
        assert binary.read_text().endswith(f"# {architecture}\n")
    build = (tmp_path / "docker.txt").read_text().splitlines()[-1]
    assert "--build-arg BINARY=prebuilt" in build
    assert "--platform linux/amd64,linux/arm64" in build
    assert re.findall(r"--tag (\S+)", build) == [f"{image}:1.2.3", f"{image}:1.2", f"{image}:latest"]


def test_the_image_starts_from_nothing_and_does_not_run_as_root(root):
    final = (root / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert final.startswith("scratch\n")
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE)
    assert 'ENTRYPOINT ["/usr/local/bin/kubelint"]' in final


def test_the_image_is_given_all_that_cargo_reads(root, tmp_path):
    lines = (root / ".dockerignore").read_text().splitlines()
    for name in [line[1:] for line in lines if line.startswith("!") and "target" not in line]:
        source = root / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    command = ["cargo", "metadata", "--no-deps", "--offline", "--locked", "--format-version", "1"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    for read in ["src/main.rs", "build.rs", "policies", "schemas/kubernetes"]:
        assert (tmp_path / read).exists()


def test_the_mirror_installs_the_version_of_the_crate(root):
    version = tomllib.loads((root / "Cargo.toml").read_text())["package"]["version"]
    mirror = root / "packaging" / "pre-commit-mirror"
    project = tomllib.loads((mirror / "pyproject.toml").read_text())["project"]
    assert project["dependencies"] == [f"kubelint=={version}"]
    pages = [mirror / "README.md", root / "README.md", *(root / "docs").glob("*.md")]
    stated = [re.findall(r"(?:rev: |kubelint/kubelint@)v(\d\S+)", page.read_text()) for page in pages]
    assert set().union(*stated) == {version}
    assert (mirror / "LICENSE").read_text() == (root / "LICENSE").read_text()


def test_the_mirror_is_published_once_per_version(checkout, tmp_path):
    published = tmp_path / "mirror.git"
    git(tmp_path, "init", "--quiet", "--bare", str(published))
    for version in ["1.2.3", "1.2.3", "1.3.0"]:
        script(checkout, "mirror.sh", version, published)
    assert git(published, "tag").split() == ["v1.2.3", "v1.3.0"]
    assert git(published, "log", "--format=%s", "main").splitlines() == ["kubelint 1.3.0", "kubelint 1.2.3"]
    assert "kubelint==1.2.3" in git(published, "show", "v1.2.3:pyproject.toml")
    assert "kubelint==1.3.0" in git(published, "show", "main:pyproject.toml")
    files = git(published, "ls-tree", "--name-only", "main").split()
    assert set(files) == {".pre-commit-hooks.yaml", "LICENSE", "README.md", "bump.sh", "pyproject.toml"}


@pytest.mark.parametrize("version", ["v1.2.3", "1.2.3/g", ""])
def test_the_mirror_refuses_what_is_no_version(checkout, version):
    mirror = checkout / "packaging" / "pre-commit-mirror"
    before = (mirror / "pyproject.toml").read_text()
    ran = subprocess.run([mirror / "bump.sh", version], capture_output=True)
    assert ran.returncode != 0
    assert (mirror / "pyproject.toml").read_text() == before
