import Model

/// Puts the names of config vars in the place of their values, in what a build prints: as they are, in pieces (the lines of a key,
/// the password of a URL, the texts of a JSON object), written as URLs write them (`%40`), and in base64, as in a header
/// `Authorization: Basic …`.
package struct SecretMask: Sendable {
    /// Shorter ones tell little, and would make other words unreadable.
    private static let bytesMin = 6
    /// Longer ones are looked for in parts, so that the end of a line that is cut need not be held back for ever.
    private static let partBytesMax = 1_024
    /// What many apps set and nobody keeps to himself.
    private static let plain: Set<String> = [
        "production", "development", "staging", "enabled", "disabled", "default", "https://", "x-oauth-basic", "x-access-token",
    ]

    private struct Part {
        let bytes: [UInt8]
        let name: String
    }

    /// By their first byte.
    private let parts: [[Part]]
    /// How far behind its first byte a value may still be written: each byte may be three.
    package let reach: Int

    package init(_ config: [String: String]) {
        var parts = [[Part]](repeating: [], count: 256)
        var longest = 0
        for (name, value) in config.sorted(by: { $0.key < $1.key }) {
            if Self.isHarmless(name, value) { continue }
            for text in Set(Self.pieces(name, value)) where !Self.plain.contains(text) {
                let bytes = HarmlessText.line(Array(text.utf8))
                guard bytes.count >= Self.bytesMin else { continue }
                for form in [bytes] + Self.base64Forms(bytes) {
                    for start in stride(from: 0, to: form.count, by: Self.partBytesMax) {
                        // The last part is as long as the others: a short one would be found in other words.
                        let end = min(form.count, start + Self.partBytesMax)
                        let part = Array(form[max(0, min(start, end - Self.partBytesMax))..<end])
                        parts[Int(part[0])].append(Part(bytes: part, name: name))
                        longest = max(longest, part.count)
                    }
                }
            }
        }
        self.parts = parts
        reach = 3 * longest
    }

    /// Of a line, as people are shown it.
    package func hide(_ line: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var position = 0
        for found in places(in: line) {
            result += line[position..<found.range.lowerBound]
            result += Array("[\(found.name)]".utf8)
            position = found.range.upperBound
        }
        return position == 0 ? line : result + line[position...]
    }

    package func hide(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String(decoding: hide(Array($0.utf8)), as: UTF8.self) }.joined(separator: "\n")
    }

    /// Where a line that is too long can be cut so that no value is torn: at this place or beside what stands there.
    package func cut(_ line: [UInt8], at place: Int) -> Int {
        guard let range = places(in: line).first(where: { $0.range.contains(place) })?.range else { return place }
        return range.lowerBound > 0 ? range.lowerBound : range.upperBound
    }

    /// In order, and where values touch or overlap as one, by the name of the first.
    private func places(in line: [UInt8]) -> [(range: Range<Int>, name: String)] {
        guard reach > 0 else { return [] }
        var found = matches(in: line) { $0 }
        if line.contains(UInt8(ascii: "%")) {
            let (text, origin) = Self.decoded(line)
            if text.count < line.count { found += matches(in: text) { origin[$0] } }
        }
        found.sort { ($0.range.lowerBound, -$0.range.upperBound) < ($1.range.lowerBound, -$1.range.upperBound) }
        var merged: [(range: Range<Int>, name: String)] = []
        for next in found {
            if let last = merged.last, next.range.lowerBound <= last.range.upperBound {
                merged[merged.count - 1].range = last.range.lowerBound..<max(last.range.upperBound, next.range.upperBound)
            } else {
                merged.append(next)
            }
        }
        return merged
    }

    private func matches(in text: [UInt8], _ place: (Int) -> Int) -> [(range: Range<Int>, name: String)] {
        var found: [(range: Range<Int>, name: String)] = []
        for index in text.indices {
            for part in parts[Int(text[index])] where text.count - index >= part.bytes.count {
                guard text[index..<(index + part.bytes.count)].elementsEqual(part.bytes) else { continue }
                found.append((place(index)..<place(index + part.bytes.count), part.name))
            }
        }
        return found
    }

    /// A text without `%XX`, and where each of its bytes (and its end) stood.
    static func decoded(_ text: [UInt8]) -> ([UInt8], [Int]) {
        var bytes: [UInt8] = []
        var origin: [Int] = []
        var index = 0
        while index < text.count {
            origin.append(index)
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count, let high = ASCII.hexadecimal(text[index + 1]),
                let low = ASCII.hexadecimal(text[index + 2])
            {
                bytes.append(UInt8(high << 4 | low))
                index += 3
            } else {
                bytes.append(text[index])
                index += 1
            }
        }
        return (bytes, origin + [text.count])
    }
}
