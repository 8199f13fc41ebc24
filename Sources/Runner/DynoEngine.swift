import Model
import Operations

/// Where dynos run: crun on this machine now, a cluster's scheduler later. The reconciler knows no other word for it.
package protocol DynoEngine: Sendable {
    /// Makes what dynos share, such as their network; finds the dynos that an earlier runner left, ended ones included.
    func prepare() throws -> [FoundDyno]
    /// Starts one dyno; returns when its first instruction is about to run, or has. nil: it has ended by now.
    func start(_ spec: DynoSpec, _ launch: DynoLaunch) throws -> DynoWatch?
    /// Runs a release command to its end; throws where it fails.
    ///
    /// - Parameter cancel: readable or hung up means: stop. Borrowed.
    func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) throws
    func signal(_ id: String, _ signal: Int32) throws
    /// How it ended; nil where nobody can say any more.
    func end(of id: String) -> DynoEnd?
    /// Removes everything of a dyno, its processes first. May be called again.
    func remove(_ spec: DynoSpec) throws
    /// Removes what builds left that were killed.
    func sweepBuilds() throws
    /// What a dyno has on disk, removed files that it holds open included; counted as far as `limits`.
    func diskUse(_ id: String, limits: DiskLimits) -> DiskReading
    /// What the processes that it has now have written in their lives; nil where nobody can say.
    func bytesWritten(_ id: String) -> Int64?
    /// Where a dyno's output is collected.
    func logPath(_ id: String) -> String
    /// Moves the output file away to `.1` and lets the dyno go on in a new one, without losing a line. That may come later.
    func rotateLog(_ id: String) throws
    /// How many bytes of output were written since the dyno began, files that are gone included; nil: nobody knows.
    func outputWritten(_ id: String) -> Int64?
    /// Microseconds of processors that a dyno has used; nil where nobody can say.
    func cpuMicroseconds(_ id: String) -> Int64?
    /// Where a dyno listens, seen from inside; nil where nobody can say.
    func listening(_ id: String) -> [ListeningSocket]?
}

extension DynoEngine {
    package func outputWritten(_ id: String) -> Int64? { nil }
    package func cpuMicroseconds(_ id: String) -> Int64? { nil }
    package func listening(_ id: String) -> [ListeningSocket]? { nil }
}

/// What a dyno is made of.
package struct DynoLaunch: Sendable {
    package var uid: UInt32
    /// Keys of the layers of its root, top first.
    package var layers: [String]
    package var environment: [String: String]
    package var limits: Configuration.DynoLimits

    package init(uid: UInt32, layers: [String], environment: [String: String], limits: Configuration.DynoLimits) {
        self.uid = uid
        self.layers = layers
        self.environment = environment
        self.limits = limits
    }
}

/// Becomes readable when the dyno has ended.
package struct DynoWatch: Sendable {
    /// A pidfd that the receiver owns.
    package let descriptor: Int32
}

/// A dyno of an earlier runner.
package struct FoundDyno: Sendable {
    package let spec: DynoSpec
    /// nil: it has ended.
    package let watch: DynoWatch?
    package let wasUp: Bool
    /// Monotonic milliseconds; nil: nobody knows.
    package var upSince: Int64?
}

/// How a dyno ended.
package struct DynoEnd: Hashable, Sendable {
    package let status: Int32
    package let outOfMemory: Bool

    package init(status: Int32, outOfMemory: Bool) {
        self.status = status
        self.outOfMemory = outOfMemory
    }
}
