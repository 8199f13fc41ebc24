extension Buildpack {
    /// With what it uses: the parts and notices of those buildpacks first, its own after them. What has the name of something of
    /// theirs takes its place. A buildpack that is used uses no other.
    package func whole(among all: [Buildpack]) throws(Failure) -> Buildpack {
        var whole = self
        for id in uses.reversed() {
            guard let used = all.first(where: { $0.id == id }), used.id != self.id else {
                throw Failure(
                    .invalid,
                    "\(file) uses `\(id)`, but there is no other buildpack of that name",
                    hint: NearestWord.hint(for: id, among: all.map(\.id).filter { $0 != self.id })
                )
            }
            guard used.uses.isEmpty else {
                throw Failure(
                    .invalid,
                    "\(file) uses `\(id)`, which itself uses \(used.uses.joined(separator: ", "))",
                    hint: "name all of them in \(file), and none in \(used.file)"
                )
            }
            whole.refusals = used.refusals + whole.refusals
            whole.warnings = used.warnings + whole.warnings
            whole.parts = whole.parts.over(used.parts)
        }
        return whole
    }
}

extension Buildpack.Parts {
    /// Laid over those of a buildpack that is used.
    fileprivate func over(_ used: Self) -> Self {
        var all = self
        all.versions = used.versions.filter { rule in !versions.contains { $0.toolchain == rule.toolchain } } + versions
        all.buildPackages = used.buildPackages + buildPackages
        all.runPackages = used.runPackages + runPackages
        all.steps = used.steps.filter { step in !steps.contains { $0.name == step.name } } + steps
        all.environment = used.environment + environment
        all.processes = processes + used.processes.filter { rule in !processes.contains { $0.type == rule.type } }
        return all
    }
}
