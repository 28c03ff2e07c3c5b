"""What the Action makes of a run of kubelint: all reports first, then the exit code."""

from pathlib import Path

import pytest

UPLOAD = "github/codeql-action/upload-sarif"
FINDING = "::error file=k8s/web.yaml,line=7,endLine=7,col=3,endColumn=9,title=field-unknown::unknown field\n"


def test_a_clean_run_passes(job, stand_in):
    stand_in.finds()
    run = job.run()
    assert run.failed is None
    assert run.outputs["exit-code"] == "0"
    assert run.annotations == []
    assert run.summary == "0 errors\n"


def test_findings_fail_the_job_when_all_reports_are_out(job, stand_in):
    stand_in.finds(errors=3, warnings=2, infos=1, github=FINDING + "and 2 more in the summary\n")
    run = job.run(sarif="true")
    assert (run.failed, run.code) == ("Fail on findings", 1)
    assert run.steps[-2:] == ["Upload to code scanning", "Fail on findings"]
    assert [it.properties["file"] for it in run.annotations] == ["k8s/web.yaml"]
    assert "and 2 more in the summary\n" in run.log
    assert run.summary == "3 errors\n"
    assert {name: run.outputs[name] for name in ("errors", "warnings", "infos", "exit-code", "version")} == {
        "errors": "3",
        "warnings": "2",
        "infos": "1",
        "exit-code": "1",
        "version": "0.1.0",
    }


@pytest.mark.parametrize("format", ["sarif", "json", "html"])
def test_reports_are_files_of_the_runner(job, stand_in, format):
    stand_in.finds(errors=1)
    file = Path(job.run().outputs[f"{format}-file"])
    assert file.suffix == f".{format}"
    assert job.temp in file.parents
    assert file.read_text() == stand_in.answer["files"][format]


def test_two_runs_of_a_job_keep_their_reports_apart(job, stand_in):
    stand_in.finds(errors=1)
    first, second = job.run().outputs["json-file"], job.run().outputs["json-file"]
    assert first != second and Path(first).exists()


def test_code_scanning_gets_the_report_under_its_category(job, stand_in):
    stand_in.finds(errors=1)
    (used,) = job.run(sarif="true", sarif_category="shop (k8s)").used
    assert used.action == UPLOAD
    assert used.inputs["category"] == "shop (k8s)"
    assert used.files[used.inputs["sarif_file"]] == stand_in.answer["files"]["sarif"]


def test_nothing_is_uploaded_unless_it_is_asked_for(job, stand_in):
    stand_in.finds(errors=1)
    run = job.run()
    assert run.used == [] and run.outputs["sarif-file"]


def test_an_upload_that_fails_hides_no_finding(job, stand_in):
    stand_in.finds(errors=1, github=FINDING)
    job.fails.add(UPLOAD)
    run = job.run(sarif="true")
    assert run.failed == "Upload to code scanning"
    assert run.steps[-1] == "Fail on findings"
    assert run.messages("error") == ["unknown field"] and run.summary


def test_what_stops_kubelint_is_an_annotation(job, stand_in):
    stand_in.finds()
    stand_in.answers(
        exit=2,
        files={},
        stdout="",
        stderr="\x1b[1;31merror:\x1b[0m unknown key `rule` in 100% of kubelint.toml\n::warning::no\nhelp: `rules`?\n",
    )
    run = job.run(sarif="true")
    assert (run.failed, run.code) == ("Fail on findings", 2)
    assert run.messages("error") == [
        "kubelint could not run (exit code 2). "
        "error: unknown key `rule` in 100% of kubelint.toml\n::warning::no\nhelp: `rules`?"
    ]
    assert run.messages("warning") == []
    assert run.used == []
    assert {run.outputs[name] for name in ("sarif-file", "json-file", "html-file", "errors", "warnings", "infos")} == {""}


def test_a_kubelint_that_crashes_is_no_clean_run(job, stand_in):
    stand_in.answers(exit=101, files={})
    run = job.run()
    assert run.code == 101
    assert run.messages("error") == ["kubelint could not run (exit code 101). "]


def test_the_log_holds_what_kubelint_prints(job, stand_in):
    stand_in.answers(stdout="one finding", stderr="a note\n")
    log = job.run().log
    assert "one finding" in log and "a note\n" in log


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_what_kubelint_prints_is_no_command(job, stand_in, stream):
    hostile = (
        "::error::forged\n  ::warning file=a::forged\n##[error]forged\nx ##[add-mask]forged\n"
        "::add-mask::forged\n::set-env name=PATH::forged\n::stop-commands::forged\n::forged::\n::error::without an end"
    )
    stand_in.finds(errors=1, github=FINDING)
    stand_in.answers(**{stream: hostile})
    run = job.run()
    assert run.messages("error") == ["unknown field"]
    assert run.messages("warning") == [] and run.commands == []


def test_the_word_that_resumes_commands_cannot_be_guessed(job):
    words = {line for _ in range(2) for line in job.run().log.splitlines() if line.startswith("::stop-commands::")}
    assert len(words) == 2 and all(len(word) == len("::stop-commands::") + 32 for word in words)


def test_a_summary_that_github_would_drop_is_said_to_be_missing(job, stand_in):
    stand_in.finds(errors=1, summary_md="x" * 1024 * 1024)
    run = job.run()
    assert run.summary == ""
    assert run.messages("notice") == ["the summary of 1048576 bytes is more than GitHub takes: see the log"]


def test_a_report_that_is_missing_is_no_output(job, stand_in):
    stand_in.finds()
    del stand_in.answer["files"]["html"]
    stand_in.answers()
    run = job.run()
    assert run.outputs["html-file"] == "" and run.outputs["json-file"]
