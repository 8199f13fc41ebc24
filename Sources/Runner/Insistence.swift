import Glibc

/// What has to be done and may fail now, on a disk that is full for instance: tried at once, and where that fails again and
/// again beside everything else, so that nobody waits for it and it is not forgotten.
struct Insistence: Sendable {
    var pauseMilliseconds: Int32 = 5_000
    let isOver: @Sendable () -> Bool

    func on(_ what: String, _ body: @escaping @Sendable () throws -> Void) {
        do {
            try body()
        } catch {
            Diagnostics.say("cannot \(what), and tries again: \(error)")
            inBackground("insistence") {
                while !isOver() {
                    _ = poll(nil, 0, pauseMilliseconds)
                    do {
                        try body()
                        return Diagnostics.say("done after all: \(what)")
                    } catch {
                        continue  // Said above.
                    }
                }
            }
        }
    }
}
