//! The volumes of a pod.

use k8s_openapi::api::core::v1::{
    ConfigMapVolumeSource, EmptyDirVolumeSource, HostPathVolumeSource, KeyToPath,
    PersistentVolumeClaimVolumeSource, SecretVolumeSource, Volume,
};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;

use super::claim::claim_name;
use super::metadata::list;
use crate::generate::model::{Model, ScratchModel, VolumeSource, Workload, file_key, folder_of};
use crate::generate::object::{Cause, Causes, Part};
use crate::generate::spec::{App, Kind, Volume as Stated, VolumeKind};

/// The volumes of a workload's pods; claims of a stateful application come from its templates.
pub(super) fn volumes<'s>(model: &Model<'s>, workload: &Workload<'s>) -> Part<Vec<Volume>> {
    let mut causes = Causes::default();
    let mut volumes = Vec::new();
    for volume in model.volumes(workload) {
        let pointer = format!("/{}", volumes.len());
        let built = match &volume.source {
            VolumeSource::Stated(stated) => {
                let is_template =
                    workload.kind == Kind::Stateful && stated.kind.value == VolumeKind::Claim;
                if is_template {
                    continue;
                }
                of(model, workload, &volume.name, stated)
            }
            VolumeSource::Files { config, folder } => {
                files(workload.app, &volume.name, config, folder.as_deref())
            }
            VolumeSource::Scratch(stated) => {
                if !stated.is_stated {
                    let reason = Cause::Default("a bound, so that one pod cannot fill its node");
                    causes.note(format!("{pointer}/emptyDir/sizeLimit"), reason);
                }
                scratch(&volume.name, stated)
            }
        };
        causes.note(pointer, Cause::Spec(volume.span));
        volumes.push(built);
    }
    Part {
        value: volumes,
        causes,
    }
}

fn scratch(name: &str, stated: &ScratchModel) -> Volume {
    Volume {
        name: name.to_owned(),
        empty_dir: Some(EmptyDirVolumeSource {
            medium: stated.in_memory.then(|| "Memory".to_owned()),
            size_limit: Some(Quantity(stated.size.clone())),
            ..EmptyDirVolumeSource::default()
        }),
        ..Volume::default()
    }
}

fn of(model: &Model<'_>, workload: &Workload<'_>, name: &str, stated: &Stated) -> Volume {
    let mut built = Volume {
        name: name.to_owned(),
        ..Volume::default()
    };
    let object = stated.name.as_ref().map(|name| name.value.0.clone());
    let items = stated.items.iter().map(|item| KeyToPath {
        key: item.name.value.clone(),
        path: item.value.value.clone(),
        ..KeyToPath::default()
    });
    let items = list(items.collect());
    let optional = stated
        .optional
        .filter(|optional| optional.value)
        .map(|_| true);
    match stated.kind.value {
        VolumeKind::Scratch => {}
        VolumeKind::Claim => {
            built.persistent_volume_claim = Some(PersistentVolumeClaimVolumeSource {
                claim_name: claim_name(workload, stated),
                ..PersistentVolumeClaimVolumeSource::default()
            });
        }
        VolumeKind::Config => {
            let name = object.unwrap_or_default();
            built.config_map = Some(ConfigMapVolumeSource {
                name: model.config_name(workload.app, &name),
                items,
                optional,
                ..ConfigMapVolumeSource::default()
            });
        }
        VolumeKind::Secret => {
            built.secret = Some(SecretVolumeSource {
                secret_name: object,
                items,
                optional,
                ..SecretVolumeSource::default()
            });
        }
        VolumeKind::Host => {
            built.host_path = Some(HostPathVolumeSource {
                path: stated
                    .path
                    .as_ref()
                    .map(|path| path.value.0.clone())
                    .unwrap_or_default(),
                ..HostPathVolumeSource::default()
            });
        }
    }
    built
}

/// The ConfigMap with the application's files, or with those of a folder. Keys are listed where
/// not all of them are meant, or one has permissions.
fn files(app: &App, volume: &str, config: &str, folder: Option<&str>) -> Volume {
    let files = app
        .files
        .iter()
        .filter(|file| folder.is_none_or(|folder| folder_of(&file.name.value) == folder));
    let items: Vec<KeyToPath> = files
        .map(|file| {
            let key = file_key(app, &file.name.value);
            let last = file.name.value.rsplit('/').next().unwrap_or(&key);
            let path = if folder.is_some() { last } else { &key }.to_owned();
            KeyToPath {
                key,
                path,
                mode: file.value.value.mode.map(|mode| mode.value.0),
                ..KeyToPath::default()
            }
        })
        .collect();
    let are_all = items.len() == app.files.iter().count();
    let are_plain = items
        .iter()
        .all(|item| item.mode.is_none() && item.key == item.path);
    Volume {
        name: volume.to_owned(),
        config_map: Some(ConfigMapVolumeSource {
            name: config.to_owned(),
            items: (!are_all || !are_plain).then_some(items),
            ..ConfigMapVolumeSource::default()
        }),
        ..Volume::default()
    }
}
