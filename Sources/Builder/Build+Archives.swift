import Glibc
import Ledger
import Linux
import Model
import Operations
import Planning
import Sandbox

/// The layer of a toolchain that its publisher offers, or whose source it is.
extension Build {
    /// Of an archive, fetched.
    private static let bytesMax: Int64 = 2 << 30

    /// - Parameter stack: the key of the stack's layer.
    func archiveLayer(_ archive: PlannedArchive, stack: String) throws -> String {
        let sums = try KnownSums(workshop.root)
        var sum: String
        switch archive.sum {
        case .known(let known): sum = known
        case .file(let url): sum = try sums.sum(of: archive) ?? published(archive, url, stack: stack)
        }
        let key = ToolchainKey.of(archive, sum: sum, stack: stack)
        if !(try workshop.store.use(key)) { try make(archive, key, sum: sum, stack: stack) }
        if try sums.sum(of: archive) != sum { try sums.remember(sum, of: archive) }
        return key
    }

    /// What the publisher's file says that its sum is.
    private func published(_ archive: PlannedArchive, _ url: String, stack: String) throws -> String {
        let work = try ToolchainWork(workshop)
        defer { work.end() }
        let what = "the checksum of \(archive.name)"
        let path = try Download(workshop: workshop, stack: stack)
            .fetch(url, into: work.path, what: what, bytesMax: Int64(SumFile.bytesMax))
        let bytes = try CheckedFile.bytes(path, bytesMax: SumFile.bytesMax)
        guard let sum = SumFile.sum(of: archive.fileName, archive.algorithm, in: bytes) else {
            throw Failure(
                .unavailable,
                "\(what) is not in the file that should say it",
                hint: "\(url) names no \(archive.algorithm.rawValue) of \(archive.fileName); what has no checksum is not used"
            )
        }
        return sum
    }

    /// Of a toolchain, fetched and unpacked, about: nobody says it before.
    private static let archiveBytes: Int64 = 512 << 20

    private func make(_ archive: PlannedArchive, _ key: String, sum: String, stack: String) throws {
        try DiskRoom(workshop.platform).check(archive.name, needs: Self.archiveBytes, of: record.app.name, isShared: true)
        let began = Moment.monotonicMilliseconds()
        transcript.step(
            archive.recipe.map { "Building \(archive.name) from its source (once for all apps, about \($0.minutes) min)" }
                ?? "Fetching \(archive.name) (once for all apps)"
        )
        let tools = archive.recipePackages.isEmpty ? nil : try packageLayer(archive.recipePackages, for: .build, over: [stack])
        let record = LayerRecord(kind: .toolchain, title: archive.name)
        do {
            try workshop.store.create(
                key,
                record,
                limits: workshop.configuration.build.result,
                isCancelled: { workshop.interruption.isRequested },
                waiting: { transcript.detail("Waiting for another build that makes it") }
            ) { directory in
                let path = try fetch(archive, sum: sum, stack: stack, into: directory)
                let making = ToolchainMaking(workshop: workshop, archive: archive, directory: directory) { transcript.detail($0) }
                try making.make(path, lowers: ([tools].compactMap(\.self) + [stack]).map(workshop.store.path))
            }
        } catch let error as LayerExcess {
            let excess = DiskText.excess(error.excess, of: workshop.configuration.build.result, who: "a toolchain")
            throw Failure(.limit, "\(archive.name) \(excess)", hint: "the limits are `build.disk_bytes_max` and `build.disk_files_max`")
        }
        sayTime(since: began)
    }

    /// - Returns: the path of root's own copy, which is what its publisher says that it is.
    private func fetch(_ archive: PlannedArchive, sum: String, stack: String, into directory: String) throws -> String {
        let path = try Download(workshop: workshop, stack: stack)
            .fetch(archive.url, into: directory, what: archive.name, bytesMax: Self.bytesMax) { transcript.detail("Fetched \($0)") }
        let copy = "\(directory)/\(ToolchainMaking.source)"
        try Files.makeDirectory(copy)
        let taken = try CheckedFile.take(path, to: "\(copy)/archive", archive.algorithm, bytesMax: Self.bytesMax)
        guard taken == sum else {
            throw Failure(
                .unavailable,
                "\(archive.name) is not what its publisher offers: its \(archive.algorithm.rawValue) is wrong",
                hint:
                    "nothing of it was used; push again, and if it stays so, what stands at \(workshop.configuration.mirrors.place(of: archive.url)) "
                    + "was exchanged or is broken",
                detail: ["expected \(sum)", "fetched  \(taken)"]
            )
        }
        return "\(copy)/archive"
    }
}
