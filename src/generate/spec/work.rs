//! Containers beside that of the application, and work that ends.

use crate::source::At;

use super::declare::{choice, keys};
use super::map::Map;
use super::names::{ObjectNames, PortNames};
use super::size::{Health, Resources};
use super::text::{AppName, DataSource, FilePath, Image, Schedule, Seconds, SomeSeconds};
use super::values::{Count, Environment, Port, Some1};

keys! {
    /// A container beside that of the application
    pub(crate) struct Beside {
        /// Its name
        name: At<AppName> = "name" ["\"proxy\""] => "`name`";
        /// Its image; that of the application when absent
        image: Option<At<Image>> = "image" ["\"ghcr.io/acme/proxy:2.1.0\""] => "`image`";
        /// The program, instead of the image's
        command: Option<At<Vec<String>>> = "command" ["[\"proxy\"]"] => "`command`";
        /// Its arguments
        args: Option<At<Vec<String>>> = "args" ["[\"--port=9000\"]"] => "`args`";
        /// Its variables; an init container of the application's image has those of the application, too
        env: Environment = "env" ["{ LEVEL = \"info\" }"] => "`env`";
        /// ConfigMaps and Secrets whose keys all become variables
        env_from: Vec<At<DataSource>> = "env-from" ["[\"secret:jwt\"]"] => "`envFrom`";
        /// Its ports
        ports: Map<PortNames, At<Port>> = "ports" ["{ proxy = 9000 }"] => "`ports`";
        /// What it is given
        resources: Option<At<Resources>> = "resources" ["{ cpu = \"50m\", memory = \"64Mi\" }"] => "`resources`";
        /// How its state is asked for, of a sidecar
        health: Option<At<Health>> = "health" ["{ ready = { tcp = 9000 } }"] => "probes";
        /// Volumes of the application, by name, and where they are mounted
        mounts: Map<ObjectNames, At<FilePath>> = "mounts" ["{ cache = \"/cache\" }"] => "`volumeMounts`";
        /// Folders that it writes to under its read-only root
        writable: Vec<At<FilePath>> = "writable" ["[\"/tmp\"]"] => "scratch volumes";
    }
}

choice! {
    /// When a job runs.
    pub(crate) enum When {
        /// Before the new version of the application, by whatever delivers it.
        Before = "before",
        /// With it.
        With = "with",
    }
}

choice! {
    /// What delivers the YAML.
    pub(crate) enum Delivery {
        /// Argo CD.
        Argocd = "argocd",
        /// Helm.
        Helm = "helm",
        /// Anything else.
        None = "none",
    }
}

choice! {
    /// What happens when a run is due and the last one has not ended.
    pub(crate) enum Concurrency {
        /// Both run.
        Allow = "allow",
        /// The new one is left out.
        Forbid = "forbid",
        /// The old one is stopped.
        Replace = "replace",
    }
}

keys! {
    /// Work beside an application, with its image, environment, secrets and outgoing edges
    pub(crate) struct Task {
        /// Its name, behind that of the application
        name: At<AppName> = "name" ["\"migrate\""] => "`metadata.name`";
        /// When a job runs: `with` the application when absent
        when: Option<At<When>> = "when" ["\"before\""] => "hook annotations";
        /// What delivers the YAML, for `when = \"before\"`: `none` when absent
        delivery: Option<At<Delivery>> = "delivery" ["\"argocd\""] => "hook annotations, or the image's hash in the name";
        /// When it runs
        schedule: Option<At<Schedule>> = "schedule" ["\"15 3 * * *\""] => "`spec.schedule`";
        /// Its image; that of the application when absent
        image: Option<At<Image>> = "image" ["\"ghcr.io/acme/tools:1.0.0\""] => "`image`";
        /// The program
        command: Option<At<Vec<String>>> = "command" ["[\"/app/migrate\"]"] => "`command`";
        /// Its arguments
        args: Option<At<Vec<String>>> = "args" ["[\"up\"]"] => "`args`";
        /// Variables beside those of the application
        env: Environment = "env" ["{ MODE = \"batch\" }"] => "`env`";
        /// ConfigMaps and Secrets beside those of the application
        env_from: Vec<At<DataSource>> = "env-from" ["[\"secret:admin\"]"] => "`envFrom`";
        /// What it is given; as the application when absent
        resources: Option<At<Resources>> = "resources" ["{ memory = \"512Mi\" }"] => "`resources`";
        /// How it runs
        run: Option<At<Run>> = "run" ["{ deadline = \"30m\" }"] => "fields of the Job and the CronJob";
    }
}

keys! {
    /// How work that ends is run
    pub(crate) struct Run {
        /// How long a run may take: an hour when absent
        deadline: Option<At<SomeSeconds>> = "deadline" ["\"30m\""] => "`activeDeadlineSeconds`";
        /// How often a failed run is tried again: 3 times when absent
        retries: Option<At<Count>> = "retries" ["3"] => "`backoffLimit`";
        /// How long a finished Job stays: a day when absent
        keep: Option<At<Seconds>> = "keep" ["\"24h\""] => "`ttlSecondsAfterFinished`";
        /// How many pods run at once
        parallel: Option<At<Some1>> = "parallel" ["4"] => "`parallelism`";
        /// How many pods must succeed
        completions: Option<At<Some1>> = "completions" ["4"] => "`completions`";
        /// The time zone of the schedule: UTC when absent
        timezone: Option<At<String>> = "timezone" ["\"Europe/Paris\""] => "`timeZone`";
        /// What happens when the last run has not ended: `forbid` when absent
        concurrency: Option<At<Concurrency>> = "concurrency" ["\"replace\""] => "`concurrencyPolicy`";
        /// How late a run may start: ten minutes when absent
        late: Option<At<SomeSeconds>> = "late" ["\"10m\""] => "`startingDeadlineSeconds`";
        /// How many finished runs are kept: 3 that succeeded, 3 that failed when absent
        history: Option<At<Count>> = "history" ["3"] => "`successfulJobsHistoryLimit` and `failedJobsHistoryLimit`";
    }
}
