import Model

/// Chooses among the versions that a stack has.
struct VersionChoice {
    let stack: StackDefinition
    /// Offered where the stack has nothing that fits.
    let stacks: [StackDefinition]
    /// What the last success was built with.
    let pinned: [String: String]
    let evidence: Evidence

    func choose(_ rule: Buildpack.VersionRule) throws(Failure) -> ChosenVersion {
        let versions = (stack.toolchains[rule.toolchain] ?? []).sorted {
            (VersionNumber($0)?.full ?? zero) > (VersionNumber($1)?.full ?? zero)
        }
        guard let newest = versions.first else {
            throw Failure(
                .refused,
                "the stack \(stack.name) has no \(rule.title)",
                hint: otherStack(rule, asking: nil) ?? stacksHere(rule)
            )
        }
        let found = try evidence.value(from: rule.sources, what: "a version of \(rule.title)", example: newest)
        if let asked = found { return try choose(rule, asked, among: versions) }
        if let standard = rule.standard {
            guard let requirement = VersionRequirement(standard), let version = best(requirement, rule, versions) else {
                throw Failure(
                    .refused,
                    "\(rule.file) asks for \(rule.title) \(standard); the stack \(stack.name) has \(list(versions))",
                    hint: otherStack(rule, asking: VersionRequirement(standard))
                        ?? "ask for another version in renga.yml; \(stacksHere(rule))"
                )
            }
            return chosen(rule, version, "\(rule.file) asks for \(standard)")
        }
        if let pin = pinned[rule.toolchain] {
            if versions.contains(pin) { return chosen(rule, pin, "as in the last release") }
            return chosen(
                rule,
                newest,
                "no version is asked for",
                note: "the last release had \(rule.title) \(pin), which the stack \(stack.name) does not have"
            )
        }
        return chosen(rule, newest, "no version is asked for: the newest of \(stack.name)")
    }

    private var zero: VersionNumber { VersionNumber(parts: [0, 0, 0]) }

    private func chosen(_ rule: Buildpack.VersionRule, _ version: String, _ because: String, note: String? = nil)
        -> ChosenVersion
    {
        ChosenVersion(toolchain: rule.toolchain, title: rule.title, version: version, because: because, note: note)
    }

    private func choose(_ rule: Buildpack.VersionRule, _ asked: Evidence.Found, among versions: [String])
        throws(Failure)
        -> ChosenVersion
    {
        let file = asked.source.file
        guard let requirement = VersionRequirement(asked.text) else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "`\(asked.text)` is not understood as a version of \(rule.title)",
                hint: "write a version, such as \(asked.written(versions.first ?? ""))"
            ).failure
        }
        guard let version = best(requirement, rule, versions) else {
            throw asked.source.error(
                line: asked.line,
                column: asked.column,
                "\(file) asks for \(rule.title) \(asked.text); the stack \(stack.name) has \(list(versions))",
                hint: "write \(asked.written(versions.first ?? "")) into \(file)"
                    + (otherStack(rule, asking: requirement).map { ", or \($0)" } ?? "; \(stacksHere(rule))")
            ).failure
        }
        let exact = requirement.match(version) == .allPatches
        return chosen(
            rule,
            version,
            "\(file) asks for \(asked.text)",
            note: exact
                ? nil
                : "\(asked.text) is asked for; the stack \(stack.name) has one release of \(rule.title) \(version)"
        )
    }

    /// The version of the last release while it fits, else the newest that fits.
    private func best(_ requirement: VersionRequirement, _ rule: Buildpack.VersionRule, _ versions: [String]) -> String? {
        let fitting = versions.filter { requirement.match($0) != .no }
        if let pin = pinned[rule.toolchain], fitting.contains(pin) { return pin }
        return fitting.first
    }

    private func list(_ versions: [String]) -> String { versions.joined(separator: ", ") }

    private func otherStack(_ rule: Buildpack.VersionRule, asking requirement: VersionRequirement?) -> String? {
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
            + stacks.map { "\($0.name) has \(list($0.toolchains[rule.toolchain] ?? ["none"]))" }.joined(separator: ", ")
    }
}
