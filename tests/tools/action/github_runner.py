"""A small stand-in for GitHub's runner: it runs the steps of a composite action.

It reads the action's own `action.yml`, evaluates `if`, `env`, `with` and outputs, and takes workflow
commands from the log as the runner does. What it cannot do is refused, never skipped.
"""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import yaml

# The programs that the scripts may use: all there is on the path, so that no runner needs more.
PROGRAMS = (
    "base64 bash cat chmod curl cut dirname git gzip head mkdir mktemp mv od rm sed sha256sum tail tar tr wc"
).split()

TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(&&|\|\||==|!=|[!()])|([A-Za-z_][\w.-]*))")
COMMAND = re.compile(r"^::([\w-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$")


class Expression:
    """The part of GitHub's expressions that actions of ours use."""

    def __init__(self, text: str, contexts: dict, status: dict):
        self.tokens = self._split(text)
        self.contexts = contexts
        self.status = status

    @staticmethod
    def _split(text: str) -> list[str]:
        tokens, at = [], 0
        while text[at:].strip():
            match = TOKEN.match(text, at)
            assert match, f"not an expression that is understood: {text}"
            tokens.append(match.group().strip())
            at = match.end()
        return tokens

    def value(self):
        value = self._or()
        assert not self.tokens, f"left over: {self.tokens}"
        return value

    def _next_is(self, *tokens: str) -> bool:
        return bool(self.tokens) and self.tokens[0] in tokens

    def _or(self):
        value = self._and()
        while self._next_is("||"):
            self.tokens.pop(0)
            other = self._and()
            value = value or other
        return value

    def _and(self):
        value = self._comparison()
        while self._next_is("&&"):
            self.tokens.pop(0)
            other = self._comparison()
            value = value and other
        return value

    def _comparison(self):
        value = self._operand()
        if self._next_is("==", "!="):
            operator = self.tokens.pop(0)
            equal = str(value or "").lower() == str(self._operand() or "").lower()
            return equal == (operator == "==")
        return value

    def _operand(self):
        token = self.tokens.pop(0)
        if token == "!":
            return not self._operand()
        if token == "(":
            value = self._or()
            assert self.tokens.pop(0) == ")"
            return value
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._next_is("("):
            assert self.tokens[:2] == ["(", ")"], token
            del self.tokens[:2]
            return self.status[token]
        value = self.contexts
        for name in token.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value


@dataclass
class Annotation:
    level: str
    properties: dict
    message: str


@dataclass
class Used:
    """A step that used another action: what it was given, and the files that were named."""

    action: str
    inputs: dict
    files: dict


@dataclass
class Run:
    """What came out of an action."""

    log: str = ""
    failed: str | None = None
    code: int = 0
    outputs: dict = field(default_factory=dict)
    annotations: list = field(default_factory=list)
    commands: list = field(default_factory=list)
    used: list = field(default_factory=list)
    summary: str = ""
    path: list = field(default_factory=list)
    steps: list = field(default_factory=list)

    def messages(self, level: str) -> list[str]:
        return [it.message for it in self.annotations if it.level == level]


class GitHubRunner:
    """A job on a machine of its own below `home`, with `workspace` as its checkout."""

    def __init__(self, action: Path, home: Path, workspace: Path):
        self.action = action
        self.workspace = workspace
        self.temp = home / "_temp"
        self.tools = home / "tool cache"
        self.bin = home / "bin"
        self.commands = home / "_file_commands"
        for folder in (workspace, self.temp, self.tools, self.bin, self.commands):
            folder.mkdir(parents=True, exist_ok=True)
        for program in PROGRAMS:
            (self.bin / program).symlink_to(shutil.which(program))
        self.event_name = "push"
        self.event: dict = {}
        self.action_ref = ""
        self.fails: set[str] = set()
        self.env = {
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_SHA": "",
            "GITHUB_REPOSITORY": "acme/shop",
            "GITHUB_SERVER_URL": "https://github.com",
            "RUNNER_OS": "Linux",
            "RUNNER_ARCH": "X64",
        }

    def run(self, **inputs: str) -> Run:
        """Runs the action; `_` in the names of inputs stands for `-`."""
        definition = yaml.safe_load((self.action / "action.yml").read_text())
        assert definition["runs"]["using"] == "composite"
        given = {name.replace("_", "-"): value for name, value in inputs.items()}
        assert not given.keys() - definition["inputs"].keys(), "an input that the action does not have"
        values = {name: it.get("default", "") for name, it in definition["inputs"].items()} | given
        github = {"event": self.event, "event_name": self.event_name, "action_ref": self.action_ref}
        self.contexts = {"inputs": values, "github": github, "steps": {}}
        self.result = Run()
        for number, step in enumerate(definition["runs"]["steps"]):
            self._step(number, step)
        for name, output in definition["outputs"].items():
            self.result.outputs[name] = self._text(output["value"])
        return self.result

    def _step(self, number: int, step: dict) -> None:
        result = self.result
        unknown = step.keys() - {"name", "id", "if", "shell", "env", "run", "uses", "with", "working-directory"}
        assert not unknown, f"not understood in a step: {unknown}"
        if not self._condition(str(step.get("if", ""))):
            return
        result.steps.append(step["name"])
        code = self._use(step) if "uses" in step else self._execute(number, step)
        if code and not result.failed:
            result.failed, result.code = step["name"], code

    def _condition(self, text: str) -> bool:
        bare = re.sub(r"^\$\{\{(.*)\}\}$", r"\1", text.strip())
        value = self._value(bare) if bare.strip() else True
        has_status = re.search(r"\b(always|cancelled|success|failure)\(\)", bare)
        return bool(value) and (bool(has_status) or not self.result.failed)

    def _value(self, text: str):
        failed = self.result.failed is not None
        status = {"always": True, "cancelled": False, "success": not failed, "failure": failed}
        return Expression(text, self.contexts, status).value()

    def _text(self, text: str) -> str:
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: str(self._value(match[1]) or ""), text)

    def _use(self, step: dict) -> int:
        inputs = {name: self._text(text) for name, text in step.get("with", {}).items()}
        files = {path: Path(path).read_text() for path in inputs.values() if os.path.isfile(path)}
        action = step["uses"].partition("@")[0]
        self.result.used.append(Used(action, inputs, files))
        return int(action in self.fails)

    def _execute(self, number: int, step: dict) -> int:
        assert step["shell"] == "bash" and "${{" not in step["run"]
        script = self.commands / f"{number}.sh"
        script.write_text(step["run"])
        files = {}
        for kind in ("OUTPUT", "PATH", "ENV", "STEP_SUMMARY"):
            files[kind] = self.commands / f"{number}_{kind}"
            files[kind].write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace / self._text(step.get("working-directory", "")),
            env=self._environment(files) | {name: self._text(text) for name, text in step.get("env", {}).items()},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self._take_commands(done.stdout.decode(errors="replace"))
        self.contexts["steps"][step.get("id", number)] = {"outputs": outputs_of(files["OUTPUT"].read_text())}
        self.result.path += files["PATH"].read_text().splitlines()
        self.result.summary += files["STEP_SUMMARY"].read_text()
        assert not files["ENV"].read_text(), "the environment of later steps is not ours to change"
        return done.returncode

    def _environment(self, files: dict) -> dict:
        return self.env | {f"GITHUB_{kind}": str(path) for kind, path in files.items()} | {
            "PATH": os.pathsep.join([*reversed(self.result.path), str(self.bin)]),
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_ACTION_REF": "",
            "GITHUB_EVENT_NAME": self.event_name,
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            "RUNNER_TOOL_CACHE": str(self.tools),
        }

    def _take_commands(self, log: str) -> None:
        self.result.log += log
        resume = None
        for line in log.splitlines():
            match = COMMAND.match(line.lstrip()) or re.search(r"##\[([\w-]+)(?: ([^\]]*))?\](.*)", line)
            if not match:
                continue
            name, properties, message = match[1], match[2] or "", match[3]
            if resume:
                resume = None if name == resume else resume
            elif name == "stop-commands":
                resume = message
            elif name in ("error", "warning", "notice"):
                pairs = (pair.split("=", 1) for pair in properties.split(",") if pair)
                self.result.annotations.append(
                    Annotation(name, {key: unescaped(value) for key, value in pairs}, unescaped(message))
                )
            else:
                self.result.commands.append(line)
        assert resume is None, "commands were stopped and never resumed"


def unescaped(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def outputs_of(text: str) -> dict:
    """The content of `$GITHUB_OUTPUT`."""
    outputs, lines = {}, iter(text.split("\n")[:-1])
    for line in lines:
        name, heredoc, end = line.partition("<<")
        if heredoc and "=" not in name:
            value = []
            while (line := next(lines)) != end:
                value.append(line)
            outputs[name] = "\n".join(value)
        else:
            name, equals, outputs[name] = line.partition("=")
            assert equals, f"not an output: {line}"
    return outputs
