//! What all other kinds of Kubernetes itself say.

use super::lines;

#[test]
fn a_binding_names_its_role_and_accounts() {
    let text = "
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ROLE, name: edit}
subjects:
- {kind: ServiceAccount, name: ci, namespace: build}
- {kind: ServiceAccount, name: web}
- {kind: ServiceAccount, name: web, namespace: '${NAMESPACE}'}
- {kind: User, name: alice}
";
    let subjects = [
        "subject subjects: ServiceAccount/build/ci @subjects[0].name",
        "subject subjects: ServiceAccount/web @subjects[1].name",
    ];
    let role = "role roleRef: rbac.authorization.k8s.io/ROLE/edit @roleRef.name";
    let found = lines(&text.replace("ROLE", "Role"));
    assert_eq!(found[0], role.replace("ROLE", "Role"));
    assert_eq!(found[1..], subjects);
    let found = lines(&text.replace("ROLE", "ClusterRole"));
    assert_eq!(
        found[0],
        role.replace("ROLE/edit", "ClusterRole/edit cluster")
    );
    assert_eq!(lines(&text.replace("ROLE", "Rolle")), subjects);
}

#[test]
fn an_account_names_secrets() {
    assert_eq!(
        lines(
            "{apiVersion: v1, kind: ServiceAccount, secrets: [{name: token}], imagePullSecrets: [{name: registry}]}"
        ),
        [
            "image-pull-secret imagePullSecrets: Secret/registry @imagePullSecrets[0].name",
            "secret secrets: Secret/token @secrets[0].name",
        ]
    );
}

#[test]
fn a_config_map_names_services() {
    assert_eq!(
        lines(
            "{apiVersion: v1, kind: ConfigMap, data: {DB_HOST: db.shop, PORT: '80', URL: 'http://web:8080/x', file: \"a: b\\n\"}}"
        ),
        [
            "env-service data: Service/shop/db @data.DB_HOST",
            "env-service data: Service/web#8080 @data.URL",
        ]
    );
}

#[test]
fn autoscalers_name_what_they_scale() {
    let target = |kind: &str, spec: &str| lines(&format!("{{apiVersion: {kind}, spec: {spec}}}"));
    assert_eq!(
        target(
            "autoscaling/v2, kind: HorizontalPodAutoscaler",
            "{scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}}"
        ),
        ["scale-target scaleTargetRef: apps/Deployment/web @spec.scaleTargetRef.name"]
    );
    assert_eq!(
        target(
            "autoscaling.k8s.io/v1, kind: VerticalPodAutoscaler",
            "{targetRef: {kind: StatefulSet, name: db}}"
        ),
        ["scale-target targetRef: apps/StatefulSet/db @spec.targetRef.name"]
    );
    assert_eq!(
        target(
            "keda.sh/v1alpha1, kind: ScaledObject",
            "{scaleTargetRef: {name: web}, triggers: [{authenticationRef: {name: a}}, {authenticationRef: {kind: ClusterTriggerAuthentication, name: b}}]}"
        ),
        [
            "scale-target scaleTargetRef: apps/Deployment/web @spec.scaleTargetRef.name",
            "custom-resource authenticationRef: keda.sh/TriggerAuthentication/a @spec.triggers[0].authenticationRef.name",
            "custom-resource authenticationRef: keda.sh/ClusterTriggerAuthentication/b cluster @spec.triggers[1].authenticationRef.name",
        ]
    );
}

#[test]
fn a_budget_selects_pods() {
    let text =
        "{apiVersion: policy/VERSION, kind: PodDisruptionBudget, spec: {selector: SELECTOR}}";
    let found = |version: &str, selector: &str| {
        lines(
            &text
                .replace("VERSION", version)
                .replace("SELECTOR", selector),
        )
    };
    assert_eq!(
        found("v1", "{matchLabels: {app: a}}"),
        ["disruption-budget-pods selector: (app=a) @spec.selector"]
    );
    assert_eq!(
        found("v1", "{}"),
        ["disruption-budget-pods selector: () @spec.selector"]
    );
    assert!(found("v1beta1", "{}").is_empty());
    assert!(found("v1", "null").is_empty());
}

#[test]
fn the_api_server_is_told_whom_to_call() {
    assert_eq!(
        lines(
            "
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
webhooks:
- clientConfig: {service: {name: hook, namespace: system, port: 8443}}
  namespaceSelector: {matchExpressions: [{key: skip, operator: DoesNotExist}]}
- {clientConfig: {service: {name: hook, namespace: system}}, namespaceSelector: {}}
- clientConfig: {url: https://example.com}
"
        ),
        [
            "webhook-service webhook: Service/system/hook#8443 @webhooks[0].clientConfig.service.name",
            "webhook-namespaces namespaceSelector: (!skip) in all @webhooks[0].namespaceSelector",
            "webhook-service webhook: Service/system/hook @webhooks[1].clientConfig.service.name",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition, spec: {conversion: {webhook: {clientConfig: {service: {name: a, namespace: b}}}}}}"
        ),
        [
            "webhook-service conversion: Service/b/a @spec.conversion.webhook.clientConfig.service.name"
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: apiregistration.k8s.io/v1, kind: APIService, spec: {service: {name: a, namespace: b, port: 1}}}"
        ),
        ["webhook-service service: Service/b/a#1 @spec.service.name"]
    );
    assert_eq!(
        lines(
            "{apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingAdmissionPolicyBinding, spec: {policyName: limits}}"
        ),
        [
            "admission-policy policyName: admissionregistration.k8s.io/ValidatingAdmissionPolicy/limits cluster @spec.policyName"
        ]
    );
}

#[test]
fn storage_names_classes_and_claims() {
    assert_eq!(
        lines(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {annotations: {volume.beta.kubernetes.io/storage-class: old}}, spec: {storageClassName: fast, dataSource: {kind: PersistentVolumeClaim, name: from}}}"
        ),
        [
            "storage-class storageClassName: storage.k8s.io/StorageClass/fast cluster @spec.storageClassName",
            "claim dataSource: PersistentVolumeClaim/from @spec.dataSource.name",
            "storage-class annotation: storage.k8s.io/StorageClass/old cluster @metadata.annotations.volume.beta.kubernetes.io/storage-class",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: v1, kind: PersistentVolume, spec: {storageClassName: manual, claimRef: {name: data, namespace: shop}, csi: {nodeStageSecretRef: {name: ceph, namespace: rook}}, azureFile: {secretName: a, secretNamespace: b}}}"
        ),
        [
            "storage-class storageClassName: storage.k8s.io/StorageClass/manual cluster optional @spec.storageClassName",
            "claim claimRef: PersistentVolumeClaim/shop/data @spec.claimRef.name",
            "secret volume: Secret/rook/ceph @spec.csi.nodeStageSecretRef.name",
            "secret volume: Secret/b/a @spec.azureFile.secretName",
        ]
    );
    assert_eq!(
        lines(
            "{apiVersion: snapshot.storage.k8s.io/v1, kind: VolumeSnapshot, spec: {volumeSnapshotClassName: csi, source: {persistentVolumeClaimName: data}}}"
        ),
        [
            "volume-snapshot-class volumeSnapshotClassName: snapshot.storage.k8s.io/VolumeSnapshotClass/csi cluster @spec.volumeSnapshotClassName",
            "claim source: PersistentVolumeClaim/data @spec.source.persistentVolumeClaimName",
        ]
    );
}
