import Glibc
import Linux
import Model
import Planning
import Sandbox

/// Unpacks an archive whose sum is right, builds it where it is a source, and leaves the tree of a layer that is root's.
struct ToolchainMaking {
    static let source = "source"
    private static let unpackSecondsMax = 900
    private static let tailLines = 30

    let workshop: Workshop
    let archive: PlannedArchive
    /// The layer's, which is under construction.
    let directory: String
    let say: (String) -> Void

    /// - Parameter lowers: trees of layers, the topmost first.
    func make(_ path: String, lowers: [String]) throws {
        let user = try FetchUser.uid(workshop)
        let tree = "\(directory)/tree"
        if let place = archive.place {
            try Files.makeDirectory(Files.parent(of: "\(tree)/\(place)"))
            try Files.rename(path, to: "\(tree)/\(place)")
        } else if let recipe = archive.recipe {
            let work = try unpack(path, into: "\(directory)/work", lowers, user)
            try Files.makeDirectory(tree, mode: 0o755, owner: (user, user))
            try build(recipe, work, tree, lowers, user)
        } else {
            let unpacked = try unpack(path, into: tree, lowers, user)
            if unpacked != tree { try Files.rename(unpacked, to: tree) }
        }
        try finish(tree)
    }

    /// - Returns: the folder with what was in it, so many folders down as are to be left out.
    private func unpack(_ path: String, into folder: String, _ lowers: [String], _ user: UInt32) throws -> String {
        try Files.makeDirectory(folder, mode: 0o755, owner: (user, user))
        let name = "/\(Self.source)/archive"
        let isZip = archive.fileName.hasSuffix(".zip")
        var cage = FetchUser.cage("unpack", in: "\(directory)/unpack.cage", lowers: lowers, user, workshop)
        cage.binds = [
            Cage.Bind(Files.parent(of: path), at: "/\(Self.source)", readOnly: true), Cage.Bind(folder, at: "/unpacked", readOnly: false),
        ]
        cage.arguments =
            isZip
            ? ["/usr/bin/unzip", "-q", name, "-d", "/unpacked"]
            : [
                "/usr/bin/tar", "--extract", "--file", name, "--directory", "/unpacked", "--strip-components", "\(archive.strip)",
                "--no-same-owner", "--no-same-permissions",
            ]
        try run(cage, seconds: Self.unpackSecondsMax, "\(archive.name) cannot be unpacked")
        guard isZip, archive.strip > 0 else { return folder }
        return try inner(of: folder)
    }

    /// unzip leaves no folder out.
    private func inner(of folder: String) throws -> String {
        var folder = folder
        for _ in 0..<archive.strip {
            let names = try Files.list(folder)
            guard let name = names.first, names.count == 1, let status = Files.status("\(folder)/\(name)"),
                status.st_mode & S_IFMT == S_IFDIR
            else {
                throw Failure(.unavailable, "\(archive.name) cannot be used: its archive does not begin with one folder")
            }
            folder += "/\(name)"
        }
        let stripped = "\(directory)/stripped"
        try Files.rename(folder, to: stripped)
        try Files.removeTree("\(directory)/tree")
        return stripped
    }

    private func build(_ recipe: Toolchain.Recipe, _ work: String, _ tree: String, _ lowers: [String], _ user: UInt32) throws {
        var cage = FetchUser.cage("make", in: "\(directory)/make.cage", lowers: lowers, user, workshop)
        cage.binds = [Cage.Bind(work, at: "/work", readOnly: false), Cage.Bind(tree, at: archive.directory, readOnly: false)]
        cage.workingDirectory = "/work"
        cage.environment["DIR"] = archive.directory
        cage.environment["VERSION"] = archive.version
        cage.arguments = ["/bin/bash", "-e", "-o", "pipefail", "-c", recipe.script]
        // Beside ten others that compile, Ruby took four times as long.
        let seconds = max(workshop.configuration.build.stepSecondsMax, recipe.minutes * 60 * 8)
        try run(cage, seconds: seconds, "\(archive.name) cannot be built from its source", minutes: recipe.minutes)
    }

    private func run(_ cage: Cage, seconds: Int, _ problem: String, minutes: Int? = nil) throws {
        var lines = LineSplitter()
        var tail: [String] = []
        let began = Moment.monotonicMilliseconds()
        var said = began
        let build = workshop.configuration.build
        let result = try workshop.runtime.run(
            cage,
            limits: RunLimits(seconds: seconds, disk: build.disk, floor: workshop.configuration.disk),
            cancel: workshop.interruption.descriptor
        ) { bytes in
            lines.add(bytes) { tail = tail.suffix(Self.tailLines - 1) + [String($0.prefix(300))] }
            let now = Moment.monotonicMilliseconds()
            guard let minutes, now - said > 60_000 else { return }
            said = now
            say("\((now - began) / 60_000) of about \(minutes) min")
        }
        lines.end { tail = tail.suffix(Self.tailLines - 1) + [String($0.prefix(300))] }
        switch result {
        case .exited(0): return
        case .cancelled: throw Failure(.cancelled, "the build was cancelled")
        case .timeLimit: throw Failure(.limit, "\(problem) within \(seconds / 60) minutes", detail: tail)
        case .outOfMemory: throw Failure(.limit, "\(problem) within \(Quantity.short(bytes: build.memoryBytes)) of memory", detail: tail)
        case .diskLimit(let excess, _):
            throw Failure(.limit, "\(problem): it \(DiskText.excess(excess, of: build.result, who: "a toolchain"))")
        case .diskFull(let space): throw Failure(.unavailable, "\(problem): the disk is full, \(space.freeBytes >> 20) MB are left")
        case .exited(let code): throw Failure(.unavailable, "\(problem) (status \(code))", detail: tail)
        case .killed(let signal): throw Failure(.unavailable, "\(problem) (signal \(signal))", detail: tail)
        }
    }

    /// Of root, so that no app can change it, at the place where apps have it.
    private func finish(_ tree: String) throws {
        guard let status = Files.status(tree), status.st_mode & S_IFMT == S_IFDIR, !(try Files.list(tree).isEmpty) else {
            throw Failure(.unavailable, "\(archive.name) cannot be used: there is nothing in it")
        }
        try TreeOwner.take(tree)
        guard chmod(tree, 0o755) == 0 else { throw SystemError("set the mode of", tree) }
        let place = "\(directory)/root\(archive.directory)"
        try Files.makeDirectory(Files.parent(of: place))
        try Files.rename(tree, to: place)
    }
}
