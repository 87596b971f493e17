//! Choices decoded from the fuzzer's bytes, so that a changed byte is a changed choice.

use arbitrary::Unstructured;

/// Replaces the random number generator of the engine's tests.
pub struct Random<'a> {
    bytes: Unstructured<'a>,
    /// State of the numbers after the last byte: the same for every case, and not all zeros, which would end most
    /// cases.
    beyond: u64,
}

impl<'a> Random<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self {
            bytes: Unstructured::new(bytes),
            beyond: 0,
        }
    }

    #[expect(
        clippy::should_implement_trait,
        reason = "named as in the engine's tests, whose sources take either"
    )]
    pub fn next(&mut self) -> u64 {
        if self.bytes.is_empty() {
            // splitmix64
            self.beyond = self.beyond.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = self.beyond ^ (self.beyond >> 30);
            let mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        } else {
            self.bytes.arbitrary().unwrap_or_default()
        }
    }

    pub fn below(&mut self, bound: usize) -> usize {
        if self.bytes.is_empty() {
            (self.next() % bound as u64) as usize
        } else {
            // Takes no more bytes than the bound needs.
            self.bytes.int_in_range(0..=bound - 1).unwrap_or_default()
        }
    }
}
