//! `input.container`.

use regorus::Value;

use crate::policy::value::{Fields, fields, get, object, quantities, quantity, value};
use crate::resource::{Container, ImageReference, Pod};
use crate::yaml::{Node, Path, Segment};

/// The container as written, its image taken apart, and what is in force for it.
///
/// `spec` is the value of the pod's spec, of which the container is a part.
pub(super) fn view(container: &Container<'_>, pod: &Pod<'_>, spec: &Value) -> Value {
    let mut view: Fields = match part_of(spec, &container.path) {
        Some(written) => written
            .iter()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect(),
        None => fields(container.node),
    };
    let image = container.node.get("image").map_or("", Node::text);
    let reference = ImageReference::parse(image);
    let policy = pull_policy(container.node, reference.as_ref().ok());
    let mut put = |key: &str, value: Value| {
        view.insert(Value::from(key), value);
    };
    put("effective", effective(container.node, pod, policy));
    put("image", image_view(image, &reference));
    put("type", Value::from(container.container_type.as_str()));
    put("path", relative(&container.path, &pod.path));
    let name = container.name.unwrap_or_default();
    put("name", Value::from(name));
    Value::from(view)
}

/// The container in the value of the spec, by the last two steps of its path.
fn part_of<'v>(spec: &'v Value, path: &Path) -> Option<&'v regorus::value::Object> {
    let [.., Segment::Key(list), Segment::Index(index)] = &path.0[..] else {
        return None;
    };
    let list = get(spec, &Value::from(list.as_str()))?;
    list.as_array().ok()?.get(*index)?.as_object().ok()
}

fn relative(path: &Path, base: &Path) -> Value {
    let steps = path.0.iter().skip(base.0.len());
    let values = steps.map(|step| match step {
        Segment::Key(key) => Value::from(key.as_str()),
        Segment::Index(index) => Value::from(*index),
    });
    Value::from(values.collect::<Vec<Value>>())
}

fn image_view(
    text: &str,
    reference: &Result<ImageReference<'_>, crate::resource::ImageError>,
) -> Value {
    match reference {
        Ok(image) => object([
            ("text", Some(Value::from(text))),
            ("registry", Some(Value::from(image.registry))),
            ("repository", Some(Value::from(&*image.repository))),
            ("name", Some(Value::from(image.name))),
            ("tag", image.tag.map(Value::from)),
            ("digest", image.digest.map(Value::from)),
            ("short", Some(Value::from(!image.has_registry))),
        ]),
        Err(error) => object([
            ("text", Some(Value::from(text))),
            ("error", Some(Value::from(error.to_string()))),
            ("help", error.help().map(Value::from)),
        ]),
    }
}

/// `Always` for `:latest` and for no tag, `IfNotPresent` otherwise:
/// <https://kubernetes.io/docs/concepts/containers/images/#imagepullpolicy-defaulting>.
fn pull_policy<'t>(container: Node<'t>, image: Option<&ImageReference<'_>>) -> &'t str {
    let written = container.get("imagePullPolicy").and_then(Node::as_str);
    written.filter(|policy| !policy.is_empty()).unwrap_or({
        let moves = image.is_some_and(|image| match (image.tag, image.digest) {
            (Some(tag), _) => tag == "latest",
            (None, digest) => digest.is_none(),
        });
        if moves { "Always" } else { "IfNotPresent" }
    })
}

fn effective(container: Node<'_>, pod: &Pod<'_>, pull_policy: &str) -> Value {
    let pod_field = |key| pod.spec.and_then(|spec| spec.get(key));
    let (requests, limits) = resources(container, pod_field("resources"));
    object([
        ("requests", Some(Value::from(requests))),
        ("limits", Some(Value::from(limits))),
        (
            "securityContext",
            Some(security_context(container, pod_field("securityContext"))),
        ),
        ("imagePullPolicy", Some(Value::from(pull_policy))),
        ("probes", Some(probes(container))),
        ("handlers", Some(handlers(container))),
    ])
}

/// Requests and limits: the container's own, a request that the API server takes from the limit,
/// then what the pod sets for all.
///
/// <https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/>
fn resources(container: Node<'_>, of_pod: Option<Node<'_>>) -> (Fields, Fields) {
    let own = |key| {
        container
            .get("resources")
            .and_then(|resources| resources.get(key))
    };
    let limits = quantities(own("limits"), Some("container"));
    let mut requests = quantities(own("requests"), Some("container"));
    for (name, limit) in own("limits").into_iter().flat_map(Node::entries) {
        if !limit.is_null() {
            requests
                .entry(Value::from(name.text()))
                .or_insert_with(|| quantity(limit, Some("limit")));
        }
    }
    let add_pod = |mut fields: Fields, key: &str| {
        let pod = of_pod.and_then(|resources| resources.get(key));
        for (name, value) in quantities(pod, Some("pod")) {
            fields.entry(name).or_insert(value);
        }
        fields
    };
    (add_pod(requests, "requests"), add_pod(limits, "limits"))
}

/// What a container may set over its pod, field by field.
const SHARED: [&str; 7] = [
    "runAsUser",
    "runAsGroup",
    "runAsNonRoot",
    "seccompProfile",
    "seLinuxOptions",
    "appArmorProfile",
    "windowsOptions",
];

/// <https://kubernetes.io/docs/tasks/configure-pod-container/security-context/>
fn security_context(container: Node<'_>, of_pod: Option<Node<'_>>) -> Value {
    let own = container.get("securityContext");
    let field = |key| {
        own.and_then(|own| own.get(key))
            .filter(|node| !node.is_null())
    };
    let mut fields = Fields::new();
    for key in SHARED {
        let pod = of_pod.and_then(|context| context.get(key));
        let shared = match (field(key), pod) {
            (Some(own), Some(pod)) if key == "windowsOptions" => Some(merged(own, pod)),
            (own, pod) => own.or(pod).filter(|node| !node.is_null()).map(value),
        };
        if let Some(shared) = shared {
            fields.insert(Value::from(key), shared);
        }
    }
    let flag = |key| field(key).and_then(Node::as_bool);
    let privileged = flag("privileged").unwrap_or(false);
    let capabilities = |key| {
        let list = field("capabilities").and_then(|capabilities| capabilities.get(key));
        list.filter(|list| list.is_sequence())
            .map_or_else(|| Value::from(Vec::<Value>::new()), value)
    };
    let proc_mount = field("procMount").and_then(Node::as_str);
    let own = [
        ("privileged", Value::from(privileged)),
        (
            "allowPrivilegeEscalation",
            Value::from(flag("allowPrivilegeEscalation").unwrap_or(true)),
        ),
        (
            "readOnlyRootFilesystem",
            Value::from(flag("readOnlyRootFilesystem").unwrap_or(false)),
        ),
        ("procMount", Value::from(proc_mount.unwrap_or("Default"))),
        (
            "capabilities",
            object([
                ("add", Some(capabilities("add"))),
                ("drop", Some(capabilities("drop"))),
            ]),
        ),
    ];
    fields.extend(own.map(|(key, value)| (Value::from(key), value)));
    Value::from(fields)
}

fn merged(own: Node<'_>, pod: Node<'_>) -> Value {
    let mut both = fields(pod);
    both.extend(fields(own));
    Value::from(both)
}

/// The numbers of a probe where it says nothing:
/// <https://kubernetes.io/docs/concepts/workloads/pods/probes/#configure-probes>.
const PROBE_DEFAULTS: [(&str, i64); 5] = [
    ("initialDelaySeconds", 0),
    ("periodSeconds", 10),
    ("timeoutSeconds", 1),
    ("successThreshold", 1),
    ("failureThreshold", 3),
];

fn probes(container: Node<'_>) -> Value {
    let probe = |key| {
        let probe = container.get(key).filter(|probe| probe.is_mapping())?;
        let mut probe = fields(probe);
        for (name, default) in PROBE_DEFAULTS {
            probe
                .entry(Value::from(name))
                .or_insert_with(|| Value::from(default));
        }
        Some(Value::from(probe))
    };
    object([
        ("liveness", probe("livenessProbe")),
        ("readiness", probe("readinessProbe")),
        ("startup", probe("startupProbe")),
    ])
}

/// What the kubelet does to the container, in probes and hooks: the field that says so, its name
/// in words, and the handler as written.
const HANDLERS: [(&[&str], &str); 5] = [
    (&["livenessProbe"], "liveness probe"),
    (&["readinessProbe"], "readiness probe"),
    (&["startupProbe"], "startup probe"),
    (&["lifecycle", "postStart"], "postStart hook"),
    (&["lifecycle", "preStop"], "preStop hook"),
];

fn handlers(container: Node<'_>) -> Value {
    let found = HANDLERS.iter().filter_map(|(path, name)| {
        let handler = container.dig(path).filter(|handler| handler.is_mapping())?;
        let path: Vec<Value> = path.iter().map(|key| Value::from(*key)).collect();
        Some(object([
            ("path", Some(Value::from(path))),
            ("name", Some(Value::from(*name))),
            ("action", Some(value(handler))),
        ]))
    });
    Value::from(found.collect::<Vec<Value>>())
}
