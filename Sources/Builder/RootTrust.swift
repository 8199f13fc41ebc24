import Glibc
import Linux
import Model

/// Root works by names below the installation's root: so nobody else may be able to change what one of them means, from the
/// top of the file system down. Looked at by descriptors, each opened in the one before.
enum RootTrust {
    /// - Parameter isAskedByOther: somebody who is not root has started us, by sudo's word.
    static func check(_ root: InstallationRoot, isAskedByOther: Bool = isAskedByOther) throws {
        guard let real = Files.real(root.path) else {
            throw Failure(.notFound, "there is no installation at \(root.path)", hint: "give --root DIR")
        }
        var place = try GuardedDirectory.open("/")
        for name in real.split(separator: "/") {
            // Who may write in a directory with the sticky bit, such as /tmp, changes no name of root's in it. A group of
            // administrators is theirs to choose.
            let isOpen = place.status.st_mode & 0o002 != 0 && place.status.st_mode & S_ISVTX == 0
            if isOpen || isAskedByOther && place.status.st_uid != 0 { throw refusal(place.path) }
            let next = try place.directory(String(name))
            place = next
        }
        guard isRoots(place.status) else { throw refusal(root.path) }
        for path in [root.configuration, root.ledger, root.ledgerKey] {
            guard let status = place.status(Files.name(of: path)) else { continue }
            guard isRoots(status) else { throw refusal(path) }
        }
    }

    private static var isAskedByOther: Bool { getenv("SUDO_UID").map { String(cString: $0) != "0" } ?? false }

    private static func isRoots(_ status: stat) -> Bool { status.st_uid == 0 && status.st_mode & 0o022 == 0 }

    private static func refusal(_ path: String) -> Failure {
        Failure(
            .forbidden,
            "\(path) can be changed by others than root",
            hint: "chown root: \(path) && chmod go-w \(path)"
        )
    }
}
