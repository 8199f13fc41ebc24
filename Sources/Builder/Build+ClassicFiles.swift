import Glibc
import Ledger
import Linux
import Model
import Planning
import Sandbox

/// Buildpacks that are an archive, or a folder of the installation's own.
extension Build {
    private static let archiveBytesMax: Int64 = 256 << 20

    func archive(_ url: String, _ classic: ClassicBuildpack, _ layers: BuiltLayers) throws -> ClassicCheckout {
        try checkAddress(url, classic)
        let scratch = try OwnedDirectory.make(in: scratchFolder(), "\(getpid())-buildpack")
        defer {
            withExtendedLifetime(scratch) {}
            // What stays is swept.
            try? Files.removeTree(scratch.path)
        }
        // Not beside the layer: that may be on another file system.
        let source = "\(scratch.path)/source"
        try Files.makeDirectory(source)
        let sum: String
        do {
            let came = try Download(workshop: workshop, stack: layers.stack).fetch(
                url,
                into: scratch.path,
                what: "the buildpack \(classic.reference)",
                bytesMax: Self.archiveBytesMax
            )
            sum = try CheckedFile.take(came, to: source + "/archive", .sha256, bytesMax: Self.archiveBytesMax)
        } catch let failure as Failure where failure.code != .cancelled {
            guard let kept = try ClassicCheckout.last(classic, workshop, record.app), let version = kept.version,
                try workshop.store.use(kept.key)
            else { throw inRegistry(failure, classic) }
            transcript.warning("\(failure.message): what is here of \(version.prefix(12)) counts", hint: failure.hint)
            return kept
        }
        return try layer(classic, sum, ["with the checksum \(sum.prefix(12))"]) { directory in
            try unpack(ClassicFetchScript.unpack, from: source, directory, classic, layers)
        }
    }

    /// The server of Heroku's registry has other words for a name that is not there.
    private func inRegistry(_ failure: Failure, _ classic: ClassicBuildpack) -> Failure {
        guard case .registry = classic.reference.place, failure.message.contains("HTTP 40") else { return failure }
        return Failure(
            .refused,
            "\(classic.reference) is not in the buildpack registry.",
            hint: "name the repository that it comes from: https://github.com/NAME/REPOSITORY",
            detail: failure.detail
        )
    }

    func folder(_ name: String, _ classic: ClassicBuildpack, _ layers: BuiltLayers) throws -> ClassicCheckout {
        let path = "\(workshop.root.buildpacks)/\(name)"
        guard NameRules.isIdentifier(name), Files.exists("\(path)/bin/compile") else {
            throw Failure(.refused, "there is no buildpack `\(name)` any more", hint: "push again")
        }
        let sum = try FolderSum.of(path)
        return try layer(classic, sum, ["from buildpacks/\(name)/ of the installation"]) { directory in
            try unpack(ClassicFetchScript.copy, from: path, directory, classic, layers)
        }
    }

    private func unpack(_ script: String, from source: String, _ directory: String, _ classic: ClassicBuildpack, _ layers: BuiltLayers)
        throws
    {
        var cage = fetchCage(directory, layers)
        cage.arguments = Self.bash(script, ["unpack"])
        cage.binds.append(Cage.Bind(source, at: "/source", readOnly: true))
        let (result, output) = try runFetch(cage, network: false)
        guard result != .exited(0) else { return }
        if result == .cancelled { throw Failure(.cancelled, "the build was cancelled") }
        throw Failure(
            .buildFailed,
            "the buildpack \(classic.reference) cannot be unpacked",
            hint: "it has to be readable for everybody, and an archive has to be one of tar and gzip",
            detail: output
        )
    }
}
