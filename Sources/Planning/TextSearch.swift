import Model
import Patterns

/// Looks for regular expressions in the files of a tree, line by line: a line is as far as one match goes, so that what
/// a file costs grows with its size and with nothing else. Each expression is compiled once, each file cut once.
final class TextSearch {
    struct Found {
        /// Counted from 1.
        let line: Int
        let bytes: ArraySlice<UInt8>
        /// The first group that took part, or the whole match; in bytes of the line.
        let range: Range<Int>

        var text: String { String(decoding: bytes, as: UTF8.self) }
        var match: String { part(range) }
        /// Of the match, counted from 1, in characters.
        var column: Int { part(0..<range.lowerBound).unicodeScalars.count + 1 }

        private func part(_ range: Range<Int>) -> String {
            String(decoding: bytes.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
        }
    }

    /// Lines are kept of so many bytes of files, which is more than plans ask about.
    private static let keptBytesMax = 8 << 20

    private let tree: SourceTree
    private var patterns: [String: Pattern] = [:]
    private var files: [String: [ArraySlice<UInt8>]] = [:]
    private var keptBytes = 0

    init(_ tree: SourceTree) { self.tree = tree }

    /// The first match in a file; nil where there is none, or no such file.
    func first(_ pattern: String, in path: String) throws(Failure) -> Found? { try matches(of: pattern, in: path, atMost: 1).first }

    /// The first match of each line that has one.
    func matches(of pattern: String, in path: String, atMost limit: Int) throws(Failure) -> [Found] {
        guard let lines = try lines(of: path) else { return [] }
        let expression = try compiled(pattern)
        var all: [Found] = []
        for (index, line) in lines.enumerated() {
            guard all.count < limit else { break }
            do throws(PatternError) {
                guard let match = try expression.firstMatch(in: line) else { continue }
                all.append(Found(line: index + 1, bytes: line, range: match.group ?? match.whole))
            } catch {
                throw Self.failure(error, pattern, "\(path):\(index + 1)")
            }
        }
        return all
    }

    /// What matches in a text of one line; nil where nothing does.
    func match(of pattern: String, in text: String) throws(Failure) -> String? {
        let expression = try compiled(pattern)
        do throws(PatternError) {
            let line = Array(text.utf8)[...]
            guard let match = try expression.firstMatch(in: line) else { return nil }
            return Found(line: 1, bytes: line, range: match.group ?? match.whole).match
        } catch {
            throw Self.failure(error, pattern, "`\(text.prefix(60))`")
        }
    }

    private static func failure(_ error: PatternError, _ pattern: String, _ place: String) -> Failure {
        Failure(
            .limit,
            "the pattern `\(pattern)` took too long in \(place): \(error)",
            hint: "write it without a repetition inside of a repetition, such as `(a+)+`, or make the line shorter; "
                + "`renga plan .` tells whether that was enough"
        )
    }

    private func compiled(_ pattern: String) throws(Failure) -> Pattern {
        if let known = patterns[pattern] { return known }
        do throws(PatternError) {
            let new = try Pattern(pattern)
            patterns[pattern] = new
            return new
        } catch {
            throw Failure(.invalid, "`\(pattern)` is not a regular expression: \(error)")
        }
    }

    private func lines(of path: String) throws(Failure) -> [ArraySlice<UInt8>]? {
        if let known = files[path] { return known }
        guard let bytes = try tree.contents(path) else { return nil }
        let lines = Self.lines(bytes)
        if keptBytes + bytes.count > Self.keptBytesMax { (files, keptBytes) = ([:], 0) }
        files[path] = lines
        keptBytes += bytes.count
        return lines
    }

    /// As tools read it: a byte order mark says how, line ends are no part of lines, and what is no text is replaced.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        SourceText.lines(of: Array(String(decodingText: bytes).utf8))
    }
}
