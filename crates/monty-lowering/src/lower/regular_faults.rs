//! Detects literal patterns that Python could refuse. Errs towards yes, as the pattern is then checked fully when it
//! is compiled.

/// The state of reading a pattern.
struct Reading<'p> {
    rest: std::iter::Peekable<std::str::Chars<'p>>,
    /// Names of groups.
    names: Vec<String>,
    /// Whether each open parenthesis is a look-behind.
    open: Vec<bool>,
    /// Whether the previous part can be repeated.
    is_repeatable: bool,
}

/// The meaning of an escape.
enum Escaped {
    Character(char),
    /// A class of characters, or an assertion.
    Class,
}

/// Whether Python could refuse a pattern.
pub(super) fn may_be_faulty(pattern: &str) -> bool {
    let mut reading = Reading {
        rest: pattern.chars().peekable(),
        names: Vec::new(),
        open: Vec::new(),
        is_repeatable: false,
    };
    reading.is_sound().is_none()
}

impl Reading<'_> {
    /// `None` when the pattern may be invalid.
    fn is_sound(&mut self) -> Option<()> {
        while let Some(character) = self.rest.next() {
            let is_behind = self.open.contains(&true);
            match character {
                '\\' => {
                    self.escape(false)?;
                }
                '[' => self.class()?,
                '(' => {
                    if is_behind {
                        return None;
                    }
                    self.group()?;
                    self.is_repeatable = false;
                    continue;
                }
                ')' => {
                    self.open.pop()?;
                }
                '|' if is_behind => return None,
                '|' | '^' | '$' => {
                    self.is_repeatable = false;
                    continue;
                }
                '*' | '+' | '?' | '{' => {
                    if !self.is_repeatable || is_behind {
                        return None;
                    }
                    if character == '{' {
                        self.bounds()?;
                    }
                    if matches!(self.rest.peek(), Some('?' | '+')) {
                        self.rest.next();
                    }
                    self.is_repeatable = false;
                    continue;
                }
                _ => {}
            }
            self.is_repeatable = true;
        }
        self.open.is_empty().then_some(())
    }

    /// The meaning of an escape.
    fn escape(&mut self, in_class: bool) -> Option<Escaped> {
        let escaped = self.rest.next()?;
        match escaped {
            'd' | 'D' | 's' | 'S' | 'w' | 'W' => Some(Escaped::Class),
            'n' => Some(Escaped::Character('\n')),
            't' => Some(Escaped::Character('\t')),
            'r' => Some(Escaped::Character('\r')),
            'b' | 'B' | 'A' | 'Z' if !in_class => Some(Escaped::Class),
            'x' => {
                let digits: String = self.rest.by_ref().take(2).collect();
                let number = u32::from_str_radix(&digits, 16).ok()?;
                char::from_u32(number)
                    .filter(|_| digits.len() == 2)
                    .map(Escaped::Character)
            }
            _ if escaped.is_ascii_alphanumeric() => None,
            _ => Some(Escaped::Character(escaped)),
        }
    }

    fn class(&mut self) -> Option<()> {
        if self.rest.peek() == Some(&'^') {
            self.rest.next();
        }
        let mut is_first = true;
        loop {
            let low = match self.rest.next()? {
                ']' if !is_first => return Some(()),
                '\\' => self.escape(true)?,
                plain => Escaped::Character(plain),
            };
            is_first = false;
            if self.rest.peek() != Some(&'-') {
                continue;
            }
            self.rest.next();
            let high = match self.rest.next()? {
                ']' => return Some(()),
                '\\' => self.escape(true)?,
                plain => Escaped::Character(plain),
            };
            match (low, high) {
                (Escaped::Character(low), Escaped::Character(high)) if low <= high => {}
                _ => return None,
            }
        }
    }

    fn group(&mut self) -> Option<()> {
        let mut is_behind = false;
        if self.rest.peek() == Some(&'?') {
            self.rest.next();
            match self.rest.next()? {
                ':' | '=' | '!' => {}
                '<' => {
                    is_behind = true;
                    if !matches!(self.rest.next()?, '=' | '!') {
                        return None;
                    }
                }
                'P' => {
                    if self.rest.next()? != '<' {
                        return None;
                    }
                    let name: String = self.rest.by_ref().take_while(|next| *next != '>').collect();
                    let is_name = name
                        .starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
                        && name
                            .chars()
                            .all(|next| next.is_ascii_alphanumeric() || next == '_');
                    if !is_name || self.names.contains(&name) {
                        return None;
                    }
                    self.names.push(name);
                }
                _ => return None,
            }
        }
        self.open.push(is_behind);
        Some(())
    }

    /// Reads the bounds of `{2}`, `{2,}` and `{2,5}`.
    fn bounds(&mut self) -> Option<()> {
        let text: String = self.rest.by_ref().take_while(|next| *next != '}').collect();
        let (low, high) = text.split_once(',').unwrap_or((&text, &text));
        let low: u16 = low.parse().ok()?;
        if high.is_empty() {
            return Some(());
        }
        let high: u16 = high.parse().ok()?;
        (low <= high).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::may_be_faulty;

    #[test]
    fn usual_patterns_are_sound() {
        for pattern in [
            r"\d{4}-\d\d",
            r"^(?P<y>\w+)\s*=\s*(.*?)$",
            r"[\w.+-]+@[a-z]+",
            r"(?<=[.!?])\s+",
            r"(?:a|b)?c++",
            r"[^]]*",
            r"\{\{\s*(\w+)\s*\}\}",
            r"[-\s]+",
            r"(?<!^)(?=[A-Z])",
            r"\x41{2,}",
        ] {
            assert!(!may_be_faulty(pattern), "{pattern}");
        }
    }

    #[test]
    fn faulty_patterns_are_not() {
        for pattern in [
            "(",
            ")",
            "[",
            "a**",
            "*a",
            "(?P<n>a)(?P<n>b)",
            "a{2,1}",
            "\\",
            "(?P<1a>x)",
            "[z-a]",
            "(?<=a*)b",
            "(?Pz)",
            "x(?",
            r"\1",
            "(?P=foo)",
            "+",
            "a{1}{2}",
            "(?z)",
            r"\q",
            r"[\q]",
            r"[\d-z]",
            "^*",
            "(?<n>x)",
            "[]",
            "(|*)",
        ] {
            assert!(may_be_faulty(pattern), "{pattern}");
        }
    }
}
