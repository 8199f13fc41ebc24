import CLinux
import FoundationEssentials
import Git
import Glibc
import Linux
import Model
import Planning
import YAML

/// `renga-builder plan`: the child that reads the pushed commit and makes the plan, with nothing but its pipes.
///
/// Strangers wrote all that it looks at. It starts as root to read the installation's own files, and gives up everything
/// before it hears what it is to look at. Descriptors: 0 the order, 1 the answer, 3 and 4 questions to git and its answers,
/// 5 a tree that somebody sends.
enum PlannerProgram {
    static func run(_ root: InstallationRoot, parent: pid_t) -> Int32 {
        do {
            let files = InstallationFiles.read(root)
            let build = files.configuration.build
            try Confinement.enter(
                uid: try PlannerUser.uid(files.configuration.users.plannerUIDs, root),
                directory: root.nothing,
                parent: parent,
                limits: [.init(.cpuSeconds, Int64(build.planSecondsMax)), .init(.memoryBytes, build.planMemoryBytes)]
            )
            let objects = ObjectPipe(requests: Descriptor(owning: 3), answers: Descriptor(owning: 4))
            guard let order = try order() else { return 0 }
            let answer = PushedPlan(files, objects, tree: order.sentBy == nil ? nil : 5).make(order)
            try writeAll(PlanAnswer.encode(answer), to: STDOUT_FILENO)
            // Who waits for the end of the answer does not wait for ours.
            _ = close(STDOUT_FILENO)
            return 0
        } catch {
            StandardError.say(error)
            return 1
        }
    }

    /// All that comes until our parent closes its end; nil where that is nothing, since there is nothing to plan, and no words
    /// for whoever reads what has become of the push.
    private static func order() throws -> PlanOrder? {
        var bytes: [UInt8] = []
        while let part = try readSome(from: STDIN_FILENO), !part.isEmpty {
            bytes += part
            guard bytes.count <= PlanOrder.bytesMax else { throw SystemError("read", "an order", code: EFBIG) }
        }
        return bytes.isEmpty ? nil : try JSONDecoder().decode(PlanOrder.self, from: Data(bytes))
    }
}
