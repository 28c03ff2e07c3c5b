"""How inputs of the Action become arguments of kubelint: as they are, and never as text of a shell."""

import pytest

HOSTILE = ["$(touch pwned)", "`touch pwned`", "; touch pwned", "a'b", 'a"b', "a  b", "*", "\\", "${HOME}", "&& touch pwned"]


def paths(stand_in) -> list[str]:
    arguments = stand_in.call["arguments"]
    return arguments[arguments.index("--") + 1 :]


def extra(stand_in) -> list[str]:
    """The arguments between the options of the Action's own and the paths."""
    arguments = stand_in.call["arguments"]
    return arguments[arguments.index("--fail-on") + 2 : arguments.index("--")]


def formats(stand_in) -> list[str]:
    arguments = stand_in.call["arguments"]
    given = [value for option, value in zip(arguments, arguments[1:]) if option == "--format"]
    return [value.partition("=")[0] for value in given]


def test_without_inputs_the_whole_checkout_is_checked(job, stand_in):
    run = job.run()
    assert run.failed is None
    assert paths(stand_in) == ["."]
    assert extra(stand_in) == []
    assert stand_in.call["folder"] == str(job.workspace)
    assert stand_in.option("--fail-on") == "error"
    assert sorted(formats(stand_in)) == ["github", "html", "human", "json", "sarif", "summary-md"]


def test_each_line_is_a_path(job, stand_in):
    job.run(paths="k8s\n  apps/my shop/*.yaml \r\n\n-odd\n")
    assert paths(stand_in) == ["k8s", "apps/my shop/*.yaml", "-odd"]


def test_no_path_at_all_is_the_folder(job, stand_in):
    job.run(paths=" \n\n")
    assert paths(stand_in) == ["."]


@pytest.mark.parametrize("text", HOSTILE)
def test_paths_are_no_text_of_a_shell(job, stand_in, text):
    (job.workspace / "web.yaml").touch()
    job.run(paths=text)
    assert paths(stand_in) == [text]
    assert not list(job.workspace.glob("pwned"))


@pytest.mark.parametrize("text", HOSTILE)
def test_values_are_no_text_of_a_shell(job, stand_in, text):
    names = ["config", "baseline", "fail-on"]
    job.run(**dict.fromkeys(names, text))
    assert [stand_in.option(f"--{name}") for name in names] == [text] * 3
    assert not list(job.workspace.glob("pwned"))


def test_a_value_may_have_several_lines(job, stand_in):
    run = job.run(config="a\n::error::b")
    assert stand_in.option("--config") == "a\n::error::b"
    assert run.messages("error") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("--profile strict", ["--profile", "strict"]),
        ("--policy 'my policies'\n--no-fold\r\n", ["--policy", "my policies", "--no-fold"]),
        ('--policy "my policies"', ["--policy", "my policies"]),
        ("--level=a'b c'd\\ e", ["--level=ab cd e"]),
        ("a '' \"\"", ["a", "", ""]),
        ('"a\\"b" "\\$x\\\\" "\\n"', ['a"b', "$x\\", "\\n"]),
        ("'a\nb'", ["a\nb"]),
        ("--exclude a \\\n  --no-fold", ["--exclude", "a", "--no-fold"]),
        ("$(touch pwned) `touch pwned`;", ["$(touch", "pwned)", "`touch", "pwned`;"]),
        ("* $HOME ~ {a,b} # x", ["*", "$HOME", "~", "{a,b}", "#", "x"]),
        ("--exclude 'ü ☃'", ["--exclude", "ü ☃"]),
    ],
)
def test_quotes_group_and_nothing_is_expanded(job, stand_in, text, words):
    (job.workspace / "web.yaml").touch()
    job.run(args=text)
    assert extra(stand_in) == words
    assert not list(job.workspace.glob("pwned"))


def test_a_quote_that_is_not_closed_is_an_error(job, stand_in):
    run = job.run(args="--policy 'my policies")
    assert run.messages("error") == ["a quote is not closed in the input `args`"]
    assert run.code == 2 and not stand_in.was_called


@pytest.mark.parametrize("text", ["1.34,1.37", "1.34, 1.37", "1.34\n1.37\n", " 1.34 1.37", "1.34,\r\n1.37,"])
def test_versions_are_separated_by_commas_or_lines(job, stand_in, text):
    job.run(kubernetes_versions=text)
    assert stand_in.option("--kubernetes-version") == "1.34,1.37"


def test_an_input_that_is_not_given_is_no_argument(job, stand_in):
    job.run(fail_on="", config="", baseline="", kubernetes_versions="")
    given = {argument for argument in stand_in.call["arguments"] if argument.startswith("--")}
    assert given == {"--format", "--"}


def test_annotations_and_the_summary_can_be_left_out(job, stand_in):
    stand_in.finds(errors=1, github="::error file=a::b\n")
    run = job.run(annotations="false", summary="False")
    assert sorted(formats(stand_in)) == ["html", "human", "json", "sarif"]
    assert (run.annotations, run.summary) == ([], "")


@pytest.mark.parametrize("name", ["changed-only", "annotations", "summary", "sarif", "install-only"])
def test_a_switch_is_true_or_false(job, stand_in, name):
    run = job.run(**{name: "yes"})
    assert run.messages("error") == [f"the input `{name}` is true or false, not `yes`"]
    assert run.code == 2


@pytest.mark.parametrize("name", ["changed-only", "annotations", "summary", "sarif", "install-only"])
def test_an_empty_switch_is_its_default(job, stand_in, name):
    stand_in.finds(github="::notice file=a::b\n")
    run = job.run(**{name: ""})
    assert run.failed is None and stand_in.was_called
    assert run.messages("notice") == ["b"] and run.summary and not run.used


def test_variables_of_the_job_do_not_redirect_the_reports(job, stand_in):
    job.env |= {"KUBELINT_FORMAT": "json", "KUBELINT_OUTPUT": "out.json", "KUBELINT_PROFILE": "strict"}
    job.run()
    variables = stand_in.call["variables"]
    assert variables["KUBELINT_PROFILE"] == "strict"
    assert not {"KUBELINT_FORMAT", "KUBELINT_OUTPUT"} & variables.keys()


def test_the_working_directory_is_where_kubelint_runs(job, stand_in):
    folder = job.workspace / "services" / "my shop"
    folder.mkdir(parents=True)
    job.run(working_directory="services/my shop")
    assert stand_in.call["folder"] == str(folder)


def test_no_manifest_is_read_from_standard_input(job, stand_in):
    job.run(paths="-")
    assert stand_in.call["input"] == ""
