"use strict";

// Everything is in the document: this hides what the filters leave out, and keeps the filters in
// the address, so that a view can be linked. No part of the address or of a finding becomes markup.

const all = (selector) => [...document.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);

const form = byId("filters");
const shown = byId("shown");
const nothing = byId("nothing");
const search = byId("search");
const namespaces = byId("namespace");
const fileNames = byId("file");
const levels = all("button[data-level]");
const rules = all("tr[data-rule]");

const files = all("details[data-file]").map((element) => ({
  element,
  name: element.dataset.file,
  findings: [...element.querySelectorAll("article")].map((article) => ({
    element: article,
    level: article.dataset.level,
    rule: article.dataset.rule,
    namespace: article.dataset.namespace,
    text: null,
  })),
}));
const total = files.reduce((sum, file) => sum + file.findings.length, 0);

const initialLevels = levels.filter(isPressed).map((button) => button.dataset.level);
let filters = unfiltered();

function unfiltered() {
  return { levels: new Set(initialLevels), rule: "", namespace: "", file: "", q: "" };
}

function isPressed(button) {
  return button.getAttribute("aria-pressed") === "true";
}

function fromAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const filters = unfiltered();
  for (const key of ["rule", "namespace", "file", "q"]) {
    filters[key] = given.get(key) ?? "";
  }
  if (given.has("level")) {
    filters.levels = new Set(given.get("level").split(","));
  }
  return filters;
}

function toAddress() {
  const kept = new URLSearchParams();
  const names = levels.map((button) => button.dataset.level);
  if (names.some((name) => filters.levels.has(name) !== initialLevels.includes(name))) {
    kept.set("level", names.filter((name) => filters.levels.has(name)).join(","));
  }
  for (const key of ["rule", "namespace", "file", "q"]) {
    if (filters[key]) {
      kept.set(key, filters[key]);
    }
  }
  const hash = kept.toString();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

// The text of a finding is read once, when something is searched for.
function contains(finding, file, words) {
  finding.text ??= `${file.name} ${finding.element.textContent}`.toLowerCase();
  return words.every((word) => finding.text.includes(word));
}

function show() {
  const words = filters.q.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const file of files) {
    const before = count;
    for (const finding of file.findings) {
      const fits =
        filters.levels.has(finding.level) &&
        (!filters.rule || filters.rule === finding.rule) &&
        (!filters.namespace || filters.namespace === finding.namespace) &&
        (!filters.file || filters.file === file.name) &&
        contains(finding, file, words);
      finding.element.hidden = !fits;
      count += fits ? 1 : 0;
    }
    file.element.hidden = count === before;
  }
  nothing.hidden = count > 0;
  shown.textContent = `${count} of ${total} ${total === 1 ? "finding" : "findings"} shown`;
}

// Makes the controls say what the filters are.
function reflect() {
  for (const button of levels) {
    button.setAttribute("aria-pressed", filters.levels.has(button.dataset.level));
  }
  for (const row of rules) {
    const button = row.querySelector("button");
    button.setAttribute("aria-pressed", row.dataset.rule === filters.rule);
  }
  search.value = filters.q;
  for (const [select, key] of [[namespaces, "namespace"], [fileNames, "file"]]) {
    if (select) {
      select.value = filters[key];
    }
  }
}

function change(changes) {
  filters = { ...filters, ...changes };
  reflect();
  show();
  toAddress();
}

for (const button of levels) {
  button.addEventListener("click", () => {
    const chosen = new Set(filters.levels);
    if (!chosen.delete(button.dataset.level)) {
      chosen.add(button.dataset.level);
    }
    change({ levels: chosen });
  });
}

for (const row of rules) {
  row.querySelector("button").disabled = false;
  row.addEventListener("click", (event) => {
    if (event.target.closest("a")) {
      return;
    }
    const { rule } = row.dataset;
    if (filters.rule === rule) {
      change({ rule: "" });
      return;
    }
    // A rule whose level is hidden would show nothing.
    change({ rule, levels: new Set([...filters.levels, row.dataset.level]) });
  });
}

namespaces?.addEventListener("change", () => change({ namespace: namespaces.value }));
fileNames?.addEventListener("change", () => change({ file: fileNames.value }));

let typing = 0;
search?.addEventListener("input", () => {
  cancelAnimationFrame(typing);
  typing = requestAnimationFrame(() => change({ q: search.value }));
});

form?.addEventListener("submit", (event) => event.preventDefault());
for (const button of all("button[data-reset]")) {
  button.addEventListener("click", () => change(unfiltered()));
}

if (form) {
  const follow = () => {
    filters = fromAddress();
    reflect();
    show();
  };
  addEventListener("hashchange", follow);
  if (matchMedia("(max-width: 60rem)").matches) {
    // Where the table stands above the findings, it must not hide them.
    document.querySelector(".rules").open = false;
  }
  form.hidden = false;
  follow();
}

// The theme is that of the system until the reader says otherwise.

const theme = byId("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");

// A page from a file, or in a sandbox, may have no storage.
function remembered(write) {
  try {
    if (write) {
      localStorage.setItem("kubelint-theme", write);
    }
    return localStorage.getItem("kubelint-theme");
  } catch {
    return null;
  }
}

function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : dark.matches;
}

function reflectTheme() {
  theme.setAttribute("aria-pressed", isDark());
}

const chosen = remembered();
if (chosen === "dark" || chosen === "light") {
  document.documentElement.dataset.theme = chosen;
}
theme.addEventListener("click", () => {
  const next = isDark() ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  remembered(next);
  reflectTheme();
});
dark.addEventListener("change", reflectTheme);
theme.hidden = false;
reflectTheme();
