import Linux
import Model
import Wire

/// Has what git does for long make way: to unpack what somebody pushes and to pack what somebody fetches is to cost an app's
/// visitors nothing. What is over soon is not worth the kernel's time for it.
struct GitPace {
    private static let beginMilliseconds: Int64 = 50

    private let pace: BuildPace

    /// - Parameter isBeyond: it has come to where somebody else looks after that.
    init(root: InstallationRoot, key: Int64, isBeyond: @escaping @Sendable () -> Bool = { false }) {
        let client = ControlClient(root: root, key: key)
        pace = BuildPace { yields in
            guard !isBeyond() else { return }
            // Best effort: a runner that is away, or an older one, leaves git what it has.
            _ = try? client.ask(MakeWay(yields: yields))
        }
    }

    func during<T>(_ work: () throws -> T) rethrows -> T {
        pace.begin(after: Self.beginMilliseconds)
        defer { pace.end() }
        return try work()
    }
}
