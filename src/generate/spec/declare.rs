//! The macros by which the types of the spec are declared: each key once, with its documentation.

/// Declares a table of the spec as a struct.
///
/// ```text
/// keys! {
///     /// What the table describes
///     pub(crate) struct Scale {
///         /// The fewest pods
///         min: Option<At<Count>> = "min" ["3"] => "`minReplicas`";
///     }
/// }
/// ```
///
/// The string is the key, what stands in brackets an example as TOML, and what follows the arrow
/// is what the key turns into. `..rest: Map<…>` takes all names that are no keys.
macro_rules! keys {
    (
        $(#[doc = $about:literal])+
        pub(crate) struct $name:ident {
            $(
                $(#[doc = $key_about:literal])+
                $field:ident: $type:ty = $key:literal [$example:literal] => $becomes:literal;
            )*
            $( ..$rest:ident: Map<$names:ty, $values:ty>; )?
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone)]
        pub(crate) struct $name {
            span: $crate::source::Span,
            $( $(#[doc = $key_about])+ pub(crate) $field: $type, )*
            $( /// All other names.
               pub(crate) $rest: $crate::generate::spec::map::Map<$names, $values>, )?
        }

        impl $crate::generate::spec::reader::Written for $name {
            fn span(&self) -> $crate::source::Span {
                self.span
            }
        }

        impl $name {
            /// Its keys.
            pub(crate) const KEYS: &'static $crate::generate::spec::shape::Keys =
                &$crate::generate::spec::shape::Keys {
                    about: concat!($($about, "\n"),+),
                    keys: &[ $( $crate::generate::spec::shape::Key {
                        name: $key,
                        about: concat!($($key_about, "\n"),+),
                        shape: <$type as $crate::generate::spec::reader::Read>::SHAPE,
                        required: <$type as $crate::generate::spec::reader::Read>::REQUIRED,
                        example: $example,
                        becomes: $becomes,
                    }, )* ],
                    rest: keys!(@rest $($values)?),
                };
        }

        impl $crate::generate::spec::reader::Read for $name {
            const SHAPE: $crate::generate::spec::shape::Shape =
                $crate::generate::spec::shape::Shape::Table(Self::KEYS);

            fn read(
                node: &$crate::toml_tree::Node,
                name: &str,
                reader: &mut $crate::generate::spec::reader::Reader,
            ) -> Option<Self> {
                let table = reader.table(node, name, &Self::SHAPE)?;
                let within = $crate::generate::spec::reader::Within {
                    place: name,
                    span: node.span,
                    table,
                    keys: Self::KEYS,
                };
                if Self::KEYS.rest.is_none() {
                    reader.unknown_keys(table, Self::KEYS, name);
                }
                $( let $field = reader.field::<$type>(table, $key, within); )*
                $( let $rest = <$crate::generate::spec::map::Map<$names, $values> as
                    $crate::generate::spec::reader::Read>::read(
                    &$crate::generate::spec::reader::rest(node, table, Self::KEYS), name, reader,
                ); )?
                Some(Self {
                    span: node.span,
                    $( $field: $field?, )*
                    $( $rest: $rest?, )?
                })
            }
        }
    };
    (@rest) => { None };
    (@rest $values:ty) => {
        Some(&<$values as $crate::generate::spec::reader::Read>::SHAPE)
    };
}

/// Declares one of several words as an enum.
macro_rules! choice {
    (
        $(#[$about:meta])+
        pub(crate) enum $name:ident {
            $( $(#[$word_about:meta])+ $variant:ident = $word:literal, )+
        }
    ) => {
        $(#[$about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum $name {
            $( $(#[$word_about])+ $variant, )+
        }

        impl $crate::generate::spec::reader::Word for $name {
            fn word(self) -> &'static str {
                match self {
                    $( Self::$variant => $word, )+
                }
            }
        }

        impl $crate::generate::spec::reader::Read for $name {
            const SHAPE: $crate::generate::spec::shape::Shape =
                $crate::generate::spec::shape::Shape::Choice(&[$( $word, )+]);

            fn read(
                node: &$crate::toml_tree::Node,
                name: &str,
                reader: &mut $crate::generate::spec::reader::Reader,
            ) -> Option<Self> {
                reader.choice(node, name, &[$( ($word, Self::$variant), )+]).copied()
            }
        }
    };
}

/// Declares a type with a short form and a table for all of it.
macro_rules! either_form {
    (
        $(#[$about:meta])+
        pub(crate) enum $name:ident {
            $(#[$short_about:meta])+
            $short:ident($short_type:ty),
            $(#[$long_about:meta])+
            $long:ident($long_type:ty),
        }
    ) => {
        $(#[$about])+
        #[derive(Debug, Clone)]
        pub(crate) enum $name {
            $(#[$short_about])+
            $short($short_type),
            $(#[$long_about])+
            $long(Box<$long_type>),
        }

        impl $crate::generate::spec::reader::Read for $name {
            const SHAPE: $crate::generate::spec::shape::Shape =
                $crate::generate::spec::shape::Shape::Any(&[
                    <$short_type as $crate::generate::spec::reader::Read>::SHAPE,
                    <$long_type as $crate::generate::spec::reader::Read>::SHAPE,
                ]);

            fn read(
                node: &$crate::toml_tree::Node,
                name: &str,
                reader: &mut $crate::generate::spec::reader::Reader,
            ) -> Option<Self> {
                match node.data {
                    $crate::toml_tree::Data::List(_) => {
                        reader.wrong(node, name, &Self::SHAPE);
                        None
                    }
                    $crate::toml_tree::Data::Table(_) => {
                        <$long_type as $crate::generate::spec::reader::Read>::read(node, name, reader)
                            .map(|long| Self::$long(Box::new(long)))
                    }
                    _ => <$short_type as $crate::generate::spec::reader::Read>::read(node, name, reader)
                        .map(Self::$short),
                }
            }
        }
    };
}

pub(in crate::generate) use {choice, either_form, keys};
