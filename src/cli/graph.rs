//! `kubelint graph`.

use clap::Args;

use super::args::InputArguments;
use super::run::Run;
use super::{Exit, Failure, Io};
use crate::graph::{Graph, ObjectId};
use crate::report::{GraphFormat, GraphReport, render_graph};
use crate::spelling::nearest;

/// The arguments of `graph`.
#[derive(Debug, Args)]
pub(super) struct GraphArguments {
    #[command(flatten)]
    input: InputArguments,

    /// Only this object, with what it uses and who uses it: `Kind/name`, or `Kind/namespace/name`
    #[arg(long, value_name = "OBJECT", help_heading = "Output")]
    of: Option<String>,
    /// txt, json, dot or mermaid
    #[arg(
        long,
        short,
        value_name = "FORMAT",
        default_value = "txt",
        help_heading = "Output"
    )]
    format: GraphFormat,
}

/// Writes what connects the objects of the files.
pub(super) fn run(
    arguments: &GraphArguments,
    color: bool,
    io: &mut Io<'_>,
) -> Result<Exit, Failure> {
    let run = Run::prepare(&arguments.input, None, color, io)?;
    let (loaded, options) = run.load(&arguments.input, io)?;
    let mut written = Ok(());
    run.setup.connect(loaded, &options, |graph, sources| {
        let chosen = match &arguments.of {
            Some(of) => match find(graph, of) {
                Ok(found) => Some(found),
                Err(failure) => {
                    written = Err(failure);
                    return;
                }
            },
            None => None,
        };
        let report = GraphReport {
            graph,
            sources,
            of: chosen.as_deref(),
        };
        written = match render_graph(arguments.format, &report, io.output) {
            Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
            result => result.map_err(Failure::from),
        };
    });
    written.map(|()| Exit::Clean)
}

/// The objects that `Kind/name` names; the kind in any case.
fn find(graph: &Graph<'_>, of: &str) -> Result<Vec<ObjectId>, Failure> {
    let parts: Vec<&str> = of.split('/').collect();
    let (kind, namespace, name) = match parts.as_slice() {
        [kind, name] => (*kind, None, *name),
        [kind, namespace, name] => (*kind, Some(*namespace), *name),
        _ => {
            let help = "write `Kind/name`, for example `Deployment/web`".to_owned();
            let message = format!("`{of}` names no object");
            return Err(Failure::new(message, Some(help)));
        }
    };
    let fits = |id: ObjectId| {
        let resource = &graph.object(id).resource;
        let mut seats = graph.seats(id).iter();
        resource.kind.eq_ignore_ascii_case(kind)
            && resource.display_name() == name
            && namespace.is_none_or(|wanted| seats.any(|seat| seat.namespace == Some(wanted)))
    };
    let ids = graph.objects().map(|(id, _)| id);
    let found: Vec<ObjectId> = ids.filter(|id| fits(*id)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    let names: Vec<String> = graph
        .objects()
        .map(|(_, one)| format!("{}/{}", one.resource.kind, one.resource.display_name()))
        .collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let near = nearest(&format!("{kind}/{name}"), &names);
    Err(Failure::new(
        format!("no object of the files is `{of}`"),
        near.map(|near| format!("did you mean `{near}`?")),
    ))
}
