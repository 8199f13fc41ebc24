import Glibc
import Linux
import Model
import Wire

/// What a command finds around it: all that makes two runs of the same words differ.
package struct Surroundings: Sendable {
    package var environment: [String: String]
    /// The working directory, absolute.
    package var directory: String
    package var streams: Streams
    /// Microseconds since 1970.
    package var now: Int64
    /// Ends the process when standard output has no reader any more, even while nothing is written.
    ///
    /// A follower of a silent app's log would else outlive its terminal or SSH connection. Set by the door only.
    package var endsWithOutput = false
    /// How the runner is asked; nil: over the installation's socket.
    package var transport: (any ControlTransport)?

    package init(environment: [String: String], directory: String, streams: Streams, now: Int64) {
        self.environment = environment
        self.directory = directory
        self.streams = streams
        self.now = now
    }

    /// Those of this process.
    static func process() throws(Failure) -> Surroundings {
        var here = Surroundings(
            environment: try variables(),
            directory: workingDirectory(),
            streams: Streams(),
            now: Moment.wallMicroseconds()
        )
        here.endsWithOutput = true
        return here
    }

    /// As the process was started with; libc's own table is a global that Swift cannot see as safe.
    private static func variables() throws(Failure) -> [String: String] {
        do throws(SystemError) {
            return try Command.inheritedEnvironment()
        } catch {
            throw Failure(.internal, error.description, hint: "is /proc mounted?")
        }
    }

    private static func workingDirectory() -> String {
        guard let pointer = getcwd(nil, 0) else { return "/" }
        defer { free(pointer) }
        return String(cString: pointer)
    }
}
