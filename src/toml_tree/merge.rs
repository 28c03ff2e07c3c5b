//! One table laid over another: tables deeply, all else replaces, `key+` appends.

use super::{Data, Entry, Node, Table};

/// What a name ends in whose list goes behind the list that is there.
const APPEND: char = '+';

impl Table {
    /// This table with `over` laid over it. What is set in both keeps the place of this one and
    /// takes the value, and the span, of the other.
    ///
    /// What is to be appended to a list that is not there stays so until [`Table::settled`]: this
    /// table may be one that is laid over others in its turn.
    #[must_use]
    pub fn under(mut self, over: &Table) -> Table {
        for entry in &over.entries {
            self.lay(entry);
        }
        self
    }

    fn lay(&mut self, entry: &Entry) {
        let written = entry.name.value.as_str();
        let (name, appends) = match written.strip_suffix(APPEND) {
            Some(name) => (name, true),
            None => (written, false),
        };
        let is = |known: &Entry, appended: bool| {
            let rest = known.name.value.strip_suffix(APPEND);
            match appended {
                true => rest == Some(name),
                false => known.name.value == name,
            }
        };
        let entries = &self.entries;
        let set = entries.iter().position(|known| is(known, false));
        let appended = entries.iter().position(|known| is(known, true));
        match (set, appended) {
            (Some(at), _) if appends => self.entries[at].value.append(&entry.value),
            (Some(at), _) => {
                let known = &mut self.entries[at];
                known.value = known.value.clone().under(&entry.value);
                known.name.span = entry.name.span;
            }
            (None, Some(at)) if appends => self.entries[at].value.append(&entry.value),
            (None, Some(at)) => self.entries[at] = entry.clone(),
            (None, None) => self.entries.push(entry.clone()),
        }
    }

    /// The table when nothing more is laid over or under it: what is left to be appended is the
    /// list itself.
    #[must_use]
    pub fn settled(mut self) -> Table {
        for entry in &mut self.entries {
            if let Some(name) = entry.name.value.strip_suffix(APPEND) {
                entry.name.value = name.to_owned();
            }
            entry.value.settle();
        }
        self
    }
}

impl Node {
    fn under(self, over: &Node) -> Node {
        match (self.data, &over.data) {
            (Data::Table(table), Data::Table(above)) => Node {
                span: over.span,
                data: Data::Table(table.under(above)),
            },
            _ => over.clone(),
        }
    }

    /// Puts what is to be appended behind a list; anything else is replaced, so that its reader
    /// says what is wrong with it.
    fn append(&mut self, more: &Node) {
        match (&mut self.data, &more.data) {
            (Data::List(items), Data::List(more)) => items.extend(more.iter().cloned()),
            _ => *self = more.clone(),
        }
    }

    /// See [`Table::settled`].
    #[must_use]
    pub fn settled(mut self) -> Node {
        self.settle();
        self
    }

    fn settle(&mut self) {
        match &mut self.data {
            Data::Table(table) => *table = std::mem::take(table).settled(),
            Data::List(items) => items.iter_mut().for_each(Node::settle),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Table, parse};
    use crate::source::FileId;

    fn table(text: &str) -> Table {
        parse(FileId(0), text).expect("TOML")
    }

    fn merged(texts: &[&str]) -> String {
        let tables = texts.iter().map(|text| table(text));
        let all = tables.fold(Table::default(), |under, over| under.under(&over));
        shown(&all.settled())
    }

    fn shown(table: &Table) -> String {
        use super::super::Data;
        let parts: Vec<String> = table
            .entries
            .iter()
            .map(|entry| {
                let value = match &entry.value.data {
                    Data::Table(table) => format!("{{{}}}", shown(table)),
                    Data::List(items) => format!("{} items", items.len()),
                    Data::Integer(number) => number.to_string(),
                    other => format!("{other:?}"),
                };
                format!("{}={value}", entry.name.value)
            })
            .collect();
        parts.join(" ")
    }

    #[test]
    fn tables_merge_deeply_and_all_else_replaces() {
        assert_eq!(
            merged(&["a.b = 1\na.c = 2\nl = [1, 2]", "a.b = 3\nl = [4]"]),
            "a={b=3 c=2} l=1 items"
        );
        assert_eq!(merged(&["a = 1", "a = { b = 2 }"]), "a={b=2}");
        assert_eq!(merged(&["a = { b = 2 }", "a = 1"]), "a=1");
    }

    #[test]
    fn lists_are_appended_to_whatever_is_laid_under_them() {
        let append = "\"l+\" = [3]";
        assert_eq!(merged(&["l = [1, 2]", append]), "l=3 items");
        assert_eq!(merged(&[append]), "l=1 items");
        assert_eq!(merged(&["l = [1, 2]", append, append]), "l=4 items");
        assert_eq!(merged(&[append, "l = [1, 2]"]), "l=2 items");
        // A table that is itself merged before it is laid over another.
        let over = table(append).under(&table("\"l+\" = [4]"));
        assert_eq!(shown(&table("l = [1]").under(&over).settled()), "l=3 items");
    }
}
