//! The generated policies allow the edges that the spec declares, and nothing else: told from the
//! TOML by a reader of its own, and from the policies by an evaluator of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use toml::{Table, Value as Toml};

use super::evaluator::{End, Pod, Policies, pods};
use super::{generate, names, newest, path, read, root};

/// The namespace of specs that name none.
const NAMESPACE: &str = "somewhere";

/// A port that nobody declares.
const UNDECLARED: u16 = 64_999;

/// A spec as its text says it, for one environment.
struct Declared {
    apps: BTreeMap<String, Table>,
    platform: Table,
}

impl Declared {
    /// Lays tables over each other as the documentation says: the base, `[defaults]`, the
    /// application, the environment.
    fn read(name: &str, environment: Option<&str>) -> Self {
        let mut file = load(&root().join(path(name)));
        let mut environments = take_table(&mut file, "environments");
        let mut own =
            environment.map_or_else(Table::new, |name| take_table(&mut environments, name));
        let platform = take_table(&mut file, "platform");
        let defaults = take_table(&mut file, "defaults");
        let apps = take_table(&mut file, "apps");
        let mut own_apps = take_table(&mut own, "apps");
        let mut declared = BTreeMap::new();
        if apps.is_empty() {
            merge(&mut file, own.clone());
            let name = file["name"].as_str().expect("a name").to_owned();
            declared.insert(name, file);
        }
        for (name, app) in apps {
            let mut table = defaults.clone();
            merge(&mut table, app.as_table().expect("a table").clone());
            let mut of_app = take_table(&mut table, "environments");
            merge(&mut table, own.clone());
            merge(&mut table, take_table(&mut own_apps, &name));
            if let Some(name) = environment {
                merge(&mut table, take_table(&mut of_app, name));
            }
            declared.insert(name, table);
        }
        Self {
            apps: declared,
            platform,
        }
    }

    fn namespace(&self, app: &str) -> String {
        let namespace = self.apps[app].get("namespace");
        let name = namespace.and_then(|namespace| namespace.get("name").or(Some(namespace)));
        name.and_then(Toml::as_str).unwrap_or(NAMESPACE).to_owned()
    }

    /// The pod ports of an application, by name, number and number in the Service.
    fn ports(&self, app: &str) -> Vec<(String, u16, Option<u16>)> {
        let table = &self.apps[app];
        let kind = table
            .get("kind")
            .and_then(Toml::as_str)
            .unwrap_or("service");
        let has_service = matches!(kind, "service" | "stateful");
        let mut ports = Vec::new();
        if let Some(port) = table.get("port") {
            ports.push(("http".to_owned(), number(port), has_service.then_some(80)));
        }
        for (name, port) in table
            .get("ports")
            .and_then(Toml::as_table)
            .into_iter()
            .flatten()
        {
            let (container, service) = match port {
                Toml::Table(keys) => (
                    number(&keys["container"]),
                    match keys.get("service") {
                        Some(Toml::Boolean(_)) => None,
                        Some(service) => Some(number(service)),
                        None => has_service.then(|| number(&keys["container"])),
                    },
                ),
                port => (number(port), has_service.then(|| number(port))),
            };
            ports.push((name.clone(), container, service));
        }
        ports
    }

    fn is_scraped(&self, app: &str, port: &str) -> bool {
        let ports = self.apps[app].get("ports");
        let stated = ports.and_then(|ports| ports.get(port)?.get("scrape")?.as_bool());
        stated.unwrap_or(port == "metrics")
    }

    /// The pods of an application and of its tasks, by the names of their workloads.
    fn workloads(&self, app: &str) -> Vec<String> {
        let mut names = vec![app.to_owned()];
        for kind in ["job", "cron"] {
            for task in self.list(app, kind) {
                names.push(format!("{app}-{}", task["name"].as_str().expect("a name")));
            }
        }
        names
    }

    fn list(&self, app: &str, key: &str) -> Vec<Toml> {
        let list = self.apps[app].get(key).and_then(Toml::as_array);
        list.cloned().unwrap_or_default()
    }

    fn peers(&self, app: &str, side: &str) -> Vec<Toml> {
        let network = self.apps[app].get("network").and_then(Toml::as_table);
        let peers = network.and_then(|network| network.get(side)?.as_array());
        peers.cloned().unwrap_or_default()
    }

    /// What a peer's port means for an application of the file.
    fn targets(&self, app: &str, port: Option<&str>) -> Vec<u16> {
        let ports = self.ports(app);
        let Some(port) = port else {
            let open = ports
                .iter()
                .filter(|(name, _, service)| service.is_some() && !self.is_scraped(app, name));
            return open.map(|(_, number, _)| *number).collect();
        };
        let found = ports
            .iter()
            .find(|(name, _, service)| {
                name == port || service.is_some_and(|service| service.to_string() == port)
            })
            .or_else(|| {
                ports
                    .iter()
                    .find(|(_, number, _)| number.to_string() == port)
            });
        vec![
            found
                .unwrap_or_else(|| panic!("{app} has no port {port}"))
                .1,
        ]
    }

    /// All edges between pods of the file: from, to, port.
    fn edges(&self) -> BTreeSet<(String, String, u16)> {
        let mut edges = BTreeSet::new();
        for app in self.apps.keys() {
            for peer in self.peers(app, "to") {
                if let Some((other, port)) = self.in_file(&peer) {
                    for source in self.workloads(app) {
                        for number in self.targets(&other, port.as_deref()) {
                            edges.insert((source.clone(), other.clone(), number));
                        }
                    }
                }
            }
            for peer in self.peers(app, "from") {
                if let Some((other, port)) = self.in_file(&peer) {
                    for number in self.targets(app, port.as_deref()) {
                        edges.insert((other.clone(), app.clone(), number));
                    }
                }
            }
        }
        edges
    }

    fn in_file(&self, peer: &Toml) -> Option<(String, Option<String>)> {
        let text = peer.as_str()?;
        let (name, port) = split(text);
        let known = self.apps.contains_key(&name);
        known.then_some((name, port))
    }
}

fn load(file: &std::path::Path) -> Table {
    let text = fs::read_to_string(file).expect("the spec can be read");
    let mut table: Table = text.parse().expect("the spec is TOML");
    let bases = match table.remove("extends") {
        Some(Toml::Array(bases)) => bases,
        base => base.into_iter().collect(),
    };
    let mut merged = Table::new();
    for base in bases {
        let base = base.as_str().expect("a path").to_owned();
        merge(
            &mut merged,
            load(&file.parent().expect("a folder").join(base)),
        );
    }
    merge(&mut merged, table);
    merged
}

fn merge(under: &mut Table, over: Table) {
    for (key, value) in over {
        if let (Some(name), Toml::Array(more)) = (key.strip_suffix('+'), &value) {
            let known = under.entry(name).or_insert_with(|| Toml::Array(Vec::new()));
            known.as_array_mut().expect("a list").extend(more.clone());
            continue;
        }
        match (under.get_mut(&key), value) {
            (Some(Toml::Table(known)), Toml::Table(over)) => merge(known, over),
            (_, value) => {
                under.insert(key, value);
            }
        }
    }
}

fn take_table(table: &mut Table, key: &str) -> Table {
    match table.remove(key) {
        Some(Toml::Table(taken)) => taken,
        _ => Table::new(),
    }
}

fn number(value: &Toml) -> u16 {
    let number = value.as_integer().expect("a number");
    u16::try_from(number).expect("a port")
}

fn split(text: &str) -> (String, Option<String>) {
    match text.split_once(':') {
        Some((name, port)) => (name.to_owned(), Some(port.to_owned())),
        None => (text.to_owned(), None),
    }
}

fn outside_pod(namespace: &str, labels: &[(&str, &str)]) -> End {
    with_port(namespace, labels, Vec::new())
}

fn with_port(namespace: &str, labels: &[(&str, &str)], ports: Vec<(String, u16, String)>) -> End {
    End::Pod(Pod {
        name: "outside".to_owned(),
        namespace: namespace.to_owned(),
        labels: labels
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect(),
        ports,
    })
}

/// One environment of a spec, as declared and as generated.
struct Case {
    name: String,
    declared: Declared,
    objects: Vec<Value>,
}

impl Case {
    fn all() -> Vec<Self> {
        let mut cases = Vec::new();
        for name in names() {
            let spec = read(&name, &[]).unwrap_or_else(|error| panic!("{error}"));
            for generated in generate(&spec, newest()) {
                let environment = generated.environment.as_deref();
                cases.push(Self {
                    declared: Declared::read(&name, environment),
                    name: format!("{name} {}", environment.unwrap_or("")),
                    objects: generated
                        .objects
                        .iter()
                        .map(|one| one.value.clone())
                        .collect(),
                });
            }
        }
        cases
    }

    fn policies(&self) -> Policies<'_> {
        Policies {
            policies: self
                .objects
                .iter()
                .filter(|object| object["kind"] == "NetworkPolicy")
                .collect(),
            namespace: NAMESPACE,
        }
    }

    fn pods(&self) -> Vec<(String, Pod)> {
        let objects: Vec<&Value> = self.objects.iter().collect();
        let pods = pods(&objects, NAMESPACE);
        pods.into_iter()
            .map(|pod| {
                let name = pod.labels["app.kubernetes.io/name"].clone();
                (name, pod)
            })
            .collect()
    }
}

#[test]
fn between_the_pods_of_a_spec_exactly_the_declared_edges_are_allowed() {
    let mut checked = 0;
    for case in Case::all() {
        let (policies, pods, edges) = (case.policies(), case.pods(), case.declared.edges());
        for (from_name, from) in &pods {
            for (to_name, to) in &pods {
                let ports = to
                    .ports
                    .iter()
                    .map(|(_, number, protocol)| (*number, protocol.as_str()));
                for (port, protocol) in ports.chain([(UNDECLARED, "TCP"), (UNDECLARED, "UDP")]) {
                    let expected = edges.contains(&(from_name.clone(), to_name.clone(), port));
                    let (from, to) = (End::Pod(from.clone()), End::Pod(to.clone()));
                    let allowed = policies.allow(&from, &to, port, protocol);
                    let edge = format!("{}: {from_name} -> {to_name}:{port}", case.name);
                    assert_eq!(allowed, expected, "{edge}");
                    assert!(
                        !policies.allow(&from, &to, port, "SCTP"),
                        "{edge} over SCTP"
                    );
                    checked += 1;
                }
            }
        }
    }
    println!("{checked} edges within specs");
    assert!(checked > 1000);
}

#[test]
fn dns_and_nothing_else_of_kube_system_is_reached() {
    for case in Case::all() {
        let policies = case.policies();
        let dns = outside_pod("kube-system", &[("k8s-app", "kube-dns")]);
        let other = outside_pod("kube-system", &[("k8s-app", "metrics-server")]);
        for (name, pod) in case.pods() {
            let pod = End::Pod(pod);
            for protocol in ["TCP", "UDP"] {
                assert!(
                    policies.allow(&pod, &dns, 53, protocol),
                    "{}: {name}",
                    case.name
                );
                assert!(
                    !policies.allow(&pod, &other, 53, protocol),
                    "{}: {name}",
                    case.name
                );
            }
            assert!(
                !policies.allow(&pod, &dns, 443, "TCP"),
                "{}: {name}",
                case.name
            );
        }
    }
}

#[test]
fn from_outside_only_controllers_and_scrapers_come_in() {
    for case in Case::all() {
        let (policies, declared) = (case.policies(), &case.declared);
        let of = |key: &str, default: &str| {
            let place = declared.platform.get(key);
            let namespace = place.and_then(|place| place.get("namespace")?.as_str());
            namespace.unwrap_or(default).to_owned()
        };
        let labelled = |key: &str, namespace: &str| {
            let place = declared.platform.get(key);
            let labels = place.and_then(|place| place.get("labels")?.as_table());
            let labels: Vec<(&str, &str)> = labels
                .into_iter()
                .flatten()
                .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
                .collect();
            outside_pod(namespace, &labels)
        };
        let controller = labelled("ingress", &of("ingress", "nowhere"));
        let gateway = labelled("gateway", &of("gateway", "infra"));
        let scraper = labelled("monitoring", &of("monitoring", "nowhere"));
        let stranger = outside_pod("stranger", &[("app.kubernetes.io/name", "stranger")]);
        let internet = End::Address("203.0.113.7".parse().expect("an address"));
        for (name, pod) in case.pods() {
            let app = declared.apps.get(&name);
            let expose = app.and_then(|app| app.get("expose"));
            let via = expose.map(|expose| {
                let via = expose.get("via").and_then(Toml::as_str);
                via.unwrap_or("ingress").to_owned()
            });
            let other = expose.and_then(|expose| expose.get("gateway")?.as_str());
            let platform = declared.platform.get("gateway");
            let platform = platform.and_then(|gateway| gateway.get("name")?.as_str());
            let gateway = match other.filter(|other| Some(*other) != platform) {
                Some(other) => outside_pod(other.split('/').next().unwrap_or(""), &[]),
                None => gateway.clone(),
            };
            for (port_name, port, protocol) in pod.ports.clone() {
                let is_metrics = app.is_some() && declared.is_scraped(&name, &port_name);
                let paths = expose.and_then(|expose| expose.get("paths")?.as_table());
                let leads_there = match paths {
                    Some(paths) => paths.values().any(|path| path.as_str() == Some(&port_name)),
                    None => {
                        let stated = expose.and_then(|expose| expose.get("port")?.as_str());
                        stated.map_or(pod.ports[0].1 == port, |stated| stated == port_name)
                    }
                };
                let from_internet = app.is_some()
                    && declared
                        .peers(&name, "from")
                        .iter()
                        .any(|peer| peer.as_str() == Some(&format!("internet:{port_name}")));
                let comes =
                    |end: &End| policies.allow(end, &End::Pod(pod.clone()), port, &protocol);
                let edge = format!("{}: -> {name}:{port}", case.name);
                let leads = |kind: &str| via.as_deref() == Some(kind) && leads_there;
                assert_eq!(
                    comes(&controller),
                    leads("ingress"),
                    "{edge} from the controller"
                );
                assert_eq!(comes(&gateway), leads("gateway"), "{edge} from the Gateway");
                assert_eq!(
                    comes(&internet),
                    leads("load-balancer") || from_internet,
                    "{edge} from outside"
                );
                assert_eq!(comes(&scraper), is_metrics, "{edge} from the scraper");
                assert!(!comes(&stranger), "{edge} from a stranger");
            }
        }
    }
}

#[test]
fn to_the_outside_only_what_is_declared_goes_out() {
    for case in Case::all() {
        let (policies, declared) = (case.policies(), &case.declared);
        let public = End::Address("203.0.113.7".parse().expect("an address"));
        let public_v6 = End::Address("2001:db8::7".parse().expect("an address"));
        let private = End::Address("10.99.0.1".parse().expect("an address"));
        let link_local = End::Address("169.254.169.254".parse().expect("an address"));
        let server = declared.platform.get("api-server").and_then(Toml::as_array);
        let server = server.and_then(|all| all.first()?.as_str()?.split_once('/'));
        let stranger = outside_pod("stranger", &[("app.kubernetes.io/name", "stranger")]);
        for (name, pod) in case.pods() {
            let app = declared
                .apps
                .keys()
                .find(|app| declared.workloads(app).contains(&name));
            let app = app.unwrap_or_else(|| panic!("{name} is in the spec"));
            let pod = End::Pod(pod);
            let peers = declared.peers(app, "to");
            let to_internet = |port: u16| {
                peers.iter().filter_map(Toml::as_str).any(|peer| {
                    let (who, own) = split(peer);
                    who == "internet" && own.is_none_or(|own| own == port.to_string())
                })
            };
            let edge = format!("{}: {name} ->", case.name);
            for port in [443, 80, UNDECLARED] {
                let goes = |end: &End| policies.allow(&pod, end, port, "TCP");
                assert_eq!(goes(&public), to_internet(port), "{edge} internet:{port}");
                assert_eq!(
                    goes(&public_v6),
                    to_internet(port),
                    "{edge} internet:{port}"
                );
                assert!(!goes(&private), "{edge} private:{port}");
                assert!(!goes(&link_local), "{edge} link-local:{port}");
                assert!(!goes(&stranger), "{edge} stranger:{port}");
            }
            if let Some((address, _)) = server {
                let server = End::Address(address.parse().expect("an address"));
                let has_rights = declared.apps[app].get("rbac").is_some() && *app == name;
                let goes = policies.allow(&pod, &server, 443, "TCP");
                assert_eq!(goes, has_rights, "{edge} API server");
            }
            for peer in peers.iter().filter_map(Toml::as_table) {
                let labels: Vec<(&str, &str)> = peer["labels"]
                    .as_table()
                    .into_iter()
                    .flatten()
                    .filter_map(|(key, value)| Some((key.as_str(), value.as_str()?)))
                    .collect();
                let own = declared.namespace(app);
                let namespace = peer.get("namespace").and_then(Toml::as_str).unwrap_or(&own);
                // A port by its name is one of the pods'.
                let named = peer["port"].as_str().unwrap_or("any").to_owned();
                let port = peer["port"]
                    .as_integer()
                    .map_or(5140, |_| number(&peer["port"]));
                let protocol = peer.get("protocol").and_then(Toml::as_str).unwrap_or("TCP");
                let ports = vec![(named.clone(), port, protocol.to_owned())];
                let target = with_port(namespace, &labels, ports);
                assert!(
                    policies.allow(&pod, &target, port, protocol),
                    "{edge} {peer:?}"
                );
                assert!(
                    !policies.allow(&pod, &target, UNDECLARED, protocol),
                    "{edge} {peer:?}"
                );
                let elsewhere = outside_pod("stranger", &labels);
                assert!(
                    !policies.allow(&pod, &elsewhere, port, protocol),
                    "{edge} {peer:?}"
                );
            }
        }
    }
}
