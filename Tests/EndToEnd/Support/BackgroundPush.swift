import Glibc
import Linux
import Model

/// A `git push` that goes on while the test does something to the platform.
final class BackgroundPush: Sendable {
    private let child: Child
    private let path: String

    convenience init(_ platform: Installation, _ app: SampleApp, to name: String, _ arguments: [String] = ["main"]) throws {
        try self.init(of: app, by: platform.pushCommand(app, to: name, arguments))
    }

    init(of app: SampleApp, by command: Command) throws {
        path = "\(app.directory)/.git/push-\(Int.random(in: 100_000...999_999)).out"
        let output = try Descriptor.open(path, O_WRONLY | O_CREAT | O_APPEND)
        var start = Child.Start()
        start.descriptors = [nil, output.number, output.number]
        start.newProcessGroup = true
        child = try Child.spawn(command, start)
    }

    /// What the pusher has read so far.
    var text: String { get throws { try Files.text(path) } }

    func wait(for words: String) throws {
        do {
            try eventually("the push says `\(words)`") { try text.contains(words) }
        } catch {
            throw Failure(.internal, "\(error)\n\(try text)")
        }
    }

    /// The client goes away in the middle, its ssh with it.
    func interrupt() { child.killGroup(SIGKILL) }

    /// git itself dies, and leaves its ssh to itself.
    func killGit() { child.kill(SIGKILL) }

    /// Waits for its end; one that has none fails the test, and does not keep it for ever.
    @discardableResult
    func finish() throws -> (status: ExitStatus, text: String) {
        var status: ExitStatus?
        do {
            try eventually("the push ends", seconds: 300) {
                status = child.poll()
                return status != nil
            }
        } catch {
            child.killGroup(SIGKILL)
            _ = child.wait()
            throw Failure(.internal, "\(error)\n\(try text)")
        }
        return (status ?? .unknown, try text)
    }
}
