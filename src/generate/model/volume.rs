//! The volumes of a pod and where its containers mount them.

mod scratch;

use crate::source::{At, Span};

use super::super::spec::{Beside, Reload, Volume, VolumeKind};
use super::workload::Workload;
use super::{Model, file_key, files_name};
pub(in crate::generate) use scratch::{ScratchModel, words_of_bytes};

/// A volume of a pod.
#[derive(Debug, Clone)]
pub(in crate::generate) struct VolumeModel<'s> {
    /// Its name in the pod; each once.
    pub(in crate::generate) name: String,
    /// What it holds.
    pub(in crate::generate) source: VolumeSource<'s>,
    /// Where it is stated; no two volumes are stated at one place.
    pub(in crate::generate) span: Span,
}

/// What a volume holds.
#[derive(Debug, Clone)]
pub(in crate::generate) enum VolumeSource<'s> {
    /// What the spec says: a claim, a ConfigMap, a Secret, a folder of the node.
    Stated(&'s Volume),
    /// Files of the application, which are in the ConfigMap of this name.
    Files {
        /// The ConfigMap.
        config: String,
        /// The folder whose files they are; none for all.
        folder: Option<String>,
    },
    /// Nothing at first.
    Scratch(ScratchModel),
}

impl VolumeModel<'_> {
    /// How large it may grow, in bytes, when it is a scratch volume in memory or on disk.
    pub(in crate::generate) fn scratch(&self, in_memory: bool) -> Option<i128> {
        match &self.source {
            VolumeSource::Scratch(scratch) if scratch.in_memory == in_memory => Some(scratch.bytes),
            _ => None,
        }
    }
}

/// A place where a container mounts a volume.
#[derive(Debug, Clone)]
pub(in crate::generate) struct MountModel {
    /// The volume.
    pub(in crate::generate) volume: String,
    /// The place.
    pub(in crate::generate) path: String,
    /// The part of the volume.
    pub(in crate::generate) sub_path: Option<String>,
    /// Whether nothing may be written.
    pub(in crate::generate) read_only: bool,
    /// Where it is stated.
    pub(in crate::generate) span: Span,
}

/// The name of the volume with the application's files.
const FILES: &str = "files";

/// A path as a name: `/var/cache/checkout` is `var-cache-checkout`.
fn slug(path: &str) -> String {
    let mut slug = String::new();
    for character in path.chars() {
        if character.is_ascii_alphanumeric() {
            slug.push(character.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(50);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "root" } else { slug }.to_owned()
}

/// The name of a volume of the spec in its pod.
pub(in crate::generate) fn volume_name(volume: &Volume) -> String {
    match &volume.name {
        Some(name) if !is_data(volume) => slug(&name.value.0),
        _ => slug(&volume.mount.value.0),
    }
}

/// Whether a name is what a container beside the application may call a volume: its name in the
/// pod, or that of the ConfigMap or Secret.
pub(in crate::generate) fn is_called(volume: &Volume, name: &str) -> bool {
    volume_name(volume) == name
        || volume
            .name
            .as_ref()
            .is_some_and(|known| known.value.0 == name)
}

/// Whether its files come from a ConfigMap or a Secret.
fn is_data(volume: &Volume) -> bool {
    matches!(volume.kind.value, VolumeKind::Config | VolumeKind::Secret)
}

/// The stated volumes of a workload. A task has no claims, which its application holds, and no
/// scratch volumes that are only read, which init containers of its application fill.
fn stated<'s>(workload: &Workload<'s>) -> impl Iterator<Item = &'s At<Volume>> {
    let is_task = workload.task.is_some();
    workload.app.volume.iter().filter(move |volume| {
        let is_read = volume
            .value
            .read_only
            .is_some_and(|read_only| read_only.value);
        match volume.value.kind.value {
            VolumeKind::Claim => !is_task,
            VolumeKind::Scratch => !(is_task && is_read),
            _ => true,
        }
    })
}

/// The folder of a file.
pub(in crate::generate) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

impl Workload<'_> {
    /// Whether its files are read again when they change, which a single mounted file is not.
    fn reads_again(&self) -> bool {
        let reload = self.app.reload;
        reload.is_some_and(|reload| reload.value == Reload::Live)
    }
}

impl<'s> Model<'s> {
    /// The volumes of a workload.
    pub(in crate::generate) fn volumes(&self, workload: &Workload<'s>) -> Vec<VolumeModel<'s>> {
        let mut volumes: Vec<VolumeModel<'s>> = Vec::new();
        let mut add = |wanted: String, source: VolumeSource<'s>, span: Span| {
            let is_taken = |name: &str| volumes.iter().any(|known| known.name == name);
            let more = (2..).map(|number| format!("{wanted}-{number}"));
            let mut names = std::iter::once(wanted.clone()).chain(more);
            let name = names.find(|name| !is_taken(name)).unwrap_or_default();
            volumes.push(VolumeModel { name, source, span });
        };
        for volume in stated(workload) {
            let source = match volume.value.kind.value {
                VolumeKind::Scratch => {
                    VolumeSource::Scratch(ScratchModel::stated(workload, &volume.value))
                }
                _ => VolumeSource::Stated(&volume.value),
            };
            add(volume_name(&volume.value), source, volume.span);
        }
        for (folder, span) in self.file_volumes(workload) {
            let config = self.config_name(workload.app, &files_name(workload.app));
            let source = VolumeSource::Files { config, folder };
            add(FILES.to_owned(), source, span);
        }
        let writable = || VolumeSource::Scratch(ScratchModel::on_disk(workload));
        let security = workload.app.security.as_ref();
        let own = security
            .into_iter()
            .flat_map(|security| &security.value.writable);
        for path in own {
            add(slug(&path.value.0), writable(), path.span);
        }
        for beside in workload.init().iter().chain(workload.sidecars()) {
            for path in &beside.value.writable {
                let name = format!("{}-{}", beside.value.name.value, slug(&path.value.0));
                add(name, writable(), path.span);
            }
        }
        volumes
    }

    /// How large its scratch volumes in memory or on disk may grow together, in bytes.
    pub(in crate::generate) fn scratch(&self, workload: &Workload<'s>, in_memory: bool) -> i128 {
        let volumes = self.volumes(workload).into_iter();
        volumes.filter_map(|volume| volume.scratch(in_memory)).sum()
    }

    /// The volumes with files, and where they are stated: one, or one for each folder where the
    /// folders are mounted.
    fn file_volumes(&self, workload: &Workload<'s>) -> Vec<(Option<String>, Span)> {
        let files = &workload.app.files;
        let Some(span) = files.span.filter(|_| !files.is_empty()) else {
            return Vec::new();
        };
        if !workload.reads_again() {
            return vec![(None, span)];
        }
        let mut folders: Vec<(Option<String>, Span)> = Vec::new();
        for file in files.iter() {
            let folder = folder_of(&file.name.value);
            let is_known = |known: &(Option<String>, Span)| known.0.as_deref() == Some(folder);
            if !folders.iter().any(is_known) {
                folders.push((Some(folder.to_owned()), file.name.span));
            }
        }
        folders
    }

    /// What the container of the application mounts.
    pub(in crate::generate) fn mounts(&self, workload: &Workload<'s>) -> Vec<MountModel> {
        let app = workload.app;
        let volumes = self.volumes(workload);
        let mut mounts = Vec::new();
        for volume in stated(workload) {
            let (span, volume) = (volume.span, &volume.value);
            let read_only = volume.read_only.map(|read_only| read_only.value);
            mounts.push(MountModel {
                volume: name_at(&volumes, span),
                path: volume.mount.value.0.clone(),
                sub_path: volume.sub_path.as_ref().map(|path| path.value.clone()),
                read_only: read_only.unwrap_or(is_data(volume)),
                span,
            });
        }
        for volume in &volumes {
            match &volume.source {
                VolumeSource::Files {
                    folder: Some(folder),
                    ..
                } => mounts.push(MountModel {
                    volume: volume.name.clone(),
                    path: folder.clone(),
                    sub_path: None,
                    read_only: true,
                    span: volume.span,
                }),
                VolumeSource::Files { folder: None, .. } => {
                    mounts.extend(app.files.iter().map(|file| MountModel {
                        volume: volume.name.clone(),
                        path: file.name.value.clone(),
                        sub_path: Some(file_key(app, &file.name.value)),
                        read_only: true,
                        span: file.name.span,
                    }));
                }
                _ => {}
            }
        }
        let security = app.security.as_ref();
        let writable = security
            .into_iter()
            .flat_map(|security| &security.value.writable);
        mounts.extend(writable.map(|path| MountModel {
            volume: name_at(&volumes, path.span),
            path: path.value.0.clone(),
            sub_path: None,
            read_only: false,
            span: path.span,
        }));
        mounts
    }

    /// What a container beside the application mounts. An init container of the application's
    /// image has what the application has.
    pub(in crate::generate) fn mounts_beside(
        &self,
        workload: &Workload<'s>,
        beside: &Beside,
        is_app: bool,
    ) -> Vec<MountModel> {
        let volumes = self.volumes(workload);
        let mut mounts = Vec::new();
        for mount in beside.mounts.iter() {
            let mut stated = workload.app.volume.iter();
            let volume = stated.find(|volume| is_called(&volume.value, &mount.name.value));
            if let Some(volume) = volume {
                mounts.push(MountModel {
                    volume: name_at(&volumes, volume.span),
                    path: mount.value.value.0.clone(),
                    sub_path: None,
                    read_only: is_data(&volume.value),
                    span: mount.value.span,
                });
            }
        }
        mounts.extend(beside.writable.iter().map(|path| MountModel {
            volume: name_at(&volumes, path.span),
            path: path.value.0.clone(),
            sub_path: None,
            read_only: false,
            span: path.span,
        }));
        if is_app {
            let own: Vec<String> = mounts.iter().map(|mount| mount.path.clone()).collect();
            let of_app = self.mounts(workload).into_iter();
            mounts.extend(of_app.filter(|mount| !own.contains(&mount.path)));
        }
        mounts
    }
}

/// The name of the volume that is stated at a place.
fn name_at(volumes: &[VolumeModel<'_>], span: Span) -> String {
    let found = volumes.iter().find(|volume| volume.span == span);
    found.map(|volume| volume.name.clone()).unwrap_or_default()
}
