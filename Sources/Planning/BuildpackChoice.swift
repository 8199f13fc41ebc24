import Model

/// Chosen by renga.yml, by the app's setting, by app.json, or else detected.
struct BuildpackChoice {
    let evidence: Evidence
    let settings: Planner.Settings
    let files: AppFiles

    func choose(_ notes: inout [String]) throws(Failure) -> [Detection] {
        if let id = files.rengaFile.buildpack {
            if id == Buildpack.none.id {
                return [Detection(buildpack: .none, reasons: ["renga.yml says everything itself"])]
            }
            return [Detection(buildpack: try named(id, by: "renga.yml"), reasons: ["renga.yml chooses it"])]
        }
        var chosen: [Detection] = []
        for id in settings.chosen {
            chosen.append(Detection(buildpack: try named(id, by: "the app's setting"), reasons: ["the app is set to it"]))
        }
        if !chosen.isEmpty { return chosen }
        if let detection = choiceOfAppJSON(&notes) { return [detection] }
        let ordered = settings.order.compactMap { id in settings.buildpacks.first { $0.id == id } }
        return [try Detection.detect(evidence, among: ordered)]
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
