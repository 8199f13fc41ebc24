import Model

/// What to do where a version cannot be had. Nothing is offered that does not work: each sentence is followed by a test.
struct VersionAdvice {
    let rule: Buildpack.VersionRule
    /// What can be had, the best first.
    let here: [String]
    /// Stacks with which all that the app asks for can be had.
    let others: [String]
    /// What there is, for people.
    let facts: String

    /// Where a file asks for what is not there.
    func asked(_ found: Evidence.Found) -> String {
        let write = here.first.map { "write \(found.written(Self.line(of: $0, rules(found)))) into \(found.source.file)" }
        return joined([write, stack])
    }

    /// Where what a file says is not understood.
    func misread(_ found: Evidence.Found) -> String {
        guard let best = here.first else { return joined([stack]) }
        return "write a version, such as \(found.written(Self.line(of: best, rules(found)))), into \(found.source.file)"
    }

    /// Where a buildpack or renga.yml asks for what is not there.
    var standard: String {
        let write = here.first.map { best in
            let line = "\(rule.toolchain): \"\(Self.line(of: best, .any))\""
            return rule.file == RengaFile.fileName
                ? "write `\(line)` below `versions:` in renga.yml" : "write `versions: {\(line)}` into renga.yml"
        }
        return joined([write, stack])
    }

    /// Where the stack has none at all.
    var none: String { joined([stack]) }

    private var stack: String? { others.first.map { "choose the stack \($0), which has it (`stack: \($0)` in renga.yml)" } }

    private func joined(_ ways: [String?]) -> String {
        let ways = ways.compactMap { $0 }
        if ways.isEmpty { return "no stack here has what is asked for: \(facts)" }
        return ways.joined(separator: ", or ") + (stack == nil ? "; no stack here has what is asked for: \(facts)" : "")
    }

    private func rules(_ found: Evidence.Found) -> VersionRules { Self.rules(found, rule) }

    static func rules(_ found: Evidence.Found, _ rule: Buildpack.VersionRule) -> VersionRules { found.place.rules ?? rule.rules }

    /// A release as people write its line: what is fixed in it then comes by itself.
    static func line(of version: String, _ rules: VersionRules) -> String {
        let count = parts(rules)
        guard let number = VersionNumber(version), count < number.parts.count else { return version }
        return VersionNumber(parts: Array(number.parts.prefix(count))).text
    }

    /// How many numbers of a version are written.
    static func parts(_ rules: VersionRules) -> Int {
        switch rules {
        case .semver, .java: 1
        case .pep440, .poetry, .composer, .go, .line: 2
        case .any, .bundler: Int.max
        }
    }
}
