import Glibc
import Linux
import Model

/// `main` and `master` are one branch, and who mirrors a repository that has one of them deletes the other. git hands that to
/// the hook `proc-receive`, which does nothing. Before that it refuses to move a branch under one name while it is deleted under
/// the other: so `master` is out of its sight for a moment, from the end of one hook to the beginning of the next.
///
/// All of it is done in the repository, as the git user, with the app's lock held by the shell.
enum TwinBranch {
    private static let hook = "hooks/proc-receive"
    private static let aside = "master-while-main-moves"
    private static let link = "ref: \(RefName.main)\n"

    /// - Parameter isMoved: the branch moves in this push.
    static func prepareToKeep(isMoved: Bool) throws {
        // Repositories of older versions have two hooks, which are links to one program.
        if !Files.exists(hook) {
            var target = [CChar](repeating: 0, count: Int(PATH_MAX))
            let count = readlink("hooks/pre-receive", &target, target.count - 1)
            guard count > 0 else { throw SystemError("read", "hooks/pre-receive") }
            try Files.link(hook, to: String(decoding: target[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self))
        }
        // In a repository that was not brought up to date yet, it may be another branch, packed or not.
        guard isMoved, (try? Files.text(RefName.master.text, limit: 4096)) == link else { return }
        try Files.rename(RefName.master.text, to: aside)
    }

    /// Whoever died between the two hooks has left it aside.
    static func restore() throws {
        guard Files.exists(aside) else { return }
        if Files.exists(RefName.master.text) { try Files.remove(aside) } else { try Files.rename(aside, to: RefName.master.text) }
    }
}
