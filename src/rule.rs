//! What a rule is, as plain data: its name, its documentation and its levels.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// One rule, whether Rust or a Rego policy decides it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Kebab-case words, unique over all groups, for example `field-unknown`.
    pub id: Cow<'static, str>,
    /// The family that the rule belongs to, for example `yaml` or `schema`.
    pub group: Cow<'static, str>,
    /// What is wrong, in a few words, without a full stop.
    pub title: Cow<'static, str>,
    /// Why it matters and what to do instead, in Markdown.
    pub description: Cow<'static, str>,
    /// A manifest that the rule reports, with the same manifest as it should be.
    pub example: Option<Example>,
    /// The level that each profile gives the rule.
    pub levels: Levels,
    /// The names of the same check in other tools, each as `tool:id`.
    pub aliases: Vec<Cow<'static, str>>,
    /// What a config may set for the rule beside its level.
    pub params: Vec<Param>,
    /// Other groups that switch the rule on when they are chosen, for example `pss-restricted`
    /// for the controls of `pss-baseline`.
    pub also_in: Vec<Cow<'static, str>>,
    /// Weaker rules whose findings about the same container (or pod, or object) are dropped when
    /// this rule has one: one cause, one finding.
    pub mutes: Vec<Cow<'static, str>>,
}

/// A parameter of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Param {
    /// For example `min-seconds`.
    pub name: String,
    /// What it changes, in a sentence without a full stop.
    pub description: String,
    /// The value when no config sets it; its type is the type of the parameter.
    pub default: serde_json::Value,
}

/// The [`Entry`] of a rule that Rust decides, as it stands beside the code that decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StaticEntry {
    /// See [`Entry::id`].
    pub id: &'static str,
    /// See [`Entry::group`].
    pub group: &'static str,
    /// See [`Entry::title`].
    pub title: &'static str,
    /// See [`Entry::description`].
    pub description: &'static str,
    /// What the rule reports, and what it accepts instead; none where no manifest shows it.
    pub example: Option<(&'static str, &'static str)>,
    /// See [`Entry::levels`].
    pub levels: Levels,
    /// See [`Entry::aliases`].
    pub aliases: &'static [&'static str],
}

impl From<&StaticEntry> for Entry {
    fn from(entry: &StaticEntry) -> Self {
        Self {
            id: Cow::Borrowed(entry.id),
            group: Cow::Borrowed(entry.group),
            title: Cow::Borrowed(entry.title),
            description: Cow::Borrowed(entry.description),
            example: entry.example.map(|(bad, good)| Example {
                bad: Cow::Borrowed(bad),
                good: Cow::Borrowed(good),
            }),
            levels: entry.levels,
            aliases: entry
                .aliases
                .iter()
                .map(|alias| Cow::Borrowed(*alias))
                .collect(),
            params: Vec::new(),
            also_in: Vec::new(),
            mutes: Vec::new(),
        }
    }
}

/// A pair of YAML texts: what a rule reports, and what it accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// YAML that has the mistake.
    pub bad: Cow<'static, str>,
    /// The same YAML without it.
    pub good: Cow<'static, str>,
}

/// How much a finding of a rule matters; `Off` rules are not evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Off,
    /// Worth a look; counted, printed on request.
    Info,
    /// Very probably wrong.
    Warning,
    /// Certain breakage, or refused by the API server.
    Error,
}

impl Level {
    /// The level so many steps above; what is off stays so, and nothing is above an error.
    #[must_use]
    pub fn shifted(self, steps: i8) -> Self {
        const ALL: [Level; 4] = [Level::Off, Level::Info, Level::Warning, Level::Error];
        let at = ALL.iter().position(|level| *level == self).unwrap_or(0);
        if at == 0 {
            return self;
        }
        ALL[at.saturating_add_signed(steps.into()).min(ALL.len() - 1)]
    }
}

/// The level of a rule in each profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Levels {
    /// Quiet on good manifests; the default profile.
    pub recommended: Level,
    /// Warns about what `recommended` only mentions.
    pub strict: Level,
    /// Every rule that needs no parameter.
    pub all: Level,
}

impl Levels {
    /// The same level in every profile.
    pub const fn always(level: Level) -> Self {
        Self {
            recommended: level,
            strict: level,
            all: level,
        }
    }

    /// The level that `profile` gives.
    pub fn in_profile(&self, profile: Profile) -> Level {
        match profile {
            Profile::Recommended => self.recommended,
            Profile::Strict => self.strict,
            Profile::All => self.all,
        }
    }
}

/// A named choice of default levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Quiet on good manifests.
    #[default]
    Recommended,
    /// For teams that want to be told more.
    Strict,
    /// Everything that needs no parameter.
    All,
}

/// The accepted spellings of [`Profile`], in the order of help texts.
pub const PROFILES: [(&str, Profile); 3] = [
    ("recommended", Profile::Recommended),
    ("strict", Profile::Strict),
    ("all", Profile::All),
];

impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        PROFILES
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, profile)| *profile)
            .ok_or_else(|| format!("`{text}` is no profile: recommended, strict or all"))
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = PROFILES.iter().find(|(_, profile)| profile == self);
        f.write_str(name.map_or("", |(name, _)| *name))
    }
}

/// The accepted spellings of [`Level`], in the order of help texts.
pub const LEVELS: [(&str, Level); 4] = [
    ("off", Level::Off),
    ("info", Level::Info),
    ("warning", Level::Warning),
    ("error", Level::Error),
];

impl FromStr for Level {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        LEVELS
            .iter()
            .find(|(name, _)| *name == text)
            .map(|(_, level)| *level)
            .ok_or_else(|| format!("`{text}` is no level: off, info, warning or error"))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Level::Off => "off",
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        })
    }
}
