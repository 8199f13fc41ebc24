import CPCRE2

/// A regular expression (Perl's syntax), compiled once, that looks at one line at a time and at a bounded cost.
package final class Pattern {
    /// Where a match is, in bytes of the line that was asked about.
    package struct Match: Hashable, Sendable {
        package let whole: Range<Int>
        /// The first group that took part.
        package let group: Range<Int>?
    }

    /// Steps of the matcher for one line: some tens of milliseconds. Honest patterns take a few hundred.
    package static let stepsMax: UInt32 = 1_000_000
    /// What the matcher may remember for one line, in KiB.
    private static let memoryMax: UInt32 = 16 << 10
    /// What is looked at of a line, bytes.
    package static let lineBytesMax = 10_000

    package let text: String
    private let code: OpaquePointer
    private let match: OpaquePointer
    private let context: OpaquePointer

    package init(_ text: String) throws(PatternError) {
        self.text = text
        var problem: Int32 = 0
        var place = 0
        let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_UCP) | UInt32(PCRE2_NEVER_BACKSLASH_C)
        let compiled = Array(text.utf8).withUnsafeBufferPointer {
            pcre2_compile_8($0.baseAddress, $0.count, options, &problem, &place, nil)
        }
        guard let compiled else { throw .syntax(Self.words(of: problem), offset: place) }
        guard let match = pcre2_match_data_create_from_pattern_8(compiled, nil), let context = pcre2_match_context_create_8(nil)
        else {
            pcre2_code_free_8(compiled)
            throw .syntax("out of memory", offset: 0)
        }
        pcre2_set_match_limit_8(context, Self.stepsMax)
        pcre2_set_heap_limit_8(context, Self.memoryMax)
        (code, self.match, self.context) = (compiled, match, context)
    }

    deinit {
        pcre2_match_context_free_8(context)
        pcre2_match_data_free_8(match)
        pcre2_code_free_8(code)
    }

    /// - Parameter line: UTF-8 without its end; beyond `lineBytesMax` nothing is looked at.
    package func firstMatch(in line: ArraySlice<UInt8>) throws(PatternError) -> Match? {
        let looked = Self.beginning(of: line)
        let count = looked.withUnsafeBufferPointer {
            pcre2_match_8(code, $0.baseAddress, $0.count, 0, 0, match, context)
        }
        switch count {
        case PCRE2_ERROR_NOMATCH: return nil
        case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT: throw .tooCostly
        case ..<0: throw .syntax(Self.words(of: count), offset: 0)
        default: return result(Int(count))
        }
    }

    private func result(_ count: Int) -> Match? {
        guard let offsets = pcre2_get_ovector_pointer_8(match) else { return nil }
        func range(_ index: Int) -> Range<Int>? {
            let (start, end) = (offsets[2 * index], offsets[2 * index + 1])
            // A group that took no part; `\K` in a lookahead can even put a start behind its end.
            guard start != Int.max, start >= 0, start <= end else { return nil }
            return start..<end
        }
        guard let whole = range(0) else { return nil }
        return Match(whole: whole, group: (1..<max(count, 1)).lazy.compactMap(range).first)
    }

    /// Cut at the end of a character.
    private static func beginning(of line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard line.count > lineBytesMax else { return line }
        var end = line.startIndex + lineBytesMax
        while end > line.startIndex, line[end] & 0xC0 == 0x80 { end -= 1 }
        return line[..<end]
    }

    private static func words(of code: Int32) -> String {
        var text = [UInt8](repeating: 0, count: 256)
        let count = pcre2_get_error_message_8(code, &text, text.count)
        return count > 0 ? String(decoding: text.prefix(Int(count)), as: UTF8.self) : "error \(code)"
    }
}
