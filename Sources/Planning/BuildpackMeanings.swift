import Model

/// What the names of buildpacks mean in an installation.
struct BuildpackMeanings {
    private enum Meaning {
        case own(Buildpack)
        case classic(ClassicBuildpack)
    }

    /// What every classic buildpack finds in its cage, and its apps in their dynos: packages and variables as data.
    static let classicBase = "classic"

    let evidence: Evidence
    let settings: Planner.Settings

    func detection(of reference: BuildpackReference, by whom: String, _ reasons: [String], _ notes: inout [String]) throws(Failure)
        -> Detection
    {
        switch try meaning(of: reference, by: whom) {
        case .own(let buildpack):
            if case .git = reference.place {
                notes.append("\(reference) is \(buildpack.file) here; with a branch behind it (\(reference)#main) the original runs")
            }
            return Detection(buildpack: buildpack, reasons: reasons)
        case .classic(let classic): return Detection(buildpack: buildpack(of: classic), reasons: reasons)
        }
    }

    func own(_ id: String, by whom: String) throws(Failure) -> Buildpack {
        if let buildpack = settings.buildpacks.first(where: { $0.id == id }) { return buildpack }
        throw missing(id, by: whom)
    }

    /// Throws where nothing is known of it.
    func know(_ reference: BuildpackReference) throws(Failure) { _ = try meaning(of: reference, by: "it") }

    /// Of one that is the installation's own and found by its files: that they are there.
    func check(_ buildpack: Buildpack, _ reference: BuildpackReference, by whom: String) throws(Failure) {
        guard buildpack.classic == nil, settings.order.contains(buildpack.id), try evidence.reasons(for: buildpack.detect) == nil else {
            return
        }
        let wanted = Detection.wanted(by: buildpack.detect)
        throw Failure(
            .refused,
            "App not compatible with buildpack: \(reference)",
            hint: "it looks for \(wanted.joined(separator: ", ")) at the app's root, and \(whom) names it; "
                + "`buildpacks:clear` has the app's files decide, `buildpacks:set` chooses another one"
        )
    }

    private func meaning(of reference: BuildpackReference, by whom: String) throws(Failure) -> Meaning {
        if let name = reference.officialName {
            if let buildpack = settings.buildpacks.first(where: { $0.id == name && name != Self.classicBase }) { return .own(buildpack) }
            let url = "https://github.com/heroku/heroku-buildpack-\(name)"
            return .classic(ClassicBuildpack(reference, .git(url: url, ref: nil)))
        }
        switch reference.place {
        case .git(let url, let ref): return .classic(ClassicBuildpack(reference, .git(url: url, ref: ref)))
        case .archive(let url): return .classic(ClassicBuildpack(reference, .archive(url: url)))
        case .name(let name):
            if name != Self.classicBase, let buildpack = settings.buildpacks.first(where: { $0.id == name }) { return .own(buildpack) }
            if settings.folders.contains(name) { return .classic(ClassicBuildpack(reference, .folder(name))) }
            throw missing(name, by: whom)
        case .registry(let space, let name):
            return .classic(ClassicBuildpack(reference, .archive(url: BuildpackReference.archive(space, name))))
        }
    }

    private func missing(_ id: String, by whom: String) -> Failure {
        let known = settings.buildpacks.map(\.id).filter { $0 != Self.classicBase } + settings.folders + [Buildpack.none.id]
        return Failure(
            .refused,
            "there is no buildpack `\(id)`, which \(whom) chooses",
            hint: NearestWord.hint(for: id, among: known)
        )
    }

    /// One step over all of the tree, in what the installation gives to all of them.
    private func buildpack(of classic: ClassicBuildpack) -> Buildpack {
        let shown = classic.reference.text
        var buildpack = Buildpack(id: classic.id, name: shown, file: shown, detect: .always)
        buildpack.classic = classic
        buildpack.parts = settings.buildpacks.first { $0.id == Self.classicBase }?.parts ?? Buildpack.Parts()
        var step = Buildpack.Step(name: shown, script: "")
        step.caches = [classic.id]
        step.network = true
        step.config = ["*"]
        // What is there instead of one that it has written is known once it ran.
        step.processFile = Procfile.fileName
        buildpack.parts.steps = [step]
        return buildpack
    }
}
