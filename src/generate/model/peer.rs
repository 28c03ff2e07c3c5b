//! Who is at the other end of an edge, as a policy says it.

use super::super::spec::{App, Reader, Who};
use super::workload::Workload;
use super::{Labels, NAMESPACE_LABEL};
use crate::source::Span;
use crate::spelling::{nearest, quoted_list};

/// A peer of a NetworkPolicy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::generate) enum PeerModel {
    /// Pods.
    Pods {
        /// The labels of their namespace; none for that of the policy.
        namespace: Option<Labels>,
        /// Their labels; none for all pods of the namespace.
        labels: Option<Labels>,
    },
    /// Addresses.
    Block {
        /// The range.
        cidr: String,
        /// What is left out of it.
        except: Vec<String>,
    },
}

/// Ranges that are no part of the internet: private, shared and link-local addresses.
/// RFC 1918, RFC 6598, RFC 3927.
const PRIVATE_V4: &[&str] = &[
    "10.0.0.0/8",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "172.16.0.0/12",
    "192.168.0.0/16",
];
/// Unique local and link-local addresses: RFC 4193, RFC 4291.
const PRIVATE_V6: &[&str] = &["fc00::/7", "fe80::/10"];

/// A namespace by its name.
pub(super) fn namespace_labels(name: &str) -> Labels {
    Labels::from([(NAMESPACE_LABEL.to_owned(), name.to_owned())])
}

/// The pods of another workload, as seen from a namespace.
pub(super) fn pods_of(workload: &Workload<'_>, seen_from: Option<&str>) -> PeerModel {
    let namespace = workload.namespace.as_deref();
    PeerModel::Pods {
        namespace: namespace
            .filter(|namespace| Some(*namespace) != seen_from)
            .map(namespace_labels),
        labels: Some(workload.selector.clone()),
    }
}

/// Pods of a namespace, by their labels or all.
pub(super) fn pods_in(namespace: &str, labels: Labels) -> PeerModel {
    PeerModel::Pods {
        namespace: Some(namespace_labels(namespace)),
        labels: Some(labels).filter(|labels| !labels.is_empty()),
    }
}

/// All that is public.
pub(super) fn internet() -> Vec<PeerModel> {
    let block = |cidr: &str, except: &[&str]| PeerModel::Block {
        cidr: cidr.to_owned(),
        except: except.iter().map(|range| (*range).to_owned()).collect(),
    };
    vec![block("0.0.0.0/0", PRIVATE_V4), block("::/0", PRIVATE_V6)]
}

/// Every address: whoever comes through a load balancer.
pub(super) fn anywhere() -> Vec<PeerModel> {
    let block = |cidr: &str| PeerModel::Block {
        cidr: cidr.to_owned(),
        except: Vec::new(),
    };
    vec![block("0.0.0.0/0"), block("::/0")]
}

/// The application of the file that a peer names.
pub(super) fn in_file<'w, 's>(
    workloads: &'w [Workload<'s>],
    name: &str,
    namespace: Option<&str>,
    seen_from: Option<&str>,
) -> Option<usize> {
    let fits = |workload: &&'w Workload<'s>| {
        let own = workload.namespace.as_deref();
        workload.task.is_none()
            && workload.name == name
            && namespace.is_none_or(|namespace| own.or(seen_from) == Some(namespace))
    };
    let found = workloads.iter().find(fits)?;
    workloads
        .iter()
        .position(|workload| std::ptr::eq(workload, found))
}

/// Peers that are no application of the file; none after a mistake.
pub(super) fn outside(
    who: &Who,
    app: &App,
    span: Span,
    names: &[&str],
    default_labels: Option<&str>,
    problems: &mut Reader,
) -> Option<Vec<PeerModel>> {
    match who {
        Who::App { name, namespace } => {
            if namespace.is_none()
                && let Some(near) = nearest(name, names)
            {
                problems.refuse(
                    span,
                    format!("there is no application `{name}` in this file"),
                    format!("did you mean `{near}`? An app of another file is written with its namespace: `{name}.x`"),
                );
                return None;
            }
            let Some(label) = default_labels else {
                problems.refuse(
                    span,
                    format!("there is no application `{name}` in this file"),
                    unknown_app_help(name, names, app),
                );
                return None;
            };
            let labels = Labels::from([(label.to_owned(), name.clone())]);
            Some(vec![PeerModel::Pods {
                namespace: namespace.as_deref().map(namespace_labels),
                labels: Some(labels),
            }])
        }
        Who::Namespace(name) => Some(vec![pods_in(name, Labels::new())]),
        Who::Labels { labels, namespace } => {
            let labels = labels.to_map();
            Some(vec![PeerModel::Pods {
                namespace: namespace.as_deref().map(namespace_labels),
                labels: Some(labels).filter(|labels| !labels.is_empty()),
            }])
        }
        Who::Block(cidr) => Some(vec![PeerModel::Block {
            cidr: cidr.to_string(),
            except: Vec::new(),
        }]),
        Who::Internet => Some(internet()),
    }
}

fn unknown_app_help(name: &str, names: &[&str], app: &App) -> String {
    let own = app.name.value.0.as_str();
    let others: Vec<&str> = names.iter().copied().filter(|name| *name != own).collect();
    let label = "`[platform]` `default-labels = \"app.kubernetes.io/name\"` says how apps of other \
                 files are selected by their name";
    let by_labels =
        format!("or give its labels: `{{ labels = {{ app = \"{name}\" }}, port = … }}`");
    if others.is_empty() {
        return format!("{label}, {by_labels}");
    }
    format!("there are {}; {label}, {by_labels}", quoted_list(&others))
}
