"""The HTML report in headless Chromium: what is shown after a click is what the JSON report says."""

import json
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Every text on the page with a contrast below 4.5, as WCAG 2 reckons it.
FAINT = """() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const behind = (element) => {
    for (; element; element = element.parentElement) {
      const color = channels(getComputedStyle(element).backgroundColor);
      if (color.length === 3 || color[3] > 0) return color;
    }
    return [255, 255, 255];
  };
  const faint = [];
  for (const element of document.querySelectorAll("body *:not(script)")) {
    const written = [...element.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!written || !element.checkVisibility()) continue;
    const pair = [channels(getComputedStyle(element).color), behind(element)].map(light);
    const contrast = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (contrast < 4.5) faint.push([element.outerHTML.slice(0, 90), contrast]);
  }
  return faint;
}"""


@pytest.fixture(scope="module")
def browser(tool):
    """Headless Chromium."""
    chromium = tool("chromium", "chromium-browser", "google-chrome")
    tool("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def check(kubelint, root):
    """Runs `kubelint check` from the checkout; gives the report."""

    def run(format: str, *arguments: str) -> str:
        command = [kubelint, "check", "--format", format, *arguments]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True)
        assert done.returncode in (0, 1) or "file-unreadable" in done.stdout, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="module")
def arguments(tmp_path_factory) -> list[str]:
    """The manifests that have every mistake, and two namespaces with a mistake each."""
    folder = tmp_path_factory.mktemp("shop")
    for namespace in ("cart", "shop"):
        manifest = f"""\
apiVersion: v1
kind: Service
metadata: {{name: web, namespace: {namespace}}}
spec:
  selecter: {{app: web}}
  ports: [{{port: 80}}]
"""
        (folder / f"{namespace}.yaml").write_text(manifest)
    return ["testdata/mistakes", str(folder)]


@pytest.fixture(scope="module")
def page_file(check, arguments, tmp_path_factory) -> Path:
    """The page."""
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_text(check("html", *arguments))
    return file


@pytest.fixture(scope="module")
def findings(check, arguments) -> list[dict]:
    """The findings of the same run, from the JSON report."""
    return json.loads(check("json", *arguments))["diagnostics"]


@pytest.fixture
def open_page(browser):
    """Opens a page; fails the test when it says something on the console or asks for anything."""
    said: list[str] = []
    contexts = []

    def open_file(file: Path, hash: str = "", **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))

        def note(request):
            if request.url.split("#")[0] not in (file.as_uri(), "data:,"):
                said.append(request.url)

        page.on("request", note)
        page.goto(file.as_uri() + hash)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def page(open_page, page_file):
    """The page as it is first seen."""
    return open_page(page_file)


def shown(page) -> list[tuple]:
    """What is to be seen: the file, the rule and the line of each finding."""
    found = page.evaluate(
        """() => [...document.querySelectorAll("article")]
          .filter((article) => article.checkVisibility())
          .map((article) => [
            article.closest("details").querySelector("h2").textContent,
            article.querySelector("a.rule").textContent,
            article.querySelector(".about").textContent.match(/line (\\d+)/)[1],
          ])"""
    )
    said = page.inner_text("#shown")
    assert said.split()[0] == str(len(found)), said
    return sorted((file, rule, int(line)) for file, rule, line in found)


def expected(findings: list[dict], matches) -> list[tuple]:
    """The same from JSON, of the findings that a filter lets through."""
    chosen = [(one["file"], one["rule"], one["line"]) for one in findings if matches(one)]
    assert chosen, "a filter that lets nothing through shows nothing"
    return sorted(chosen)


def namespace(finding: dict) -> str | None:
    return finding.get("resource", {}).get("namespace")


def kept(page) -> dict[str, list[str]]:
    """The filters in the address."""
    return parse_qs(urlsplit(page.url).fragment)


def worse(finding: dict) -> bool:
    return finding["level"] != "info"


def test_begins_with_errors_and_warnings(page, findings):
    assert shown(page) == expected(findings, worse)
    assert kept(page) == {}


def test_filters_by_level(page, findings):
    warnings = page.get_by_role("button", name="warning", pressed=True)
    warnings.click()
    assert shown(page) == expected(findings, lambda one: one["level"] == "error")
    page.get_by_role("button", name="info", pressed=False).click()
    assert shown(page) == expected(findings, lambda one: one["level"] != "warning")
    assert kept(page) == {"level": ["error,info"]}
    page.get_by_role("button", name="warning", pressed=False).click()
    assert shown(page) == expected(findings, lambda one: True)


def test_filters_by_rule(page, findings):
    row = page.locator("tr[data-rule=field-unknown]")
    row.locator("td").first.click()
    of_rule = expected(findings, lambda one: one["rule"] == "field-unknown")
    assert shown(page) == of_rule
    assert row.locator("td").first.inner_text() == str(len(of_rule))
    assert row.get_by_role("button").get_attribute("aria-pressed") == "true"
    row.get_by_role("button").press("Enter")
    assert shown(page) == expected(findings, worse)


def test_a_rule_whose_level_is_hidden_shows_it(page, findings):
    page.locator("tr[data-rule=object-duplicate] button").click()
    assert shown(page) == expected(findings, lambda one: one["rule"] == "object-duplicate")


def test_filters_by_namespace_and_file(page, findings):
    page.get_by_label("Namespace", exact=True).select_option("shop")
    assert shown(page) == expected(findings, lambda one: namespace(one) == "shop")
    page.get_by_label("Namespace", exact=True).select_option("(none)")
    assert shown(page) == expected(findings, lambda one: worse(one) and not namespace(one))
    page.get_by_label("Namespace", exact=True).select_option("")
    file = "testdata/mistakes/field-unknown/wrong-case.yaml"
    page.get_by_label("File", exact=True).select_option(file)
    assert shown(page) == expected(findings, lambda one: worse(one) and one["file"] == file)


def test_searches_all_words(page, findings):
    page.get_by_label("Search", exact=True).fill("ImagePull field")
    page.wait_for_url(re.compile("q=ImagePull"))
    found = shown(page)
    assert ("testdata/mistakes/field-unknown/wrong-case.yaml", "field-unknown", 18) in found
    assert set(found) < set(expected(findings, worse))
    for article in page.locator("article:visible").all():
        assert "imagepull" in article.inner_text().lower()


def test_says_when_nothing_matches_and_starts_again(page, findings):
    page.get_by_label("Search", exact=True).fill("no manifest says this")
    page.get_by_text("No finding matches these filters").wait_for()
    assert shown(page) == []
    page.get_by_role("button", name="Show all again").click()
    assert shown(page) == expected(findings, worse)
    page.get_by_role("button", name="warning").click()
    page.get_by_role("button", name="Reset filters").click()
    assert shown(page) == expected(findings, worse)
    assert kept(page) == {}


def test_keeps_the_filters_in_the_address(page, open_page, page_file, findings):
    page.get_by_role("button", name="warning").click()
    page.locator("tr[data-rule=field-unknown] button").click()
    page.get_by_label("Namespace", exact=True).select_option("cart")
    before = shown(page)
    assert before == expected(
        findings, lambda one: one["rule"] == "field-unknown" and namespace(one) == "cart"
    )
    page.reload()
    assert shown(page) == before
    assert page.get_by_label("Namespace", exact=True).input_value() == "cart"
    linked = open_page(page_file, "#" + urlsplit(page.url).fragment)
    assert shown(linked) == before


def test_is_readable_without_a_script(open_page, page_file, findings):
    page = open_page(page_file, java_script_enabled=False)
    assert page.locator("article:visible").count() == len(findings)
    assert not page.locator("form").is_visible()


def test_reads_well_in_both_themes(open_page, page_file):
    backgrounds = set()
    for scheme in ("light", "dark"):
        page = open_page(page_file, color_scheme=scheme)
        for _ in range(2):
            backgrounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"))
            assert page.evaluate(FAINT) == []
            toggle = page.get_by_role("button", name="Dark theme")
            was = toggle.get_attribute("aria-pressed")
            toggle.click()
            assert toggle.get_attribute("aria-pressed") != was
    assert len(backgrounds) == 2


def test_the_chosen_theme_outlasts_a_reload(open_page, page_file):
    page = open_page(page_file, color_scheme="light")
    page.get_by_role("button", name="Dark theme").click()
    page.reload()
    pressed = page.get_by_role("button", name="Dark theme").get_attribute("aria-pressed")
    assert pressed == "true"


def test_fits_a_phone(open_page, page_file):
    page = open_page(page_file, viewport={"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert not page.locator("tr[data-rule]").first.is_visible()


def test_prints_all_that_is_shown(page, findings):
    page.emulate_media(media="print")
    assert not page.locator("form").is_visible()
    assert shown_count(page) == len(expected(findings, worse))


def shown_count(page) -> int:
    return page.locator("article:visible").count()


def test_a_hostile_manifest_runs_nothing(check, open_page, tmp_path):
    hostile = "</script><img src=x onerror=alert(1)><script>alert(2)</script>"
    manifest = f"""\
apiVersion: v1
kind: Service
metadata:
  name: '{hostile}'
  namespace: '{hostile}'
spec:
  '{hostile}': 1
  type: '{hostile}'
"""
    folder = tmp_path / "<img src=x onerror=alert(3)>"
    folder.mkdir()
    (folder / "a.yaml").write_text(manifest)
    file = tmp_path / "report.html"
    file.write_text(check("html", str(folder)))
    page = open_page(file, "#q=<img src=x onerror=alert(4)>&rule=<script>alert(5)</script>")
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 1
    page.get_by_role("button", name="Reset filters").click()
    assert shown_count(page) > 0
    assert hostile in page.inner_text("main")


def test_thousands_of_findings_are_filtered(check, open_page, tmp_path):
    documents = []
    for document in range(10):
        fields = "\n".join(f"  field{document}x{number}: 1" for number in range(600))
        head = f"apiVersion: v1\nkind: Service\nmetadata:\n  name: s{document}\nspec:\n"
        documents.append(f"{head}{fields}\n")
    (tmp_path / "a.yaml").write_text("---\n".join(documents))
    file = tmp_path / "report.html"
    file.write_text(check("html", str(tmp_path / "a.yaml")))
    page = open_page(file)
    assert page.locator("article").count() >= 5_000
    page.get_by_label("Search", exact=True).fill("field7x321")
    # The finding, and those of the lines before and after, whose snippets show it.
    page.get_by_text(re.compile("^3 of ")).wait_for()
