//! What the text of a policy says about itself before it is compiled: which parts of `input` it
//! reads, which built-ins it calls, and what its findings wait for.

mod token;
mod wait;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use token::{Token, TokenKind, follows_dot, starts_line, tokens};
use token::{dotted, first_on_line, reference, step};
pub(super) use wait::Guard;
use wait::guards;

/// The parts of `input` that a policy reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reads {
    /// `input.object`.
    pub object: bool,
    /// `input.pod`.
    pub pod: bool,
    /// `input.container`.
    pub container: bool,
    /// `input.links`: evaluated after all files have been read.
    pub links: bool,
    /// Which parts of `input.links`: one bit for each of [`LINKS`].
    pub links_parts: u32,
    /// `input.link`: likewise.
    pub link: bool,
    /// `input.targets`: likewise.
    pub targets: bool,
    /// `input.objects`: likewise.
    pub objects: bool,
    /// `input.target`: evaluated once for each Kubernetes version.
    pub target: bool,
    /// `input` without a part: everything is built, and the policy is evaluated on its own.
    pub whole: bool,
    /// `input.resource` beyond the fields that all objects of a type share.
    pub identity: bool,
}

impl Reads {
    fn add(&mut self, part: &str) {
        match part {
            "object" => self.object = true,
            "pod" => self.pod = true,
            "container" => self.container = true,
            "links" => self.links = true,
            "link" => self.link = true,
            "targets" => self.targets = true,
            "objects" => self.objects = true,
            "target" => self.target = true,
            _ => {}
        }
    }

    /// Whether the policy needs what only the set of all files knows.
    pub fn other_objects(self) -> bool {
        self.links || self.link || self.targets || self.objects || self.whole
    }

    /// Whether all objects of one type get the same answer.
    pub fn only_the_type(self) -> bool {
        let Self {
            object,
            pod,
            container,
            links,
            links_parts: _,
            link,
            targets,
            objects,
            target: _,
            whole,
            identity,
        } = self;
        !(object || pod || container || links || link || targets || objects || whole || identity)
    }

    /// Whether the answer depends on the Kubernetes version.
    pub fn versions(self) -> bool {
        self.target || self.whole
    }
}

/// The names of the parts of `input`.
pub(super) const PARTS: [&str; 11] = [
    "resource",
    "object",
    "pod",
    "container",
    "links",
    "link",
    "targets",
    "target",
    "params",
    "objects",
    "on",
];

/// The parts of `input.links`.
pub(super) const LINKS: [&str; 15] = [
    "namespace",
    "limitRanges",
    "quotas",
    "services",
    "autoscalers",
    "networkPolicies",
    "disruptionBudgets",
    "serviceAccount",
    "bindings",
    "usedBy",
    "clusterIPs",
    "envFrom",
    "unit",
    "contents",
    "workloads",
];

/// All parts of `input.links`.
pub(super) const ALL_LINKS: u32 = (1 << LINKS.len()) - 1;

/// The part that follows `input.links`; all where that is not fixed.
fn links_part(text: &str, tokens: &[Token], at: usize) -> u32 {
    let (path, _) = reference(text, tokens, at);
    let part = path.get(1);
    let bit = part.and_then(|part| LINKS.iter().position(|known| known == part));
    bit.map_or(ALL_LINKS, |bit| 1 << bit)
}

/// Something in the text that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
}

/// A change of the text before it is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    range: Range<usize>,
    text: String,
}

/// What was seen in one Rego text.
#[derive(Debug, Clone, Default)]
pub(super) struct Scan {
    pub(super) reads: Reads,
    /// The packages of `data.kubelint.lib` that it names.
    pub(super) libraries: BTreeSet<String>,
    pub(super) refused: Vec<Refused>,
    /// Of every `deny` rule the field of `input` that decides whether it can have a finding; none
    /// when some rule has none.
    pub(super) guards: Option<Vec<Guard>>,
    /// The package, and where it is written.
    pub(super) package: Option<(String, Range<usize>)>,
    /// The names of the rules whose names begin with `test_`.
    pub(super) tests: Vec<String>,
    /// Whether there is a rule `deny`.
    pub(super) has_deny: bool,
    /// The byte after each `input.params`.
    params: Vec<usize>,
    changes: Vec<Change>,
    /// Changes that bring no function of [`BOUNDED`] with them.
    rewritten: Vec<Change>,
}

/// Built-ins that reach what a policy may not know, and what that is.
const FORBIDDEN: &[(&str, &str)] = &[
    ("rand.intn", "randomness"),
    ("uuid.rfc4122", "randomness"),
    ("time.now_ns", "the clock"),
    ("http.send", "the network"),
    ("net.lookup_ip_addr", "the network"),
    ("opa.runtime", "the environment"),
];

/// Built-ins of which one call can be unbounded, and the function of [`BOUNDED`] that stands in.
const UNBOUNDED: &[(&str, &str)] = &[
    ("numbers.range", "range"),
    ("numbers.range_step", "range_step"),
    ("bits.lsh", "lsh"),
];

/// The package of the functions that bound the arguments of built-ins.
pub(super) const BOUNDED_PACKAGE: &str = "kubelint.bounded";

/// What stands in for [`UNBOUNDED`].
///
/// Rego has no way to fail: an error makes an expression undefined, and a policy would fall silent.
/// Only what breaks a bound of the machine ends an evaluation, and a pattern that is too large for
/// one does so at once. [`bounded_message`] knows the functions by their lines.
pub(super) const BOUNDED: &str = "package kubelint.bounded

range(a, b) := numbers.range(a, b) if { abs(a - b) <= 100000 } else := too_large(1)
range_step(a, b, n) := numbers.range_step(a, b, n) if { abs(a - b) <= 100000 * n } else := too_large(2)
lsh(a, n) := bits.lsh(a, n) if { n <= 1024 } else := too_large(3)
format(t, a) := sprintf(t, a) if { not regex.match(`%[0-9.+# -]*[0-9]{4}`, t) } else := too_large(4)

too_large(n) := regex.match(`(((.{999}){999}){999}){999}`, \"\")
";

/// The name under which [`BOUNDED`] is compiled.
pub(super) const BOUNDED_FILE: &str = "(bounds)";

impl Scan {
    /// Reads a text; what is no Rego gives an incomplete scan, and the compiler says why.
    pub(super) fn of(text: &str) -> Self {
        let tokens = tokens(text);
        let mut scan = Self::default();
        for at in 0..tokens.len() {
            scan.look(text, &tokens, at);
        }
        scan.guards = guards(text, &tokens);
        scan
    }

    fn look(&mut self, text: &str, tokens: &[Token], at: usize) {
        let token = &tokens[at];
        if token.kind != TokenKind::Name || follows_dot(text, tokens, at) {
            return;
        }
        let name = token.text(text);
        match name {
            "input" => self.input(text, tokens, at),
            "data" => self.data(text, tokens, at),
            "package" if self.package.is_none() => self.package = package(text, tokens, at + 1),
            "deny" if starts_line(text, token) => self.has_deny = true,
            _ if name.starts_with("test_")
                && starts_line(text, token)
                && !self.tests.iter().any(|known| known == name) =>
            {
                self.tests.push(name.to_owned());
            }
            _ => {}
        }
        self.assignment(text, tokens, at);
        self.call(text, tokens, at);
    }

    /// The virtual machine goes on after `name := undefined`, where Rego stops: `some name;
    /// name = …` stops in both. Values that are written out are never undefined.
    fn assignment(&mut self, text: &str, tokens: &[Token], at: usize) {
        let token = &tokens[at];
        let word = |at: usize| tokens.get(at).map(|token| token.text(text));
        let assigns = word(at + 1) == Some(":") && word(at + 2) == Some("=");
        let opens = at > 0 && matches!(word(at - 1), Some("{" | ";" | "|"));
        if !assigns || starts_line(text, token) || !(opens || first_on_line(text, token)) {
            return;
        }
        let name = token.text(text);
        let from = tokens.get(at + 3);
        let is_reference = from.is_some_and(|from| from.kind == TokenKind::Name)
            && matches!(word(at + 4), Some("." | "[" | "("))
            && tokens[at + 4].start == tokens[at + 3].end;
        if is_reference && name != "else" {
            self.rewritten.push(Change {
                range: token.start..tokens[at + 2].end,
                text: format!("some {name}; {name} ="),
            });
        }
    }

    fn input(&mut self, text: &str, tokens: &[Token], at: usize) {
        // `with input as` and `with input.part as` set it.
        if at > 0 && tokens[at - 1].text(text) == "with" {
            return;
        }
        let Some((part, end)) = step(text, tokens, at) else {
            self.reads.whole = true;
            return;
        };
        self.reads.add(part);
        if part == "links" {
            self.reads.links_parts |= links_part(text, tokens, at);
        }
        if part == "resource" {
            let field = tokens.get(at + 4).map(|field| field.text(text));
            let of_type = ["apiVersion", "group", "version", "kind"];
            self.reads.identity |= !field.is_some_and(|field| of_type.contains(&field));
        }
        if part == "params" {
            self.params.push(end);
        }
        if !PARTS.contains(&part) {
            let known: Vec<&str> = PARTS.iter().copied().filter(|part| *part != "on").collect();
            self.refused.push(Refused {
                range: tokens[at].start..end,
                message: format!("`input` has no part `{part}`"),
                help: match crate::spelling::nearest(part, &known) {
                    Some(near) => format!("did you mean `input.{near}`?"),
                    None => format!("it has {}", known.join(", ")),
                },
            });
        }
    }

    fn data(&mut self, text: &str, tokens: &[Token], at: usize) {
        let path = dotted(text, tokens, at);
        if let Some(rest) = path.strip_prefix("data.kubelint.lib.") {
            let library = rest.split('.').next().unwrap_or(rest);
            self.libraries.insert(library.to_owned());
        }
    }

    fn call(&mut self, text: &str, tokens: &[Token], at: usize) {
        let name = dotted(text, tokens, at);
        let last = at + 2 * name.matches('.').count();
        if tokens.get(last + 1).map(|next| next.text(text)) != Some("(") {
            return;
        }
        let range = tokens[at].start..tokens[last].end;
        if let Some((_, what)) = FORBIDDEN.iter().find(|(known, _)| *known == name) {
            self.refused.push(Refused {
                range,
                message: format!("`{name}` reaches {what}, and policies may not"),
                help: "the same manifests must give the same findings everywhere; \
                       take it as a parameter"
                    .to_owned(),
            });
        } else if let Some((_, bounded)) = UNBOUNDED.iter().find(|(known, _)| *known == name) {
            self.changes.push(Change {
                range,
                text: format!("data.{BOUNDED_PACKAGE}.{bounded}"),
            });
        } else if name == "sprintf" {
            self.format(text, tokens, last + 2, range);
        }
    }

    /// A format that is written out is looked at here, any other when it is used.
    fn format(&mut self, text: &str, tokens: &[Token], at: usize, range: Range<usize>) {
        match tokens.get(at) {
            Some(format) if format.kind == TokenKind::Text => {
                if has_wide_verb(format.text(text)) {
                    self.refused.push(Refused {
                        range: format.start..format.end,
                        message: "a format may not be wider than 999 characters".to_owned(),
                        help: "use a smaller width".to_owned(),
                    });
                }
            }
            _ => self.changes.push(Change {
                range,
                text: format!("data.{BOUNDED_PACKAGE}.format"),
            }),
        }
    }

    /// Whether the compiled text calls a function of [`BOUNDED`].
    pub(super) fn is_bounded(&self) -> bool {
        !self.changes.is_empty()
    }

    /// Where the first built-in is called whose arguments are bounded.
    pub(super) fn bounded_call(&self) -> Option<usize> {
        self.changes.iter().map(|change| change.range.start).min()
    }

    /// The text that is compiled: built-ins bounded, and `input.params` led to the parameters of
    /// `rule` among those of all policies. Lines stay where they are.
    pub(super) fn rewrite(&self, text: &str, rule: Option<&str>) -> String {
        let mut changes = self.changes.clone();
        changes.extend(self.rewritten.iter().cloned());
        if let Some(rule) = rule {
            changes.extend(self.params.iter().map(|at| Change {
                range: *at..*at,
                text: format!("[\"{rule}\"]"),
            }));
        }
        changes.sort_by_key(|change| std::cmp::Reverse(change.range.start));
        let mut text = text.to_owned();
        for change in changes {
            text.replace_range(change.range, &change.text);
        }
        text
    }
}

/// `%10000d`, `%.5000f`: a verb with four digits of width.
fn has_wide_verb(format: &str) -> bool {
    format.split('%').skip(1).any(|verb| {
        let digits = verb
            .bytes()
            .take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'+' | b'#' | b'-'));
        digits.filter(u8::is_ascii_digit).count() > 3
    })
}

fn package(text: &str, tokens: &[Token], at: usize) -> Option<(String, Range<usize>)> {
    let first = tokens.get(at)?;
    let path = dotted(text, tokens, at);
    let range = first.start..first.start + path.len();
    Some((path, range))
}
