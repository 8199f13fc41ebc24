import Glibc
import Linux
import Model

/// The file in which a step says process types. Whoever wrote it is not trusted: no link of it is followed, and what is
/// large, or of another form, is refused in words.
struct StepProcesses {
    static let bytesMax = 64 << 10

    let step: String
    /// Below `/app`.
    let path: String

    /// - Parameter tree: the step's layer.
    func read(in tree: borrowing GuardedDirectory) throws(Failure) -> [Procfile.Line] {
        let bytes: [UInt8]
        do throws(SystemError) {
            bytes = try tree.read("app/\(path)", limit: Self.bytesMax)
        } catch {
            // It left none, or removed the one of a step before.
            if [ENOENT, ENXIO].contains(error.code) { return [] }
            throw Failure(
                .refused,
                "the step `\(step)` says its process types in `\(path)`, which cannot be read: \(Self.words(error))",
                hint: "it has to be a plain file of lines such as `web: bin/server`"
            )
        }
        do throws(SourceError) {
            return try Procfile.parse(bytes, file: path).lines
        } catch {
            throw error.failure
        }
    }

    private static func words(_ error: SystemError) -> String {
        switch error.code {
        case EFBIG: "it is larger than \(bytesMax) bytes"
        case ELOOP: "it is or passes a link"
        case EPERM: "it is no plain file, or has a second name"
        default: error.reason
        }
    }
}
