import Linux
import Model
import Wire

/// Has what git does for long make way: to unpack what somebody pushes and to pack what somebody fetches is to cost an app's
/// visitors nothing. What is over soon is not worth the kernel's time for it, but where a build comes of it: its hooks and its builder
/// are then born among the builds, and do not have a full share until they have moved there themselves.
struct GitPace {
    /// Of what is packed for somebody.
    static let patientMilliseconds: Int64 = 50
    private static let patienceSeconds = 3

    private let pace: BuildPace
    private let begin: Int64

    /// - Parameters:
    ///   - begin: milliseconds that it has before it makes way.
    ///   - isBeyond: it has come to where somebody else looks after that.
    init(root: InstallationRoot, key: Int64, after begin: Int64, isBeyond: @escaping @Sendable () -> Bool = { false }) {
        // Nobody's push waits for a runner that hangs.
        let client = ControlClient(ControlSocket(root, patienceSeconds: Self.patienceSeconds), key: key)
        self.init(after: begin, isBeyond: isBeyond) { yields in
            // Best effort: a runner that is away, or an older one, leaves git what it has.
            _ = try? client.ask(MakeWay(yields: yields))
        }
    }

    init(after begin: Int64, isBeyond: @escaping @Sendable () -> Bool, say: @escaping @Sendable (_ yields: Bool) -> Void) {
        self.begin = begin
        pace = BuildPace { yields in
            // A share is asked for to the end: who looks after it then has not begun yet, or never does, where the push is refused.
            guard !yields || !isBeyond() else { return }
            say(yields)
        }
    }

    func during<T>(_ work: () throws -> T) rethrows -> T {
        pace.begin(after: begin)
        defer { pace.end() }
        return try work()
    }
}
