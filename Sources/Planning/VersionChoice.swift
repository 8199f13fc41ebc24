import Model

/// Chooses among the versions that a stack has, and those that publishers have beyond it.
///
/// The stack's own come first, since Debian mends them: where they are all that is asked for, nothing else is looked at. What
/// fits no stack wholly, such as an exact version, is the publisher's.
struct VersionChoice {
    let stack: StackDefinition
    /// Offered where nothing fits.
    let stacks: [StackDefinition]
    /// What the last success was built with.
    let pinned: [String: String]
    let evidence: Evidence
    /// Beyond the stacks, by toolchain.
    let known: [String: KnownVersions]
    /// Toolchains of which nobody can look for more.
    let settled: Set<String>

    func choose(_ rule: Buildpack.VersionRule) throws(Failure) -> ToolchainChoice {
        let search = VersionSearch(self, rule)
        if let newest = search.stackVersions.first ?? search.known?.best(where: { _ in true })?.entry.version {
            let found = try evidence.value(from: rule.sources, what: "a version of \(rule.title)", example: newest)
            if let found { return try choose(rule, found, search) }
        } else if let open = search.open(because: "its versions are not known yet") {
            return open
        } else {
            throw Failure(.refused, "the stack \(stack.name) has no \(rule.title)", hint: otherStack(rule, nil) ?? stacksHere(rule))
        }
        guard let standard = rule.standard else { return search.unasked() }
        guard let requirement = VersionRequirement(standard),
            let choice = search.asked(requirement, because: "\(rule.file) asks for \(standard)")
        else {
            throw Failure(
                .refused,
                "\(rule.file) asks for \(rule.title) \(standard); \(search.words)",
                hint: otherStack(rule, VersionRequirement(standard)) ?? "ask for another version in renga.yml; \(stacksHere(rule))"
            )
        }
        return choice
    }

    private func choose(_ rule: Buildpack.VersionRule, _ asked: Evidence.Found, _ search: VersionSearch) throws(Failure) -> ToolchainChoice
    {
        let file = asked.source.file
        guard let requirement = VersionRequirement(asked.text) else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "`\(asked.text)` is not understood as a version of \(rule.title)",
                hint: "write a version, such as \(asked.written(search.example))"
            ).failure
        }
        guard let choice = search.asked(requirement, because: "\(file) asks for \(asked.text)") else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "\(file) asks for \(rule.title) \(asked.text); \(search.words)",
                hint: "write \(asked.written(search.example)) into \(file)"
                    + (otherStack(rule, requirement).map { ", or \($0)" } ?? "; \(stacksHere(rule))")
            ).failure
        }
        return choice
    }

    private func otherStack(_ rule: Buildpack.VersionRule, _ requirement: VersionRequirement?) -> String? {
        let others = stacks.filter { other in
            other.name != stack.name
                && (other.toolchains[rule.toolchain] ?? []).contains { version in
                    requirement.map { $0.match(version) != .no } ?? true
                }
        }
        return others.first.map { "choose the stack \($0.name), which has it (`stack: \($0.name)` in renga.yml)" }
    }

    /// Nothing of this can be chosen to help: it says what there is.
    private func stacksHere(_ rule: Buildpack.VersionRule) -> String {
        "no stack here has what is asked for: "
            + stacks.map { "\($0.name) has \(($0.toolchains[rule.toolchain] ?? ["none"]).joined(separator: ", "))" }.joined(separator: ", ")
    }
}
