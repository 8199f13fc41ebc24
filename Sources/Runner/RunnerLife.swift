import Linux
import Model

/// Whether the machine stopped under the runner before: a file that is there while one lives, with the machine's boot in it.
struct RunnerLife {
    private let path: String
    /// The machine was stopped in the middle of its work, and the disk may have lost what was written last.
    let wasCut: Bool

    init(_ root: InstallationRoot) throws {
        path = root.run + "/alive"
        let boot = try ProcessIdentity.bootID()
        wasCut = Files.exists(path) && (try? Files.text(path, limit: 64)) != boot
        try Files.replace(path, with: boot, mode: 0o600)
    }

    func end() {
        // Best effort: what stays has layers looked at once more.
        try? Files.remove(path)
    }
}
