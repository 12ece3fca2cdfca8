//! Just enough of ZIP and DEFLATE (RFC 1951) to read a workbook the tool wrote.

/// The entries of an archive: names and contents.
pub fn unzip(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let (mut at, mut entries) = (bytes.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap(), Vec::new());
    let (count, start) = (number(bytes, at + 10, 2), number(bytes, at + 16, 4));
    at = start;
    for _ in 0..count {
        let [packed, name, extra, comment, local] =
            [(20, 4), (28, 2), (30, 2), (32, 2), (42, 4)].map(|(o, n)| number(bytes, at + o, n));
        let title = String::from_utf8_lossy(&bytes[at + 46..at + 46 + name]).into_owned();
        let data = local + 30 + number(bytes, local + 26, 2) + number(bytes, local + 28, 2);
        let body = &bytes[data..data + packed];
        let stored = number(bytes, at + 10, 2) == 0;
        entries.push((title, if stored { body.to_vec() } else { inflate(body) }));
        at += 46 + name + extra + comment;
    }
    entries
}

fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |n, b| n << 8 | usize::from(*b))
}

struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, count: usize) -> usize {
        let bit = |i: usize| usize::from(self.bytes[i / 8] >> (i % 8) & 1);
        let value = (0..count).map(|i| bit(self.at + i) << i).sum();
        self.at += count;
        value
    }

    fn symbol(&mut self, code: &Code) -> usize {
        let (mut value, mut first, mut index) = (0, 0, 0);
        for count in &code.counts[1..] {
            value |= self.take(1);
            if value < first + count {
                return code.symbols[index + value - first];
            }
            index += count;
            first = (first + count) << 1;
            value <<= 1;
        }
        panic!("no such code")
    }
}

/// A Huffman code: codes of each length, symbols in code order.
struct Code {
    counts: [usize; 16],
    symbols: Vec<usize>,
}

impl Code {
    fn of(lengths: &[usize]) -> Self {
        let mut counts = [0; 16];
        lengths.iter().filter(|l| **l > 0).for_each(|l| counts[*l] += 1);
        let mut symbols: Vec<usize> = (0..lengths.len()).filter(|s| lengths[*s] > 0).collect();
        symbols.sort_by_key(|s| lengths[*s]);
        Self { counts, symbols }
    }
}

const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

fn codes(bits: &mut Bits<'_>) -> (Code, Code) {
    let (literals, distances, lengths) = (bits.take(5) + 257, bits.take(5) + 1, bits.take(4) + 4);
    let mut short = [0; 19];
    ORDER[..lengths].iter().for_each(|o| short[*o] = bits.take(3));
    let code = Code::of(&short);
    let mut all = Vec::new();
    while all.len() < literals + distances {
        let (times, length) = match bits.symbol(&code) {
            16 => (3 + bits.take(2), all[all.len() - 1]),
            17 => (3 + bits.take(3), 0),
            18 => (11 + bits.take(7), 0),
            length => (1, length),
        };
        all.extend(std::iter::repeat_n(length, times));
    }
    (Code::of(&all[..literals]), Code::of(&all[literals..]))
}

fn fixed() -> (Code, Code) {
    let lengths = [vec![8; 144], vec![9; 112], vec![7; 24], vec![8; 8]].concat();
    (Code::of(&lengths), Code::of(&[5; 30]))
}

fn inflate(bytes: &[u8]) -> Vec<u8> {
    let (mut bits, mut out) = (Bits { bytes, at: 0 }, Vec::new());
    loop {
        let last = bits.take(1) == 1;
        match bits.take(2) {
            0 => {
                let start = bits.at.div_ceil(8);
                let length = number(bytes, start, 2);
                out.extend(&bytes[start + 4..start + 4 + length]);
                bits.at = (start + 4 + length) * 8;
            }
            1 => block(&mut bits, &fixed(), &mut out),
            _ => {
                let codes = codes(&mut bits);
                block(&mut bits, &codes, &mut out);
            }
        }
        if last {
            return out;
        }
    }
}

fn block(bits: &mut Bits<'_>, (literals, distances): &(Code, Code), out: &mut Vec<u8>) {
    loop {
        match bits.symbol(literals) {
            256 => return,
            byte @ 0..256 => out.push(byte as u8),
            symbol => {
                let length = copied(bits, symbol - 257);
                let distance = back(bits.symbol(distances), bits);
                (0..length).for_each(|_| out.push(out[out.len() - distance]));
            }
        }
    }
}

fn copied(bits: &mut Bits<'_>, symbol: usize) -> usize {
    match symbol {
        0..8 => symbol + 3,
        28 => 258,
        _ => {
            let extra = (symbol - 4) / 4;
            ((4 + symbol % 4) << extra) + 3 + bits.take(extra)
        }
    }
}

fn back(symbol: usize, bits: &mut Bits<'_>) -> usize {
    if symbol < 4 {
        return symbol + 1;
    }
    let extra = (symbol - 2) / 2;
    ((2 + symbol % 2) << extra) + 1 + bits.take(extra)
}
