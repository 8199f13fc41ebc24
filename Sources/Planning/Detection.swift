import Model

/// A buildpack that takes part in an app's build, and why.
package struct Detection: Hashable, Sendable {
    package let buildpack: Buildpack
    /// Such as `requirements.txt is there`.
    package let reasons: [String]

    /// How likely the app is of one kind, where files of several are there.
    enum Rank: Int, Comparable {
        /// Its files help another language.
        case never
        case possible, likely, surely

        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
    }

    /// The buildpack whose kind the app most likely is, of those whose condition holds. Of some that are merely possible the first
    /// in order is it; two that are as likely are refused.
    static func detect(_ evidence: Evidence, among buildpacks: [Buildpack]) throws(Failure) -> Detection {
        guard !evidence.tree.entries.isEmpty else {
            throw Failure(
                .refused,
                "the commit is empty: there is nothing to build",
                hint: "add the app's files (`git add .`), commit and push again"
            )
        }
        var found: [Detection] = []
        for buildpack in buildpacks {
            guard let reasons = try evidence.reasons(for: buildpack.detect) else { continue }
            found.append(Detection(buildpack: buildpack, reasons: reasons))
        }
        guard let first = found.first else { throw noMatch(try TreeLook(evidence.tree, buildpacks), buildpacks) }
        return found.count == 1 ? first : try choose(found, evidence)
    }

    private static func choose(_ found: [Detection], _ evidence: Evidence) throws(Failure) -> Detection {
        var candidates: [(rank: Rank, detection: Detection)] = []
        for detection in found {
            let (rank, why) = try rank(of: detection.buildpack, evidence)
            let reasons = detection.reasons + why.filter { !detection.reasons.contains($0) }
            candidates.append((rank, Detection(buildpack: detection.buildpack, reasons: reasons)))
        }
        // One that says nothing of others takes what it matches, where it is asked first: an installation's own, for the most part.
        let first = candidates.first { $0.rank > .never } ?? candidates[0]
        if first.detection.buildpack.likelihood == Buildpack.Likelihood() { return first.detection }
        let top = candidates.map(\.rank).max() ?? .never
        let best = candidates.filter { $0.rank == top }.map(\.detection)
        let passed = best.flatMap(\.buildpack.likelihood.before)
        let left = best.filter { !passed.contains($0.buildpack.id) }
        guard left.count == 1 || top < .likely else { throw ambiguous(left.isEmpty ? best : left) }
        return left.first ?? first.detection
    }

    static func rank(of buildpack: Buildpack, _ evidence: Evidence) throws(Failure) -> (Rank, [String]) {
        let likelihood = buildpack.likelihood
        if let surely = likelihood.surely, let why = try evidence.reasons(for: surely) { return (.surely, why) }
        if let never = likelihood.never, let why = try evidence.reasons(for: never) { return (.never, why) }
        if let likely = likelihood.likely, let why = try evidence.reasons(for: likely) { return (.likely, why) }
        return (.possible, [])
    }

    private static func ambiguous(_ all: [Detection]) -> Failure {
        let names = all.map(\.buildpack.name)
        return Failure(
            .refused,
            "this may be an app of \(names.dropLast().joined(separator: ", ")) or of \(names.last ?? ""): nothing says which",
            hint: "say it in renga.yml, with " + all.map { "`buildpack: \($0.buildpack.id)`" }.joined(separator: " or ")
                + "; or keep the two in folders of their own",
            detail: all.map { "\($0.buildpack.name): \($0.reasons.joined(separator: ", and "))" }
        )
    }

    private static func noMatch(_ look: TreeLook, _ buildpacks: [Buildpack]) -> Failure {
        let likely = look.buildpack.map { [$0] } ?? buildpacks
        return Failure(
            .refused,
            "no buildpack matches this app" + (look.language.map { ", which looks like \($0)" } ?? ""),
            hint: look.advice
                ?? "add one of these files at the root of the repository, or choose a buildpack in renga.yml (`buildpack: "
                + "\(likely.first?.id ?? "python")`)",
            detail: ["at the root of the repository: \(look.root)"]
                + likely.map { "\($0.name) looks for \(list(wanted(by: $0.detect)))" }
        )
    }

    private static func list(_ words: [String]) -> String {
        words.enumerated().filter { !words[..<$0.offset].contains($0.element) }.map(\.element).joined(separator: ", ")
    }

    /// What a condition looks for, in words.
    static func wanted(by condition: Condition) -> [String] {
        switch condition {
        case .always: ["anything"]
        case .file(let glob): glob.hasPrefix("@") ? [] : [glob]
        case .contains(let file, _): [file]
        case .value(_, let file, let path, _): ["\(file) with \(path)"]
        case .dependency(let names, _): ["\(names.joined(separator: " or ")) among the dependencies"]
        case .any(let inner): inner.flatMap(wanted)
        // What follows on its first says more exactly which of them.
        case .all(let inner): inner.lazy.map(wanted).first { !$0.isEmpty } ?? []
        case .known, .beside, .not: []
        }
    }
}
