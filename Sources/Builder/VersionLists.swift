import Glibc
import Linux
import Model
import Planning
import YAML

/// What publishers list: kept in `indexes/`, looked at again when a version is asked for that is not in it, and when somebody asks.
struct VersionLists {
    let workshop: Workshop
    /// Whose curl it is: the key of a layer.
    let stack: String

    /// Looks at the lists of a toolchain.
    /// - Returns: what kept it from that, for each of them that could not be looked at.
    func look(_ toolchain: Toolchain) throws -> [Failure] {
        try Files.makeDirectory(workshop.root.indexes, mode: 0o700)
        var failures: [Failure] = []
        for (number, source) in toolchain.sources.enumerated() {
            guard case .archive(let archive) = source, let index = archive.index, let name = VersionList.name(of: toolchain.name, archive)
            else { continue }
            do {
                try look(toolchain, number, archive, index, name)
            } catch let failure as Failure where failure.code != .cancelled {
                failures.append(failure)
            }
        }
        return failures
    }

    /// The day of the oldest list of a toolchain that is here, such as `2026-11-28`; nil where there is none.
    static func keptSince(_ toolchain: Toolchain, _ root: InstallationRoot) -> String? {
        // Best effort: it is for what is said.
        guard let lists = try? Shelf.lists(in: root.indexes) else { return nil }
        return KnownVersions(toolchain, lists: lists, architecture: Toolchain.architecture).seenAt
            .map { String(Moment.text($0 * 1_000_000).prefix(10)) }
    }

    private func look(_ toolchain: Toolchain, _ number: Int, _ archive: Toolchain.Archive, _ index: Toolchain.Index, _ name: String) throws
    {
        let work = try ToolchainWork(workshop)
        defer { work.end() }
        let what = "the list of versions of \(toolchain.title)"
        let urls = IndexReading.urls(of: index, archive, architecture: Toolchain.architecture)
        let documents = try urls.map { url in
            let path = try Download(workshop: workshop, stack: stack)
                .fetch(url, into: work.path, what: what, bytesMax: Int64(IndexReading.bytesMax))
            return try CheckedFile.bytes(path, bytesMax: IndexReading.bytesMax)
        }
        let (status, bytes) = try read(toolchain, number, IndexDocuments.bytes(documents))
        guard status.isSuccess, let list = VersionList(bytes) else {
            let words = HarmlessText.text(
                String(decoding: bytes.prefix(300), as: UTF8.self).split(separator: "\n").first.map(String.init) ?? ""
            )
            throw Failure(
                .unavailable,
                "\(what) cannot be used: \(words.isEmpty ? "who read it ended with \(status)" : words)",
                hint: "look at \(urls.first.map(workshop.configuration.mirrors.place) ?? "its URL")"
            )
        }
        let whole = try keepingUsed(list, of: toolchain, archive, name)
        try Files.replace("\(workshop.root.indexes)/\(name)", with: Array(whole.text.utf8), mode: 0o600)
    }

    /// With what was fetched here once: an app that has it goes on with it.
    private func keepingUsed(_ list: VersionList, of toolchain: Toolchain, _ archive: Toolchain.Archive, _ name: String) throws
        -> VersionList
    {
        guard let old = try Shelf.lists(in: workshop.root.indexes)[name].flatMap({ VersionList($0) }) else { return list }
        let fetched = try KnownSums(workshop.root).urls()
        return list.keeping(old) { entry in
            PlannedArchive(toolchain, archive, entry, architecture: Toolchain.architecture).map { fetched.contains($0.url) } ?? false
        }
    }

    /// In a child that has given up everything.
    private func read(_ toolchain: Toolchain, _ number: Int, _ documents: [UInt8]) throws -> (ExitStatus, [UInt8]) {
        try Files.makeDirectory(workshop.root.nothing, mode: 0o555)
        let input = try Descriptor.nameless(holding: documents)
        let answer = try Descriptor.pipe().split()
        let reading = Descriptor(owning: answer.reading)
        let child: Child
        do {
            let writing = Descriptor(owning: answer.writing)
            var start = Child.Start()
            start.descriptors = [input.number, writing.number, nil]
            start.newSession = true
            start.deathSignal = SIGKILL
            start.outOfMemoryScore = 900
            let command = Command(
                Files.real("/proc/self/exe") ?? "/proc/self/exe",
                ["index", toolchain.name, "\(number)", "--root", workshop.root.path, "--parent", "\(getpid())"],
                environment: ["PATH": Command.plainPath, "LC_ALL": "C.UTF-8", "SWIFT_BACKTRACE": "enable=no"]
            )
            child = try Child.spawn(command, start)
        }
        let deadline = Moment.monotonicMilliseconds() + Self.readMillisecondsMax
        guard let bytes = try Self.answer(from: reading.number, until: deadline, workshop.interruption) else {
            child.kill(SIGKILL)
            let status = child.wait()
            // Who gives up is not told that the list is at fault.
            try workshop.interruption.check()
            return (status, [])
        }
        let status = try child.wait(until: deadline, isCancelled: { workshop.interruption.isRequested })
        try workshop.interruption.check()
        return (status ?? .unknown, bytes)
    }

    private static let readMillisecondsMax: Int64 = 180_000

    /// Until its end; nil where that did not come in time, or there is too much of it.
    private static func answer(from number: Int32, until deadline: Int64, _ interruption: Interruption) throws -> [UInt8]? {
        var bytes: [UInt8] = []
        var items = [
            pollfd(fd: number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        while true {
            let left = deadline - Moment.monotonicMilliseconds()
            guard left > 0, poll(&items, 2, Int32(clamping: left)) != 0, items[1].revents == 0 else { return nil }
            guard items[0].revents != 0, let part = try readSome(from: number, limit: 1 << 18) else { continue }
            if part.isEmpty { return bytes }
            bytes += part
            guard bytes.count <= VersionList.bytesMax else { return nil }
        }
    }
}
