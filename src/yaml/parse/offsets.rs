//! From the parser's character counts to bytes.

/// Converts positions; fast when they mostly grow, as they do while a file is read.
#[derive(Debug)]
pub(super) struct Offsets<'s> {
    text: &'s str,
    /// Characters are bytes.
    ascii: bool,
    /// Where in the file `text` begins, in bytes.
    base: usize,
    last_char: usize,
    last_byte: usize,
}

impl<'s> Offsets<'s> {
    pub(super) fn new(text: &'s str, base: usize) -> Self {
        Self {
            text,
            ascii: text.is_ascii(),
            base,
            last_char: 0,
            last_byte: 0,
        }
    }

    /// The byte in the file of the character number `index` of `text`.
    pub(super) fn byte(&mut self, index: usize) -> u32 {
        let within = if self.ascii {
            index.min(self.text.len())
        } else {
            self.seek(index)
        };
        clamp(self.base + within)
    }

    fn seek(&mut self, index: usize) -> usize {
        let bytes = self.text.as_bytes();
        while self.last_char < index && self.last_byte < bytes.len() {
            self.last_byte += 1;
            while self.last_byte < bytes.len() && is_continuation(bytes[self.last_byte]) {
                self.last_byte += 1;
            }
            self.last_char += 1;
        }
        while self.last_char > index && self.last_byte > 0 {
            self.last_byte -= 1;
            while self.last_byte > 0 && is_continuation(bytes[self.last_byte]) {
                self.last_byte -= 1;
            }
            self.last_char -= 1;
        }
        self.last_byte
    }
}

fn is_continuation(byte: u8) -> bool {
    byte & 0xC0 == 0x80
}

/// An offset as it is stored; files are bounded far below this.
pub(super) fn clamp(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}
