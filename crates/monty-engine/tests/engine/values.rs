//! Values are unchanged after a round trip in both directions.

use monty_engine::wire::{
    Encoding, MAX_DEPTH, Reader, WireError, Writer, read_object, write_object,
};
use monty_types::{
    ExcType, MontyDate, MontyDateTime, MontyObject, MontyTime, MontyTimeDelta, MontyTimeZone,
    MontyUuid,
};
use num_bigint::BigInt;

use crate::support::{Run, start_with, write};

fn encoded(value: &MontyObject) -> Vec<u8> {
    let mut writer = Writer::default();
    write(value, &mut writer);
    writer.take()
}

fn decoded(bytes: &[u8]) -> Result<MontyObject, WireError> {
    let mut reader = Reader::new(bytes);
    let value = read_object(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

fn datetime(offset_seconds: Option<i32>, timezone_name: Option<&str>) -> MontyObject {
    MontyObject::datetime(MontyDateTime {
        year: 2024,
        month: 2,
        day: 29,
        hour: 23,
        minute: 59,
        second: 58,
        microsecond: 123_456,
        offset_seconds,
        timezone_name: timezone_name.map(str::to_owned),
    })
}

fn text(value: &str) -> MontyObject {
    MontyObject::string(value)
}

/// Values of every kind, with the edge cases of each.
pub fn specimens() -> Vec<MontyObject> {
    let int = MontyObject::int;
    let class_id = MontyUuid::from_bytes([7; 16]);
    let class = || {
        MontyObject::class_type(
            "Point".to_owned(),
            class_id,
            true,
            true,
            [(text("dim"), int(2))],
        )
    };
    vec![
        MontyObject::none(),
        MontyObject::ellipsis(),
        MontyObject::not_implemented(),
        MontyObject::bool(true),
        MontyObject::bool(false),
        int(0),
        int(-1),
        int(i64::from(i32::MAX)),
        int(i64::from(i32::MIN)),
        int(i64::from(i32::MAX) + 1),
        int((1 << 53) - 1),
        int(-(1 << 53) + 1),
        int(1 << 53),
        int(i64::MAX),
        int(i64::MIN),
        MontyObject::bigint(BigInt::from(i64::MAX) + 1),
        MontyObject::bigint(BigInt::from(-3).pow(500)),
        MontyObject::float(0.1),
        MontyObject::float(-0.0),
        MontyObject::float(f64::INFINITY),
        MontyObject::float(f64::NEG_INFINITY),
        MontyObject::float(f64::MIN_POSITIVE),
        MontyObject::complex(1.5, -2.5),
        text(""),
        text("plain"),
        text("ünï 🎈 \0 \u{10ffff}"),
        text(&"long ".repeat(20_000)),
        MontyObject::bytes(Vec::new()),
        MontyObject::bytes((0..=255).collect::<Vec<u8>>()),
        MontyObject::path("/data/a b.txt"),
        MontyObject::date(MontyDate {
            year: 1,
            month: 1,
            day: 1,
        }),
        MontyObject::date(MontyDate {
            year: 9999,
            month: 12,
            day: 31,
        }),
        datetime(None, None),
        datetime(Some(0), None),
        datetime(Some(-86_399), Some("far west")),
        MontyObject::time(MontyTime {
            hour: 1,
            minute: 2,
            second: 3,
            microsecond: 999_999,
            offset_seconds: Some(3_600),
            timezone_name: None,
            fold: 1,
        }),
        MontyObject::timedelta(MontyTimeDelta {
            days: -5,
            seconds: 86_399,
            microseconds: 999_999,
        }),
        MontyObject::timezone(MontyTimeZone {
            offset_seconds: 19_800,
            name: Some("IST".to_owned()),
        }),
        MontyObject::decimal("-1.20E+5"),
        MontyObject::exception(ExcType::KeyError, Some("k".to_owned())),
        MontyObject::exception(ExcType::StopIteration, None),
        MontyObject::builtin_function_from_name("len").unwrap(),
        MontyObject::function("fetch", Some("Fetches.".to_owned())),
        MontyObject::function("fetch", None),
        MontyObject::list([]),
        MontyObject::list([int(1), text("a"), MontyObject::list([MontyObject::none()])]),
        MontyObject::tuple([]),
        MontyObject::tuple([int(1), MontyObject::tuple([int(2)])]),
        MontyObject::set([int(1), text("x")]),
        MontyObject::frozenset([int(1), MontyObject::tuple([int(2)])]),
        MontyObject::dict([]),
        MontyObject::dict([(text("a"), int(1)), (text("__proto__"), int(2))]),
        MontyObject::dict([
            (int(1), text("one")),
            (MontyObject::tuple([int(2)]), text("two")),
        ]),
        class(),
        MontyObject::module(
            "pkg.sub",
            MontyUuid::from_bytes([9; 16]),
            [(text("x"), int(1))],
        ),
    ]
}

#[test]
fn every_kind_of_value_comes_back_as_it_was() {
    for value in specimens() {
        let bytes = encoded(&value);
        let back = decoded(&bytes).unwrap_or_else(|error| panic!("{}: {error}", value.py_repr()));
        assert_eq!(back, value, "{}", value.py_repr());
        // The encoded bytes are the same again.
        assert_eq!(encoded(&back), bytes);
    }
    let nan = decoded(&encoded(&MontyObject::float(f64::NAN))).unwrap();
    assert!(nan.as_ref().as_float().unwrap().is_nan());
    let zero = decoded(&encoded(&MontyObject::float(-0.0))).unwrap();
    assert!(zero.as_ref().as_float().unwrap().is_sign_negative());
}

#[test]
fn values_of_all_kinds_come_back_from_python() {
    let values: Vec<MontyObject> = specimens()
        .into_iter()
        .filter(|value| !["module", "type", "Point", "class"].contains(&value.type_name()))
        .collect();
    for value in values {
        let mut run = Run::with_inputs("value", &["value"], monty_engine::Limits::default());
        let event = run.advance(&start_with(std::slice::from_ref(&value)));
        if event.kind == monty_engine::event::kind::COMPLETE {
            assert_eq!(event.value().py_repr(), value.py_repr());
        } else {
            // Python raises for values that it cannot represent.
            assert_eq!(
                event.kind,
                monty_engine::event::kind::RAISED,
                "{}",
                value.py_repr()
            );
        }
    }
}

#[test]
fn nesting_is_bounded_in_both_directions() {
    let nested = |depth: usize| {
        let mut bytes = [9, 1].repeat(depth);
        bytes.push(0);
        bytes
    };
    let deepest = decoded(&nested(MAX_DEPTH)).unwrap();
    assert_eq!(encoded(&deepest), nested(MAX_DEPTH));
    assert_eq!(
        decoded(&nested(MAX_DEPTH + 1)).unwrap_err(),
        WireError::TooDeep
    );
    assert_eq!(decoded(&nested(1_000_000)).unwrap_err(), WireError::TooDeep);
}

#[test]
fn a_value_beyond_its_bytes_is_refused_in_the_middle() {
    let value = MontyObject::list((0..100_000).map(MontyObject::int));
    for json in [false, true] {
        let mut writer = Writer::default();
        let error = write_object(
            &value,
            Encoding {
                json,
                max_bytes: Some(1_000),
            },
            &mut writer,
        )
        .unwrap_err();
        assert_eq!(error, WireError::TooLarge(1_000));
        assert!(writer.len() < 3_000, "{} bytes were written", writer.len());
    }
}

#[test]
fn counts_from_nowhere_reserve_nothing() {
    for tag in [8, 9, 10, 11, 12, 13, 14, 39, 40] {
        // A count of 2^32 - 1 items, without any item.
        assert_eq!(
            decoded(&[tag, 0xff, 0xff, 0xff, 0xff, 0x0f]).unwrap_err(),
            WireError::Truncated,
            "tag {tag}"
        );
    }
}
