/// A release, or the newest of a line: `3.13`, `3.13.5`, `python-3.13`, `go1.24`. A release that is no plain number, such as
/// `3.14.0rc1`, is meant to the letter.
struct ReleaseLine: VersionRange {
    private static let prefixes = ["python-", "cpython-", "ruby-", "nodejs-", "node-", "php-", "go", "v"]

    private let text: String
    private let numbers: [Int]?

    init?(_ text: String) {
        var scanner = VersionScanner(text)
        _ = scanner.take(oneOf: Self.prefixes)
        self.text = scanner.text
        var parts: [Int] = []
        repeat {
            guard let part = scanner.number() else { return nil }
            parts.append(part)
        } while parts.count < 4 && scanner.take(".")
        let rest = scanner.text.utf8
        guard rest.count < 32, rest.allSatisfy({ VersionScanner.isDigit($0) || VersionScanner.isLetter($0) || ".-+_".utf8.contains($0) })
        else {
            return nil
        }
        numbers = rest.isEmpty ? parts : nil
    }

    var named: [VersionNumber] { numbers.map { [VersionNumber(parts: Array($0.prefix(3)))] } ?? [] }

    func contains(_ version: String) -> Bool {
        guard let numbers else { return version == text }
        var parts: [Int] = []
        for part in version.split(separator: ".", omittingEmptySubsequences: false) {
            guard part.utf8.allSatisfy(VersionScanner.isDigit), let number = Int(part) else { return version == text }
            parts.append(number)
        }
        // Go's first releases of a line had two numbers: `1.20`.
        return (parts + Array(repeating: 0, count: max(numbers.count - parts.count, 0))).starts(with: numbers)
    }
}
