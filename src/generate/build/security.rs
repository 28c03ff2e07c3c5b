//! As whom containers run, and what they may do: what Pod Security `restricted` asks for.
//!
//! <https://kubernetes.io/docs/concepts/security/pod-security-standards/>

use k8s_openapi::api::core::v1::{
    Capabilities, PodSecurityContext, SeccompProfile, SecurityContext,
};

use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{Security, Word as _};

const RESTRICTED: &str = "Pod Security `restricted`";

/// The context of the pod.
pub(super) fn of_pod(security: Option<&Security>) -> Part<PodSecurityContext> {
    let mut causes = Causes::default();
    let root = security.and_then(|security| security.root.as_ref());
    let user = security.and_then(|security| security.user);
    let group = security.and_then(|security| security.group);
    let fs_group = security.and_then(|security| security.fs_group);
    causes.note("", Cause::Default(RESTRICTED));
    if let Some(root) = root {
        causes.note("/runAsNonRoot", Cause::Spec(root.span));
        causes.note("/runAsUser", Cause::Spec(root.span));
    } else if let Some(user) = user {
        causes.note("/runAsUser", Cause::Spec(user.span));
        causes.note("/runAsGroup", Cause::Spec(user.span));
    }
    if let Some(group) = group {
        causes.note("/runAsGroup", Cause::Spec(group.span));
    }
    if let Some(fs_group) = fs_group {
        causes.note("/fsGroup", Cause::Spec(fs_group.span));
        let reason = "the files of a volume are given to the group once, not at every start";
        causes.note("/fsGroupChangePolicy", Cause::Default(reason));
    }
    let user = match (root, user) {
        (Some(_), _) => Some(0),
        (None, user) => user.map(|user| i64::from(user.value.0)),
    };
    Part {
        value: PodSecurityContext {
            run_as_non_root: Some(root.is_none()),
            run_as_user: user,
            run_as_group: group.map(|group| i64::from(group.value.0)).or(user),
            fs_group: fs_group.map(|group| i64::from(group.value.0)),
            fs_group_change_policy: fs_group.map(|_| "OnRootMismatch".to_owned()),
            seccomp_profile: Some(SeccompProfile {
                type_: "RuntimeDefault".to_owned(),
                ..SeccompProfile::default()
            }),
            ..PodSecurityContext::default()
        },
        causes,
    }
}

/// The context of a container; the application's own may have exceptions.
pub(super) fn of_container(security: Option<&Security>) -> Part<SecurityContext> {
    let mut causes = Causes::default();
    causes.note("", Cause::Default(RESTRICTED));
    let writable = security.and_then(|security| security.writable_root.as_ref());
    causes.note(
        "/readOnlyRootFilesystem",
        Cause::of(writable, "what is written belongs into a volume"),
    );
    let added: Vec<String> = security
        .into_iter()
        .flat_map(|security| &security.capabilities)
        .map(|capability| capability.value.word().to_owned())
        .collect();
    if let Some(first) = security.and_then(|security| security.capabilities.first()) {
        causes.note("/capabilities/add", Cause::Spec(first.span));
    }
    Part {
        value: SecurityContext {
            allow_privilege_escalation: Some(false),
            read_only_root_filesystem: Some(writable.is_none()),
            capabilities: Some(Capabilities {
                add: super::metadata::list(added),
                drop: Some(vec!["ALL".to_owned()]),
            }),
            ..SecurityContext::default()
        },
        causes,
    }
}
