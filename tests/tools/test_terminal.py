"""What a person at a terminal sees: colours, and a bar when it takes longer than a second."""

import os
import pty
import select
import subprocess

MANIFEST = """\
apiVersion: apps/v1
kind: Deployment
metadata: {{name: web-{number}}}
spec:
  selector: {{matchLabels: {{app: web-{number}}}}}
  template:
    metadata: {{labels: {{app: web-{number}}}}}
    spec:
      containers:
        - name: web
          image: example.com/web
"""


def manifests(folder, count):
    for number in range(count):
        (folder / f"web-{number}.yaml").write_text(MANIFEST.format(number=number) + "---\n" * 3)


def on_terminal(command, folder):
    """What a command writes to a terminal, standard output and standard error in one."""
    master, slave = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        command, cwd=folder, stdin=slave, stdout=slave, stderr=slave, env=environment | {"TERM": "xterm"}
    )
    os.close(slave)
    shown = b""
    while True:
        ready, _, _ = select.select([master], [], [], 120)
        assert ready, "nothing for two minutes"
        try:
            part = os.read(master, 65536)
        except OSError:  # All who had the terminal are gone.
            break
        if not part:
            break
        shown += part
    process.wait()
    os.close(master)
    return shown.decode()


def test_whoever_waits_sees_a_bar_that_is_gone_at_the_end(kubelint, tmp_path):
    manifests(tmp_path, 4000)
    shown = on_terminal([kubelint, "check", "--statistics", "."], tmp_path)
    assert "checking" in shown and "/4000 files" in shown
    report = shown.rsplit("\x1b[2K", 1)[1]
    assert "level" in report and "/4000 files" not in report


def test_a_short_run_shows_no_bar(kubelint, tmp_path):
    manifests(tmp_path, 1)
    shown = on_terminal([kubelint, "check", "--statistics", "."], tmp_path)
    assert "checking" not in shown and "1 file" in shown


def test_a_pipe_gets_neither_a_bar_nor_colours(kubelint, tmp_path):
    manifests(tmp_path, 1)
    assert "\x1b[" in on_terminal([kubelint, "check", "."], tmp_path)
    piped = subprocess.run([kubelint, "check", "."], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "\x1b" not in piped.stdout and piped.stderr == ""
