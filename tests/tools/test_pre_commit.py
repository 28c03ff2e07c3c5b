"""The hooks, with the real pre-commit (and prek), in scratch repositories.

Three ways lead to a hook: compiled from the committed HEAD of this checkout, from the mirror with a
wheel that is built here, and with the installed binary. Each is tried for itself; how a commit is
judged is tested with the last one, which needs no installation.
"""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
"""

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: ghcr.io/acme/web:1.0.0
          ports:
            - containerPort: 8080
          readinessProbe:
            httpGet:
              path: /ready
              port: 8080
          resources:
            requests:
              cpu: 100m
              memory: 64Mi
            limits:
              memory: 64Mi
"""

BAD = SERVICE.replace("targetPort", "targetPorts")

SPEC = """\
name = "checkout"
image = "ghcr.io/acme/checkout:1.4.2"
port = 8080
"""

GENERATE = """\
[[generate]]
spec = "app.toml"
output = "k8s"
"""


@dataclass
class Way:
    """How a hook comes to its binary."""

    name: str
    repository: Path
    revision: str
    suffix: str = ""
    environment: dict[str, str] = field(default_factory=dict)

    def config(self, arguments: str = "") -> str:
        """A `.pre-commit-config.yaml` with both hooks."""
        return (
            f"repos:\n"
            f"  - repo: {self.repository}\n"
            f"    rev: {self.revision}\n"
            f"    hooks:\n"
            f"      - id: kubelint{self.suffix}\n{arguments}"
            f"      - id: kubelint-gen{self.suffix}\n"
        )


@dataclass
class Commit:
    """What became of a commit."""

    made: bool
    screen: str


class Repository:
    """A scratch repository with the hooks installed."""

    def __init__(self, folder: Path, way: Way, environment: dict[str, str], program: str):
        self.folder = folder
        self.way = way
        self.environment = {**environment, **way.environment}
        self.program = program
        folder.mkdir()
        self.run("git", "init", "--quiet")
        self.configure()
        self.run(program, "install")

    def run(self, *command: str) -> subprocess.CompletedProcess:
        """Runs a command that has to succeed."""
        ran = self.attempt(*command)
        assert ran.returncode == 0, ran.stdout
        return ran

    def attempt(self, *command: str) -> subprocess.CompletedProcess:
        """Runs a command; what it prints is in `stdout`."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )

    def configure(self, arguments: str = "") -> None:
        """Commits the config of pre-commit."""
        self.write({".pre-commit-config.yaml": self.way.config(arguments)})
        self.have()

    def write(self, files: dict[str, str]) -> None:
        """Writes files and stages them."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.run("git", "add", "--all")

    def have(self, files: dict[str, str] | None = None) -> None:
        """Commits files that no hook is asked about: what is there already."""
        self.write(files or {})
        self.run("git", "commit", "--quiet", "--no-verify", "--message", "before")

    def commit(self, files: dict[str, str] | None = None) -> Commit:
        """Commits files, with the hooks."""
        self.write(files or {})
        ran = self.attempt("git", "commit", "--message", "change")
        made = ran.returncode == 0
        unchanged = self.run("git", "status", "--porcelain").stdout == ""
        assert made == unchanged, ran.stdout
        return Commit(made, ran.stdout)


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> dict[str, str]:
    """An environment that knows nothing of who runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    (folder / ".gitconfig").write_text(
        "[user]\n\tname = Tests\n\temail = tests@example.com\n"
        "[init]\n\tdefaultBranch = main\n"
    )
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("GIT_", "KUBELINT", "PRE_COMMIT", "SKIP"))
    }
    return {
        **inherited,
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "PRE_COMMIT_HOME": str(folder / "pre-commit"),
        "PREK_HOME": str(folder / "prek"),
    }


@pytest.fixture(scope="session")
def head(root) -> str:
    """The commit that the hooks are taken from."""
    command = ["git", "rev-parse", "HEAD"]
    ran = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


@pytest.fixture(scope="session")
def system(root, head, kubelint) -> Way:
    """The installed binary."""
    path = os.pathsep.join([str(kubelint.parent), os.environ["PATH"]])
    return Way("system", root, head, "-system", {"PATH": path})


@pytest.fixture(scope="session")
def source(root, head, release_environment) -> Way:
    """Compiled from the committed HEAD."""
    return Way("source", root, head, "", release_environment)


@pytest.fixture(scope="session")
def mirror(root, wheel, home, tmp_path_factory) -> Way:
    """The mirror, published, with a registry that has the wheel and what builds the project."""
    folder = tmp_path_factory.mktemp("mirror") / "kubelint-pre-commit"
    shutil.copytree(root / "packaging" / "pre-commit-mirror", folder)
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "v"], ["tag", "v"]):
        subprocess.run(["git", *command], cwd=folder, env=home, check=True)
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    subprocess.run([*download, "--dest", wheel.parent, "setuptools"], check=True)
    return Way("mirror", folder, "v", "", {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheel.parent)})


@pytest.fixture
def repository(system, home, tool, tmp_path) -> Repository:
    """A repository whose hooks run the installed binary."""
    return Repository(tmp_path / "repository", system, home, tool("pre-commit"))


@pytest.mark.parametrize("way", ["system", "mirror", "source"])
def test_installs_blocks_what_is_wrong_and_lets_pass_what_is_right(way, request, home, tool, tmp_path):
    chosen = request.getfixturevalue(way)
    repository = Repository(tmp_path / "repository", chosen, home, tool("pre-commit"))
    repository.run(repository.program, "install-hooks")

    blocked = repository.commit({"k8s/service.yaml": BAD, "k8s/deployment.yaml": DEPLOYMENT})
    assert not blocked.made
    assert "error[field-unknown]" in blocked.screen
    assert "k8s/service.yaml:10:7" in blocked.screen

    passed = repository.commit({"k8s/service.yaml": SERVICE})
    assert passed.made, passed.screen
    assert "kubelint check...." in passed.screen
    assert "kubelint gen --check...." in passed.screen


def test_prek_runs_the_same_hooks(system, home, tool, tmp_path):
    repository = Repository(tmp_path / "repository", system, home, tool("prek"))
    blocked = repository.commit({"k8s/service.yaml": BAD})
    assert not blocked.made
    assert "k8s/service.yaml:10:7" in blocked.screen
    passed = repository.commit({"k8s/service.yaml": SERVICE})
    assert passed.made, passed.screen


def test_a_missing_limit_blocks(repository):
    limits = "            limits:\n              memory: 64Mi\n"
    blocked = repository.commit({"k8s/web.yaml": DEPLOYMENT.replace(limits, "")})
    assert not blocked.made
    assert "warning[memory-limit-missing]" in blocked.screen
    assert "k8s/web.yaml:24:11" in blocked.screen


def test_a_label_mismatch_blocks(repository):
    service = SERVICE.replace("app: web", "app: wbe")
    blocked = repository.commit({"k8s/service.yaml": service, "k8s/web.yaml": DEPLOYMENT})
    assert not blocked.made
    assert "[service-selector-matches-nothing]" in blocked.screen
    assert "k8s/service.yaml:7" in blocked.screen


def test_a_deprecated_api_blocks(repository):
    repository.have({"kubelint.toml": 'kubernetes-versions = ["1.25"]\n'})
    scaler = """\
apiVersion: autoscaling/v2beta2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
  minReplicas: 2
  maxReplicas: 4
"""
    blocked = repository.commit({"k8s/scaler.yaml": scaler, "k8s/web.yaml": DEPLOYMENT})
    assert not blocked.made
    assert "warning[api-deprecated]" in blocked.screen
    assert "k8s/scaler.yaml:1:13" in blocked.screen


def test_arguments_can_be_replaced(repository):
    repository.configure("        args: [--fail-on=error]\n")
    limits = "            limits:\n              memory: 64Mi\n"
    passed = repository.commit({"k8s/web.yaml": DEPLOYMENT.replace(limits, "")})
    assert passed.made, passed.screen
    assert not repository.commit({"k8s/service.yaml": BAD}).made


def test_excludes_of_the_config_are_obeyed(repository):
    repository.have({"kubelint.toml": 'exclude = ["vendor/**"]\n'})
    passed = repository.commit({"vendor/service.yaml": BAD})
    assert passed.made, passed.screen
    assert not repository.commit({"k8s/service.yaml": BAD}).made


@pytest.mark.parametrize("config", [{}, {"kubelint.toml": 'include = ["k8s"]\n'}], ids=["no config", "config"])
def test_a_reference_to_a_file_that_was_not_passed_resolves(repository, config):
    repository.have({**config, "k8s/web.yaml": DEPLOYMENT})
    passed = repository.commit({"k8s/service.yaml": SERVICE})
    assert passed.made, passed.screen


@pytest.mark.parametrize("config", [{}, {"kubelint.toml": 'include = ["k8s"]\n'}], ids=["no config", "config"])
def test_a_wrong_reference_to_a_file_that_was_not_passed_blocks(repository, config):
    repository.have({**config, "k8s/web.yaml": DEPLOYMENT})
    blocked = repository.commit({"k8s/service.yaml": SERVICE.replace("app: web", "app: wbe")})
    assert not blocked.made
    assert "[service-selector-matches-nothing]" in blocked.screen
    assert "k8s/service.yaml:7" in blocked.screen


def test_a_finding_in_a_file_that_was_not_passed_does_not_block(repository):
    repository.have({"kubelint.toml": 'include = ["k8s"]\n', "k8s/old.yaml": BAD})
    passed = repository.commit({"k8s/web.yaml": DEPLOYMENT})
    assert passed.made, passed.screen


def test_names_with_spaces_and_letters_of_other_languages_are_found(repository):
    blocked = repository.commit({"k8s/né w/sérvice one.yaml": BAD})
    assert not blocked.made
    assert "k8s/né w/sérvice one.yaml:10:7" in blocked.screen


@pytest.mark.parametrize(
    "files",
    [
        {".github/workflows/ci.yml": "name: ci\non: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps: []\n"},
        {".gitlab-ci.yml": "test:\n  script: [make test]\n"},
        {"compose.yaml": "services:\n  web:\n    image: ghcr.io/acme/web:1.0.0\n"},
        {"chart/Chart.yaml": "apiVersion: v2\nname: web\nversion: 0.1.0\n", "chart/values.yaml": "replicas: 2\n"},
        {"Cargo.toml": '[package]\nname = "web"\nversion = "0.1.0"\n'},
        {"README.md": "# web\n"},
    ],
    ids=lambda files: next(iter(files)),
)
def test_a_commit_without_manifests_passes(repository, files):
    passed = repository.commit(files)
    assert passed.made, passed.screen


def generated(repository: Repository) -> None:
    """A spec, and the YAML that it gives."""
    repository.have({"kubelint.toml": GENERATE, "app.toml": SPEC})
    repository.run("kubelint", "gen")
    repository.have()


def test_a_spec_whose_yaml_was_not_generated_again_blocks(repository):
    generated(repository)
    blocked = repository.commit({"app.toml": SPEC.replace("1.4.2", "1.5.0")})
    assert not blocked.made
    assert "+          image: ghcr.io/acme/checkout:1.5.0" in blocked.screen
    assert "`kubelint gen` puts it right" in blocked.screen

    repository.run("kubelint", "gen")
    passed = repository.commit()
    assert passed.made, passed.screen


def test_a_hand_edit_of_generated_yaml_blocks(repository):
    generated(repository)
    (path,) = (repository.folder / "k8s").glob("*.yaml")
    edited = path.read_text().replace("replicas: 2", "replicas: 3")
    blocked = repository.commit({f"k8s/{path.name}": edited})
    assert not blocked.made
    assert "replicas: 3" in blocked.screen
    assert "`kubelint gen` puts it right" in blocked.screen


def test_generated_yaml_that_is_that_of_its_spec_passes(repository):
    repository.have({"kubelint.toml": GENERATE})
    repository.write({"app.toml": SPEC})
    repository.run("kubelint", "gen")
    passed = repository.commit()
    assert passed.made, passed.screen


def test_a_manifest_of_the_repository_passes_where_nothing_is_generated(repository):
    passed = repository.commit({"k8s/web.yaml": DEPLOYMENT, "Cargo.toml": "[workspace]\n"})
    assert passed.made, passed.screen


def test_the_mirror_has_the_hooks_of_this_repository(root):
    import yaml

    def hooks(path: Path) -> dict[str, dict]:
        return {hook["id"]: hook for hook in yaml.safe_load(path.read_text())}

    ours = hooks(root / ".pre-commit-hooks.yaml")
    mirrored = hooks(root / "packaging" / "pre-commit-mirror" / ".pre-commit-hooks.yaml")
    assert set(mirrored) == {"kubelint", "kubelint-gen"}
    for name, hook in mirrored.items():
        assert hook == {**ours[name], "language": "python"}
        system = ours[f"{name}-system"]
        assert {**system, "id": name, "language": "python", "description": hook["description"]} == hook
