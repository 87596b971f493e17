//! Encodes a value that the engine wrote for the engine, as its host in TypeScript does. The two forms differ in the
//! targets of references: the values defined for them, or all containers.

use monty_engine::wire::{Reader, WireError, Writer, tag};

type Result<T> = std::result::Result<T, WireError>;

/// The value in the form that the engine reads; an error when it contains a value without such a form, such as a
/// placeholder for a cycle.
pub fn echo(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut from = Reader::new(bytes);
    let mut to = Writer::default();
    Echo::default().value(&mut from, &mut to)?;
    from.finish()?;
    Ok(to.take())
}

enum Defined {
    Container(usize),
    Leaf(Vec<u8>),
}

#[derive(Default)]
struct Echo {
    defined: Vec<Defined>,
    containers: usize,
}

impl Echo {
    fn value(&mut self, from: &mut Reader<'_>, to: &mut Writer) -> Result<()> {
        let mut tag = from.u8()?;
        let is_defined = tag == tag::DEFINE;
        if is_defined {
            tag = from.u8()?;
        }
        if tag == tag::REFERENCE {
            match self
                .defined
                .get(from.varint()?)
                .ok_or(WireError::Reference)?
            {
                Defined::Container(index) => {
                    to.u8(tag::REFERENCE);
                    to.varint(*index);
                }
                Defined::Leaf(bytes) => to.raw(bytes),
            }
            return Ok(());
        }
        to.u8(tag);
        if is_container(tag) {
            if is_defined {
                self.defined.push(Defined::Container(self.containers));
            }
            self.containers += 1;
            return self.container(tag, from, to);
        }
        let rest = copy(from, to, |reader| skip_leaf(tag, reader))?;
        if is_defined {
            let leaf = [&[tag], rest].concat();
            self.defined.push(Defined::Leaf(leaf));
        }
        Ok(())
    }

    fn container(&mut self, tag: u8, from: &mut Reader<'_>, to: &mut Writer) -> Result<()> {
        match tag {
            tag::DICT | tag::RECORD => self.pairs(tag, from, to),
            tag::NAMEDTUPLE => {
                copy(from, to, |reader| reader.text().map(drop))?;
                let count = from.varint()?;
                to.varint(count);
                for _ in 0..count {
                    copy(from, to, |reader| reader.text().map(drop))?;
                }
                self.values(count, from, to)
            }
            tag::CLASS => {
                copy(from, to, |reader| {
                    reader.text()?;
                    reader.raw(17).map(drop)
                })?;
                self.attributes(from, to)
            }
            tag::INSTANCE => {
                copy(from, to, |reader| reader.identity().map(drop))?;
                self.value(from, to)?;
                self.attributes(from, to)
            }
            tag::MODULE => {
                copy(from, to, |reader| {
                    reader.text()?;
                    reader.identity().map(drop)
                })?;
                self.attributes(from, to)
            }
            _ => {
                let count = from.varint()?;
                to.varint(count);
                self.values(count, from, to)
            }
        }
    }

    fn attributes(&mut self, from: &mut Reader<'_>, to: &mut Writer) -> Result<()> {
        let tag = from.u8()?;
        to.u8(tag);
        self.pairs(tag, from, to)
    }

    fn pairs(&mut self, tag: u8, from: &mut Reader<'_>, to: &mut Writer) -> Result<()> {
        let count = from.varint()?;
        to.varint(count);
        for _ in 0..count {
            if tag == tag::RECORD {
                copy(from, to, |reader| match reader.varint()? {
                    0 => reader.text().map(drop),
                    _ => Ok(()),
                })?;
            } else {
                self.value(from, to)?;
            }
            self.value(from, to)?;
        }
        Ok(())
    }

    fn values(&mut self, count: usize, from: &mut Reader<'_>, to: &mut Writer) -> Result<()> {
        (0..count).try_for_each(|_| self.value(from, to))
    }
}

fn is_container(tag: u8) -> bool {
    matches!(
        tag,
        tag::LIST
            | tag::TUPLE
            | tag::SET
            | tag::FROZENSET
            | tag::DICT
            | tag::RECORD
            | tag::NAMEDTUPLE
            | tag::CLASS
            | tag::INSTANCE
            | tag::MODULE
    )
}

/// Copies the bytes that `skip` reads, and returns them.
fn copy<'a>(
    from: &mut Reader<'a>,
    to: &mut Writer,
    skip: impl FnOnce(&mut Reader<'a>) -> Result<()>,
) -> Result<&'a [u8]> {
    let mut after = from.clone();
    skip(&mut after)?;
    let bytes = from.raw(from.remaining() - after.remaining())?;
    to.raw(bytes);
    Ok(bytes)
}

fn skip_leaf(tag: u8, reader: &mut Reader<'_>) -> Result<()> {
    match tag {
        tag::NONE | tag::FALSE | tag::TRUE | tag::ELLIPSIS | tag::NOT_IMPLEMENTED => {}
        tag::INT32 => drop(reader.raw(4)?),
        tag::SAFE_INT | tag::FLOAT => drop(reader.raw(8)?),
        tag::TIMEDELTA => drop(reader.raw(12)?),
        tag::COMPLEX => drop(reader.raw(16)?),
        tag::BIGINT => {
            reader.u8()?;
            reader.blob()?;
        }
        tag::BYTES => drop(reader.blob()?),
        tag::STR | tag::DECIMAL | tag::PATH | tag::TYPE | tag::BUILTIN => drop(reader.text()?),
        tag::EXCEPTION | tag::FUNCTION => {
            reader.text()?;
            reader.optional_text()?;
        }
        tag::DATE => drop(reader.raw(6)?),
        tag::DATETIME => {
            reader.raw(13)?;
            skip_offset(reader)?;
        }
        tag::TIME => {
            reader.raw(8)?;
            skip_offset(reader)?;
        }
        tag::TIMEZONE => {
            reader.raw(4)?;
            reader.optional_text()?;
        }
        tag::FILE => {
            reader.text()?;
            reader.text()?;
            reader.raw(8)?;
        }
        other => return Err(WireError::Unknown(other.into(), "value to say back")),
    }
    Ok(())
}

fn skip_offset(reader: &mut Reader<'_>) -> Result<()> {
    if reader.u8()? != 0 {
        reader.raw(4)?;
        reader.optional_text()?;
    }
    Ok(())
}
