import Linux
import Model

extension LayerStore {
    /// Depends on the names alone: a layer keeps the versions that it was made with.
    package static func packagesKey(_ packages: [String], over: [String]) -> String {
        let parts = ["packages 1"] + over + ["with"] + Set(packages).sorted()
        return "packages-\(SHA256.hex(of: parts.joined(separator: "\n")).prefix(24))"
    }

    /// Makes the layer of Debian packages over other layers unless it is there.
    ///
    /// - Parameters:
    ///   - over: keys of layers, the topmost first, the stack last. dpkg's own files come from the topmost alone.
    ///   - installer: where and how apt runs.
    ///   - isCancelled: asked while somebody else is at it.
    ///   - progress: gets a line now and then.
    /// - Returns: its key.
    package func makePackages(
        _ packages: [String],
        over: [String],
        installer: PackageInstaller,
        isCancelled: () -> Bool = { false },
        progress: (String) throws -> Void
    ) throws -> String {
        guard let stack = over.last else { throw Failure(.internal, "packages need a stack to be installed over") }
        if let bad = packages.first(where: { !NameRules.isPackage($0) }) {
            throw Failure(.invalid, "`\(bad)` is not the name of a Debian package")
        }
        for key in over where !exists(key) { throw Failure(.notFound, "there is no layer \(key)") }
        let key = Self.packagesKey(packages, over: over)
        let record = LayerRecord(kind: .packages, title: Set(packages).sorted().joined(separator: " "), over: over)
        var told: (any Error)?
        func wait() { do { try progress("Waiting for another build that installs packages") } catch { told = error } }
        try create(key, record, isCancelled: isCancelled, waiting: wait) { directory in
            if let told { throw told }
            // apt's lists and archives are shared: one apt at a time for a stack.
            let lock = try acquire("apt-\(stack)", isCancelled: isCancelled, wait)
            defer { withExtendedLifetime(lock) {} }
            let shared = "\(self.directory)/.apt-\(stack)"
            let lowers = over.map(path)
            let job = PackageInstaller.Job(packages: packages, lowers: lowers, shared: shared, directory: directory)
            try installer.install(job, progress)
            let upper = Bundle(directory + "/cage").upper
            try PackageInstaller.clean(upper)
            try OpaqueDirectories.normalise(upper: upper, lowers: lowers)
            try Files.rename(upper, to: directory + "/root")
        }
        return key
    }
}
