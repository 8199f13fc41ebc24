import Model

/// One toolchain's versions, and the one among them that an app gets.
struct VersionSearch {
    private static let linesShown = 4
    private static let linesLooked = 40

    private let rule: Buildpack.VersionRule
    private let stack: StackDefinition
    private let pin: String?
    private let mayLook: Bool
    private let toolchain: Toolchain?
    private let lists: [String: [UInt8]]
    private let architecture: String
    /// Newest first.
    let stackVersions: [String]

    init(_ choice: VersionChoice, _ rule: Buildpack.VersionRule) {
        self.rule = rule
        stack = choice.stack
        pin = choice.pinned[rule.toolchain]
        toolchain = choice.toolchains.first { $0.name == rule.toolchain }
        lists = choice.lists
        architecture = choice.architecture
        mayLook = toolchain?.archives.contains { $0.index != nil } == true && !choice.settled.contains(rule.toolchain)
        stackVersions = (choice.stack.toolchains[rule.toolchain] ?? []).sorted {
            (VersionNumber($0) ?? .zero) > (VersionNumber($1) ?? .zero)
        }
    }

    /// Read when it is asked for: most plans do without.
    func known() -> KnownVersions? { toolchain.map { KnownVersions($0, lists: lists, architecture: architecture) } }

    /// What worked last, else what goes with the app's files, else the stack's newest.
    ///
    /// - Parameter fits: asked for where nothing is kept: lock files are long.
    func unasked(_ fits: () throws(Failure) -> VersionFits) throws(Failure) -> ToolchainChoice {
        var note: String?
        if let pin {
            if let kept = kept(pin, because: "as in the last release") { return kept }
            if let open = open(because: "as in the last release") { return open }
            note = "the last release had \(rule.title) \(pin), which the stack \(stack.name) does not have"
        }
        if note == nil, let fitting = fitting(try fits()) { return fitting }
        if let newest = stackVersions.first {
            return ofStack(newest, note == nil ? "no version is asked for: the newest of \(stack.name)" : "no version is asked for", note)
        }
        guard let best = known()?.best(where: { _ in true }) else { return ofStack("unknown", "no version is asked for", note) }
        return offered(best, "no version is asked for: the newest", note)
    }

    /// What goes with the app's files better than what is first otherwise.
    private func fitting(_ fits: VersionFits) -> ToolchainChoice? {
        let known = known()
        let lines = [1, 2].flatMap { known?.lines(Self.linesLooked, $0) ?? [] }
        guard let better = fits.better(among: stackVersions + lines) else {
            guard let first = stackVersions.first, fits.objections(to: first) > 0, known?.isComplete == false else { return nil }
            return open(because: "no version is asked for")
        }
        if stackVersions.contains(better.version) { return ofStack(better.version, better.because) }
        let objections = fits.objections(to: better.version)
        return known?.best { fits.hasFloor ? $0 == better.version : fits.objections(to: $0) == objections }
            .map { offered($0, better.because) }
    }

    /// Nil where nothing fits.
    func asked(_ requirement: VersionRequirement, because: String) -> ToolchainChoice? {
        if let pin, isKept(pin, requirement) {
            if let kept = kept(pin, because: because) { return kept }
            if known()?.isComplete == false, let open = open(because: because) { return open }
        }
        let wholes = stackVersions.filter { match(requirement, $0) == .allPatches }
        if let whole = wholes.first(where: requirement.prefers) ?? wholes.first { return ofStack(whole, because) }
        let part = stackVersions.first { match(requirement, $0) == .somePatches }
        if let best = best(requirement, near: part) { return offered(best, because) }
        if let open = open(because: because) { return open }
        guard let part else { return nil }
        let what = "\(requirement.text) is asked for; the stack \(stack.name) has one release of \(rule.title) \(part)"
        return ofStack(
            part,
            because,
            toolchain?.archives.isEmpty != false ? what : "\(what), and its publisher's list has no other that fits"
        )
    }

    /// How a line of the stack's meets a requirement: by the one version of it that it is, where that is known.
    private func match(_ requirement: VersionRequirement, _ line: String) -> VersionRequirement.Match {
        guard let patch = packages.compactMap({ $0.patches[line] }).first else { return requirement.match(line) }
        return requirement.match(patch) == .no ? (requirement.match(line) == .no ? .no : .somePatches) : .allPatches
    }

    private var packages: [Toolchain.Packages] { toolchain?.packages ?? [] }

    /// A range that the last release's version meets in part was good enough for that; an exact version is not.
    private func isKept(_ pin: String, _ requirement: VersionRequirement) -> Bool {
        switch stackVersions.contains(pin) ? match(requirement, pin) : requirement.match(pin) {
        case .no: false
        case .allPatches: true
        case .somePatches: !Self.isExact(requirement.text)
        }
    }

    private static func isExact(_ text: String) -> Bool {
        let digits = text.trimmed.drop { $0 == "=" || $0 == "v" || $0 == " " }
        return digits.split(separator: ".", omittingEmptySubsequences: false).count >= 3
            && digits.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    }

    private func kept(_ pin: String, because: String) -> ToolchainChoice? {
        if stackVersions.contains(pin) { return ofStack(pin, because) }
        return known()?.best { $0 == pin }.map { offered($0, because) }
    }

    /// Of the line that the stack has, where that has one that fits: what is closest to what Debian tests.
    private func best(_ requirement: VersionRequirement, near line: String?) -> KnownVersions.Choice? {
        let known = known()
        if let own = line.flatMap({ VersionRequirement($0) }) {
            let near = known?.best { requirement.match($0) != .no && own.match($0) != .no }
            if let near { return near }
        }
        let meant = known?.best { requirement.match($0) != .no && requirement.prefers($0) }
        return meant ?? known?.best { requirement.match($0) != .no }
    }

    /// Where somebody can look for more.
    func open(because: String) -> ToolchainChoice? {
        guard mayLook else { return nil }
        return ToolchainChoice(
            version: chosen(pin ?? stackVersions.first ?? "unknown", because, nil),
            toolchain: toolchain,
            isOpen: true
        )
    }

    private func ofStack(_ version: String, _ because: String, _ note: String? = nil) -> ToolchainChoice {
        var chosen = chosen(version, because, note)
        let witness = packages.compactMap(\.witness).first
        chosen.package = witness.flatMap { Template($0).filled(Template.values(of: version)) }
        return ToolchainChoice(version: chosen, toolchain: toolchain)
    }

    private func offered(_ choice: KnownVersions.Choice, _ because: String, _ note: String? = nil) -> ToolchainChoice {
        ToolchainChoice(version: chosen(choice.entry.version, because, note), toolchain: toolchain, offer: choice)
    }

    private func chosen(_ version: String, _ because: String, _ note: String?) -> ChosenVersion {
        ChosenVersion(toolchain: rule.toolchain, title: rule.title, version: version, because: because, note: note)
    }

    /// What is written where one asks what to write.
    var example: String { stackVersions.first ?? known()?.lines(1, 1).first ?? "" }

    /// Of the line of a release that is gone: who asks for 3.12.1 moves no further than to 3.12.12. Nil where nobody has that line.
    func newest(near text: String, _ rules: VersionRules) -> String? {
        let count = min(VersionAdvice.parts(rules), 2)
        guard let asked = VersionNumber(text)?.parts, asked.count > count else { return nil }
        let isNear = { (version: String) in VersionNumber(version).map { $0.parts.prefix(count) == asked.prefix(count) } == true }
        return stackVersions.first(where: isNear) ?? known()?.best(where: isNear)?.entry.version
    }

    /// What there is, for a refusal.
    var words: String {
        let own = stackVersions.isEmpty ? "no \(rule.title)" : stackVersions.joined(separator: ", ")
        let lines = known()?.lines(Self.linesShown, 2) ?? []
        let more = lines.isEmpty ? "" : "; the newest of its publisher are \(lines.joined(separator: ", "))"
        return "the stack \(stack.name) has \(own)" + more
    }
}
