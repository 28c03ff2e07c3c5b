//! NetworkPolicies read straight from what they mean: selectors, namespaces, ports, both
//! directions. <https://kubernetes.io/docs/concepts/services-networking/network-policies/>

use std::collections::BTreeMap;
use std::net::IpAddr;

use serde_json::Value;

/// One end of a connection.
#[derive(Debug, Clone)]
pub(super) enum End {
    /// A pod.
    Pod(Pod),
    /// An address outside of the cluster.
    Address(IpAddr),
}

/// A pod, or all pods of one template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pod {
    /// For messages.
    pub(super) name: String,
    /// Its namespace.
    pub(super) namespace: String,
    /// Its labels.
    pub(super) labels: BTreeMap<String, String>,
    /// Its ports by name and protocol.
    pub(super) ports: Vec<(String, u16, String)>,
}

/// All policies of a cluster, with the namespace of those that name none.
#[derive(Debug)]
pub(super) struct Policies<'p> {
    pub(super) policies: Vec<&'p Value>,
    pub(super) namespace: &'p str,
}

impl Policies<'_> {
    /// Whether a connection is allowed: out of its source and into its target.
    pub(super) fn allow(&self, from: &End, to: &End, port: u16, protocol: &str) -> bool {
        self.one_way("Egress", from, to, to, port, protocol)
            && self.one_way("Ingress", to, from, to, port, protocol)
    }

    /// Whether the policies of `own`, if any isolate it, allow the peer.
    fn one_way(
        &self,
        direction: &str,
        own: &End,
        peer: &End,
        target: &End,
        port: u16,
        protocol: &str,
    ) -> bool {
        let End::Pod(pod) = own else { return true };
        let isolating: Vec<&&Value> = self
            .policies
            .iter()
            .filter(|policy| self.isolates(policy, direction, pod))
            .collect();
        if isolating.is_empty() {
            return true;
        }
        let (rules, peers) = match direction {
            "Ingress" => ("ingress", "from"),
            _ => ("egress", "to"),
        };
        isolating.into_iter().any(|policy| {
            let namespace = self.namespace_of(policy);
            let rules = policy["spec"][rules].as_array();
            rules.into_iter().flatten().any(|rule| {
                let peers = rule[peers].as_array().filter(|peers| !peers.is_empty());
                let is_peer = peers
                    .is_none_or(|peers| peers.iter().any(|one| matches_peer(one, peer, namespace)));
                is_peer && matches_ports(&rule["ports"], target, port, protocol)
            })
        })
    }

    fn namespace_of<'v>(&'v self, policy: &'v Value) -> &'v str {
        let stated = policy["metadata"]["namespace"].as_str();
        stated.unwrap_or(self.namespace)
    }

    fn isolates(&self, policy: &Value, direction: &str, pod: &Pod) -> bool {
        let types = policy["spec"]["policyTypes"].as_array();
        let types = types.expect("generated policies state their types");
        self.namespace_of(policy) == pod.namespace
            && types.iter().any(|kind| kind == direction)
            && selects(&policy["spec"]["podSelector"], &pod.labels)
    }
}

fn matches_peer(peer: &Value, end: &End, own_namespace: &str) -> bool {
    match end {
        End::Address(address) => {
            let block = &peer["ipBlock"];
            let within = |range: &Value| range.as_str().is_some_and(|range| holds(range, *address));
            let except = block["except"].as_array();
            within(&block["cidr"]) && !except.into_iter().flatten().any(within)
        }
        End::Pod(pod) => {
            if peer.get("ipBlock").is_some() {
                return false;
            }
            let in_namespace = match peer.get("namespaceSelector") {
                Some(selector) => {
                    let labels = BTreeMap::from([(
                        "kubernetes.io/metadata.name".to_owned(),
                        pod.namespace.clone(),
                    )]);
                    selects(selector, &labels)
                }
                None => pod.namespace == own_namespace,
            };
            let is_selected = peer
                .get("podSelector")
                .is_none_or(|selector| selects(selector, &pod.labels));
            in_namespace && is_selected
        }
    }
}

fn matches_ports(ports: &Value, target: &End, port: u16, protocol: &str) -> bool {
    let Some(ports) = ports.as_array().filter(|ports| !ports.is_empty()) else {
        return true;
    };
    ports.iter().any(|one| {
        let own = one["protocol"].as_str().unwrap_or("TCP");
        let is_port = match &one["port"] {
            Value::Null => true,
            Value::Number(number) => number.as_u64() == Some(u64::from(port)),
            Value::String(name) => match target {
                End::Pod(pod) => pod
                    .ports
                    .iter()
                    .any(|known| known.0 == *name && known.1 == port && known.2 == protocol),
                End::Address(_) => false,
            },
            other => panic!("a port is no {other}"),
        };
        own == protocol && is_port
    })
}

/// A label selector; what the generator does not write is not read.
fn selects(selector: &Value, labels: &BTreeMap<String, String>) -> bool {
    assert!(selector.get("matchExpressions").is_none(), "{selector}");
    let wanted = selector["matchLabels"].as_object();
    wanted
        .into_iter()
        .flatten()
        .all(|(key, value)| labels.get(key).map(String::as_str) == value.as_str())
}

/// Whether a range in CIDR notation holds an address.
fn holds(range: &str, address: IpAddr) -> bool {
    let (first, bits) = range.split_once('/').expect("a range");
    let first: IpAddr = first.parse().expect("an address");
    let bits: u32 = bits.parse().expect("a length");
    match (first, address) {
        (IpAddr::V4(first), IpAddr::V4(address)) => {
            let differs = u32::from(first) ^ u32::from(address);
            bits == 0 || differs >> (32 - bits) == 0
        }
        (IpAddr::V6(first), IpAddr::V6(address)) => {
            let differs = u128::from(first) ^ u128::from(address);
            bits == 0 || differs >> (128 - bits) == 0
        }
        _ => false,
    }
}

/// The pods of the workloads among some objects, each template once.
pub(super) fn pods(objects: &[&Value], namespace: &str) -> Vec<Pod> {
    objects
        .iter()
        .filter_map(|object| {
            let template = match object["kind"].as_str()? {
                "Deployment" | "StatefulSet" | "DaemonSet" | "Job" => &object["spec"]["template"],
                "CronJob" => &object["spec"]["jobTemplate"]["spec"]["template"],
                _ => return None,
            };
            let labels = template["metadata"]["labels"].as_object();
            let labels = labels.into_iter().flatten();
            let containers = template["spec"]["containers"].as_array();
            let ports = containers.into_iter().flatten().flat_map(|container| {
                let ports = container["ports"].as_array();
                ports.into_iter().flatten().map(|port| {
                    let number = port["containerPort"].as_u64().expect("a number");
                    (
                        port["name"].as_str().unwrap_or_default().to_owned(),
                        u16::try_from(number).expect("a port"),
                        port["protocol"].as_str().unwrap_or("TCP").to_owned(),
                    )
                })
            });
            Some(Pod {
                name: object["metadata"]["name"].as_str()?.to_owned(),
                namespace: object["metadata"]["namespace"]
                    .as_str()
                    .unwrap_or(namespace)
                    .to_owned(),
                labels: labels
                    .map(|(key, value)| (key.clone(), value.as_str().unwrap_or("").to_owned()))
                    .collect(),
                ports: ports.collect(),
            })
        })
        .collect()
}

#[test]
fn the_evaluator_knows_the_rules() {
    let policy: Value = serde_json::json!({
        "metadata": {"namespace": "a"},
        "spec": {
            "podSelector": {"matchLabels": {"app": "web"}},
            "policyTypes": ["Ingress"],
            "ingress": [{"from": [{"podSelector": {"matchLabels": {"app": "proxy"}}}], "ports": [{"port": "http"}]}],
        },
    });
    let policies = Policies {
        policies: vec![&policy],
        namespace: "a",
    };
    let pod = |namespace: &str, app: &str| {
        End::Pod(Pod {
            name: app.to_owned(),
            namespace: namespace.to_owned(),
            labels: BTreeMap::from([("app".to_owned(), app.to_owned())]),
            ports: vec![("http".to_owned(), 8080, "TCP".to_owned())],
        })
    };
    let allow = |from: &End, to: &End, port| policies.allow(from, to, port, "TCP");
    assert!(allow(&pod("a", "proxy"), &pod("a", "web"), 8080));
    assert!(!allow(&pod("a", "proxy"), &pod("a", "web"), 8081));
    assert!(!allow(&pod("b", "proxy"), &pod("a", "web"), 8080));
    assert!(!allow(&pod("a", "other"), &pod("a", "web"), 8080));
    assert!(allow(&pod("a", "web"), &pod("a", "proxy"), 1));
    assert!(allow(&pod("a", "x"), &pod("b", "web"), 1));
    assert!(holds("10.0.0.0/8", "10.1.2.3".parse().expect("an address")));
    assert!(!holds(
        "10.0.0.0/8",
        "11.1.2.3".parse().expect("an address")
    ));
    assert!(holds("::/0", "2001:db8::1".parse().expect("an address")));
    assert!(!holds(
        "0.0.0.0/0",
        "2001:db8::1".parse().expect("an address")
    ));
}
