//! Integers within bounds, and what may be written in a long and a short form.

use std::collections::BTreeMap;

use crate::source::At;
use crate::toml_tree::{Data, Node};

use super::declare::{either_form, keys};
use super::map::Map;
use super::names::{LabelKeys, VariableNames};
use super::reader::{Read, Reader};
use super::shape::Shape;
use super::text::{Bytes, Cpu, DataKey, FieldPath, ObjectName, Parse, Refusal, UrlPath};

/// An integer within bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Integer<const MIN: i64, const MAX: i64>(pub i32);

/// A number of things, at least none.
pub(crate) type Count = Integer<0, 100_000>;
/// A number of things, at least one.
pub(crate) type Some1 = Integer<1, 100_000>;
/// A per cent value.
pub(crate) type Percent = Integer<1, 1000>;
/// A port number.
pub(crate) type Port = Integer<1, 65_535>;
/// A user or group that is not root.
pub(crate) type Id = Integer<1, 2_147_483_647>;

impl<const MIN: i64, const MAX: i64> Read for Integer<MIN, MAX> {
    const SHAPE: Shape = Shape::Integer { min: MIN, max: MAX };

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        let Data::Integer(value) = node.data else {
            let help = match &node.data {
                Data::Text(text) if text.parse::<i64>().is_ok() => {
                    format!("write it without quotes: `{text}`")
                }
                _ => format!("it is a whole number from {MIN} to {MAX}"),
            };
            reader.refuse(node.span, format!("`{name}` is {}", node.word()), help);
            return None;
        };
        let fits = (MIN..=MAX).contains(&value);
        match i32::try_from(value) {
            Ok(value) if fits => Some(Self(value)),
            _ => {
                let help = format!("it is a whole number from {MIN} to {MAX}");
                reader.refuse(node.span, format!("`{name}` is {value}"), help);
                None
            }
        }
    }
}

/// What an environment variable is set to.
#[derive(Debug, Clone)]
pub(crate) enum Variable {
    /// A text, as written or as a number is written.
    Literal(String),
    /// A key of a Secret, a key of a ConfigMap, a field or a resource.
    From(Box<VariableSource>),
}

keys! {
    /// Where the value of a variable comes from
    pub(crate) struct VariableSource {
        /// A Secret
        secret: Option<At<ObjectName>> = "secret" ["\"checkout-db\""] => "`env[].valueFrom.secretKeyRef.name`";
        /// A ConfigMap
        config: Option<At<ObjectName>> = "config" ["\"environment\""] => "`env[].valueFrom.configMapKeyRef.name`";
        /// The key of the Secret or ConfigMap; the name of the variable when absent
        key: Option<At<DataKey>> = "key" ["\"url\""] => "`…KeyRef.key`";
        /// Whether the pod starts without the key
        optional: Option<At<bool>> = "optional" ["true"] => "`…KeyRef.optional`";
        /// A field of the pod
        field: Option<At<FieldPath>> = "field" ["\"status.podIP\""] => "`env[].valueFrom.fieldRef.fieldPath`";
        /// A request or limit of the container
        resource: Option<At<ResourceField>> = "resource" ["\"limits.memory\""] => "`env[].valueFrom.resourceFieldRef.resource`";
    }
}

super::declare::choice! {
    /// A request or limit that a variable can take.
    pub(crate) enum ResourceField {
        /// The CPU request.
        RequestsCpu = "requests.cpu",
        /// The CPU limit.
        LimitsCpu = "limits.cpu",
        /// The memory request.
        RequestsMemory = "requests.memory",
        /// The memory limit.
        LimitsMemory = "limits.memory",
    }
}

impl Read for Variable {
    const SHAPE: Shape = Shape::Any(&[
        Shape::Text(<String as Parse>::TEXT),
        Shape::Integer {
            min: i64::MIN,
            max: i64::MAX,
        },
        VariableSource::SHAPE,
    ]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Text(text) => Some(Self::Literal(text.clone())),
            Data::Integer(number) => Some(Self::Literal(number.to_string())),
            Data::Table(_) => {
                let source = VariableSource::read(node, name, reader)?;
                let given = [
                    source.secret.is_some(),
                    source.config.is_some(),
                    source.field.is_some(),
                    source.resource.is_some(),
                ];
                if given.iter().filter(|given| **given).count() != 1 {
                    reader.refuse(
                        node.span,
                        format!("`{name}` takes its value from one place"),
                        "write one of `secret`, `config`, `field` and `resource`",
                    );
                    return None;
                }
                Some(Self::From(Box::new(source)))
            }
            _ => {
                let help = "a variable is a text: write it in quotes, for example `\"true\"`";
                reader.refuse(node.span, format!("`{name}` is {}", node.word()), help);
                None
            }
        }
    }
}

/// The variables of a container.
pub(crate) type Environment = Map<VariableNames, At<Variable>>;
/// Labels or annotations.
pub(crate) type Texts = Map<LabelKeys, At<String>>;

impl Texts {
    /// As the API takes them.
    pub(crate) fn to_map(&self) -> BTreeMap<String, String> {
        self.iter()
            .map(|text| (text.name.value.clone(), text.value.value.clone()))
            .collect()
    }
}

either_form! {
    /// A request, or a request and a limit, of CPU.
    pub(crate) enum CpuAmount {
        /// The request alone.
        Request(At<Cpu>),
        /// Both.
        Both(CpuBounds),
    }
}

keys! {
    /// CPU with a limit
    pub(crate) struct CpuBounds {
        /// What is reserved
        request: At<Cpu> = "request" ["\"250m\""] => "`resources.requests.cpu`";
        /// Above what the container is slowed down
        limit: Option<At<Cpu>> = "limit" ["\"1\""] => "`resources.limits.cpu`";
    }
}

either_form! {
    /// An amount of memory, or its request and limit.
    pub(crate) enum ByteAmount {
        /// Request and limit alike.
        Same(At<Bytes>),
        /// Both.
        Both(ByteBounds),
    }
}

keys! {
    /// Memory or storage with a limit that differs from its request
    pub(crate) struct ByteBounds {
        /// What is reserved
        request: At<Bytes> = "request" ["\"256Mi\""] => "`resources.requests`";
        /// Above what the container is killed; the request when absent
        limit: Option<At<Bytes>> = "limit" ["\"512Mi\""] => "`resources.limits`";
    }
}

/// A port by its name or number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PortReference {
    /// Its name in `[ports]`.
    Name(String),
    /// Its number.
    Number(i32),
}

impl Read for PortReference {
    const SHAPE: Shape = Shape::Any(&[Shape::Text(super::text::PortName::TEXT), Port::SHAPE]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Integer(_) => Port::read(node, name, reader).map(|port| Self::Number(port.0)),
            _ => {
                let port = super::text::PortName::read(node, name, reader)?;
                Some(match port.0.parse() {
                    Ok(number) => Self::Number(number),
                    Err(_) => Self::Name(port.0),
                })
            }
        }
    }
}

/// What asks a container whether it is well.
#[derive(Debug, Clone)]
pub(crate) enum Probe {
    /// There is none, and no default either.
    Off,
    /// The path of an HTTP request to the first port.
    Path(At<UrlPath>),
    /// In full.
    Full(Box<ProbeKeys>),
}

keys! {
    /// A probe in full: one of `http`, `tcp`, `grpc` and `exec`
    pub(crate) struct ProbeKeys {
        /// The path of an HTTP request
        http: Option<At<UrlPath>> = "http" ["\"/ready\""] => "`httpGet.path`";
        /// A port that takes connections
        tcp: Option<At<PortReference>> = "tcp" ["\"http\""] => "`tcpSocket.port`";
        /// A port that answers gRPC health checks
        grpc: Option<At<PortReference>> = "grpc" ["\"grpc\""] => "`grpc.port`";
        /// A command that ends with 0
        exec: Option<At<Vec<String>>> = "exec" ["[\"pg_isready\"]"] => "`exec.command`";
        /// The port of the HTTP request; the first port when absent
        port: Option<At<PortReference>> = "port" ["\"http\""] => "`httpGet.port`";
        /// Whether the HTTP request is encrypted
        https: Option<At<bool>> = "https" ["true"] => "`httpGet.scheme`";
        /// Headers of the HTTP request
        headers: Map<super::names::AnyName, At<String>> = "headers" ["{ Cookie = \"probe\" }"] => "`httpGet.httpHeaders`";
        /// How often it asks
        every: Option<At<super::text::SomeSeconds>> = "every" ["\"10s\""] => "`periodSeconds`";
        /// How long it waits for an answer
        timeout: Option<At<super::text::SomeSeconds>> = "timeout" ["\"2s\""] => "`timeoutSeconds`";
        /// How many failures in a row count
        failures: Option<At<Some1>> = "failures" ["3"] => "`failureThreshold`";
        /// How long it waits before it asks first; `boot-time` is better for a slow start
        delay: Option<At<super::text::Seconds>> = "delay" ["\"5s\""] => "`initialDelaySeconds`";
    }
}

impl Read for Probe {
    const SHAPE: Shape =
        Shape::Any(&[Shape::Text(UrlPath::TEXT), ProbeKeys::SHAPE, Shape::Boolean]);

    fn read(node: &Node, name: &str, reader: &mut Reader) -> Option<Self> {
        match &node.data {
            Data::Boolean(false) => Some(Self::Off),
            Data::Table(_) => {
                let probe = ProbeKeys::read(node, name, reader)?;
                let given = [
                    probe.http.is_some(),
                    probe.tcp.is_some(),
                    probe.grpc.is_some(),
                    probe.exec.is_some(),
                ];
                if given.iter().filter(|given| **given).count() != 1 {
                    reader.refuse(
                        node.span,
                        format!("`{name}` asks in one way"),
                        "write one of `http`, `tcp`, `grpc` and `exec`",
                    );
                    return None;
                }
                Some(Self::Full(Box::new(probe)))
            }
            Data::Text(_) => At::read(node, name, reader).map(Self::Path),
            _ => {
                let help = "write a path, a table, or `false` for no probe";
                reader.refuse(node.span, format!("`{name}` is {}", node.word()), help);
                None
            }
        }
    }
}

/// `"off"`, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Off;

impl Parse for Off {
    const TEXT: super::shape::Text = super::shape::Text {
        what: "`\"off\"`",
        example: "\"off\"",
        pattern: Some("^off$"),
    };

    fn parse(text: &str) -> Result<Self, Refusal> {
        if text == "off" {
            return Ok(Self);
        }
        Err(Refusal::new(
            format!("`{text}` is neither `off` nor a table"),
            "write `\"off\"` for none",
        ))
    }
}
