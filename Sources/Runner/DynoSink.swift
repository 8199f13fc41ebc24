import Model

/// Who hears of dynos. Of one dyno, one event comes after the other; of several, at the same time. An engine waits until an event
/// has been taken before it forgets it, or reads on.
package protocol DynoSink: AnyObject, Sendable {
    func take(_ event: DynoEvent, of dyno: DynoSpec)
}
