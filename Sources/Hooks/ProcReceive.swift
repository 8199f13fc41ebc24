import Glibc
import Linux
import Model
import Planning

/// What git asks in place of moving a ref itself (`receive.procReceiveRefs`): here, to delete one of the two names of the branch
/// that the app runs from. Nothing is done, and git's client is told that all is well, so that a mirror can be pushed again.
struct ProcReceive {
    private static let commandsMax = 100

    func run() throws -> Int32 {
        try TwinBranch.restore()
        var input = PacketLines(STDIN_FILENO)
        // The version, which has been 1 since there is one.
        _ = try input.section(max: 1)
        try writeAll(PacketLines.packet("version=1\n") + PacketLines.flush, to: STDOUT_FILENO)
        let commands = try input.section(max: Self.commandsMax)
        var answer: [UInt8] = []
        for command in commands {
            guard let update = RefUpdate(line: String(decoding: command, as: UTF8.self)), update.deletes, update.ref.deploys else {
                throw Failure(.internal, "git asks for something else than it was told to ask for")
            }
            answer += PacketLines.packet("ok \(update.ref)\n")
        }
        try writeAll(answer + PacketLines.flush, to: STDOUT_FILENO)
        return 0
    }
}
