//! A team can apply what `boutique` and `bank` give over the running demos: nothing that cannot
//! change does, and what the demos connect to can be reached.

use std::fs;

use kubelint::yaml::{Limits, parse};
use serde_json::Value;

use super::evaluator::{End, Policies, pods};
use super::generated;
use crate::shared::shared;

const DEMOS: [(&str, &str); 2] = [
    (
        "boutique",
        "corpus/GoogleCloudPlatform+microservices-demo/kubernetes-manifests",
    ),
    (
        "bank",
        "corpus/GoogleCloudPlatform+bank-of-anthos/kubernetes-manifests",
    ),
];

/// The objects of a demo.
fn demo(folder: &str) -> Option<Vec<Value>> {
    let folder = shared(folder)?;
    let mut objects = Vec::new();
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).expect("the file can be read");
        let parsed = parse(text.into(), &Limits::default());
        for document in parsed.tree.documents() {
            let object = parsed.tree.node(document.root).to_json();
            if object["kind"].is_string() && object["kind"] != "Kustomization" {
                objects.push(object);
            }
        }
    }
    Some(objects)
}

fn find<'o>(objects: &'o [Value], kind: &Value, name: &Value) -> Option<&'o Value> {
    let mut objects = objects.iter();
    objects.find(|object| object["kind"] == *kind && object["metadata"]["name"] == *name)
}

fn ours(name: &str) -> Vec<Value> {
    let generated = generated(name);
    let objects = generated.iter().flat_map(|one| &one.objects);
    objects.map(|object| object.value.clone()).collect()
}

#[test]
fn every_workload_and_service_of_the_demos_is_there_and_keeps_what_cannot_change() {
    for (name, folder) in DEMOS {
        let Some(theirs) = demo(folder) else { return };
        let ours = ours(name);
        let mut compared = 0;
        for object in &theirs {
            let (kind, own_name) = (&object["kind"], &object["metadata"]["name"]);
            let immutable: &[&str] = match kind.as_str().unwrap_or("") {
                "Deployment" => &["/spec/selector"],
                "StatefulSet" => &[
                    "/spec/selector",
                    "/spec/serviceName",
                    "/spec/volumeClaimTemplates",
                    "/spec/podManagementPolicy",
                ],
                "Service" => &["/spec/clusterIP"],
                _ => continue,
            };
            let found = find(&ours, kind, own_name);
            let found = found.unwrap_or_else(|| panic!("{name}: there is no {kind} {own_name}"));
            for field in immutable {
                assert_eq!(
                    found.pointer(field),
                    object.pointer(field),
                    "{kind} {own_name} {field}"
                );
            }
            if kind == "Service" {
                ports_are_kept(object, found);
            } else {
                let wanted = &object["spec"]["selector"]["matchLabels"];
                let labels = &found["spec"]["template"]["metadata"]["labels"];
                for (key, value) in wanted.as_object().expect("labels") {
                    assert_eq!(labels[key], *value, "{own_name} {key}");
                }
                container_ports_are_kept(object, found);
            }
            compared += 1;
        }
        println!("{name}: {compared} objects compared");
        assert!(compared >= 17, "{name}: {compared}");
    }
}

fn ports_are_kept(theirs: &Value, ours: &Value) {
    let numbers = |object: &Value| -> Vec<u64> {
        let ports = object["spec"]["ports"].as_array().expect("ports");
        ports
            .iter()
            .filter_map(|port| port["port"].as_u64())
            .collect()
    };
    all_are_kept(theirs, &numbers(theirs), &numbers(ours));
}

fn container_ports_are_kept(theirs: &Value, ours: &Value) {
    let numbers = |object: &Value| -> Vec<u64> {
        let containers = object["spec"]["template"]["spec"]["containers"].as_array();
        let containers = containers.expect("containers");
        let ports = containers
            .iter()
            .filter_map(|container| container["ports"].as_array());
        ports
            .flatten()
            .filter_map(|port| port["containerPort"].as_u64())
            .collect()
    };
    all_are_kept(theirs, &numbers(theirs), &numbers(ours));
}

fn all_are_kept(of: &Value, theirs: &[u64], ours: &[u64]) {
    for port in theirs {
        assert!(ours.contains(port), "{}: {port}", of["metadata"]["name"]);
    }
}

/// The addresses that a demo gives its pods: every `name:port` among the values of variables and
/// of the ConfigMaps that they come from.
fn addresses(workload: &Value, all: &[Value]) -> Vec<(String, u16)> {
    let containers = workload["spec"]["template"]["spec"]["containers"].as_array();
    let mut texts: Vec<String> = Vec::new();
    for container in containers.into_iter().flatten() {
        let env = container["env"].as_array();
        let values = env
            .into_iter()
            .flatten()
            .filter_map(|one| one["value"].as_str());
        texts.extend(values.map(str::to_owned));
        let sources = container["envFrom"].as_array();
        for source in sources.into_iter().flatten() {
            let config = find(all, &"ConfigMap".into(), &source["configMapRef"]["name"]);
            let data = config.and_then(|config| config["data"].as_object());
            let values = data
                .into_iter()
                .flatten()
                .filter_map(|(_, value)| value.as_str());
            texts.extend(values.map(str::to_owned));
        }
    }
    let services = all.iter().filter(|object| object["kind"] == "Service");
    let names: Vec<&str> = services
        .filter_map(|service| service["metadata"]["name"].as_str())
        .collect();
    let mut addresses = Vec::new();
    for text in texts {
        for name in &names {
            let Some(at) = text.find(&format!("{name}:")) else {
                continue;
            };
            let digits: String = text[at + name.len() + 1..]
                .chars()
                .take_while(char::is_ascii_digit)
                .collect();
            if let Ok(port) = digits.parse() {
                addresses.push(((*name).to_owned(), port));
            }
        }
    }
    addresses
}

/// Addresses that a demo gives to pods that do not use them: one ConfigMap serves several.
fn is_unused(from: &str, to: &str) -> bool {
    let frontend_only = [
        "contacts",
        "transactionhistory",
        "userservice",
        "ledgerwriter",
    ];
    from == "ledgerwriter" && frontend_only.contains(&to)
}

#[test]
fn what_the_demos_connect_to_can_be_reached() {
    for (name, folder) in DEMOS {
        let Some(theirs) = demo(folder) else { return };
        let ours = ours(name);
        let references: Vec<&Value> = ours.iter().collect();
        let all = pods(&references, "default");
        let policies = Policies {
            policies: ours
                .iter()
                .filter(|one| one["kind"] == "NetworkPolicy")
                .collect(),
            namespace: "default",
        };
        let pod = |name: &str| all.iter().find(|pod| pod.name == name);
        let mut checked = 0;
        for workload in theirs
            .iter()
            .filter(|one| one["spec"]["template"].is_object())
        {
            let from_name = workload["metadata"]["name"].as_str().expect("a name");
            let from = pod(from_name).unwrap_or_else(|| panic!("{from_name} is generated"));
            for (to_name, port) in addresses(workload, &theirs) {
                let service = find(&ours, &"Service".into(), &to_name.as_str().into());
                let service = service.unwrap_or_else(|| panic!("{to_name} is generated"));
                let target = pod(&to_name).unwrap_or_else(|| panic!("{to_name} is generated"));
                if target.name == from.name || is_unused(from_name, &to_name) {
                    continue;
                }
                let ports = service["spec"]["ports"].as_array().expect("ports");
                let of_service = ports.iter().find(|one| one["port"] == port);
                let of_service = of_service.unwrap_or_else(|| panic!("{to_name}:{port}"));
                let named = of_service["targetPort"].as_str().expect("a name");
                let number = target.ports.iter().find(|known| known.0 == named);
                let number = number.unwrap_or_else(|| panic!("{to_name} has {named}")).1;
                let (from, to) = (End::Pod(from.clone()), End::Pod(target.clone()));
                let edge = format!("{name}: {from_name} -> {to_name}:{port}");
                assert!(policies.allow(&from, &to, number, "TCP"), "{edge}");
                checked += 1;
            }
        }
        println!("{name}: {checked} connections");
        assert!(checked >= 12, "{name}: {checked}");
    }
}
