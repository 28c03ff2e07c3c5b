"""What the change of an event is held against, in the shallow clones that jobs have."""

import pytest

from test_action_install import Releases

NONE = "0" * 40


def history(repository, commits: int) -> list[str]:
    """Commits on the current branch."""
    return [repository.commit({f"k8s/{number}.yaml": f"{number}"}) for number in range(commits)]


def pull_request(job, repository, before: int = 3, beside: int = 2, own: int = 2) -> dict:
    """A pull request of `own` commits, that left main `beside` commits ago."""
    history(repository, before)
    fork = repository.git("rev-parse", "HEAD")
    repository.branch("feature")
    for number in range(own):
        head = repository.commit({f"k8s/feature-{number}.yaml": ""})
    repository.git("checkout", "--quiet", "main")
    for number in range(beside):
        repository.commit({f"docs/{number}": ""})
    base = repository.git("rev-parse", "HEAD")
    merge = repository.pull_request("feature")
    job.event_name = "pull_request"
    job.event = {"pull_request": {"base": {"sha": base}}, "before": fork}
    return {"fork": fork, "base": base, "head": head, "merge": merge}


def push(job, before: str, branch: str = "main") -> None:
    job.event_name = "push"
    job.env["GITHUB_REF"] = f"refs/heads/{branch}"
    job.event = {"before": before, "repository": {"default_branch": "main"}}


def all_are_reported(run, stand_in, reason: str) -> None:
    assert run.failed is None
    assert stand_in.option("--changed-since") is None
    (notice,) = run.messages("notice")
    assert notice.startswith("`changed-only`: ") and reason in notice
    assert "all findings are reported" in notice


def test_a_pull_request_is_held_against_what_it_was_merged_into(job, stand_in, repository):
    commits = pull_request(job, repository)
    # main has moved on since the event.
    job.event["pull_request"]["base"]["sha"] = commits["fork"]
    repository.check_out(job, commits["merge"])
    assert repository.commits_of(job) == 1
    run = job.run(changed_only="true")
    assert run.messages("notice") == []
    assert stand_in.option("--changed-since") == commits["base"]
    # The merge and its parents, and nothing of the history.
    assert repository.commits_of(job) == 3


def test_the_head_of_a_pull_request_is_held_against_where_it_left(job, stand_in, repository):
    commits = pull_request(job, repository, before=100, beside=30, own=20)
    repository.check_out(job, commits["head"])
    run = job.run(changed_only="true")
    assert run.messages("notice") == []
    assert stand_in.option("--changed-since") == commits["base"]
    assert repository.has(job, commits["fork"])
    # It stops when the base is there, long before the first commit.
    assert repository.commits_of(job) < 130


def test_a_whole_clone_is_left_as_it_is(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"], depth=0)
    repository.server.rename(repository.home / "gone")
    assert job.run(changed_only="true").messages("notice") == []
    assert stand_in.option("--changed-since") == commits["base"]


def test_a_merge_queue_is_held_against_its_base(job, stand_in, repository):
    base = history(repository, 20)[-1]
    head = history(repository, 3)[-1]
    repository.push()
    job.event_name = "merge_group"
    job.event = {"merge_group": {"base_sha": base, "head_sha": head}}
    repository.check_out(job, head)
    assert job.run(changed_only="true").messages("notice") == []
    assert stand_in.option("--changed-since") == base


def test_a_push_is_held_against_what_was_there_before(job, stand_in, repository):
    before, *_, head = history(repository, 4)
    repository.push()
    push(job, before)
    repository.check_out(job, head)
    assert job.run(changed_only="true").messages("notice") == []
    assert stand_in.option("--changed-since") == before


def test_a_push_that_rewrites_is_held_against_what_both_have(job, stand_in, repository):
    history(repository, 3)
    repository.branch("feature")
    before = history(repository, 2)[-1]
    repository.push()
    repository.git("reset", "--quiet", "--hard", "HEAD~2")
    head = repository.commit({"k8s/other.yaml": ""})
    repository.push()
    push(job, before, branch="feature")
    repository.check_out(job, head)
    assert job.run(changed_only="true").messages("notice") == []
    assert stand_in.option("--changed-since") == before


def test_a_new_branch_is_held_against_the_default_branch(job, stand_in, repository):
    main = history(repository, 3)[-1]
    repository.branch("feature")
    head = history(repository, 2)[-1]
    repository.push()
    push(job, NONE, branch="feature")
    repository.check_out(job, head)
    assert job.run(changed_only="true").messages("notice") == []
    assert stand_in.option("--changed-since") == main


def test_the_first_push_has_nothing_before_it(job, stand_in, repository):
    head = history(repository, 2)[-1]
    repository.push()
    push(job, NONE)
    repository.check_out(job, head)
    all_are_reported(job.run(changed_only="true"), stand_in, "nothing that a push event changes")


def test_a_schedule_changes_nothing(job, stand_in, repository):
    head = history(repository, 2)[-1]
    repository.push()
    job.event_name = "schedule"
    repository.check_out(job, head)
    all_are_reported(job.run(changed_only="true"), stand_in, "nothing that a schedule event changes")


def test_a_base_that_cannot_be_fetched_hides_no_finding(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"])
    repository.server.rename(repository.home / "gone")
    all_are_reported(job.run(changed_only="true"), stand_in, f"the base {commits['base']} cannot be fetched")


def test_a_base_that_nobody_has_hides_no_finding(job, stand_in, repository):
    head = history(repository, 3)[-1]
    repository.push()
    push(job, "5b1c" * 10)
    repository.check_out(job, head)
    all_are_reported(job.run(changed_only="true"), stand_in, "cannot be fetched")


def test_a_base_of_another_history_hides_no_finding(job, stand_in, repository):
    before = history(repository, 20)[-1]
    repository.git("checkout", "--quiet", "--orphan", "other")
    head = repository.commit({"k8s/other.yaml": "x"})
    repository.push()
    push(job, before, branch="other")
    repository.check_out(job, head)
    all_are_reported(job.run(changed_only="true"), stand_in, "cannot be fetched")


def test_a_checkout_of_the_base_itself_hides_no_finding(job, stand_in, repository):
    """What `pull_request_target` checks out unless it is told otherwise."""
    commits = pull_request(job, repository)
    job.event_name = "pull_request_target"
    repository.check_out(job, commits["base"])
    all_are_reported(job.run(changed_only="true"), stand_in, "changes nothing since")


def test_a_folder_without_git_hides_no_finding(job, stand_in):
    push(job, "5b1c" * 10)
    all_are_reported(job.run(changed_only="true"), stand_in, "cannot be fetched")


def test_a_machine_without_git_hides_no_finding(job, stand_in):
    (job.bin / "git").unlink()
    push(job, "5b1c" * 10)
    all_are_reported(job.run(changed_only="true"), stand_in, "cannot be fetched")


def test_git_asks_nobody_for_a_password(job, stand_in, repository, releases):
    head = history(repository, 2)[-1]
    repository.push()
    push(job, "5b1c" * 10)
    repository.check_out(job, head)
    releases.status = 401
    repository.git("-C", str(job.workspace), "remote", "set-url", "origin", f"{releases.address}/acme/shop")
    all_are_reported(job.run(changed_only="true"), stand_in, "cannot be fetched")


@pytest.mark.parametrize("kept", [False, True])
def test_the_token_is_for_a_checkout_without_credentials(job, stand_in, repository, releases, kept):
    head = history(repository, 2)[-1]
    repository.push()
    push(job, "5b1c" * 10)
    repository.check_out(job, head)
    job.env["GITHUB_SERVER_URL"] = releases.address
    repository.git("-C", str(job.workspace), "remote", "set-url", "origin", f"{releases.address}/acme/shop")
    if kept:
        header = f"http.{releases.address}/.extraheader"
        repository.git("-C", str(job.workspace), "config", header, "AUTHORIZATION: basic a2VwdA==")
    run = job.run(changed_only="true", token="s3cret")
    sent = "a2VwdA==" if kept else "eC1hY2Nlc3MtdG9rZW46czNjcmV0"
    assert set(releases.tokens) == {f"basic {sent}"}
    assert "s3cret" not in run.log and sent not in run.log


def test_annotations_begin_with_changed_lines_where_that_costs_one_commit(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"])
    assert job.run().messages("notice") == []
    assert stand_in.option("--changed-first") == commits["base"]
    assert stand_in.option("--changed-since") is None
    assert repository.commits_of(job) == 3


def test_the_order_of_annotations_is_worth_no_history(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["head"])
    assert job.run().messages("notice") == []
    assert stand_in.option("--changed-first") is None
    assert repository.commits_of(job) == 1


def test_annotations_begin_with_changed_lines_where_the_clone_has_the_base(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["head"], depth=0)
    repository.git("-C", str(job.workspace), "fetch", "--quiet", "origin", "main")
    job.env["GITHUB_SHA"] = commits["merge"]
    job.run()
    assert stand_in.option("--changed-first") == commits["base"]


def test_the_order_of_annotations_is_no_reason_to_complain(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"])
    repository.server.rename(repository.home / "gone")
    run = job.run()
    assert run.failed is None and run.messages("notice") == []
    assert stand_in.option("--changed-first") is None


def test_without_annotations_their_order_costs_nothing(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"])
    job.run(annotations="false")
    assert stand_in.option("--changed-first") is None
    assert repository.commits_of(job) == 1


def test_a_base_is_found_from_a_folder_of_the_checkout(job, stand_in, repository):
    commits = pull_request(job, repository)
    repository.check_out(job, commits["merge"])
    job.run(changed_only="true", working_directory="k8s")
    assert stand_in.option("--changed-since") == commits["base"]


@pytest.fixture
def releases(job, stand_in):
    """A server that notes what it is asked for."""
    releases = Releases(job, stand_in)
    yield releases
    releases.server.shutdown()
    releases.server.server_close()
