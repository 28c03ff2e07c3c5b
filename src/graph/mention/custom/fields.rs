//! The fields of well-known custom resources that name other objects.

use super::{CustomKind, Field, Says};
use crate::graph::Relation;
use crate::graph::mention::config::{OF_CONFIG_MAP, OF_SECRET, Source};
use crate::graph::mention::gather::{SECRET, SERVICE, SERVICE_ACCOUNT, STORAGE_CLASS, Target};

const fn one(group: &'static str, kind: &'static str) -> Source {
    (Relation::CustomResource, Target::namespaced(group, kind))
}

const fn everywhere(group: &'static str, kind: &'static str) -> Source {
    (Relation::CustomResource, Target::cluster(group, kind))
}

const ACCOUNT: Source = (Relation::ServiceAccount, SERVICE_ACCOUNT);
const PULL_SECRET: Source = (Relation::ImagePullSecret, SECRET);
const CLASS: Source = (Relation::StorageClass, STORAGE_CLASS);
const INGRESS_CLASS: Source = (
    Relation::IngressClass,
    Target::cluster("networking.k8s.io", "IngressClass"),
);

const SECRET_REF: Says = Says::Object(&[OF_SECRET]);
const VALUES: Says = Says::Object(&[OF_CONFIG_MAP, OF_SECRET]);
const SPEC_ACCOUNT: Field = (&["spec", "serviceAccountName"], Says::Name(ACCOUNT, ""));
const SPEC_SECRETS: Field = (&["spec"], Says::Secrets);

const CERT_MANAGER: &str = "cert-manager.io";
const ISSUER: Says = Says::Object(&[
    one(CERT_MANAGER, "Issuer"),
    everywhere(CERT_MANAGER, "ClusterIssuer"),
]);

const EXTERNAL_SECRETS: &str = "external-secrets.io";
const STORE: Says = Says::Object(&[
    one(EXTERNAL_SECRETS, "SecretStore"),
    everywhere(EXTERNAL_SECRETS, "ClusterSecretStore"),
]);

const ARGO: &str = "argoproj.io";
/// The project that every Argo CD has.
const PROJECT: Says = Says::Name(one(ARGO, "AppProject"), "default");

const SOURCES: &str = "source.toolkit.fluxcd.io";
const KUSTOMIZATIONS: &str = "kustomize.toolkit.fluxcd.io";
const RELEASES: &str = "helm.toolkit.fluxcd.io";
const IMAGES: &str = "image.toolkit.fluxcd.io";
const NOTIFICATIONS: &str = "notification.toolkit.fluxcd.io";
const SOURCE: Says = Says::Object(FLUX_SOURCES);
/// All that Flux fetches and applies.
const FLUX_SOURCES: &[Source] = &[
    one(SOURCES, "GitRepository"),
    one(SOURCES, "OCIRepository"),
    one(SOURCES, "HelmRepository"),
    one(SOURCES, "HelmChart"),
    one(SOURCES, "Bucket"),
    one(KUSTOMIZATIONS, "Kustomization"),
    one(RELEASES, "HelmRelease"),
    one(IMAGES, "ImageRepository"),
    one(IMAGES, "ImagePolicy"),
];

const PROMETHEUS: &str = "monitoring.coreos.com";
const KEDA: &str = "keda.sh";

pub(super) const KINDS: &[CustomKind] = &[
    // <https://cert-manager.io/docs/reference/api-docs/>
    CustomKind {
        group: CERT_MANAGER,
        kinds: &["Certificate", "CertificateRequest"],
        fields: &[
            (&["spec", "issuerRef"], ISSUER),
            (&["spec", "keystores"], Says::Secrets),
        ],
    },
    CustomKind {
        group: CERT_MANAGER,
        kinds: &["Issuer", "ClusterIssuer"],
        fields: &[
            (&["spec", "ca", "secretName"], Says::Name(OF_SECRET, "")),
            SPEC_SECRETS,
            (
                &[
                    "spec",
                    "acme",
                    "solvers",
                    "*",
                    "http01",
                    "ingress",
                    "ingressClassName",
                ],
                Says::Name(INGRESS_CLASS, ""),
            ),
        ],
    },
    // <https://external-secrets.io/latest/api/externalsecret/>
    CustomKind {
        group: EXTERNAL_SECRETS,
        kinds: &["ExternalSecret"],
        fields: &[
            (&["spec", "secretStoreRef"], STORE),
            (&["spec", "data", "*", "sourceRef", "storeRef"], STORE),
            (&["spec", "dataFrom", "*", "sourceRef", "storeRef"], STORE),
            (
                &[
                    "spec",
                    "target",
                    "template",
                    "templateFrom",
                    "*",
                    "configMap",
                ],
                Says::Object(&[OF_CONFIG_MAP]),
            ),
            (
                &["spec", "target", "template", "templateFrom", "*", "secret"],
                SECRET_REF,
            ),
        ],
    },
    CustomKind {
        group: EXTERNAL_SECRETS,
        kinds: &["ClusterExternalSecret"],
        fields: &[(&["spec", "externalSecretSpec", "secretStoreRef"], STORE)],
    },
    // <https://external-secrets.io/latest/api/pushsecret/>
    CustomKind {
        group: EXTERNAL_SECRETS,
        kinds: &["PushSecret"],
        fields: &[
            (&["spec", "secretStoreRefs", "*"], STORE),
            (&["spec", "selector", "secret"], SECRET_REF),
        ],
    },
    CustomKind {
        group: EXTERNAL_SECRETS,
        kinds: &["SecretStore", "ClusterSecretStore"],
        fields: &[SPEC_SECRETS],
    },
    // <https://argo-cd.readthedocs.io/en/stable/user-guide/projects/>
    CustomKind {
        group: ARGO,
        kinds: &["Application"],
        fields: &[(&["spec", "project"], PROJECT)],
    },
    CustomKind {
        group: ARGO,
        kinds: &["ApplicationSet"],
        fields: &[(&["spec", "template", "spec", "project"], PROJECT)],
    },
    // <https://fluxcd.io/flux/components/kustomize/kustomizations/>
    CustomKind {
        group: KUSTOMIZATIONS,
        kinds: &["Kustomization"],
        fields: &[
            (&["spec", "sourceRef"], SOURCE),
            (
                &["spec", "dependsOn", "*"],
                Says::Object(&[one(KUSTOMIZATIONS, "Kustomization")]),
            ),
            (&["spec", "postBuild", "substituteFrom", "*"], VALUES),
            (&["spec", "decryption", "secretRef"], SECRET_REF),
            (&["spec", "kubeConfig", "secretRef"], SECRET_REF),
            SPEC_ACCOUNT,
        ],
    },
    // <https://fluxcd.io/flux/components/helm/helmreleases/>
    CustomKind {
        group: RELEASES,
        kinds: &["HelmRelease"],
        fields: &[
            (&["spec", "chart", "spec", "sourceRef"], SOURCE),
            (
                &["spec", "chart", "spec", "verify", "secretRef"],
                SECRET_REF,
            ),
            (&["spec", "chartRef"], SOURCE),
            (&["spec", "valuesFrom", "*"], VALUES),
            (
                &["spec", "dependsOn", "*"],
                Says::Object(&[one(RELEASES, "HelmRelease")]),
            ),
            (&["spec", "kubeConfig", "secretRef"], SECRET_REF),
            SPEC_ACCOUNT,
        ],
    },
    // <https://fluxcd.io/flux/components/source/>
    CustomKind {
        group: SOURCES,
        kinds: &[
            "GitRepository",
            "OCIRepository",
            "HelmRepository",
            "HelmChart",
            "Bucket",
        ],
        fields: &[(&["spec", "sourceRef"], SOURCE), SPEC_SECRETS, SPEC_ACCOUNT],
    },
    // <https://fluxcd.io/flux/components/image/>
    CustomKind {
        group: IMAGES,
        kinds: &["ImageRepository", "ImagePolicy", "ImageUpdateAutomation"],
        fields: &[
            (
                &["spec", "imageRepositoryRef"],
                Says::Object(&[one(IMAGES, "ImageRepository")]),
            ),
            (&["spec", "sourceRef"], SOURCE),
            SPEC_SECRETS,
            SPEC_ACCOUNT,
        ],
    },
    // <https://fluxcd.io/flux/components/notification/>
    CustomKind {
        group: NOTIFICATIONS,
        kinds: &["Alert", "Provider", "Receiver"],
        fields: &[
            (
                &["spec", "providerRef"],
                Says::Object(&[one(NOTIFICATIONS, "Provider")]),
            ),
            (&["spec", "eventSources", "*"], SOURCE),
            (&["spec", "resources", "*"], SOURCE),
            SPEC_SECRETS,
        ],
    },
    // <https://prometheus-operator.dev/docs/api-reference/api/>
    CustomKind {
        group: PROMETHEUS,
        kinds: &[
            "Prometheus",
            "PrometheusAgent",
            "Alertmanager",
            "ThanosRuler",
        ],
        fields: &[
            SPEC_ACCOUNT,
            (
                &["spec", "imagePullSecrets", "*"],
                Says::Object(&[PULL_SECRET]),
            ),
            (&["spec", "secrets", "*"], Says::Name(OF_SECRET, "")),
            (&["spec", "configMaps", "*"], Says::Name(OF_CONFIG_MAP, "")),
            (&["spec", "configSecret"], Says::Name(OF_SECRET, "")),
            (&["spec", "additionalScrapeConfigs"], SECRET_REF),
            (&["spec", "additionalAlertManagerConfigs"], SECRET_REF),
            (&["spec", "additionalAlertRelabelConfigs"], SECRET_REF),
            (&["spec", "thanos", "objectStorageConfig"], SECRET_REF),
            (
                &[
                    "spec",
                    "storage",
                    "volumeClaimTemplate",
                    "spec",
                    "storageClassName",
                ],
                Says::Name(CLASS, ""),
            ),
        ],
    },
    // <https://keda.sh/docs/latest/concepts/authentication/>
    CustomKind {
        group: KEDA,
        kinds: &["TriggerAuthentication", "ClusterTriggerAuthentication"],
        fields: &[
            (&["spec", "secretTargetRef", "*"], SECRET_REF),
            (
                &["spec", "configMapTargetRef", "*"],
                Says::Object(&[OF_CONFIG_MAP]),
            ),
        ],
    },
    // <https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/crd/http/ingressroute/>
    CustomKind {
        group: "traefik.io",
        kinds: &["IngressRoute", "IngressRouteTCP"],
        fields: &[
            (
                &["spec", "routes", "*", "services", "*"],
                Says::Object(&[
                    (Relation::Backend, SERVICE),
                    one("traefik.io", "TraefikService"),
                ]),
            ),
            (
                &["spec", "routes", "*", "middlewares", "*"],
                Says::Object(&[one("traefik.io", "Middleware")]),
            ),
            (
                &["spec", "tls", "secretName"],
                Says::Name((Relation::TlsSecret, SECRET), ""),
            ),
        ],
    },
];
