//! The keys of an application.

use crate::source::At;
use crate::toml_tree::Node;

use super::content::{ConfigData, File, Secrets, Volume};
use super::declare::{choice, keys};
use super::map::Map;
use super::names::{AnyName, FilePaths, LabelKeys, ObjectNames, PortNames};
use super::namespace::NamespaceChoice;
use super::network::NetworkChoice;
use super::reader::Word as _;
use super::rights::{Placement, Rbac, Security};
use super::size::{Health, Resources, ScaleChoice};
use super::text::{
    AppName, DataSource, FilePath, Image, LabelValue, ObjectName, Schedule, Seconds,
};
use super::traffic::{Expose, PortChoice};
use super::values::{Environment, Port, Texts};
use super::work::{Beside, Run, Task};

keys! {
    /// An application
    pub(crate) struct App {
        /// Its name, which its objects and their labels have
        name: At<AppName> = "name" ["\"checkout\""] => "`metadata.name` and the labels `app.kubernetes.io/name` and `/instance`";
        /// What it is: `service` when absent
        kind: Option<At<Kind>> = "kind" ["\"worker\""] => "Deployment (`service`, `worker`), StatefulSet, DaemonSet, Job or CronJob";
        /// The namespace of its objects; without it they are applied to the current one
        namespace: Option<At<NamespaceChoice>> = "namespace" ["\"shop\""] => "`metadata.namespace`; a Namespace with `create = true`";
        /// The product that it is a part of
        part_of: Option<At<LabelValue>> = "part-of" ["\"shop\""] => "the label `app.kubernetes.io/part-of`";
        /// The image of its container
        image: At<Image> = "image" ["\"ghcr.io/acme/checkout:1.4.2\""] => "`containers[0].image`; its tag the label `app.kubernetes.io/version`";
        /// When the image is pulled
        pull_policy: Option<At<PullPolicy>> = "pull-policy" ["\"Always\""] => "`containers[0].imagePullPolicy`";
        /// The Secrets that images are pulled with
        pull_secrets: Vec<At<ObjectName>> = "pull-secrets" ["[\"regcred\"]"] => "`imagePullSecrets`";
        /// The one port, named `http`; `[ports]` for more
        port: Option<At<Port>> = "port" ["8080"] => "a container port and port 80 of the Service";
        /// The ports, by name; a port named `metrics` is scraped
        ports: Map<PortNames, At<PortChoice>> = "ports" ["{ http = { container = 8080, service = 80 }, metrics = 9090 }"] => "`containers[0].ports`, Service, ServiceMonitor or PodMonitor";
        /// The program, instead of the image's
        command: Option<At<Vec<String>>> = "command" ["[\"/app/serve\"]"] => "`containers[0].command`";
        /// Its arguments
        args: Option<At<Vec<String>>> = "args" ["[\"--verbose\"]"] => "`containers[0].args`";
        /// The folder that it starts in
        working_dir: Option<At<FilePath>> = "working-dir" ["\"/srv\""] => "`containers[0].workingDir`";
        /// Environment variables; a text that looks like a secret is refused
        env: Environment = "env" ["{ LOG_LEVEL = \"info\", DATABASE_URL = { secret = \"checkout-db\", key = \"url\" } }"] => "`containers[0].env`";
        /// ConfigMaps and Secrets whose keys all become variables
        env_from: Vec<At<DataSource>> = "env-from" ["[\"config:environment\", \"secret:jwt\"]"] => "`containers[0].envFrom`";
        /// ConfigMaps that come with the application, by name
        config: Map<ObjectNames, At<ConfigData>> = "config" ["{ environment = { REGION = \"eu\" } }"] => "ConfigMaps";
        /// Files in the container, by path
        files: Map<FilePaths, At<File>> = "files" ["{ \"/etc/checkout/app.yaml\" = { file = \"config/app.yaml\" } }"] => "a ConfigMap, mounted read-only";
        /// What happens when the content of a ConfigMap changes: `roll` when absent
        reload: Option<At<Reload>> = "reload" ["\"live\""] => "a content hash in the name of the ConfigMap, or an annotation";
        /// What the container is given
        resources: Option<At<Resources>> = "resources" ["{ cpu = \"250m\", memory = \"256Mi\" }"] => "`containers[0].resources`";
        /// How its state is asked for
        health: Option<At<Health>> = "health" ["{ ready = \"/ready\", live = \"/healthz\" }"] => "`readinessProbe`, `livenessProbe`, `startupProbe`";
        /// How many pods there are: a number, or bounds for an autoscaler
        scale: Option<At<ScaleChoice>> = "scale" ["{ min = 3, max = 20, cpu = 70 }"] => "`replicas`, or a HorizontalPodAutoscaler; a PodDisruptionBudget";
        /// How pods are replaced: `rolling`, or `recreate` with a claim that one node holds
        strategy: Option<At<Strategy>> = "strategy" ["\"recreate\""] => "`spec.strategy` or `spec.updateStrategy`";
        /// How long a pod goes on serving after it was taken out of the Service
        drain: Option<At<Seconds>> = "drain" ["\"15s\""] => "`lifecycle.preStop`";
        /// How long a pod has to end, drain included
        grace: Option<At<Seconds>> = "grace" ["\"45s\""] => "`terminationGracePeriodSeconds`";
        /// Which pods are more important
        priority_class: Option<At<ObjectName>> = "priority-class" ["\"web\""] => "`priorityClassName`";
        /// How users reach it from outside
        expose: Option<At<Expose>> = "expose" ["{ hosts = [\"shop.example.com\"], tls = true }"] => "Ingress, HTTPRoute or a Service of type LoadBalancer, and an edge for it";
        /// Who talks to whom; `"off"` for no policies
        network: Option<At<NetworkChoice>> = "network" ["{ from = [\"frontend\"], to = [\"payments\"] }"] => "NetworkPolicy";
        /// Storage
        volume: Vec<At<Volume>> = "volume" ["[{ mount = \"/data\", kind = \"claim\", size = \"10Gi\" }]"] => "`volumes` and `volumeMounts`, a PersistentVolumeClaim or a claim template";
        /// As whom it runs and what it may write: `restricted` Pod Security when absent
        security: Option<At<Security>> = "security" ["{ user = 999, writable = [\"/tmp\"] }"] => "`securityContext` of the pod and its containers";
        /// On which nodes
        placement: Option<At<Placement>> = "placement" ["{ nodes = { pool = \"web\" } }"] => "`nodeSelector`, `tolerations`, `topologySpreadConstraints`";
        /// Secrets that come from a secret store; without it secrets are only referred to
        secrets: Option<At<Secrets>> = "secrets" ["{ store = { name = \"vault\" }, checkout-db = { url = \"shop/checkout#url\" } }"] => "ExternalSecrets";
        /// What its account may do in the cluster
        rbac: Option<At<Rbac>> = "rbac" ["{ rules = [{ resources = [\"pods\"], verbs = [\"list\"] }] }"] => "Role and RoleBinding, a mounted token, an edge to the API server";
        /// Containers that run to their end before the others start
        init: Vec<At<Beside>> = "init" ["[{ name = \"wait\", command = [\"wait\"] }]"] => "`initContainers`";
        /// Containers that run beside
        sidecar: Vec<At<Beside>> = "sidecar" ["[{ name = \"proxy\", image = \"ghcr.io/acme/proxy:2.1.0\" }]"] => "`initContainers` with `restartPolicy: Always`, or `containers` before 1.29";
        /// Work that ends, with the image, the environment and the secrets of the application
        job: Vec<At<Task>> = "job" ["[{ name = \"migrate\", command = [\"migrate\"] }]"] => "Jobs";
        /// Work that is done again and again, likewise
        cron: Vec<At<Task>> = "cron" ["[{ name = \"report\", schedule = \"15 3 * * *\", command = [\"report\"] }]"] => "CronJobs";
        /// When it runs, for the kind `cron`
        schedule: Option<At<Schedule>> = "schedule" ["\"15 3 * * *\""] => "`spec.schedule`";
        /// How it runs, for the kinds `job` and `cron`
        run: Option<At<Run>> = "run" ["{ deadline = \"30m\" }"] => "fields of the Job and the CronJob";
        /// Labels
        labels: Option<At<Extra>> = "labels" ["{ all = { team = \"shop\" } }"] => "`metadata.labels`";
        /// Annotations
        annotations: Option<At<Extra>> = "annotations" ["{ pod = { \"example.com/note\" = \"…\" } }"] => "`metadata.annotations`";
        /// What cannot change on an application that runs already
        adopt: Option<At<Adopt>> = "adopt" ["{ selector = { app = \"checkout\" } }"] => "selectors and names, verbatim";
        /// Fields that have no key: merged into an object and held against its schema
        patch: Vec<At<Patch>> = "patch" ["[{ kind = \"Deployment\", spec = { paused = true } }]"] => "any field of any object";
    }
}

choice! {
    /// What an application is.
    pub(crate) enum Kind {
        /// Answers requests.
        Service = "service",
        /// Works without being asked.
        Worker = "worker",
        /// Keeps state, each pod its own.
        Stateful = "stateful",
        /// Runs on every node.
        Daemon = "daemon",
        /// Runs to its end.
        Job = "job",
        /// Runs to its end, again and again.
        Cron = "cron",
    }
}

impl Kind {
    /// Whether a key of an application means anything for the kind.
    pub(crate) fn takes(self, key: &str) -> bool {
        let ends = matches!(self, Kind::Job | Kind::Cron);
        match key {
            "health" | "expose" | "drain" => !ends,
            "strategy" => !ends && self != Kind::Daemon,
            "scale" => matches!(self, Kind::Service | Kind::Worker | Kind::Stateful),
            "schedule" => self == Kind::Cron,
            "run" => ends,
            _ => true,
        }
    }

    /// The kind that a word means.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let kinds = [
            Kind::Service,
            Kind::Worker,
            Kind::Stateful,
            Kind::Daemon,
            Kind::Job,
            Kind::Cron,
        ];
        kinds.into_iter().find(|kind| kind.word() == word)
    }
}

choice! {
    /// When images are pulled.
    pub(crate) enum PullPolicy {
        /// Every time.
        Always = "Always",
        /// When the node has none.
        IfNotPresent = "IfNotPresent",
        /// Never.
        Never = "Never",
    }
}

choice! {
    /// What a change of a ConfigMap does.
    pub(crate) enum Reload {
        /// A new name, so that the pods are replaced.
        Roll = "roll",
        /// The same name: the application reads it again.
        Live = "live",
        /// The same name, and the annotation of Reloader.
        Reloader = "reloader",
    }
}

choice! {
    /// How pods are replaced.
    pub(crate) enum Strategy {
        /// One after the other.
        Rolling = "rolling",
        /// All old ones end before new ones start.
        Recreate = "recreate",
    }
}

keys! {
    /// Labels or annotations, by what they are put on
    pub(crate) struct Extra {
        /// On every object that is the application's alone, and on its pods
        all: Texts = "all" ["{ team = \"shop\" }"] => "`metadata` of its objects";
        /// On the pods
        pod: Texts = "pod" ["{ \"example.com/scrape\" = \"true\" }"] => "`template.metadata`";
        /// On the workload
        workload: Texts = "workload" ["{ \"example.com/owner\" = \"shop\" }"] => "`metadata` of the Deployment or its like";
        /// On the Service
        service: Texts = "service" ["{ \"example.com/cost\" = \"shop\" }"] => "`metadata` of the Service";
    }
}

keys! {
    /// What cannot change on an application that runs already
    pub(crate) struct Adopt {
        /// The labels that select its pods, verbatim
        selector: Map<LabelKeys, At<LabelValue>> = "selector" ["{ app = \"checkout\" }"] => "selectors of the workload, Services, budget, spread and policies; labels of the pods";
        /// The name of the workload
        workload_name: Option<At<ObjectName>> = "workload-name" ["\"checkout-v1\""] => "`metadata.name` of the workload";
        /// The name of the Service
        service_name: Option<At<AppName>> = "service-name" ["\"checkout-svc\""] => "`metadata.name` of the Service, `serviceName`";
        /// The name of the container
        container_name: Option<At<AppName>> = "container-name" ["\"server\""] => "`containers[0].name`";
        /// Whether the Service of a stateful application is headless: true when absent
        headless: Option<At<bool>> = "headless" ["false"] => "`clusterIP`";
        /// The account
        service_account: Option<At<Account>> = "service-account" ["{ name = \"shop-ksa\", create = false }"] => "`serviceAccountName`, ServiceAccount";
    }
}

keys! {
    /// An account that the application runs under
    pub(crate) struct Account {
        /// Its name
        name: At<ObjectName> = "name" ["\"shop-ksa\""] => "`serviceAccountName`";
        /// Whether it is written, true when absent
        create: Option<At<bool>> = "create" ["false"] => "ServiceAccount";
        /// Its annotations
        annotations: Texts = "annotations" ["{ \"eks.amazonaws.com/role-arn\" = \"…\" }"] => "`metadata.annotations` of the ServiceAccount";
    }
}

keys! {
    /// Fields that have no key of their own
    pub(crate) struct Patch {
        /// The kind of the object
        kind: At<String> = "kind" ["\"Deployment\""] => "which object";
        /// Its name; the only object of the kind when absent
        name: Option<At<String>> = "name" ["\"checkout\""] => "which object";
        ..fields: Map<AnyName, Node>;
    }
}
