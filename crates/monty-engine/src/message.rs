//! Messages from the host to an execution, and their encoding.

use std::time::Duration;

use monty_types::{
    DateTimeSource, MontyException, MontyObject, NamedValues, OsPolicy, ProcessTime, RandomSeed,
    RandomStart, SandboxTimeZone, SleepMode,
    unstable::{self, MontyNode},
};

use crate::{
    crossing::Crossing,
    host_exception::raised,
    limits::Limits,
    paused::Answer,
    wire::{Reader, Together, WireError, read_object},
};

type Result<T> = std::result::Result<T, WireError>;

/// The first byte of every message to an execution.
pub mod op {
    /// Start a compiled program: varint count, inputs in the program's order.
    pub const START: u8 = 0;
    /// Feed a session: a byte of [`feed`](super::feed) flags, code, varint count, (name, value) inputs.
    pub const FEED: u8 = 1;
    /// Resume the turn that yielded.
    pub const CONTINUE: u8 = 2;
    /// Answer with a value.
    pub const RETURN: u8 = 3;
    /// Answer with an exception: type name, optional message, its [crossing](crate::crossing).
    pub const RAISE: u8 = 4;
    /// Answer with a future.
    pub const FUTURE: u8 = 5;
    /// Answer that the function, module or name does not exist.
    pub const NOT_FOUND: u8 = 6;
    /// Answer an awaited call with its value.
    pub const EAGER_RETURN: u8 = 7;
    /// Answer an awaited call with its exception.
    pub const EAGER_RAISE: u8 = 8;
    /// Answer futures: varint count, then per future its u32 id, 0 and a value or 1 and an exception.
    pub const SETTLE: u8 = 9;
    /// End the run with an exception that Python cannot catch.
    pub const ABORT: u8 = 10;
    /// End the run.
    pub const STOP: u8 = 11;
    /// Describe the pause again.
    pub const DESCRIBE: u8 = 12;
    /// Describe the pause again, and write no value as JSON text from now on.
    pub const DESCRIBE_PLAIN: u8 = 13;
    /// Prefix of any other message: memory held and time spent by the host for the run, see
    /// [`account`](crate::account).
    pub const ACCOUNT: u8 = 14;
    /// Flag in the first byte of an answer to an OS call that the binding gave without asking the host.
    pub const UNASKED: u8 = 0x80;
}

/// Flags of a feed.
pub mod feed {
    /// A final assignment is the feed's value.
    pub const ASSIGNING: u8 = 1;
    /// Values may be written as JSON text.
    pub const JSON: u8 = 2;
}

/// Inputs of a program.
pub(crate) enum Inputs {
    /// Values that share nothing.
    Apart(Vec<MontyObject>),
    /// A tuple of values that share parts.
    Together(MontyObject),
}

/// A decoded message.
pub(crate) enum Message {
    Start(Inputs),
    Feed {
        code: String,
        inputs: NamedValues,
        assigning: bool,
        json: bool,
    },
    Continue,
    Answer {
        answer: Answer,
        unasked: bool,
    },
    Abort(Box<MontyException>),
    Stop,
    Describe {
        plain: bool,
    },
}

impl Message {
    pub(crate) fn read(bytes: &[u8]) -> Result<Self> {
        let mut reader = Reader::new(bytes);
        let first = reader.u8()?;
        let unasked = first & op::UNASKED != 0;
        let answered = |answer| Self::Answer { answer, unasked };
        let message = match first & !op::UNASKED {
            op::START => Self::Start(read_inputs(&mut reader)?),
            op::FEED => {
                let flags = reader.u8()?;
                let code = reader.text()?.to_owned();
                let mut names = Vec::new();
                let mut values = Together::default();
                for _ in 0..reader.count(2)? {
                    names.push(reader.text()?.to_owned());
                    values.read(&mut reader)?;
                }
                let (graph, roots) = values.into_graph()?;
                let values = names.into_iter().zip(roots).collect();
                Self::Feed {
                    code,
                    inputs: unstable::named_values_from_parts(graph, values)?,
                    assigning: flags & feed::ASSIGNING != 0,
                    json: flags & feed::JSON != 0,
                }
            }
            op::CONTINUE => Self::Continue,
            op::RETURN => answered(Answer::Return(read_object(&mut reader)?)),
            op::RAISE => answered(Answer::Raise(exception(&mut reader)?)),
            op::FUTURE => answered(Answer::Future),
            op::NOT_FOUND => answered(Answer::NotFound),
            op::EAGER_RETURN => answered(Answer::Eager(Ok(read_object(&mut reader)?))),
            op::EAGER_RAISE => answered(Answer::Eager(Err(exception(&mut reader)?))),
            op::SETTLE => {
                let count = reader.count(6)?;
                answered(Answer::Settle(
                    (0..count)
                        .map(|_| settled(&mut reader))
                        .collect::<Result<_>>()?,
                ))
            }
            op::ABORT => Self::Abort(exception(&mut reader)?),
            op::STOP => Self::Stop,
            kind @ (op::DESCRIBE | op::DESCRIBE_PLAIN) => Self::Describe {
                plain: kind == op::DESCRIBE_PLAIN,
            },
            other => return Err(WireError::Unknown(other.into(), "message")),
        };
        reader.finish()?;
        Ok(message)
    }
}

fn read_inputs(reader: &mut Reader<'_>) -> Result<Inputs> {
    let count = reader.count(1)?;
    if count < 2 {
        let values = (0..count).map(|_| read_object(reader));
        return Ok(Inputs::Apart(values.collect::<Result<_>>()?));
    }
    let mut values = Together::default();
    for _ in 0..count {
        values.read(reader)?;
    }
    Ok(if values.is_shared() {
        Inputs::Together(values.into_tuple()?)
    } else {
        Inputs::Apart(values.into_values()?)
    })
}

type Outcome = std::result::Result<MontyObject, Box<MontyException>>;

fn settled(reader: &mut Reader<'_>) -> Result<(u32, Outcome)> {
    let id = reader.u32()?;
    let outcome = match reader.u8()? {
        0 => Ok(read_object(reader)?),
        1 => Err(exception(reader)?),
        other => return Err(WireError::Unknown(other.into(), "outcome")),
    };
    Ok((id, outcome))
}

fn exception(reader: &mut Reader<'_>) -> Result<Box<MontyException>> {
    let name = reader.text()?;
    let message = reader.optional_text()?.map(str::to_owned);
    let crossing = Crossing::read(reader)?;
    Ok(Box::new(raised(name, message, crossing)))
}

/// Configuration of an execution, apart from its code.
#[derive(Debug, Clone, PartialEq)]
pub struct Setup {
    /// Resource limits.
    pub limits: Limits,
    /// Clock, time zone, sleeps and randomness.
    pub policy: OsPolicy,
    /// The working directory; `/` when `None`.
    pub cwd: Option<String>,
    /// Whether results may be encoded as JSON text.
    pub json: bool,
    /// Whether to flag calls that are made for their awaitable.
    pub flags_awaited: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            policy: usual_policy(),
            cwd: None,
            json: true,
            flags_awaited: false,
        }
    }
}

/// System clock, UTC, sleeps by the host, and random seeds.
pub(crate) fn usual_policy() -> OsPolicy {
    OsPolicy {
        sleep: SleepMode::CallHost,
        process_time: ProcessTime::Elapsed,
        ..OsPolicy::default()
    }
}

impl Setup {
    /// Decodes limits, clock, time zone, random seed, working directory and flags. Empty bytes mean the
    /// defaults.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let mut reader = Reader::new(bytes);
        let limits = read_limits(&mut reader)?;
        let (datetime, process_time) = match reader.u8()? {
            0 => (DateTimeSource::System, ProcessTime::Elapsed),
            1 => {
                let unix_seconds = whole(reader.f64()?)?;
                (
                    DateTimeSource::Fixed {
                        unix_seconds,
                        microsecond: reader.u32()?,
                    },
                    ProcessTime::Zero,
                )
            }
            2 => (DateTimeSource::CallHost, ProcessTime::Elapsed),
            other => return Err(WireError::Unknown(other.into(), "clock")),
        };
        let timezone = match reader.optional_text()? {
            None => SandboxTimeZone::utc(),
            Some(name) => match offset_seconds(name) {
                Some(offset_seconds) => SandboxTimeZone::Fixed {
                    offset_seconds,
                    name: None,
                },
                None => SandboxTimeZone::named(name)
                    .map_err(|_| WireError::Invalid(name.to_owned(), "time zone"))?,
            },
        };
        let random_start = match reader.u8()? {
            0 => RandomStart::System,
            1 => RandomStart::Seed(read_seed(&mut reader)?),
            other => return Err(WireError::Unknown(other.into(), "source of chance")),
        };
        let cwd = reader.optional_text()?.map(str::to_owned);
        let flags = reader.u8()?;
        let (json, flags_awaited) = (flags & 1 != 0, flags & 2 != 0);
        reader.finish()?;
        let policy = OsPolicy {
            datetime,
            timezone,
            sleep: SleepMode::CallHost,
            process_time,
            random_start,
        };
        Ok(Self {
            limits,
            policy,
            cwd,
            json,
            flags_awaited,
        })
    }
}

/// The UTC offset in seconds of a zone that is written as an offset: `+05:30`, `-03:00`.
fn offset_seconds(name: &str) -> Option<i32> {
    let (sign, rest) = match name.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, below: i32| {
        let is_number = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number
            .then(|| text.parse::<i32>().ok())
            .flatten()
            .filter(|number| *number < below)
    };
    Some(sign * (number(hours, 24)? * 3_600 + number(minutes, 60)? * 60))
}

fn read_seed(reader: &mut Reader<'_>) -> Result<RandomSeed> {
    let value = read_object(reader)?;
    match unstable::root_node(&value) {
        MontyNode::Int(seed) => Ok(RandomSeed::Int((*seed).into())),
        MontyNode::BigInt(seed) => Ok(RandomSeed::Int(seed.clone())),
        MontyNode::String(seed) => Ok(RandomSeed::Str(seed.clone())),
        MontyNode::Float(seed) => Ok(RandomSeed::Float(*seed)),
        MontyNode::Bytes(seed) => Ok(RandomSeed::Bytes(seed.clone())),
        _ => Err(WireError::Invalid(value.type_name().to_owned(), "seed")),
    }
}

/// Reads an f64 for each limit, durations in ms and infinity for none, in the order of `ENGINE_LIMITS` in
/// `limits.ts`.
fn read_limits(reader: &mut Reader<'_>) -> Result<Limits> {
    Ok(Limits {
        duration: milliseconds(reader.f64()?)?,
        memory: size(reader.f64()?)?,
        recursion_depth: size(reader.f64()?)?
            .ok_or_else(|| WireError::Invalid("infinity".to_owned(), "recursion depth"))?,
        host_calls: size(reader.f64()?)?.map(|calls| calls as u64),
        environment_calls: size(reader.f64()?)?.map(|calls| calls as u64),
        total_sleep: milliseconds(reader.f64()?)?,
        output: size(reader.f64()?)?,
        result: size(reader.f64()?)?,
        gc_interval: size(reader.f64()?)?,
    })
}

/// The limits of a dump, as numbers in the order of `read_limits`.
pub fn write_limits(limits: &Limits) -> Vec<f64> {
    vec![
        as_milliseconds(limits.duration),
        limit_as_number(limits.memory),
        limit_as_number(Some(limits.recursion_depth)),
        limit_as_number(limits.host_calls.map(saturating)),
        limit_as_number(limits.environment_calls.map(saturating)),
        as_milliseconds(limits.total_sleep),
        limit_as_number(limits.output),
        limit_as_number(limits.result),
        limit_as_number(limits.gc_interval),
    ]
}

fn as_milliseconds(limit: Option<Duration>) -> f64 {
    limit.map_or(f64::INFINITY, |limit| limit.as_secs_f64() * 1_000.0)
}

/// A limit as the host reads it: infinity for none.
#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^53")]
pub fn limit_as_number(limit: Option<usize>) -> f64 {
    limit.map_or(f64::INFINITY, |limit| limit as f64)
}

fn saturating(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn milliseconds(value: f64) -> Result<Option<Duration>> {
    if value == f64::INFINITY {
        return Ok(None);
    }
    Duration::try_from_secs_f64(value / 1_000.0)
        .map(Some)
        .map_err(|_| WireError::Invalid(value.to_string(), "duration"))
}

fn whole(value: f64) -> Result<i64> {
    if value.fract() == 0.0 && value.abs() < 9e15 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
        Ok(value as i64)
    } else {
        Err(WireError::Invalid(value.to_string(), "whole number"))
    }
}

fn size(value: f64) -> Result<Option<usize>> {
    if value == f64::INFINITY {
        return Ok(None);
    }
    usize::try_from(whole(value)?)
        .map(Some)
        .map_err(|_| WireError::Invalid(value.to_string(), "size"))
}
