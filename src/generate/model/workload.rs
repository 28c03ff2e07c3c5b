//! The sets of pods that a spec asks for: each application, and its tasks.

use crate::source::{At, Span};

use super::super::load::Applications;
use super::super::object::{Cause, Owner};
use super::super::spec::{
    App, Beside, Image, Kind, Reader, Resources, Run, ScaleChoice, Schedule, Task, VolumeKind, When,
};
use super::port::{PortModel, ports};
use super::{Labels, NAME_LABEL, namespace};

/// A set of pods: an application, or a task of one.
#[derive(Debug)]
pub(in crate::generate) struct Workload<'s> {
    /// The application.
    pub(in crate::generate) app: &'s App,
    /// The task, when it is one.
    pub(in crate::generate) task: Option<&'s Task>,
    /// What it is.
    pub(in crate::generate) kind: Kind,
    /// What its labels and its policy call it.
    pub(in crate::generate) name: String,
    /// The name of the Deployment or its like.
    pub(in crate::generate) object_name: String,
    /// The name of its Service.
    pub(in crate::generate) service_name: String,
    /// Its namespace.
    pub(in crate::generate) namespace: Option<String>,
    /// What selects its pods, and nothing else.
    pub(in crate::generate) selector: Labels,
    /// Its ports; none of a task.
    pub(in crate::generate) ports: Vec<PortModel>,
}

/// How many pods there are.
#[derive(Debug, Clone, Copy)]
pub(in crate::generate) struct Replicas {
    /// The fewest.
    pub(in crate::generate) min: i32,
    /// The most, when an autoscaler decides.
    pub(in crate::generate) max: Option<i32>,
    /// Why.
    pub(in crate::generate) cause: Cause,
}

/// The applications in the order of the file, each before its tasks.
pub(super) fn workloads<'s>(spec: &'s Applications, problems: &mut Reader) -> Vec<Workload<'s>> {
    let mut workloads = Vec::new();
    for app in &spec.apps {
        workloads.push(application(app, problems));
        let jobs = app.job.iter().map(|task| (task, Kind::Job));
        let crons = app.cron.iter().map(|task| (task, Kind::Cron));
        workloads.extend(
            jobs.chain(crons)
                .map(|(task, kind)| of_task(app, task, kind)),
        );
    }
    workloads
}

fn application<'s>(app: &'s App, problems: &mut Reader) -> Workload<'s> {
    let kind = app.kind.map_or(Kind::Service, |kind| kind.value);
    let name = app.name.value.0.clone();
    let adopt = app.adopt.as_ref().map(|adopt| &adopt.value);
    let workload_name = adopt.and_then(|adopt| adopt.workload_name.as_ref());
    let service_name = adopt.and_then(|adopt| adopt.service_name.as_ref());
    let adopted = adopt
        .map(|adopt| &adopt.selector)
        .filter(|map| !map.is_empty());
    let selector = match adopted {
        Some(selector) => selector
            .iter()
            .map(|label| (label.name.value.clone(), label.value.value.0.clone()))
            .collect(),
        None => Labels::from([(NAME_LABEL.to_owned(), name.clone())]),
    };
    Workload {
        app,
        task: None,
        kind,
        object_name: workload_name.map_or_else(|| name.clone(), |name| name.value.0.clone()),
        service_name: service_name.map_or_else(|| name.clone(), |name| name.value.0.clone()),
        namespace: namespace(app).map(|(name, _)| name.to_owned()),
        selector,
        ports: ports(app, kind, problems),
        name,
    }
}

fn of_task<'s>(app: &'s App, task: &'s At<Task>, kind: Kind) -> Workload<'s> {
    let task = &task.value;
    let name = format!("{}-{}", app.name.value, task.name.value);
    Workload {
        app,
        task: Some(task),
        kind,
        object_name: name.clone(),
        service_name: name.clone(),
        namespace: namespace(app).map(|(name, _)| name.to_owned()),
        selector: Labels::from([(NAME_LABEL.to_owned(), name.clone())]),
        ports: Vec::new(),
        name,
    }
}

impl<'s> Workload<'s> {
    /// Whose objects they are.
    pub(in crate::generate) fn owner(&self) -> Owner {
        Owner::App(self.app.name.value.0.clone())
    }

    /// Where it is stated.
    pub(in crate::generate) fn span(&self) -> Span {
        match self.task {
            Some(task) => task.name.span,
            None => self.app.name.span,
        }
    }

    /// Whether its pods run to their end.
    pub(in crate::generate) fn ends(&self) -> bool {
        matches!(self.kind, Kind::Job | Kind::Cron)
    }

    /// Its image.
    pub(in crate::generate) fn image(&self) -> &'s At<Image> {
        let own = self.task.and_then(|task| task.image.as_ref());
        own.unwrap_or(&self.app.image)
    }

    /// What its container is given.
    pub(in crate::generate) fn resources(&self) -> Option<&'s Resources> {
        let own = self.task.and_then(|task| task.resources.as_ref());
        let resources = own.or(self.app.resources.as_ref());
        resources.map(|resources| &resources.value)
    }

    /// How its runs are made.
    pub(in crate::generate) fn run(&self) -> Option<&'s Run> {
        let run = match self.task {
            Some(task) => task.run.as_ref(),
            None => self.app.run.as_ref(),
        };
        run.map(|run| &run.value)
    }

    /// When it runs.
    pub(in crate::generate) fn schedule(&self) -> Option<&'s At<Schedule>> {
        match self.task {
            Some(task) => task.schedule.as_ref(),
            None => self.app.schedule.as_ref(),
        }
    }

    /// Whether it runs before the new version of its application.
    pub(in crate::generate) fn runs_before(&self) -> bool {
        let when = self.task.and_then(|task| task.when);
        when.is_some_and(|when| when.value == When::Before)
    }

    /// Init containers; those of an application only.
    pub(in crate::generate) fn init(&self) -> &'s [At<Beside>] {
        if self.task.is_some() {
            return &[];
        }
        &self.app.init
    }

    /// Sidecars; those of an application only.
    pub(in crate::generate) fn sidecars(&self) -> &'s [At<Beside>] {
        if self.task.is_some() {
            return &[];
        }
        &self.app.sidecar
    }

    /// A claim that one node holds, so that two pods on two nodes cannot run at once.
    pub(in crate::generate) fn exclusive_claim(&self) -> Option<Span> {
        if matches!(self.kind, Kind::Stateful) {
            return None;
        }
        let volumes = self.app.volume.iter();
        let mut claims = volumes.filter(|volume| volume.value.kind.value == VolumeKind::Claim);
        claims
            .find(|volume| {
                use super::super::spec::Access;
                let access = volume
                    .value
                    .access
                    .map_or(Access::Once, |access| access.value);
                matches!(access, Access::Once | Access::OncePod)
            })
            .map(|volume| volume.span)
    }

    /// How many pods there are; none where that is not asked.
    pub(in crate::generate) fn replicas(&self) -> Option<Replicas> {
        if !matches!(self.kind, Kind::Service | Kind::Worker | Kind::Stateful) {
            return None;
        }
        let Some(scale) = &self.app.scale else {
            let (min, reason) = match self.kind {
                Kind::Stateful => (
                    1,
                    "one pod: whether state may be spread is for the team to say",
                ),
                _ if self.exclusive_claim().is_some() => (1, "one pod: one node holds its claim"),
                _ => (2, "two pods, so that one can be lost"),
            };
            return Some(Replicas {
                min,
                max: None,
                cause: Cause::Default(reason),
            });
        };
        Some(match &scale.value {
            ScaleChoice::Fixed(count) => Replicas {
                min: count.value.0,
                max: None,
                cause: Cause::Spec(count.span),
            },
            ScaleChoice::Bounds(bounds) => {
                let min = bounds.min.map_or(2, |min| min.value.0);
                Replicas {
                    min,
                    // Bounds that are equal leave nothing to decide.
                    max: bounds.max.map(|max| max.value.0).filter(|max| *max != min),
                    cause: Cause::of(bounds.min.as_ref(), "two pods, so that one can be lost"),
                }
            }
        })
    }

    /// Where its account is stated.
    pub(in crate::generate) fn account_span(&self) -> Span {
        let adopt = self.app.adopt.as_ref();
        let account = adopt.and_then(|adopt| adopt.value.service_account.as_ref());
        account.map_or(self.app.name.span, |account| account.value.name.span)
    }

    /// The account that its pods run under.
    pub(in crate::generate) fn account_name(&self) -> &'s str {
        let adopt = self.app.adopt.as_ref();
        let account = adopt.and_then(|adopt| adopt.value.service_account.as_ref());
        account.map_or(&self.app.name.value.0, |account| {
            &account.value.name.value.0
        })
    }
}
