import FoundationEssentials
import Glibc
import Linux
import Model
import YAML

/// `renga-builder release`: the child that reads what a classic buildpack's `bin/release` printed. Strangers wrote it: it gives up
/// everything before it looks. Descriptors: 0 the text, 1 a `ReleaseAnswer`, or why there is none.
enum ReleaseProgram {
    static func run(_ root: InstallationRoot, parent: pid_t) -> Int32 {
        do {
            let configuration = try ConfigurationFile.load(root: root)
            try Confinement.enter(
                uid: try PlannerUser.uid(configuration.users.plannerUIDs, root),
                directory: root.nothing,
                parent: parent,
                limits: [.init(.cpuSeconds, 10), .init(.memoryBytes, 512 << 20)]
            )
            var bytes: [UInt8] = []
            while let part = try readSome(from: STDIN_FILENO), !part.isEmpty {
                bytes += part
                guard bytes.count <= ReleaseFile.bytesMax else { throw Failure(.limit, "it is too long") }
            }
            let release: ReleaseFile
            do throws(SourceError) { release = try ReleaseFile.read(bytes) } catch { throw error.failure }
            let answer = ReleaseAnswer(types: release.types, ignored: release.ignored)
            try writeAll(Array(try JSONEncoder().encode(answer)), to: STDOUT_FILENO)
            return 0
        } catch let failure as Failure {
            // Root shows it as what it is: a text of a stranger's.
            try? writeAll(Array((failure.message + "\n").utf8), to: STDOUT_FILENO)
            return 1
        } catch {
            return 2
        }
    }
}
