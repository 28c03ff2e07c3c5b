//! The rules about suppressions: what is wrong with them is a finding too.

use crate::rule::{Level, Levels, StaticEntry};

/// The group of the rules about suppressions; nothing suppresses them.
pub const SUPPRESSION: &str = "suppression";

/// A suppression names a rule that does not exist.
pub const SUPPRESSION_UNKNOWN_RULE: &str = "suppression-unknown-rule";
/// A suppression cannot be read.
pub const SUPPRESSION_MALFORMED: &str = "suppression-malformed";
/// A suppression has outlived its day.
pub const SUPPRESSION_EXPIRED: &str = "suppression-expired";
/// A suppression hides nothing.
pub const SUPPRESSION_UNUSED: &str = "suppression-unused";
/// A suppression does not say why.
pub const SUPPRESSION_WITHOUT_REASON: &str = "suppression-without-reason";

pub(super) const ENTRIES: &[StaticEntry] = &[
    entry(
        SUPPRESSION_UNKNOWN_RULE,
        "suppression of a rule that does not exist",
        "There is no rule, group or alias of this name, so that nothing is suppressed. Mostly it is \
         misspelled, or the rule has another name now. The other rules of the same suppression \
         are suppressed all the same.",
        Levels::always(Level::Warning),
        (
            "replicas: 1  # kubelint: ignore[field-unkown] set by the autoscaler\n",
            "replicas: 1  # kubelint: ignore[field-unknown] set by the autoscaler\n",
        ),
    ),
    entry(
        SUPPRESSION_MALFORMED,
        "suppression that cannot be read",
        "It suppresses nothing as it stands. A suppression names its rules: one without any would \
         also hide what only tomorrow's version finds.\n\nThe forms are \
         `# kubelint: ignore[rule, rule] reason` on the line, on the line above or on the line that \
         opens the block, `# kubelint: ignore-file[rule] reason` anywhere in the file, and the \
         annotation `kubelint.dev/ignore: \"rule, rule@containers[web]\"`.",
        Levels::always(Level::Warning),
        (
            "replicas: 1  # kubelint: ignore\n",
            "replicas: 1  # kubelint: ignore[field-unknown] set by the autoscaler\n",
        ),
    ),
    entry(
        SUPPRESSION_EXPIRED,
        "suppression that has expired",
        "The day is over up to which the findings were accepted; they are reported again. Put \
         right what they say, or accept them for longer.",
        Levels::always(Level::Warning),
        (
            "# trivy:ignore:AVD-KSV-0017:exp:2024-12-31\n",
            "# trivy:ignore:AVD-KSV-0017:exp:2099-12-31\n",
        ),
    ),
    entry(
        SUPPRESSION_UNUSED,
        "suppression that hides nothing",
        "No finding of the rule lies where the suppression reaches: the mistake is gone, or the \
         suppression stands in the wrong place. It would hide the next mistake unseen. Rules that \
         are off are not looked for, and nothing is said of suppressions of theirs.",
        Levels {
            recommended: Level::Info,
            strict: Level::Warning,
            all: Level::Warning,
        },
        (
            "kind: Service  # kubelint: ignore[api-removed] old cluster\n",
            "kind: Service\n",
        ),
    ),
    entry(
        SUPPRESSION_WITHOUT_REASON,
        "suppression without a reason",
        "Whoever comes across it later cannot tell whether it is still needed. The reason stands \
         behind the `]` of a comment, and in the annotation `kubelint.dev/ignore-reason` beside \
         `kubelint.dev/ignore`.",
        Levels {
            recommended: Level::Off,
            strict: Level::Info,
            all: Level::Warning,
        },
        (
            "replicas: 1  # kubelint: ignore[field-unknown]\n",
            "replicas: 1  # kubelint: ignore[field-unknown] set by the autoscaler\n",
        ),
    ),
];

const fn entry(
    id: &'static str,
    title: &'static str,
    description: &'static str,
    levels: Levels,
    example: (&'static str, &'static str),
) -> StaticEntry {
    StaticEntry {
        id,
        group: SUPPRESSION,
        title,
        description,
        example: Some(example),
        levels,
        aliases: &[],
    }
}
