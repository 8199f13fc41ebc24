import Glibc
import Linux
import Model

extension CageRuntime {
    /// Runs a cage to its end. When this returns or throws nothing of it is left but its bundle.
    ///
    /// Limits hold however slow `output` is: they are watched from another thread. Should this process be killed, the
    /// cage dies as well, and `sweep` finds what then remains of it (no process).
    /// - Parameters:
    ///   - cancel: readable or hung up means: stop. Borrowed.
    ///   - ready: what has to be there before the container is made, waited for once its conmon is.
    ///   - output: stdout and stderr as they come, on the calling thread.
    package func run(
        _ cage: Cage,
        limits: RunLimits,
        cancel: Int32? = nil,
        ready: () throws -> Void = {},
        output: ([UInt8]) throws -> Void
    ) throws -> CageResult {
        var cage = cage
        cage.diesWithSupervisor = true
        let bundle = Bundle(cage.directory)
        let (readEnd, writeEnd) = try Descriptor.pipe().split()
        let reading = Descriptor(owning: readEnd)
        let launched: Launched
        do {
            let writing = Descriptor(owning: writeEnd)
            launched = try launch(cage, .attached(output: writing.number), ready: ready)
        }
        let child = launched.child
        guard let process = try launched.process() else {
            child.kill(SIGKILL)
            _ = child.wait()
            try reap(id: cage.id)
            throw Failure(.internal, "\(cage.id) ended before it was started")
        }
        let written = [bundle.upper, bundle.temporary] + cage.binds.filter { !$0.readOnly }.map(\.source) + cage.overlays.map(\.upper)
        let watch = CageWatch(
            process: process.number,
            limits: limits,
            written: written,
            cgroup: cage.cgroup,
            cancel: cancel
        )
        let ended: ExitStatus
        do {
            let thread = try BackgroundThread("cage-watch") { watch.run() }
            let started = Result { try go(launched, cage) }
            let delivered = started.flatMap { _ in Result { try deliver(from: reading.number, to: output) } }
            if case .failure = delivered { ProcessIdentity.signal(process.number, SIGKILL) }
            ended = child.wait()
            watch.end()
            thread.join()
            try clear(cage, bundle)
            try delivered.get()
        }
        let outcome = Result { try result(bundle, watch.verdict, conmon: ended, id: cage.id) }
        return try Self.isFailure(outcome) ? fullDisk(written + [bundle.directory]) ?? outcome.get() : outcome.get()
    }

    /// Removes what is known of a container. Of one that has ended, by its conmon's word, nothing but files and empty groups is left,
    /// which takes no crun.
    private func clear(_ cage: Cage, _ bundle: Bundle) throws {
        guard bundle.exitCode != nil, ControlGroups.removeTree(cage.cgroup) else { return try reap(id: cage.id) }
        try Files.removeTree("\(directory)/\(cage.id)")
    }

    private static func isFailure(_ outcome: Result<CageResult, any Error>) -> Bool {
        switch outcome {
        case .success(.exited(let code)): code != 0
        case .success(.killed), .failure: true
        case .success(.outOfMemory), .success(.timeLimit), .success(.diskLimit), .success(.diskFull), .success(.cancelled): false
        }
    }

    /// A program that finds no room ends sooner than anybody looks, with a status that says nothing; and its conmon may find none
    /// to write that down.
    private func fullDisk(_ written: [String]) -> CageResult? {
        guard let space = try? Files.space(at: written), space.isUsedUp else { return nil }
        return .diskFull(space)
    }

    private func deliver(from number: Int32, to output: ([UInt8]) throws -> Void) throws {
        while let part = try readSome(from: number), !part.isEmpty { try output(part) }
    }

    private func result(_ bundle: Bundle, _ verdict: CageResult?, conmon: ExitStatus, id: String) throws -> CageResult {
        if let verdict { return verdict }
        guard let code = bundle.exitCode else {
            throw Failure(.internal, "the exit status of \(id) is lost: its conmon ended with \(conmon)")
        }
        if code != 0, bundle.wasOutOfMemory { return .outOfMemory }
        // The kernel ends who writes a single file beyond the limit of all of them.
        if code == 128 + SIGXFSZ { return .diskLimit(.bytes, DiskAmount()) }
        // tini ends with 128 + signal for a command that a signal ended.
        return (129...192).contains(code) ? .killed(signal: code - 128) : .exited(code)
    }
}

extension Launched {
    /// PID 1 of the cage, to be signalled without mistaking another process for it.
    func process() throws(SystemError) -> Descriptor? { try ProcessIdentity(running: pid)?.open() }
}
