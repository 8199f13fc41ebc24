import Glibc
import Linux
import Model

/// The text of a config.yml, kept in memory: a worker that has to be started anew gets what its forerunner had, whatever
/// has become of the file.
enum ConfigurationText {
    /// Empty where there is no file: every key has a default.
    static func read(_ root: InstallationRoot) throws(Failure) -> [UInt8] {
        do throws(SystemError) {
            return try Files.read(root.configuration, limit: SourceText.bytesMax)
        } catch  where error.code == ENOENT {
            return []
        } catch {
            throw Failure(.unavailable, error.description)
        }
    }

    static func keep(_ text: [UInt8]) throws(SystemError) -> Int32 {
        try Descriptor.inMemory("config.yml", text).release()
    }

    static func kept(_ descriptor: Int32) throws(SystemError) -> [UInt8] { try Files.read("/proc/self/fd/\(descriptor)") }
}
