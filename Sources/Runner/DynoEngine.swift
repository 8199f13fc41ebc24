import Linux
import Model
import Operations

/// Where dynos run: crun on this machine now, a cluster's scheduler later. The runner knows no other word for it, and nothing
/// here speaks of a machine's files, processes or networks.
package protocol DynoEngine: Sendable {
    /// Makes what dynos share; finds the dynos that an earlier runner left, ended ones included. Called once, before all else.
    func prepare() throws -> [FoundDyno]
    /// From now on `sink` hears of every dyno. What those found have printed since, and that they ended, is told before this
    /// returns where they have ended.
    func deliver(to sink: any DynoSink)
    /// Starts one dyno. That it runs is told to the sink, maybe before this returns.
    func start(_ spec: DynoSpec, _ launch: DynoLaunch, _ streams: DynoStreams) throws
    /// Remembers for the next runner that a dyno has come up, and when: monotonic milliseconds.
    func markUp(_ id: String, since: Int64) throws
    /// Starts another process in a dyno that runs, for as long as that does.
    /// - Parameter session: by which it is asked for; no other of the dyno's has it.
    func enter(_ id: String, session: String, _ process: InnerProcess, _ streams: DynoStreams) throws
    /// How such a process does, once so many milliseconds have passed or it has ended.
    func look(at session: String, in id: String, milliseconds: Int32) throws -> InnerProcess.Life
    /// Signals such a process and its group, and nothing else of the dyno.
    func signal(_ id: String, session: String, _ signal: Int32) throws
    /// Removes what is left of such a process that has ended.
    func forget(_ id: String, session: String) throws
    /// To all of its processes.
    func signal(_ id: String, _ signal: Int32) throws
    /// Removes everything of a dyno, its processes first. May be called again.
    func remove(_ id: String) throws
    /// Runs a release command to its end; throws where it fails.
    ///
    /// - Parameter cancel: readable or hung up means: stop. Borrowed.
    func release(_ order: ReleaseCommand.Order, cancel: Int32, lines: ([String]) throws -> Void) throws

    /// What it has on disk, counted as far as `limits`.
    func diskUse(_ id: String, limits: DiskLimits) -> DynoDiskUse
    /// What its processes have written, as in that; costs next to nothing.
    func written(_ id: String) -> Int64?
    /// Microseconds of processors that it and who looks after it have used; nil where nobody can say.
    func cpuMicroseconds(_ id: String) -> Int64?
    /// The same of a dyno of the formation without its first process, which wakes up once a second to look for children that have
    /// ended, and does nothing else: what does nothing uses nothing by this, but for a microsecond or two of rounding.
    func workMicroseconds(_ id: String) -> Int64?
    /// What it holds of its memory at most; costs next to nothing. nil where nobody can say.
    func memoryGlance(_ id: String) -> MemoryGlance?
    /// What it holds of its memory; nil where nobody can say.
    func memory(_ id: String) -> DynoMemory?
    /// The name of its process that was ended last for want of memory; nil where nobody can say.
    func killedForMemory(_ id: String) -> String?
    /// Where it listens, seen from inside; nil where nobody can say.
    func listening(_ id: String) -> [ListeningSocket]?

    /// A connection to a dyno that has begun and blocks nobody; nil where nobody listens.
    func connect(to endpoint: DynoEndpoint) -> Descriptor?
}
