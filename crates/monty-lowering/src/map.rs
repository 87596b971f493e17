//! Maps positions in the output back to the original source.

use crate::text::{Named, Segment};

/// A position in the machine's form: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: u32,
    pub column: u32,
}

/// Maps parts of the output to their source.
///
/// Helpers are before the program, and have no position in the source.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub struct PositionMap {
    /// Number of the output's bytes before the program.
    pub(crate) program: u32,
    /// Whether the program handles host exceptions that the machine lacks.
    pub(crate) handles_host: bool,
    pub(crate) segments: Vec<Segment>,
    /// Functions of the output that have another name in the source.
    pub(crate) names: Vec<Named>,
    /// Start offsets of lines.
    pub(crate) output_lines: Vec<u32>,
    pub(crate) source_lines: Vec<u32>,
}

impl PositionMap {
    /// The map of a source that runs unchanged, from its byte `start` on, behind inserted lines.
    pub fn untouched(before: &str, source: &str, start: u32) -> Self {
        let program = u32::try_from(before.len()).unwrap_or(u32::MAX);
        let rest = source.get(start as usize..).unwrap_or_default();
        Self {
            segments: vec![Segment {
                output: 0,
                start,
                end: u32::try_from(source.len()).unwrap_or(u32::MAX),
                copied: true,
            }],
            output_lines: line_starts(rest),
            source_lines: line_starts(source),
            ..Self::default()
        }
        .moved(before, program)
    }

    /// The same map behind further inserted lines.
    #[must_use]
    pub fn behind(&self, before: &str) -> Self {
        let length = u32::try_from(before.len()).unwrap_or(u32::MAX);
        self.clone().moved(before, length)
    }

    fn moved(self, before: &str, length: u32) -> Self {
        let own = line_starts(before);
        let lines = own.iter().copied().take(own.len() - 1);
        let rest = self.output_lines.iter().map(|start| start + length);
        Self {
            program: self.program + length,
            output_lines: lines.chain(rest).collect(),
            segments: self
                .segments
                .into_iter()
                .map(|segment| segment.moved(length, 0))
                .collect(),
            names: self
                .names
                .into_iter()
                .map(|named| named.moved(length))
                .collect(),
            handles_host: self.handles_host,
            source_lines: self.source_lines,
        }
    }

    /// Whether the program handles host exceptions that the machine lacks, in the form of
    /// [`raised_by_host`](crate::raised_by_host).
    pub fn handles_host(&self) -> bool {
        self.handles_host
    }

    /// The range of the source for a range of the output; `None` inside helpers.
    ///
    /// `output` and `source` are the texts themselves, needed to count columns; an output that is all ASCII may be
    /// passed as the empty text.
    pub fn range(
        &self,
        output: &str,
        source: &str,
        start: Place,
        end: Place,
    ) -> Option<(Place, Place)> {
        let (from, to) = (self.offset(output, start)?, self.offset(output, end)?);
        let (begin, finish) = self.span(from, to)?;
        Some((self.place(source, begin), self.place(source, finish)))
    }

    /// As [`Self::range`], in byte offsets.
    pub fn span(&self, from: u32, to: u32) -> Option<(u32, u32)> {
        if from < self.program {
            return None;
        }
        if self
            .segment(from)
            .is_some_and(|segment| segment.end < segment.start)
        {
            return None;
        }
        let begin = self.source_start(from)?;
        let finish = self.source_end(to.max(from + 1) - 1)?.max(begin);
        Some((begin, finish))
    }

    /// The source's name of the function at a position, if it differs from the output's.
    pub fn function_name(&self, output: &str, at: Place) -> Option<&str> {
        let offset = self.offset(output, at)?;
        self.names
            .iter()
            .filter(|named| (named.start..named.end).contains(&offset))
            .min_by_key(|named| named.end - named.start)
            .map(|named| named.name.as_str())
    }

    /// A line of the source without its line break; empty if there is none.
    pub fn source_line<'s>(&self, source: &'s str, number: u32) -> &'s str {
        let index = number.saturating_sub(1) as usize;
        let start = self
            .source_lines
            .get(index)
            .map_or(source.len(), |start| *start as usize);
        let end = self
            .source_lines
            .get(index + 1)
            .map_or(source.len(), |end| *end as usize);
        let line = source.get(start..end).unwrap_or_default();
        line.trim_end_matches(['\n', '\r'])
    }

    fn offset(&self, output: &str, place: Place) -> Option<u32> {
        let line = *self.output_lines.get(place.line.checked_sub(1)? as usize)?;
        if output.is_empty() {
            return line.checked_add(place.column.saturating_sub(1));
        }
        let rest = output.get(line as usize..)?;
        let bytes: usize = rest
            .chars()
            .take(place.column.saturating_sub(1) as usize)
            .map(char::len_utf8)
            .sum();
        u32::try_from(line as usize + bytes).ok()
    }

    fn place(&self, source: &str, offset: u32) -> Place {
        let line = self
            .source_lines
            .partition_point(|start| *start <= offset)
            .max(1);
        let start = self.source_lines.get(line - 1).copied().unwrap_or(0);
        let text = source
            .get(start as usize..offset as usize)
            .unwrap_or_default();
        Place {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(text.chars().count() + 1).unwrap_or(u32::MAX),
        }
    }

    fn segment(&self, offset: u32) -> Option<&Segment> {
        let after = self
            .segments
            .partition_point(|segment| segment.output <= offset);
        self.segments.get(after.checked_sub(1)?)
    }

    fn source_start(&self, offset: u32) -> Option<u32> {
        let segment = self.segment(offset)?;
        Some(if segment.copied {
            (segment.start + (offset - segment.output)).min(segment.end)
        } else {
            segment.start
        })
    }

    fn source_end(&self, last: u32) -> Option<u32> {
        let segment = self.segment(last)?;
        Some(if segment.copied {
            (segment.start + (last - segment.output) + 1).min(segment.end)
        } else {
            segment.end
        })
    }
}

/// The start offsets of a text's lines.
pub fn line_starts(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    starts.extend(
        text.bytes()
            .enumerate()
            .filter(|(_, byte)| *byte == b'\n')
            .map(|(at, _)| u32::try_from(at + 1).unwrap_or(u32::MAX)),
    );
    starts
}
