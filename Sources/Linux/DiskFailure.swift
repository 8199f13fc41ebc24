import Model

/// What a person reads where the disk is what is wrong: not the call that happened to fail, but how much is left and what
/// can go.
package enum DiskFailure {
    private static let filesFew: Int64 = 1000

    /// nil where an error has nothing to do with the disk. What was decided about already, such as a refusal or a build
    /// step's own failure, is left as it is.
    /// - Parameters:
    ///   - root: of the installation.
    ///   - floor: what has to stay free there, where the caller knows.
    package static func of(_ error: any Error, root: String, floor: DiskFloor? = nil) -> Failure? {
        let text: String
        if let failure = error as? Failure {
            guard failure.code == .internal else { return nil }
            text = ([failure.message] + failure.detail).joined(separator: "\n")
        } else {
            text = "\(error)"
        }
        guard let trouble = DiskTrouble(in: text) else { return nil }
        // Where even that cannot be asked, the error itself says enough.
        let space = try? Files.space(at: root)
        guard trouble != .doubtful || isFull(space) else { return nil }
        return failure(trouble, text, root, space, floor)
    }

    private static func failure(_ trouble: DiskTrouble, _ text: String, _ root: String, _ space: DiskSpace?, _ floor: DiskFloor?)
        -> Failure
    {
        let isFull = isFull(space)
        let detail = text.split(separator: "\n").prefix(3).map(String.init)
        switch trouble {
        case .broken where !isFull:
            return Failure(
                .unavailable,
                "the disk of \(root) does not take what is written to it",
                hint: "the disk, or its connection, may be failing: `dmesg` on the machine says more; nothing was changed",
                detail: detail
            )
        case .full, .broken, .doubtful:
            let hint = makeRoom(root, ofFiles: (space?.freeFiles ?? .max) < filesFew)
            return Failure(.unavailable, "the disk is full: \(left(space, root, floor))", hint: hint, detail: detail)
        case .quota:
            return Failure(.unavailable, "a disk quota is used up: \(left(space, root, floor))", hint: makeRoom(root), detail: detail)
        }
    }

    /// SQLite's own files can meet a full disk as an error of input and output.
    private static func isFull(_ space: DiskSpace?) -> Bool { space?.isUsedUp ?? false }

    private static func left(_ space: DiskSpace?, _ root: String, _ floor: DiskFloor?) -> String {
        guard let space else { return "nothing more can be written to \(root)" }
        var words = "\(space.freeBytes >> 20) MB are free on \(root)"
        if let files = space.freeFiles, files < filesFew { words += ", and \(files) files (inodes)" }
        if let floor { words += ", \(floor.bytes >> 20) MB have to stay free" }
        return words
    }

    /// What can go, by where it is.
    ///
    /// - Parameter ofFiles: files are what is lacking, and not bytes.
    package static func makeRoom(_ root: String, ofFiles: Bool = false) -> String {
        """
        make room on the machine, then do the same again: \(ofFiles ? "`du --inodes -xd1 \(root)` shows where many files are" : "`du -xhd1 \(root)` shows what is large")
        what can go: build caches (\(root)/cache), old releases (build.releases_kept in config.yml), apps that nobody needs
        """
    }
}
