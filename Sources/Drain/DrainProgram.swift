import Glibc
import Linux
import Model
import Wire

/// `renga-drain`: carries one app's log, or with the word `post` one message, to a server that somebody named. What it reads there is a
/// stranger's, and so may the server be: it has no user, no other process and no file, and one drain alone.
package enum DrainProgram {
    private static let memoryBytesMax: Int64 = 256 << 20
    private static let orderBytesMax = 65_536

    package static func run(_ arguments: [String]) -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        do {
            let posts = Array(arguments.dropFirst()) == ["post"]
            guard posts || arguments.count == 1 else {
                throw Failure(.invalid, "renga-drain is started by the runner", hint: "renga drains:add URL -a APP, renga notify:add URL")
            }
            try Confinement.enterWithNetwork(limits: [ProcessLimit(.memoryBytes, memoryBytesMax)])
            if posts {
                try PostProgram.run()
                return 0
            }
            var reader = LineReader(0, limit: orderBytesMax)
            guard let line = try reader.next() else { return 0 }
            let order = try JSONCoder.decode(DrainOrder.self, from: line)
            try Courier(order, already: reader.nextBuffered()).run()
            return 0
        } catch let failure as Failure {
            StandardError.say(failure.message)
            return failure.code.exitStatus
        } catch {
            StandardError.say("\(error)")
            return 1
        }
    }
}
