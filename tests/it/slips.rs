//! One slip of the pen in a name, a label or a port of the sample shop gives one finding that says
//! what was meant.

use std::fs;
use std::path::{Path, PathBuf};

use kubelint::check::Loaded;
use kubelint::diagnostic::Severity;

use crate::shared::{file, options, setup};

fn shop() -> Vec<(String, String)> {
    fn read(folder: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true => read(&path, into),
                false => into.push(path),
            }
        }
    }
    let mut paths = Vec::new();
    read(Path::new("testdata/shop"), &mut paths);
    paths.sort();
    let files = paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("a manifest");
        (path.to_string_lossy().replace('\\', "/"), text)
    });
    files.collect()
}

/// A slip: the file, the text that is replaced in it, and the rule that has to notice.
const SLIPS: &[(&str, &str, &str, &str)] = &[
    // Labels: of a Service, of a policy, of a budget, and of the pods that they all mean.
    (
        "cart/service.yaml",
        "    app.kubernetes.io/component: store",
        "    app.kubernetes.io/component: stroe",
        "service-selector-matches-nothing",
    ),
    (
        "cart/network.yaml",
        "app.kubernetes.io/name: catalog",
        "app.kubernetes.io/name: catlaog",
        "networkpolicy-peer-selects-nothing",
    ),
    (
        "cart/scaling.yaml",
        "      app.kubernetes.io/name: cart-store",
        "      app.kubernetes.io/name: cart-stroe",
        "pdb-selects-nothing",
    ),
    (
        "cart/deployment.yaml",
        "        app.kubernetes.io/component: api\n        app.kubernetes.io/part-of",
        "        app.kubernetes.io/component: aip\n        app.kubernetes.io/part-of",
        "selector-template-mismatch",
    ),
    // Names.
    (
        "cart/deployment.yaml",
        "serviceAccountName: cart",
        "serviceAccountName: crat",
        "service-account-reference-missing",
    ),
    (
        "cart/deployment.yaml",
        "                name: cart\n",
        "                name: crat\n",
        "configmap-reference-missing",
    ),
    (
        "cart/deployment.yaml",
        "key: password",
        "key: pasword",
        "secret-key-missing",
    ),
    (
        "cart/config.yaml",
        "kind: ConfigMap\nmetadata:\n  name: cart\n",
        "kind: ConfigMap\nmetadata:\n  name: crat\n",
        "configmap-reference-missing",
    ),
    (
        "catalog/scaling.yaml",
        "    name: catalog\n",
        "    name: catlaog\n",
        "hpa-target-missing",
    ),
    (
        "catalog/access.yaml",
        "  kind: Role\n  name: promotion-reader",
        "  kind: Role\n  name: promotion-raeder",
        "rbac-role-ref-missing",
    ),
    (
        "cart/store.yaml",
        "serviceName: cart-store",
        "serviceName: cart-stroe",
        "statefulset-service-missing",
    ),
    (
        "storefront/ingress.yaml",
        "                name: storefront\n",
        "                name: storefrnot\n",
        "ingress-backend-service-missing",
    ),
    (
        "cart/config.yaml",
        "kind: ConfigMap\nmetadata:\n  name: cart\n  namespace: shop",
        "kind: ConfigMap\nmetadata:\n  name: cart\n  namespace: shpo",
        "namespace-not-declared",
    ),
    // Ports: where they are asked for, and where they are declared.
    (
        "cart/service.yaml",
        "targetPort: http",
        "targetPort: htpt",
        "service-target-port-name-unknown",
    ),
    (
        "cart/deployment.yaml",
        "            - name: http\n",
        "            - name: htpt\n",
        "service-target-port-name-unknown",
    ),
    (
        "cart/deployment.yaml",
        "containerPort: 8080",
        "containerPort: 8081",
        "networkpolicy-port-not-listened",
    ),
    (
        "cart/network.yaml",
        "port: 6379",
        "port: 6378",
        "networkpolicy-port-not-listened",
    ),
];

#[test]
fn one_slip_in_the_shop_is_one_finding_that_names_what_was_meant() {
    let shop = shop();
    let setup = setup(&["1.37"]);
    let mut wrong = Vec::new();
    for (name, from, to, rule) in SLIPS {
        let mut replaced = false;
        let files: Vec<Loaded> = shop
            .iter()
            .map(|(path, text)| {
                let here = path.ends_with(name);
                replaced |= here && text.contains(from);
                let text = if here {
                    text.replacen(from, to, 1)
                } else {
                    text.clone()
                };
                file(path, &text)
            })
            .collect();
        assert!(replaced, "{name} has no {from:?}");
        let outcome = setup
            .check(files, &options())
            .expect("no location is given");
        let found: Vec<_> = outcome
            .diagnostics
            .iter()
            .filter(|finding| finding.severity > Severity::Info)
            .collect();
        let words = from.split_whitespace().zip(to.split_whitespace());
        let differing = words.filter(|(from, to)| from != to).map(|(from, _)| from);
        let meant = differing.last().unwrap_or(from);
        let says = |text: &Option<String>| text.as_ref().is_some_and(|text| text.contains(meant));
        match found.as_slice() {
            [one] if one.rule == *rule && (says(&one.help) || one.message.contains(meant)) => {}
            all => {
                let all = all
                    .iter()
                    .map(|one| format!("{}: {} / {:?}", one.rule, one.message, one.help));
                let all: Vec<String> = all.collect();
                wrong.push(format!("{name}: {from:?} -> {to:?}: {all:#?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
