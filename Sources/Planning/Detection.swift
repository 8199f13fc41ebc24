import Model

/// Which buildpack an app is built with.
package struct Detection: Hashable, Sendable {
    package let buildpack: Buildpack
    /// Such as `requirements.txt is there`.
    package let reasons: [String]

    /// The first buildpack in order whose condition holds.
    static func detect(_ evidence: Evidence, among buildpacks: [Buildpack]) throws(Failure) -> Detection {
        guard !evidence.tree.entries.isEmpty else {
            throw Failure(
                .refused,
                "the commit is empty: there is nothing to build",
                hint: "add the app's files (`git add .`), commit and push again"
            )
        }
        for buildpack in buildpacks {
            if let reasons = try evidence.reasons(for: buildpack.detect) {
                return Detection(buildpack: buildpack, reasons: reasons)
            }
        }
        throw try noMatch(TreeLook(evidence.tree, buildpacks), buildpacks)
    }

    private static func noMatch(_ look: TreeLook, _ buildpacks: [Buildpack]) throws(Failure) -> Failure {
        Failure(
            .refused,
            "no buildpack matches this app" + (try look.language.map { ", which looks like \($0)" } ?? ""),
            hint: look.advice
                ?? "add one of these files at the root of the repository, or choose a buildpack in renga.yml (`buildpack: "
                + "\(buildpacks.first?.id ?? "python")`)",
            detail: ["at the root of the repository: \(look.root)"]
                + buildpacks.map { "\($0.name) looks for \(wanted(by: $0.detect).joined(separator: ", "))" }
        )
    }

    /// What a condition looks for, in words.
    static func wanted(by condition: Condition) -> [String] {
        switch condition {
        case .always: ["anything"]
        case .file(let glob): [glob]
        case .contains(let file, let pattern): ["\(file) with `\(pattern)`"]
        case .value(_, let file, let path): ["\(file) with \(path)"]
        case .any(let inner): inner.flatMap(wanted)
        case .all(let inner): [inner.flatMap(wanted).joined(separator: " and ")].filter { !$0.isEmpty }
        case .not: []
        }
    }
}
