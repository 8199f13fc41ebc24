import Glibc
import Linux
import Model
import Planning
import YAML

/// `renga-builder index NAME NUMBER`: the child that reads what a publisher lists. Strangers wrote it: root reads its own files, gives
/// up everything, and looks at the rest afterwards. Descriptors: 0 the documents, 1 the list.
enum IndexProgram {
    /// - Parameter source: which of the toolchain's sources.
    static func run(_ root: InstallationRoot, _ name: String, source number: Int, parent: pid_t) -> Int32 {
        do {
            let configuration = try ConfigurationFile.load(root: root)
            guard let (archive, index) = try archive(root, name, number) else { throw Failure(.internal, "there is no such index") }
            try Confinement.enter(
                uid: try PlannerUser.uid(configuration.users.plannerUIDs, root),
                directory: root.nothing,
                parent: parent,
                limits: [.init(.cpuSeconds, 60), .init(.memoryBytes, 2 << 30)]
            )
            let documents = try IndexDocuments.read(STDIN_FILENO)
            let reading = try IndexReading(archive, index, architecture: Toolchain.architecture)
            try writeAll(Array(try reading.read(documents, now: Moment.wallMicroseconds() / 1_000_000).text.utf8), to: STDOUT_FILENO)
            return 0
        } catch let failure as Failure {
            // Root shows it as what it is: a text of a stranger's.
            try? writeAll(Array((failure.message + "\n").utf8), to: STDOUT_FILENO)
            return 1
        } catch {
            return 2
        }
    }

    private static func archive(_ root: InstallationRoot, _ name: String, _ number: Int) throws(Failure)
        -> (Toolchain.Archive, Toolchain.Index)?
    {
        guard let toolchain = try Shelf.toolchains(in: root.toolchains).first(where: { $0.name == name }),
            toolchain.sources.indices.contains(number), case .archive(let archive) = toolchain.sources[number], let index = archive.index
        else { return nil }
        return (archive, index)
    }
}
