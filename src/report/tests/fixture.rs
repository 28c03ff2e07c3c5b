//! One small run that has something of everything.

use crate::check::outcome::{Outcome, Skipped, Totals, UncheckedKind};
use crate::diagnostic::{Diagnostic, Edit, Fix, Severity, Subject};
use crate::inventory::SkipReason;
use crate::registry::Registry;
use crate::rule::{Entry, Level, Levels, StaticEntry};
use crate::source::{FileId, Source, Span};

pub(super) const WEB: &str = "\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  replica: 3
  template:
    metadata:
      labels:
        app: web
    spec:
      serviceAccountName:
";

const SERVICE: &str = "\
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: wbe
";

const UNKNOWN: StaticEntry = StaticEntry {
    id: "field-unknown",
    group: "schema",
    title: "field that the schema does not have",
    description: "The API server refuses or drops it,\nwhichever way it is asked.\n\nCheck the spelling.",
    example: Some(("spec:\n  replica: 3\n", "spec:\n  replicas: 3\n")),
    levels: Levels::always(Level::Error),
    aliases: &[],
};

const UNMATCHED: StaticEntry = StaticEntry {
    id: "selector-unmatched",
    group: "references",
    title: "selector that no pod has",
    description: "Nothing answers.",
    example: None,
    levels: Levels {
        recommended: Level::Off,
        strict: Level::Warning,
        all: Level::Warning,
    },
    aliases: &[],
};

pub(super) fn registry() -> Registry {
    Registry::of(vec![Entry::from(&UNKNOWN), Entry::from(&UNMATCHED)])
}

pub(super) fn span_of(text: &str, file: FileId, needle: &str) -> Span {
    let start = text.find(needle).expect("the needle is in the text");
    Span::new(file, start as u32, (start + needle.len()) as u32)
}

fn subject(kind: &str, path: &str) -> Subject {
    Subject {
        api_version: "apps/v1".to_owned(),
        kind: kind.to_owned(),
        namespace: Some("shop".to_owned()),
        name: "web".to_owned(),
        path: path.to_owned(),
        stable_path: path[1..].replace('/', "."),
        container: None,
    }
}

pub(super) fn at(severity: Severity, mut diagnostic: Diagnostic) -> Diagnostic {
    diagnostic.severity = severity;
    diagnostic.fingerprint = format!("{:04x}", diagnostic.message.len());
    diagnostic
}

/// Something of everything.
pub(super) fn run() -> Outcome {
    let mut outcome = Outcome {
        kubernetes: vec!["1.34".to_owned(), "1.37".to_owned()],
        ..Outcome::default()
    };
    let stream = outcome.sources.push(Source::new("<stdin>", SERVICE));
    let service = outcome
        .sources
        .push(Source::new("k8s/my service.yaml", SERVICE));
    let web = outcome.sources.push(Source::new("k8s/web.yaml", WEB));
    let replica = span_of(WEB, web, "replica");
    let gap = WEB.len() as u32 - 1;

    let mut rendered = Diagnostic::new(
        "field-unknown",
        span_of(SERVICE, stream, "selector"),
        "unknown field `selector`",
    );
    rendered.origin = Some("charts/web/templates/service.yaml".to_owned());
    let unmatched = Diagnostic::new(
        "selector-unmatched",
        span_of(SERVICE, service, "app: wbe"),
        "selector `app=wbe` matches no pod",
    )
    .with_label("no pod has this label")
    .with_related(span_of(SERVICE, service, "name: web"), "of this Service")
    .with_related(span_of(WEB, web, "app: web"), "the nearest label is here")
    .with_subject(subject("Service", "/spec/selector"));
    let mut unknown = Diagnostic::new("field-unknown", replica, "unknown field `replica`")
        .with_label("not a field of DeploymentSpec")
        .with_help("write `replicas`")
        .with_fix(Fix {
            safe: true,
            title: "rename to `replicas`".to_owned(),
            edits: vec![Edit {
                span: replica,
                replacement: "replicas".to_owned(),
            }],
        })
        .with_subject(subject("Deployment", "/spec/replica"));
    unknown.versions = vec!["1.37".to_owned()];
    let missing = Diagnostic::new(
        "value-missing",
        Span::new(web, gap, gap),
        "`serviceAccountName` has no value",
    );
    let info = Diagnostic::new(
        "label-advised",
        span_of(WEB, web, "metadata"),
        "no label `app.kubernetes.io/name`",
    );
    outcome.diagnostics = vec![
        at(Severity::Error, rendered),
        at(Severity::Warning, unmatched),
        at(Severity::Info, info),
        at(Severity::Error, unknown),
        at(Severity::Warning, missing),
    ];
    account(&mut outcome);
    outcome
}

fn account(outcome: &mut Outcome) {
    outcome.totals = Totals {
        files: 7,
        documents: 12,
        objects: 9,
        with_placeholders: 2,
        suppressed: 1,
    };
    let reasons = [
        ("charts/web/templates/a.yaml", None, SkipReason::Template),
        ("charts/web/templates/b.yaml", None, SkipReason::Template),
        ("k8s/kustomization.yaml", None, SkipReason::Kustomization),
        ("k8s/more.yaml", Some(9), SkipReason::Kustomization),
    ];
    for (file, line, reason) in reasons {
        let file = file.to_owned();
        outcome.skipped.push(Skipped { file, line, reason });
    }
    for (api_version, kind, objects) in [
        ("cert-manager.io/v1", "Certificate", 2),
        ("helm.toolkit.fluxcd.io/v2", "HelmRelease", 68),
    ] {
        outcome.unchecked.push(UncheckedKind {
            api_version: api_version.to_owned(),
            kind: kind.to_owned(),
            objects,
        });
    }
    outcome.next_steps = vec!["helm template charts/web | kubelint check -".to_owned()];
}
