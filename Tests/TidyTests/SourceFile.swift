import Linux
import Model

/// A Swift file of this package, as text.
struct SourceFile {
    let path: String
    let lines: [String]

    /// Lines that are not comments, with their index.
    var code: [(Int, String)] {
        lines.enumerated().filter { !$0.element.drop { $0 == " " }.hasPrefix("//") }.map { ($0.offset, $0.element) }
    }

    var imports: Set<String> {
        Set(
            lines.compactMap { line in
                let words = line.split(separator: " ")
                guard let place = words.firstIndex(of: "import"), words.count > place + 1, line.hasSuffix(words[place + 1])
                else { return nil }
                guard words[..<place].allSatisfy({ ["package", "internal", "@testable"].contains($0) }) else { return nil }
                return String(words[place + 1])
            }
        )
    }

    /// Of the repository.
    static var root: String {
        var root = #filePath
        while !Files.exists(root + "/Package.swift") && root != "/" { root = Files.parent(of: root) }
        return root
    }

    static func all(below folder: String) throws -> [SourceFile] {
        var found: [SourceFile] = []
        var pending = ["\(root)/\(folder)"]
        while let directory = pending.popLast() {
            for name in try Files.list(directory) {
                let path = "\(directory)/\(name)"
                if Files.isDirectory(path) { pending.append(path) }
                guard name.hasSuffix(".swift") else { continue }
                let text = try Files.text(path)
                found.append(SourceFile(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
            }
        }
        guard !found.isEmpty else { throw Failure(.notFound, "no Swift file below \(folder)") }
        return found
    }
}
