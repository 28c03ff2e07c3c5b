"""The Action with kubelint itself."""

import json
from pathlib import Path

import pytest

SERVICE = """apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: shop
spec:
  type: ExternalName
  externalName: example.com
"""
GOOD = SERVICE.format(name="good")
BAD = SERVICE.format(name="bad") + "  prots: []\n"
FORGED = "x\n::error::forged\n##[error]forged\n"


def write(job, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = job.workspace / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def test_a_clean_repository_passes(real_job):
    write(real_job, {"k8s/good.yaml": GOOD})
    run = real_job.run(fail_on="info")
    assert run.failed is None and run.annotations == []
    assert [run.outputs[level] for level in ("errors", "warnings", "infos")] == ["0", "0", "0"]
    assert run.summary


def test_findings_are_in_all_reports(real_job):
    write(real_job, {"my k8s/bad, one.yaml": BAD})
    run = real_job.run(paths="my k8s", sarif="true")
    assert run.code == 1
    (annotation,) = run.annotations
    assert annotation.level == "error"
    assert (annotation.properties["file"], annotation.properties["line"]) == ("my k8s/bad, one.yaml", "9")
    assert annotation.properties["title"] == "field-unknown"
    assert "field-unknown" in run.summary and "field-unknown" in run.log
    assert run.outputs["errors"] == "1"
    (finding,) = json.loads(Path(run.outputs["json-file"]).read_text())["diagnostics"]
    assert finding["rule"] == "field-unknown"
    assert "field-unknown" in Path(run.outputs["html-file"]).read_text()
    (used,) = run.used
    (result,) = json.loads(used.files[used.inputs["sarif_file"]])["runs"][0]["results"]
    assert result["ruleId"] == "field-unknown"


@pytest.mark.parametrize("path", ["services/web", "services/ü, (a)"])
def test_paths_start_at_the_root_of_the_repository(real_job, repository, path):
    commit = repository.commit({f"{path}/k8s/bad.yaml": BAD})
    repository.push()
    repository.check_out(real_job, commit)
    run = real_job.run(working_directory=path)
    assert [it.properties["file"] for it in run.annotations] == [f"{path}/k8s/bad.yaml"]


def test_a_repository_without_manifests_is_an_error(real_job):
    run = real_job.run()
    assert run.code == 2
    (message,) = run.messages("error")
    assert "nothing to check" in message and "\x1b" not in message


def test_a_repository_without_manifests_may_be_allowed(real_job):
    run = real_job.run(args="--allow-empty")
    assert run.failed is None and run.annotations == []


def test_a_wrong_argument_is_an_annotation(real_job):
    write(real_job, {"good.yaml": GOOD})
    run = real_job.run(args="--no-such-flag")
    assert run.code == 2
    assert "--no-such-flag" in run.messages("error")[0]


def test_no_manifest_forges_a_command(real_job):
    """A name of a file, a key and a value that look like commands, on lines of their own."""
    forged = json.dumps(FORGED)
    write(
        real_job,
        {
            "::error::forged.yaml": BAD,
            "a\n::error::forged\n.yaml": BAD.replace("bad", "other"),
            "##[error]forged.yaml": f"apiVersion: v1\nkind: {forged}\nmetadata:\n  name: {forged}\n  {forged}: 1\n",
            "syntax.yaml": "apiVersion: v1\nkind: Service\n::error::forged\n##[error]forged\n  ::error::{\n",
        },
    )
    run = real_job.run()
    assert run.code == 1 and run.commands == []
    assert len(run.annotations) >= 4
    assert not [it for it in run.annotations if it.message.startswith("forged") or "title" not in it.properties]


def changed(repository, files: dict) -> dict[str, str]:
    """A pull request on a repository with an old finding that changes `files`."""
    base = repository.commit({"k8s/bad.yaml": BAD, "k8s/good.yaml": GOOD, "README.md": "shop\n"})
    repository.branch("feature")
    repository.commit(files)
    return {"base": base, "merge": repository.pull_request("feature")}


def check_out(job, repository, commits: dict) -> None:
    job.event_name = "pull_request"
    job.event = {"pull_request": {"base": {"sha": commits["base"]}}}
    repository.check_out(job, commits["merge"])


def test_a_change_answers_for_its_own_findings(real_job, repository):
    check_out(real_job, repository, changed(repository, {"k8s/new.yaml": BAD.replace("bad", "new")}))
    run = real_job.run(changed_only="true")
    assert run.code == 1 and run.messages("notice") == []
    assert [it.properties["file"] for it in run.annotations] == ["k8s/new.yaml"]


def test_a_change_without_manifests_passes(real_job, repository):
    check_out(real_job, repository, changed(repository, {"README.md": "our shop\n"}))
    run = real_job.run(changed_only="true")
    assert run.failed is None and run.annotations == []


def test_without_the_base_old_findings_are_reported(real_job, repository):
    check_out(real_job, repository, changed(repository, {"README.md": "our shop\n"}))
    repository.server.rename(repository.home / "gone")
    run = real_job.run(changed_only="true")
    assert run.code == 1 and len(run.messages("notice")) == 1
    assert [it.properties["file"] for it in run.annotations if it.level == "error"] == ["k8s/bad.yaml"]


def test_annotations_are_for_changed_lines_first(real_job, repository):
    names = [f"n{number:02}" for number in range(12)]
    old = "---\n".join(BAD.replace("bad", name) for name in names)
    repository.commit({"k8s/old.yaml": old})
    repository.branch("feature")
    repository.commit({"k8s/old.yaml": old.rstrip("\n") + "  # changed\n"})
    commits = {"base": repository.git("rev-parse", "main"), "merge": repository.pull_request("feature")}
    check_out(real_job, repository, commits)
    run = real_job.run()
    assert run.code == 1 and len(run.messages("error")) == 10
    assert run.annotations[0].properties["line"] == str(len(old.splitlines()))
    assert "and 2 errors more in the summary" in run.log
