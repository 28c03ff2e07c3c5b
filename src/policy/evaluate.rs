//! Evaluates policies on objects, within bounds.

use std::collections::HashMap;
use std::sync::Arc;

use regorus::Value;
use regorus::rvm::program::Program;
use regorus::rvm::vm::RegoVM;

use super::compile::Member;
use super::engine::{Enabled, Engine};
use super::finding::{self, Origin};
use super::pack::Policy;
use super::scan::ALL_LINKS;
use super::shard::{Shard, View, takes_container, takes_link};
use super::value::{Fields, empty, object};
use super::view::{Target, Views, identity, links_reference};
use super::{MAX_INSTRUCTIONS, TIME_LIMIT, time_limit, trouble};
use crate::diagnostic::Diagnostic;
use crate::graph::{Graph, Link, ObjectId};
use crate::schema::Version;
use crate::yaml::Path;

/// Up to so many policies are called one by one, which costs each of them an entry into the
/// machine (about 1.3 µs with what it does); beyond that the gathering rule is cheaper, which passes
/// by all policies of its shard (about 0.15 µs each). `cargo bench --bench stages policies` has a
/// row for either case.
const FEW: u32 = 12;

/// When policies are evaluated.
#[derive(Debug, Clone, Copy)]
pub enum Pass<'g, 't> {
    /// While the files are read: what needs no other object.
    First,
    /// After all files have been read.
    Second {
        /// What connects the objects.
        graph: &'g Graph<'t>,
        /// The object in it.
        id: ObjectId,
    },
}

/// The subject of one evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SubjectView {
    Object,
    Pod,
    Container(usize),
    /// One of the object's links, by its place among those that some policy is for.
    Link(usize),
}

/// What policies answered, by their places among the engine's.
type Answers = Vec<(usize, Result<Value, String>)>;

/// Shard, set of policies, round, `apiVersion` and `kind`.
type TypeKey = (usize, u64, usize, String, String);

/// Evaluates for one thread.
pub struct Evaluator<'e, 'p> {
    engine: &'e Engine<'p>,
    /// For each shard the machine of its gathering program.
    gathered: Vec<Option<RegoVM>>,
    /// For each shard the machines of its members.
    single: Vec<Vec<Option<RegoVM>>>,
    /// `input.on` by the set of policies.
    on: HashMap<u64, Value>,
    targets: Vec<(String, Value)>,
    /// Answers that all objects of a type share: by shard, set of policies, round and type.
    of_types: HashMap<TypeKey, Answers>,
    /// Where the inputs are kept, for those who want to see them.
    pub(super) record: Option<Vec<Value>>,
}

impl<'e, 'p> Evaluator<'e, 'p> {
    /// An evaluator for these Kubernetes versions, which ascend.
    pub fn new(engine: &'e Engine<'p>, targets: &[Version]) -> Self {
        let target = |version: &Version| {
            let text = version.to_string();
            let value = object([
                ("version", Some(Value::from(text.as_str()))),
                ("minor", Some(Value::from(version.minor))),
            ]);
            (text, value)
        };
        Self {
            engine,
            gathered: engine.shards.iter().map(|_| None).collect(),
            single: engine
                .shards
                .iter()
                .map(|shard| shard.members.iter().map(|_| None).collect())
                .collect(),
            on: HashMap::new(),
            targets: targets.iter().map(target).collect(),
            of_types: HashMap::new(),
            record: None,
        }
    }

    /// What the policies of a pass say about an object.
    pub fn evaluate(
        &mut self,
        target: &Target<'_>,
        pass: Pass<'_, '_>,
        enabled: &Enabled,
    ) -> Vec<Diagnostic> {
        self.evaluate_some(target, pass, enabled, |_| true)
    }

    /// What policies on links say about something that is no object of a cluster.
    pub fn evaluate_links(
        &mut self,
        target: &Target<'_>,
        graph: &Graph<'_>,
        id: ObjectId,
        enabled: &Enabled,
    ) -> Vec<Diagnostic> {
        let pass = Pass::Second { graph, id };
        self.evaluate_some(target, pass, enabled, |view| *view == View::Links)
    }

    fn evaluate_some(
        &mut self,
        target: &Target<'_>,
        pass: Pass<'_, '_>,
        enabled: &Enabled,
        chosen: impl Fn(&View) -> bool,
    ) -> Vec<Diagnostic> {
        let engine = self.engine;
        let second = matches!(pass, Pass::Second { .. });
        let gvk = target.resource.gvk();
        let mut findings = Vec::new();
        let mut views = None;
        for (at, shard) in engine.shards.iter().enumerate() {
            let mask = enabled.masks[at];
            let applies = shard.class.view.applies_to(gvk, target.pod.is_some());
            let wanted = mask != 0 && applies && chosen(&shard.class.view);
            if !wanted || shard.class.second_pass != second {
                continue;
            }
            let views = views.get_or_insert_with(|| match pass {
                Pass::First => Views::new(target, None),
                Pass::Second { graph, id } => Views::new(target, Some((graph, id))),
            });
            for (subject, mask) in subjects(engine, shard, views, mask) {
                self.subject(at, subject, mask, views, target, pass, &mut findings);
            }
        }
        merge(findings, &self.targets)
    }

    #[expect(clippy::too_many_arguments, reason = "one step of `evaluate`")]
    fn subject(
        &mut self,
        at: usize,
        subject: SubjectView,
        mask: u64,
        views: &Views<'_, '_>,
        target: &Target<'_>,
        pass: Pass<'_, '_>,
        findings: &mut Vec<(Option<usize>, Diagnostic)>,
    ) {
        let shard = &self.engine.shards[at];
        let reads =
            |mask: u64| members(mask).map(|at| self.engine.policies[shard.members[at]].reads);
        let guards = &self.engine.guards[at];
        // What is only read by those who wake is built after that.
        let guarding = views.links(guards.links_parts);
        let mask = guards.awake(mask, target.resource.root, |part| match part {
            "links" => Some(&guarding),
            part => part_of(views, subject, part),
        });
        if mask == 0 {
            return;
        }
        let needs = Needs::of(reads(mask));
        let base = match subject {
            SubjectView::Object | SubjectView::Link(_) => Path::default(),
            SubjectView::Pod => views.pod_path(),
            SubjectView::Container(index) => views.container_path(index),
        };
        let graph = match pass {
            Pass::First => None,
            Pass::Second { graph, .. } => Some(graph),
        };
        let origin = Origin::new(target, &base, graph);
        let mut input = input(views, subject, needs);
        if let (SubjectView::Link(link), true) = (subject, needs.targets) {
            let parts = members(mask).map(|member| self.engine.targets[shard.members[member]]);
            let parts = parts.fold(0, |all, one| all | one);
            if let Some(targets) = views.targets(link, parts) {
                input.insert(Value::from("targets"), targets);
            }
        }
        self.rounds(at, mask, &input, &origin, findings);
    }

    /// Evaluates for every Kubernetes version, or once when none of the policies asks for it.
    fn rounds(
        &mut self,
        at: usize,
        mask: u64,
        input: &Fields,
        origin: &Origin<'_, '_>,
        findings: &mut Vec<(Option<usize>, Diagnostic)>,
    ) {
        let versions = self.engine.shards[at].class.versions;
        let first = if versions {
            0
        } else {
            self.targets.len().saturating_sub(1)
        };
        for round in first..self.targets.len() {
            let results = match self.engine.shards[at].class.only_the_type {
                true => self.run_for_type(at, mask, input, origin, round),
                false => self.run(at, mask, input, round),
            };
            for (policy, result) in results {
                let policy = self.engine.policies[policy];
                let found = read(policy, result, origin).into_iter();
                findings.extend(found.map(|finding| (versions.then_some(round), finding)));
            }
        }
    }

    /// What the policies that look at everything at once say.
    pub fn evaluate_cluster(&mut self, graph: &Graph<'_>, enabled: &Enabled) -> Vec<Diagnostic> {
        let engine = self.engine;
        let Some((_, first)) = graph.objects().next() else {
            return Vec::new();
        };
        let target = Target::new(first.resource, first.file);
        let base = Path::default();
        let origin = Origin::new(&target, &base, Some(graph));
        let mut findings = Vec::new();
        for (at, shard) in engine.shards.iter().enumerate() {
            let mask = enabled.masks[at];
            if mask == 0 || shard.class.view != View::Cluster {
                continue;
            }
            let objects = graph.objects().map(|(id, one)| {
                object([
                    ("ref", Some(links_reference(id))),
                    ("resource", Some(identity(&one.resource))),
                    ("object", Some(super::value::value(one.resource.root))),
                ])
            });
            let mut input = Fields::new();
            let objects = Value::from(objects.collect::<Vec<Value>>());
            input.insert(Value::from("objects"), objects);
            self.rounds(at, mask, &input, &origin, &mut findings);
        }
        merge(findings, &self.targets)
    }

    /// Policies that look at nothing but the type are asked once for each type.
    fn run_for_type(
        &mut self,
        at: usize,
        mask: u64,
        input: &Fields,
        origin: &Origin<'_, '_>,
        round: usize,
    ) -> Answers {
        let (api_version, kind) = (origin.resource.api_version, origin.resource.kind);
        let key = (at, mask, round, api_version.to_owned(), kind.to_owned());
        if let Some(known) = self.of_types.get(&key) {
            return known.clone();
        }
        let results = self.run(at, mask, input, round);
        self.of_types.insert(key, results.clone());
        results
    }

    /// The results of the members of `mask`: few are asked one by one, many at once.
    fn run(&mut self, at: usize, mask: u64, input: &Fields, round: usize) -> Answers {
        let shard = &self.engine.shards[at];
        if self.engine.interpreted || mask.count_ones() <= FEW {
            let whole = self.whole_input(shard, 0, input, round);
            self.remember(&whole);
            return members(mask)
                .map(|member| (shard.members[member], self.ask(at, member, &whole)))
                .collect();
        }
        self.run_gathered(at, mask, input, round)
    }

    /// One member, by its own program.
    fn ask(&mut self, at: usize, member: usize, input: &Value) -> Result<Value, String> {
        let engine = self.engine;
        let shard = &engine.shards[at];
        let (policies, data) = (&engine.policies, &engine.data);
        match shard.single(member, policies, engine.all, data, engine.interpreted) {
            Member::Alone(program) => {
                let machine =
                    self.single[at][member].get_or_insert_with(|| machine(program, &engine.data));
                machine.set_input(input.clone());
                machine.set_max_instructions(MAX_INSTRUCTIONS);
                let result = machine.execute_entry_point_by_index(0);
                result.map_err(|error| trouble::of_machine(&error, machine))
            }
            other => interpret(other, input.clone()),
        }
    }

    /// Many members by the rule that gathers what they find; when one of them breaks a bound, or
    /// is not in the program, one by one.
    fn run_gathered(&mut self, at: usize, mask: u64, input: &Fields, round: usize) -> Answers {
        let engine = self.engine;
        let shard = &engine.shards[at];
        let compiled = shard.compiled(&engine.policies, engine.all, &engine.data);
        let in_program = |at: &usize| matches!(compiled.members[*at], Member::Machine);
        let together = members(mask)
            .filter(in_program)
            .fold(0, |mask, at| mask | 1 << at);
        let mut alone = mask & !together;
        let mut results = Vec::new();
        let whole = self.gathered_input(shard, together, input, round);
        self.remember(&whole);
        if let Some(program) = &compiled.program {
            let machine = self.gathered[at].get_or_insert_with(|| machine(program, &engine.data));
            machine.set_input(whole.clone());
            machine.set_max_instructions(MAX_INSTRUCTIONS * (together.count_ones() as usize));
            match machine.execute_entry_point_by_index(0) {
                Ok(gathered) => {
                    let found = by_member(&gathered).into_iter();
                    results.extend(found.map(|(member, value)| (shard.members[member], Ok(value))));
                }
                Err(_) => alone = mask,
            }
        }
        for member in members(alone) {
            let result = self.ask(at, member, &whole);
            results.push((shard.members[member], result));
        }
        results
    }

    fn remember(&mut self, input: &Value) {
        if let Some(record) = &mut self.record {
            record.push(input.clone());
        }
    }

    /// `input` for one policy that the gathering rule does not reach.
    fn whole_input(&self, shard: &Shard, member: usize, input: &Fields, round: usize) -> Value {
        let policy = self.engine.policies[shard.members[member]];
        let mut input = input.clone();
        let params = if policy.reads.whole {
            self.engine.params[policy.id.as_str()].clone()
        } else {
            self.engine.params.clone()
        };
        input.insert(Value::from("params"), params);
        input.insert(Value::from("target"), self.targets[round].1.clone());
        Value::from(input)
    }

    fn gathered_input(&mut self, shard: &Shard, mask: u64, input: &Fields, round: usize) -> Value {
        let first = mask.trailing_zeros() as usize;
        let whole = self.whole_input(shard, first, input, round);
        let on = self.on.entry(mask).or_insert_with(|| {
            let on = members(mask).map(|at| (Value::from(at), Value::from(true)));
            Value::from(on.collect::<Fields>())
        });
        let mut whole = whole;
        if let Ok(fields) = whole.as_object_mut() {
            fields.insert(Value::from("on"), on.clone());
        }
        whole
    }
}

/// A machine that has loaded a program, and its bounds.
fn machine(program: &Arc<Program>, data: &Value) -> RegoVM {
    let mut machine = RegoVM::new();
    machine.load_program(Arc::clone(program));
    // The data holds no name of a package, which is all that this could refuse.
    let _ = machine.set_data(data.clone());
    machine.set_execution_timer_config(Some(time_limit(TIME_LIMIT)));
    super::limit_memory(&mut machine);
    machine
}

fn interpret(how: &Member, input: Value) -> Result<Value, String> {
    match how {
        Member::Interpreter(compiled) => {
            let result = compiled.eval_with_input(input);
            result.map_err(|error| trouble::of_interpreter(&error.to_string()))
        }
        Member::Broken(error) => Err(format!("it cannot be compiled: {error}")),
        Member::Machine | Member::Alone(_) => Err("it is no policy of the interpreter".to_owned()),
    }
}

/// Which parts of `input` are built.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    object: bool,
    pod: bool,
    container: bool,
    links: bool,
    links_parts: u32,
    link: bool,
    targets: bool,
}

impl Needs {
    fn of(reads: impl Iterator<Item = super::Reads>) -> Self {
        reads.fold(Self::default(), |needs, reads| Self {
            object: needs.object || reads.object || reads.whole,
            pod: needs.pod || reads.pod || reads.whole,
            container: needs.container || reads.container || reads.whole,
            links: needs.links || reads.links || reads.whole,
            links_parts: needs.links_parts
                | reads.links_parts
                | if reads.whole { ALL_LINKS } else { 0 },
            link: needs.link || reads.link || reads.whole,
            targets: needs.targets || reads.targets || reads.whole,
        })
    }
}

fn input(views: &Views<'_, '_>, subject: SubjectView, needs: Needs) -> Fields {
    let mut input = Fields::new();
    let mut put = |part: &str, needed: bool| {
        if let Some(value) = needed.then(|| part_of(views, subject, part)).flatten() {
            input.insert(Value::from(part), value.clone());
        }
    };
    put("resource", true);
    put("object", needs.object);
    put("pod", needs.pod);
    put("container", needs.container);
    put("link", needs.link);
    if needs.links {
        input.insert(Value::from("links"), views.links(needs.links_parts));
    }
    input
}

fn part_of<'v>(views: &'v Views<'_, '_>, subject: SubjectView, part: &str) -> Option<&'v Value> {
    match (part, subject) {
        ("resource", _) => Some(views.resource()),
        ("object", _) => Some(views.object()),
        ("pod", SubjectView::Pod | SubjectView::Container(_) | SubjectView::Link(_)) => views.pod(),
        ("container", SubjectView::Container(index)) => {
            views.containers().get(index).map(|view| &view.value)
        }
        ("container", SubjectView::Link(at)) => {
            let index = views.container_of_link(at)?;
            Some(&views.containers()[index].value)
        }
        ("link", SubjectView::Link(at)) => views.link(at),
        _ => None,
    }
}

/// The subjects of a shard in one object, each with the policies that are for it.
fn subjects(
    engine: &Engine<'_>,
    shard: &Shard,
    views: &Views<'_, '_>,
    mask: u64,
) -> Vec<(SubjectView, u64)> {
    match shard.class.view {
        View::Objects | View::Kinds(_) | View::Cluster => vec![(SubjectView::Object, mask)],
        View::Pods => vec![(SubjectView::Pod, mask)],
        View::Links => {
            let of_link = |link: &Link<'_>| {
                members(mask)
                    .filter(|at| takes_link(engine.policies[shard.members[*at]], link))
                    .fold(0, |mask, at| mask | 1 << at)
            };
            views
                .wanted_links(&|link| engine.wants(link))
                .map(|(index, link)| (SubjectView::Link(index), of_link(link)))
                .filter(|(_, mask)| *mask != 0)
                .collect()
        }
        View::Containers => {
            let containers = views.containers().iter().enumerate();
            let of_type = |container| {
                members(mask)
                    .filter(|at| takes_container(engine.policies[shard.members[*at]], container))
                    .fold(0, |mask, at| mask | 1 << at)
            };
            containers
                .map(|(index, view)| {
                    let mask = of_type(view.container.container_type);
                    (SubjectView::Container(index), mask)
                })
                .filter(|(_, mask)| *mask != 0)
                .collect()
        }
    }
}

/// The members of a set.
fn members(mask: u64) -> impl Iterator<Item = usize> {
    (0..64).filter(move |at| mask & (1 << at) != 0)
}

/// The gathered results, as a set for each member.
fn by_member(gathered: &Value) -> Vec<(usize, Value)> {
    let Ok(gathered) = gathered.as_set() else {
        return Vec::new();
    };
    let pairs = gathered.iter().filter_map(|pair| {
        let member = pair[0]
            .as_u64()
            .ok()
            .and_then(|at| usize::try_from(at).ok())?;
        Some((member, Value::from(vec![pair[1].clone()])))
    });
    pairs.collect()
}

/// The findings in what a policy answered.
fn read(
    policy: &Policy,
    result: Result<Value, String>,
    origin: &Origin<'_, '_>,
) -> Vec<Diagnostic> {
    let answered = match result {
        Ok(answered) => answered,
        Err(reason) => return vec![trouble::finding(policy, &reason, origin)],
    };
    let one = |result: &Value| match finding::read(&policy.id, result, origin) {
        Ok(finding) => finding,
        Err(nonsense) => {
            let reason = format!("it returned {nonsense}");
            Some(trouble::finding(policy, &reason, origin))
        }
    };
    match &answered {
        Value::Set(set) => set.iter().filter_map(one).collect(),
        Value::Array(list) => list.iter().filter_map(one).collect(),
        Value::Undefined => Vec::new(),
        other => {
            let reason = format!("its `deny` is {other}, which is no set");
            vec![trouble::finding(policy, &reason, origin)]
        }
    }
}

/// One finding for what several Kubernetes versions have in common, with those versions.
fn merge(found: Vec<(Option<usize>, Diagnostic)>, targets: &[(String, Value)]) -> Vec<Diagnostic> {
    let mut merged: Vec<Diagnostic> = Vec::with_capacity(found.len());
    if targets.len() < 2 {
        merged.extend(found.into_iter().map(|(_, finding)| finding));
        return merged;
    }
    let mut places: HashMap<(String, crate::source::Span, String), usize> = HashMap::new();
    for (round, finding) in found {
        let Some(round) = round else {
            merged.push(finding);
            continue;
        };
        let key = (
            finding.rule.to_string(),
            finding.span,
            finding.message.clone(),
        );
        let version = targets[round].0.clone();
        if let Some(at) = places.get(&key) {
            let versions = merged[*at].versions.clone();
            merged[*at] = finding;
            merged[*at].versions = versions;
            merged[*at].versions.push(version);
        } else {
            places.insert(key, merged.len());
            merged.push(finding);
            let last = merged.len() - 1;
            merged[last].versions.push(version);
        }
    }
    merged
}

impl Drop for Evaluator<'_, '_> {
    fn drop(&mut self) {
        // Nothing outlives an evaluation, least of all the last manifest.
        let single = self.single.iter_mut().flatten().flatten();
        for machine in self.gathered.iter_mut().flatten().chain(single) {
            machine.set_input(empty());
        }
    }
}
