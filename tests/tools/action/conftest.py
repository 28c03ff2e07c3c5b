"""What the tests of the GitHub Action share: a job with kubelint in its tool cache."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from github_runner import GitHubRunner

# Stands in for kubelint: notes how it was called, and answers as `answer.json` says.
STAND_IN = """#!{python}
import json, os, sys
from pathlib import Path

folder = Path({folder!r})
answer = json.loads((folder / "answer.json").read_text())
if sys.argv[1:] == ["--version"]:
    print("kubelint " + answer["version"])
    sys.exit()
variables = {{name: value for name, value in os.environ.items() if name.startswith("KUBELINT_")}}
call = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "variables": variables, "input": sys.stdin.read()}}
(folder / "call.json").write_text(json.dumps(call))
for option, value in zip(sys.argv, sys.argv[1:]):
    name, _, file = value.partition("=")
    if option == "--format" and file and name in answer["files"]:
        Path(file).write_text(answer["files"][name])
sys.stdout.write(answer["stdout"])
sys.stderr.write(answer["stderr"])
sys.exit(answer["exit"])
"""


class StandIn:
    """A kubelint that answers what a test needs."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir()
        self.answer = {"version": "0.1.0", "exit": 0, "stdout": "no problems\n", "stderr": "", "files": {}}
        self.finds()

    def finds(self, errors: int = 0, warnings: int = 0, infos: int = 0, **files: str) -> None:
        """Lets it write reports with these totals; `files` are other contents, by format."""
        summary = {"files": 1, "errors": errors, "warnings": warnings, "infos": infos}
        finding = {"rule": "x", "summary": {"errors": 9}, "message": '  "diagnostics": \n    "errors": 7,'}
        json_report = {"schema": "kubelint.report/v1", "summary": summary, "diagnostics": [finding]}
        self.answer["files"] = {
            "json": json.dumps(json_report, indent=2),
            "sarif": '{\n  "uri": "k8s/web.yaml"\n}\n',
            "html": "<!doctype html>\n",
            "github": "",
            "summary-md": f"{errors} errors\n",
        } | {name.replace("_", "-"): text for name, text in files.items()}
        self.answers(exit=int(errors > 0))

    def answers(self, **answer) -> None:
        self.answer |= answer
        (self.folder / "answer.json").write_text(json.dumps(self.answer))

    def write(self, path: Path) -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(STAND_IN.format(python=sys.executable, folder=str(self.folder)))
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    @property
    def call(self) -> dict:
        """How it was called."""
        return json.loads((self.folder / "call.json").read_text())

    def option(self, name: str) -> str | None:
        """The value of an option that is given once at most."""
        arguments = self.call["arguments"]
        values = [value for option, value in zip(arguments, arguments[1:]) if option == name]
        assert len(values) <= 1
        return values[0] if values else None

    @property
    def was_called(self) -> bool:
        return (self.folder / "call.json").exists()


@pytest.fixture
def stand_in(tmp_path: Path) -> StandIn:
    return StandIn(tmp_path / "stand-in")


@pytest.fixture
def empty_job(root: Path, tmp_path: Path) -> GitHubRunner:
    """A job on a machine without kubelint."""
    return GitHubRunner(root, tmp_path / "runner", tmp_path / "work" / "shop")


@pytest.fixture(scope="session")
def version(root: Path) -> str:
    """The version of the source that the Action belongs to."""
    return re.search(r'^version = "(.*)"$', (root / "Cargo.toml").read_text(), re.MULTILINE)[1]


@pytest.fixture
def cached(empty_job: GitHubRunner, version: str) -> Path:
    """Where the tool cache has kubelint."""
    return empty_job.tools / "kubelint" / version / "x86_64-unknown-linux-musl" / "kubelint"


@pytest.fixture
def job(empty_job: GitHubRunner, cached: Path, stand_in: StandIn) -> GitHubRunner:
    """A job with the stand-in for kubelint."""
    stand_in.write(cached)
    return empty_job


@pytest.fixture
def real_job(empty_job: GitHubRunner, cached: Path, kubelint: Path) -> GitHubRunner:
    """A job with kubelint itself."""
    cached.parent.mkdir(parents=True)
    cached.symlink_to(kubelint)
    return empty_job


class Repository:
    """A repository on a server, and its checkouts as `actions/checkout` makes them."""

    def __init__(self, home: Path):
        self.home = home
        self.server = home / "server.git"
        self.author = home / "author"
        self._git(home, "init", "--quiet", "--bare", "--initial-branch=main", str(self.server))
        self._git(self.server, "config", "uploadpack.allowAnySHA1InWant", "true")
        self._git(home, "clone", "--quiet", self.url, str(self.author))

    @property
    def url(self) -> str:
        return self.server.as_uri()

    def _git(self, folder: Path, *arguments: str) -> str:
        identity = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "protocol.file.allow=always"]
        env = {"PATH": os.environ["PATH"], "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1"}
        done = subprocess.run(
            ["git", *identity, *arguments], cwd=folder, env=env, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def git(self, *arguments: str) -> str:
        """Runs git where the author works."""
        return self._git(self.author, *arguments)

    def commit(self, files: dict[str, str | None]) -> str:
        """Commits files, with the content or deleted, on the current branch."""
        for name, text in files.items():
            path = self.author / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text) if text is not None else path.unlink()
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=change")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str) -> None:
        self.git("checkout", "--quiet", "-B", name)

    def push(self) -> None:
        self.git("push", "--quiet", "--force", "origin", "--all")

    def pull_request(self, branch: str) -> str:
        """Merges the branch into main as GitHub does for a pull request; the merge."""
        self.git("checkout", "--quiet", "--detach", "main")
        self.git("merge", "--quiet", "--no-ff", "--no-edit", branch)
        merge = self.git("rev-parse", "HEAD")
        self.git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/merge")
        self.push()
        return merge

    def check_out(self, job: GitHubRunner, commit: str, depth: int = 1) -> None:
        """Checks a commit out for a job."""
        self._git(job.workspace, "init", "--quiet")
        self._git(job.workspace, "remote", "add", "origin", self.url)
        limit = [f"--depth={depth}"] if depth else []
        wanted = f"+{commit}:refs/remotes/pull/1/merge"
        self._git(job.workspace, "fetch", "--quiet", "--no-tags", *limit, "origin", wanted)
        self._git(job.workspace, "checkout", "--quiet", "--detach", commit)
        job.env["GITHUB_SHA"] = commit

    def commits_of(self, job: GitHubRunner) -> int:
        """How many commits a checkout has."""
        return len(self._git(job.workspace, "rev-list", "--all", "HEAD").splitlines())

    def has(self, job: GitHubRunner, commit: str) -> bool:
        """Whether a checkout has a commit."""
        known = self._git(job.workspace, "cat-file", "--batch-all-objects", "--batch-check")
        return f"{commit} commit" in known


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty one, with an author on main."""
    home = tmp_path / "forge"
    home.mkdir()
    repository = Repository(home)
    repository.branch("main")
    return repository
