//! Which tables are laid over which for an application in an environment.

use crate::source::Span;
use crate::spelling::{nearest, quoted_list};
use crate::toml_tree::{Data, Entry, Node, Table};

use super::super::spec::{App, EnvironmentNames, Kind, Names as _, Reader};
use super::files::nowhere;
use super::node;

/// The keys of a file that are not those of an application.
const PLATFORM: &str = "platform";
const DEFAULTS: &str = "defaults";
const APPS: &str = "apps";
const CONFIG: &str = "config";
const ENVIRONMENTS: &str = "environments";

/// What an environment consists of, merged and not yet read.
#[derive(Debug)]
pub(super) struct Layers {
    /// Each a table with the keys of an application.
    pub(super) apps: Vec<Node>,
    pub(super) platform: Option<Node>,
    /// The shared ConfigMaps of several applications.
    pub(super) shared: Option<Node>,
    pub(super) are_several: bool,
}

/// Lays the tables of a file over each other, the last one wins: `[defaults]`, the application,
/// what the environment says for all, what it says for this one, what the application says for
/// the environment, the command line.
pub(super) fn layers(
    file: &Table,
    environment: Option<&str>,
    set: &Table,
    reader: &mut Reader,
) -> Layers {
    let mut file = file.clone();
    let mut own = file
        .take(ENVIRONMENTS)
        .and_then(|entry| table_of(entry, reader));
    refuse_environments(own.as_ref(), reader);
    let mut of_environment = environment
        .and_then(|name| own.as_mut()?.take(name))
        .and_then(|entry| table_of(entry, reader))
        .unwrap_or_default();
    let mut merged = file.clone().under(&of_environment);
    let mut set = set.clone();
    set.take(ENVIRONMENTS);
    merged = merged.under(&set);
    let platform = merged.take(PLATFORM).map(|entry| entry.value.settled());
    let defaults = merged
        .take(DEFAULTS)
        .and_then(|entry| table_of(entry, reader))
        .unwrap_or_default();
    let Some(apps) = merged.take(APPS) else {
        let span = merged.entries.first().map(|entry| entry.name.span);
        let span = span.unwrap_or_else(|| nowhere().span);
        let app = without_environments(defaults, environment, reader).under(&without_environments(
            merged,
            environment,
            reader,
        ));
        let app = app.settled();
        return Layers {
            apps: vec![node(app, Span::new(span.file, span.start, span.start))],
            platform,
            shared: None,
            are_several: false,
        };
    };
    for key in [PLATFORM, DEFAULTS, CONFIG] {
        of_environment.take(key);
    }
    let apps_of_environment = of_environment
        .take(APPS)
        .and_then(|entry| table_of(entry, reader))
        .unwrap_or_default();
    let shared = merged.take(CONFIG).map(|entry| entry.value.settled());
    refuse_keys_beside_apps(&file, &set, reader);
    let own_apps = file.get(APPS).and_then(Node::table).cloned();
    let own_apps = own_apps.unwrap_or_default();
    let mut nodes = Vec::new();
    for entry in table_of(apps, reader).unwrap_or_default().entries {
        let stated = own_apps.entry(&entry.name.value);
        let name = stated.map_or(&entry, |stated| stated).name.clone();
        let base = own_apps.get(&name.value).and_then(Node::table).cloned();
        let span = entry.value.span;
        if entry.value.table().is_none() {
            nodes.push(entry.value);
            continue;
        }
        let mut all = of_environment.clone();
        all.take(ENVIRONMENTS);
        let for_this = apps_of_environment.get(&name.value).and_then(Node::table);
        let set_for_this = set.get(APPS).and_then(Node::table);
        let set_for_this = set_for_this.and_then(|apps| apps.get(&name.value)?.table());
        let base = base.unwrap_or_default();
        let kind = kind_of(&[
            &defaults,
            &base,
            &all,
            for_this.unwrap_or(&Table::default()),
        ]);
        let (mut defaults, mut all) = (defaults.clone(), all);
        for table in [&mut defaults, &mut all] {
            // What is said for all is not said of those that it means nothing for.
            table
                .entries
                .retain(|entry| kind.takes(entry.name.value.trim_end_matches('+')));
        }
        let mut app = defaults.under(&base);
        let own = app.take(ENVIRONMENTS);
        app = app.under(&all);
        app = app.under(for_this.unwrap_or(&Table::default()));
        let own = own.and_then(|entry| table_of(entry, reader));
        refuse_environments(own.as_ref(), reader);
        let own = environment.and_then(|name| own.as_ref()?.get(name)?.table());
        app = app.under(own.unwrap_or(&Table::default()));
        app = app.under(set_for_this.unwrap_or(&Table::default()));
        if app.get("name").is_none() {
            let value = Node {
                span: name.span,
                data: Data::Text(name.value.clone()),
            };
            let name = crate::source::At {
                value: "name".to_owned(),
                span: name.span,
            };
            app.entries.insert(0, Entry { name, value });
        }
        nodes.push(node(app.settled(), span));
    }
    Layers {
        apps: nodes,
        platform,
        shared,
        are_several: true,
    }
}

/// The kind that the last of several tables says.
fn kind_of(tables: &[&Table]) -> Kind {
    let kinds = tables
        .iter()
        .rev()
        .filter_map(|table| table.get("kind")?.text());
    kinds
        .filter_map(Kind::of_word)
        .next()
        .unwrap_or(Kind::Service)
}

/// Names of environments that cannot be names of folders.
fn refuse_environments(table: Option<&Table>, reader: &mut Reader) {
    for entry in table.into_iter().flat_map(|table| &table.entries) {
        if let Some((message, help)) = EnvironmentNames::mistake(&entry.name.value) {
            reader.refuse(entry.name.span, message, help);
        }
    }
}

/// A table with what it says for an environment laid over it.
fn without_environments(mut table: Table, environment: Option<&str>, reader: &mut Reader) -> Table {
    let own = table.take(ENVIRONMENTS);
    let own = own.and_then(|entry| table_of(entry, reader));
    refuse_environments(own.as_ref(), reader);
    let own = environment.and_then(|name| own.as_ref()?.get(name)?.table());
    table.under(own.unwrap_or(&Table::default()))
}

fn table_of(entry: Entry, reader: &mut Reader) -> Option<Table> {
    let (name, word) = (entry.name.value, entry.value.word());
    match entry.value.data {
        Data::Table(table) => Some(table),
        _ => {
            let help = format!("write a table `[{name}]`");
            reader.refuse(entry.value.span, format!("`{name}` is {word}"), help);
            None
        }
    }
}

/// Beside `[apps]`, keys of an application stand in `[defaults]`.
fn refuse_keys_beside_apps(file: &Table, set: &Table, reader: &mut Reader) {
    let known = [PLATFORM, DEFAULTS, APPS, CONFIG, ENVIRONMENTS, "extends"];
    let of_app: Vec<&str> = App::KEYS.keys.iter().map(|key| key.name).collect();
    for entry in &file.entries {
        let name = entry.name.value.as_str();
        if known.contains(&name) || set.get(name).is_some() {
            continue;
        }
        let help = if of_app.contains(&name) {
            format!(
                "beside `[apps]` it belongs into `[defaults]`, or into one of them: `[apps.x] {name} = …`"
            )
        } else {
            match nearest(name, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("beside `[apps]` the keys are {}", quoted_list(&known)),
            }
        };
        let message = format!("unknown key `{name}` beside `[apps]`");
        reader.refuse(entry.name.span, message, help);
    }
}
