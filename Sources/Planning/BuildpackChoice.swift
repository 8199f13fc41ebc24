import Model

/// Chosen by renga.yml, by the app's setting, by `.buildpacks`, by app.json, or else detected; once there was a success, what built it
/// stays as long as its files are there, so that one more file does not change an app's language.
struct BuildpackChoice {
    /// What builds the app.
    struct Outcome {
        /// In the order in which they build: what builds beside the app's own buildpack goes before it.
        var detections: [Detection]
        /// As somebody wrote them; nil: nobody did.
        var list: [BuildpackReference]?
        /// The one that was chosen or stays without being in a list; nil: there is one, or the files decide now.
        var using: BuildpackReference?
    }

    let evidence: Evidence
    let settings: Planner.Settings
    let files: AppFiles

    private var meanings: BuildpackMeanings { BuildpackMeanings(evidence: evidence, settings: settings) }

    func choose(_ notes: inout [String]) throws(Failure) -> Outcome {
        if files.rengaFile.buildpack != nil || !files.rengaFile.buildpacks.isEmpty, !settings.chosen.isEmpty {
            let set = settings.chosen.map(\.text).joined(separator: ", ")
            notes.append("renga.yml chooses what builds it; \(settings.chosenBy), \(set), does not count")
        }
        if let id = files.rengaFile.buildpack {
            if id == Buildpack.none.id {
                return Outcome(detections: [Detection(buildpack: .none, reasons: ["renga.yml says everything itself"])])
            }
            let reference = try BuildpackReference(id)
            if reference.isMulti, let list = try said([reference], by: "renga.yml", &notes) {
                return try listed(list, by: AppFiles.buildpacksName, "\(AppFiles.buildpacksName) names it", &notes)
            }
            if !reference.isMulti {
                let chosen = try meanings.detection(of: reference, by: "renga.yml", ["renga.yml chooses it"], &notes)
                return Outcome(detections: try withCompanions(chosen), using: reference)
            }
        }
        if let list = try said(files.rengaFile.buildpacks, by: "renga.yml", &notes) {
            let isOfFile = files.rengaFile.buildpacks.contains(where: \.isMulti)
            return try listed(
                list,
                by: isOfFile ? AppFiles.buildpacksName : "renga.yml",
                isOfFile ? "\(AppFiles.buildpacksName) names it" : "renga.yml chooses it",
                &notes
            )
        }
        if let chosen = try said(settings.chosen, by: settings.chosenBy, &notes) {
            // Of those that a file lists, none has to be found by its files.
            let isOfFile = settings.chosen.contains(where: \.isMulti)
            return try listed(
                chosen,
                by: isOfFile ? AppFiles.buildpacksName : settings.chosenBy,
                isOfFile ? "\(AppFiles.buildpacksName) names it" : "the app is set to it",
                &notes,
                isChecked: !isOfFile
            )
        }
        if let list = try said(files.buildpacks, by: AppFiles.buildpacksName, &notes) {
            return try listed(list, by: AppFiles.buildpacksName, "\(AppFiles.buildpacksName) names it", &notes)
        }
        if !files.appJSON.buildpacks.isEmpty { return try ofAppJSON(&notes) }
        return try detected(&notes)
    }

    /// A list in which those of `.buildpacks` stand for heroku-buildpack-multi, which does nothing but to run them.
    /// - Returns: nil where nothing is left to choose, as if nobody had written it.
    private func said(_ list: [BuildpackReference], by whom: String, _ notes: inout [String]) throws(Failure)
        -> [BuildpackReference]?
    {
        guard list.contains(where: \.isMulti) else { return list.isEmpty ? nil : list }
        let own = files.buildpacks.filter { !$0.isMulti }
        if own.isEmpty {
            notes.append("\(whom) names heroku-buildpack-multi, and there is no buildpack in \(AppFiles.buildpacksName) for it to run")
        }
        var all: [BuildpackReference] = []
        for next in list.flatMap({ $0.isMulti ? own : [$0] }) where !all.contains(where: { $0.identity == next.identity }) {
            all.append(next)
        }
        guard all.count <= BuildpackReference.countMax else {
            throw Failure(
                .limit,
                "\(whom) and \(AppFiles.buildpacksName) choose \(all.count) buildpacks; at most \(BuildpackReference.countMax) are run"
            )
        }
        return all.isEmpty ? nil : all
    }

    /// Exactly those of a list, each of which has to fit where somebody has set them for whatever is pushed.
    private func listed(
        _ list: [BuildpackReference],
        by whom: String,
        _ reason: String,
        _ notes: inout [String],
        isChecked: Bool = false
    ) throws(Failure) -> Outcome {
        var detections: [Detection] = []
        for reference in list {
            let detection = try meanings.detection(of: reference, by: whom, [reason], &notes)
            if isChecked { try meanings.check(detection.buildpack, reference, by: whom) }
            // Of one that is named twice, as by two names.
            if !detections.contains(where: { $0.buildpack.id == detection.buildpack.id }) { detections.append(detection) }
        }
        return Outcome(detections: detections, list: list)
    }

    /// The last that it lists is the one that gives process types, on Heroku as here.
    private func ofAppJSON(_ notes: inout [String]) throws(Failure) -> Outcome {
        var list: [BuildpackReference] = []
        for text in files.appJSON.buildpacks.prefix(BuildpackReference.countMax) {
            do throws(Failure) {
                let reference = try BuildpackReference(text)
                // One that is not here is said, and what is there is built.
                if !reference.isMulti { try meanings.know(reference) }
                list.append(reference)
            } catch {
                notes.append("app.json names the buildpack \(SubmoduleAddress.shown(text)), which is not here: \(error.message)")
            }
        }
        list = try said(list, by: "app.json", &notes) ?? []
        guard let last = list.last else { return try detected(&notes) }
        guard list.count == 1 else {
            var outcome = Outcome(detections: [], list: list)
            for reference in list {
                outcome.detections.append(
                    try meanings.detection(of: reference, by: "app.json", ["app.json names \(reference)"], &notes)
                )
            }
            return outcome
        }
        let only = try meanings.detection(of: last, by: "app.json", ["app.json names \(last)"], &notes)
        return Outcome(detections: try withCompanions(only), list: list)
    }

    private func detected(_ notes: inout [String]) throws(Failure) -> Outcome {
        let ordered = settings.order.compactMap { id in settings.buildpacks.first { $0.id == id } }
        if let usual = settings.usual.flatMap({ id in settings.buildpacks.first { $0.id == id } }) {
            if let detection = try keep(usual, among: ordered, &notes) {
                return Outcome(detections: try withCompanions(detection), using: try BuildpackReference(ofHeroku: usual.id))
            }
            notes.append("it was built as \(usual.name) before, whose files are not there any more")
        }
        return Outcome(detections: try withCompanions(try Detection.detect(evidence, among: ordered)))
    }

    private func withCompanions(_ detection: Detection) throws(Failure) -> [Detection] {
        var all: [Detection] = []
        for companion in detection.buildpack.companions {
            guard let reasons = try evidence.reasons(for: companion.when) else { continue }
            var buildpack = try meanings.own(companion.id, by: detection.buildpack.file)
            // What runs is said by the app's own buildpack.
            buildpack.parts.processes = []
            for index in buildpack.parts.steps.indices { buildpack.parts.steps[index].processFile = nil }
            all.append(Detection(buildpack: buildpack, reasons: reasons))
        }
        return all + [detection]
    }

    /// What would be chosen otherwise is said, and changes nothing.
    private func keep(_ usual: Buildpack, among ordered: [Buildpack], _ notes: inout [String]) throws(Failure) -> Detection? {
        guard let reasons = try evidence.reasons(for: usual.detect) else { return nil }
        let own = try Detection.rank(of: usual, evidence).0
        for other in ordered where other.id != usual.id {
            guard let evident = try evidence.reasons(for: other.detect)?.first else { continue }
            let rank = try Detection.rank(of: other, evidence).0
            guard rank > own || (rank == own && rank >= .likely && !usual.likelihood.before.contains(other.id)) else { continue }
            notes.append(
                "\(evident), as in apps of \(other.name); it stays what it was: `buildpack: \(other.id)` in renga.yml would change that"
            )
            break
        }
        return Detection(buildpack: usual, reasons: reasons)
    }
}
