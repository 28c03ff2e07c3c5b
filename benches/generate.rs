//! What `kubelint gen` costs: a spec of two hundred applications in three environments, from its
//! text to all files.
//!
//! `cargo bench --bench generate`. Times are the minimum of several rounds, on one thread.

#![expect(clippy::print_stdout, reason = "the figures are what it is for")]

use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::time::{Duration, Instant};

use kubelint::generate::{Files, Format, Layout, Options, Spec, files};
use kubelint::schema;

const ROUNDS: usize = 5;
const TARGET: Duration = Duration::from_secs(1);

fn main() {
    for apps in [50, 100, 200, 400] {
        let text = spec(apps);
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("app.toml");
        fs::write(&path, &text).expect("the spec can be written");
        for format in [Format::Yaml, Format::Kustomize] {
            let mut least = Duration::MAX;
            let mut written = Files::new();
            for _ in 0..ROUNDS {
                let start = Instant::now();
                written = black_box(generate(&path, folder.path(), format));
                least = least.min(start.elapsed());
            }
            let lines: usize = written.values().map(|text| text.lines().count()).sum();
            println!(
                "{apps} apps, 3 environments, {format}: {:.0} ms for {} lines of TOML into {lines} of YAML ({:.1} ms per app)",
                milliseconds(least),
                text.lines().count(),
                milliseconds(least) / f64::from(u32::try_from(apps).unwrap_or(u32::MAX)),
            );
            if apps == 200 && format == Format::Yaml {
                let word = if least < TARGET { "met" } else { "missed" };
                println!("  target: less than 1000 ms for 200 apps: {word}");
            }
        }
    }
}

/// All files of a spec.
fn generate(path: &std::path::Path, folder: &std::path::Path, format: Format) -> Files {
    let spec = Spec::read(path, folder, &[]).unwrap_or_else(|error| panic!("{error}"));
    let target = *schema::versions().last().expect("there are versions");
    let options = Options { target, format };
    let names = spec.environments();
    let mut environments: Vec<Option<&str>> =
        names.iter().map(|name| Some(name.as_str())).collect();
    if format == Format::Kustomize {
        environments.insert(0, None);
    }
    let generated: Vec<_> = environments
        .into_iter()
        .map(|environment| {
            spec.generate(environment, options)
                .unwrap_or_else(|error| panic!("{error}"))
        })
        .collect();
    let layout = Layout {
        folder: "k8s".into(),
        format,
        split: false,
    };
    files(&spec, &generated, &layout)
}

/// Applications as real ones are: exposed, scaled, scraped, each connected with the next.
fn spec(apps: usize) -> String {
    let mut text = String::from(
        "[platform]\n\
         ingress = { class = \"nginx\", namespace = \"ingress-nginx\" }\n\
         monitoring = { namespace = \"monitoring\" }\n\n\
         [defaults]\n\
         namespace = \"shop\"\n\
         env = { LOG_LEVEL = \"info\" }\n\n",
    );
    for app in 0..apps {
        let next = (app + 1) % apps;
        let _ = write!(
            text,
            "[apps.app-{app}]\n\
             image = \"ghcr.io/acme/app-{app}:1.{app}.0\"\n\
             ports = {{ http = {{ container = 8080, service = 80 }}, metrics = 9090 }}\n\
             resources = {{ cpu = \"250m\", memory = \"256Mi\" }}\n\
             health = {{ ready = \"/ready\", live = \"/healthz\", boot-time = \"60s\" }}\n\
             scale = {{ min = 2, max = 10, cpu = 70 }}\n\
             expose = {{ hosts = [\"app-{app}.example.com\"], tls = true }}\n\
             network.to = [\"app-{next}:80\", \"internet:443\"]\n\
             config.settings-{app} = {{ REGION = \"eu\", NUMBER = {app} }}\n\
             env-from = [\"config:settings-{app}\"]\n\
             security.writable = [\"/tmp\"]\n\n",
        );
    }
    for environment in ["development", "staging", "production"] {
        let _ = writeln!(
            text,
            "[environments.{environment}]\nnamespace = \"shop-{environment}\"\n"
        );
    }
    text
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
