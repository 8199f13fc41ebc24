import Glibc
import Linux
import Testing

/// A recorded command line: a file `Tests/Golden/cli/NAME.case`.
///
/// It holds the command, `< ` lines of standard input and the lines that the socket answers; then a line of dashes, and what
/// comes out. `RECORD=1` writes the latter anew.
struct GoldenCase: CustomTestStringConvertible, Sendable {
    private static let line = "----------------------------------------\n"
    /// The root of the repository.
    static let repository = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))

    let path: String
    let input: String
    let expected: String

    var testDescription: String { Files.name(of: path) }

    static func all() throws -> [GoldenCase] {
        let directory = "\(repository)/Tests/Golden/cli"
        return try Files.list(directory).filter { $0.hasSuffix(".case") }.map { name in
            let text = try Files.text("\(directory)/\(name)")
            let parts = text.split(separator: line, maxSplits: 1, omittingEmptySubsequences: false)
            return GoldenCase(
                path: "\(directory)/\(name)",
                input: String(parts.first ?? ""),
                expected: parts.count > 1 ? String(parts[1]) : ""
            )
        }
    }

    private var lines: [Substring] { input.split(separator: "\n") }

    /// `NAME=value` words before `renga` are its environment.
    ///
    /// A word in single quotes may have spaces.
    var command: (environment: [String: String], words: [String]) {
        var words: [String] = []
        for (index, part) in (lines.first ?? "").split(separator: "'", omittingEmptySubsequences: false).enumerated() {
            if index % 2 == 1 {
                words.append(String(part))
            } else {
                words += part.split(separator: " ").map(String.init)
            }
        }
        let program = words.firstIndex(of: "renga") ?? words.startIndex
        let pairs = words[..<program].map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
        return (Dictionary(uniqueKeysWithValues: pairs.map { ($0[0], $0[1]) }), Array(words[(program + 1)...]))
    }

    var standardInput: String { lines.filter { $0.hasPrefix("< ") }.map { $0.dropFirst(2) + "\n" }.joined() }
    var replies: [String] { lines.filter { $0.hasPrefix("{") }.map(String.init) }

    func check(_ text: String) throws {
        guard getenv("RECORD") == nil else {
            try #require(getenv("CI") == nil, "RECORD is not for CI: it would agree with anything")
            return try Files.replace(path, with: input + Self.line + text)
        }
        #expect(text == expected, "\(path) says otherwise; RECORD=1 writes it anew if the new text is right")
    }
}
