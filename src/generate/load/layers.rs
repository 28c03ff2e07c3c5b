//! Which tables are laid over which for an application in an environment.

use crate::source::{At, Span};
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

/// The tables of a file for one environment.
struct Tables<'t> {
    /// The file without its environments, as it is written.
    file: Table,
    /// What the environment says.
    of_environment: Table,
    /// What the command line says.
    set: Table,
    /// The environment.
    environment: Option<&'t str>,
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
    let (mut file, mut set) = (file.clone(), set.clone());
    let of_environment = take_environment(&mut file, environment, reader);
    let set_of_environment = take_environment(&mut set, environment, reader);
    let of_environment = of_environment.under(&set_of_environment);
    let mut merged = file.clone().under(&of_environment).under(&set);
    let platform = merged.take(PLATFORM).map(|entry| entry.value.settled());
    let defaults = merged.take(DEFAULTS);
    let defaults = defaults
        .and_then(|entry| table_of(entry, reader))
        .unwrap_or_default();
    let tables = Tables {
        file,
        of_environment,
        set,
        environment,
    };
    let Some(apps) = merged.take(APPS) else {
        return Layers {
            apps: vec![tables.single(defaults, merged, reader)],
            platform,
            shared: None,
            are_several: false,
        };
    };
    refuse_keys_beside_apps(&tables.file, reader);
    let apps = table_of(apps, reader).unwrap_or_default();
    Layers {
        apps: tables.several(&defaults, apps, reader),
        platform,
        shared: merged.take(CONFIG).map(|entry| entry.value.settled()),
        are_several: true,
    }
}

/// What a table says for an environment; what it says for others is taken out, too.
fn take_environment(table: &mut Table, environment: Option<&str>, reader: &mut Reader) -> Table {
    let own = table.take(ENVIRONMENTS);
    let mut own = own.and_then(|entry| table_of(entry, reader));
    for entry in own.iter().flat_map(|table| &table.entries) {
        if let Some((message, help)) = EnvironmentNames::mistake(&entry.name.value) {
            reader.refuse(entry.name.span, message, help);
        }
    }
    environment
        .and_then(|name| own.as_mut()?.take(name))
        .and_then(|entry| table_of(entry, reader))
        .unwrap_or_default()
}

impl Tables<'_> {
    /// The one application of a file.
    fn single(&self, mut defaults: Table, mut merged: Table, reader: &mut Reader) -> Node {
        let span = merged.entries.first().map(|entry| entry.name.span);
        let span = span.unwrap_or_else(|| nowhere().span);
        let own = take_environment(&mut defaults, self.environment, reader);
        merged.take(ENVIRONMENTS);
        let app = defaults.under(&own).under(&merged).settled();
        node(app, Span::new(span.file, span.start, span.start))
    }

    /// The applications of a file that has several.
    fn several(&self, defaults: &Table, apps: Table, reader: &mut Reader) -> Vec<Node> {
        let mut for_all = self.of_environment.clone();
        let mut set_for_all = self.set.clone();
        for table in [&mut for_all, &mut set_for_all] {
            for key in [PLATFORM, DEFAULTS, CONFIG, ENVIRONMENTS, APPS] {
                table.take(key);
            }
        }
        let mut nodes = Vec::with_capacity(apps.entries.len());
        for entry in apps.entries {
            if entry.value.table().is_none() {
                nodes.push(entry.value);
                continue;
            }
            let for_this = of_app(&self.of_environment, &entry.name.value);
            let mut set_for_this = of_app(&self.set, &entry.name.value);
            let base = of_app(&self.file, &entry.name.value);
            let (mut defaults, mut all) = (defaults.clone(), for_all.clone());
            let kind = kind_of(&[&defaults, &base, &all, &for_this]);
            for table in [&mut defaults, &mut all] {
                // What is said for all is not said of those that it means nothing for.
                table
                    .entries
                    .retain(|entry| kind.takes(entry.name.value.trim_end_matches('+')));
            }
            let mut app = defaults.under(&base);
            let own = take_environment(&mut app, self.environment, reader);
            let set_own = take_environment(&mut set_for_this, self.environment, reader);
            let above = [&all, &for_this, &own, &set_own, &set_for_all, &set_for_this];
            app = above.into_iter().fold(app, Table::under);
            self.name(&mut app, &entry);
            nodes.push(node(app.settled(), entry.value.span));
        }
        nodes
    }

    /// Without a name of its own an application is called as its table.
    fn name(&self, app: &mut Table, entry: &Entry) {
        if app.get("name").is_some() {
            return;
        }
        let apps = self.file.get(APPS).and_then(Node::table);
        let stated = apps.and_then(|apps| apps.entry(&entry.name.value));
        let At { value, span } = stated.unwrap_or(entry).name.clone();
        let value = Node {
            span,
            data: Data::Text(value),
        };
        let name = At {
            value: "name".to_owned(),
            span,
        };
        app.entries.insert(0, Entry { name, value });
    }
}

/// What a table says in `[apps]` of an application.
fn of_app(table: &Table, name: &str) -> Table {
    let apps = table.get(APPS).and_then(Node::table);
    let app = apps.and_then(|apps| apps.get(name)?.table());
    app.cloned().unwrap_or_default()
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
fn refuse_keys_beside_apps(file: &Table, reader: &mut Reader) {
    let known = [PLATFORM, DEFAULTS, APPS, CONFIG, ENVIRONMENTS, "extends"];
    let of_app: Vec<&str> = App::KEYS.keys.iter().map(|key| key.name).collect();
    for entry in &file.entries {
        let name = entry.name.value.as_str();
        if known.contains(&name) {
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
