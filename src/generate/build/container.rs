//! Containers: that of the application, and those beside it.

use k8s_openapi::api::core::v1::{
    ConfigMapEnvSource, ConfigMapKeySelector, Container, ContainerPort, EnvFromSource, EnvVar,
    EnvVarSource, ExecAction, Lifecycle, LifecycleHandler, ObjectFieldSelector,
    ResourceFieldSelector, SecretEnvSource, SecretKeySelector, SleepAction, VolumeMount,
};

use super::metadata::list;
use super::probe::{Asked, Probes, probes};
use super::resources::{BESIDE, OF_APP, resources};
use super::security;
use crate::generate::model::{Model, MountModel, Workload};
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{
    App, Beside, DataSource, Environment, Kind, Named, Protocol, Variable, VariableSource,
    Word as _,
};
use crate::schema::Version;
use crate::source::At;

/// How long a pod that serves goes on after it was taken out of the Service: until every node
/// and every controller has heard of it.
const DRAIN: i32 = 10;

/// Since when `preStop` can sleep without a program of the image, on by default.
/// <https://github.com/kubernetes/enhancements/issues/3960>
const SLEEP_SINCE: Version = Version { minor: 30 };

/// The container of a workload.
pub(super) fn main<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Part<Container> {
    let app = workload.app;
    let task = workload.task;
    let mut causes = Causes::default();
    let adopt = app.adopt.as_ref().filter(|_| task.is_none());
    let stated_name = adopt.and_then(|adopt| adopt.value.container_name.as_ref());
    let name = match (stated_name, task) {
        (Some(name), _) => &name.value.0,
        (None, Some(task)) => &task.name.value.0,
        (None, None) => &app.name.value.0,
    };
    causes.note(
        "/name",
        Cause::Spec(stated_name.map_or(workload.span(), |name| name.span)),
    );
    let image = workload.image();
    causes.note("/image", Cause::Spec(image.span));
    if let Some(folder) = &app.working_dir {
        causes.note("/workingDir", Cause::Spec(folder.span));
    }
    if let Some(policy) = app.pull_policy {
        causes.note("/imagePullPolicy", Cause::Spec(policy.span));
    }
    let own_command = (app.command.as_ref(), app.args.as_ref());
    let (command, args) = match task {
        Some(task) => (task.command.as_ref(), task.args.as_ref()),
        None => own_command,
    };
    for (pointer, at) in [("/command", command), ("/args", args)] {
        if let Some(at) = at {
            causes.note(pointer, Cause::Spec(at.span));
        }
    }
    let own = Variables::of(&app.env, &app.env_from);
    let over = task.map(|task| Variables::of(&task.env, &task.env_from));
    let variables = own.and(over);
    let env = environment(model, app, &variables.env, &mut causes);
    let env_from = sources(model, app, &variables.sources, &mut causes);
    let given = resources(workload.resources(), OF_APP, model.scratch(workload, false));
    causes.take("/resources", given.causes);
    let security = security::of_container(app.security.as_ref().map(|security| &security.value));
    causes.take("/securityContext", security.causes);
    let mounts = mounts(model.mounts(workload), &mut causes);
    let mut container = Container {
        name: name.clone(),
        image: Some(image.value.text.clone()),
        image_pull_policy: app.pull_policy.map(|policy| policy.value.word().to_owned()),
        command: command.map(|command| command.value.clone()),
        args: args.map(|args| args.value.clone()),
        working_dir: app
            .working_dir
            .as_ref()
            .map(|folder| folder.value.0.clone()),
        ports: list(ports(workload, &mut causes)),
        env: list(env),
        env_from: list(env_from),
        resources: Some(given.value),
        volume_mounts: list(mounts),
        security_context: Some(security.value),
        ..Container::default()
    };
    if !workload.ends() {
        let asked: Vec<Asked> = workload
            .ports
            .iter()
            .filter(|port| port.protocol == Protocol::Tcp)
            .map(|port| Asked {
                name: port.name.clone(),
                number: port.container,
            })
            .collect();
        with_probes(
            &mut container,
            probes(app.health.as_ref(), &asked),
            &mut causes,
        );
        container.lifecycle = drain(workload, model.target, &mut causes);
    }
    Part {
        value: container,
        causes,
    }
}

/// A container beside the application; a sidecar answers probes.
pub(super) fn beside<'s>(
    model: &Model<'s>,
    workload: &Workload<'s>,
    beside: &'s At<Beside>,
    is_sidecar: bool,
) -> Part<Container> {
    let app = workload.app;
    let (span, beside) = (beside.span, &beside.value);
    let mut causes = Causes::default();
    causes.note("", Cause::Spec(span));
    let image = beside.image.as_ref().unwrap_or(&app.image);
    causes.note("/image", Cause::Spec(image.span));
    for (pointer, at) in [("/command", &beside.command), ("/args", &beside.args)] {
        if let Some(at) = at {
            causes.note(pointer, Cause::Spec(at.span));
        }
    }
    let is_app = beside.image.is_none() && !is_sidecar;
    let own = Variables::of(&beside.env, &beside.env_from);
    let variables = match is_app {
        true => Variables::of(&app.env, &app.env_from).and(Some(own)),
        false => own,
    };
    let env = environment(model, app, &variables.env, &mut causes);
    let env_from = sources(model, app, &variables.sources, &mut causes);
    let given = resources(beside.resources.as_ref().map(|at| &at.value), BESIDE, 0);
    causes.take("/resources", given.causes);
    let security = security::of_container(None);
    causes.take("/securityContext", security.causes);
    let mounts = mounts(model.mounts_beside(workload, beside, is_app), &mut causes);
    let ports = beside.ports.iter().enumerate().map(|(at, port)| {
        causes.note(format!("/ports/{at}"), Cause::Spec(port.value.span));
        ContainerPort {
            name: Some(port.name.value.clone()),
            container_port: port.value.value.0,
            protocol: Some(Protocol::Tcp.word().to_owned()),
            ..ContainerPort::default()
        }
    });
    let ports = list(ports.collect());
    let mut container = Container {
        name: beside.name.value.0.clone(),
        image: Some(image.value.text.clone()),
        command: beside.command.as_ref().map(|command| command.value.clone()),
        args: beside.args.as_ref().map(|args| args.value.clone()),
        image_pull_policy: app
            .pull_policy
            .filter(|_| is_app)
            .map(|policy| policy.value.word().to_owned()),
        working_dir: app
            .working_dir
            .as_ref()
            .filter(|_| is_app)
            .map(|folder| folder.value.0.clone()),
        ports,
        env: list(env),
        env_from: list(env_from),
        resources: Some(given.value),
        volume_mounts: list(mounts),
        security_context: Some(security.value),
        ..Container::default()
    };
    if is_sidecar {
        let asked: Vec<Asked> = beside
            .ports
            .iter()
            .map(|port| Asked {
                name: port.name.value.clone(),
                number: port.value.value.0,
            })
            .collect();
        let probes = probes(beside.health.as_ref(), &asked);
        with_probes(&mut container, probes, &mut causes);
    }
    Part {
        value: container,
        causes,
    }
}

fn with_probes(container: &mut Container, probes: Probes, causes: &mut Causes) {
    let mut take = |pointer: &str, part: Option<Part<_>>| {
        let part = part?;
        causes.take(pointer, part.causes);
        Some(part.value)
    };
    container.readiness_probe = take("/readinessProbe", probes.readiness);
    container.liveness_probe = take("/livenessProbe", probes.liveness);
    container.startup_probe = take("/startupProbe", probes.startup);
}

fn ports(workload: &Workload<'_>, causes: &mut Causes) -> Vec<ContainerPort> {
    let ports = workload.ports.iter().enumerate();
    ports
        .map(|(at, port)| {
            causes.note(format!("/ports/{at}"), port.cause());
            ContainerPort {
                name: Some(port.name.clone()),
                container_port: port.container,
                protocol: Some(port.protocol.word().to_owned()),
                ..ContainerPort::default()
            }
        })
        .collect()
}

fn mounts(models: Vec<MountModel>, causes: &mut Causes) -> Vec<VolumeMount> {
    let models = models.into_iter().enumerate();
    models
        .map(|(at, mount)| {
            causes.note(format!("/volumeMounts/{at}"), Cause::Spec(mount.span));
            VolumeMount {
                name: mount.volume,
                mount_path: mount.path,
                sub_path: mount.sub_path,
                read_only: mount.read_only.then_some(true),
                ..VolumeMount::default()
            }
        })
        .collect()
}

/// The variables of a container, and what brings more of them, as they are stated.
struct Variables<'s> {
    env: Vec<&'s Named<At<Variable>>>,
    sources: Vec<&'s At<DataSource>>,
}

impl<'s> Variables<'s> {
    fn of(env: &'s Environment, sources: &'s [At<DataSource>]) -> Self {
        Self {
            env: env.iter().collect(),
            sources: sources.iter().collect(),
        }
    }

    /// These with others laid over them: a variable of the same name replaces.
    fn and(mut self, over: Option<Self>) -> Self {
        let Some(over) = over else { return self };
        let is_replaced = |one: &Named<At<Variable>>| {
            let mut names = over.env.iter().map(|other| &other.name.value);
            names.any(|name| *name == one.name.value)
        };
        self.env.retain(|one| !is_replaced(one));
        self.env.extend(over.env);
        self.sources.extend(over.sources);
        self
    }
}

fn environment(
    model: &Model<'_>,
    app: &App,
    stated: &[&Named<At<Variable>>],
    causes: &mut Causes,
) -> Vec<EnvVar> {
    let variables = stated.iter().enumerate();
    variables
        .map(|(at, variable)| {
            causes.note(format!("/env/{at}"), Cause::Spec(variable.value.span));
            let name = variable.name.value.clone();
            match &variable.value.value {
                Variable::Literal(text) => EnvVar {
                    name,
                    value: Some(text.clone()),
                    ..EnvVar::default()
                },
                Variable::From(source) => EnvVar {
                    value_from: Some(from(model, app, source, &name)),
                    name,
                    ..EnvVar::default()
                },
            }
        })
        .collect()
}

fn from(model: &Model<'_>, app: &App, source: &VariableSource, variable: &str) -> EnvVarSource {
    let key = source.key.as_ref().map_or(variable, |key| &key.value.0);
    let optional = source
        .optional
        .filter(|optional| optional.value)
        .map(|_| true);
    let mut from = EnvVarSource::default();
    if let Some(secret) = &source.secret {
        from.secret_key_ref = Some(SecretKeySelector {
            name: secret.value.0.clone(),
            key: key.to_owned(),
            optional,
        });
    } else if let Some(config) = &source.config {
        from.config_map_key_ref = Some(ConfigMapKeySelector {
            name: model.config_name(app, &config.value.0),
            key: key.to_owned(),
            optional,
        });
    } else if let Some(field) = &source.field {
        from.field_ref = Some(ObjectFieldSelector {
            field_path: field.value.0.clone(),
            ..ObjectFieldSelector::default()
        });
    } else if let Some(resource) = source.resource {
        from.resource_field_ref = Some(ResourceFieldSelector {
            resource: resource.value.word().to_owned(),
            ..ResourceFieldSelector::default()
        });
    }
    from
}

fn sources(
    model: &Model<'_>,
    app: &App,
    stated: &[&At<DataSource>],
    causes: &mut Causes,
) -> Vec<EnvFromSource> {
    let sources = stated.iter().enumerate();
    sources
        .map(|(at, source)| {
            causes.note(format!("/envFrom/{at}"), Cause::Spec(source.span));
            let name = &source.value.name;
            if source.value.is_secret {
                EnvFromSource {
                    secret_ref: Some(SecretEnvSource {
                        name: name.clone(),
                        ..SecretEnvSource::default()
                    }),
                    ..EnvFromSource::default()
                }
            } else {
                EnvFromSource {
                    config_map_ref: Some(ConfigMapEnvSource {
                        name: model.config_name(app, name),
                        ..ConfigMapEnvSource::default()
                    }),
                    ..EnvFromSource::default()
                }
            }
        })
        .collect()
}

/// How long the pod drains; none where nobody connects through a Service.
pub(super) fn drain_seconds(workload: &Workload<'_>) -> Option<(i32, Cause)> {
    match workload.app.drain {
        Some(drain) => (drain.value.0 > 0).then_some((drain.value.0, Cause::Spec(drain.span))),
        None => {
            let serves = matches!(workload.kind, Kind::Service | Kind::Stateful)
                && workload.ports.iter().any(|port| port.service.is_some());
            let reason = "goes on serving until every node has heard that it ends";
            // A short grace period is not all spent on it.
            let most = workload.app.grace.map_or(DRAIN, |grace| grace.value.0 / 2);
            let seconds = DRAIN.min(most);
            (serves && seconds > 0).then_some((seconds, Cause::Default(reason)))
        }
    }
}

fn drain(workload: &Workload<'_>, target: Version, causes: &mut Causes) -> Option<Lifecycle> {
    let (seconds, cause) = drain_seconds(workload)?;
    causes.note("/lifecycle", cause);
    let mut handler = LifecycleHandler::default();
    if target >= SLEEP_SINCE {
        handler.sleep = Some(SleepAction {
            seconds: i64::from(seconds),
        });
    } else {
        handler.exec = Some(ExecAction {
            command: Some(vec!["sleep".to_owned(), seconds.to_string()]),
        });
    }
    Some(Lifecycle {
        pre_stop: Some(handler),
        ..Lifecycle::default()
    })
}
