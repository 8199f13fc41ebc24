import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// Has the files of classic buildpacks there, each at one commit that the push says. What is there stays where nobody can be asked.
extension Build {
    func fetchBuildpacks(_ plan: BuildPlan, _ layers: inout BuiltLayers) throws {
        for classic in plan.buildpacks.compactMap(\.classic) where layers.classic[classic.id] == nil {
            layers.classic[classic.id] = try checkout(classic, layers)
        }
    }

    private func checkout(_ classic: ClassicBuildpack, _ layers: BuiltLayers) throws -> ClassicCheckout {
        switch classic.source {
        case .folder(let name): return try folder(name, classic, layers)
        case .archive(let url): return try archive(url, classic, layers)
        case .git(let url, let ref):
            try checkAddress(url, classic)
            let place = workshop.configuration.mirrors.place(of: url)
            let commit = try commit(place, ref, classic, layers)
            return try layer(classic, commit.text, ["at commit \(commit.short)"]) { directory in
                var cage = fetchCage(directory, layers, place)
                cage.arguments = Self.bash(ClassicFetchScript.fetch, ["fetch", place, commit.text])
                try fetched(try runFetch(cage), classic, ref)
            }
        }
    }

    /// Fetched unless it is there.
    /// - Parameter fill: puts its files into `/buildpack` of a cage in the directory `cage` of the one that it is given.
    func layer(_ classic: ClassicBuildpack, _ version: String, _ words: [String], fill: (_ directory: String) throws -> Void) throws
        -> ClassicCheckout
    {
        let checkout = ClassicCheckout(classic, version: version, workshop, record.app)
        let key = checkout.key
        guard try !workshop.store.use(key) else {
            transcript.step("Using cached: the buildpack \(classic.reference) \(words.joined(separator: " "))")
            return checkout
        }
        transcript.step("Fetching the buildpack \(classic.reference)")
        for line in words { transcript.detail(line) }
        let began = Moment.monotonicMilliseconds()
        let title = LayerRecord(kind: .source, title: "\(classic.reference) \(version)", owner: workshop.root.path)
        do {
            let isCancelled = { workshop.interruption.isRequested }
            let limits = workshop.configuration.build.result
            try workshop.store.create(key, title, limits: limits, isCancelled: isCancelled) { directory in
                try makePlace(directory)
                try fill(directory)
                let made = Bundle(directory + "/cage").upper + ClassicPlaces.buildpack
                try Files.makeDirectory(directory + "/root")
                try Files.rename(made, to: directory + "/root" + ClassicPlaces.buildpack)
                // Made anew in every cage: no lower has it.
                try OpaqueDirectories.normalise(upper: directory + "/root", lowers: [])
            }
        } catch let error as LayerExcess {
            let key = error.excess == .files ? "disk_files_max" : "disk_bytes_max"
            throw Failure(
                .limit,
                "the buildpack \(classic.reference): \(DiskText.excess(error.excess, of: workshop.configuration.build.result, who: "a build"))",
                hint: "the limit is `build.\(key)` in \(workshop.root.configuration)"
            )
        }
        sayTime(since: began)
        return checkout
    }

    private func makePlace(_ directory: String) throws {
        for path in [ClassicPlaces.buildpack, ClassicPlaces.result] {
            try Files.makeDirectory(Bundle(directory + "/cage").upper + path, owner: (record.app.uid, record.app.uid))
        }
    }

    private func commit(_ place: String, _ ref: String?, _ classic: ClassicBuildpack, _ layers: BuiltLayers) throws -> CommitID {
        if let ref, let commit = CommitID(ref) { return commit }
        let scratch = try OwnedDirectory.make(in: scratchFolder(), "\(getpid())-buildpack")
        defer {
            withExtendedLifetime(scratch) {}
            // What stays is swept.
            try? Files.removeTree(scratch.path)
        }
        try makePlace(scratch.path)
        var cage = fetchCage(scratch.path, layers, place)
        cage.arguments = Self.bash(ClassicFetchScript.look, ["look", place, ref ?? ""])
        let (result, output) = try runFetch(cage)
        if result == .exited(0), let commit = said(Bundle(cage.directory).upper) { return commit }
        guard result == .exited(ClassicFetchScript.End.notFetched.rawValue), let kept = try kept(classic) else {
            throw fetchFailure(result, output, classic, ref)
        }
        transcript.warning(
            "the buildpack \(classic.reference) cannot be looked at: the commit \(kept.short) that is here counts",
            hint: output.last.map { "git said: \($0)" }
        )
        return kept
    }

    private func said(_ upper: String) -> CommitID? {
        // Without it there is no answer, whatever the reason.
        guard let tree = try? GuardedDirectory.open(upper + ClassicPlaces.result), let bytes = try? tree.read("commit", limit: 100) else {
            return nil
        }
        return CommitID(String(decoding: bytes, as: UTF8.self).trimmed)
    }

    /// The commit that it built with the last time, where that is still here.
    private func kept(_ classic: ClassicBuildpack) throws -> CommitID? {
        try ClassicCheckout.last(classic, workshop, record.app)?.version.flatMap { CommitID($0) }
    }

    func scratchFolder() throws -> String {
        try Files.makeDirectory(workshop.root.scratch, mode: 0o700)
        return workshop.root.scratch
    }
}
