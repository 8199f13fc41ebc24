import Glibc
import Linux
import Testing

/// `Tests/Golden/TOPIC/NAME.case`: input, a line of dashes, and what comes out. `RECORD=1` writes the latter anew.
struct GoldenCase: CustomTestStringConvertible {
    private static let line = "----------------------------------------"

    let path: String
    let input: String
    let expected: String

    var testDescription: String { Files.name(of: path) }

    /// The root of the repository.
    static let repository = Files.parent(of: Files.parent(of: Files.parent(of: #filePath)))

    static func all(_ topic: String) throws -> [GoldenCase] {
        let directory = "\(repository)/Tests/Golden/\(topic)"
        return try Files.list(directory).filter { $0.hasSuffix(".case") }.map { name in
            let text = try Files.text("\(directory)/\(name)")
            let parts = text.split(separator: "\(line)\n", maxSplits: 1, omittingEmptySubsequences: false)
            return GoldenCase(
                path: "\(directory)/\(name)",
                input: String(parts.first ?? ""),
                expected: parts.count > 1 ? String(parts[1]) : ""
            )
        }
    }

    func check(_ output: [String]) throws {
        let text = output.joined(separator: "\n") + "\n"
        if getenv("RECORD") != nil {
            try Files.replace(path, with: input + Self.line + "\n" + text)
        } else {
            #expect(text == expected, "\(path) says otherwise; RECORD=1 writes it anew if the new text is right")
        }
    }

    /// `=== path` lines begin the files of a tree.
    var files: [String: String] {
        var files: [String: String] = [:]
        var path: String?
        for line in input.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("=== ") {
                path = String(line.dropFirst(4))
                files[String(line.dropFirst(4))] = ""
            } else if let path {
                files[path, default: ""] += line + "\n"
            }
        }
        return files.mapValues { $0.hasSuffix("\n\n") || $0 == "\n" ? String($0.dropLast()) : $0 }
    }
}
