//! Decodes values without children.

use std::{fmt::Display, ops::RangeInclusive, str::FromStr};

use monty_types::{
    BuiltinsFunctions, ExcType, FileMode, MAX_TIMEZONE_OFFSET_SECONDS, MIN_TIMEZONE_OFFSET_SECONDS,
    MontyComplex, MontyDate, MontyDateTime, MontyFileHandle, MontyTime, MontyTimeDelta,
    MontyTimeZone, MontyType, unstable::MontyNode,
};
use num_bigint::{BigInt, Sign};
use strum::VariantNames;

use super::{Reader, WireError, tag};

type Result<T> = std::result::Result<T, WireError>;

pub(super) fn safe_int(value: f64) -> Result<i64> {
    const LIMIT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < LIMIT {
        #[expect(clippy::cast_possible_truncation, reason = "an integer below 2^53")]
        Ok(value as i64)
    } else {
        Err(invalid(value.to_string(), "integer"))
    }
}

fn invalid(value: impl Into<String>, kind: &'static str) -> WireError {
    WireError::Invalid(value.into(), kind)
}

pub(super) fn read_leaf(tag: u8, reader: &mut Reader<'_>) -> Result<MontyNode> {
    Ok(match tag {
        tag::NONE => MontyNode::None,
        tag::FALSE => MontyNode::Bool(false),
        tag::TRUE => MontyNode::Bool(true),
        tag::INT32 => MontyNode::Int(reader.i32()?.into()),
        tag::SAFE_INT => MontyNode::Int(safe_int(reader.f64()?)?),
        tag::BIGINT => {
            let sign = if reader.u8()? == 0 {
                Sign::Plus
            } else {
                Sign::Minus
            };
            let value = BigInt::from_bytes_le(sign, reader.blob()?);
            // The interpreter requires that a `BigInt` does not fit into an i64.
            i64::try_from(&value).map_or(MontyNode::BigInt(value), MontyNode::Int)
        }
        tag::FLOAT => MontyNode::Float(reader.f64()?),
        tag::STR => MontyNode::String(reader.text()?.to_owned()),
        tag::BYTES => MontyNode::Bytes(reader.blob()?.to_owned()),
        tag::DATE => MontyNode::Date(read_date(reader)?),
        tag::DATETIME => MontyNode::DateTime(read_datetime(reader)?),
        tag::TIME => MontyNode::Time(read_time(reader)?),
        tag::TIMEDELTA => MontyNode::TimeDelta(MontyTimeDelta {
            days: reader.i32()?,
            seconds: reader.i32()?,
            microseconds: reader.i32()?,
        }),
        tag::TIMEZONE => MontyNode::TimeZone(MontyTimeZone {
            offset_seconds: read_offset_seconds(reader)?,
            name: reader.optional_text()?.map(str::to_owned),
        }),
        tag::DECIMAL => MontyNode::Decimal(reader.text()?.to_owned()),
        tag::COMPLEX => MontyNode::Complex(MontyComplex {
            real: reader.f64()?,
            imag: reader.f64()?,
        }),
        tag::PATH => MontyNode::Path(reader.text()?.to_owned()),
        tag::ELLIPSIS => MontyNode::Ellipsis,
        tag::NOT_IMPLEMENTED => MontyNode::NotImplemented,
        tag::EXCEPTION => MontyNode::Exception {
            exc_type: exception_type(reader.text()?),
            arg: reader.optional_text()?.map(str::to_owned),
        },
        tag::TYPE => MontyNode::Type(named::<MontyType>(reader, "type")?),
        tag::BUILTIN => {
            MontyNode::BuiltinFunction(named::<BuiltinsFunctions>(reader, "builtin function")?)
        }
        tag::FUNCTION => MontyNode::Function {
            name: reader.text()?.to_owned(),
            docstring: reader.optional_text()?.map(str::to_owned),
        },
        tag::FILE => MontyNode::FileHandle(read_file(reader)?),
        other => return Err(WireError::Unknown(other.into(), "value")),
    })
}

/// The exception type of a name; `RuntimeError` for an unknown name. The module may be omitted:
/// `JSONDecodeError` is `json.JSONDecodeError`. `Error` is that of JavaScript, not of a module.
pub fn exception_type(name: &str) -> ExcType {
    ExcType::from_str(name).unwrap_or_else(|_| {
        if name == "Error" {
            return ExcType::RuntimeError;
        }
        <ExcType as VariantNames>::VARIANTS
            .iter()
            .find(|full| full.rsplit_once('.').is_some_and(|(_, last)| last == name))
            .and_then(|full| ExcType::from_str(full).ok())
            .unwrap_or_else(|| closest_base(name))
    })
}

/// The base class of a Python exception that the interpreter lacks.
fn closest_base(name: &str) -> ExcType {
    match name {
        "BlockingIOError"
        | "BrokenPipeError"
        | "ChildProcessError"
        | "ConnectionAbortedError"
        | "ConnectionError"
        | "ConnectionRefusedError"
        | "ConnectionResetError"
        | "EnvironmentError"
        | "IOError"
        | "InterruptedError"
        | "ProcessLookupError" => ExcType::OSError,
        "FloatingPointError" => ExcType::ArithmeticError,
        "IndentationError" | "TabError" => ExcType::SyntaxError,
        "UnicodeError" | "UnicodeTranslateError" => ExcType::ValueError,
        _ => ExcType::RuntimeError,
    }
}

fn named<T: FromStr>(reader: &mut Reader<'_>, kind: &'static str) -> Result<T> {
    let name = reader.text()?;
    name.parse().map_err(|_| invalid(name, kind))
}

fn in_range<T: PartialOrd + Display>(
    value: T,
    range: RangeInclusive<T>,
    kind: &'static str,
) -> Result<T> {
    if range.contains(&value) {
        Ok(value)
    } else {
        Err(invalid(value.to_string(), kind))
    }
}

fn read_date(reader: &mut Reader<'_>) -> Result<MontyDate> {
    Ok(MontyDate {
        year: in_range(reader.i32()?, 1..=9999, "year")?,
        month: in_range(reader.u8()?, 1..=12, "month")?,
        day: in_range(reader.u8()?, 1..=31, "day")?,
    })
}

fn read_offset_seconds(reader: &mut Reader<'_>) -> Result<i32> {
    in_range(
        reader.i32()?,
        MIN_TIMEZONE_OFFSET_SECONDS..=MAX_TIMEZONE_OFFSET_SECONDS,
        "offset from UTC",
    )
}

fn read_offset(reader: &mut Reader<'_>) -> Result<(Option<i32>, Option<String>)> {
    if reader.u8()? == 0 {
        return Ok((None, None));
    }
    Ok((
        Some(read_offset_seconds(reader)?),
        reader.optional_text()?.map(str::to_owned),
    ))
}

fn read_clock(reader: &mut Reader<'_>) -> Result<(u8, u8, u8)> {
    Ok((
        in_range(reader.u8()?, 0..=23, "hour")?,
        in_range(reader.u8()?, 0..=59, "minute")?,
        in_range(reader.u8()?, 0..=59, "second")?,
    ))
}

fn read_microsecond(reader: &mut Reader<'_>) -> Result<u32> {
    in_range(reader.u32()?, 0..=999_999, "microsecond")
}

fn read_datetime(reader: &mut Reader<'_>) -> Result<MontyDateTime> {
    let MontyDate { year, month, day } = read_date(reader)?;
    let (hour, minute, second) = read_clock(reader)?;
    let microsecond = read_microsecond(reader)?;
    let (offset_seconds, timezone_name) = read_offset(reader)?;
    Ok(MontyDateTime {
        year,
        month,
        day,
        hour,
        minute,
        second,
        microsecond,
        offset_seconds,
        timezone_name,
    })
}

fn read_time(reader: &mut Reader<'_>) -> Result<MontyTime> {
    let (hour, minute, second) = read_clock(reader)?;
    let fold = in_range(reader.u8()?, 0..=1, "fold")?;
    let microsecond = read_microsecond(reader)?;
    let (offset_seconds, timezone_name) = read_offset(reader)?;
    Ok(MontyTime {
        hour,
        minute,
        second,
        microsecond,
        offset_seconds,
        timezone_name,
        fold,
    })
}

fn read_file(reader: &mut Reader<'_>) -> Result<MontyFileHandle> {
    let path = reader.text()?.to_owned();
    let mode = named::<FileMode>(reader, "file mode")?;
    let position = u64::try_from(safe_int(reader.f64()?)?)
        .map_err(|_| invalid("a negative number", "position"))?;
    Ok(MontyFileHandle {
        path,
        mode,
        position,
    })
}
