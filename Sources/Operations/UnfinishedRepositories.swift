import Linux
import Model

/// Repositories whose making was cut short.
package enum UnfinishedRepositories {
    /// Removes them. Called when nobody makes one.
    package static func sweep(_ root: InstallationRoot) throws(SystemError) {
        for name in try Files.list(root.repositories) where name.hasPrefix(AppRepository.unfinished) {
            try Files.removeTree("\(root.repositories)/\(name)")
        }
    }
}
