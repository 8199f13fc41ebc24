import Glibc
import Linux
import Model
import Operations
import Planning

/// What a build waits for before it begins. None of it is part of the build's own time.
struct BuildWait {
    private static let lookMilliseconds: Int32 = 100

    private let workshop: Workshop
    private let app: AppName

    init(_ workshop: Workshop, _ app: AppName) {
        self.workshop = workshop
        self.app = app
    }

    /// For who builds the same app, as long as a build may take.
    func ofApp() throws -> FileLock {
        let seconds = workshop.configuration.build.secondsMax
        workshop.interruption.allow(seconds: seconds)
        guard let lock = try FileLock.waiting(for: workshop.root.buildLock(app), isCancelled: { workshop.interruption.isRequested }) else {
            try workshop.interruption.check()
            throw Failure(.cancelled, "the build was cancelled while it waited for its turn")
        }
        workshop.interruption.allow(seconds: seconds)
        return lock
    }

    /// For a place among the builds of all apps; each of those before it ends in its own time.
    func ofAll(_ transcript: PushTranscript) throws -> BuildQueue.Place {
        let (interruption, build) = (workshop.interruption, workshop.configuration.build)
        let queue = BuildQueue(workshop.root)
        let place = try queue.enter(app, limit: build.atOnceMax)
        var said = 0
        while true {
            let before = try queue.before(place)
            guard before > 0 else { break }
            if before != said {
                said = before
                transcript.step(BuildTurn.words(before: before))
                interruption.allow(seconds: build.secondsMax * (before + 1))
            }
            var item = pollfd(fd: interruption.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&item, 1, Self.lookMilliseconds)
            try interruption.check()
        }
        if said > 0 { interruption.allow(seconds: build.secondsMax) }
        return place
    }
}
