//! Which name was probably meant.

use hashbrown::HashMap;

use super::token::{SEPARATORS, SPELLING, cost, words};
use super::{NAMED, is_clear};
use crate::graph::link::Why;

/// Names of objects are told apart by more than two letters.
const MOST: f32 = 2.0;

/// Names, found by all their words but one.
#[derive(Debug, Default)]
pub(in crate::graph) struct NameIndex<'t> {
    entries: Vec<(&'t str, u32)>,
    /// By the place of a word, the name without it, and the first or the last letter of the word:
    /// a slip leaves one of them.
    around: HashMap<(usize, String, char), Vec<u32>>,
    /// By the name without case and separators.
    plain: HashMap<String, Vec<u32>>,
}

/// A name that is near.
#[derive(Debug, Clone, Copy)]
pub(in crate::graph) struct NearName<'t> {
    pub(in crate::graph) name: &'t str,
    pub(in crate::graph) payload: u32,
    pub(in crate::graph) cost: f32,
}

impl NearName<'_> {
    /// Why it is near.
    pub(in crate::graph) fn why(&self) -> Why {
        match self.cost <= SPELLING {
            true => Why::Case,
            false => Why::Similar,
        }
    }
}

impl<'t> NameIndex<'t> {
    /// An index of names, each with what it stands for.
    pub(in crate::graph) fn new(names: impl Iterator<Item = (&'t str, u32)>) -> Self {
        let mut index = Self::default();
        for (name, payload) in names {
            let at = u32::try_from(index.entries.len()).unwrap_or(u32::MAX);
            index.entries.push((name, payload));
            index.plain.entry(plain(name)).or_default().push(at);
            for key in keys(name) {
                let known = index.around.entry(key).or_default();
                if known.last() != Some(&at) {
                    known.push(at);
                }
            }
        }
        index
    }

    /// The nearest names, the nearest first.
    pub(in crate::graph) fn nearest(&self, wanted: &str) -> Vec<NearName<'t>> {
        self.nearest_where(wanted, |_| true)
    }

    /// The nearest names of those that may be meant, each once, the nearest first.
    pub(in crate::graph) fn nearest_where(
        &self,
        wanted: &str,
        may_be_meant: impl Fn(u32) -> bool,
    ) -> Vec<NearName<'t>> {
        let mut found: Vec<u32> = self
            .plain
            .get(&plain(wanted))
            .into_iter()
            .flatten()
            .copied()
            .collect();
        for key in keys(wanted) {
            found.extend(self.around.get(&key).into_iter().flatten());
        }
        found.sort_unstable();
        found.dedup();
        let near = found.into_iter().filter_map(|at| {
            let (name, payload) = self.entries[at as usize];
            let cost = distance(wanted, name).filter(|_| name != wanted)?;
            may_be_meant(payload).then_some(NearName {
                name,
                payload,
                cost,
            })
        });
        let mut near: Vec<NearName<'t>> = near.collect();
        near.sort_by(|a, b| {
            let order = a.cost.total_cmp(&b.cost);
            order.then_with(|| (a.name, a.payload).cmp(&(b.name, b.payload)))
        });
        near.dedup_by(|a, b| a.name == b.name);
        near.truncate(NAMED);
        near
    }
}

/// Whether the first candidate is clearly the nearest.
pub(in crate::graph) fn is_sure(near: &[NearName<'_>]) -> bool {
    is_clear(near.iter().map(|one| one.cost))
}

fn plain(name: &str) -> String {
    name.replace(SEPARATORS, "").to_lowercase()
}

/// For each word of a name: its place, what is around it, and its first and last letter.
fn keys(name: &str) -> Vec<(usize, String, char)> {
    let words = words(name);
    let mut keys = Vec::with_capacity(words.len() * 2);
    for (at, word) in words.iter().enumerate() {
        let around: Vec<&str> = words
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .map(|(_, word)| *word)
            .collect();
        let around = around.join("-").to_lowercase();
        let letters = [word.chars().next(), word.chars().next_back()];
        for letter in letters.into_iter().flatten() {
            keys.push((at, around.clone(), letter.to_ascii_lowercase()));
        }
    }
    keys
}

/// How far two names are apart, comparing only the words that differ.
pub(super) fn distance(wanted: &str, name: &str) -> Option<f32> {
    if plain(wanted) == plain(name) {
        return Some(SPELLING);
    }
    let (a, b) = (words(wanted), words(name));
    if a.len() != b.len() {
        return None;
    }
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        sum += cost(a, b)?;
    }
    (sum <= MOST).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nearest<'n>(wanted: &str, names: &[&'n str]) -> Vec<&'n str> {
        let index = NameIndex::new(names.iter().zip(0..).map(|(name, at)| (*name, at)));
        let near = index.nearest(wanted);
        near.into_iter().map(|near| near.name).collect()
    }

    #[test]
    fn slips_in_one_word_are_recognised() {
        assert_eq!(
            nearest("web-confg", &["web-config", "web-db"]),
            ["web-config"]
        );
        assert_eq!(nearest("wbe", &["web", "api"]), ["web"]);
        assert_eq!(nearest("cart", &["carts", "cards"]), ["carts"]);
        assert_eq!(nearest("catalgo", &["catalog"]), ["catalog"]);
        assert_eq!(nearest("webConfig", &["web-config"]), ["web-config"]);
        assert_eq!(
            nearest("orders-db", &["orders-database"]),
            ["orders-database"]
        );
    }

    #[test]
    fn other_names_are_no_slips() {
        assert!(nearest("rook-ceph-mon", &["rook-ceph-mgr"]).is_empty());
        assert!(nearest("web-1", &["web-2"]).is_empty());
        assert!(nearest("redis6", &["redis7"]).is_empty());
        assert!(nearest("api", &["app"]).is_empty());
        assert!(nearest("frontend", &["backend"]).is_empty());
        assert!(nearest("web", &["web-db"]).is_empty());
        assert!(nearest("web", &["web"]).is_empty());
    }

    #[test]
    fn a_clearly_nearest_name_is_sure() {
        let sure = |wanted: &str, names: &[&str]| {
            let index = NameIndex::new(names.iter().zip(0..).map(|(name, at)| (*name, at)));
            is_sure(&index.nearest(wanted))
        };
        assert!(sure("carts-db", &["cart-db", "orders-db"]));
        assert!(!sure("wev", &["web", "wave"]) || nearest("wev", &["web", "wave"]).len() < 2);
        assert!(!sure("servics", &["service", "servicz"]));
        assert!(!sure("x", &[]));
    }

    #[test]
    fn many_names_and_many_slips_are_no_work() {
        let names: Vec<String> = (0..20_000)
            .map(|at| format!("team-{}-service-{}", letters(at / 100), letters(at)))
            .collect();
        let index = NameIndex::new(names.iter().zip(0..).map(|(name, at)| (name.as_str(), at)));
        let found = names.iter().step_by(10).filter(|name| {
            let slip = name.replace("service", "servce");
            let near = index.nearest(&slip);
            near.first().is_some_and(|near| near.name == *name)
        });
        assert_eq!(found.count(), 2_000);
    }

    fn letters(mut number: usize) -> String {
        let mut text = String::new();
        loop {
            text.push(char::from(b'a' + u8::try_from(number % 26).unwrap()));
            number /= 26;
            if number == 0 {
                return text;
            }
        }
    }
}
