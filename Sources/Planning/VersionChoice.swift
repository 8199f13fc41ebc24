import Model

/// Chooses among the versions that a stack has, and those that publishers have beyond it.
///
/// The stack's own come first, since Debian mends them: where they are all that is asked for, nothing else is looked at. What
/// fits no stack wholly, such as an exact version, is the publisher's.
struct VersionChoice {
    let stack: StackDefinition
    /// Offered where nothing fits, if they have all of it.
    let stacks: [StackDefinition]
    /// All of the app's, for that.
    let rules: [Buildpack.VersionRule]
    /// What the last success was built with.
    let pinned: [String: String]
    let evidence: Evidence
    /// Where there are versions beyond the stacks.
    let toolchains: [Toolchain]
    /// Publishers' lists, by the names of their files.
    let lists: [String: [UInt8]]
    let architecture: String
    /// Toolchains of which nobody can look for more.
    let settled: Set<String>

    func choose(_ rule: Buildpack.VersionRule) throws(Failure) -> ToolchainChoice {
        let search = VersionSearch(self, rule)
        if let newest = search.stackVersions.first ?? search.known()?.best(where: { _ in true })?.entry.version {
            let found = try evidence.value(from: rule.sources, what: "a version of \(rule.title)", example: newest)
            if let found { return try choose(rule, found, search) }
        } else if let open = search.open(because: "its versions are not known yet") {
            return open
        } else {
            throw Failure(.refused, "the stack \(stack.name) has no \(rule.title)", hint: advice(rule, search).none)
        }
        guard let standard = rule.standard else {
            return try search.unasked { () throws(Failure) in try VersionFits(rule.fits, evidence) }
        }
        guard let requirement = VersionRequirement(standard),
            let choice = search.asked(requirement, because: "\(rule.file) asks for \(standard)")
        else {
            throw Failure(
                .refused,
                "\(rule.file) asks for \(rule.title) \(standard); \(search.words)",
                hint: advice(rule, search).standard
            )
        }
        return choice
    }

    private func choose(_ rule: Buildpack.VersionRule, _ asked: Evidence.Found, _ search: VersionSearch) throws(Failure) -> ToolchainChoice
    {
        let file = asked.source.file
        guard let requirement = rule.requirement(asked) else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "`\(asked.shown)` is not understood as a version of \(rule.title)",
                hint: advice(rule, search).misread(asked)
            ).failure
        }
        guard var choice = search.asked(requirement, because: "\(file) asks for \(asked.shown)") else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "\(file) asks for \(rule.title) \(asked.shown); \(search.words)",
                hint: advice(rule, search, near: asked).asked(asked)
            ).failure
        }
        choice.wide = wide(rule, requirement, asked.shown, choice.version.version)
        return choice
    }

    /// A range is wide where it takes the major version before or behind the one that it gets, as Heroku counts.
    private func wide(_ rule: Buildpack.VersionRule, _ asked: VersionRequirement, _ text: String, _ version: String)
        -> BuildPlan.Warning?
    {
        guard let wide = rule.wide, let major = VersionNumber(version)?.parts.first,
            [major - 1, major + 1].contains(where: { $0 >= 0 && asked.match("\($0).0.0") != .no })
        else { return nil }
        let words = ["ASKED": text, "VERSION": version, "MAJOR": "\(major)"]
        return .init(
            message: Template(wide.warning).known(words),
            hint: wide.hint.map { Template($0).known(words) },
            unless: wide.unless.isEmpty ? nil : wide.unless
        )
    }

    private func advice(_ rule: Buildpack.VersionRule, _ search: VersionSearch, near asked: Evidence.Found? = nil) -> VersionAdvice {
        let facts = stacks.map { "\($0.name) has \(($0.toolchains[rule.toolchain] ?? ["none"]).joined(separator: ", "))" }
        return VersionAdvice(
            rule: rule,
            here: [asked.flatMap { search.newest(near: $0.shown, VersionAdvice.rules($0, rule)) } ?? search.example].filter { !$0.isEmpty },
            others: stacks.filter { $0.name != stack.name && has(rules, $0) }.map(\.name),
            facts: facts.joined(separator: ", ")
        )
    }

    /// Whether all that the app asks for can be had on another stack, as far as is known.
    private func has(_ rules: [Buildpack.VersionRule], _ other: StackDefinition) -> Bool {
        let choice = VersionChoice(
            stack: other,
            stacks: [],
            rules: [],
            pinned: pinned,
            evidence: evidence,
            toolchains: toolchains,
            lists: lists,
            architecture: architecture,
            settled: Set(toolchains.map(\.name))
        )
        do throws(Failure) {
            for rule in rules { _ = try choice.choose(rule) }
            return true
        } catch {
            return false
        }
    }
}
