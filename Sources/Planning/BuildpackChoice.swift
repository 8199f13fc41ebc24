import Model

/// Chosen by renga.yml, by the app's setting, by app.json, or else detected; once there was a success, what built it stays as long
/// as its files are there, so that one more file does not change an app's language.
struct BuildpackChoice {
    let evidence: Evidence
    let settings: Planner.Settings
    let files: AppFiles

    /// In the order in which they build: what builds beside the app's own buildpack goes before it.
    func choose(_ notes: inout [String]) throws(Failure) -> [Detection] {
        if let id = files.rengaFile.buildpack {
            if id == Buildpack.none.id {
                return [Detection(buildpack: .none, reasons: ["renga.yml says everything itself"])]
            }
            return try withCompanions(Detection(buildpack: try named(id, by: "renga.yml"), reasons: ["renga.yml chooses it"]))
        }
        var chosen: [Detection] = []
        for id in settings.chosen {
            chosen.append(Detection(buildpack: try named(id, by: "the app's setting"), reasons: ["the app is set to it"]))
        }
        if !chosen.isEmpty { return chosen }
        if let detection = choiceOfAppJSON(&notes) { return try withCompanions(detection) }
        let ordered = settings.order.compactMap { id in settings.buildpacks.first { $0.id == id } }
        if let usual = settings.usual.flatMap({ id in settings.buildpacks.first { $0.id == id } }) {
            if let detection = try keep(usual, among: ordered, &notes) { return try withCompanions(detection) }
            notes.append("it was built as \(usual.name) before, whose files are not there any more")
        }
        return try withCompanions(try Detection.detect(evidence, among: ordered))
    }

    private func withCompanions(_ detection: Detection) throws(Failure) -> [Detection] {
        var all: [Detection] = []
        for companion in detection.buildpack.companions {
            guard let reasons = try evidence.reasons(for: companion.when) else { continue }
            var buildpack = try named(companion.id, by: detection.buildpack.file)
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

    private func named(_ id: String, by whom: String) throws(Failure) -> Buildpack {
        if let buildpack = settings.buildpacks.first(where: { $0.id == id }) { return buildpack }
        throw Failure(
            .refused,
            "there is no buildpack `\(id)`, which \(whom) chooses",
            hint: NearestWord.hint(for: id, among: settings.buildpacks.map(\.id) + [Buildpack.none.id])
        )
    }

    /// The last that app.json lists is the one that gives process types, on Heroku as here.
    private func choiceOfAppJSON(_ notes: inout [String]) -> Detection? {
        let urls = files.appJSON.buildpacks
        guard let url = urls.last else { return nil }
        guard let buildpack = settings.buildpacks.first(where: { Self.id(of: url) == $0.id }) else {
            notes.append("app.json names the buildpack \(url), which is not here: the app's files decide")
            return nil
        }
        if urls.count > 1 {
            notes.append("app.json names \(urls.count) buildpacks; only the last, \(buildpack.id), is run")
        }
        return Detection(buildpack: buildpack, reasons: ["app.json names \(url)"])
    }

    /// `python` of `heroku/python`, `urn:buildpack:heroku/python` and `https://github.com/heroku/heroku-buildpack-python.git#v1`.
    static func id(of url: String) -> String {
        var last = url.split(separator: "#").first?.split(separator: "/").last.map(String.init) ?? url
        if last.hasSuffix(".git") { last.removeLast(4) }
        if last.hasPrefix("heroku-buildpack-") { last.removeFirst("heroku-buildpack-".count) }
        return last
    }
}
