//! What the graph costs: alone, over a generated tree, and what it and its policies add to the
//! check of the corpus.
//!
//! `cargo bench --bench graph`; the corpus as for `stages`. Times are the minimum of interleaved
//! rounds.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

#[path = "corpus.rs"]
#[expect(dead_code, reason = "the other benches use the rest")]
mod corpus;

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use corpus::{loaded, options, setup, texts};
use kubelint::check::Setup;
use kubelint::config::{CommandLine, RawConfig};
use kubelint::graph::{Graph, GraphObject, Outcome, World};
use kubelint::inventory::Placement;
use kubelint::resource::Resource;
use kubelint::source::FileId;
use kubelint::yaml::{Limits, Tree, parse};
use rayon::ThreadPoolBuilder;

const ROUNDS: usize = 4;

/// The groups of policies over the graph.
const GROUPS: &[&str] = &[
    "rbac",
    "configuration",
    "service-accounts",
    "networkpolicy",
    "networking",
    "scaling",
    "storage",
    "metadata",
    "references",
    "hygiene",
    "extensions",
];

fn main() {
    generated();
    on_the_corpus();
}

/// So many objects of an application; one in fifty has a slip in a name, a label or a port.
const APPLICATION: usize = 10;

/// Objects of many applications in a hundred namespaces.
fn application(number: usize, text: &mut String) {
    let (name, namespace) = (format!("app-{}", word(number)), number % 100);
    let slip = |kind: usize| if number % 50 == kind { "x" } else { "" };
    let meta = |kind: &str, api: &str| {
        format!(
            "apiVersion: {api}\nkind: {kind}\nmetadata: {{name: {name}, namespace: team-{namespace}, labels: {{app: {name}}}}}\n"
        )
    };
    let _ = write!(
        text,
        "---\n{}data: {{MODE: fast, URL: 'http://{name}:80'}}\n---\n{}stringData: {{password: x}}\n---\n{}\n---\n\
         {}spec:\n  selector: {{matchLabels: {{app: {name}}}}}\n  template:\n    metadata: {{labels: {{app: {name}, tier: web}}}}\n    spec:\n      serviceAccountName: {name}\n      containers:\n      - name: main\n        image: example.com/{name}:1.0\n        ports: [{{name: http, containerPort: 8080}}]\n        envFrom: [{{configMapRef: {{name: {name}{}}}}}]\n        env: [{{name: PASSWORD, valueFrom: {{secretKeyRef: {{name: {name}, key: password}}}}}}]\n        readinessProbe: {{httpGet: {{path: /, port: http}}}}\n",
        meta("ConfigMap", "v1"),
        meta("Secret", "v1"),
        meta("ServiceAccount", "v1"),
        meta("Deployment", "apps/v1"),
        slip(1),
    );
    let _ = write!(
        text,
        "---\n{}spec: {{selector: {{app: {name}{}}}, ports: [{{port: 80, targetPort: http{}}}]}}\n---\n\
         {}spec: {{selector: {{matchLabels: {{app: {name}}}}}, minAvailable: 1}}\n---\n\
         {}spec: {{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {name}}}, maxReplicas: 3}}\n---\n\
         {}spec: {{podSelector: {{matchLabels: {{app: {name}}}}}, ingress: [{{from: [{{podSelector: {{matchLabels: {{tier: web}}}}}}], ports: [{{port: 8080}}]}}]}}\n---\n\
         {}spec: {{rules: [{{host: {name}.example.com, http: {{paths: [{{path: /, pathType: Prefix, backend: {{service: {{name: {name}, port: {{number: 80}}}}}}}}]}}}}]}}\n---\n\
         {}roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}}\nsubjects: [{{kind: ServiceAccount, name: {name}, namespace: team-{namespace}}}]\n",
        meta("Service", "v1"),
        slip(2),
        slip(3),
        meta("PodDisruptionBudget", "policy/v1"),
        meta("HorizontalPodAutoscaler", "autoscaling/v2"),
        meta("NetworkPolicy", "networking.k8s.io/v1"),
        meta("Ingress", "networking.k8s.io/v1"),
        meta("RoleBinding", "rbac.authorization.k8s.io/v1"),
    );
}

/// A word of letters for a number, so that no name is another one with a digit changed.
fn word(mut number: usize) -> String {
    let mut word = String::new();
    for letter in [b'a', b'k', b'p', b'a', b'k'] {
        word.push(char::from(letter + u8::try_from(number % 10).unwrap_or(0)));
        number /= 10;
    }
    word
}

fn trees(objects: usize) -> Vec<Tree> {
    let applications: Vec<usize> = (0..objects / APPLICATION).collect();
    let files = applications.chunks(100).map(|chunk| {
        let mut text = String::new();
        for number in chunk {
            application(*number, &mut text);
        }
        parse(text.as_str().into(), &Limits::default()).tree
    });
    files.collect()
}

fn objects(trees: &[Tree]) -> Vec<GraphObject<'_>> {
    let files = trees.iter().zip(0u32..);
    let objects = files.flat_map(|(tree, file)| {
        tree.documents()
            .iter()
            .filter(|document| !document.empty)
            .map(move |document| GraphObject {
                resource: Resource::new(tree.node(document.root)),
                file: FileId(file),
                folder: "k8s",
                placements: Placement::together(),
            })
    });
    objects.collect()
}

/// The graph over more and more objects, on one thread.
fn generated() {
    let mut first = None;
    for count in [25_000, 50_000, 100_000] {
        let trees = trees(count);
        let mut best = Duration::MAX;
        let mut shown = String::new();
        for _ in 0..ROUNDS {
            let objects = objects(&trees);
            let total = objects.len();
            let start = Instant::now();
            let graph = Graph::build(objects, &World::together());
            best = best.min(start.elapsed());
            let links = || graph.objects().flat_map(|(id, _)| graph.links_from(id));
            let broken = links()
                .filter(|(_, link)| link.outcome == Outcome::Missing && link.nearest.is_some());
            shown = format!(
                "{total} objects, {} links, {} near misses",
                links().count(),
                broken.count()
            );
            black_box(&graph);
        }
        let each = best.as_secs_f64() * 1e6 / count as f64;
        let first = *first.get_or_insert(each);
        println!(
            "graph of {shown}: {best:.1?}, {each:.2} µs each ({:.2} times the smallest; target 1 s for 100,000)",
            each / first
        );
    }
}

fn without_graph() -> Setup {
    let command_line = CommandLine {
        ignore: GROUPS.iter().map(|group| (*group).to_owned()).collect(),
        ..CommandLine::default()
    };
    Setup::new(RawConfig::of(command_line), std::path::Path::new("")).expect("the groups exist")
}

/// What the graph and its policies add to the whole check.
fn on_the_corpus() {
    let corpus = texts();
    let one = ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .expect("a thread");
    let (with, without) = (setup(), without_graph());
    let check = |setup: &Setup| {
        let start = Instant::now();
        let outcome = one.install(|| setup.check(loaded(&corpus), &options()));
        black_box(outcome.expect("no location is given"));
        start.elapsed()
    };
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS * 2 {
        best.0 = best.0.min(check(&with));
        best.1 = best.1.min(check(&without));
    }
    let added = best.0.saturating_sub(best.1);
    println!(
        "policies over the graph: {added:.1?} on top of {:.1?}: ratio {:.2} (target 0.33, the graph itself included)",
        best.1,
        added.as_secs_f64() / best.1.as_secs_f64()
    );
}
