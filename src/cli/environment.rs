//! `KUBELINT_*`: every flag has a variable, which holds where the flag is not given.

use std::env;

use clap::builder::FalseyValueParser;
use clap::{Arg, ArgAction, Command};

/// The commands whose flags have variables: those that run in hooks and pipelines.
const COMMANDS: [&str; 5] = ["check", "graph", "baseline", "suppressions", "gen"];

/// Flags that mean in other commands what they mean in `check`: one variable serves all.
const SHARED: &str = "check";

/// Gives the flags their variables. `--fail-on` of `check` has `KUBELINT_FAIL_ON`; a flag that
/// only another command has, or that means something else there, is named after the command:
/// `KUBELINT_GEN_OUTPUT`.
pub(super) fn with_variables(command: Command) -> Command {
    let shared = command.find_subcommand(SHARED).cloned();
    let is_shared = |flag: &Arg| {
        let mut known = shared.iter().flat_map(Command::get_arguments);
        known.any(|known| {
            known.get_long() == flag.get_long() && known.get_value_names() == flag.get_value_names()
        })
    };
    let command = command.mut_arg("color", |flag| with_variable(flag, ""));
    COMMANDS.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |command| {
            command.mut_args(|flag| {
                let prefix = match is_shared(&flag) {
                    true => String::new(),
                    false => format!("{}_", name.to_uppercase()),
                };
                with_variable(flag, &prefix)
            })
        })
    })
}

fn with_variable(flag: Arg, prefix: &str) -> Arg {
    let Some(long) = flag.get_long() else {
        return flag;
    };
    let name = format!("KUBELINT_{prefix}{}", long.to_uppercase().replace('-', "_"));
    // Pipelines hand over empty variables for what they do not set.
    if env::var_os(&name).is_some_and(|value| value.is_empty()) {
        return flag;
    }
    let flag = match flag.get_action() {
        ArgAction::SetTrue => flag.value_parser(FalseyValueParser::new()),
        ArgAction::Append if flag.get_value_delimiter().is_none() => flag.value_delimiter('\n'),
        _ => flag,
    };
    flag.env(name).hide_env_values(true)
}
