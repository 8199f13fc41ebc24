import Model

/// The process types of an app by who declares them. Of one type, the Procfile's command counts, then that of renga.yml, then
/// the last buildpack's: what it found out in its steps before what it says beforehand.
struct ProcessTypes {
    private(set) var all: [PlannedProcess] = []
    /// Ids, in order.
    let buildpacks: [String]

    init(_ all: [PlannedProcess] = [], of buildpacks: [PlannedBuildpack]) {
        self.all = all
        self.buildpacks = buildpacks.map(\.id)
    }

    mutating func add(_ type: String, _ command: String, _ source: PlannedProcess.Source, of buildpack: String? = nil) {
        let process = PlannedProcess(type: type, command: command, source: source, buildpack: buildpack)
        guard let index = all.firstIndex(where: { $0.type == type }) else { return all.append(process) }
        if rank(process) >= rank(all[index]) { all[index] = process }
    }

    /// Whether the app itself says a command, so that no buildpack need look for one.
    func isSaidByApp(_ type: String) -> Bool { all.contains { $0.type == type && $0.source != .buildpack } }

    private func rank(_ process: PlannedProcess) -> Int {
        switch process.source {
        case .procfile: buildpacks.count + 2
        case .app: buildpacks.count + 1
        case .buildpack: process.buildpack.flatMap(buildpacks.firstIndex) ?? 0
        }
    }
}
