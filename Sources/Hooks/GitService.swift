import CLinux
import Glibc
import Linux
import Model

/// One of git's two services for a client of SSH, held to limits: what a stranger sends is unpacked, and what one wants is
/// packed, before anybody else has looked at it.
struct GitService {
    let limits: Configuration.GitLimits

    /// - Parameters:
    ///   - descriptors: of the child beyond the first three.
    ///   - isSoft: hooks may lift the limits again: what they start is held to others.
    func start(_ words: [String], _ environment: [String: String], _ descriptors: [Int32] = [], isSoft: Bool) throws -> Child {
        var start = Child.Start()
        start.descriptors = [0, 1, 2] + descriptors.map { $0 }
        start.newProcessGroup = true
        start.outOfMemoryScore = 500
        start.limits = [
            ProcessLimit(.memoryBytes, limits.memoryBytes, isSoft: isSoft),
            ProcessLimit(.cpuSeconds, Int64(limits.cpuSecondsMax), isSoft: isSoft),
        ]
        return try Child.spawn(Command("/usr/bin/git", words, environment: environment), start)
    }

    /// Waits for its end, and ends it when the client hangs up or its time is over: nothing of it may go on unseen.
    /// - Parameter isBeyond: it has come to where other limits hold.
    func watch(_ child: Child, isBeyond: () -> Bool = { false }) -> ExitStatus {
        let deadline = Moment.monotonicMilliseconds() + Int64(limits.secondsMax) * 1000
        let handle = Descriptor(owning: renga_pidfd_open(child.pid))
        var items = [
            pollfd(fd: handle.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
        ]
        var isTimed = true
        while true {
            let left = isTimed ? max(deadline - Moment.monotonicMilliseconds(), 0) : -1
            let ready = poll(&items, nfds_t(items.count), Int32(clamping: left))
            if ready < 0 && errno == EINTR { continue }
            if ready < 0 || items[0].revents != 0 { return child.wait() }
            if items[1].revents != 0 {
                child.killGroup(SIGTERM)
                return child.wait()
            }
            guard ready == 0 else { continue }
            if isBeyond() {
                isTimed = false
                continue
            }
            StandardError.say(overTime)
            child.killGroup(SIGTERM)
            return child.wait()
        }
    }

    private var overTime: Failure {
        Failure(
            .limit,
            "git did not come to its end within \(limits.secondsMax) seconds",
            hint: "push or fetch less at once; the limit is `git.seconds_max` in config.yml, and the runner has to be started again"
        )
    }

    /// Where git's own word for the reason is one line above.
    var unpackingFailed: Failure {
        Failure(
            .limit,
            "git could not unpack what was pushed",
            hint: "where it says that it is out of memory: it may use \(limits.memoryBytes >> 20) MB, and a file that comes as a change of "
                + "another takes twice its size; the limit is `git.memory_bytes` in config.yml"
        )
    }

    /// What a service that failed has used up; nil where it was something else. git's own words are not enough: it tells
    /// that something ended, and not why.
    var excess: Failure? {
        var (seconds, resident) = (Int64(0), Int64(0))
        guard renga_children_usage(&seconds, &resident) == 0 else { return nil }
        if seconds >= limits.cpuSecondsMax - 1 {
            return Failure(
                .limit,
                "git used up the \(limits.cpuSecondsMax) seconds of CPU time that it may take to unpack a push",
                hint: "push less at once, or ask for a higher `git.cpu_seconds_max` in config.yml"
            )
        }
        guard resident << 10 >= limits.memoryBytes * 3 / 4 else { return nil }
        return Failure(
            .limit,
            "git came to the \(limits.memoryBytes >> 20) MB of memory that it may use to unpack a push",
            hint: "a file that comes as a change of another takes twice its size; push less at once, or ask for a higher "
                + "`git.memory_bytes` in config.yml"
        )
    }
}
