"""How the Action comes by kubelint: a release with a checksum, else its own source."""

import hashlib
import io
import shutil
import tarfile
import threading
import zipfile
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from conftest import STAND_IN

TARGET = "x86_64-unknown-linux-musl"
TARGETS = [
    ("Linux", "X64", "x86_64-unknown-linux-musl"),
    ("Linux", "ARM64", "aarch64-unknown-linux-musl"),
    ("macOS", "X64", "x86_64-apple-darwin"),
    ("macOS", "ARM64", "aarch64-apple-darwin"),
    ("Windows", "X64", "x86_64-pc-windows-msvc"),
]

# Notes its arguments, and installs what stands beside it as kubelint.
CARGO = """#!/usr/bin/env bash
printf '%s\\n' "$PWD" "$@" >"{folder}/cargo.txt"
while [ "$1" != --root ]; do shift; done
mkdir -p "$2/bin" && cp "{folder}/kubelint" "$2/bin/kubelint"
"""


class Releases:
    """The downloads of kubelint's releases, on a server of their own."""

    def __init__(self, job, stand_in):
        self.job = job
        self.stand_in = stand_in
        self.files: dict[str, bytes] = {}
        self.requests: list[str] = []
        self.tokens: list[str | None] = []
        self.status = 404
        releases = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                releases.requests.append(self.path.lstrip("/"))
                releases.tokens.append(self.headers["Authorization"])
                body = releases.files.get(self.path.lstrip("/"))
                self.send_response(releases.status if body is None else 200)
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=partial(self.server.serve_forever, 0.05), daemon=True).start()
        job.env["KUBELINT_RELEASES_URL"] = self.address

    def publish(self, version: str, target: str = TARGET) -> str:
        """Publishes a release; the path of its archive."""
        name, windows = f"kubelint-v{version}-{target}", "windows" in target
        program = self.stand_in.write(self.stand_in.folder / "published").read_bytes()
        archive = io.BytesIO()
        if windows:
            with zipfile.ZipFile(archive, "w") as files:
                files.writestr(f"{name}/kubelint.exe", program)
        else:
            with tarfile.open(fileobj=archive, mode="w:gz") as files:
                entry = tarfile.TarInfo(f"{name}/kubelint")
                entry.size, entry.mode = len(program), 0o755
                files.addfile(entry, io.BytesIO(program))
        file = f"{name}.zip" if windows else f"{name}.tar.gz"
        path = f"v{version}/{file}"
        self.files[path] = archive.getvalue()
        self.files[f"{path}.sha256"] = f"{hashlib.sha256(archive.getvalue()).hexdigest()}  {file}\n".encode()
        return path


@pytest.fixture
def releases(empty_job, stand_in):
    releases = Releases(empty_job, stand_in)
    yield releases
    releases.server.shutdown()
    releases.server.server_close()


@pytest.fixture
def cargo(empty_job, stand_in):
    """A cargo that installs the stand-in; its call is noted."""
    stand_in.write(stand_in.folder / "kubelint")
    program = empty_job.bin / "cargo"
    program.write_text(CARGO.format(folder=stand_in.folder))
    program.chmod(0o755)
    for name in ("cp", "env"):
        (empty_job.bin / name).symlink_to(shutil.which(name))
    return stand_in.folder / "cargo.txt"


def test_the_version_is_that_of_the_tag(empty_job, releases, stand_in):
    stand_in.answers(version="7.8.9")
    releases.publish("7.8.9")
    empty_job.action_ref = "v7.8.9"
    run = empty_job.run()
    assert run.failed is None and stand_in.was_called
    assert run.outputs["version"] == "7.8.9"


@pytest.mark.parametrize("ref", ["", "main", "v1", "refs/pull/1/merge", "5d4e8d1aca955e8d8589aabd499c5cae939e33c7"])
def test_without_a_tag_the_version_is_that_of_the_source(empty_job, releases, version, ref):
    path = releases.publish(version)
    empty_job.action_ref = ref
    assert empty_job.run().failed is None
    assert releases.requests == [path, f"{path}.sha256"]


@pytest.mark.parametrize("given", ["1.2.3", "v1.2.3", "1.2.3-rc.1"])
def test_the_input_decides_over_the_tag(empty_job, releases, given):
    releases.publish(given.removeprefix("v"))
    empty_job.action_ref = "v7.8.9"
    assert empty_job.run(version=given).failed is None


@pytest.mark.parametrize("given", ["latest", "1.2", "1.2.3/../../evil", "$(touch pwned)", "1.2.3\n4.5.6", "1.2.3;x"])
def test_a_version_is_nothing_else(empty_job, releases, given):
    run = empty_job.run(version=given)
    assert run.messages("error") == [f"the input `version` is like 1.2.3, not `{given}`"]
    assert run.code == 2 and releases.requests == []


@pytest.mark.parametrize(("os", "arch", "target"), TARGETS)
def test_each_platform_has_its_archive(empty_job, releases, version, tool, os, arch, target):
    path = releases.publish(version, target)
    empty_job.env |= {"RUNNER_OS": os, "RUNNER_ARCH": arch}
    (empty_job.bin / "unzip").symlink_to(tool("unzip"))
    run = empty_job.run()
    assert run.failed is None
    assert releases.requests[0] == path


def test_kubelint_is_on_the_path_of_later_steps(empty_job, releases, version, cached):
    releases.publish(version)
    assert empty_job.run().path == [str(cached.parent)]


def test_install_only_checks_nothing(empty_job, releases, stand_in, version):
    releases.publish(version)
    run = empty_job.run(install_only="true")
    assert run.failed is None and run.steps == ["Install kubelint"]
    assert not stand_in.was_called and run.path
    assert run.outputs["version"] == "0.1.0"


def test_a_machine_downloads_a_version_once(empty_job, releases, version):
    releases.publish(version)
    empty_job.run()
    releases.requests.clear()
    assert empty_job.run().failed is None
    assert releases.requests == []


def refused(run, message: str, cached) -> None:
    assert run.code == 2 and run.steps == ["Install kubelint"]
    assert len(run.messages("error")) == 1 and message in run.messages("error")[0]
    assert not cached.exists()


def test_a_wrong_checksum_is_an_error(empty_job, releases, version, cached, cargo):
    path = releases.publish(version)
    releases.files[path] += b"more"
    refused(empty_job.run(), f"the checksum of {path.rpartition('/')[2]} is wrong", cached)
    assert not cargo.exists()


def test_a_missing_checksum_is_an_error(empty_job, releases, version, cached, cargo):
    path = releases.publish(version)
    del releases.files[f"{path}.sha256"]
    refused(empty_job.run(), "has no checksum", cached)
    assert not cargo.exists()


@pytest.mark.parametrize("text", ["", "\n", "<html>", "0" * 63, "0" * 65])
def test_what_is_no_checksum_is_an_error(empty_job, releases, version, cached, cargo, text):
    path = releases.publish(version)
    releases.files[f"{path}.sha256"] = text.encode()
    refused(empty_job.run(), "holds no SHA-256 checksum", cached)
    assert not cargo.exists()


def test_an_archive_without_kubelint_is_an_error(empty_job, releases, version, cached, cargo):
    releases.publish("0.0.1")
    right, wrong = releases.publish(version), f"v0.0.1/kubelint-v0.0.1-{TARGET}.tar.gz"
    releases.files[right] = releases.files[wrong]
    releases.files[f"{right}.sha256"] = releases.files[f"{wrong}.sha256"]
    refused(empty_job.run(), "holds no kubelint-v", cached)
    assert not cargo.exists()


def test_a_server_that_refuses_is_an_error(empty_job, releases, cached, cargo):
    releases.status = 403
    refused(empty_job.run(), "cannot be downloaded", cached)
    assert not cargo.exists()


def test_a_release_that_is_not_there_is_built_from_source(empty_job, releases, stand_in, version, cargo, root):
    run = empty_job.run()
    assert run.failed is None and stand_in.was_called
    assert run.messages("notice") == [
        f"kubelint {version} has no binary for Linux X64: building it from source, which takes minutes"
    ]
    folder, *arguments = cargo.read_text().splitlines()
    assert folder == str(root)
    assert arguments[:4] == ["install", "--locked", "--path", str(root)]


def test_a_platform_without_binaries_builds_from_source(empty_job, releases, stand_in, cargo):
    empty_job.env["RUNNER_ARCH"] = "ARM"
    assert empty_job.run().failed is None
    assert stand_in.was_called and releases.requests == []


@pytest.mark.parametrize(
    ("ref", "built_again"), [("5d4e8d1aca955e8d8589aabd499c5cae939e33c7", False), ("main", True), ("", True)]
)
def test_what_is_built_from_a_fixed_commit_is_kept(empty_job, releases, cargo, ref, built_again):
    empty_job.action_ref = ref
    empty_job.run()
    cargo.unlink()
    # The next job of a machine finds its tool cache, and an empty temporary folder.
    shutil.rmtree(empty_job.temp)
    empty_job.temp.mkdir()
    assert empty_job.run().failed is None
    assert cargo.exists() == built_again


def test_another_version_is_not_built_from_this_source(empty_job, releases, version, cargo):
    run = empty_job.run(version="99.0.0")
    assert run.code == 2 and not cargo.exists()
    assert f"this Action is the source of {version}: use kubelint/kubelint@v99.0.0" in run.messages("error")[0]


def test_without_cargo_it_says_what_is_missing(empty_job, releases):
    run = empty_job.run()
    assert run.code == 2
    assert "cargo is not installed" in run.messages("error")[0]


def test_the_token_goes_to_the_server_and_nowhere_else(empty_job, releases, version):
    releases.publish(version)
    run = empty_job.run(token="s3cret-token")
    assert releases.tokens == ["Bearer s3cret-token"] * 2
    assert "s3cret" not in run.log


def test_without_a_token_none_is_sent(empty_job, releases, version):
    releases.publish(version)
    empty_job.run()
    assert releases.tokens == [None, None]
