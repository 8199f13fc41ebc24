import Glibc
import Linux

/// In a folder of build caches: that some of them may not be on the disk yet, and which boot of the machine wrote them. An empty file whose
/// name says it: a journal keeps the order of names, so that after a power cut no cache has files without there being this mark.
package struct CacheMark {
    private static let prefix = ".written-in-"

    private let folder: String
    private let boot: String

    package init(_ folder: String) throws(SystemError) {
        self.folder = folder
        boot = try ProcessIdentity.bootID()
    }

    package static func isOne(_ name: String) -> Bool { name.hasPrefix(prefix) }

    package func isOfAnotherBoot() throws -> Bool { try marks().contains { $0 != Self.prefix + boot } }

    /// Before anything is written.
    package func set() throws { _ = try Descriptor.open("\(folder)/\(Self.prefix)\(boot)", O_WRONLY | O_CREAT, mode: 0o600) }

    /// Waits until the disk has all that was written. Nobody writes meanwhile.
    package func lift() throws {
        let marks = try marks()
        guard marks == [Self.prefix + boot] else { return }
        try Files.syncFileSystem(of: folder)
        for mark in marks { try Files.remove("\(folder)/\(mark)") }
    }

    private func marks() throws -> [String] { try Files.list(folder).filter(Self.isOne) }
}
