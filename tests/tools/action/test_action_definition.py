"""What holds for action.yml, its scripts and its page."""

import re
import subprocess

import pytest
import yaml


@pytest.fixture(scope="module")
def action(root) -> dict:
    return yaml.safe_load((root / "action.yml").read_text())


@pytest.fixture(scope="module")
def scripts(root) -> list:
    return sorted((root / "scripts" / "action").glob("*.sh"))


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """The first table below a heading: the other cells, by the code in the first."""
    table = page.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in table.splitlines() if line.startswith("| `")]
    return {first.strip(" `"): [cell.strip() for cell in others] for first, *others in cells}


def test_inputs_are_no_text_of_a_shell(action):
    texts = [step["run"] for step in action["runs"]["steps"] if "run" in step]
    assert texts and not any("${{" in text for text in texts)


def test_inputs_have_defaults_and_none_is_required(action):
    assert all(it["required"] is False and isinstance(it["default"], str) for it in action["inputs"].values())


def test_other_actions_are_pinned_by_commit_and_their_version_is_stated(root, action):
    used = [step["uses"] for step in action["runs"]["steps"] if "uses" in step]
    assert used and all(re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", it) for it in used)
    text = (root / "action.yml").read_text()
    assert all(re.search(rf"uses: {re.escape(it)} # v\d+\.\d+\.\d+$", text, re.MULTILINE) for it in used)


def test_the_page_has_the_inputs_and_their_defaults(root, action):
    page = (root / "docs" / "github-action.md").read_text()
    defaults = {name: f"`{it['default']}`" if it["default"] else "" for name, it in action["inputs"].items()}
    assert {name: cells[0] for name, cells in rows(page, "Inputs").items()} == defaults


def test_the_page_has_the_outputs(root, action):
    page = (root / "docs" / "github-action.md").read_text()
    assert list(rows(page, "Outputs")) == list(action["outputs"])


def test_the_examples_of_the_page_give_inputs_that_exist(root, action):
    page = (root / "docs" / "github-action.md").read_text()
    examples = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)]
    steps = [step for example in examples for step in steps_of(example)]
    ours = [step for step in steps if step.get("uses", "").startswith("kubelint/kubelint@")]
    assert len(ours) >= 6
    assert {name for step in ours for name in step.get("with", {})} <= action["inputs"].keys()


def steps_of(example) -> list[dict]:
    if isinstance(example, list):
        return example
    return [step for job in example.get("jobs", {}).values() for step in job["steps"]]


def test_shellcheck_finds_nothing(root, scripts, tool):
    subprocess.run([tool("shellcheck"), "--external-sources", *scripts], cwd=root, check=True)


def test_the_scripts_ask_for_nothing_that_the_bash_of_macos_lacks(scripts):
    newer = re.compile(r"\b(mapfile|readarray|coproc)\b|declare -[Ag]|local -[An]|\$\{\w+(\^|,,|@[A-Za-z]\})|&>>|\|&|;;&")
    for script in scripts:
        assert not newer.search(script.read_text()), script


def test_zizmor_finds_nothing(root, tool):
    subprocess.run([tool("zizmor"), "--offline", "--quiet", "--persona=pedantic", "action.yml"], cwd=root, check=True)


def test_actionlint_accepts_a_workflow_with_all_inputs(root, tool, action, tmp_path):
    """actionlint reads the action of a step, and holds its inputs and outputs against it."""
    (tmp_path / "action").symlink_to(root)
    steps = [
        {"uses": "actions/checkout@v5"},
        {"uses": "./action", "id": "kubelint", "with": {name: it["default"] for name, it in action["inputs"].items()}},
        {"run": "true", "env": {f"O{i}": f"${{{{ steps.kubelint.outputs.{it} }}}}" for i, it in enumerate(action["outputs"])}},
    ]
    workflow = {"on": "push", "jobs": {"lint": {"runs-on": "ubuntu-latest", "steps": steps}}}
    file = tmp_path / ".github" / "workflows" / "lint.yml"
    file.parent.mkdir(parents=True)
    file.write_text(yaml.safe_dump(workflow))
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    done = subprocess.run([tool("actionlint"), "-no-color"], cwd=tmp_path, capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("", 0)
